"""A table as the import looks at it: every column's cells, before anything is decided about them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from netsustain.scenario.tables.fields import BadCellError, Quantity, is_unknown, number_in
from netsustain.scenario.tables.text import Sheet, clean

ANY_NUMBER = Quantity(-1e12, 1e12, "")


@dataclass(frozen=True)
class Seen:
    """An opened table and the words in it; rows of another shape are left to the strict reader to tell."""

    path: Path
    sheet: Sheet

    @property
    def header(self) -> list[str]:
        """Names of the columns."""
        return self.sheet.header

    @cached_property
    def _cells(self) -> list[list[str]]:
        return self.sheet.rows(range(len(self.header)), self.sheet.faults()).cells

    @property
    def count(self) -> int:
        """Number of rows."""
        return len(self._cells[0])

    def words(self, column: str) -> list[str]:
        """The cells of a column."""
        return [clean(cell) for cell in self._cells[self.header.index(column)]]

    def known(self, column: str) -> list[str]:
        """The cells of a column that say something."""
        return [word for word in self.words(column) if not is_unknown(word)]

    def numbers(self, column: str) -> list[float]:
        """The numbers among the cells of a column."""
        found = {word: _number(word) for word in set(self.known(column))}
        return [number for word in self.known(column) if (number := found[word]) is not None]


def _number(word: str) -> float | None:
    try:
        return number_in(word, ANY_NUMBER)
    except BadCellError:
        return None
