"""Verdicts of two full comparisons side by side: ``python -m tools.verdicts results/validation``.

Keeps the given comparison as ``docs/validation/latest_full_comparison.json`` and renews the table at the end of
docs/decisions/0011. Without a folder the table is made of what is kept.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

FOLDER = Path("docs/validation")
FIRST, LATEST = FOLDER / "first_full_comparison.json", FOLDER / "latest_full_comparison.json"
PAGE = Path("docs/decisions/0011-mends-after-the-first-comparison.md")
OPENING, CLOSING = "<!-- verdicts -->", "<!-- end of verdicts -->"


def table(first: dict[str, Any], latest: dict[str, Any]) -> str:
    """A row a pattern: its verdict, how many of its numbers hit, and every number, before and after."""
    before = {pattern["id"]: pattern for pattern in first["patterns"]}
    lines = [
        "| pattern | before | after | numbers before → after (those in bold hit) | prior draws that hit |",
        "|---|---|---|---|---|",
    ]
    for pattern in latest["patterns"]:
        old = before[pattern["id"]]
        numbers = {target["name"]: target for target in old["targets"]}
        said = "; ".join(
            f"{target['name']} {_number(numbers.get(target['name']))} → {_number(target)}"
            for target in pattern["targets"]
        )
        label = f"{pattern['id']}{' (shown after repair)' if pattern['repaired'] else ''}"
        lines.append(
            f"| {label} | {_verdict(old)} | {_verdict(pattern)} | {said} | {100 * pattern['prior_hit_rate']:.0f} % |"
        )
    return "\n".join(lines)


def _verdict(pattern: dict[str, Any]) -> str:
    hits = sum(target["verdict"] == "hit" for target in pattern["targets"])
    return f"{pattern['verdict']} ({hits} of {len(pattern['targets'])})"


def _number(target: dict[str, Any] | None) -> str:
    if target is None or target["simulated"] is None:
        return "–"
    said = f"{target['simulated']:.3g}"
    return f"**{said}**" if target["verdict"] == "hit" else said


def main(arguments: list[str]) -> int:
    """Returns the exit code: 0, or 2 for wrong usage."""
    if len(arguments) > 1:
        print("usage: python -m tools.verdicts [FOLDER]", file=sys.stderr)
        return 2
    if arguments:
        found = json.loads((Path(arguments[0]) / "validation.json").read_text(encoding="utf-8"))
        LATEST.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    first, latest = (json.loads(path.read_text(encoding="utf-8")) for path in (FIRST, LATEST))
    head, _, rest = PAGE.read_text(encoding="utf-8").partition(OPENING)
    tail = rest.partition(CLOSING)[2]
    PAGE.write_text(f"{head}{OPENING}\n\n{table(first, latest)}\n\n{CLOSING}{tail}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
