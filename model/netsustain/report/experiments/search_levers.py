"""Figures of a policy search: what the named policies do, and whether the search had found what it would find."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.answer import Answer
from netsustain.exploration.reading import Asked
from netsustain.report.canvas import FAINT, INK, SERIES, SOFT, Frame, sheet
from netsustain.report.experiments.search_policies import colour_of, named_policies, title_of
from netsustain.report.experiments.words import ExperimentWords
from netsustain.report.marks import key, note
from netsustain.report.naming import wrapped


def levers(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """Doses of the named policies, a row a lever that one of them changes; the scenario's own dose hollow."""
    words, table = ExperimentWords(asked, frame.lang), changed_doses(answer)
    named = named_policies(answer.tables["summary"])
    if frame.narrow:
        return _levers_narrow(words, table, named, frame)
    figure = sheet(frame, 1.4 + 0.34 * len(table), title_of(words, asked, "levers"))
    grid = figure.subplots(1, len(named), sharey=True, squeeze=False)[0]
    rows = range(len(table))
    for axes, (letter, row) in zip(grid, named.items(), strict=True):
        now, dose = _places(table, table["now"]), _places(table, row[list(table["lever"])])
        axes.hlines(rows, np.minimum(now, dose), np.maximum(now, dose), color=FAINT, linewidth=2)
        axes.plot(now, rows, "o", color=SOFT, markerfacecolor="white", markersize=5)
        axes.plot(dose, rows, "o", color=colour_of(named, letter), markersize=6)
        axes.set_xlim(-0.15, 1.15)
        axes.set_xticks([])
        axes.set_title(letter, color=colour_of(named, letter), fontweight="bold", loc="center")
        axes.spines["left"].set_visible(False)
    grid[0].set_yticks(rows, [wrapped(words.factor(name), 62, 1) for name in table["lever"]], fontsize=9.5)
    grid[0].set_ylim(len(table) - 0.5, -0.5)
    return figure


def _levers_narrow(words: ExperimentWords, table: pd.DataFrame, named: dict[str, Any], frame: Frame) -> Any:
    """For a phone: all policies on one line a lever, one below the other where they meet, the lever's name above."""
    figure = sheet(frame, 1.0 + 0.62 * len(table))
    axes = figure.subplots()
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)
    axes.set_yticks([])
    axes.set_xticks([])
    now = _places(table, table["now"])
    axes.hlines(range(len(table)), 0, 1, color=FAINT, linewidth=0.9)
    axes.plot(now, range(len(table)), "o", color=SOFT, markerfacecolor="white", markersize=7, zorder=2)
    for number, (letter, row) in enumerate(named.items()):
        height = np.arange(len(table)) + 0.11 * (number - (len(named) - 1) / 2)
        axes.plot(_places(table, row[list(table["lever"])]), height, "o", color=colour_of(named, letter), markersize=5)
    for place, name in enumerate(table["lever"]):
        axes.annotate(wrapped(words.factor(name), 46, 1), (-0.02, place - 0.36), fontsize=9, va="bottom", color=INK)
    axes.set_ylim(len(table) - 0.4, -1.0)
    axes.set_xlim(-0.05, 1.05)
    key(figure, [(letter, colour_of(named, letter), "-") for letter in named], 6)
    return figure


def _places(table: pd.DataFrame, values: pd.Series) -> np.ndarray:
    """Where doses lie in the range of their lever, 0 to 1."""
    low, wide = table["low"].to_numpy(), (table["high"] - table["low"]).to_numpy()
    return np.asarray((values.astype(float).to_numpy() - low) / wide)


def changed_doses(answer: Answer) -> pd.DataFrame:
    """Levers that are doses, and that a named policy sets to something else than the scenario."""
    table, rows = answer.tables["levers"], answer.tables["summary"]
    doses = table[table["choices"] == ""].copy()
    named = rows[rows["letter"] != ""]
    pairs = zip(doses["lever"], doses["now"], strict=True)
    moved = [bool((named[lever].astype(float) != float(now)).any()) for lever, now in pairs]
    return doses[moved].reset_index(drop=True)


def trace(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """Hypervolume of the best so far by generation, as a share of the last."""
    words, table = ExperimentWords(asked, frame.lang), answer.tables["trace"]
    figure = sheet(frame, 3.0, title_of(words, asked, "trace"))
    axes = figure.subplots()
    axes.plot(table["generation"], 100 * table["share"], color=SERIES[0], marker="o", markersize=3.5)
    axes.set_ylim(0, 105)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_xlabel(words.say("axis_generation"))
    note(axes, words.say("axis_share"))
    return figure
