"""How many networks are still alive, month by month, and how the others ended."""

from __future__ import annotations

from typing import Any

import numpy as np

from netsustain.report.canvas import COMPLETED, DISSOLVED, OTHER, sheet
from netsustain.report.marks import (
    beside,
    draw_pins,
    hundred_axis,
    key,
    month_axis,
    panels,
    pin_entries,
    quiet,
    rows_of,
)
from netsustain.report.naming import of_hundred, whole, wrapped
from netsustain.report.view import View


def survival(view: View) -> Any:
    """Share alive with its 95 % bands: one set of axes, or one panel a scenario when there are many."""
    return _together(view) if view.few else _panels(view)


def _together(view: View) -> Any:
    figure = sheet(view.frame, 4.4 if view.frame.narrow else 4.8, view.frame.say("survival_title"))
    axes = figure.subplots()
    hundred_axis(axes)
    month_axis(axes, view.start, view.comparison.horizon, view.frame, ticks=3 if view.frame.narrow else 5)
    draw_pins(axes, view.pins)
    names = view.comparison.names
    for name in names:
        _curve(view, axes, name, "alive", view.colour(name), view.line(name))
    if view.frame.narrow:
        _end_numbers(view, axes, names)
        key(figure, [(view.labels[name], view.colour(name), view.line(name)) for name in names], 1)
    else:
        beside(axes, [_end_label(view, name) for name in names], view.comparison.horizon, gap=0.1)
    axes.set_xlabel(view.frame.say("months"))
    quiet(axes)
    return figure


def _end_label(view: View, name: str) -> tuple[float, str, str]:
    """Number and name at the end of a line."""
    said = f"{whole(of_hundred(view.last(name)))}  {wrapped(view.labels[name], 24)}"
    return view.last(name), said, view.colour(name)


def _end_numbers(view: View, axes: Any, names: list[str]) -> None:
    """The number alone at the end of each line."""
    numbers = [(view.last(name), whole(of_hundred(view.last(name))), view.colour(name)) for name in names]
    beside(axes, numbers, view.comparison.horizon, gap=0.14)


def _panels(view: View) -> Any:
    rows = rows_of(view.frame, len(view.others), 3)
    figure = sheet(view.frame, 0.5 + 2.55 * rows, view.frame.say("survival_title"))
    grid = panels(view.frame, figure, len(view.others), 3)
    hundred_axis(grid[0])
    month_axis(grid[0], view.start, view.comparison.horizon, view.frame, ticks=2)
    for axes, name in zip(grid, view.others, strict=True):
        _one_against_all(view, axes, name)
    reference = view.frame.say("reference_named", name=view.labels[view.reference])
    entries = [
        (view.frame.say("named_in_title"), view.colour(view.others[0]), "-"),
        (reference, view.colour(view.reference), "--"),
        (view.frame.say("other_strategies"), OTHER, "-"),
    ]
    key(figure, entries + _pins_key(view), 1 if view.frame.narrow else 4)
    return figure


def _pins_key(view: View) -> list[tuple[str, str, str]]:
    return pin_entries(view.pins, view.start, view.frame.lang)


def _one_against_all(view: View, axes: Any, name: str) -> None:
    """One scenario in colour with its band, the reference dashed, the others grey."""
    from matplotlib.collections import LineCollection

    rest = [view.steps(other, "alive") for other in view.others if other != name]
    axes.add_collection(LineCollection(rest, colors=OTHER, linewidths=1, zorder=1.5))
    _curve(view, axes, view.reference, "alive", view.colour(view.reference), "--", band=False)
    _curve(view, axes, name, "alive", view.colour(name), "-")
    axes.set_title(wrapped(view.labels[name], 19 if view.frame.narrow else 30), color=view.colour(name))
    _end_numbers(view, axes, [view.reference, name])
    draw_pins(axes, view.pins, labelled=False)
    quiet(axes)


def _curve(view: View, axes: Any, name: str, column: str, colour: str, line: str, *, band: bool = True) -> None:
    """A step line with its 95 % band: dark where chance alone reaches, light where what is not known adds to it."""
    if band:
        _band(view, axes, name, column, "_chance", colour, 0.2 if view.known else 0.16)
        if view.known:
            _band(view, axes, name, column, "", colour, 0.11)
    axes.plot(*view.steps(name, column).T, color=colour, linestyle=line, linewidth=2)


def _band(view: View, axes: Any, name: str, column: str, part: str, colour: str, alpha: float) -> None:
    low, high = (view.steps(name, f"{column}_{end}{part}") for end in ("low", "high"))
    axes.fill(*np.vstack([low, high[::-1]]).T, color=colour, alpha=alpha, linewidth=0)


def ends(view: View) -> Any:
    """Cumulative incidence of the two ends, each with its band: they compete, so they are never added up."""
    names = view.comparison.names
    wide = min(4, len(names))
    figure = sheet(view.frame, 0.5 + 2.5 * rows_of(view.frame, len(names), wide), view.frame.say("ends_title"))
    grid = panels(view.frame, figure, len(names), wide)
    hundred_axis(grid[0])
    month_axis(grid[0], view.start, view.comparison.horizon, view.frame, ticks=2)
    for axes, name in zip(grid, names, strict=True):
        for end, colour, line in (("dissolved", DISSOLVED, "-"), ("completed", COMPLETED, "--")):
            _curve(view, axes, name, end, colour, line)
        axes.set_title(wrapped(view.labels[name], 19 if view.frame.narrow else 22))
        draw_pins(axes, view.pins, labelled=False)
        quiet(axes)
    entries = [(view.frame.say("dissolved"), DISSOLVED, "-"), (view.frame.say("completed"), COMPLETED, "--")]
    key(figure, entries + _pins_key(view), 1 if view.frame.narrow else 4)
    return figure
