"""Marks figures share: the axis of months, events as pins, labels beside lines, networks of a hundred."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from netsustain.messages import text
from netsustain.report.canvas import GRID, OTHER, SOFT, TRANSFERS, Frame
from netsustain.report.naming import calendar_month


@dataclass(frozen=True)
class Pin:
    """Something on the timeline: what happened, and in which month."""

    month: int
    kind: str
    label: str


def pins(scenario: Any, lang: str, horizon: int) -> list[Pin]:
    """The dated events of a scenario's timeline up to the horizon, by month."""
    found = []
    for event in getattr(scenario, "events", ()):
        month = int(event.month(scenario.start))
        if month <= horizon:
            found.append(Pin(month, event.kind, event_label(event, lang)))
    return sorted(found, key=lambda pin: pin.month)


def transfer_months(scenario: Any, horizon: int) -> list[int]:
    """Months in which leaders can move of their own accord, where that is once a year (K6); none otherwise."""
    rules = getattr(getattr(scenario, "parameters", None), "leadership", None)
    if rules is None or rules.annual_window < 0.5 or rules.transfer_probability <= 0:
        return []
    first = int(str(scenario.start).split("-")[1])
    wanted = int(rules.window_month)
    return [month for month in range(1, horizon + 1) if (first - 1 + month - 1) % 12 + 1 == wanted]


def event_label(event: Any, lang: str) -> str:
    """What happens; for a budget, the level it goes to, which matters more than that it changes."""
    level = getattr(event.action, "level", None)
    if event.kind == "budget" and level is not None:
        return text("events.budget_level", lang, percent=round(100 * level))
    return str(getattr(event, f"label_{lang}"))


def shared_pins(scenarios: dict[str, Any], lang: str, horizon: int) -> list[Pin]:
    """The events every scenario has: what all of them had to live through."""
    timelines = [pins(scenario, lang, horizon) for scenario in scenarios.values()]
    return [pin for pin in timelines[0] if all(pin in timeline for timeline in timelines[1:])]


def month_axis(axes: Any, start: str, horizon: int, frame: Frame, *, ticks: int = 6) -> None:
    """Months since the start, each tick with the calendar month that begins there.

    Month m of a run lies between m − 1 and m.
    """
    step = _tick_step(horizon, ticks)
    places = list(range(0, horizon + 1, step))
    written = [calendar_month(start, month, frame.lang, short=frame.narrow) for month in places]
    axes.set_xlim(0, horizon)
    axes.set_xticks(places, [f"{month}\n{said}" for month, said in zip(places, written, strict=True)])


