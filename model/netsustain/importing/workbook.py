"""XLSX workbooks: checked before they are opened, values as stored, merged ranges filled in."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from netsustain.importing.sheets import Sheet, cell_text, column_letters, value_text
from netsustain.scenario.problems import Problem, ScenarioError

MAXIMAL_BYTES = 50 * 1024 * 1024
MAXIMAL_UNPACKED = 500 * 1024 * 1024
MAXIMAL_PARTS = 5_000
MAXIMAL_COLUMNS = 2_000
MAXIMAL_CELLS = 20_000_000
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
"""How files of Excel before 2007 begin, and newer ones under a password."""
_SAVE = "expected .xlsx: save it again in the program that made it"
_FORMULA = re.compile(rb"<(\w+:)?f[ />]")
_DOCUMENT_TYPE = re.compile(rb"<\0?!\0?(D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)")
"""What opens the way to entities, in UTF-8 and in UTF-16."""
Grid = dict[tuple[int, int], str]
"""Text by row and column, both from 0; only cells that hold something."""


def read_workbook(path: Path) -> dict[str, Sheet]:
    """Every sheet of an XLSX workbook by name. Raises :class:`ScenarioError`."""
    with_formulas = _checked(path)
    stored = _load(path, values=True)
    written = _load(path, values=False) if with_formulas else None
    found = {}
    for opened in stored.worksheets:
        grid = _grid(opened)
        formulas = _unstored(written[opened.title], grid) if written is not None else {}
        found[opened.title] = _sheet(path, opened, {**grid, **formulas}, frozenset(formulas))
    return found


# ---- opening --------------------------------------------------------------------------------------


def _checked(path: Path) -> bool:
    """Whether the workbook holds formulas; refuses what could not be opened safely."""
    try:
        if path.exists() and not path.is_file():
            raise _refused(path, "got a folder or a device, expected an Excel workbook")
        if path.stat().st_size > MAXIMAL_BYTES:
            raise _refused(path, f"got more than {MAXIMAL_BYTES // 2**20} MiB, expected a smaller workbook")
        with path.open("rb") as file:
            beginning = file.read(4)
    except OSError as error:
        raise _refused(path, f"cannot be read: {error.strerror}") from None
    if beginning == _OLD_FORMAT:
        advice = "save it as an Excel workbook (.xlsx) without a password"
        raise _refused(path, f"got an old or a locked workbook, expected an open one: {advice}")
    try:
        with zipfile.ZipFile(path) as archive:
            return _parts_checked(path, archive)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError):
        raise _refused(path, f"got a file that is no workbook, or a damaged one, {_SAVE}") from None


def _parts_checked(path: Path, archive: zipfile.ZipFile) -> bool:
    parts = archive.infolist()
    if len(parts) > MAXIMAL_PARTS or sum(part.file_size for part in parts) > MAXIMAL_UNPACKED:
        raise _refused(path, f"unpacks to more than {MAXIMAL_UNPACKED // 2**20} MiB, expected a smaller workbook")
    formulas = False
    for part in parts:
        content = archive.read(part)
        if part.filename.endswith((".xml", ".rels")) and _DOCUMENT_TYPE.search(content):
            raise _refused(path, "got a document type or entities, which no spreadsheet program writes")
        formulas |= part.filename.startswith("xl/worksheets/") and _FORMULA.search(content) is not None
    return formulas


def _load(path: Path, values: bool) -> Any:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that hold no cell
            return openpyxl.load_workbook(path, data_only=values)
    except Exception as error:  # damaged parts surface as whatever the reader stumbled over
        raise _refused(path, f"got a damaged workbook ({type(error).__name__}), {_SAVE}") from None


# ---- cells ----------------------------------------------------------------------------------------


def _grid(opened: Any) -> Grid:
    """Cells that hold something. Whole rows of formatted empty cells cost nothing: only stored ones are looked at."""
    found: Grid = {}
    for (row, column), cell in opened._cells.items():
        text = value_text(cell.value)
        if text:
            found[row - 1, column - 1] = text
    return found


def _unstored(opened: Any, grid: Grid) -> Grid:
    """Formulas without a stored value: written by programs that do not reckon."""
    found: Grid = {}
    for (row, column), cell in opened._cells.items():
        if cell.data_type == "f" and (row - 1, column - 1) not in grid:
            formula = getattr(cell.value, "text", cell.value)
            found[row - 1, column - 1] = cell_text(str(formula)) or "="
    return found


def _sheet(path: Path, opened: Any, grid: Grid, unstored: frozenset[tuple[int, int]]) -> Sheet:
    for first, others in _downwards(opened):
        if first in grid:
            grid.update((other, grid[first]) for other in others if other not in grid)
    height = max((row for row, _ in grid), default=-1) + 1
    width = max((column for _, column in grid), default=-1) + 1
    if width > MAXIMAL_COLUMNS or height * width > MAXIMAL_CELLS:
        last = f"{column_letters(width - 1)}{height}"
        message = f"the sheet {opened.title!r} reaches to {last}, expected fewer columns and rows: delete stray cells"
        raise _refused(path, message)
    rows = tuple(tuple(grid.get((row, column), "") for column in range(width)) for row in range(height))
    sideways = frozenset(
        (span.min_row - 1, span.min_col - 1) for span in opened.merged_cells.ranges if span.max_col > span.min_col
    )
    return Sheet(str(path), opened.title, rows, tuple(range(1, height + 1)), True, unstored, sideways)


def _downwards(opened: Any) -> Iterator[tuple[tuple[int, int], list[tuple[int, int]]]]:
    """First cell of each merged range and those below it; rows far beyond the cells are left alone."""
    for span in opened.merged_cells.ranges:
        column = span.min_col - 1
        last = min(span.max_row, opened.max_row)
        yield (span.min_row - 1, column), [(row, column) for row in range(span.min_row, last)]


def _refused(path: Path, message: str) -> ScenarioError:
    return ScenarioError([Problem(str(path), 1, 1, "", message)])
