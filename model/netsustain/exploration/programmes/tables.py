"""A table of networks, from a CSV file or a sheet of a workbook: a header, and rows of text below it.

Both answer alike, so that what reads networks need not know which it has. What is wrong with a workbook is told by
sheet and cell (``offices!C7``), as people find it there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from netsustain.importing.sheets import OTHERS, WORKBOOKS, Sheet, read_sheets
from netsustain.scenario.problems import Problem, ScenarioError, nearest, shortened
from netsustain.scenario.tables.faults import MOST, Faults
from netsustain.scenario.tables.text import Rows, open_sheet


class Table(Protocol):
    """A table of networks."""

    @property
    def header(self) -> list[str]:
        """Names of the columns."""

    @property
    def header_line(self) -> int:
        """Line, or row of the sheet, of the header."""

    def faults(self) -> Faults:
        """An empty list of faults of this table."""

    def rows(self, wanted: Sequence[int], faults: Faults) -> Rows:
        """Read the columns ``wanted``; rows of another shape are told to ``faults`` and left out."""


def opened(path: Path, sheet: str | None) -> Table:
    """A table by the ending of its file.

    Parameters
    ----------
    sheet
        Name of a workbook's sheet; its first that holds something when None.

    Raises
    ------
    ScenarioError
        If it cannot be opened, or has no such sheet.
    """
    if path.suffix.lower() in (*WORKBOOKS, *OTHERS):
        return SheetTable(_chosen(path, read_sheets(path), sheet))
    if sheet is not None:
        message = f"got the sheet {shortened(sheet)!r} of a CSV table, expected a workbook (.xlsx), or no sheet"
        raise _refused(path, message)
    return open_sheet(path, str(path))


def _chosen(path: Path, sheets: dict[str, Sheet], name: str | None) -> Sheet:
    if name is not None and name not in sheets:
        names = ", ".join(sheets)
        raise _refused(path, f"got the sheet {shortened(name)!r}, expected one of {names}{nearest(name, sheets)}")
    found = [sheet for own, sheet in sheets.items() if any(map(any, sheet.rows)) and name in (None, own)]
    if not found:
        raise _refused(path, "got an empty sheet, expected a row with the columns' names")
    return found[0]


def _refused(path: Path, message: str) -> ScenarioError:
    return ScenarioError([Problem(str(path), 1, 1, "", message)])


_RECKON = "expected a value: open the workbook in a spreadsheet program and save it"
_REMOVE = "expected nothing there: give the column a name, or move it to another sheet"


# ---- a sheet --------------------------------------------------------------------------------------


class SheetTable:
    """A sheet whose first row that holds something is the header."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._top = next(row for row, cells in enumerate(sheet.rows) if any(cells))
        cells = sheet.rows[self._top]
        self.header = list(cells[: max(column for column, cell in enumerate(cells) if cell) + 1])
        self.header_line = sheet.lines[self._top]

    def faults(self) -> SheetFaults:
        """An empty list of faults of this sheet."""
        return SheetFaults(self.sheet, self.header)

    def rows(self, wanted: Sequence[int], faults: Faults) -> Rows:
        """As of a CSV table; a cell beside the columns, or a formula without a stored value, is told."""
        sheet, width = self.sheet, len(self.header)
        cells: list[list[str]] = [[] for _ in wanted]
        lines: list[int] = []
        for row in range(self._top + 1, len(sheet.rows)):
            if not any(sheet.rows[row]):
                continue
            for column, cell in enumerate(sheet.rows[row]):
                if (row, column) in sheet.unstored:
                    faults.add(sheet.lines[row], column, f"got a formula without its value; {_RECKON}")
                elif column >= width and cell:
                    faults.add(sheet.lines[row], column, f"got {shortened(cell)!r} right of the columns; {_REMOVE}")
            for store, index in zip(cells, wanted, strict=True):
                store.append(sheet.rows[row][index])
            lines.append(sheet.lines[row])
        return Rows(cells, lines, frozenset(), complete=True)


class SheetFaults(Faults):
    """The faults of one sheet, each with its cell."""

    def __init__(self, sheet: Sheet, header: list[str]) -> None:
        super().__init__(sheet.file, "", "", header)
        self._sheet = sheet
        self._told: set[tuple[int, int]] = set()

    def add(self, line: int, index: int | None, message: str) -> None:
        """As of a CSV table; the first fault of a cell counts, since others follow from it."""
        row, column = bisect_left(self._sheet.lines, line), index or 0
        if (row, column) not in self._told and len(self._found) < MOST:
            self._told.add((row, column))
            self._found.append(self._sheet.problem(row, column, message))
