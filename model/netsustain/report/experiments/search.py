"""Figures of ``kind: search``: what money buys, what policies trade, what they do, and whether the search was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.answer import Answer
from netsustain.exploration.reading import Asked
from netsustain.exploration.search.form import PolicySearch
from netsustain.exploration.search.objectives import PLANNED
from netsustain.report.canvas import FAINT, INK, OTHER, REFERENCE, SERIES, SOFT, Frame, sheet
from netsustain.report.experiments.words import Words
from netsustain.report.forms import FORMS
from netsustain.report.marks import key, note, spread
from netsustain.report.naming import wrapped

COLOURS = (*SERIES, "#b0853f", "#5b6872")
"""Of the policies that have a name, the cheapest first."""


def front(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """Headline against planned cost: named policies with intervals, the rest as dots, references hollow."""
    words, rows = Words(asked, frame.lang), answer.tables["summary"]
    headline = _form(asked).objectives[0].objective
    named = _named(rows)
    figure = sheet(frame, 4.4 + 0.27 * _key_rows(frame, len(named)), _title(words, asked, "front"))
    axes = figure.subplots()
    axes.grid(axis="both")
    own = rows["scenario"] == ""
    axes.plot(*_of(rows[own], headline.name), "o", color=OTHER, markersize=5, zorder=2)
    _steps(axes, rows[rows["on_front"]], headline.name, headline.aim)
    _references(axes, rows[~own], headline.name, words, frame)
    for letter, row in named.items():
        colour = _colour(named, letter)
        axes.vlines(row[PLANNED], row[f"{headline.name}_low"], row[f"{headline.name}_high"], color=colour, alpha=0.3,
                    linewidth=5, zorder=3)  # fmt: skip
        axes.plot([row[PLANNED]], [row[headline.name]], "o", color=colour, markersize=8, zorder=5)
        axes.annotate(letter, (row[PLANNED], row[headline.name]), xytext=(7, 5), textcoords="offset points",
                      color=colour, fontweight="bold", fontsize=11, zorder=6)  # fmt: skip
    _budget(axes, asked, words)
    axes.set_xlabel(words.say("axis_planned"))
    note(axes, words.say(f"column_{headline.name}"))
    key(figure, [(_called(words, named, letter), _colour(named, letter), "-") for letter in named],
        1 if frame.narrow else 2)  # fmt: skip
    return figure


def _steps(axes: Any, rows: pd.DataFrame, name: str, aim: int) -> None:
    """The best headline that can be had for at most so much."""
    ordered = rows.sort_values([PLANNED, name], ascending=[True, aim < 0], kind="stable")
    cost, value = ordered[PLANNED].to_numpy(), ordered[name].to_numpy()
    best = np.maximum.accumulate(aim * value) * aim if len(value) else value
    axes.plot(cost, best, drawstyle="steps-post", color=FAINT, linewidth=1.4, zorder=1)


def _references(axes: Any, rows: pd.DataFrame, name: str, words: Words, frame: Frame) -> None:
    """Hollow squares; on a wide sheet their labels stand in a column of their own, each tied to its mark."""
    axes.plot(*_of(rows, name), "s", color=REFERENCE, markerfacecolor="white", markersize=6.5, zorder=4)
    if frame.narrow:
        return
    low, high = axes.get_ylim()
    left, right = axes.get_xlim()
    axes.set_xlim(left, right + 0.38 * (right - left))
    ordered = rows.sort_values(name, kind="stable")
    heights = spread([float(value) for value in ordered[name]], 0.075 * (high - low), low, high)
    for (_, row), height in zip(ordered.iterrows(), heights, strict=True):
        axes.annotate(
            wrapped(words.label(row["scenario"]), 30, 1), (row[PLANNED], row[name]),
            xytext=(right + 0.06 * (right - left), height), fontsize=9.5, color=SOFT, va="center", ha="left", zorder=4,
            arrowprops={"arrowstyle": "-", "color": FAINT, "linewidth": 0.7, "shrinkB": 4, "relpos": (0, 0.5)},
        )  # fmt: skip


def _budget(axes: Any, asked: Asked, words: Words) -> None:
    budget = _form(asked).budget
    if budget is None:
        return
    axes.axvline(budget, color=SOFT, linewidth=0.9, linestyle=(0, (2, 2)), zorder=1)
    axes.annotate(
        words.say("axis_budget"), (budget, 0), xycoords=("data", "axes fraction"), xytext=(4, 4),
        textcoords="offset points", fontsize=9.5, color=SOFT,
    )  # fmt: skip


# ---- parallel coordinates -------------------------------------------------------------------------


def tradeoffs(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """Parallel coordinates of the front: an axis an objective, up is better, named policies in colour."""
    words, rows = Words(asked, frame.lang), answer.tables["summary"]
    named, objectives = _named(rows), [each.objective for each in _form(asked).objectives]
    figure = sheet(frame, 4.4 + 0.27 * _key_rows(frame, len(named)), _title(words, asked, "tradeoffs"))
    axes = figure.subplots()
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)
    axes.set_yticks([])
    shown = rows[rows["on_front"] | (rows["letter"] != "")]
    places = np.arange(len(objectives))
    heights = np.column_stack([_height(shown, each.name, each.aim, shown) for each in objectives])
    for (_, row), height in zip(shown.iterrows(), heights, strict=True):
        marked = row["letter"] != ""
        colour = _colour(named, row["letter"]) if marked else OTHER
        axes.plot(places, height, "-", color=colour, linewidth=2.4 if marked else 0.9, zorder=4 if marked else 2,
                  alpha=1 if marked else 0.8)  # fmt: skip
    _axes_of(axes, shown, objectives, words, frame)
    _letters_beside(axes, shown, heights[:, -1], named)
    note(axes, words.say("axis_better"))
    key(figure, [(_called(words, named, letter), _colour(named, letter), "-") for letter in named],
        1 if frame.narrow else 2)  # fmt: skip
    return figure


def _height(rows: pd.DataFrame, name: str, aim: int, among: pd.DataFrame) -> np.ndarray:
    """Place of each policy on an axis, 0 the worst shown to 1 the best."""
    low, high = float(among[name].min()), float(among[name].max())
    if high == low:
        return np.full(len(rows), 0.5)
    place = (rows[name].to_numpy() - low) / (high - low)
    return np.asarray(place if aim > 0 else 1 - place)


def _axes_of(axes: Any, rows: pd.DataFrame, objectives: list[Any], words: Words, frame: Frame) -> None:
    """An upright line an objective with the numbers of its ends; its name below."""
    for place, each in enumerate(objectives):
        low, high = float(rows[each.name].min()), float(rows[each.name].max())
        bottom, top = (low, high) if each.aim > 0 else (high, low)
        axes.axvline(place, color=FAINT, linewidth=1, zorder=1)
        write = FORMS["share" if each.unit == "share" else "number"]
        for height, value, side in ((0, bottom, "top"), (1, top, "bottom")):
            axes.annotate(write(value), (place, height), xytext=(0, -3 if side == "top" else 3), va=side, ha="center",
                          textcoords="offset points", fontsize=9.5, color=INK)  # fmt: skip
    width = 9 if frame.narrow else 24
    lines = 5 if frame.narrow else 3
    names = [wrapped(words.say(f"column_{each.name}"), width, lines) for each in objectives]
    axes.set_xticks(range(len(objectives)), names, fontsize=8.5 if frame.narrow else 10)
    axes.set_xlim(-0.35, len(objectives) - 0.65)
    axes.set_ylim(-0.1, 1.1)


def _letters_beside(axes: Any, rows: pd.DataFrame, heights: np.ndarray, named: dict[str, Any]) -> None:
    marked = sorted((float(height), letter) for height, letter in zip(heights, rows["letter"], strict=True) if letter)
    moved = spread([height for height, _ in marked], 0.06, 0, 1)
    right = axes.get_xlim()[1] - 0.35
    for (_, letter), height in zip(marked, moved, strict=True):
        axes.annotate(letter, (right, height), xytext=(7, 0), textcoords="offset points", va="center",
                      color=_colour(named, letter), fontweight="bold", fontsize=11)  # fmt: skip


# ---- levers and the search ------------------------------------------------------------------------


def levers(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """Doses of the named policies, a row a lever that one of them changes; the scenario's own dose hollow."""
    words, table = Words(asked, frame.lang), _doses(answer)
    named = _named(answer.tables["summary"])
    if frame.narrow:
        return _levers_narrow(words, table, named, frame)
    figure = sheet(frame, 1.4 + 0.34 * len(table), _title(words, asked, "levers"))
    grid = figure.subplots(1, len(named), sharey=True, squeeze=False)[0]
    rows = range(len(table))
    for axes, (letter, row) in zip(grid, named.items(), strict=True):
        now, dose = _places(table, table["now"]), _places(table, row[list(table["lever"])])
        axes.hlines(rows, np.minimum(now, dose), np.maximum(now, dose), color=FAINT, linewidth=2)
        axes.plot(now, rows, "o", color=SOFT, markerfacecolor="white", markersize=5)
        axes.plot(dose, rows, "o", color=_colour(named, letter), markersize=6)
        axes.set_xlim(-0.15, 1.15)
        axes.set_xticks([])
        axes.set_title(letter, color=_colour(named, letter), fontweight="bold", loc="center")
        axes.spines["left"].set_visible(False)
    grid[0].set_yticks(rows, [wrapped(words.factor(name), 62, 1) for name in table["lever"]], fontsize=9.5)
    grid[0].set_ylim(len(table) - 0.5, -0.5)
    return figure


