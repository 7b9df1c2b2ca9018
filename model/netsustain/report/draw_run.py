"""One network, month by month: who took part, what it lived on, its seven conditions, what happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from netsustain.health.series import CONDITIONS
from netsustain.messages import text
from netsustain.report.canvas import BEST, CONDITION_COLOURS, DISSOLVED, INK, SERIES, TRANSFERS, Frame, sheet
from netsustain.report.marks import (
    Pin,
    draw_pins,
    draw_transfers,
    key,
    month_axis,
    note,
    panels,
    pin_entries,
    quiet,
    rows_of,
    transfer_months,
)
from netsustain.report.naming import calendar_month, title, wrapped


@dataclass(frozen=True)
class OneRun:
    """One network's monthly series, its row of ``runs``, and the events on its timeline."""

    scenario: Any
    months: pd.DataFrame
    run: pd.Series
    pins: list[Pin]
    frame: Frame

    @property
    def horizon(self) -> int:
        """Months simulated and shown."""
        return int(self.scenario.months)

    @property
    def shown(self) -> pd.DataFrame:
        """The months up to the horizon."""
        return self.months[self.months["month"] <= self.horizon]

    @property
    def seen(self) -> list[Pin]:
        """The events the network lived to see."""
        return [pin for pin in self.pins if self.end is None or pin.month <= self.end]

    @property
    def transfers(self) -> list[int]:
        """The annual months of transfers that the network lived to see."""
        months = transfer_months(self.scenario, self.horizon)
        return [month for month in months if self.end is None or month <= self.end]

    @property
    def name(self) -> str:
        """The scenario's title, in two lines where it is long."""
        return wrapped(title(self.scenario, self.frame.lang), 34 if self.frame.narrow else 70)

    @property
    def end(self) -> int | None:
        """First month no longer alive, if it ended by the horizon."""
        month = self.run["end_month"]
        return int(month) if pd.notna(month) and month <= self.horizon else None


def timeline(one: OneRun) -> Any:
    """Events as pins above, active members and staff-days below, on one axis of months."""
    figure = sheet(one.frame, 5.6 + 0.5 * one.frame.narrow, one.name)
    events, members, money = figure.subplots(3, 1, sharex=True, height_ratios=(1.1, 2, 2))
    _events(one, events)
    note(members, one.frame.say("active_members"))
    alive = one.shown[one.shown["alive"] > 0]
    members.stairs(alive["active_members"], range(len(alive) + 1), fill=True, color=BEST, alpha=0.35)
    money.plot(alive["month"] - 0.5, alive["income"], color=SERIES[2])
    money.plot(alive["month"] - 0.5, alive["need_days"], color=SERIES[1], linestyle="--")
    note(money, one.frame.say("resources"))
    for axes in (members, money):
        axes.set_ylim(bottom=0)
        _lines(one, axes)
        quiet(axes)
    month_axis(money, one.scenario.start, one.horizon, one.frame, ticks=3 if one.frame.narrow else 6)
    entries = [(one.frame.say("income"), SERIES[2], "-"), (one.frame.say("needed"), SERIES[1], "--")]
    key(figure, [*entries, *_transfers_key(one)], 1 if one.frame.narrow else 3)
    return figure


def _transfers_key(one: OneRun) -> list[tuple[str, str, str]]:
    return [(one.frame.say("transfers"), TRANSFERS, "-")] if one.transfers else []


def _events(one: OneRun, axes: Any) -> None:
    """Each event as a pin with its name, at three heights so that names do not run into each other."""
    axes.set_ylim(0, 1)
    axes.set_axis_off()
    draw_transfers(axes, one.transfers)
    marks = [(pin.month - 1, pin.label, INK) for pin in one.seen]
    if one.end is not None:
        how = one.frame.say(str(one.run["ended"]))
        when = calendar_month(one.scenario.start, one.end - 1, one.frame.lang)
        marks.append((one.end - 1, one.frame.say("ended_here", how=how, when=when), DISSOLVED))
    for place, (month, label, colour) in enumerate(marks):
        height = (0.78, 0.48, 0.18)[place % 3]
        right = month > 0.66 * one.horizon
        axes.plot([month, month], [-0.1, height], color=colour, linewidth=0.9, clip_on=False)
        axes.plot([month], [height], "o", color=colour, markersize=5, clip_on=False)
        axes.annotate(
            label, (month, height), xytext=(-7 if right else 7, 0), textcoords="offset points", va="center",
            ha="right" if right else "left", fontsize=10, color=colour,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )  # fmt: skip


def _lines(one: OneRun, axes: Any) -> None:
    draw_transfers(axes, one.transfers)
    draw_pins(axes, one.seen, labelled=False)
    if one.end is not None:
        axes.axvline(one.end - 1, color=DISSOLVED, linewidth=1.2)


def one_conditions(one: OneRun) -> Any:
    """The seven conditions, a panel each, with the events and the end."""
    number = len(CONDITIONS)
    height = 0.4 + 2.2 * rows_of(one.frame, number, 4)
    figure = sheet(one.frame, height, one.name)
    grid = panels(one.frame, figure, number, 4)
    grid[0].set_ylim(0, 1)
    grid[0].set_yticks([0, 0.5, 1])
    month_axis(grid[0], one.scenario.start, one.horizon, one.frame, ticks=2)
    shown = one.shown
    for axes, condition in zip(grid, CONDITIONS, strict=True):
        level = shown[condition].where(shown["alive"] > 0)
        axes.plot(shown["month"] - 0.5, level, color=CONDITION_COLOURS[condition])
        axes.set_title(text(f"conditions.{condition}_short", one.frame.lang))
        _lines(one, axes)
        quiet(axes)
    entries = [*_transfers_key(one), *pin_entries(one.seen, one.scenario.start, one.frame.lang)]
    if entries:
        key(figure, entries, 1 if one.frame.narrow else 3)
    return figure
