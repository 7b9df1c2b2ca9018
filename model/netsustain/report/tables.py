"""Tables for the console, in English or Thai."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from rich import box
from rich.table import Table
from rich.text import Text

from netsustain.health.series import CONDITIONS
from netsustain.messages import text
from netsustain.report.naming import calendar_month, signed, tenth, whole
from netsustain.report.page import chance
from netsustain.report.phrases import Phrases


def comparison_table(words: Phrases) -> Table:
    """The scenarios from the longest-lasting on, each number with its 95 % interval below."""
    compared = len(words.comparison.names) > 1
    keys = ["option", "sustained", *(["gain"] if compared else []), "alive", "completed", "dissolved"]
    keys += [*(["beats", "best"] if compared else []), "cost"]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_lines=False)
    for key in keys:
        table.add_column(Text(words.say(f"short_{key}")), justify="left" if key == "option" else "right")
    for name in words.comparison.ranked():
        cells = _cells(words, name)
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
    return Text(f"{words.say('beats', share=words.hundred(row['p_beats_reference']))}\n{tied}")


def _with_span(words: Phrases, row: pd.Series, column: str, scale: float) -> Text:
    low, high = (whole(scale * row[f"{column}_{end}"]) for end in ("low", "high"))
    return Text(f"{words.hundred(row[column])}\n{words.say('span', low=low, high=high)}")


def _span(words: Phrases, low: float, high: float) -> str:
    return words.say("span", low=tenth(low), high=tenth(high))


def run_table(months: pd.DataFrame, scenario: Any, lang: str) -> Table:
    """One network, a row a year: members, money and the seven conditions at the year's last month."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    names = ("year_end", "active_members", "income", "needed")
    for name in names:
        table.add_column(Text(text(f"report.{name}", lang)), justify="left" if name == "year_end" else "right")
    for condition in CONDITIONS:
        table.add_column(Text(text(f"conditions.{condition}_short", lang)), justify="right")
    horizon = int(scenario.months)
    shown = months[months["month"] <= horizon].set_index("month")
    for last in sorted({*range(12, horizon + 1, 12), horizon}):
        table.add_row(*_year(shown, last, scenario, lang))
        if not shown.loc[last, "alive"]:
            break  # one row of dashes says that it has ended
    return table


def _year(months: pd.DataFrame, last: int, scenario: Any, lang: str) -> list[str]:
    """Sums over the year for staff-days, the last month for the rest; dashes once the network has ended."""
    when = calendar_month(scenario.start, last - 1, lang)
    year, row = months.loc[max(1, last - 11) : last], months.loc[last]
    if not row["alive"]:
        return [when, *["–"] * (3 + len(CONDITIONS))]
    money = [whole(year[column].sum()) for column in ("income", "need_days")]
    return [
        when,
        whole(row["active_members"]),
        *money,
        *(f"{row[condition]:.2f}" for condition in CONDITIONS),
    ]
