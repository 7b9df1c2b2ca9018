"""Figures of a branch: how many networks live before and after it, what each policy brings, and to whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.answer import Answer
from netsustain.exploration.branches.form import NOTHING, Branch
from netsustain.exploration.branches.telling import best
from netsustain.exploration.reading import Asked
from netsustain.messages import text
from netsustain.report.canvas import BEST, INK, OTHER, REFERENCE, SERIES, SOFT, Frame, sheet
from netsustain.report.experiments.words import ExperimentWords
from netsustain.report.marks import beside, draw_pins, hundred_axis, key, month_axis, pins, quiet
from netsustain.report.naming import of_hundred, signed, whole, wrapped

COLOURED = len(SERIES)
"""Policies whose curves are told apart by colour; the others stay grey."""
THIRDS = {"low": "v", "middle": "o", "high": "^"}
THIRD_COLOURS = {"low": SERIES[1], "middle": SOFT, "high": BEST}


def _say(frame: Frame, name: str, **values: object) -> str:
    return text(f"branch.{name}", frame.lang, **values)


def _said(asked: Asked) -> Branch:
    assert isinstance(asked.experiment, Branch)
    return asked.experiment


# ---- before and after -----------------------------------------------------------------------------


def fan(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """Share alive up to the branch, then by policy; the policies that bring most in colour."""
    figure = sheet(frame, 4.6 if frame.narrow else 5.0, _say(frame, "figure_fan_title", **fan_values(asked, answer)))
    axes, (base,) = figure.subplots(), asked.scenarios.values()
    hundred_axis(axes)
    month_axis(axes, base.start, base.months, frame, ticks=3 if frame.narrow else 5)
    draw_pins(axes, pins(base, frame.lang, _said(asked).at), labelled=not frame.narrow)
    axes.axvline(_said(asked).at - 1, color=INK, linewidth=1.1, zorder=1)
    share = _share_branched(asked, answer)
    if not _said(asked).starts:
        earlier = answer.tables["before"]
        axes.plot(earlier["month"], earlier["alive"], color=REFERENCE, linewidth=2, drawstyle="steps-post")
    entries = _curves(asked, answer, frame, axes, share)
    if frame.narrow:
        key(figure, [(said.partition("  ")[2].replace("\n", " "), colour, "-") for _, said, colour in entries], 1)
    else:
        beside(axes, entries, base.months, gap=0.1)
    axes.set_xlabel(frame.say("months"))
    quiet(axes)
    return figure


def fan_values(asked: Asked, answer: Answer) -> dict[str, Any]:
    """What fills the title and the reading."""
    return {"at": _said(asked).at, "networks": int(answer.tables["summary"]["runs"].iloc[0])}


def _share_branched(asked: Asked, answer: Answer) -> float:
    """What a curve after the branch is a share of: all networks, or those that were chosen at the branch."""
    if _said(asked).starts:
        return 1.0
    of = int(answer.tables["before"]["of"].iloc[0])
    return float(answer.tables["summary"]["runs"].iloc[0]) / of if of else 1.0


def _curves(asked: Asked, answer: Answer, frame: Frame, axes: Any, share: float) -> list[tuple[float, str, str]]:
    """Draw every branch; returns the labels of those in colour."""
    names, table = asked.experiment.names(frame.lang), answer.tables["alive"]
    colours = _colours(answer.tables["summary"])
    entries = []
    for name in [*(each for each in names if each not in colours), *reversed(colours)]:
        curve = table[table["scenario"] == name]
        colour = colours.get(name, OTHER)
        axes.plot(
            curve["month"], share * curve["alive"], color=colour, linewidth=2 if name in colours else 1,
            drawstyle="steps-post", zorder=2 if name in colours else 1.5,
        )  # fmt: skip
        last = share * float(curve["alive"].iloc[-1])
        if name in colours:
            entries.append((last, f"{whole(of_hundred(last))}  {wrapped(names[name], 22)}", colour))
    return entries


def _colours(table: pd.DataFrame) -> dict[str, str]:
    """The branch without a policy, and the policies that surely bring most."""
    helps = table[table["sure"] & (table["gain"] > 0)].sort_values("gain", ascending=False, kind="stable")
    return {NOTHING: REFERENCE, **dict(zip(helps["scenario"].head(COLOURED), SERIES, strict=False))}


# ---- what each brings -----------------------------------------------------------------------------


def gains(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """Months that each policy adds, with 95 % intervals, the best on top; filled where the sign is sure."""
    table = answer.tables["summary"]
    rows = table[table["scenario"] != NOTHING].sort_values("gain", kind="stable", ignore_index=True)
    figure = sheet(frame, 1.2 + 0.5 * len(rows), _say(frame, "figure_gains_title"))
    axes, names = figure.subplots(), asked.experiment.names(frame.lang)
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)
    axes.axvline(0, color=INK, linewidth=0.9, zorder=1)
    for place, row in enumerate(rows.to_dict("records")):
        colour = (BEST if row["gain"] > 0 else SERIES[1]) if row["sure"] else SOFT
        axes.hlines(place, row["gain_low"], row["gain_high"], color=colour, linewidth=5, alpha=0.28, zorder=2)
        axes.plot([row["gain"]], [place], "o", color=colour, markersize=7, zorder=3,
                  markerfacecolor=colour if row["sure"] else "white")  # fmt: skip
        axes.annotate(signed(row["gain"]), (row["gain"], place), xytext=(0, 6), textcoords="offset points",
                      ha="center", va="bottom", fontsize=10, fontweight="bold", color=colour)  # fmt: skip
    axes.set_yticks(range(len(rows)), [wrapped(names[name], 16 if frame.narrow else 34) for name in rows["scenario"]])
    axes.set_ylim(-0.6, len(rows) - 0.3)
    axes.set_xlabel(wrapped(_say(frame, "axis_gain"), 26 if frame.narrow else 60))
    return figure


# ---- to whom --------------------------------------------------------------------------------------


def whom(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """Gain of the best policy in the networks low, middling and high in each condition at the branch."""
    policy, words = chosen(answer), ExperimentWords(asked, frame.lang)
    table = answer.tables["thirds"]
    table = table[table["scenario"] == policy]
    states = list(dict.fromkeys(table["state"]))[::-1]
    title = _say(frame, "figure_whom_title", policy=asked.experiment.names(frame.lang)[policy])
    figure = sheet(frame, 1.4 + 0.62 * len(states), title)
    axes = figure.subplots()
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)
    axes.axvline(0, color=INK, linewidth=0.9, zorder=1)
    for place, state in enumerate(states):
        for row in table[table["state"] == state].to_dict("records"):
            _third(axes, place, row)
    axes.set_yticks(range(len(states)), [wrapped(words.outcome(state), 18 if frame.narrow else 34) for state in states])
    axes.set_ylim(-0.6, len(states) - 0.4)
    axes.set_xlabel(wrapped(_say(frame, "axis_gain"), 26 if frame.narrow else 60))
    _third_key(figure, frame)
    return figure


def _third(axes: Any, place: float, row: dict[str, Any]) -> None:
    height = place + 0.22 * (list(THIRDS).index(row["third"]) - 1)
    colour = THIRD_COLOURS[row["third"]]
    axes.hlines(height, row["low"], row["high"], color=colour, linewidth=3, alpha=0.3, zorder=2)
    axes.plot([row["gain"]], [height], THIRDS[row["third"]], color=colour, markersize=6, zorder=3)


def _third_key(figure: Any, frame: Frame) -> None:
    from matplotlib.lines import Line2D

    handles = [Line2D([], [], color=THIRD_COLOURS[each], marker=mark, linestyle="") for each, mark in THIRDS.items()]
    figure.legend(
        handles, [_say(frame, f"third_{each}") for each in THIRDS], loc="outside lower left", frameon=False,
        ncols=1 if frame.narrow else 3, fontsize=10.5, labelcolor=SOFT,
    )  # fmt: skip


def chosen(answer: Answer) -> str:
    """The policy that surely brings most, or else the one of the largest estimate."""
    table = answer.tables["summary"]
    gained = table["gain"].fillna(-np.inf)
    return best(table) or str(table.loc[gained.idxmax(), "scenario"])


def whom_values(asked: Asked, answer: Answer) -> dict[str, Any]:
    """What fills the title and the reading."""
    return {"policy": chosen(answer)}


def shows(asked: Asked, answer: Answer) -> list[str]:
    """Nothing where no network reached the branch; not to whom, where there are too few to be divided."""
    if not answer.tables["summary"]["runs"].iloc[0]:
        return []
    return [name for name in FIGURES if name != "whom" or len(answer.tables["thirds"])]


FIGURES: dict[str, Callable[[Asked, Answer, Frame], Any]] = {"fan": fan, "gains": gains, "whom": whom}
VALUES = {"fan": fan_values, "whom": whom_values}
