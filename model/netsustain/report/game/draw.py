"""Figures of a debrief: both courses by month, what people chose, where they differ from the rules."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from netsustain.health.series import CONDITIONS
from netsustain.messages import text
from netsustain.report.canvas import ALIVE, INK, REFERENCE, SOFT, Frame, sheet
from netsustain.report.game.played import Told
from netsustain.report.marks import (
    Pin,
    draw_pins,
    key,
    month_axis,
    panels,
    pin_entries,
    pins,
    quiet,
    rows_of,
)
from netsustain.report.naming import wrapped
from netsustain.report.planners.draw_survey import interval, rows

COURSE = ("live_members", "effort", "mean_trust", "funded_share")
PEOPLE, RULES = ALIVE, SOFT
SIDES = (("", PEOPLE, "-"), ("_rules", RULES, "--"))
"""Course, colour and dashes: told apart without colours too."""
BINS = np.linspace(0.0, 1.0, 11)


def say(frame: Frame, name: str, **values: object) -> str:
    """A text of the section ``debrief``."""
    return text(f"debrief.{name}", frame.lang, **values)


def course(told: Told, frame: Frame) -> Any:
    """Members at work, effort, trust and money: the room's network and the same left to the rules."""
    titles = {name: say(frame, f"panel_{name}") for name in COURSE}
    return _courses(told, frame, titles, 2, say(frame, "figure_course_title"))


def conditions(told: Told, frame: Frame) -> Any:
    """The seven conditions, a panel each, of both courses."""
    titles = {name: text(f"conditions.{name}_short", frame.lang) for name in CONDITIONS}
    return _courses(told, frame, titles, 4, say(frame, "figure_conditions_title"))


def _courses(told: Told, frame: Frame, titles: dict[str, str], wide: int, title: str) -> Any:
    number, start = len(titles), told.found.game.network.scenario.start
    seen = pins(told.found.game.network.scenario, frame.lang, told.months)
    figure = sheet(frame, 0.7 + 2.1 * rows_of(frame, number, wide) + 0.25 * len(seen), title)
    grid = panels(frame, figure, number, wide, share_heights=False)
    small = replace(frame, narrow=frame.narrow or wide > 2)  # short dates where panels are small
    month_axis(grid[0], start, told.months, small, ticks=1 if frame.narrow else 2 if wide > 2 else 4)
    for axes, (name, said) in zip(grid, titles.items(), strict=True):
        _lines(told, axes, name, seen)
        axes.set_title(wrapped(said, 20 if frame.narrow else 40), fontsize=10.5, fontweight="normal", color=SOFT)
    entries = [(say(frame, f"course{side or '_people'}"), colour, line) for side, colour, line in SIDES]
    key(figure, [*entries, *pin_entries(seen, start, frame.lang)], 1 if frame.narrow else 2)
    return figure


def _lines(told: Told, axes: Any, name: str, seen: list[Pin]) -> None:
    places = np.arange(told.months) + 0.5
    for side, colour, line in SIDES:
        values = told.lasting(name, side)
        axes.plot(places, values, color=colour, linestyle=line, marker="o" if told.months < 3 else None, markersize=5)
    axes.set_ylim(bottom=0.0)
    if name != "live_members":
        axes.set_ylim(0.0, 1.0)
        axes.set_yticks([0, 0.5, 1])
    draw_pins(axes, seen, labelled=False)
    quiet(axes)


def efforts(told: Told, frame: Frame) -> Any:
    """How often people gave how much, and the rule in the same situations."""
    figure = sheet(frame, 3.4, say(frame, "figure_efforts_title"))
    axes = figure.subplots()
    given, ruled = (100 * share for share in effort_shares(told))
    axes.stairs(given, BINS, fill=True, color=PEOPLE, alpha=0.35)
    axes.stairs(given, BINS, color=PEOPLE, linewidth=1.6)
    axes.stairs(ruled, BINS, color=RULES, linestyle="--", linewidth=2)
    axes.set_xlim(0, 1)
    axes.set_ylim(bottom=0)
    axes.set_xlabel(say(frame, "axis_effort"))
    axes.set_title(say(frame, "axis_share"), fontsize=10.5, fontweight="normal", color=SOFT)
    quiet(axes)
    key(figure, [(say(frame, "side_people"), PEOPLE, "-"), (say(frame, "side_rule"), RULES, "--")], 2)
    return figure


def effort_shares(told: Told) -> tuple[np.ndarray, np.ndarray]:
    """Share of months in each tenth of effort, of people and of the rule."""
    found = [np.histogram(told.rows[name].clip(0, 1), BINS)[0] / max(len(told.rows), 1)
             for name in ("effort_given", "effort_rule")]  # fmt: skip
    return found[0], found[1]


def effects(shown: pd.DataFrame, names: list[str], frame: Frame) -> Any:
    """People less rule in effort, with intervals: a thin line holds for all effects at once."""
    figure, axes = _effect_rows(names, frame)
    for place, row in enumerate(shown.to_dict("records")):
        colour = PEOPLE if row["clear"] else REFERENCE
        interval(axes, place, row["low"], row["high"], colour)
        if np.isfinite(row["low_all"]):
            axes.hlines(place, row["low_all"], row["high_all"], color=colour, linewidth=1.3, zorder=2)
        axes.plot(row["difference"], place, "o", color=colour, markersize=8, zorder=3,
                  markerfacecolor=colour if row["clear"] else "white", markeredgewidth=1.8)  # fmt: skip
    axes.axvline(0, color=INK, linewidth=0.9, zorder=1)
    axes.margins(x=0.1)
    axes.set_xlabel(wrapped(say(frame, "axis_difference"), 34 if frame.narrow else 60))
    return figure


def _effect_rows(names: list[str], frame: Frame) -> tuple[Any, Any]:
    """A row a name: beside it where there is room, above it on a phone."""
    title = say(frame, "figure_effects_title")
    if not frame.narrow:
        return rows(frame, [wrapped(name, 40) for name in names], title, room=1.3)
    figure, axes = rows(frame, [""] * len(names), title, room=1.3 + 0.42 * len(names))
    for place, name in enumerate(names):
        axes.annotate(wrapped(name, 40), (0, place), xycoords=("axes fraction", "data"), xytext=(0, 9),
                      textcoords="offset points", ha="left", va="bottom", fontsize=10.5, linespacing=1.05,
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 1}, zorder=2.5)  # fmt: skip
    return figure, axes
