"""``python -m tools.matrix``: run every configuration, compare, write the table of ``docs/reliability.md``.

Exits with 1 if any number differs anywhere, or if a configuration could not be run.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from benchmarks import machine
from tools.matrix import interpreters, page
from tools.matrix.configurations import Configuration, configurations
from tools.matrix.interpreters import ROOT
from tools.matrix.pairs import SHORTER, SIZES
from tools.matrix.running import Matrix, Result, compared, levels_here

PAGE = ROOT / "docs" / "reliability.md"
REPORT = ROOT / "results" / "matrix" / "report.json"


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.matrix", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="some scenarios, 12 months, no machine code of its own")
    parser.add_argument("--only", metavar="NAMES", help="some configurations, by commas: 'code=*,mix 0*'; no page")
    parser.add_argument("--list", action="store_true", help="print the configurations and run nothing")
    parser.add_argument("--python", action="append", default=[], metavar="PATH", help="a further interpreter")
    parser.add_argument("--alone", action="store_true", help="this interpreter only")
    parser.add_argument("--jobs", type=int, default=1, help="configurations at a time (seconds grow)")
    parser.add_argument("--report", type=Path, help=f"JSON file to write; {REPORT.relative_to(ROOT)} by default")
    parser.add_argument("--from", dest="kept", type=Path, metavar="REPORT", help="write the page from a kept report")
    parser.add_argument("--out", type=Path, help="page to write; docs/reliability.md when everything is run")
    chosen = parser.parse_args(given)
    if chosen.out is None and not (chosen.quick or chosen.only or chosen.alone):
        chosen.out = PAGE
    return chosen


def picked(every: Sequence[Configuration], only: str | None) -> list[Configuration]:
    """The reference and the configurations that patterns name.

    Raises
    ------
    ValueError
        If a pattern names none.
    """
    if only is None:
        return list(every)
    patterns = only.split(",")
    for pattern in patterns:
        if not any(fnmatch(each.name, pattern) for each in every):
            raise ValueError(f"--only: got {pattern}, expected one of {', '.join(each.name for each in every)}")
    return [each for each in every if each is every[0] or any(fnmatch(each.name, pattern) for pattern in patterns)]


def main(given: Sequence[str] | None = None) -> int:
    """Run and compare; returns the exit code."""
    asked = _arguments(given)
    if asked.kept is not None:
        page.write(asked.out or PAGE, json.loads(asked.kept.read_text(encoding="utf-8")))
        return 0
    began, described = time.perf_counter(), machine.describe()
    usable, skipped = interpreters.found(asked.python, asked.alone)
    levels, left_out = levels_here(compile_apart=not asked.quick)
    try:
        chosen = picked(configurations([each.name for each in usable], levels), asked.only)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    for each in usable:
        _tell(f"found {each}")
    for reason in [*skipped, *left_out]:
        _tell(f"skipped {reason}")
    if not asked.quick:
        _tell(SHORTER)
    if asked.list:
        print("\n".join(f"{each.name:<20} {' '.join(each.differs)}" for each in chosen))
        return 0
    results = run(Matrix(usable, SIZES["quick" if asked.quick else "full"]), chosen, asked.jobs)
    report = {
        "schema": 1, "command": " ".join(["python -m tools.matrix", *(sys.argv[1:] if given is None else given)]),
        "machine": described, "size": "quick" if asked.quick else "full",
        "minutes": (time.perf_counter() - began) / 60.0, "interpreters": [str(each) for each in usable],
        "skipped": [*skipped, *left_out], "levels": {"python": [each.name for each in usable], **levels},
        "results": [asdict(result) for result in results],
    }  # fmt: skip
    _write(report, asked)
    print(page.summary(results))
    return 0 if all(result.same for result in results) else 1


def run(matrix: Matrix, chosen: Sequence[Configuration], jobs: int) -> list[Result]:
    """Run and compare, a line each."""
    results = []
    for result in compared(matrix, chosen, _tell, jobs):
        print(page.line(result), flush=True)
        results.append(result)
    return results


def _write(report: dict[str, Any], asked: argparse.Namespace) -> None:
    path = asked.report or REPORT
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if asked.out is not None:
        page.write(asked.out, report)


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
