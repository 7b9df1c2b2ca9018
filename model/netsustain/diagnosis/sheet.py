"""A survey's table as text cells, whatever file it came from, and where each cell stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from netsustain.scenario.problems import Problem
from netsustain.scenario.tables.faults import Faults
from netsustain.scenario.tables.text import Sheet, clean, open_sheet


@dataclass
class Table:
    """Header and cells of one table; collects what is wrong with it."""

    sheet: Sheet
    faults: Faults = field(init=False)
    rows: list[list[str]] = field(init=False)
    lines: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.faults = self.sheet.faults()
        read = self.sheet.rows(range(len(self.sheet.header)), self.faults)
        self.rows = [[clean(cell) for cell in row] for row in zip(*read.cells, strict=True)]
        self.lines = read.lines

    @property
    def header(self) -> list[str]:
        """Headings of the columns."""
        return self.sheet.header

    def fault(self, row: int, column: int | None, message: str) -> None:
        """Something wrong with a cell, or with a row as a whole."""
        self.faults.add(self.lines[row], column, message)

    def header_fault(self, column: int | None, message: str) -> None:
        """Something wrong with a heading, or with the header as a whole."""
        self.faults.add(self.sheet.header_line, column, message)

    def problems(self) -> list[Problem]:
        """Every fault, by line."""
        return self.faults.problems()


def tables_in(path: Path) -> list[Table]:
    """Every table of a file, a workbook's sheets in their order. Raises :class:`ScenarioError`."""
    return [Table(open_sheet(path, str(path)))]
