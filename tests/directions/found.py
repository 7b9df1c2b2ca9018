"""What was found: measured, written to ``found.csv`` and read again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from typing import NamedTuple

from tests.directions.expectations import FOLDER, Pair
from tests.directions.running import SEED, Measured, run
from tests.directions.verdicts import sign

from netsustain.calibration.accepted import accepted

FOUND = FOLDER / "found.csv"
REPLICATES = 477
"""Replicates of the full form."""
DIGITS = 6


class Found(NamedTuple):
    """One outcome of one pair, measured in the full form."""

    pair: str
    outcome: str
    sign: str
    measured: Measured


def measure(
    table: Iterable[Pair], replicates: int = REPLICATES, tell: Callable[[str], None] | None = None
) -> list[Found]:
    """Run the pairs; ``tell`` hears the name of each that is done."""
    rows = []
    for pair in table:
        for outcome, measured in run(pair, replicates, SEED).items():
            rows.append(Found(pair.name, outcome, sign(outcome, measured), measured))
        if tell is not None:
            tell(pair.name)
    return rows


def write(rows: Iterable[Found]) -> None:
    """Put what was found into ``found.csv``."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["pair", "outcome", "sign", "from_mean", "difference", "standard_error", "pairs"])
    for row in rows:
        numbers = [f"{value:.{DIGITS}g}" for value in row.measured[:3]]
        writer.writerow([row.pair, row.outcome, row.sign, *numbers, row.measured.pairs])
    FOUND.write_text(stream.getvalue(), encoding="utf-8")


def read() -> dict[tuple[str, str], Found]:
    """(pair, outcome) → what was found, as written last."""
    found = {}
    with FOUND.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            mean, difference, error = (float(row[name]) for name in ("from_mean", "difference", "standard_error"))
            measured = Measured(mean, difference, error, int(row["pairs"]))
            found[row["pair"], row["outcome"]] = Found(row["pair"], row["outcome"], row["sign"], measured)
    return found


def parameters_used() -> str:
    """Under which parameters the full form runs."""
    vectors = accepted()
    if vectors is None:
        return "the defaults, since nothing is calibrated yet"
    return f"one accepted vector a replicate, the same on both sides ({min(len(vectors), REPLICATES)} vectors in turn)"
