"""One typical run, drawn: members, means and levels over its months, with the numbered lines of its story."""

from __future__ import annotations

from typing import Any

import pandas as pd

from netsustain.exploration.why.asking import Why
from netsustain.exploration.why.courses import WATCHED
from netsustain.report.canvas import BEST, CONDITION_COLOURS, DISSOLVED, INK, SERIES, SOFT, Frame, sheet
from netsustain.report.marks import key, month_axis, note, quiet
from netsustain.report.naming import calendar_month
from netsustain.report.words import Words

MOST_LEVELS = 4
"""Levels that are drawn: those that fell first."""
DASHES = ("-", "--", "-.", ":")
"""So that lines are told apart without colour."""
AFTER = 7
"""Months shown after the end: those that confirm it."""
EFFORT = "#1f2d37"
LONGEST, BEFORE = 36, 18
"""Of a longer life than so many months only the last part is drawn, from so many months before the first fall."""


def story_figure(why: Why, frame: Frame) -> Any:
    """Members, means and levels of the typical run."""
    words = Words("why", {}, frame.lang)
    months, timeline = why.findings.tables["typical"], why.findings.tables["timeline"]
    end = int(timeline.loc[timeline["step"] == "end", "month"].iloc[0])
    shown = min(why.horizon, end - 1 + AFTER)
    figure = sheet(frame, 6.8 if frame.narrow else 6.0, words.say("figure_story_title"))
    heights = (1.1 if frame.narrow else 0.6, 1.3, 1.3, 2.4)
    pins, members, money, levels = figure.subplots(4, 1, sharex=True, height_ratios=heights)
    begin = drawn_from(timeline, shown)
    _numbers(pins, timeline, (begin, shown), rows=4 if frame.narrow else 3)
    note(members, words.say("panel_members"))
    members.stairs(months["active_members"], range(len(months) + 1), fill=True, color=BEST, alpha=0.35)
    note(money, words.say("panel_money"))
    money.plot(months["month"] - 0.5, months["need_days"], color=SERIES[1], linestyle="--")
    money.plot(months["month"] - 0.5, months["income"], color=SERIES[2])
    note(levels, words.say("panel_levels"))
    levels.set_ylim(0, 1)
    levels.set_yticks([0, 0.5, 1])
    entries = _levels(levels, months, timeline, words)
    for axes in (members, money, levels):
        _lines(axes, timeline)
        quiet(axes)
    for axes in (members, money):
        axes.set_ylim(bottom=0)
    month_axis(levels, why.scenario.start, shown, frame, ticks=3 if frame.narrow else 6)
    if begin:
        _closer(levels, why.scenario.start, begin, shown, frame)
    named = [(words.say("came_in"), SERIES[2], "-"), (words.say("needed"), SERIES[1], "--")]
    key(figure, [*named, *entries], 1 if frame.narrow else 3)
    return figure


def _levels(axes: Any, months: pd.DataFrame, timeline: pd.DataFrame, words: Words) -> list[tuple[str, str, str]]:
    """Draw the levels that fell first; returns their entries of the key."""
    names = drawn_levels(timeline)
    entries = []
    for name, dashes in zip(names, DASHES, strict=False):
        colour = CONDITION_COLOURS.get(name, EFFORT)
        axes.plot(months["month"] - 0.5, months[name], color=colour, linestyle=dashes)
        entries.append((words.say(f"word_{name}"), colour, dashes))
    return entries


def drawn_levels(timeline: pd.DataFrame) -> list[str]:
    """Levels between 0 and 1 in the order in which they fell; effort always among them."""
    fell = timeline[timeline["step"].isin(("first", "fell"))].sort_values("line", kind="stable")["what"]
    order = list(dict.fromkeys([*(name for name in fell if name in WATCHED and name != "active_members"), "effort"]))
    kept = order[:MOST_LEVELS]
    return kept if "effort" in kept else [*kept[:-1], "effort"]


def numbered(timeline: pd.DataFrame) -> list[tuple[str, int, set[str]]]:
    """Marks of the story: numbers of the lines of a month ("2–4"), the month, and the steps in it."""
    found = []
    for month, lines in timeline.groupby("month", sort=True):
        low, high = int(lines["line"].min()), int(lines["line"].max())
        found.append((str(low) if low == high else f"{low}–{high}", int(month), set(lines["step"])))
    return found


def drawn_from(timeline: pd.DataFrame, shown: int) -> int:
    """Months passed where the drawing begins: 0, or the start of a half year before the first fall of a long life."""
    turn = timeline[timeline["step"].isin(("first", "end"))]["month"]
    begin = max(0, int(turn.min()) - BEFORE) // 6 * 6
    return begin if shown > LONGEST else 0


def _closer(axes: Any, start: str, begin: int, shown: int, frame: Frame) -> None:
    """The axis of months from the begin of the drawing on."""
    step = 6 if shown - begin <= LONGEST and not frame.narrow else 12
    places = list(range(-(-begin // step) * step, shown + 1, step))
    axes.set_xlim(begin, shown)
    said = [calendar_month(start, month, frame.lang, short=frame.narrow) for month in places]
    axes.set_xticks(places, [f"{month}\n{each}" for month, each in zip(places, said, strict=True)])


def marks(timeline: pd.DataFrame, begin: int) -> list[tuple[str, int, set[str]]]:
    """As :func:`numbered`; what came before the drawing begins stands together at its edge."""
    found = numbered(timeline)
    early = [each for each in found if each[1] - 1 < begin]
    if not early:
        return found
    first, last = early[0][0].split("–")[0], early[-1][0].split("–")[-1]
    edge = f"‹ {first}" if first == last else f"‹ {first}–{last}"
    return [(edge, begin + 1, set()), *found[len(early) :]]


def _numbers(axes: Any, timeline: pd.DataFrame, months: tuple[int, int], rows: int) -> None:
    """The numbers of the lines above their months, in so many rows that neighbours do not cover each other."""
    axes.set_ylim(0, 1)
    axes.set_axis_off()
    begin, shown = months
    for place, (said, month, steps) in enumerate(marks(timeline, begin)):
        if month - 1 > shown:
            continue
        height = 0.1 + 0.8 / (rows - 1) * (place % rows)
        colour = DISSOLVED if steps & {"end", "confirmed"} else INK
        axes.annotate(
            said, (month - 1, height), ha="center", va="center", fontsize=9, color=colour, fontweight="bold",
            annotation_clip=False, bbox={"boxstyle": "round,pad=0.25", "facecolor": "white", "edgecolor": colour},
        )  # fmt: skip


def _lines(axes: Any, timeline: pd.DataFrame) -> None:
    for _, month, steps in numbered(timeline):
        if not steps - {"start", "last", "confirmed"}:
            continue
        solid = bool(steps & {"event", "end"})
        axes.axvline(month - 1, color=DISSOLVED if "end" in steps else INK if solid else SOFT, zorder=1,
                     linewidth=1.1 if solid else 0.8, linestyle="-" if solid else (0, (2, 2)))  # fmt: skip
