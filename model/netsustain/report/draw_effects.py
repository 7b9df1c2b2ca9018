"""What each scenario is worth: months sustained, months gained over the reference, and what they cost."""

from __future__ import annotations

import math
from typing import Any

from netsustain.report.canvas import INK, SOFT, sheet
from netsustain.report.marks import note, spread
from netsustain.report.naming import signed, tenth, whole, wrapped
from netsustain.report.view import View


def sustained(view: View) -> Any:
    """Mean months sustained and the gain over the reference, as dots with 95 % intervals, the best on top."""
    names = view.comparison.ranked()[::-1]
    if view.frame.narrow:
        return _stacked(view, names)
    figure = sheet(view.frame, 1.3 + 0.52 * len(names), view.frame.say("sustained_title"))
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
    value, low, high = row["sustained_months"], row["sustained_low"], row["sustained_high"]
    _dot(axes, value, low, high, place, view.colour(name))
    _number(axes, tenth(value), value, place, view.colour(name))


def _gain(view: View, axes: Any, name: str, place: float) -> None:
    row = view.comparison.row(name)
    if name == view.reference or not math.isfinite(row["gain"]):
        said = view.frame.say("reference") if name == view.reference else view.frame.say("unknown")
        axes.annotate(said, (0, place), xytext=(8, 0), textcoords="offset points", va="center", fontsize=10,
                      color=SOFT)  # fmt: skip
        return
    _dot(axes, row["gain"], row["gain_low"], row["gain_high"], place, view.colour(name))
    _number(axes, signed(row["gain"]), row["gain"], place, view.colour(name))


def _number(axes: Any, said: str, value: float, place: float, colour: str) -> None:
    axes.annotate(
        said, (value, place), xytext=(0, 6), textcoords="offset points", ha="center", va="bottom",
        fontsize=10, fontweight="bold", color=colour,
    )  # fmt: skip


def _dot(axes: Any, value: float, low: float, high: float, place: float, colour: str) -> None:
    axes.hlines(place, low, high, color=colour, linewidth=5, alpha=0.28, zorder=2)
    axes.plot([value], [place], "o", color=colour, markersize=7.5, zorder=3)


def _colour_labels(view: View, axes: Any, names: list[str]) -> None:
    for label, name in zip(axes.get_yticklabels(), names, strict=True):
        label.set(color=view.colour(name), fontsize=11, fontweight="bold" if name == view.best else "normal")


def _stacked(view: View, names: list[str]) -> Any:
    """For a phone: each label above its dot, the gain written at the right."""
    figure = sheet(view.frame, 1.0 + 0.72 * len(names), view.frame.say("sustained_title"))
    axes = figure.subplots()
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)
    axes.set_yticks([])
    for place, name in enumerate(names):
        row, colour = view.comparison.row(name), view.colour(name)
        _dot(axes, row["sustained_months"], row["sustained_low"], row["sustained_high"], place, colour)
        gained = "" if math.isnan(row["gain"]) else f" ({signed(row['gain'])})"
        said = f"{view.labels[name]}: {tenth(row['sustained_months'])}{gained}"
        axes.annotate(
            said, (0, place), xytext=(0, 9), textcoords="offset points", ha="left", va="bottom",
            fontsize=10.5, fontweight="bold" if name == view.best else "normal", color=colour,
        )  # fmt: skip
    axes.set_xlim(0, view.comparison.horizon * 1.02)
    axes.set_ylim(-0.5, len(names) - 0.1)
    axes.set_xlabel(view.frame.say("sustained_axis", months=view.comparison.horizon))
    return figure


def cost(view: View) -> Any:
    """Months gained against extra staff-days, both over the reference, with both intervals."""
    figure = sheet(view.frame, 4.4 if view.frame.narrow else 4.8, view.frame.say("cost_title"))
    axes = figure.subplots()
    axes.grid(axis="both")
    axes.axhline(0, color=INK, linewidth=0.9)
    axes.axvline(0, color=INK, linewidth=0.9)
    pairs = view.comparison.pairs
    shown = pairs[(pairs["a"] == view.reference) & pairs["difference_months"].notna()]
    for _, pair in shown.iterrows():
        _cross(axes, pair, view.colour(pair["b"]))
    axes.plot([0], [0], "s", color=view.colour(view.reference), markersize=7, zorder=3)
    _cost_scales(axes, shown)
    _cost_labels(view, axes, shown)
    axes.set_xlabel(view.frame.say("cost_axis"))
    note(axes, view.frame.say("gain_short"))
    return figure


def _cross(axes: Any, pair: Any, colour: str) -> None:
    """A dot with an interval each way, hollow while the gain may be nothing; pairs are reference − other."""
    gain, dearer = -pair["difference_months"], -pair["cost_difference"]
    axes.hlines(gain, -pair["cost_high"], -pair["cost_low"], color=colour, linewidth=4, alpha=0.25)
    axes.vlines(dearer, -pair["high"], -pair["low"], color=colour, linewidth=4, alpha=0.25)
    filled = colour if pair["status"] != "not_defined" else "white"
    axes.plot([dearer], [gain], "o", color=colour, markerfacecolor=filled, markersize=7.5, zorder=5)


def _cost_scales(axes: Any, shown: Any) -> None:
    """Room on the right for the labels, none wasted on the left."""
    low, high = min(0.0, (-shown["cost_high"]).min()), max(0.0, (-shown["cost_low"]).max())
    width = (high - low) or 1.0
    axes.set_xlim(low - 0.04 * width, high + 0.45 * width)
    axes.margins(y=0.14)
    axes.xaxis.set_major_formatter(lambda value, _place: whole(value))
    axes.yaxis.set_major_formatter(lambda value, _place: whole(value))


def _cost_labels(view: View, axes: Any, shown: Any) -> None:
    """Labels to the right of the dots, pushed apart, each tied to its dot by a thin line."""
    low, high = axes.get_ylim()
    said = view.frame.say("reference_named", name=view.labels[view.reference])
    spots = [(0.0, 0.0, said, view.colour(view.reference))]
    spots += [
        (-pair["difference_months"], -pair["cost_low"], view.labels[pair["b"]], view.colour(pair["b"]))
        for _, pair in shown.iterrows()
    ]
    spots.sort()
    heights = spread([gain for gain, *_ in spots], 0.075 * (high - low), low, high)
    nudge = (0.05 if view.frame.narrow else 0.02) * (axes.get_xlim()[1] - axes.get_xlim()[0])
    for (gain, dearer, label, colour), height in zip(spots, heights, strict=True):
        axes.annotate(
            label, (dearer, gain), xytext=(dearer + nudge, height), fontsize=10, color=colour, va="center",
            annotation_clip=False, zorder=4,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1, "alpha": 0.8},
            arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.6, "alpha": 0.6},
        )  # fmt: skip
