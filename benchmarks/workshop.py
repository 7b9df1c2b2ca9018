"""How soon does the workshop app answer, in a real browser: start-up, slider to new band, frames with 300 members?"""

from __future__ import annotations

import importlib.util
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from benchmarks.rows import ROOT, Row, Settings

TITLE = "The workshop app"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
           "--disable-component-update", "--disable-sync"]  # fmt: skip
NETWORK = """schema: 1
extends: demo_none
title: {{en: "{members} members", th: "สมาชิก {members} องค์กร"}}
question: {{en: "How fast is the app?", th: "แอปเร็วเพียงใด"}}
sources: [A-N2]
months: 120
network: {{recipe: {{members: {members}, mean_degree: 12}}}}
"""
MOVE = """
async (moves) => {
  const slider = document.querySelector('#lever-relationship_activities');
  const said = () => document.querySelector('.how');
  const found = [];
  for (let move = 1; move <= moves; move += 1) {
    await new Promise(rest => setTimeout(rest, 400));
    const began = performance.now();
    const pending = new Promise(done => {
      let first = 0;
      const watch = new MutationObserver(() => {
        const waits = said().classList.contains('pending');
        if (waits && !first) first = performance.now() - began;
        if (first && !waits) { watch.disconnect(); done([first, performance.now() - began]); }
      });
      const all = {subtree: true, childList: true, attributes: true, characterData: true};
      watch.observe(document.querySelector('.answer'), all);
    });
    slider.value = (move % 2 ? 0.2 : 0.7) + 0.02 * move;
    slider.dispatchEvent(new Event('input', {bubbles: true}));
    found.push(await pending);
  }
  return found;
}
"""
FRAMES = """
async (seconds) => {
  document.querySelector('.play').click();
  const times = [];
  const began = performance.now();
  await new Promise(done => requestAnimationFrame(function tick(now) {
    times.push(now);
    if (now - began > 1000 * seconds) done(); else requestAnimationFrame(tick);
  }));
  const gaps = times.slice(1).map((now, place) => now - times[place]).sort((a, b) => a - b);
  return [1000 * gaps.length / (times.at(-1) - times[0]), gaps[Math.floor(gaps.length * 0.95)]];
}
"""


def measure(settings: Settings) -> list[Row]:
    """All figures of one server and one browser; nothing without a browser or the built pages."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    built = (ROOT / "model/netsustain/app/static/index.html").exists()
    if browser is None or not built or importlib.util.find_spec("playwright") is None:
        return [Row("not measured", 0.0, "", "needs Chromium, playwright and `make app`")]
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for members in (60, 300):
            files.append(Path(folder) / f"members_{members}.yaml")
            files[-1].write_text(NETWORK.format(members=members), encoding="utf-8")
        began = time.perf_counter()
        server = subprocess.Popen(
            [sys.executable, "-m", "netsustain", "app", *map(str, files), "--port", "0", "--no-browser"],
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            return _asked(server, browser, began, 12 if settings.name == "full" else 4)
        finally:
            server.terminate()
            server.wait(10)


def _asked(server: subprocess.Popen[str], browser: str, began: float, moves: int) -> list[Row]:
    from playwright.sync_api import sync_playwright

    assert server.stdout is not None
    match = re.search(r"http://[\d.]+:\d+/", server.stdout.readline())
    assert match is not None
    address = match[0]
    _waited(address)
    ready = time.perf_counter() - began
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=browser, args=OPTIONS)
        page = opened.new_page(viewport={"width": 1920, "height": 1080})
        outside: list[str] = []
        page.on("request", lambda asked: None if asked.url.startswith((address, address.replace("http", "ws"), "data:",
                "blob:")) else outside.append(asked.url))  # fmt: skip
        first = _opened(page, address)
        again = min(_opened(page, address) for _ in range(3))
        page.wait_for_selector(".how:not(.pending)", timeout=120_000)
        page.evaluate(MOVE, 2)
        bands = page.evaluate(MOVE, moves)
        page.get_by_label("Scenario").select_option("members_300")
        page.wait_for_function("() => document.querySelectorAll('#member option').length > 290", timeout=60_000)
        page.get_by_role("button", name="12×").click()
        rate, slow = page.evaluate(FRAMES, 5)
        opened.close()
    early, whole = zip(*bands, strict=True)
    how = f"60 members, 120 months, baseline kept, median of {moves} moves in headless Chromium; longest "
    return [
        Row("server ready", ready, "s", "from the command to the first answer, machine code cached", goal=5.0),
        Row("page ready, first time", first, "s", "the model loads meanwhile"),
        Row("page ready", again, "s", "network on the stage", goal=1.0),
        Row("slider → first estimate", statistics.median(early), "ms", f"{how}{max(early):.0f} ms", goal=150.0),
        Row("slider → whole band", statistics.median(whole), "ms", f"{how}{max(whole):.0f} ms", goal=700.0, aim=300.0),
        Row("frames a second", rate, "", f"300 members playing; at least 30; 95 in 100 frames within {slow:.0f} ms"),
        Row("memory of the server", _peak(server.pid), "MiB", "most so far", goal=1024.0),
        Row("requests outside the machine", float(len(outside)), "", "must be none"),
    ]


def _opened(page: Any, address: str) -> float:
    """Seconds from asking for the page to a network on the stage."""
    page.goto("about:blank")
    began = time.perf_counter()
    page.goto(f"{address}#en")
    page.wait_for_selector("canvas", timeout=180_000)
    return time.perf_counter() - began


def _waited(address: str) -> None:
    while True:
        try:
            urllib.request.urlopen(f"{address}api/catalogue", timeout=60).read()
            return
        except OSError:
            time.sleep(0.02)


def _peak(process: int) -> float:
    """Most memory that a process has held [MiB]; 0 where the system does not tell."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return 0.0
    match = re.search(r"VmHWM:\s+(\d+)", status.read_text(encoding="utf-8"))
    return int(match[1]) / 1024 if match else 0.0