def _levers_narrow(words: Words, table: pd.DataFrame, named: dict[str, Any], frame: Frame) -> Any:
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
        axes.plot(_places(table, row[list(table["lever"])]), height, "o", color=_colour(named, letter), markersize=5)
    for place, name in enumerate(table["lever"]):
        axes.annotate(wrapped(words.factor(name), 46, 1), (-0.02, place - 0.36), fontsize=9, va="bottom", color=INK)
    axes.set_ylim(len(table) - 0.4, -1.0)
    axes.set_xlim(-0.05, 1.05)
    key(figure, [(letter, _colour(named, letter), "-") for letter in named], 6)
    return figure


def _places(table: pd.DataFrame, values: pd.Series) -> np.ndarray:
    """Where doses lie in the range of their lever, 0 to 1."""
    low, wide = table["low"].to_numpy(), (table["high"] - table["low"]).to_numpy()
    return np.asarray((values.astype(float).to_numpy() - low) / wide)


def _doses(answer: Answer) -> pd.DataFrame:
    """Levers that are doses, and that a named policy sets to something else than the scenario."""
    table, rows = answer.tables["levers"], answer.tables["summary"]
    doses = table[table["choices"] == ""].copy()
    named = rows[rows["letter"] != ""]
    pairs = zip(doses["lever"], doses["now"], strict=True)
    moved = [bool((named[lever].astype(float) != float(now)).any()) for lever, now in pairs]
    return doses[moved].reset_index(drop=True)


