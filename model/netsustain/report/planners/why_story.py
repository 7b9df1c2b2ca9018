"""One typical run, drawn: members, means and levels over its months, with the numbered lines of its story."""

from __future__ import annotations

from typing import Any

import pandas as pd

from netsustain.exploration.why.asking import Why
from netsustain.exploration.why.courses import WATCHED
from netsustain.report.canvas import BEST, CONDITION_COLOURS, DISSOLVED, INK, SERIES, SOFT, Frame, sheet
from netsustain.report.marks import key, month_axis, note, quiet
from netsustain.report.words import Words

MOST_LEVELS = 4
"""Levels that are drawn: those that fell first."""
DASHES = ("-", "--", "-.", ":")
"""So that lines are told apart without colour."""
AFTER = 7
"""Months shown after the end: those that confirm it."""
EFFORT = "#1f2d37"
LEVELS_APART = 3
"""Rows of line numbers above the panels, so that those of neighbouring months do not cover each other."""


def story_figure(why: Why, frame: Frame) -> Any:
    """Members, means and levels of the typical run."""
    words = Words("why", {}, frame.lang)
    months, timeline = why.findings.tables["typical"], why.findings.tables["timeline"]
    end = int(timeline.loc[timeline["step"] == "end", "month"].iloc[0])
    shown = min(why.horizon, end - 1 + AFTER)
    figure = sheet(frame, 6.4 if frame.narrow else 6.0, words.say("figure_story_title"))
    pins, members, money, levels = figure.subplots(4, 1, sharex=True, height_ratios=(0.55, 1.3, 1.3, 2.4))
    _numbers(pins, timeline, shown)
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


def numbered(timeline: pd.DataFrame) -> list[tuple[int, int, str]]:
    """Lines of the story that have a mark: number, month, step."""
    first = timeline.drop_duplicates("line")
    return [(int(each.line), int(each.month), str(each.step)) for each in first.itertuples()]


def _numbers(axes: Any, timeline: pd.DataFrame, shown: int) -> None:
    """The numbers of the lines above their months, at heights that keep neighbours apart."""
    axes.set_ylim(0, 1)
    axes.set_axis_off()
    for line, month, step in numbered(timeline):
        if month - 1 > shown:
            continue
        height = 0.12 + 0.38 * (line % LEVELS_APART)
        colour = DISSOLVED if step in ("end", "confirmed") else INK
        axes.annotate(
            str(line), (month - 1, height), ha="center", va="center", fontsize=9, color=colour, fontweight="bold",
            annotation_clip=False, bbox={"boxstyle": "circle,pad=0.22", "facecolor": "white", "edgecolor": colour},
        )  # fmt: skip


def _lines(axes: Any, timeline: pd.DataFrame) -> None:
    for _, month, step in numbered(timeline):
        if step in ("start", "last", "confirmed"):
            continue
        solid = step in ("event", "end")
        axes.axvline(month - 1, color=DISSOLVED if step == "end" else INK if solid else SOFT, zorder=1,
                     linewidth=1.1 if solid else 0.8, linestyle="-" if solid else (0, (2, 2)))  # fmt: skip
