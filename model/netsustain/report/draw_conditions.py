"""The seven conditions over time, and which of them gave way first in the networks that ended."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from netsustain.health.series import CONDITIONS, FEW
from netsustain.messages import has, text
from netsustain.report.canvas import CONDITION_COLOURS, INK, OTHER, sheet
from netsustain.report.marks import draw_pins, key, month_axis, panels, pin_entries, quiet, rows_of
from netsustain.report.naming import wrapped
from netsustain.report.view import View

EVERY = 2
"""Months between the points drawn: a panel is a few centimetres wide."""


def conditions(view: View) -> Any:
    """Mean of each condition while alive, and in the last panel how many networks that mean is of."""
    number = len(CONDITIONS) + 1
    figure = sheet(view.frame, 0.5 + 2.35 * rows_of(view.frame, number, 4), view.frame.say("conditions_title"))
    grid = panels(view.frame, figure, number, 4, share_heights=False)
    month_axis(grid[0], view.start, view.comparison.horizon, view.frame, ticks=2)
    frame = view.comparison.conditions
    frame = frame[(frame["month"] - 1) % EVERY == 0]
    for axes, (condition, series) in zip(grid, frame.groupby("condition"), strict=False):
        _lines(view, axes, series, "while_alive")
        axes.set_ylim(0, 1)
        axes.set_yticks([0, 0.5, 1])
        axes.set_title(text(f"conditions.{condition}_short", view.frame.lang))
    _lines(view, grid[-1], frame[frame["condition"] == CONDITIONS[0]], "n")
    grid[-1].set_ylim(bottom=0)
    grid[-1].set_title(wrapped(view.frame.say("alive_networks"), 18))
    _key(view, figure)
    return figure


def _lines(view: View, axes: Any, series: pd.DataFrame, column: str) -> None:
    """The reference dashed, the best in colour, the others grey; faint where few networks are left."""
    parts = dict(tuple(series.groupby("scenario")))
    for name in _behind_first(view):
        one = parts[name]
        month, level = one["month"].to_numpy() - 0.5, one[column].to_numpy(dtype=float)
        many = np.where((one["n"] >= FEW) | (column == "n"), level, np.nan)
        style = {
            "color": _emphasis(view, name),
            "linestyle": view.line(name),
            "zorder": 2 + (name == view.best),
        }
        axes.plot(month, many, linewidth=1.9, **style)
        if np.isnan(many).any():
            axes.plot(month, level, linewidth=0.8, alpha=0.45, **style)
    draw_pins(axes, view.pins, labelled=False)
    quiet(axes)


def _behind_first(view: View) -> list[str]:
    front = {view.reference: 1, view.best: 2}
    return sorted(view.comparison.names, key=lambda name: front.get(name, 0))


def _emphasis(view: View, name: str) -> str:
    return view.colour(name) if view.few or name in (view.best, view.reference) else OTHER


def _key(view: View, figure: Any) -> None:
    """Names the lines that stand out; the grey ones stay nameless on purpose."""
    shown = view.comparison.names if view.few else list(dict.fromkeys([view.reference, view.best]))
    entries = [(view.labels[name], _emphasis(view, name), view.line(name)) for name in shown]
    if not view.few:
        entries.append((view.frame.say("other_strategies"), OTHER, "-"))
    entries += pin_entries(view.pins, view.start, view.frame.lang)
    key(figure, entries, 1 if view.frame.narrow else 4)


def causes(view: View) -> Any:
    """Of 100 networks, how many dissolved, split by the condition that gave way first."""
    counts = _by_cause(view)
    names = view.comparison.names[::-1]
    narrow = view.frame.narrow
    bars, key_rows = len(names), len(counts.columns) if narrow else -(-len(counts.columns) // 3)
    height = 1.0 + (0.68 if narrow else 0.5) * bars + 0.27 * key_rows
    figure = sheet(view.frame, height, view.frame.say("causes_title"))
    axes = figure.subplots()
    left = np.zeros(len(names))
    for cause in counts.columns:
        width = counts.loc[names, cause].to_numpy()
        axes.barh(range(len(names)), width, left=left, height=0.36 if narrow else 0.6,
                  color=CONDITION_COLOURS.get(cause, OTHER), edgecolor="white", linewidth=1.2)  # fmt: skip
        _inside(view, axes, cause, left, width)
        left = left + width
    _cause_axes(view, axes, names, left)
    _cause_key(view, figure, list(counts.columns))
    return figure


def _by_cause(view: View) -> pd.DataFrame:
    """Shares of the networks counted, scenarios by causes, the most frequent cause first."""
    frame = view.comparison.causes
    gone = frame[frame["ended"] == "dissolved"]
    shares = gone.pivot_table(index="scenario", columns="cause", values="share", aggfunc="sum", fill_value=0.0)
    shares = shares.reindex(view.comparison.names, fill_value=0.0)
    return shares[shares.sum().sort_values(ascending=False, kind="stable").index]


def _inside(view: View, axes: Any, cause: str, left: np.ndarray, width: np.ndarray) -> None:
    """The number in each part wide enough to hold it."""
    for place, (start, share) in enumerate(zip(left, width, strict=True)):
        if share >= 0.045:
            dark = cause in ("c2", "c3", "c4", "c7") or cause not in CONDITION_COLOURS
            axes.text(start + share / 2, place, f"{share * 100:.0f}", ha="center", va="center", fontsize=10,
                      color=INK if dark else "white")  # fmt: skip


def _cause_axes(view: View, axes: Any, names: list[str], total: np.ndarray) -> None:
    axes.set_xlim(0, max(1.0, float(total.max())))
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100"])
    axes.set_xlabel(view.frame.say("of_hundred_dissolved"))
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)
    if not view.frame.narrow:
        axes.set_yticks(range(len(names)), [wrapped(view.labels[name], 30) for name in names])
        axes.tick_params(axis="y", labelsize=11, labelcolor=INK)
        return
    axes.set_yticks([])
    for place, name in enumerate(names):
        axes.text(0, place + 0.22, view.labels[name], fontsize=10.5, va="bottom")


def _cause_key(view: View, figure: Any, shown: list[str]) -> None:
    from matplotlib.patches import Patch

    patches = [Patch(color=CONDITION_COLOURS.get(cause, OTHER), label=cause_name(cause, view)) for cause in shown]
    if patches:
        figure.legend(handles=patches, loc="outside lower left", frameon=False, fontsize=10,
                      ncols=1 if view.frame.narrow else 3, handlelength=1.1, handleheight=1.0)  # fmt: skip


def cause_name(cause: str, view: View) -> str:
    """What gave way, in words."""
    return text(f"causes.{cause}" if has(f"causes.{cause}") else "causes.other", view.frame.lang)
