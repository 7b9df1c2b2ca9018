"""``python -m benchmarks``: measure, keep the figures as JSON, write the tables of ``docs/performance.md``."""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict, replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks import baseline, calibration, machine, page
from benchmarks.rows import ROOT, SECONDS, SETTINGS, Row, Settings

QUESTIONS = (
    "run", "ties", "twin", "c_rules", "paired", "compiling", "helping", "memory", "campaigns", "sobol", "killing",
    "demo", "brief", "workshop", "room", "plain",
)  # fmt: skip
"""One module a question, in the order of the page."""
PAGE = Path("docs") / "performance.md"
FIGURES = Path("results") / "benchmarks" / "figures.json"


def ask(module: ModuleType, settings: Settings) -> dict[str, Any]:
    """The rows of one question; times also as steps of the loop, timed before and after."""
    before = calibration.seconds_a_step(settings.loop_steps)
    rows = module.measure(settings)
    step = min(before, calibration.seconds_a_step(settings.loop_steps))
    rows = [_with_ratio(row, step) for row in rows]
    return {
        "name": module.__name__.rpartition(".")[2],
        "title": module.TITLE,
        "asks": (module.__doc__ or "").strip().partition("\n")[0],
        "nanoseconds_a_step": 1e9 * step,
        "rows": [asdict(row) for row in rows],
    }


def _with_ratio(row: Row, step: float) -> Row:
    return replace(row, ratio=row.measured * SECONDS[row.unit] / step) if row.unit in SECONDS else row


def measure(settings: Settings, names: list[str]) -> dict[str, Any]:
    """Ask every question; says on standard error which."""
    found: dict[str, Any] = {"schema": 1, "machine": machine.describe(), "settings": settings.name, "questions": []}
    began = time.perf_counter()
    for name in names:
        print(f"{time.perf_counter() - began:6.0f} s  {name}", file=sys.stderr, flush=True)
        found["questions"].append(ask(import_module(f"benchmarks.{name}"), settings))
    return found | {"minutes": (time.perf_counter() - began) / 60.0}


def _arguments(given: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes; prints, writes no page unless --out")
    parser.add_argument("--settings", choices=SETTINGS, help="sizes by name, instead of --quick")
    parser.add_argument("--only", metavar="NAMES", help=f"some questions, by commas: {','.join(QUESTIONS)}")
    parser.add_argument("--out", type=Path, help=f"page to write; {PAGE} when everything is measured in full")
    parser.add_argument("--figures", type=Path, help=f"JSON file to write; {FIGURES} by default")
    parser.add_argument("--keep-baseline", action="store_true", help="keep the ratios: later figures are told against")
    parser.add_argument("--from", dest="kept", type=Path, metavar="FIGURES", help="write the page from kept figures")
    chosen = parser.parse_args(given)
    chosen.names = chosen.only.split(",") if chosen.only else list(QUESTIONS)
    unknown = [name for name in chosen.names if name not in QUESTIONS]
    if unknown:
        parser.error(f"no question {', '.join(unknown)}; there are {', '.join(QUESTIONS)}")
    chosen.settings = SETTINGS[chosen.settings or ("quick" if chosen.quick else "full")]
    if chosen.out is None and chosen.settings.name == "full" and not chosen.only:
        chosen.out = ROOT / PAGE
    return chosen


def main(given: list[str] | None = None) -> int:
    """Measure and write; with ``--from`` only write."""
    chosen = _arguments(given)
    if chosen.kept is not None:
        results = json.loads(chosen.kept.read_text(encoding="utf-8"))
    else:
        results = measure(chosen.settings, chosen.names)
        figures = chosen.figures or ROOT / FIGURES
        figures.parent.mkdir(parents=True, exist_ok=True)
        figures.write_text(json.dumps(results, indent=1, ensure_ascii=False), encoding="utf-8")
    if chosen.out is not None:
        page.write(chosen.out, results)
    print(page.render(results))
    if chosen.keep_baseline:
        baseline.write(results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
