"""How long does a brief of one's own network take, how large is it, and how soon is it open?"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks import processes
from benchmarks.rows import ROOT, Row, Settings

TITLE = "A brief, from tables of members and ties"
GOAL_SECONDS, GOAL_OPEN_SECONDS, GOAL_MEGABYTES = 180.0, 2.0, 5.0
TABLES = ROOT / "docs" / "examples" / "my_network"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def measure(settings: Settings) -> list[Row]:
    """Import, brief, the size of the page, and its opening where there is a browser."""
    with tempfile.TemporaryDirectory() as folder:
        scenario, out = Path(folder) / "mine.yaml", Path(folder) / "brief"
        given = ["--members", str(TABLES / "members.csv"), "--ties", str(TABLES / "ties.csv"), "--out", str(scenario)]
        imported, _ = processes.python("-m", "netsustain", "import", *given)
        few = [] if settings.name == "full" else ["--replicates", str(settings.demo)]
        made, _ = processes.python("-m", "netsustain", "brief", str(scenario), "--out", str(out), *few)
        page = out / "report.html"
        how = "six options, seven futures, both languages, workbook" + (f", {few[1]} replicates" if few else "")
        return [
            Row("netsustain brief", made.wall, "s", how, goal=GOAL_SECONDS, processor=made.processor),
            Row("netsustain import", imported.wall, "s", "before it", processor=imported.processor),
            Row("size of the page", page.stat().st_size / 1e6, "MB", "both languages", goal=GOAL_MEGABYTES),
            *_opening(page, settings.processes),
        ]


def _opening(page: Path, repeats: int) -> list[Row]:
    """How much longer a browser takes to draw the page than to draw nothing; no row without a browser."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        return []
    seconds = {
        address: min(_drawn(browser, address) for _ in range(repeats)) for address in ("about:blank", page.as_uri())
    }
    blank, whole = seconds.values()
    how = f"headless Chromium, less the {blank:.1f} s that an empty page takes"
    return [Row("opening the page", max(whole - blank, 0.0), "s", how, goal=GOAL_OPEN_SECONDS)]


def _drawn(browser: str, address: str) -> float:
    """Seconds from starting the browser to a picture of the first screen."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        command = [
            browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
            "--window-size=1280,800", f"--screenshot={folder}/first.png", address,
        ]  # fmt: skip
        began = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        return time.perf_counter() - began
