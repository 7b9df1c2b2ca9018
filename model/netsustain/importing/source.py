"""A table of members or ties, whatever file it came from: cells, and the place of each in that file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from netsustain.importing.note import Note
from netsustain.importing.seen import Seen
from netsustain.scenario.problems import Problem
from netsustain.scenario.tables import text as csv_text


@dataclass(frozen=True)
class Spot:
    """Where something stands in the user's file."""

    file: str
    line: int
    column: int
    where: str
    """The cell as people call it: ``members!B7``, ``node n3, kind``."""

    def problem(self, message: str) -> Problem:
        """A fault here."""
        return Problem(self.file, self.line, self.column, self.where, message)


@dataclass(frozen=True)
class LeftOut:
    """Something of the file that is no part of the network: a totals row, an example, a cell that cannot be read."""

    spot: Spot
    got: str
    reason: str
    """Name of a message ``importing.reason_…``, or ``fault``."""
    expected: str = ""
    """Of a fault: the whole message."""


@dataclass(frozen=True)
class Source:
    """Rows of cells under a header."""

    path: Path
    header: list[str]
    rows: list[list[str]]
    spot: Callable[[int, int], Spot]
    """Place of a cell by row and column of ``rows``, from 0; row -1 is the header."""
    left_out: tuple[LeftOut, ...] = ()
    unstored: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    """Row and column of formulas that have no stored value."""
    direct: bool = False
    """Whether the scenario can refer to the file as it stands."""
    derived: frozenset[str] = frozenset()
    """Columns that no file said, made up from others; ``notes`` tell how."""
    notes: tuple[Note, ...] = ()
    origins: dict[str, str] = field(default_factory=dict)
    """Column → what the user's file calls that of which it was made."""

    @property
    def seen(self) -> Seen:
        """The table as the guesses look at it."""
        if self.direct:
            return Seen(self.path, csv_text.open_sheet(self.path, str(self.path)))
        line = self.spot(-1, 0).line
        text = "\n" * (line - 1) + csv_of(self.header, self.rows)
        return Seen(self.path, csv_text.Sheet(str(self.path), text, ",", self.header, line))


def csv_of(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table as CSV text; every row takes one line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
