"""``python -m tests.fuzz``: broken and hostile files of every kind, read as the commands read them.

Run it from the root of the repository. Each case follows from its kind, its number and the seed; inputs that fail are
kept. Exit 0 if every file is accepted or refused as it should be, 1 if not, 2 for wrong usage.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from pathlib import Path

from .campaign import campaign, numbers
from .judging import FAILED, MEBIBYTES, SECONDS, Verdict
from .kinds import KINDS

CASES = 100_000
KEEP = Path("results/fuzz")
NEWS = 2_000
"""Cases after which the standard error says how far it has come."""


def _arguments(given: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=(__doc__ or "").partition(":")[2])
    parser.add_argument(
        "--cases", type=int, default=CASES, metavar="N", help=f"cases of all kinds together; {CASES:,} by default"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="another seed makes other cases")
    parser.add_argument(
        "--only", action="append", choices=list(KINDS), metavar="KIND", help=f"one of {', '.join(KINDS)}; repeatable"
    )
    parser.add_argument("--case", action="append", metavar="KIND:NUMBER", help="this case alone; repeatable")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes at a time")
    parser.add_argument(
        "--keep", type=Path, default=KEEP, metavar="FOLDER", help=f"where inputs that fail are kept; {KEEP}"
    )
    options = parser.parse_args(given)
    if options.cases < 1 or options.workers < 1:
        parser.error("--cases and --workers: expected at least 1")
    for case in options.case or ():
        kind, _, number = case.partition(":")
        if kind not in KINDS or not number.isdecimal():
            parser.error(f"--case {case}: expected KIND:NUMBER with a kind of {', '.join(KINDS)}")
    return options


def table(verdicts: list[Verdict]) -> str:
    """A line a kind: cases, accepted, refused, failures, the slowest and the largest."""
    head = f"{'kind':12}{'cases':>9}{'accepted':>10}{'refused':>9}{'failed':>8}{'slowest':>10}{'largest':>10}"
    lines = [head]
    for name in [*KINDS, "all"]:
        own = [verdict for verdict in verdicts if name in (verdict.kind, "all")]
        if not own:
            continue
        counts = [sum(verdict.outcome == outcome for verdict in own) for outcome in ("accepted", "refused", FAILED)]
        slowest, largest = max(verdict.seconds for verdict in own), max(verdict.mebibytes for verdict in own)
        lines.append(
            f"{name:12}{len(own):>9,}{counts[0]:>10,}{counts[1]:>9,}{counts[2]:>8,}{slowest:>8.2f} s{largest:>6.0f} MiB"
        )
    return "\n".join(lines)


def main(given: list[str] | None = None) -> int:
    """Fuzz and report."""
    options = _arguments(given)
    if options.case:
        wanted = [(kind, int(number)) for kind, _, number in (case.partition(":") for case in options.case)]
    else:
        wanted = numbers(options.cases, options.only)
    begin, verdicts = time.monotonic(), list[Verdict]()
    try:
        for verdict in campaign(wanted, seed=options.seed, workers=options.workers, keep=options.keep):
            verdicts.append(verdict)
            if verdict.outcome == FAILED:
                print(f"{verdict.kind}:{verdict.number}: {verdict.why}", flush=True)
            if len(verdicts) % NEWS == 0:
                print(f"{len(verdicts):,} of {len(wanted):,} cases", file=sys.stderr, flush=True)
    except KeyboardInterrupt:
        print(f"interrupted after {len(verdicts):,} of {len(wanted):,} cases")
    failed = sum(verdict.outcome == FAILED for verdict in verdicts)
    print(table(verdicts))
    print(f"at most {SECONDS:g} s and {MEBIBYTES:g} MiB each; seed {options.seed}; {time.monotonic() - begin:.0f} s")
    if failed:
        print(
            f"inputs that failed are in {options.keep}; one again: "
            f"python -m tests.fuzz --seed {options.seed} --case KIND:NUMBER"
        )
    return 1 if failed else 0


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM):  # a night that is cut short says how far it came
        signal.signal(number, signal.default_int_handler)
    sys.exit(main())
