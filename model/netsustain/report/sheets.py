"""Tables as a spreadsheet wants them: every row, headings in one language, numbers as numbers with a format."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from netsustain.exploration.answer import Column, Shown
from netsustain.report.words import NAMES, Words

Value = str | float | int | None
SIGNED = "+#,##0.0;−#,##0.0;0.0"
FORMATS = {
    "signed": SIGNED, "signed_tenth": SIGNED, "tenth": "#,##0.0", "share": "0%", "chance": "0%", "points": SIGNED,
    "of_hundred": "#,##0.0", "whole": "#,##0", "rounded": "#,##0", "months": "#,##0.0", "more_months": SIGNED,
    "in_hundred": "0%", "part": "0%", "whole_points": SIGNED, "money": "#,##0", "index": "0.00",
    "signed_index": "+0.00;−0.00;0.00",
}  # fmt: skip
"""Form of a column → how a spreadsheet writes its numbers; others have as many digits as they need."""
NUMBER = "#,##0.0##"
WRITTEN = (*NAMES, "date")
"""Forms of columns that are read, not computed with."""
OF_HUNDRED = ("points", "of_hundred", "whole_points")
"""Forms of differences of shares, which are written in percentage points."""


@dataclass(frozen=True)
class Sheet:
    """A table of plain values.

    Attributes
    ----------
    head
        A heading a column, units in it.
    formats
        A number format a column; empty for texts.
    """

    heading: str
    head: list[str]
    rows: list[list[Value]]
    formats: list[str]
    notes: list[str]


def sheet_of(words: Words, shown: Shown) -> Sheet:
    """A table for readers as plain values: intervals have columns of their own, names are those that readers know."""
    head: list[str] = []
    formats: list[str] = []
    for column in shown.columns:
        said = words.column(column)
        form = "" if column.form in WRITTEN else FORMATS.get(column.form, NUMBER)
        ends = [words.say("column_low", column=said), words.say("column_high", column=said)] if column.low else []
        head += [said, *ends]
        formats += [form] * (1 + len(ends))
    rows = [_row(words, shown, row) for row in shown.rows.to_dict("records")]
    return Sheet(words.heading(shown), head, rows, formats, words.notes(shown))


def _row(words: Words, shown: Shown, row: Mapping[Any, Any]) -> list[Value]:
    found: list[Value] = []
    for column in shown.columns:
        names = (column.value, column.low, column.high) if column.low else (column.value,)
        if column.form in WRITTEN or isinstance(row[column.value], str):  # words of a kind may write others too
            found += [words.cell(column, dict(row))[0], *[None] * (len(names) - 1)]
        else:
            found += [_number(row[name], column) for name in names]
    return found


def _number(value: Any, column: Column) -> Value:
    number = float(value)
    if not math.isfinite(number):
        return None
    return 100 * number if column.form in OF_HUNDRED else number
