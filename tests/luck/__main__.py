"""``python -m tests.luck``: measure the luck of runs and renew its section of ``docs/reliability.md``.

With names of questions the figures are printed as JSON, with ``--quick`` the section in a short form, and nothing is
written. Exit 0 if all is as it should be, 1 if not, 2 for wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys

from tests.luck.figures import FULL, QUESTIONS, QUICK, faults, measure
from tests.luck.page import COMMAND, PAGE, renew, section


def main(given: list[str] | None = None) -> int:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(prog=COMMAND, description=(__doc__ or "").partition(":")[2])
    parser.add_argument("questions", nargs="*", metavar="QUESTION", help=f"{', '.join(QUESTIONS)}; all by default")
    parser.add_argument("--quick", action="store_true", help="few replicates, edits, months and draws; writes nothing")
    chosen = parser.parse_args(given)
    unknown = [name for name in chosen.questions if name not in QUESTIONS]
    if unknown:
        parser.error(f"got {', '.join(unknown)}, expected some of {', '.join(QUESTIONS)}")
    found = {}
    for name in chosen.questions or QUESTIONS:
        print(name, file=sys.stderr, flush=True)
        found[name] = measure(name, QUICK if chosen.quick else FULL)
    if chosen.questions:
        print(json.dumps(found, indent=1, ensure_ascii=False))
    elif chosen.quick:
        print(section(found))
    else:
        renew(found)
        print(f"{PAGE.name}: renewed")
    wrong = [said for name, told in found.items() for said in faults(name, told)]
    for said in wrong:
        print(f"not as it should be: {said}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
