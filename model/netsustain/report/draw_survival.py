"""How many networks are still alive, month by month, and how the others ended."""

from __future__ import annotations

from typing import Any

import pandas as pd

from netsustain.report.canvas import COMPLETED, DISSOLVED, OTHER, sheet
from netsustain.report.marks import (
    beside,
    draw_pins,
    grid_of,
    hide_empty,
    hundred_axis,
    key,
    month_axis,
    pin_entries,
    quiet,
    steps,
)
from netsustain.report.naming import of_hundred, whole, wrapped
from netsustain.report.view import View


def survival(view: View) -> Any:
    """Share alive with its 95 % band: one set of axes, or one panel a scenario when there are many."""
    return _together(view) if view.few else _panels(view)


def _together(view: View) -> Any:
    figure = sheet(view.frame, 4.4 if view.frame.narrow else 4.8, view.frame.say("survival_title"))
    axes = figure.subplots()
    hundred_axis(axes)
    month_axis(axes, view.start, view.comparison.horizon, view.frame, ticks=3 if view.frame.narrow else 5)
    draw_pins(axes, view.pins)
    for name in view.comparison.names:
        _curve(axes, view.curve(name), "alive", view.colour(name), view.line(name))
    if view.frame.narrow:
        _end_numbers(view, axes, view.comparison.names)
        key(
            figure,
            [(view.labels[name], view.colour(name), view.line(name)) for name in view.comparison.names],
            1,
        )
    else:
        beside(
            axes, [_end_label(view, name) for name in view.comparison.names], view.comparison.horizon, gap=0.1
        )
    axes.set_xlabel(view.frame.say("months"))
    quiet(axes)
    return figure


def _end_label(view: View, name: str) -> tuple[float, str, str]:
    """Name and number at the end of a line."""
    share = _last(view, name)
    return share, f"{whole(of_hundred(share))}  {wrapped(view.labels[name], 24)}", view.colour(name)


def _end_numbers(view: View, axes: Any, names: list[str]) -> None:
    """The number alone at the end of each line."""
    numbers = [(_last(view, name), whole(of_hundred(_last(view, name))), view.colour(name)) for name in names]
    beside(axes, numbers, view.comparison.horizon, gap=0.14)


def _panels(view: View) -> Any:
    rows, columns = grid_of(view.frame, len(view.others), 3)
    figure = sheet(view.frame, 0.5 + 2.55 * rows, view.frame.say("survival_title"))
    panels = list(figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).flat)
    for axes, name in zip(panels, view.others, strict=False):
        _one_against_all(view, axes, name)
    hide_empty(panels, len(view.others))
    entries = [
        (view.frame.say("named_in_title"), view.colour(view.others[0]), "-"),
        (
            view.frame.say("reference_named", name=view.labels[view.reference]),
            view.colour(view.reference),
            "--",
        ),
        (view.frame.say("other_strategies"), OTHER, "-"),
    ]
    key(figure, entries + _pins_key(view), 1 if view.frame.narrow else 4)
    return figure


def _pins_key(view: View) -> list[tuple[str, str, str]]:
    return pin_entries(view.pins, view.start, view.frame.lang)


def _one_against_all(view: View, axes: Any, name: str) -> None:
    """One scenario in colour with its band, the reference dashed, the others grey."""
    hundred_axis(axes)
    month_axis(axes, view.start, view.comparison.horizon, view.frame, ticks=2)
    for other in view.others:
        if other != name:
            curve = steps(view.curve(other), ["alive"])
            axes.step(curve["month"], curve["alive"], where="post", color=OTHER, linewidth=1, zorder=1.5)
    _curve(axes, view.curve(view.reference), "alive", view.colour(view.reference), "--", band=False)
    _curve(axes, view.curve(name), "alive", view.colour(name), "-")
    axes.set_title(wrapped(view.labels[name], 19 if view.frame.narrow else 30), color=view.colour(name))
    _end_numbers(view, axes, [view.reference, name])
    draw_pins(axes, view.pins, labelled=False)
    quiet(axes)


def _curve(axes: Any, curve: pd.DataFrame, column: str, colour: str, line: str, *, band: bool = True) -> None:
    """A step line: shares change at the close of a month, not between months."""
    curve = steps(curve, [column, f"{column}_low", f"{column}_high"])
    if band:
        axes.fill_between(
            curve["month"], curve[f"{column}_low"], curve[f"{column}_high"], step="post", color=colour,
            alpha=0.16, linewidth=0,
        )  # fmt: skip
    axes.step(curve["month"], curve[column], where="post", color=colour, linestyle=line, linewidth=2)


def _last(view: View, name: str) -> float:
    return float(view.curve(name)["alive"].iloc[-1])


def ends(view: View) -> Any:
    """Cumulative incidence of the two ends, each with its band: they compete, so they are never added up."""
    names = view.comparison.names
    rows, columns = grid_of(view.frame, len(names), min(4, len(names)))
    figure = sheet(view.frame, 0.5 + 2.5 * rows, view.frame.say("ends_title"))
    panels = list(figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).flat)
    for axes, name in zip(panels, names, strict=False):
        hundred_axis(axes)
        month_axis(axes, view.start, view.comparison.horizon, view.frame, ticks=2)
        for end, colour, line in (("dissolved", DISSOLVED, "-"), ("completed", COMPLETED, "--")):
            _curve(axes, view.curve(name), end, colour, line)
        axes.set_title(wrapped(view.labels[name], 19 if view.frame.narrow else 22))
        draw_pins(axes, view.pins, labelled=False)
        quiet(axes)
    hide_empty(panels, len(names))
    entries = [(view.frame.say("dissolved"), DISSOLVED, "-"), (view.frame.say("completed"), COMPLETED, "--")]
    key(figure, entries + _pins_key(view), 1 if view.frame.narrow else 4)
    return figure
