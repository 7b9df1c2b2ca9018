"""Run by the wheel's own Python: starts the workshop app, asks for its page, files, lessons and a film, ends it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

PROGRAM = Path(sys.executable).with_name("netsustain")


def read(address: str) -> bytes:
    """What lies at an address; raises where it is not answered with success."""
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read()


def read_when_ready(address: str) -> bytes:
    """The same, tried for a minute: the address is said a moment before it is served."""
    last = time.monotonic() + 60
    while True:
        try:
            return read(address)
        except urllib.error.URLError:
            if time.monotonic() > last:
                raise
            time.sleep(0.2)


def ask(base: str) -> None:
    """Everything that a browser fetches first."""
    page = read_when_ready(base).decode()
    files = re.findall(r'(?:src|href)="([^"]+)"', page)
    if not files:
        sys.exit("the page names no files")
    sizes = {name: len(read(urllib.parse.urljoin(base, name))) for name in files}
    catalogue = json.loads(read(f"{base}api/catalogue"))
    print(f"page of {len(page)} bytes, {sum(sizes.values())} bytes in {len(sizes)} files, catalogue of", *catalogue)


def main() -> None:
    """Start, ask, end."""
    server = subprocess.Popen([PROGRAM, "app", "--no-browser", "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        said = server.stdout.readline() if server.stdout else ""
        address = re.search(r"http://[0-9.:]+/", said)
        if address is None:
            sys.exit(f"the app said no address: {said!r}")
        ask(address[0])
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main()
