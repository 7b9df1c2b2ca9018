"""Boxes as bars: the whole range of every restricted factor, and in colour the part where a box lies."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from netsustain.exploration.answer import Answer, Formed
from netsustain.exploration.discovery.telling import factor_form
from netsustain.exploration.reading import Asked
from netsustain.report.canvas import GRID, INK, SERIES, SOFT, Frame, sheet
from netsustain.report.experiments.words import ExperimentWords
from netsustain.report.naming import wrapped

ROW, GAP, STEP = 0.62, 0.75, 0.22
"""Inches of a factor's row, and of a panel's title and legend; rows between two boxes of one factor."""


def boxes(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """A panel a scenario that has a box; a row a factor that any of its boxes restricts."""
    words = ExperimentWords(asked, frame.lang)
    panels = [(name, *_held(answer, name)) for name in asked.scenarios]
    panels = [each for each in panels if len(each[1])]
    rows = [limits["factor"].nunique() for _, _, limits in panels]
    row = ROW * (1.7 if frame.narrow else 1)
    heights = [row * number + GAP + 0.22 * len(found) for number, (_, found, _) in zip(rows, panels, strict=True)]
    values = figure_event(asked, answer)
    figure = sheet(frame, sum(heights) + 0.5 * frame.titled, words.say("figure_boxes_title", **values))
    axes = figure.subplots(len(panels), 1, height_ratios=heights, squeeze=False)[:, 0]
    for each, (name, found, limits) in zip(axes, panels, strict=True):
        _panel(each, words, frame, found, limits)
        if len(asked.scenarios) > 1:
            each.set_title(words.label(name), loc="left", fontsize=12, fontweight="bold")
    return figure


def figure_event(asked: Asked, answer: Answer) -> dict[str, Any]:
    """What fills ``{event}`` in the figures' texts."""
    from netsustain.report.experiments.discovery import VALUES

    return VALUES["boxes"](asked, answer)


def _held(answer: Answer, name: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Boxes of a scenario that hold, and their restrictions."""
    found, limits = answer.tables["summary"], answer.tables["restrictions"]
    own = found[(found["scenario"] == name) & (found["verdict"] == "holds")].reset_index(drop=True)
    return own, limits[(limits["scenario"] == name) & limits["box"].isin(own["box"])]


def _panel(axes: Any, words: ExperimentWords, frame: Frame, found: pd.DataFrame, limits: pd.DataFrame) -> None:
    names = list(dict.fromkeys(limits["factor"]))
    for place, name in enumerate(names):
        rows = limits[limits["factor"] == name]
        tall = STEP * max(2, len(rows))
        axes.barh(place, 1, height=tall, color=GRID, zorder=1)
        _ends(axes, words, rows.iloc[0], place, frame)
        for order, row in enumerate(rows.to_dict("records")):
            _bar(axes, words, row, place, _colour(found, row["box"]), order, len(rows))
    _labels(axes, words, limits, frame)
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(len(names) - 0.5, -0.9 if frame.narrow else -0.6)
    axes.set_xticks([])
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    _legend(axes, words, found, frame)


def _colour(found: pd.DataFrame, box: int) -> str:
    return SERIES[list(found["box"]).index(box) % len(SERIES)]


def _bar(
    axes: Any, words: ExperimentWords, row: dict[str, Any], place: int, colour: str, order: int, number: int
) -> None:
    """The part of the range inside the box, with its limits written at its ends."""
    wide = row["to"] - row["from"]
    free = {"low": row["from"], "high": row["to"]}
    ends = {end: row[end] if math.isfinite(row[end]) else free[end] for end in free}
    low, high = ((value - row["from"]) / wide for value in ends.values())
    level = place + (order - (number - 1) / 2) * STEP
    axes.barh(level, max(high - low, 0.01), left=low, height=0.8 * STEP, color=colour, zorder=2)
    factor = next(each for each in words.asked.factors if each.name == row["factor"])
    for end, at, side in (("low", low, "right"), ("high", high, "left")):
        if math.isfinite(row[end]):
            said = words.number(Formed(row[end], factor_form(factor)))
            axes.annotate(said, (at, level), xytext=(-4 if side == "right" else 4, -0.5), textcoords="offset points",
                          ha=side, va="center", fontsize=10, fontweight="bold", color=colour, zorder=3)  # fmt: skip


def _ends(axes: Any, words: ExperimentWords, row: Any, place: int, frame: Frame) -> None:
    """The range's own ends, at the ends of the bar."""
    factor = next(each for each in words.asked.factors if each.name == row["factor"])
    for at, value, side in ((0, row["from"], "right"), (1, row["to"], "left")):
        said = words.number(Formed(value, factor_form(factor)))
        axes.annotate(said, (at, place), xytext=(-5 if side == "right" else 5, 0), textcoords="offset points", ha=side,
                      va="center", fontsize=9.5, color=SOFT, annotation_clip=False)  # fmt: skip


def _labels(axes: Any, words: ExperimentWords, limits: pd.DataFrame, frame: Frame) -> None:
    """Meanings of the factors: left of their bars, or above them on a phone."""
    boxes_of = limits.groupby("factor", sort=False).size()
    if not frame.narrow:
        axes.set_yticks(range(len(boxes_of)), [wrapped(words.factor(name), 34) for name in boxes_of.index])
        axes.tick_params(axis="y", pad=34, labelsize=11, labelcolor=INK, length=0)
        return
    axes.set_yticks([])
    for place, (name, number) in enumerate(boxes_of.items()):
        top = place - STEP * max(2, number) / 2
        said = wrapped(words.factor(str(name)), 44, 2)
        axes.annotate(said, (0, top), xytext=(0, 3), textcoords="offset points", fontsize=10, color=INK,
                      va="bottom", annotation_clip=False)  # fmt: skip


def _legend(axes: Any, words: ExperimentWords, found: pd.DataFrame, frame: Frame) -> None:
    """What each colour holds: density and coverage on the draws held out."""
    from matplotlib.lines import Line2D

    said = [
        words.say("figure_boxes_legend", box=place + 1, density=Formed(row["density"], "share"),
                  coverage=Formed(row["coverage"], "share"))
        for place, row in enumerate(found.to_dict("records"))
    ]  # fmt: skip
    handles = [Line2D([], [], color=_colour(found, box), linewidth=7) for box in found["box"]]
    axes.legend(handles, [wrapped(each, 46 if frame.narrow else 120) for each in said], loc="upper left",
                bbox_to_anchor=(-0.02, -0.01), frameon=False, fontsize=10.5, labelcolor=INK,
                handlelength=1.6)  # fmt: skip
