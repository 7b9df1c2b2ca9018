"""Tables for the console, in English or Thai."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
from rich import box
from rich.table import Table
from rich.text import Text

from netsustain.exploration.summaries import lasts_longer
from netsustain.report.naming import signed, tenth, whole
from netsustain.report.one_run import yearly, yearly_head
from netsustain.report.page import chance
from netsustain.report.phrases import Phrases


def comparison_table(words: Phrases, verdicts: Mapping[str, str] | None = None) -> Table:
    """The scenarios from the longest-lasting on, each number with its 95 % interval below.

    Parameters
    ----------
    verdicts
        Name of an option → the answer about it; a column of its own unless none are given.
    """
    said = verdicts or {}
    compared = len(words.comparison.names) > 1
    keys = ["option", "sustained", *(["gain"] if compared else []), *(["answer"] if said else [])]
    keys += ["alive", "completed", "dissolved"]
    keys += [*(["beats", "best"] if compared else []), "cost"]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_lines=False)
    for key in keys:
        table.add_column(Text(words.say(f"short_{key}")), justify="left" if key in ("option", "answer") else "right")
    for name in words.comparison.ranked():
        cells = _cells(words, name) | {"answer": Text(said.get(name, "–"))}
        table.add_row(*(cells[key] for key in keys), style="bold" if name == words.best else None)
    return table


def _cells(words: Phrases, name: str) -> dict[str, Text]:
    row = words.row(name)
    cells = {end: _with_span(words, row, end, 100.0) for end in ("alive", "completed", "dissolved")}
    reference = f"\n{words.say('reference_mark')}" if name == words.reference else ""
    return cells | {
        "option": Text(f"{words.label(name)}{reference if len(words.comparison.names) > 1 else ''}"),
        "sustained": Text(
            f"{tenth(row['sustained_months'])}\n{_span(words, row['sustained_low'], row['sustained_high'])}"
        ),
        "gain": _gain(words, row),
        "beats": _beats(words, row),
        "best": Text(chance(row["p_best"])),
        "cost": Text(tenth(row["cost_per_month"])),
    }


def _gain(words: Phrases, row: pd.Series) -> Text:
    if math.isnan(row["gain"]):
        return Text("–")
    return Text(f"{signed(row['gain'])}\n{_span(words, row['gain_low'], row['gain_high'])}")


def _beats(words: Phrases, row: pd.Series) -> Text:
    if math.isnan(row["p_beats_reference"]):
        return Text("–")
    tied = words.say("ties", share=words.hundred(row["p_tie_reference"]))
    return Text(f"{words.say('beats', share=words.hundred(lasts_longer(row)))}\n{tied}")


def _with_span(words: Phrases, row: pd.Series, column: str, scale: float) -> Text:
    low, high = (whole(scale * row[f"{column}_{end}"]) for end in ("low", "high"))
    return Text(f"{words.hundred(row[column])}\n{words.say('span', low=low, high=high)}")


def _span(words: Phrases, low: float, high: float) -> str:
    return words.say("span", low=tenth(low), high=tenth(high))


def run_table(months: pd.DataFrame, scenario: Any, lang: str) -> Table:
    """One network, a row a year: members, money and the seven conditions at the year's last month."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    first, *others = yearly_head(lang)
    table.add_column(Text(first), justify="left")
    for name in others:
        table.add_column(Text(name), justify="right")
    for row in yearly(months, scenario, lang):
        table.add_row(*row)
    return table
