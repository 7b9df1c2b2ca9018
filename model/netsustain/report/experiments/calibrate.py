"""Figures of a calibration: published and accepted numbers, the parameters narrowed most, and those left open."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.answer import Answer, Column, Formed, Shown
from netsustain.exploration.calibration.acceptance import IDENTIFIED_BELOW
from netsustain.exploration.calibration.telling import PARAMETER_COLUMNS, TARGET_COLUMNS
from netsustain.exploration.reading import Asked
from netsustain.report.canvas import BEST, DISSOLVED, INK, OTHER, SOFT, Frame, sheet
from netsustain.report.experiments.words import ExperimentWords
from netsustain.report.forms import number
from netsustain.report.marks import note
from netsustain.report.naming import wrapped

BAND, BAND_EDGE = "#d3e3da", "#8fb5a1"
"""Published bands, as in the report of a validation."""
ROOM = 0.12
"""Room beside the marks of a strip, of what it spans."""
MOST_ROWS = 12
"""Parameters drawn."""
LEAST_P = 1e-6
"""Smallest p-value drawn apart from others."""


# ---- published and accepted -----------------------------------------------------------------------


def fit(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """A strip for each published number: its band, the mean of the accepted vectors and their middle 90 %."""
    words, table = ExperimentWords(asked, frame.lang), answer.tables["summary"]
    columns = 1 if frame.narrow else 2
    rows = -(-len(table) // columns)
    figure = sheet(frame, 0.9 + 0.78 * rows, words.say("figure_fit_title"))
    grid = list(figure.subplots(rows, columns, squeeze=False).T.flat)
    for axes in grid[len(table) :]:
        axes.set_axis_off()
    for axes, row in zip(grid, table.to_dict("records"), strict=False):
        _strip(axes, row)
        axes.set_title(wrapped(words.label(row["target"]), 46, 2), fontsize=9.5, fontweight="normal", pad=3)
    _fit_key(figure, words, frame)
    return figure


def _strip(axes: Any, row: dict[str, Any]) -> None:
    low, high = _limits(row)
    axes.set_xlim(low, high)
    axes.set_ylim(-1, 1)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.grid(visible=False)
    ends = [row[end] if math.isfinite(row[end]) else limit for end, limit in (("low", low), ("high", high))]
    axes.axvspan(*ends, color=BAND, linewidth=0, zorder=0)
    for end in (row["low"], row["high"]):
        if math.isfinite(end):
            axes.axvline(end, color=BAND_EDGE, linewidth=1, zorder=1)
    if math.isfinite(row["published"]):
        axes.plot([row["published"]] * 2, [-0.7, 0.7], color=INK, linewidth=2, zorder=2)
    colour = BEST if row["inside"] else DISSOLVED
    axes.hlines(0, row["accepted_low"], row["accepted_high"], color=colour, linewidth=5, alpha=0.4, zorder=3)
    axes.plot([row["accepted_mean"]], [0], "o", color=colour, markersize=7, zorder=4,
              markerfacecolor=colour if row["inside"] else "white")  # fmt: skip
    axes.locator_params(axis="x", nbins=5)
    axes.tick_params(axis="x", labelsize=9)


def _limits(row: dict[str, Any]) -> tuple[float, float]:
    """What a strip spans: band, number and accepted vectors; a ratio or share begins at none where a band is open."""
    names = ("published", "low", "high", "accepted_low", "accepted_mean", "accepted_high")
    known = [row[name] for name in names if math.isfinite(row[name])]
    known += [0.0] if not math.isfinite(row["low"]) else []
    room = ROOM * (max(known) - min(known)) or 0.1
    return min(known) - room * (min(known) != 0.0), max(known) + room


def _fit_key(figure: Any, words: ExperimentWords, frame: Frame) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    marks = [Patch(facecolor=BAND, edgecolor=BAND_EDGE), Line2D([], [], color=BEST, marker="o", linewidth=4, alpha=0.7)]
    said = [words.say("figure_fit_band"), words.say("figure_fit_accepted")]
    figure.legend(marks, said, loc="outside lower left", frameon=False, ncols=1 if frame.narrow else 2,
                  fontsize=10, labelcolor=SOFT)  # fmt: skip


def _fit_numbers(asked: Asked, answer: Answer) -> Shown:
    return Shown("figure_fit_title", TARGET_COLUMNS, answer.tables["summary"])


# ---- narrowed -------------------------------------------------------------------------------------


def narrowed(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """Where the accepted values of a parameter lie in the range it was drawn from; the surest on top."""
    words, table = ExperimentWords(asked, frame.lang), _drawn(answer)
    figure = sheet(frame, 1.1 + (0.62 if frame.narrow else 0.46) * len(table), words.say("figure_narrowed_title"))
    axes = figure.subplots()
    axes.grid(visible=False)
    axes.spines[["left", "bottom"]].set_visible(False)
    for place, row in enumerate(table.to_dict("records")):
        _row(axes, place, row, answer.tables["vectors"][row["parameter"]].to_numpy(), frame)
        if frame.narrow:
            axes.annotate(wrapped(words.factor(row["parameter"]), 48, 1), (0, place), xytext=(0, 9), fontsize=9.5,
                          textcoords="offset points", va="bottom")  # fmt: skip
    axes.set_xticks([])
    axes.set_yticks([] if frame.narrow else range(len(table)),
                    [] if frame.narrow else [wrapped(words.factor(name), 44, 2) for name in table["parameter"]])
    axes.set_xlim((-0.02, 1.02) if frame.narrow else (-0.12, 1.12))
    axes.set_ylim(-0.6, len(table) - (0.2 if frame.narrow else 0.4))
    return figure


def _drawn(answer: Answer) -> pd.DataFrame:
    return answer.tables["identification"].head(MOST_ROWS).iloc[::-1].reset_index(drop=True)


def _row(axes: Any, place: int, row: dict[str, Any], values: np.ndarray, frame: Frame) -> None:
    """A parameter's range as a rail, its ends written, and the accepted values on it."""
    low, high = row["drawn_low"], row["drawn_high"]
    ends = np.quantile((values - low) / (high - low), [0.05, 0.25, 0.5, 0.75, 0.95])
    colour = BEST if row["said"] else SOFT
    axes.hlines(place, 0, 1, color=OTHER, linewidth=1, zorder=1)
    axes.hlines(place, ends[0], ends[4], color=colour, linewidth=2, alpha=0.7, zorder=2)
    axes.hlines(place, ends[1], ends[3], color=colour, linewidth=7, alpha=0.35, zorder=2)
    axes.plot([ends[2]], [place], "o", color=colour, markersize=6, zorder=3)
    for side, end in ((-1, low), (1, high)):  # beside the rail where there is room, else below its ends
        place_of: dict[str, Any] = {"xytext": (6 * side, 0), "va": "center", "ha": "right" if side < 0 else "left"}
        below: dict[str, Any] = {"xytext": (0, -9), "va": "top", "ha": "left" if side < 0 else "right"}
        axes.annotate(number(end), (max(side, 0), place), textcoords="offset points", fontsize=9, color=SOFT,
                      **(below if frame.narrow else place_of))  # fmt: skip


