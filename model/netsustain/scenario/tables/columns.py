"""Which column of a table holds which field, and the values of a column."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from netsustain.scenario.problems import Location, nearest, shortened
from netsustain.scenario.tables.faults import Faults
from netsustain.scenario.tables.fields import BadCellError
from netsustain.scenario.tables.text import Rows, Sheet, clean

V = TypeVar("V")
ADVISED = 100
"""Wrong words of a column for which the nearest right one is sought."""
COMPARED = 10_000
"""Right words that are compared in all to find the nearest of a long list."""


@dataclass(frozen=True)
class Misfit:
    """A fault of the scenario file's mapping, at its location there."""

    location: Location
    message: str


def columns_of(
    sheet: Sheet, table: str, fields: Iterable[str], declared: Mapping[Any, str], misfits: list[Misfit]
) -> dict[str, int]:
    """Position of the column of each field: as declared, else of the same name.

    What is declared and not there, or there twice, is added to ``misfits``.
    """
    found: dict[str, int] = {}
    for field in fields:
        name = clean(declared.get(field, field))
        positions = [index for index, column in enumerate(sheet.header) if column == name]
        if len(positions) == 1:
            found[field] = positions[0]
        elif positions or field in declared:
            misfits.append(
                Misfit(("network", "files", "columns", table, field), _misfit(sheet, name, positions))
            )
    return found


def _misfit(sheet: Sheet, name: str, positions: list[int]) -> str:
    if positions:
        twice = f"which {sheet.file} has {len(positions)} times"
        return f"got the column {shortened(name)!r}, {twice}, expected it once"
    columns = ", ".join(column for column in sheet.header[:20] if column)
    absent = f"got the column {shortened(name)!r}, which {sheet.file} does not have"
    return f"{absent}, expected one of {columns}{nearest(name, sheet.header)}"


def require(sheet: Sheet, table: str, field: str, columns: Mapping[str, int], faults: Faults) -> bool:
    """Whether a table has the column of a field; tells the fault if not."""
    if field in columns:
        return True
    names = ", ".join(column for column in sheet.header[:20] if column)
    advice = f"say which one holds it: network.files.columns.{table}: {{{field}: COLUMN}}"
    message = f"got the columns {shortened(names, 200)}, expected one named {field}, or {advice}"
    faults.add(sheet.header_line, None, message)
    return False


def near(word: str, choices: Collection[str], told: int) -> str:
    """`` (did you mean x?)``, unless so many were told already that seeking it takes too long."""
    return nearest(word, choices) if told < min(ADVISED, COMPARED // max(len(choices), 1)) else ""


@dataclass(frozen=True)
class Reading:
    """The rows of a table with the position of each field's column; the way to a column's values."""

    sheet: Sheet
    rows: Rows
    columns: dict[str, int]
    order: Sequence[int]
    faults: Faults

    def words(self, field: str) -> list[str]:
        """The cells of a field, as written."""
        return self.rows.cells[self.order.index(self.columns[field])]

    def values(self, field: str, read: Callable[[str], V], default: V) -> list[V]:
        """The values of a field's cells; a bad cell is told and takes the default.

        Every different word is read once, so a column of a million rows costs little more than its words.
        """
        cells, known = self.words(field), dict[str, V]()
        bad: dict[str, str] = {}
        for cell in dict.fromkeys(cells):
            try:
                known[cell] = read(clean(cell))
            except BadCellError as error:
                known[cell] = default
                bad[cell] = f"{error}{error.advice() if len(bad) < ADVISED else ''}"
        if bad:
            self._tell(field, cells, bad)
        return [known[cell] for cell in cells]

    def _tell(self, field: str, cells: list[str], bad: dict[str, str]) -> None:
        for cell, line in zip(cells, self.rows.lines, strict=True):
            if cell in bad:
                self.faults.add(line, self.columns[field], bad[cell])


def reading_of(sheet: Sheet, columns: dict[str, int], faults: Faults) -> Reading:
    """Read the columns that hold a field."""
    order = sorted(set(columns.values()))
    return Reading(sheet, sheet.rows(order, faults), columns, order, faults)
