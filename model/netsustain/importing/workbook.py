"""XLSX workbooks: looked through before they are opened, values as stored, merged ranges filled in."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from netsustain.importing.archive import SAVE, formulas_in, refused
from netsustain.importing.sheets import FEW_CELLS, SPARSE, Sheet, cell_text, column_letters, value_text

MAXIMAL_COLUMNS = 2_000
MAXIMAL_CELLS = 20_000_000
Grid = dict[tuple[int, int], str]
"""Text by row and column, both from 0; only cells that hold something."""


def read_workbook(path: Path) -> dict[str, Sheet]:
    """Every sheet of an XLSX workbook by name. Raises :class:`ScenarioError`."""
    with_formulas = formulas_in(path)
    stored = _load(path, values=True)
    written = _load(path, values=False) if with_formulas else None
    if not stored.worksheets:
        raise refused(path, "got a workbook without a sheet of cells, expected a table in one")
    found = {}
    for opened in stored.worksheets:
        grid = _grid(opened)
        formulas = _unstored(written[opened.title], grid) if written is not None else {}
        found[opened.title] = _sheet(path, opened, {**grid, **formulas}, frozenset(formulas))
    return found


# ---- opening --------------------------------------------------------------------------------------


def _load(path: Path, values: bool) -> Any:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that hold no cell
            return openpyxl.load_workbook(path, data_only=values)
    except Exception as error:  # damaged parts surface as whatever the reader stumbled over
        raise refused(path, f"got a damaged workbook ({type(error).__name__}), {SAVE}") from None


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
    if width > MAXIMAL_COLUMNS or height * width > min(MAXIMAL_CELLS, max(FEW_CELLS, SPARSE * len(grid))):
        last = f"{column_letters(width - 1)}{height}"
        message = f"the sheet {opened.title!r} reaches to {last}, expected fewer columns and rows: delete stray cells"
        raise refused(path, message)
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
