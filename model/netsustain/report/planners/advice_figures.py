"""Figures of an advice: what each mix does, what it costs and gains, and what waiting costs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from netsustain.exploration.advice.mixes import TODAY, Advice
from netsustain.exploration.advice.timing import LATER, NOW
from netsustain.exploration.search.decisions import is_choice
from netsustain.report.canvas import FAINT, GRID, INK, REFERENCE, SERIES, SOFT, TRANSFERS, Frame, sheet
from netsustain.report.marks import beside, draw_transfers, interval, interval_key, note, spread, transfer_months
from netsustain.report.naming import calendar_month, whole, wrapped
from netsustain.report.planners.advice_words import AdviceWords, more

COLOURS = (*SERIES, TRANSFERS)
Draw = Callable[[Advice, AdviceWords, Frame], Any]


def shown(advice: Advice) -> dict[str, Draw]:
    """Name → figure, of those that have something to show."""
    if not advice.mixes:
        return {}
    several = advice.findings.tables["timing"]
    return {"gain": gain, "mixes": mixes, **({"timing": timing} if (several["way"] == LATER).any() else {})}


def _title(words: AdviceWords, name: str) -> str:
    return words.say(f"figure_{name}_title")


# ---- what each mix does ---------------------------------------------------------------------------


def mixes(advice: Advice, words: AdviceWords, frame: Frame) -> Any:
    """Levers × mixes: bars of doses, words for choices; cost and gain above."""
    now = advice.asked.now
    changed = {lever for mix in advice.mixes for lever in mix.changes(now)}
    levers = sorted((lever for lever in now if lever in changed), key=is_choice)
    step = 1.0 if frame.narrow else 0.62
    figure = sheet(frame, 1.9 + (0.56 if frame.narrow else 0.36) * len(levers), _title(words, "mixes"))
    axes = figure.subplots()
    axes.grid(visible=False)
    axes.set_xticks([])
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    columns = [TODAY, *(mix.letter for mix in advice.mixes)]
    _heads(axes, advice, words, columns, step, frame)
    decisions = {each.lever: each for each in advice.asked.within.decisions}
    for row, lever in enumerate(levers):
        axes.axhline(row - 0.5, color=GRID, linewidth=0.8, zorder=0)
        for column, letter in enumerate(columns):
            policy = advice.asked.now if letter == TODAY else advice.mixes[column - 1].policy
            same = policy[lever] == advice.asked.now[lever]
            colour = FAINT if same else COLOURS[column - 1]
            _cell(axes, words, decisions[lever], policy[lever], (column * step, row), step, colour, same, frame)
    names = [words.factor(f"levers.{lever}") for lever in levers]
    if frame.narrow:
        axes.set_yticks([])
        for row, name in enumerate(names):
            axes.annotate(wrapped(name, 52, 1), (0, row - 0.44), fontsize=9, va="top", color=INK)
    else:
        axes.set_yticks(range(len(levers)), [wrapped(name, 50, 1) for name in names], fontsize=10, color=INK)
    axes.set_xlim(-0.02, step * len(columns))
    axes.set_ylim(len(levers) - (0.3 if frame.narrow else 0.45), -2.75)
    return figure


def _heads(axes: Any, advice: Advice, words: AdviceWords, columns: list[str], step: float, frame: Frame) -> None:
    """Letter, cost and gain above each column."""
    table = advice.findings.tables["summary"].set_index("letter")
    for column, letter in enumerate(columns):
        row, colour = table.loc[letter], REFERENCE if letter == TODAY else COLOURS[column - 1]
        name = words.say("column_today") if letter == TODAY else letter
        axes.annotate(name, (column * step, -2.3), fontsize=12, fontweight="bold", color=colour, va="center")
        axes.annotate(f"{row['days']:.1f}", (column * step, -1.55), fontsize=10, color=INK, va="center")
        said = "–" if letter == TODAY else more(row["gain"])
        axes.annotate(said, (column * step, -0.9), fontsize=10, color=INK, va="center")
    if frame.narrow:
        for height, key in ((-1.55, "row_days"), (-0.9, "row_gain")):
            axes.annotate(words.say(key), (0, height - 0.12), fontsize=7.5, color=SOFT, va="bottom")
        return
    for height, key in ((-1.55, "row_days"), (-0.9, "row_gain")):
        axes.annotate(words.say(key), (0, height), xycoords=("axes fraction", "data"), xytext=(-8, 0),
                      textcoords="offset points", fontsize=10, color=SOFT, va="center", ha="right",
                      annotation_clip=False)  # fmt: skip


def _cell(
    axes: Any, words: AdviceWords, decision: Any, value: Any, place: tuple[float, float], step: float, colour: str,
    same: bool, frame: Frame,
) -> None:  # fmt: skip
    left, row = place
    low = 0.12 if frame.narrow else 0.0
    if decision.choices:
        said = wrapped(words.say(f"word_{value}"), 9 if frame.narrow else 16, 2)
        axes.annotate(said, (left, row + low), fontsize=7.5 if frame.narrow else 8.5, va="center", linespacing=0.9,
                      color=SOFT if same else colour, fontweight="normal" if same else "bold")  # fmt: skip
        return
    full, share = 0.62 * step, (float(value) - decision.low) / (decision.high - decision.low)
    axes.barh(row + low, full, height=0.3, left=left, color=GRID, zorder=1)
    axes.barh(row + low, full * share, height=0.3, left=left, color=colour, zorder=2)
    axes.annotate(f"{float(value):g}", (left + full, row + low), xytext=(3, 0), textcoords="offset points",
                  fontsize=7.5 if frame.narrow else 8.5, va="center", color=SOFT if same else colour)  # fmt: skip


# ---- cost and gain --------------------------------------------------------------------------------


def gain(advice: Advice, words: AdviceWords, frame: Frame) -> Any:
    """Gain against planned cost, with both intervals."""
    rows = advice.findings.tables["summary"]
    figure = sheet(frame, 4.6, _title(words, "gain"))
    axes = figure.subplots()
    axes.grid(axis="both")
    axes.axhline(0, color=INK, linewidth=0.9, zorder=1)
    axes.axvline(advice.asked.budget.days, color=SOFT, linewidth=0.9, linestyle=(0, (2, 2)), zorder=1)
    axes.annotate(words.say("axis_budget"), (advice.asked.budget.days, 1), xycoords=("data", "axes fraction"),
                  xytext=(-4, -4), textcoords="offset points", fontsize=9.5, color=SOFT, ha="right",
                  va="top")  # fmt: skip
    today = rows.iloc[0]
    axes.plot([today["days"]], [0], "s", color=REFERENCE, markersize=7, zorder=4)
    axes.annotate(words.say("mix_today"), (today["days"], 0), xytext=(0, -9), textcoords="offset points",
                  fontsize=9.5, color=REFERENCE, ha="center", va="top")  # fmt: skip
    for place, row in enumerate(rows.iloc[1:].to_dict("records")):
        ends = {"low": row["gain_low"], "high": row["gain_high"], "low_chance": row["gain_low_chance"],
                "high_chance": row["gain_high_chance"]}  # fmt: skip
        interval(axes, row["days"], ends, COLOURS[place], upright=True)
        axes.plot([row["days"]], [row["gain"]], "o", color=COLOURS[place], markersize=8, zorder=5,
                  markerfacecolor=COLOURS[place] if row["gain_low"] > 0 else "white")  # fmt: skip
    axes.margins(x=0.12, y=0.08)
    _named(axes, rows.iloc[1:])
    axes.yaxis.set_major_formatter(lambda value, _place: whole(value))
    axes.set_xlabel(words.say("axis_days"))
    note(axes, words.say("axis_gain"))
    interval_key(figure, frame)
    return figure


def _named(axes: Any, rows: pd.DataFrame) -> None:
    """A letter beside each dot, pushed apart where mixes cost and gain about the same."""
    low, high = axes.get_ylim()
    left, right = axes.get_xlim()
    spots = sorted((float(row["gain"]), place, row) for place, row in enumerate(rows.to_dict("records")))
    heights = spread([value for value, _, _ in spots], 0.08 * (high - low), low, high)
    for (value, place, row), height in zip(spots, heights, strict=True):
        axes.annotate(row["letter"], (row["days"], value), xytext=(row["days"] + 0.025 * (right - left), height),
                      color=COLOURS[place], fontweight="bold", fontsize=12, va="center", zorder=6,
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.8},
                      arrowprops={"arrowstyle": "-", "color": COLOURS[place], "linewidth": 0.6})  # fmt: skip


# ---- when to begin --------------------------------------------------------------------------------


def timing(advice: Advice, words: AdviceWords, frame: Frame) -> Any:
    """Gain by the month in which a mix begins."""
    table = advice.findings.tables["timing"]
    tried = table[table["way"].isin([NOW, LATER])]
    figure = sheet(frame, 4.2, _title(words, "timing"))
    axes = figure.subplots()
    axes.axhline(0, color=INK, linewidth=0.9, zorder=1)
    last = int(tried["month"].max())
    draw_transfers(axes, transfer_months(advice.scenario, last))
    ends = []
    for place, mix in enumerate(advice.mixes):
        rows = tried[tried["letter"] == mix.letter].sort_values("month", kind="stable")
        nudge = 0.35 * (place - (len(advice.mixes) - 1) / 2)
        month = rows["month"].to_numpy() - 1 + nudge
        axes.vlines(month, rows["gain_low_chance"], rows["gain_high_chance"], color=COLOURS[place], alpha=0.28,
                    linewidth=4, zorder=2)  # fmt: skip
        axes.plot(month, rows["gain"], "-o", color=COLOURS[place], markersize=5, linewidth=1.8, zorder=3)
        ends.append((float(rows["gain"].iloc[-1]), mix.letter, COLOURS[place]))
    _calendar(axes, advice, tried, frame)
    _letters(axes, ends, last)
    axes.yaxis.set_major_formatter(lambda value, _place: whole(value))
    axes.set_xlabel(words.say("axis_begins"))
    note(axes, words.say("axis_gain"))
    return figure


def _calendar(axes: Any, advice: Advice, tried: pd.DataFrame, frame: Frame) -> None:
    """Ticks at starts a year apart or more, so that those around October do not run into each other."""
    months = [1]
    for month in sorted(tried["month"].unique()):
        if month - months[-1] >= 11:
            months.append(int(month))
    said = [calendar_month(advice.scenario.start, month - 1, frame.lang, short=True) for month in months]
    axes.set_xticks([month - 1 for month in months], said)


def _letters(axes: Any, ends: list[tuple[float, str, str]], last: int) -> None:
    axes.margins(y=0.08)
    axes.set_xlim(-1.5, last + 0.5)
    beside(axes, ends, last - 0.6)
    axes.set_xlim(-1.5, last + 1 + 0.03 * last)
