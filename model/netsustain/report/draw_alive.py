"""The figure that opens a brief: networks of a hundred that are alive at the end, an option a row."""

from __future__ import annotations

import math
from typing import Any

from netsustain.exploration.comparison import Comparison
from netsustain.report.canvas import sheet
from netsustain.report.marks import interval, interval_key
from netsustain.report.naming import of_hundred, whole, wrapped
from netsustain.report.view import View

ENDS = ("low_chance", "high_chance", "low", "high")


def alive(view: View, title: str) -> Any:
    """Dots with their intervals, the option that keeps most alive on top, the number written beside each."""
    names = lively(view.comparison)[::-1]
    row_height = 0.5 if view.frame.narrow else 0.46
    figure = sheet(view.frame, 0.9 + 0.45 * view.known + row_height * len(names), title)
    axes = figure.subplots()
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)
    for place, name in enumerate(names):
        _row(view, axes, name, place)
    axes.set_xlim(0, 1.12)
    axes.set_ylim(-0.5, len(names) - 0.25 if view.frame.narrow else len(names) - 0.5)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100"])
    axes.spines["bottom"].set_bounds(0, 1)
    _labels(view, axes, names)
    if view.known:
        interval_key(figure, view.frame)
    return figure


def lively(comparison: Comparison) -> list[str]:
    """Names by how many are alive at the end, most first; the longer-lasting first where that is equal."""
    table = comparison.table.sort_values(["alive", "sustained_months"], ascending=False, kind="stable")
    return list(table["name"])


def _row(view: View, axes: Any, name: str, place: float) -> None:
    row, colour = view.comparison.curve(name).iloc[-1], view.colour(name)
    if not math.isfinite(row["alive"]):
        return
    interval(axes, place, {end: float(row[f"alive_{end}"]) for end in ENDS}, colour)
    axes.plot([row["alive"]], [place], "o", color=colour, markersize=8, zorder=3)
    axes.annotate(
        whole(of_hundred(row["alive"])), (1.12, place), ha="right", va="center", fontsize=12, fontweight="bold",
        color=colour,
    )  # fmt: skip


def _labels(view: View, axes: Any, names: list[str]) -> None:
    """On a phone above each dot, else beside the axis."""
    if view.frame.narrow:
        axes.set_yticks([])
        for place, name in enumerate(names):
            axes.annotate(
                view.labels[name], (0, place), xytext=(0, 9), textcoords="offset points", fontsize=11,
                color=view.colour(name), fontweight="bold" if name == view.best else "normal",
            )  # fmt: skip
        return
    axes.set_yticks(range(len(names)), [wrapped(view.labels[name], 30) for name in names])
    for label, name in zip(axes.get_yticklabels(), names, strict=True):
        label.set(color=view.colour(name), fontsize=11, fontweight="bold" if name == view.best else "normal")