def _narrowed_values(asked: Asked, answer: Answer) -> dict[str, Any]:
    return {"level": f"{IDENTIFIED_BELOW:g}"}


def _narrowed_numbers(asked: Asked, answer: Answer) -> Shown:
    return Shown("figure_narrowed_title", PARAMETER_COLUMNS, answer.tables["identification"].head(MOST_ROWS))


# ---- left open ------------------------------------------------------------------------------------


def left_open(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """Every parameter by how much its variance shrank and how sure a test is of it."""
    words, table = ExperimentWords(asked, frame.lang), answer.tables["identification"]
    figure = sheet(frame, 4.6, words.say("figure_open_title"))
    axes = figure.subplots()
    heights = table["p"].clip(lower=LEAST_P)
    for said, colour, size in ((False, SOFT, 22), (True, BEST, 42)):
        own = table["said"] == said
        axes.scatter(table["contraction"][own], heights[own], s=size, color=colour, alpha=0.75, linewidths=0, zorder=3)
    axes.set_yscale("log")
    axes.set_ylim(1.4, min(0.5 * heights.min(), 0.5 * IDENTIFIED_BELOW))
    ticks = [each for each in (1.0, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6) if each >= axes.get_ylim()[1]]
    axes.set_yticks(ticks, [_p_written(each) for each in ticks])
    axes.set_yticks([], minor=True)
    axes.axhline(IDENTIFIED_BELOW, color=INK, linewidth=1, linestyle="--", zorder=1)
    axes.axvline(0, color=OTHER, linewidth=1, zorder=1)
    for place, row in enumerate(table[table["said"]].head(1 if frame.narrow else 3).to_dict("records")):
        _named(axes, row, wrapped(words.factor(row["parameter"]), 22, 2), right=place == 0)
    note(axes, words.say("figure_open_up"))
    axes.set_xlabel(wrapped(words.say("figure_open_across"), 44 if frame.narrow else 90))
    return figure


def _p_written(value: float) -> str:
    return ("≤ " if value == LEAST_P else "") + f"{value:.6f}".rstrip("0").rstrip(".")


def _named(axes: Any, row: dict[str, Any], said: str, *, right: bool) -> None:
    """The name of a dot, towards the middle of the figure."""
    axes.annotate(said, (row["contraction"], max(row["p"], LEAST_P)), xytext=(-7 if right else 7, 0), fontsize=9,
                  textcoords="offset points", ha="right" if right else "left", va="center", color=BEST)  # fmt: skip


def _open_values(asked: Asked, answer: Answer) -> dict[str, Any]:
    table = answer.tables["identification"]
    chance = Formed(IDENTIFIED_BELOW * len(table), "tenth")
    return {"parameters": len(table), "found": int(table["said"].sum()), "chance": chance}


def _open_numbers(asked: Asked, answer: Answer) -> Shown:
    columns = (Column("parameter", "parameter", "factor"), Column("narrowed", "contraction"), Column("p", "p", "small"))
    return Shown("figure_open_title", columns, answer.tables["identification"])


FIGURES: dict[str, Callable[[Asked, Answer, Frame], Any]] = {"fit": fit, "narrowed": narrowed, "open": left_open}
NUMBERS = {"fit": _fit_numbers, "narrowed": _narrowed_numbers, "open": _open_numbers}
VALUES = {"narrowed": _narrowed_values, "open": _open_values}
