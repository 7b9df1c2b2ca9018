"""``python -m tests.faults``: plant every fault in a copy of the project and see whether the tests notice.

Run it from the root of the repository; nothing there is changed. Exit 0 if every fault is caught, 1 if not,
2 for wrong usage.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from fnmatch import fnmatch

from .campaign import campaign
from .planting import Fault, catalogue
from .trial import SECONDS, Result, Verdict


def _arguments(given: list[str] | None, faults: list[Fault]) -> tuple[argparse.Namespace, list[Fault]]:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=(__doc__ or "").partition(":")[2])
    parser.add_argument("--only", action="append", metavar="NAME", help="this fault (or area, or pattern); repeatable")
    parser.add_argument("--list", action="store_true", help="name every fault and what it stands for; plant none")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="faults tried at a time")
    parser.add_argument("--limit", type=float, default=SECONDS, metavar="S", help="seconds a fault's tests may take")
    options = parser.parse_args(given)
    chosen = [fault for fault in faults if not options.only or any(_named(fault, name) for name in options.only)]
    for name in options.only or ():
        if not any(_named(fault, name) for fault in faults):
            parser.error(f"--only {name}: got no fault or area of this name; --list shows them")
    if options.workers < 1:
        parser.error(f"--workers {options.workers}: expected at least 1")
    return options, chosen


def _named(fault: Fault, name: str) -> bool:
    return fnmatch(fault.name, name) or fault.area == name


def _line(result: Result) -> str:
    head = f"{result.verdict.value:9}{result.fault.area:12}{result.fault.name:44}{result.seconds:5.1f} s"
    return f"{head}  {' '.join(result.by.split())[:400]}"


def _listing(faults: list[Fault]) -> str:
    lines = []
    for fault in faults:
        lines += [f"{fault.area}: {fault.name}", f"    {fault.stands_for}", f"    in {fault.file}"]
        lines += [f"    caught by {test}" for test in fault.caught_by]
    return "\n".join([*lines, f"{len(faults)} faults"])


def main(given: list[str] | None = None) -> int:
    """Plant and report."""
    options, faults = _arguments(given, catalogue())
    if options.list:
        print(_listing(faults))
        return 0
    began, verdicts = time.perf_counter(), Counter[Verdict]()
    for result in campaign(faults, workers=options.workers, seconds=options.limit):
        verdicts[result.verdict] += 1
        print(_line(result), flush=True)
    said = ", ".join(f"{count} {verdict.value}" for verdict, count in verdicts.items())
    spent = os.times()
    busy = spent.children_user + spent.children_system
    print(f"{len(faults)} faults: {said}; {time.perf_counter() - began:.0f} s, {busy:.0f} s of processor time")
    return 0 if verdicts[Verdict.CAUGHT] == len(faults) else 1


if __name__ == "__main__":
    sys.exit(main())
