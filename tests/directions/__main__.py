"""``python -m tests.directions``: run every pair in full, write ``found.csv`` and renew ``docs/directions.md``.

``--page`` renews the page alone, from what was found last.
"""

from __future__ import annotations

import sys
import time

from tests.directions.expectations import pairs
from tests.directions.found import FOUND, measure, write
from tests.directions.page import COMMAND, PAGE, lines, page
from tests.directions.verdicts import OTHERWISE


def main(arguments: list[str]) -> int:
    """Returns the exit code: 0, or 2 for wrong usage."""
    if set(arguments) - {"--page"}:
        print(f"usage: {COMMAND} [--page]", file=sys.stderr)
        return 2
    if not arguments:
        began, table = time.perf_counter(), pairs()
        write(measure(table, tell=lambda name: print(name, file=sys.stderr, flush=True)))
        print(f"{FOUND.name}: {len(table)} pairs in {time.perf_counter() - began:.0f} s")
    rows = lines()
    PAGE.write_text(page(rows), encoding="utf-8")
    print(f"{PAGE.name}: {len(rows)} outcomes, {sum(row.verdict == OTHERWISE for row in rows)} found otherwise")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
