"""What the doctor looks at for the workshop app: its pages, the port, the address; and what a clone builds with."""

from __future__ import annotations

import errno
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

from netsustain.commands.doctor_check import Check, Say

PACKAGE = Path(__file__).parents[1]
PAGES = PACKAGE / "app" / "static" / "index.html"
SOURCES = PACKAGE / "app" / "web"
"""In a clone only: a wheel carries the built pages."""
OLDEST_NODE = 20
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ELSEWHERE = ("192.0.2.1", 9)
"""An address set aside for examples: choosing a way to it sends nothing."""


def pages(say: Say) -> Iterator[Check]:
    """Whether the app's pages are built, and not before their sources were last changed."""
    in_clone = SOURCES.is_dir()
    if not PAGES.is_file():
        yield Check("pages", None, say("not_built"), say("build_pages" if in_clone else "reinstall"))
        return
    stale = in_clone and _newest(SOURCES / "src") > PAGES.stat().st_mtime
    yield Check("pages", None if stale else True, say("stale_pages" if stale else "built"),
                say("build_pages") if stale else "")  # fmt: skip


def _newest(folder: Path) -> float:
    return max((path.stat().st_mtime for path in folder.rglob("*") if path.is_file()), default=0.0)


def builders(say: Say) -> Iterator[Check]:
    """Node and Chromium, which only work on the clone needs."""
    if not SOURCES.is_dir():
        return
    version = _node()
    new = bool(version) and int(version.split(".")[0]) >= OLDEST_NODE
    yield Check("node", True if new else None, version or say("absent"), "" if new else say("node_advice"))
    browser = next(filter(None, map(shutil.which, CHROMIUM)), None)
    yield Check("chromium", True if browser else None, browser or say("absent"),
                "" if browser else say("chromium_advice"))  # fmt: skip


def _node() -> str:
    """Version of Node without its ``v``; empty where there is none that runs."""
    try:
        said = subprocess.run(["node", "--version"], capture_output=True, text=True, timeout=10, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return ""
    version = said.strip().removeprefix("v")
    return version if version.split(".")[0].isdecimal() else ""


def port(say: Say) -> Iterator[Check]:
    """Whether the app's usual port is free on this machine."""
    from netsustain.commands.app import ADDRESS, PORT

    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((ADDRESS, PORT))
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            value = say("taken", port=PORT) if taken else f"{PORT}: {error.strerror}"
            yield Check("port", None, value, say("port_advice"))
            return
    yield Check("port", True, say("free", port=PORT))


def address(say: Say) -> Iterator[Check]:
    """This machine's address in its network, as other machines would name it; none is no fault."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as chooser:
        try:
            chooser.connect(ELSEWHERE)
            found = chooser.getsockname()[0]
        except OSError:
            found = say("no_network")
    yield Check("address", True, found)
