"""Figures of replicates: how the headline settles down, or how precise so many replicates of a draw are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.answer import Answer, Column, Shown
from netsustain.exploration.reading import Asked
from netsustain.report.canvas import BEST, INK, REFERENCE, SERIES, SOFT, Frame, sheet
from netsustain.report.experiments.marks import headline, is_share, line_key, scale, wide
from netsustain.report.experiments.words import ExperimentWords
from netsustain.report.marks import note, panels, rows_of
from netsustain.report.naming import wrapped

MOST_PANELS = 6
"""Differences that are drawn; the table has all."""
MOST_WIDTHS = 4
"""Scenarios whose half widths are drawn."""
FIRST_DRAWN = 10
"""Means of fewer replicates than this would stretch the axis to no use."""
SHOWN = (10, 30, 100, 300, 1000, 3000, 10_000, 100_000)


def shows(asked: Asked, answer: Answer) -> list[str]:
    """Running means where replicates have an order, half widths where there are several draws."""
    wanted = "running" if "running" in answer.tables else "widths"
    return [wanted] if wanted == "running" or "precision" in answer.tables else []


# ---- settling down --------------------------------------------------------------------------------


def running(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """A panel a difference: the running mean, its interval, the width wanted and where one may stop."""
    words, table = ExperimentWords(asked, frame.lang), answer.tables["running"]
    names = list(dict.fromkeys(table["scenario"]))[:MOST_PANELS]
    columns = 1 if len(names) == 1 else 3 if len(names) > 4 else 2
    rows = rows_of(frame, len(names), columns)
    figure = sheet(frame, 1.2 + (3.4 if rows == 1 else 2.3) * rows, words.say("figure_running_title"))
    for axes, name in zip(panels(frame, figure, len(names), columns, share_heights=False), names, strict=True):
        _panel(axes, table[table["scenario"] == name], scale(asked))
        axes.set_title(wrapped(words.label(name), 26 if frame.narrow or columns > 1 else 80), fontsize=10.5)
    figure.supxlabel(words.say("figure_running_axis"), fontsize=10.5, color=SOFT)
    what = str(table["what"].iloc[0])
    up = words.say(f"figure_running_up_{what}", outcome=headline(asked), reference=next(iter(asked.scenarios)))
    figure.get_axes()[0].annotate(
        wrapped(up, wide(frame)), (0, 1), xycoords="axes fraction", xytext=(0, 26), textcoords="offset points",
        fontsize=10, color=SOFT, va="bottom",
    )  # fmt: skip
    return figure


def _panel(axes: Any, own: pd.DataFrame, times: float) -> None:
    drawn = own[own["replicates"] >= min(FIRST_DRAWN, own["replicates"].max())]
    numbers, last = drawn["replicates"], own.iloc[-1]
    axes.fill_between(numbers, times * drawn["low"], times * drawn["high"], color=BEST, alpha=0.18, linewidth=0)
    axes.plot(numbers, times * drawn["value"], color=BEST)
    for side in (-1, 1):
        axes.axhline(times * (last["value"] + side * last["wanted"]), color=INK, linewidth=0.9, linestyle="--")
    for stop in own.loc[own["enough"], "replicates"]:
        axes.axvline(stop, color=SERIES[1], linewidth=1.4)
        axes.annotate(f"{stop:,}", (stop, 1), xycoords=("data", "axes fraction"), xytext=(3, -2), color=SERIES[1],
                      textcoords="offset points", va="top", fontsize=10, fontweight="bold")  # fmt: skip
    axes.set_xscale("log")
    _plain_ticks(axes, float(numbers.min()), float(numbers.max()))


def _plain_ticks(axes: Any, low: float, high: float) -> None:
    """Numbers of replicates as people write them."""
    shown = [number for number in SHOWN if low <= number <= high]
    axes.set_xticks(shown, [f"{number:,}" for number in shown])
    axes.set_xticks([], minor=True)


def _running_values(asked: Asked, answer: Answer) -> dict[str, Any]:
    table = answer.tables["running"]
    stop = "figure_running_stop" if table["enough"].any() else "figure_running_no_stop"
    quantity = f"figure_running_{table['what'].iloc[0]}"
    return {"outcome": headline(asked), "text_stop": stop, "text_quantity": quantity}


def _running_numbers(asked: Asked, answer: Answer) -> Shown:
    """The running mean at round numbers of replicates."""
    table = answer.tables["running"]
    made = int(table["replicates"].max())
    near = {int(table["replicates"][(table["replicates"] - number).abs().idxmin()]) for number in (*SHOWN, made)}
    few = table[table["replicates"].isin(near) | table["enough"]]
    columns = (
        Column("replicates", "replicates", "whole"), Column("scenario", "scenario", "scenario"),
        Column("enough_mean", "value", "share" if is_share(asked) else "number", "low", "high"),
        Column("half_width", "half_width", "of_hundred" if is_share(asked) else "half"),
    )  # fmt: skip
    return Shown("figure_running_title", columns, few)


# ---- half widths ----------------------------------------------------------------------------------


def widths(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """Half width by number of replicates, both on logarithmic scales."""
    words, outcome, times = ExperimentWords(asked, frame.lang), headline(asked), scale(asked)
    table = answer.tables["precision"]
    table = table[table["outcome"] == outcome]
    figure = sheet(frame, 4.8 if frame.narrow else 4.4, words.say("figure_widths_title"))
    axes, entries = figure.subplots(), []
    for place, name in enumerate(list(asked.scenarios)[:MOST_WIDTHS]):
        colour = REFERENCE if place == 0 else SERIES[(place - 1) % len(SERIES)]
        for what, line in (("mean", "--"), ("difference", "-")):
            own = table[(table["scenario"] == name) & (table["what"] == what)]
            if not own.empty and (own["half_width"] > 0).any():
                axes.plot(own["replicates"], times * own["half_width"], color=colour, linestyle=line)
                entries.append((f"{words.label(name)} ({words.say(f'word_{what}')})", colour, line))
    axes.set_xscale("log")
    axes.set_yscale("log")
    _plain_ticks(axes, float(table["replicates"].min()), float(table["replicates"].max()))
    _plain_heights(axes)
    note(axes, words.say("figure_widths_up", outcome=outcome))
    axes.set_xlabel(words.say("figure_widths_axis"))
    line_key(figure, entries, frame)
    return figure


def _plain_heights(axes: Any) -> None:
    """Heights of a logarithmic axis at 1, 2 and 5 times powers of ten, written plainly."""
    low, high = axes.get_ylim()
    powers = 10.0 ** np.arange(np.floor(np.log10(low)), np.ceil(np.log10(high)) + 1)
    marks = [mark for power in powers for mark in (power, 2 * power, 5 * power) if low <= mark <= high]
    axes.set_yticks(marks, [f"{mark:g}" for mark in marks])
    axes.set_yticks([], minor=True)


def _widths_values(asked: Asked, answer: Answer) -> dict[str, Any]:
    return {"outcome": headline(asked)}


FIGURES = {"running": running, "widths": widths}
NUMBERS = {"running": _running_numbers}
VALUES = {"running": _running_values, "widths": _widths_values}
