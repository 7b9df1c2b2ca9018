"""Figures of a survey: where the conditions stand, what is needed, how far people agree.

Current and desired differ by shape and filling as well as by colour, so that no reader needs to tell hues apart.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from netsustain.diagnosis.agreement import SIZES
from netsustain.diagnosis.diagnosing import Diagnosis
from netsustain.diagnosis.scores import STRONG, WEAK
from netsustain.messages import text
from netsustain.report.canvas import BEST, DISSOLVED, FAINT, GRID, INK, SOFT, Frame, sheet
from netsustain.report.forms import chance, index
from netsustain.report.naming import wrapped

NOW, WANTED = BEST, DISSOLVED
ROW = 0.56
"""Inches of a row."""


def say(frame: Frame, key: str, **values: object) -> str:
    """A text of the section ``diagnosis``."""
    return text(f"diagnosis.{key}", frame.lang, **values)


def name(frame: Frame, condition: str) -> str:
    """A condition as it stands beside its row."""
    return wrapped(text(f"conditions.{condition}{'_short' if frame.narrow else ''}", frame.lang), 30)


def rows(frame: Frame, labels: list[str], title: str, *, room: float = 1.1) -> tuple[Any, Any]:
    """A figure with a row a label, the first on top."""
    figure = sheet(frame, room + ROW * len(labels), title)
    axes = figure.subplots()
    axes.grid(axis="x", color=GRID)
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)
    axes.set_yticks(range(len(labels)), labels, fontsize=11, color=INK)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    return figure, axes


def interval(axes: Any, place: float, low: float, high: float, colour: str) -> None:
    """A bar from end to end; nothing where it cannot be told."""
    if np.isfinite(low) and np.isfinite(high):
        axes.hlines(place, low, high, color=colour, linewidth=6, alpha=0.25, zorder=2)


def written(axes: Any, said: str, x: float, place: float, colour: str) -> None:
    """A number above its mark."""
    axes.annotate(said, (x, place), xytext=(0, 6), textcoords="offset points", ha="center", va="bottom",
                  fontsize=10, color=colour, fontweight="bold")  # fmt: skip


def key(figure: Any, entries: list[tuple[str, str, str, bool]]) -> None:
    """Names the marks below the panel: (label, marker, colour, filled)."""
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], linestyle="", marker=marker, color=colour, markersize=8, markeredgewidth=1.8,
               markerfacecolor=colour if filled else "white")
        for _, marker, colour, filled in entries
    ]  # fmt: skip
    figure.legend(handles, [label for label, *_ in entries], loc="outside lower left", frameon=False, ncols=2,
                  fontsize=10.5, labelcolor=SOFT)  # fmt: skip


def conditions(found: Diagnosis, frame: Frame) -> Any:
    """Current and desired state of each condition with intervals; clear strong and weak points are named."""
    assert found.scores is not None
    table, used = found.scores.conditions, found.survey.instrument
    asked = "desired" in table
    title = say(frame, "figure_conditions_title" if asked else "figure_levels_title")
    records = table.to_dict("records")
    figure, axes = rows(frame, [_label(row, frame) for row in records], title, room=1.3)
    for place, row in enumerate(records):
        if asked and np.isfinite(row["desired"]) and np.isfinite(row["current"]):
            axes.hlines(place, row["current"], row["desired"], color=FAINT, linewidth=1.6, zorder=1)
            interval(axes, place, row["desired_low"], row["desired_high"], WANTED)
            axes.plot(row["desired"], place, "D", color=WANTED, markersize=7, markerfacecolor="white",
                      markeredgewidth=1.8, zorder=3)  # fmt: skip
            written(axes, index(row["desired"]), row["desired"], place, WANTED)
        interval(axes, place, row["current_low"], row["current_high"], NOW)
        axes.plot(row["current"], place, "o", color=NOW, markersize=8, zorder=4)
        if np.isfinite(row["current"]):
            written(axes, index(row["current"]), row["current"], place, NOW)
    axes.set_xlim(used.low - 0.1, used.high + 0.1)
    axes.set_xticks(range(used.low, used.high + 1))
    axes.set_xlabel(say(frame, "figure_scale_axis", low=used.low, high=used.high))
    entries = [(say(frame, "figure_now"), "o", NOW, True), (say(frame, "figure_wanted"), "D", WANTED, False)]
    key(figure, entries if asked else entries[:1])
    return figure


def _label(row: dict[str, Any], frame: Frame) -> str:
    """A condition, with "weak point" or "strong point" below it where that is clear."""
    said, stands = name(frame, row["condition"]), row["stands"]
    return f"{said}\n({say(frame, f'word_point_{stands}')})" if stands in (STRONG, WEAK) else said


def needs(table: pd.DataFrame, frame: Frame) -> Any:
    """PNI with intervals, the greatest on top, and how often each comes first."""
    ordered = table[table["pni"].notna()].sort_values(["pni", "condition"], ascending=[False, True])
    figure, axes = rows(frame, [name(frame, each) for each in ordered["condition"]], say(frame, "figure_needs_title"))
    ends = [*ordered["pni"], *ordered["pni_high"].dropna(), *ordered["pni_low"].dropna(), 0.0]
    reach = max(ends) - min(ends) or 1.0
    for place, row in enumerate(ordered.to_dict("records")):
        interval(axes, place, row["pni_low"], row["pni_high"], NOW)
        axes.plot(row["pni"], place, "o", color=NOW, markersize=8, zorder=3)
        written(axes, index(row["pni"]), row["pni"], place, NOW)
        if np.isfinite(row["first"]):
            said = say(frame, "figure_first_mark", share=chance(row["first"]))
            axes.annotate(said, (1, place), xycoords=("axes fraction", "data"), ha="right", va="center",
                          fontsize=10, color=SOFT)  # fmt: skip
    axes.axvline(0, color=INK, linewidth=0.9, zorder=1)
    axes.set_xlim(min(ends) - 0.04 * reach, max(ends) + (0.75 if frame.narrow else 0.35) * reach)
    axes.set_xlabel(say(frame, "figure_pni_axis"))
    return figure


def agreement(table: pd.DataFrame, frame: Frame) -> Any:
    """Agreement by condition, with the words for its size along the axis."""
    known = table[table["agreement"].notna()].sort_values(["agreement", "condition"])
    figure, axes = rows(frame, [name(frame, each) for each in known["condition"]], say(frame, "figure_agreement_title"))
    least = min(0.0, float(known["agreement"].min()))
    for place, value in enumerate(known["agreement"]):
        axes.hlines(place, 0, value, color=NOW, linewidth=2, zorder=2)
        axes.plot(value, place, "o", color=NOW, markersize=8, zorder=3)
        written(axes, index(value), value, place, NOW)
    axes.axvline(0, color=INK, linewidth=0.9, zorder=1)
    edges = [1.0, *(least_of for least_of, _ in SIZES)]
    words = [word for _, word in SIZES]
    for upper, lower, word in zip(edges, edges[1:], words, strict=False):
        axes.axvline(lower, color=FAINT, linewidth=0.8, linestyle=(0, (2, 2)), zorder=1)
        if not frame.narrow:
            axes.annotate(say(frame, f"word_{word}"), ((upper + lower) / 2, 1), xycoords=("data", "axes fraction"),
                          xytext=(0, 3), textcoords="offset points", ha="center", va="bottom", fontsize=9.5,
                          color=SOFT)  # fmt: skip
    axes.set_xlim(least - 0.05, 1.02)
    axes.set_xlabel(say(frame, "figure_agreement_axis"))
    return figure
