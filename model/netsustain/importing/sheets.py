"""Spreadsheets as people keep them: every cell as text with its address, from CSV and XLSX alike.

Nothing is decided here about what a cell means; :mod:`netsustain.importing.tidy` finds the table in a sheet.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from netsustain.scenario.problems import Problem, ScenarioError
from netsustain.scenario.tables.text import MAXIMAL_COLUMNS, clean, open_sheet

WORKBOOKS = (".xlsx", ".xlsm")
OTHERS = (".xls", ".ods", ".numbers", ".xlsb")
"""Spreadsheets of other programs, which are refused with what to do."""
FEW_CELLS, SPARSE = 400_000, 20
"""A sheet may have few cells, or so many for each that holds something: one stray cell is not filled up to."""
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u00ad]")
"""Letters without width, which Thai web pages and word processors put between words."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows of cells as cleaned text, all of one width; ``""`` where a cell is empty.

    A cell of a range merged downwards holds what the range shows; one merged sideways holds it in its first
    column only.
    """

    file: str
    """The name that problems carry."""
    name: str
    """Name of the sheet; of a CSV table the file's name without its ending."""
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    """Number of each row in the file, from 1 (a CSV row may take several lines)."""
    workbook: bool
    unstored: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    """Row and column, from 0, of formulas whose value the file does not hold; the cell's text is the formula."""
    sideways: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    """First cells of ranges merged over several columns: titles and headings of sections."""

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def address(self, row: int, column: int) -> str:
        """``B7`` for row and column from 0: column letters and the row's number in the file."""
        return f"{column_letters(column)}{self.lines[row]}"

    def where(self, row: int, column: int) -> str:
        """``members!B7``, or ``B7`` in a CSV table."""
        address = self.address(row, column)
        return f"{self.name}!{address}" if self.workbook else address

    def problem(self, row: int, column: int, message: str) -> Problem:
        """A fault of a cell: what came, what was expected and what to type."""
        return Problem(self.file, self.lines[row], column + 1, self.where(row, column), message)


def column_letters(column: int) -> str:
    """``A``, …, ``Z``, ``AA``, … for a column from 0."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def read_sheets(path: Path) -> dict[str, Sheet]:
    """Every sheet of a file by its name, in the file's order; a CSV file is one sheet.

    Raises
    ------
    ScenarioError
        If the file cannot be opened, is too large, or holds what no spreadsheet program would write.
    """
    ending = path.suffix.lower()
    if ending in WORKBOOKS:
        return dict(_remembered(path, _stamp(path)))
    if ending in OTHERS:
        message = f"got a file that ends in {ending}, expected .xlsx or .csv: save it as an Excel workbook (.xlsx)"
        raise ScenarioError([Problem(str(path), 1, 1, "", message)])
    sheet = _csv_sheet(path)
    return {sheet.name: sheet}


def _stamp(path: Path) -> tuple[int, ...] | None:
    """Which file it is, its size and time: by them a changed one is read again."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


@lru_cache(maxsize=2)
def _remembered(path: Path, _stamp: tuple[int, ...] | None) -> dict[str, Sheet]:
    """The sheets of a workbook: members, ties and what else there is are looked for one after the other."""
    from netsustain.importing.workbook import read_workbook

    return read_workbook(path)


def cell_text(text: str) -> str:
    """A cell's text as words are compared: one space between words, no letters that cannot be seen."""
    return clean(_UNSEEN.sub("", text))


def value_text(value: object) -> str:
    """A value as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return cell_text(_CONTROL.sub(" ", str(value)))


def _csv_sheet(path: Path) -> Sheet:
    opened = open_sheet(path, str(path))
    text = opened.text.rstrip("\r\n") or opened.text  # programs leave thousands of empty lines below a table
    reader = csv.reader(io.StringIO(text), delimiter=opened.delimiter, strict=True, skipinitialspace=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    begin = 1
    try:
        for row in reader:
            rows.append([cell_text(cell) for cell in row])
            lines.append(begin)
            begin = reader.line_num + 1
    except csv.Error as error:
        message = f"cannot be read on ({error}), expected cells between delimiters, quotes closed"
        raise ScenarioError([Problem(str(path), begin, 1, "", message)]) from None
    width = max(map(len, rows))
    if width > MAXIMAL_COLUMNS or len(rows) * width > max(FEW_CELLS, SPARSE * sum(map(len, rows))):
        widest = next(row for row, cells in enumerate(rows) if len(cells) == width)
        message = f"got a row of {width} cells, many more than the others have, expected the cells of the header"
        raise ScenarioError([Problem(str(path), lines[widest], 1, "", message)])
    return Sheet(str(path), path.stem, tuple((*row, *[""] * (width - len(row))) for row in rows), tuple(lines), False)
