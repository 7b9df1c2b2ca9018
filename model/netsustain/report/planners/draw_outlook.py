"""Figures of a network's outlook with no change: how long it lasts, and what gives way first."""

from __future__ import annotations

from typing import Any

from netsustain.diagnosis.outlook import Outlook
from netsustain.report.canvas import ALIVE, CONDITION_COLOURS, INK, Frame, sheet
from netsustain.report.marks import draw_pins, draw_transfers, hundred_axis, month_axis, note, pins, transfer_months
from netsustain.report.naming import of_hundred, whole
from netsustain.report.planners.draw_survey import interval, name, rows, say


def alive(found: Outlook, frame: Frame) -> Any:
    """Share of futures alive by month, with its band, and what happens on the way."""
    curve, scenario, horizon = found.comparison.curves, found.scenario, found.comparison.horizon
    figure = sheet(frame, 3.9, say(frame, "figure_alive_title"))
    axes = figure.subplots()
    axes.fill_between(curve["month"], curve["alive_low"], curve["alive_high"], color=ALIVE, alpha=0.18, linewidth=0)
    axes.plot(curve["month"], curve["alive"], color=ALIVE)
    draw_transfers(axes, transfer_months(scenario, horizon))
    draw_pins(axes, pins(scenario, frame.lang, horizon), labelled=not frame.narrow)
    hundred_axis(axes)
    month_axis(axes, scenario.start, horizon, frame, ticks=4 if frame.narrow else 6)
    note(axes, say(frame, "figure_alive_axis"))
    return figure


def first(found: Outlook, frame: Frame) -> Any:
    """Of a hundred futures, in how many each condition gives way first."""
    table = found.first[found.first["share"] > 0]
    figure, axes = rows(frame, [name(frame, each) for each in table["condition"]], say(frame, "figure_first_title"))
    for place, row in enumerate(table.to_dict("records")):
        colour = CONDITION_COLOURS[row["condition"]]
        axes.hlines(place, 0, 100 * row["share"], color=colour, linewidth=9, zorder=2)
        interval(axes, place, 100 * row["share_low"], 100 * row["share_high"], INK)
        axes.plot(100 * row["share"], place, "o", color=INK, markersize=6, zorder=3)
        axes.annotate(whole(of_hundred(row["share"])), (100 * row["share_high"], place), xytext=(7, 0),
                      textcoords="offset points", va="center", fontsize=10.5, fontweight="bold", color=INK)  # fmt: skip
    axes.set_xlim(0, min(105.0, 100 * float(table["share_high"].max()) * 1.15 + 4))
    axes.set_xlabel(say(frame, "figure_futures_axis"))
    return figure
