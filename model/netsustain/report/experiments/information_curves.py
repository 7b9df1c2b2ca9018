"""What each scenario brings along the range of a factor, over the choice without knowing it, and where it switches."""

from __future__ import annotations

from typing import Any

import pandas as pd

from netsustain.exploration.answer import Answer, Formed
from netsustain.exploration.discovery.telling import factor_form
from netsustain.exploration.information.telling import SURE
from netsustain.exploration.reading import Asked
from netsustain.report.canvas import FAINT, GRID, INK, SERIES, SOFT, Frame, sheet
from netsustain.report.experiments.words import ExperimentWords
from netsustain.report.marks import key, note
from netsustain.report.naming import wrapped

MOST_PANELS = 4


def switching(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """A panel a factor; lines of the scenarios that are best somewhere in colour, the others grey."""
    from netsustain.report.experiments.value_of_information import unit

    words, curves = ExperimentWords(asked, frame.lang), answer.tables["curves"]
    factors = _first(answer)
    colours = _colours(curves[curves["factor"].isin(factors)], asked)
    wide = 1 if frame.narrow else min(2, len(factors))
    tall = -(-len(factors) // wide)
    figure = sheet(frame, 2.9 * tall + 1.0, words.say("figure_switching_title"))
    grid = figure.subplots(tall, wide, squeeze=False, sharey=True)
    for axes in grid.flat[len(factors) :]:
        axes.set_axis_off()
    for axes, name in zip(grid.flat, factors, strict=False):
        _panel(axes, words, answer, name, colours)
        note(axes, words.say("figure_switching_axis", unit=unit(asked, words)))
    named = [(words.label(name), colour, "-") for name, colour in colours.items() if colour != FAINT]
    key(figure, named, 1 if frame.narrow else 3)
    return figure


def _first(answer: Answer) -> list[str]:
    """Factors in the order of what knowing them is worth."""
    drawn = set(answer.tables["curves"]["factor"])
    return [name for name in answer.tables["summary"]["name"] if name in drawn][:MOST_PANELS]


def _colours(curves: pd.DataFrame, asked: Asked) -> dict[str, str]:
    """A colour for every scenario that is the best at some value of some factor."""
    best = curves.loc[curves.groupby(["factor", "value"])["over_best"].idxmax(), "scenario"]
    told = [name for name in asked.scenarios if (best == name).any()][: len(SERIES)]
    return {name: SERIES[told.index(name)] if name in told else FAINT for name in asked.scenarios}


def _panel(axes: Any, words: ExperimentWords, answer: Answer, name: str, colours: dict[str, str]) -> None:
    curves, switches = answer.tables["curves"], answer.tables["switching"]
    own = curves[curves["factor"] == name]
    for scenario, colour in sorted(colours.items(), key=lambda each: each[1] != FAINT):
        line = own[own["scenario"] == scenario]
        axes.plot(line["value"], line["over_best"], color=colour, linewidth=1.2 if colour == FAINT else 2.2)
    factor = next(each for each in words.asked.factors if each.name == name)
    for row in switches[(switches["factor"] == name) & (switches["seen"] >= SURE)].to_dict("records"):
        axes.axvspan(row["low"], row["high"], color=GRID, zorder=0)
        axes.axvline(row["at"], color=INK, linewidth=1.1, linestyle=(0, (4, 3)))
        said = words.number(Formed(row["at"], factor_form(factor)))
        axes.annotate(said, (row["at"], 1), xycoords=("data", "axes fraction"), xytext=(3, -3),
                      textcoords="offset points", va="top", fontsize=10, fontweight="bold", color=INK)  # fmt: skip
    axes.set_xlim(factor.low, factor.high)
    axes.set_xlabel(wrapped(words.factor(name), 52, 2), color=SOFT, fontsize=10.5)
    axes.tick_params(labelbottom=True)
    if factor_form(factor) == "share":
        axes.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