def _tick_step(horizon: int, ticks: int) -> int:
    """Months between ticks: whole years, ending on the horizon if a like number of ticks allows it."""
    if horizon <= 18:
        return max(1, horizon // ticks)
    years = range(12, horizon + 1, 12)
    even = [step for step in years if horizon % step == 0 and ticks / 2 <= horizon / step <= 1.5 * ticks]
    return min(even or years, key=lambda step: abs(horizon / step - ticks))


def hundred_axis(axes: Any) -> None:
    """Shares as networks of 100."""
    axes.set_ylim(0, 1)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100"])


def draw_pins(axes: Any, events: list[Pin], *, labelled: bool = True) -> None:
    """A thin line at each event; its label stands above the axes, clear of the curves."""
    for pin in events:
        axes.axvline(pin.month - 1, color=SOFT, linewidth=0.9, linestyle=(0, (2, 2)), zorder=1)
        if labelled:
            axes.annotate(
                pin.label, (pin.month - 1, 1), xycoords=("data", "axes fraction"), xytext=(0, 3),
                textcoords="offset points", fontsize=9.5, color=SOFT, va="bottom", ha="left",
            )  # fmt: skip


def beside(axes: Any, labels: list[tuple[float, str, str]], x: float, *, gap: float = 0.075) -> None:
    """Labels to the right of line ends, pushed apart so that none covers another.

    Parameters
    ----------
    labels
        (height of the line's end, text, colour).
    gap
        Least distance between two labels, as a share of the axis.
    """
    low, high = axes.get_ylim()
    ordered = sorted(labels)
    heights = spread([height for height, _, _ in ordered], gap * (high - low), low, high)
    for (_, said, colour), height in zip(ordered, heights, strict=True):
        axes.annotate(
            said, (x, height), xytext=(7, 0), textcoords="offset points", color=colour, va="center",
            ha="left", fontsize=10.5, fontweight="bold", annotation_clip=False, linespacing=1.0,
        )  # fmt: skip


def spread(heights: list[float], least: float, low: float, high: float) -> list[float]:
    """The heights (ascending) moved as little as keeps them at least so far apart and inside the axis."""
    moved: list[float] = []
    for height in heights:
        moved.append(max(height, moved[-1] + least) if moved else max(height, low))
    ceiling = high
    for place in range(len(moved) - 1, -1, -1):
        moved[place] = min(moved[place], ceiling)
        ceiling = moved[place] - least
    return moved


def draw_transfers(axes: Any, months: list[int]) -> None:
    """A thin line at each annual month of transfers, behind everything."""
    for month in months:
        axes.axvline(month - 1, color=TRANSFERS, linewidth=0.9, alpha=0.6, zorder=0.9)


def key(figure: Any, entries: list[tuple[str, str, str]], columns: int) -> None:
    """A row of coloured words under the panels that names lines: (label, colour, dashes)."""
    from matplotlib.lines import Line2D

    styles: list[dict[str, Any]] = [{"color": colour, "linestyle": line} for _, colour, line in entries]
    handles = [Line2D([], [], linewidth=2, **style) for style in styles]
    legend = figure.legend(
        handles, [label for label, _, _ in entries], loc="outside lower left", frameon=False, ncols=columns,
        fontsize=10.5, handlelength=2.2,
    )  # fmt: skip
    for written, (_, colour, _) in zip(legend.get_texts(), entries, strict=True):
        written.set_color(SOFT if colour == OTHER else colour)


def interval(axes: Any, place: float, ends: dict[str, float], colour: str, *, upright: bool = False) -> None:
    """A thick bar for the part that is chance, and a thin line to the ends of the whole interval.

    Parameters
    ----------
    place
        Where the bar stands on the other axis.
    ends
        ``low_chance``, ``high_chance``, ``low``, ``high``.
    """
    draw = axes.vlines if upright else axes.hlines
    draw(place, ends["low_chance"], ends["high_chance"], color=colour, linewidth=5, alpha=0.28, zorder=2)
    if (ends["low"], ends["high"]) != (ends["low_chance"], ends["high_chance"]):
        draw(place, ends["low"], ends["high"], color=colour, linewidth=1.3, alpha=0.85, zorder=2)


def interval_handles(frame: Frame) -> tuple[list[Any], list[str]]:
    """Samples of the thick and the thin part of an interval, and what they are."""
    from matplotlib.lines import Line2D

    samples = [Line2D([], [], color=SOFT, linewidth=5, alpha=0.28), Line2D([], [], color=SOFT, linewidth=1.3)]
    return samples, [frame.say("chance_part"), frame.say("both_parts")]


def interval_key(figure: Any, frame: Frame) -> None:
    """Says what the parts of an interval are, below the panels."""
    figure.legend(
        *interval_handles(frame), loc="outside lower left", frameon=False, ncols=1 if frame.narrow else 2,
        fontsize=10.5, handlelength=2.2, labelcolor=SOFT,
    )  # fmt: skip


def pin_entries(events: list[Pin], start: str, lang: str) -> list[tuple[str, str, str]]:
    """Entries of a key for events that are drawn without a label."""
    return [(f"{pin.label}, {calendar_month(start, pin.month - 1, lang)}", SOFT, ":") for pin in events]


def note(axes: Any, said: str) -> None:
    """What the vertical axis measures, written level above it: turned Thai is hard to read."""
    axes.set_title(said, fontsize=10.5, fontweight="normal", color=SOFT)


def panels(frame: Frame, figure: Any, number: int, wide: int, *, share_heights: bool = True) -> list[Any]:
    """Small multiples on one axis of months, ``wide`` in a row where there is room; empty places hidden."""
    columns = min(2, wide) if frame.narrow else wide
    grid = figure.subplots(-(-number // columns), columns, sharex=True, sharey=share_heights, squeeze=False)
    for axes in grid.flat[number:]:
        axes.set_axis_off()
    for axes in grid.flat[:number]:  # no axis labels: spares matplotlib looking for room for them
        axes.xaxis.set_label_coords(0.5, 0)
        axes.yaxis.set_label_coords(0, 0.5)
    for axes in grid.flat[max(0, number - columns) : number]:
        axes.tick_params(labelbottom=True)  # also above an empty place
    return list(grid.flat[:number])


def rows_of(frame: Frame, number: int, wide: int) -> int:
    """Rows of so many small multiples."""
    return -(-number // (min(2, wide) if frame.narrow else wide))


def quiet(axes: Any) -> None:
    """No frame but the baseline: the grid carries the reading."""
    axes.spines["left"].set_visible(False)
    axes.grid(axis="y", color=GRID)
