"""Write the golden digests anew, after printing what moved: ``python -m tests.regression.regenerate``.

Run it from the root of the repository. ``--dry`` prints and writes nothing.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from tests.regression.test_digests import GOLDEN, SCENARIOS, columns, record


def difference(name: str, old: dict[str, Any] | None, new: dict[str, Any]) -> str:
    """One line for a scenario: nothing, or the means that moved."""
    if old is None:
        return f"{name}: new"
    if old == new:
        return f"{name}: the same"
    moved = [
        f"{column} {old['means'].get(column)} -> {value}"
        for column, value in new["means"].items()
        if old["means"].get(column) != value
    ]
    return f"{name}: {'; '.join(moved) or 'bits only'}"


def main() -> None:
    """Compare, print, write."""
    before = (
        json.loads(GOLDEN.read_text(encoding="utf-8"))
        if GOLDEN.exists()
        else {"columns": {}, "scenarios": {}}
    )
    after = {"columns": columns(), "scenarios": {name: record(name) for name in SCENARIOS}}
    for kind, names in after["columns"].items():
        old = before["columns"].get(kind, [])
        added, gone = set(names) - set(old), set(old) - set(names)
        if added or gone:
            print(f"columns of {kind}: added {sorted(added)}, gone {sorted(gone)}")
    for name in SCENARIOS:
        print(difference(name, before["scenarios"].get(name), after["scenarios"][name]))
    for name in sorted(before["scenarios"].keys() - set(SCENARIOS)):
        print(f"{name}: gone")
    if "--dry" not in sys.argv[1:]:
        GOLDEN.write_text(json.dumps(after, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
