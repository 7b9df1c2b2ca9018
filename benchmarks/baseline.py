"""The baseline: ratios of the last version whose figures were kept, so that a slower version is seen.

Ratios, not seconds: a time is kept as steps of the calibration loop that take as long, which carries over to other
machines roughly; a figure without unit is a ratio already. Memory is kept as it is.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.rows import ROOT, SECONDS

FILE = ROOT / "benchmarks" / "baseline.json"
NOTEWORTHY = 0.15
"""Smaller changes are within what the same version shows on two days of the same machine."""


class Change(NamedTuple):
    """A figure now over what it was in the baseline."""

    question: str
    what: str
    factor: float


def kept_of(results: dict[str, Any]) -> dict[str, Any]:
    """What is kept of measured figures."""
    machine = results["machine"]
    return {
        "schema": 1,
        "netsustain": machine["netsustain"],
        "sources": machine["sources"],
        "date": machine["date"],
        "processor": machine["processor"],
        "settings": results["settings"],
        "ratios": {
            question["name"]: {row["what"]: value for row in question["rows"] if (value := _ratio(row)) is not None}
            for question in results["questions"]
        },
    }


def _ratio(row: dict[str, Any]) -> float | None:
    """The figure of a row that carries over; None where none does."""
    if row["unit"] in SECONDS:
        ratio: float | None = row.get("ratio")
        return ratio
    return float(row["measured"]) if row["unit"] in ("", "MiB") else None


def write(results: dict[str, Any], path: Path | None = None) -> None:
    """Keep measured figures as the baseline; questions that were not asked stay as they are."""
    path, found = path or FILE, kept_of(results)
    if path.exists():
        found["ratios"] = read(path)["ratios"] | found["ratios"]
    partial = path.with_suffix(".tmp")
    partial.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(partial, path)


def read(path: Path | None = None) -> dict[str, Any]:
    """The baseline that is kept."""
    found: dict[str, Any] = json.loads((path or FILE).read_text(encoding="utf-8"))
    return found


def changes(results: dict[str, Any], baseline: dict[str, Any]) -> list[Change]:
    """Figures that moved noticeably since the baseline, the largest change first."""
    before = baseline["ratios"]
    found = [
        Change(name, what, value / old)
        for name, rows in kept_of(results)["ratios"].items()
        for what, value in rows.items()
        if (old := before.get(name, {}).get(what)) and value > 0
    ]
    moved = [change for change in found if not 1 - NOTEWORTHY <= change.factor <= 1 + NOTEWORTHY]
    return sorted(moved, key=lambda change: max(change.factor, 1 / change.factor), reverse=True)
