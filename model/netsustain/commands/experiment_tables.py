"""The tables of an experiment on the terminal, in English or Thai."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from netsustain.commands.shared import table_console
from netsustain.exploration.answer import Answer, Column, Shown
from netsustain.exploration.reading import Asked
from netsustain.messages import has, text
from netsustain.report.naming import labels, whole

UNKNOWN = "–"
LEFT = ("text", "word")
"""Forms of columns that are read, not compared: they stand to the left."""


def print_answer(asked: Asked, answer: Answer, lang: str) -> None:
    """Title, question and tables."""
    console, named = table_console(), labels(asked.scenarios, lang)
    console.print(Text(asked.experiment.title.in_language(lang), style="bold"))
    console.print(Text(asked.experiment.question.in_language(lang)))
    for shown in answer.shown:
        values = {name: _plain(name, value, lang) for name, value in shown.values.items()}
        console.print(Text(f"\n{text(f'experiment.{shown.heading}', lang, **values)}"))
        console.print(_table(shown, named, lang))
        for note in shown.notes:
            console.print(Text(text(f"experiment.{note}", lang, **values)))


def _table(shown: Shown, named: dict[str, str], lang: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in shown.columns:
        heading = text(f"experiment.column_{column.key}", lang)
        table.add_column(Text(heading), justify="left" if column.form in LEFT else "right")
    for row in shown.rows.to_dict("records"):
        table.add_row(*(Text(_cell(column, row, named, lang)) for column in shown.columns))
    return table


def _cell(column: Column, row: dict[str, Any], named: dict[str, str], lang: str) -> str:
    """A value, with its interval below where the column has one."""
    value = row[column.value]
    if column.form == "text":
        return named.get(str(value), str(value)) if column.key == "scenario" else str(value)
    if column.form == "word":
        return text(f"experiment.word_{value}", lang)
    write = FORMS[column.form]
    said = write(float(value))
    if not column.low or said == UNKNOWN:
        return said
    plain = _number if column.form == "signed" else write
    span = text("experiment.span", lang, low=plain(float(row[column.low])), high=plain(float(row[column.high])))
    return f"{said}\n{span}"


def _plain(name: str, value: Any, lang: str) -> str:
    """What fills a placeholder; an outcome is called by its name for readers."""
    if name == "outcome":
        return text(f"conditions.{value}" if has(f"conditions.{value}") else f"experiment.outcome_{value}", lang)
    return _number(value) if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)


def _number(value: float) -> str:
    """A number with about three digits that say something, and a true minus sign."""
    if not math.isfinite(value):
        return UNKNOWN
    size = abs(value)
    decimals = 0 if size >= 1000 or size == 0 else 1 if size >= 10 else 2 if size >= 1 else 3
    return f"{round(value, decimals) + 0.0:,.{decimals}f}".replace("-", "−")


def _signed(value: float) -> str:
    said = _number(value)
    return f"+{said}" if value > 0 and said != UNKNOWN else said


def _half(value: float) -> str:
    said = _number(value)
    return said if said == UNKNOWN else f"± {said}"


def _share(value: float) -> str:
    return f"{whole(100 * value)} %" if math.isfinite(value) else UNKNOWN


FORMS: dict[str, Callable[[float], str]] = {
    "number": _number, "signed": _signed, "half": _half, "share": _share, "whole": whole,
}  # fmt: skip
"""Form of a column (see :class:`netsustain.exploration.answer.Column`) → how its numbers are written."""
