"""What each scenario is worth: months sustained, months gained over the reference, and what they cost."""

from __future__ import annotations

import math
from typing import Any

from netsustain.report.canvas import INK, SOFT, sheet
from netsustain.report.marks import interval, interval_key
from netsustain.report.naming import signed, tenth, wrapped
from netsustain.report.view import View

ENDS = ("low_chance", "high_chance", "low", "high")


def sustained(view: View) -> Any:
    """Mean months sustained and the gain over the reference, as dots with 95 % intervals, the best on top."""
    names = view.comparison.ranked()[::-1]
    if view.frame.narrow:
        return _stacked(view, names)
    figure = sheet(view.frame, 1.3 + 0.3 * view.known + 0.52 * len(names), view.frame.say("sustained_title"))
    left, right = figure.subplots(1, 2, sharey=True, width_ratios=(1.25, 1))
    left.set_yticks(range(len(names)), [wrapped(view.labels[name], 30) for name in names])
    for axes in (left, right):
        axes.grid(axis="x")
        axes.grid(visible=False, axis="y")
        axes.spines["left"].set_visible(False)
    for place, name in enumerate(names):
        _level(view, left, name, place)
        _gain(view, right, name, place)
    _colour_labels(view, left, names)
    _scales(view, left, right, len(names))
    if view.known:
        interval_key(figure, view.frame)
    return figure


def _scales(view: View, left: Any, right: Any, number: int) -> None:
    left.set_xlim(0, view.comparison.horizon * 1.04)
    left.set_ylim(-0.6, number - 0.4)
    left.set_title(view.frame.say("sustained_axis", months=view.comparison.horizon))
    right.set_title(view.frame.say("gain_axis", reference=view.labels[view.reference]))
    right.axvline(0, color=INK, linewidth=0.9, zorder=1)
    right.margins(x=0.16)


def _level(view: View, axes: Any, name: str, place: float) -> None:
    row = view.comparison.row(name)
    _dot(axes, row["sustained_months"], row, "sustained_", place, view.colour(name))
    _number(axes, tenth(row["sustained_months"]), row["sustained_months"], place, view.colour(name))


def _gain(view: View, axes: Any, name: str, place: float) -> None:
    row = view.comparison.row(name)
    if name == view.reference or not math.isfinite(row["gain"]):
        said = view.frame.say("reference") if name == view.reference else view.frame.say("unknown")
        axes.annotate(said, (0, place), xytext=(8, 0), textcoords="offset points", va="center", fontsize=10,
                      color=SOFT)  # fmt: skip
        return
    _dot(axes, row["gain"], row, "gain_", place, view.colour(name))
    _number(axes, signed(row["gain"]), row["gain"], place, view.colour(name))


def _number(axes: Any, said: str, value: float, place: float, colour: str) -> None:
    axes.annotate(
        said, (value, place), xytext=(0, 6), textcoords="offset points", ha="center", va="bottom",
        fontsize=10, fontweight="bold", color=colour,
    )  # fmt: skip


def _dot(axes: Any, value: float, row: Any, prefix: str, place: float, colour: str) -> None:
    interval(axes, place, _ends(row, prefix), colour)
    axes.plot([value], [place], "o", color=colour, markersize=7.5, zorder=3)


def _ends(row: Any, prefix: str) -> dict[str, float]:
    """Ends of both intervals of a number."""
    return {end: float(row[f"{prefix}{end}"]) for end in ENDS}


def _colour_labels(view: View, axes: Any, names: list[str]) -> None:
    for label, name in zip(axes.get_yticklabels(), names, strict=True):
        label.set(color=view.colour(name), fontsize=11, fontweight="bold" if name == view.best else "normal")


def _stacked(view: View, names: list[str]) -> Any:
    """For a phone: each label above its dot, the gain written at the right."""
    figure = sheet(view.frame, 1.0 + 0.5 * view.known + 0.72 * len(names), view.frame.say("sustained_title"))
    axes = figure.subplots()
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)
    axes.set_yticks([])
    for place, name in enumerate(names):
        row, colour = view.comparison.row(name), view.colour(name)
        _dot(axes, row["sustained_months"], row, "sustained_", place, colour)
        gained = "" if math.isnan(row["gain"]) else f" ({signed(row['gain'])})"
        said = f"{view.labels[name]}: {tenth(row['sustained_months'])}{gained}"
        axes.annotate(
            said, (0, place), xytext=(0, 9), textcoords="offset points", ha="left", va="bottom",
            fontsize=10.5, fontweight="bold" if name == view.best else "normal", color=colour,
        )  # fmt: skip
    axes.set_xlim(0, view.comparison.horizon * 1.02)
    axes.set_ylim(-0.5, len(names) - 0.1)
    axes.set_xlabel(view.frame.say("sustained_axis", months=view.comparison.horizon))
    if view.known:
        interval_key(figure, view.frame)
    return figure
