"""Bars of indices, one a factor, with intervals; chance apart below them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.sensitivity.convergence import CONVERGED, RANKED
from netsustain.report.canvas import BEST, DISSOLVED, INK, REFERENCE, SOFT, Frame, sheet
from netsustain.report.experiments.words import ExperimentWords
from netsustain.report.naming import wrapped

MOST = 15
"""Factors drawn; the others are counted below the figure."""
LIGHT = "#9cc3da"
"""The first-order bar: the total's blue, lighter."""
THICK = 0.26
"""Of a bar, where 1 is the distance from factor to factor."""
WIDEST = 1.2
"""Shares are drawn up to here: an interval that reaches farther says that nothing is known anyway."""


def bars(
    words: ExperimentWords, frame: Frame, title: str, factors: pd.DataFrame, measures: tuple[str, ...], *, verdict: str,
    share: bool, axis: str, luck: pd.Series | None = None,
) -> Any:  # fmt: skip
    """A bar a factor and measure, the strongest on top.

    Parameters
    ----------
    factors
        Rows of ``summary`` for one outcome, without luck; ``<measure>_low`` and ``_high`` beside each measure.
    measures
        The first ranks; it is drawn dark, a second one light below it.
    share
        The measure is a share of variance, written of a hundred.
    luck
        Its row of ``summary``, drawn in a panel of its own.
    """
    listed = factors.sort_values(measures[0], ascending=False, kind="stable", na_position="last").head(MOST)
    slot = 0.62 if frame.narrow else 0.4
    figure = sheet(frame, 1.5 + slot * len(listed) + (0.9 if luck is not None else 0.0), title)
    ratios = (max(len(listed), 2), 1.4)
    panels = figure.subplots(2, 1, height_ratios=ratios) if luck is not None else [figure.subplots()]
    axes = panels[0]
    solid = verdict in (CONVERGED, RANKED)
    for place, row in enumerate(listed.to_dict("records")):
        for number, measure in enumerate(measures):
            _bar(axes, row, measure, _height(place, number, len(measures), frame), number, solid)
    _labels(axes, [words.factor(name) for name in listed["factor"]], frame)
    axes.set_ylim(len(listed) - 0.4, -0.6)
    _scale(axes, listed, measures, share)
    axes.set_xlabel(axis)
    if len(measures) > 1:
        _key(figure, words, measures, solid)
    if luck is not None:
        _luck(panels[1], words, luck, frame)
    stamp(figure, words, verdict)
    _others(axes, words, len(factors) - len(listed))
    return figure


def _height(place: int, number: int, bars: int, frame: Frame) -> float:
    """Where a bar lies: a pair straddles its place; on a phone both are below their label."""
    lower = 0.15 if frame.narrow else 0.0
    return place + lower + (0.0 if bars == 1 else (THICK + 0.02) * (number - 0.5))


def _bar(axes: Any, row: dict[str, Any], measure: str, height: float, number: int, solid: bool) -> None:
    """One bar with its interval; hollow where there were not runs enough to believe it."""
    value, low, high = (float(row[f"{measure}{end}"]) for end in ("", "_low", "_high"))
    if not np.isfinite(value):
        return
    colour = (BEST, LIGHT)[number]
    fill = colour if solid else "white"
    axes.barh(height, value, height=THICK, color=fill, edgecolor=colour, linewidth=1.2, zorder=2)
    if np.isfinite(low):
        axes.plot([low, high], [height, height], color=INK, linewidth=1.3, zorder=3)


def _labels(axes: Any, said: list[str], frame: Frame) -> None:
    """Beside the bars; on a phone, above each."""
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)
    if not frame.narrow:
        axes.set_yticks(range(len(said)), [wrapped(each, 42, 2) for each in said], fontsize=10)
        return
    axes.set_yticks([])
    for place, each in enumerate(said):
        axes.annotate(
            opening(each, 46), (0, place - 0.33), xycoords=("axes fraction", "data"), xytext=(2, 0),
            textcoords="offset points", va="center", ha="left", fontsize=9, color=INK, zorder=4,
        )  # fmt: skip


def opening(said: str, width: int) -> str:
    """A text on one line: its first words, where there is no room for all."""
    lines = wrapped(said, width, 2).split("\n")
    return lines[0] + (" …" if len(lines) > 1 else "")


def _scale(axes: Any, listed: pd.DataFrame, measures: tuple[str, ...], share: bool) -> None:
    ends = listed[[f"{measure}{end}" for measure in measures for end in ("", "_low", "_high")]].to_numpy(dtype=float)
    known = ends[np.isfinite(ends)]
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    most = WIDEST if share else np.inf
    axes.set_xlim(max(min(low, 0.0), -0.25 if share else low), min(max(high, 0.05 if share else high), most) * 1.04)
    axes.axvline(0, color=INK, linewidth=0.9, zorder=1)
    if share:
        _in_hundred(axes)


def _in_hundred(axes: Any) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:.0f} %".replace("-", "−")))


def _key(figure: Any, words: ExperimentWords, measures: tuple[str, ...], solid: bool) -> None:
    from matplotlib.patches import Patch

    patches = [
        Patch(facecolor=colour if solid else "white", edgecolor=colour, label=words.say(f"key_{measure}"))
        for colour, measure in zip((BEST, LIGHT), measures, strict=False)
    ]
    figure.legend(handles=patches, loc="outside upper right", ncols=2, frameon=False, fontsize=9.5)


def _luck(axes: Any, words: ExperimentWords, luck: pd.Series, frame: Frame) -> None:
    """Chance, on the scale of single runs."""
    value, low, high = (float(luck[f"total_of_runs{end}"]) for end in ("", "_low", "_high"))
    axes.barh(0, value, height=0.5, color=REFERENCE, zorder=2)
    axes.plot([low, high], [0, 0], color=INK, linewidth=1.3, zorder=3)
    axes.set_ylim(0.9, -0.9)
    axes.set_xlim(0, 1)
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)
    axes.set_yticks([0], [words.say("chance_label")], fontsize=10, fontweight="bold")
    axes.set_xlabel(wrapped(words.say("runs_axis"), 44 if frame.narrow else 80))
    _in_hundred(axes)


def stamp(figure: Any, words: ExperimentWords, verdict: str) -> None:
    """The verdict on the number of runs, at the foot; in vermilion where it is not good."""
    said = words.say("stamp", verdict=words.say(f"word_{verdict}"))
    figure.supxlabel(said, x=0.99, ha="right", fontsize=10, color=SOFT if verdict == CONVERGED else DISSOLVED)


def _others(axes: Any, words: ExperimentWords, number: int) -> None:
    if number > 0:
        axes.annotate(
            words.say("others", number=number), (1, 0), xycoords="axes fraction", xytext=(-4, 6),
            textcoords="offset points", ha="right", va="bottom", fontsize=9.5, color=SOFT,
        )  # fmt: skip
