"""Figures of ``kind: value_of_information``: what each piece of information is worth, and where choices switch."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pandas as pd

from netsustain.exploration.answer import Answer, Column, Shown
from netsustain.exploration.information.form import ValueOfInformation
from netsustain.exploration.kinds.value_of_information import SWITCHING, WORTH
from netsustain.exploration.outcomes import OUTCOMES
from netsustain.exploration.reading import Asked
from netsustain.report.canvas import BEST, FAINT, GRID, INK, SOFT, Frame, sheet
from netsustain.report.experiments.information_curves import switching
from netsustain.report.experiments.words import ExperimentWords
from netsustain.report.forms import number
from netsustain.report.naming import wrapped

MOST_BARS = 14


def unit(asked: Asked, words: ExperimentWords) -> str:
    """The unit of values, as a plain word."""
    experiment = asked.experiment
    assert isinstance(experiment, ValueOfInformation)
    key = f"unit_plain_{OUTCOMES[experiment.of].unit}"
    return words.say(key if words.has(key) else "unit_plain_other")


def worth(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """A bar a piece of information, with its interval, over what chance gives."""
    words = ExperimentWords(asked, frame.lang)
    rows = answer.tables["summary"].head(MOST_BARS)
    tall = 0.72 if frame.narrow else 0.46
    figure = sheet(frame, tall * len(rows) + 1.2, words.say("figure_worth_title"))
    axes = figure.subplots()
    for place, row in enumerate(rows.to_dict("records")):
        _bar(axes, words, row, place, frame)
    if not frame.narrow:
        axes.set_yticks(range(len(rows)), [wrapped(_name(words, row), 44) for row in rows.to_dict("records")])
        axes.tick_params(axis="y", labelsize=11, labelcolor=INK)
    else:
        axes.set_yticks([])
    axes.set_ylim(len(rows) - 0.5, -0.75 if frame.narrow else -0.6)
    axes.set_xlim(0, 1.12 * max(rows["high"].max(), rows["value"].max(), 1e-9))
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(words.say("figure_worth_axis", unit=unit(asked, words)), color=SOFT)
    _key(figure, words)
    return figure


def _name(words: ExperimentWords, row: dict[str, Any]) -> str:
    return words.say("figure_worth_everything") if row["what"] == "everything" else words.factor(str(row["name"]))


def _bar(axes: Any, words: ExperimentWords, row: dict[str, Any], place: int, frame: Frame) -> None:
    height = 0.34 if frame.narrow else 0.52
    if math.isfinite(row["floor"]):
        axes.barh(place, row["floor"], height=0.4 if frame.narrow else 0.86, color=GRID, zorder=1)
    colour = INK if row["what"] == "everything" else BEST if row["verdict"] == "worth" else FAINT
    axes.barh(place, row["value"], height=height, color=colour, zorder=2)
    axes.hlines(place, row["low"], row["high"], color=SOFT, linewidth=1.4, zorder=3)
    end = max(row["value"], row["high"])
    axes.annotate(number(row["value"]), (end, place), xytext=(5, 0), textcoords="offset points", va="center",
                  fontsize=10, fontweight="bold" if row["verdict"] == "worth" else "normal", color=INK)  # fmt: skip
    if frame.narrow:
        axes.annotate(wrapped(_name(words, row), 46, 1), (0, place - height / 2), xytext=(2, 2), fontsize=10, color=INK,
                      textcoords="offset points", va="bottom")  # fmt: skip


def _key(figure: Any, words: ExperimentWords) -> None:
    from matplotlib.patches import Patch

    entries = [(BEST, "word_worth"), (FAINT, "word_not_told"), (GRID, "figure_worth_floor")]
    handles = [Patch(color=colour) for colour, _ in entries]
    figure.legend(handles, [words.say(key) for _, key in entries], loc="outside lower left", frameon=False,
                  ncols=3 if words.lang == "en" else 2, fontsize=10.5, labelcolor=SOFT)  # fmt: skip


FIGURES: dict[str, Callable[[Asked, Answer, Frame], Any]] = {"worth": worth, "switching": switching}


def shows(asked: Asked, answer: Answer) -> list[str]:
    """Curves only where there are some."""
    return ["worth", "switching"] if len(answer.tables["curves"]) else ["worth"]


def _worth_numbers(asked: Asked, answer: Answer) -> Shown:
    """Every bar."""
    experiment = asked.experiment
    assert isinstance(experiment, ValueOfInformation)
    return Shown("heading_worth_other", WORTH, answer.tables["summary"], {"outcome": experiment.outcomes[0]})


def _switching_numbers(asked: Asked, answer: Answer) -> Shown:
    """Switching values where there are some, else the ends of the curves."""
    if len(answer.tables["switching"]):
        return Shown("heading_switching", SWITCHING, answer.tables["switching"])
    curves: pd.DataFrame = answer.tables["curves"]
    ends = curves.groupby(["factor", "scenario"], sort=False).agg(
        lowest=("over_best", "first"), highest=("over_best", "last")
    )
    columns = (
        Column("factor", "factor", "factor"), Column("scenario", "scenario", "scenario"),
        Column("over_lowest", "lowest", "signed"), Column("over_highest", "highest", "signed"),
    )  # fmt: skip
    return Shown("heading_switching", columns, ends.reset_index())


NUMBERS = {"worth": _worth_numbers, "switching": _switching_numbers}