def trace(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """Hypervolume of the best so far by generation, as a share of the last."""
    words, table = Words(asked, frame.lang), answer.tables["trace"]
    figure = sheet(frame, 3.0, _title(words, asked, "trace"))
    axes = figure.subplots()
    axes.plot(table["generation"], 100 * table["share"], color=SERIES[0], marker="o", markersize=3.5)
    axes.set_ylim(0, 105)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_xlabel(words.say("axis_generation"))
    note(axes, words.say("axis_share"))
    return figure


# ---- what they share ------------------------------------------------------------------------------


def _form(asked: Asked) -> PolicySearch:
    assert isinstance(asked.experiment, PolicySearch)
    return asked.experiment


def _title(words: Words, asked: Asked, name: str) -> str:
    return words.say(f"figure_{name}_title", outcome=_form(asked).objectives[0].outcome)


def _of(rows: pd.DataFrame, name: str) -> tuple[pd.Series, pd.Series]:
    return rows[PLANNED], rows[name]


def _named(rows: pd.DataFrame) -> dict[str, Any]:
    """Letter → row of the policies that have a name, the cheapest first."""
    marked = rows[rows["letter"] != ""].sort_values("letter")
    return {str(row["letter"]): row for _, row in marked.iterrows()}


def _colour(named: dict[str, Any], letter: str) -> str:
    return COLOURS[list(named).index(letter) % len(COLOURS)]


def _called(words: Words, named: dict[str, Any], letter: str) -> str:
    names = ", ".join(words.say(f"word_{name}") for name in str(named[letter]["names"]).split(", "))
    return words.say("policy_named", letter=letter, names=names)


def _key_rows(frame: Frame, number: int) -> int:
    return number if frame.narrow else -(-number // 2)


def shows(asked: Asked, answer: Answer) -> list[str]:
    """All but those of levers where no policy has a name or changes a dose."""
    if not (answer.tables["summary"]["letter"] != "").any():
        return ["trace"]
    return [name for name in FIGURES if name != "levers" or len(_doses(answer))]


def _outcome(asked: Asked, _answer: Answer) -> dict[str, Any]:
    return {"outcome": _form(asked).objectives[0].outcome}


FIGURES: dict[str, Callable[[Asked, Answer, Frame], Any]] = {
    "front": front, "tradeoffs": tradeoffs, "levers": levers, "trace": trace,
}  # fmt: skip
VALUES = {"front": _outcome}
