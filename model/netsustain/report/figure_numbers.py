"""The numbers behind each figure of a comparison, as a small table.

It is the figure's text alternative: whoever cannot see the drawing finds the same information there.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from netsustain.health.series import CONDITIONS
from netsustain.messages import text
from netsustain.report.naming import calendar_month, signed, tenth, whole
from netsustain.report.phrases import Phrases
from netsustain.report.readings import cause_phrase


@dataclass(frozen=True)
class Numbers:
    """A small table: headings, and rows whose first cell heads the row."""

    head: list[str]
    rows: list[list[str]]


def interval(words: Phrases, value: str, low: str, high: str) -> str:
    """A value with its interval in brackets."""
    return f"{value} ({words.say('span', low=low, high=high)})"


def numbers(name: str, words: Phrases) -> Numbers:
    """The table behind a figure."""
    return NUMBERS[name](words)


def _sustained_numbers(words: Phrases) -> Numbers:
    keys = ("option", "sustained", "gain", *(("chance",) if words.known else ()))
    rows = []
    for name in words.comparison.ranked():
        row = words.row(name)
        lasts = (tenth(row[column]) for column in ("sustained_months", "sustained_low", "sustained_high"))
        gains = (signed(row[column]) for column in ("gain", "gain_low", "gain_high"))
        gain = "–" if math.isnan(row["gain"]) else interval(words, *gains)
        cells = [words.label(name), interval(words, *lasts), gain, _by_chance(words, row)]
        rows.append(cells[: len(keys)])
    return Numbers([words.say(f"column_{key}") for key in keys], rows)


def _by_chance(words: Phrases, row: pd.Series) -> str:
    if math.isnan(row["gain"]):
        return "–"
    return words.say("span", low=signed(row["gain_low_chance"]), high=signed(row["gain_high_chance"]))


def _by_date(words: Phrases, columns: tuple[str, ...]) -> Numbers:
    """Networks of 100 every two years."""
    horizon = words.comparison.horizon
    months = sorted({*range(0, horizon + 1, 24 if horizon > 48 else 12), horizon})
    dates = [calendar_month(words.view.start, month, words.lang) for month in months]
    rows = []
    for name in words.comparison.names:
        curve = words.comparison.curve(name).set_index("month").loc[months]
        cells = [" / ".join(words.hundred(row[column]) for column in columns) for _, row in curve.iterrows()]
        rows.append([words.label(name), *cells])
    return Numbers([words.say("alive_word" if columns == ("alive",) else "ended_word"), *dates], rows)


def _cost_numbers(words: Phrases) -> Numbers:
    head = [words.say(f"column_{key}") for key in ("option", "extra", "gained", "month_cost")]
    rows = []
    for name in words.view.others:
        pair = words.against_reference(name)
        # The pair is reference less option: signs turn, and low and high change places.
        extra = (whole(-pair[column]) for column in ("cost_difference", "cost_high", "cost_low"))
        gained = (signed(-pair[column]) for column in ("difference_months", "high", "low"))
        cost, low, high = (whole(pair[f"cost_per_month{end}"]) for end in ("", "_low", "_high"))
        status = words.say(f"status_{pair['status']}", cost=cost, low=low, high=high)
        rows.append([words.label(name), interval(words, *extra), interval(words, *gained), status])
    return Numbers(head, rows)


def _condition_numbers(words: Phrases) -> Numbers:
    names = words.comparison.names
    head = [words.say("column_condition"), *(words.label(name) for name in names)]
    rows = [
        [text(f"conditions.{key}", words.lang), *(f"{words.row(name)[key]:.2f}" for name in names)]
        for key in CONDITIONS
    ]
    return Numbers(head, rows)


def _cause_numbers(words: Phrases) -> Numbers:
    frame = words.comparison.causes
    dissolved = frame[frame["ended"] == "dissolved"]
    shares = dissolved.groupby(["cause", "scenario"])["share"].sum().unstack(fill_value=0.0)
    names = words.comparison.names
    shares = shares.reindex(columns=names, fill_value=0.0)
    shares = shares.loc[shares.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    rows = [
        [cause_phrase(str(cause), words.lang), *(words.hundred(share) for share in row)]
        for cause, row in zip(shares.index, shares.to_numpy(), strict=True)
    ]
    return Numbers([words.say("column_cause"), *(words.label(name) for name in names)], rows)


NUMBERS: dict[str, Callable[[Phrases], Numbers]] = {
    "sustained": _sustained_numbers,
    "survival": lambda words: _by_date(words, ("alive",)),
    "ends": lambda words: _by_date(words, ("dissolved", "completed")),
    "cost": _cost_numbers,
    "conditions": _condition_numbers,
    "causes": _cause_numbers,
}
