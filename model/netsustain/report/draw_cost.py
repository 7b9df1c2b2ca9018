"""What the months gained cost: both differences to the reference, each with its intervals."""

from __future__ import annotations

from typing import Any

from netsustain.report.canvas import INK, SOFT, sheet
from netsustain.report.marks import interval, interval_handles, interval_key, note, spread
from netsustain.report.naming import whole, wrapped
from netsustain.report.view import View

MIRRORED = {"low": "high", "high": "low", "low_chance": "high_chance", "high_chance": "low_chance"}
"""Pairs are reference less option: with the sign, the ends of an interval change places."""


def cost(view: View) -> Any:
    """Months gained against extra staff-days, both over the reference, with both intervals."""
    shown = _shown(view)
    rows = len(shown) + 1 + 2 * view.known if view.frame.narrow else int(view.known)
    height = 4.6 + 0.27 * rows
    figure = sheet(view.frame, height, view.frame.say("cost_title"))
    axes = figure.subplots()
    axes.grid(axis="both")
    axes.axhline(0, color=INK, linewidth=0.9, zorder=1)
    axes.axvline(0, color=INK, linewidth=0.9, zorder=1)
    for pair in shown:
        _cross(axes, pair, view.colour(pair["b"]))
    axes.plot([0], [0], "s", color=view.colour(view.reference), markersize=7, zorder=3)
    _scales(view, axes, shown)
    if view.frame.narrow:
        _numbers(view, axes, shown)
    else:
        _labels(view, axes, shown)
    axes.set_xlabel(view.frame.say("cost_axis"))
    note(axes, view.frame.say("gain_short"))
    _keys(view, figure, shown)
    return figure


def _shown(view: View) -> list[Any]:
    """Pairs with the reference that are known, the largest gain first."""
    pairs = view.comparison.pairs
    known = pairs[(pairs["a"] == view.reference) & pairs["difference_months"].notna()]
    return [pair for _, pair in known.sort_values("difference_months", kind="stable").iterrows()]


def _cross(axes: Any, pair: Any, colour: str) -> None:
    """A dot with an interval each way, hollow while the gain is not certain."""
    gain, dearer = -pair["difference_months"], -pair["cost_difference"]
    interval(axes, gain, {end: -pair[f"cost_{other}"] for end, other in MIRRORED.items()}, colour)
    interval(axes, dearer, {end: -pair[other] for end, other in MIRRORED.items()}, colour, upright=True)
    filled = colour if pair["status"] != "not_defined" else "white"
    axes.plot([dearer], [gain], "o", color=colour, markerfacecolor=filled, markersize=7.5, zorder=5)


def _scales(view: View, axes: Any, shown: list[Any]) -> None:
    """The data on the left, and on a wide sheet a third on the right for the labels."""
    low = min([0.0, *(-pair["cost_high"] for pair in shown)])
    high = max([0.0, *(-pair["cost_low"] for pair in shown)])
    width = (high - low) or 1.0
    axes.set_xlim(low - 0.04 * width, high + (0.04 if view.frame.narrow else 0.5) * width)
    axes.margins(y=0.1)
    axes.xaxis.set_major_formatter(lambda value, _place: whole(value))
    axes.yaxis.set_major_formatter(lambda value, _place: whole(value))
    if view.frame.narrow:
        axes.locator_params(axis="x", nbins=4)


def _spots(view: View, shown: list[Any]) -> list[tuple[float, float, str]]:
    """(gain, extra staff-days, name) of each dot, the reference among them, the lowest first."""
    spots = [(-pair["difference_months"], -pair["cost_difference"], str(pair["b"])) for pair in shown]
    return sorted([*spots, (0.0, 0.0, view.reference)])


def _said(view: View, name: str) -> str:
    if name == view.reference:
        return view.frame.say("reference_named", name=view.labels[name])
    return view.labels[name]


def _labels(view: View, axes: Any, shown: list[Any]) -> None:
    """Labels in a column of their own, in the order of the gains, each tied to its dot by a thin line."""
    low, high = axes.get_ylim()
    left, right = axes.get_xlim()
    spots = _spots(view, shown)
    heights = spread([gain for gain, *_ in spots], 0.085 * (high - low), low, high)
    for (gain, dearer, name), height in zip(spots, heights, strict=True):
        axes.annotate(
            wrapped(_said(view, name), 34, 2), (dearer, gain), xytext=(left + 0.7 * (right - left), height),
            fontsize=10, color=view.colour(name), va="center", linespacing=0.95, zorder=4,
            fontweight="bold" if name == view.best else "normal",
            arrowprops={
                "arrowstyle": "-", "color": view.colour(name), "linewidth": 0.7, "alpha": 0.45, "shrinkB": 5,
                "relpos": (0, 0.5),
            },
        )  # fmt: skip


def _numbers(view: View, axes: Any, shown: list[Any]) -> None:
    """For a phone: a number beside each dot, pushed apart; the key below names them."""
    low, high = axes.get_ylim()
    spots = [spot for spot in _spots(view, shown) if spot[2] != view.reference]
    heights = spread([gain for gain, *_ in spots], 0.07 * (high - low), low, high)
    nudge = 0.035 * (axes.get_xlim()[1] - axes.get_xlim()[0])
    order = [str(pair["b"]) for pair in shown]
    for (gain, dearer, name), height in zip(spots, heights, strict=True):
        axes.annotate(
            str(order.index(name) + 1), (dearer, gain), xytext=(dearer + nudge, height), fontsize=10.5, zorder=6,
            fontweight="bold", va="center", color=view.colour(name), annotation_clip=False,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.75},
            arrowprops={"arrowstyle": "-", "color": view.colour(name), "linewidth": 0.6, "alpha": 0.45},
        )  # fmt: skip


def _keys(view: View, figure: Any, shown: list[Any]) -> None:
    """What the parts of an interval are; before it, on a phone, whose dots the numbers are."""
    if not view.frame.narrow:
        if view.known:
            interval_key(figure, view.frame)
        return
    from matplotlib.lines import Line2D

    names = [*(str(pair["b"]) for pair in shown), view.reference]
    handles: list[Any] = [Line2D([], [], linewidth=0) for _ in shown]
    handles.append(Line2D([], [], linewidth=0, marker="s", markersize=6, color=view.colour(view.reference)))
    said = [f"{place}  {view.labels[name]}" for place, name in enumerate(names[:-1], start=1)]
    said.append(_said(view, view.reference))
    samples, parts = interval_handles(view.frame) if view.known else ([], [])
    legend = figure.legend(
        [*handles, *samples], [*said, *parts], loc="outside lower left", frameon=False, ncols=1, fontsize=10.5,
        handlelength=1.2, handletextpad=0.5, labelspacing=0.3, labelcolor=SOFT,
    )  # fmt: skip
    for written, name in zip(legend.get_texts(), names, strict=False):
        written.set_color(view.colour(name))
