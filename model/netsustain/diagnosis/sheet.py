"""The table of a survey inside a file: the sheet and the row its headings stand in, its rows, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from netsustain.diagnosis.headings import Columns, columns_of
from netsustain.importing.sheets import Sheet, read_sheets
from netsustain.scenario.problems import Problem, ScenarioError

HEADINGS_WITHIN = 20
"""Rows from the top among which the headings are looked for: titles and notes may stand above."""
MOST_FAULTS = 200
"""More are counted, not told."""


@dataclass
class Table:
    """One sheet from its headings on; collects what is wrong with it."""

    sheet: Sheet
    heading: int
    """Row of the headings, from 0."""
    columns: Columns
    rows: list[int]
    """Rows that hold something, from 0."""
    found: list[Problem] = field(default_factory=list)

    @property
    def header(self) -> tuple[str, ...]:
        """The headings."""
        return self.sheet.rows[self.heading]

    def cell(self, row: int, column: int) -> str:
        """Text of a cell."""
        return self.sheet.rows[row][column]

    def fault(self, row: int, column: int, message: str) -> None:
        """Something wrong with a cell."""
        self.found.append(self.sheet.problem(row, column, message))

    def problems(self) -> list[Problem]:
        """Every fault in the order of rows; the last one counts those that are not told."""
        ordered = sorted(self.found, key=lambda fault: (fault.line, fault.column))
        if len(ordered) <= MOST_FAULTS:
            return ordered
        last, rest = ordered[MOST_FAULTS - 1], len(ordered) - MOST_FAULTS
        return [*ordered[:MOST_FAULTS], Problem(last.file, last.line, 1, "", f"and {rest} more faults like these")]


def table_in(path: Path) -> Table:
    """The table with the most headings that are understood. Raises :class:`ScenarioError` where none is."""
    sheets = read_sheets(path)
    best: tuple[int, Sheet, int, Columns] | None = None
    for sheet in sheets.values():
        for row in range(min(HEADINGS_WITHIN, len(sheet.rows))):
            columns = columns_of(list(sheet.rows[row]))
            if columns.answers and (best is None or columns.understood > best[0]):
                best = columns.understood, sheet, row, columns
    if best is None:
        raise ScenarioError([Problem(str(path), 1, 1, "", _EXPECTED)])
    _, sheet, heading, columns = best
    rows = [row for row in range(heading + 1, len(sheet.rows)) if any(sheet.rows[row])]
    return Table(sheet, heading, columns, rows)


_EXPECTED = (
    "got no heading of a survey, expected columns such as c1_1_current and c1_1_desired, q01 … q40, or w01 … w44; "
    "a blank survey: netsustain diagnose --template survey.xlsx"
)
