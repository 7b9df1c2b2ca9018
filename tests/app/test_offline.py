"""The app in a room without a network: a namespace that has nothing but its own loopback."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.app.conftest import skip_or_fail

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
INSIDE = """
import re, shutil, subprocess, sys, urllib.request
from playwright.sync_api import sync_playwright
try:
    urllib.request.urlopen("http://1.1.1.1", timeout=2)
    sys.exit("the outside can be reached: this proves nothing")
except OSError:
    pass
server = subprocess.Popen([sys.executable, "-m", "netsustain", "app", "--port", "0", "--no-browser"],
                          stdout=subprocess.PIPE, text=True)
try:
    address = re.search(r"http://[0-9.:]+/", server.stdout.readline())[0]
    with sync_playwright() as driver:
        program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        options = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        page = driver.chromium.launch(executable_path=program, args=options).new_page()
        page.goto(address + "#th", timeout=60_000)
        page.wait_for_selector(".how:not(.pending)", timeout=180_000)
        page.locator("#lever-platform").fill("0.9")
        page.wait_for_function("() => document.querySelector('.headline b').innerText.match(/[0-9]/)")
        print("played", page.evaluate("document.fonts.check('16px Sarabun')"))
finally:
    server.terminate()
    server.wait(10)
"""


def test_it_plays_without_a_network():
    if not (ROOT / "model/netsustain/app/static/index.html").exists():
        skip_or_fail("the app's pages are not built: make app (needs Node 20)")
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        skip_or_fail("no unshare or ip on this machine: apt-get install util-linux iproute2")
    if subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody make a network namespace")
    inside = ["sh", "-c", 'ip link set lo up && exec "$0" -c "$1"', sys.executable, INSIDE]
    done = subprocess.run(
        ["unshare", "-rn", *inside], capture_output=True, text=True, cwd=ROOT, timeout=400, check=False
    )
    assert (done.returncode, done.stdout.split()) == (0, ["played", "True"]), done.stderr[-2000:]
