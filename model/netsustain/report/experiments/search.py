"""Figures of ``kind: search``: what money buys, what policies trade, what they do, and whether the search was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.answer import Answer
from netsustain.exploration.reading import Asked
from netsustain.exploration.search.objectives import PLANNED
from netsustain.report.canvas import FAINT, INK, OTHER, REFERENCE, SOFT, Frame, sheet
from netsustain.report.experiments.search_levers import changed_doses, levers, trace
from netsustain.report.experiments.search_policies import called, colour_of, form_of, key_rows, named_policies, title_of
from netsustain.report.experiments.words import ExperimentWords
from netsustain.report.forms import FORMS
from netsustain.report.marks import key, note, spread
from netsustain.report.naming import wrapped


def front(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """Headline against planned cost: named policies with intervals, the rest as dots, references hollow."""
    words, rows = ExperimentWords(asked, frame.lang), answer.tables["summary"]
    headline = form_of(asked).objectives[0].objective
    named = named_policies(rows)
    figure = sheet(frame, 4.4 + 0.27 * key_rows(frame, len(named)), title_of(words, asked, "front"))
    axes = figure.subplots()
    axes.grid(axis="both")
    own = rows["scenario"] == ""
    axes.plot(*_of(rows[own], headline.name), "o", color=OTHER, markersize=5, zorder=2)
    _steps(axes, rows[rows["on_front"]], headline.name, headline.aim)
    _references(axes, rows[~own], headline.name, words, frame)
    for letter, row in named.items():
        colour = colour_of(named, letter)
        axes.vlines(row[PLANNED], row[f"{headline.name}_low"], row[f"{headline.name}_high"], color=colour, alpha=0.3,
                    linewidth=5, zorder=3)  # fmt: skip
        axes.plot([row[PLANNED]], [row[headline.name]], "o", color=colour, markersize=8, zorder=5)
        axes.annotate(letter, (row[PLANNED], row[headline.name]), xytext=(7, 5), textcoords="offset points",
                      color=colour, fontweight="bold", fontsize=11, zorder=6)  # fmt: skip
    _budget(axes, asked, words)
    axes.set_xlabel(words.say("axis_planned"))
    note(axes, words.say(f"column_{headline.name}"))
    key(figure, [(called(words, named, letter), colour_of(named, letter), "-") for letter in named],
        1 if frame.narrow else 2)  # fmt: skip
    return figure


def _steps(axes: Any, rows: pd.DataFrame, name: str, aim: int) -> None:
    """The best headline that can be had for at most so much."""
    ordered = rows.sort_values([PLANNED, name], ascending=[True, aim < 0], kind="stable")
    cost, value = ordered[PLANNED].to_numpy(), ordered[name].to_numpy()
    best = np.maximum.accumulate(aim * value) * aim if len(value) else value
    axes.plot(cost, best, drawstyle="steps-post", color=FAINT, linewidth=1.4, zorder=1)


def _references(axes: Any, rows: pd.DataFrame, name: str, words: ExperimentWords, frame: Frame) -> None:
    """Hollow squares; on a wide sheet their labels stand in a column of their own, each tied to its mark."""
    axes.plot(*_of(rows, name), "s", color=REFERENCE, markerfacecolor="white", markersize=6.5, zorder=4)
    if frame.narrow:
        return
    low, high = axes.get_ylim()
    left, right = axes.get_xlim()
    ticks = [tick for tick in axes.get_xticks() if left <= tick <= right]  # none among the labels
    axes.set_xlim(left, right + 0.38 * (right - left))
    axes.set_xticks(ticks)
    ordered = rows.sort_values(name, kind="stable")
    heights = spread([float(value) for value in ordered[name]], 0.075 * (high - low), low, high)
    for (_, row), height in zip(ordered.iterrows(), heights, strict=True):
        axes.annotate(
            wrapped(words.label(row["scenario"]), 30, 1), (row[PLANNED], row[name]),
            xytext=(right + 0.06 * (right - left), height), fontsize=9.5, color=SOFT, va="center", ha="left", zorder=4,
            arrowprops={"arrowstyle": "-", "color": FAINT, "linewidth": 0.7, "shrinkB": 4, "relpos": (0, 0.5)},
        )  # fmt: skip


def _budget(axes: Any, asked: Asked, words: ExperimentWords) -> None:
    budget = form_of(asked).budget
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
    words, rows = ExperimentWords(asked, frame.lang), answer.tables["summary"]
    named, objectives = named_policies(rows), [each.objective for each in form_of(asked).objectives]
    figure = sheet(frame, 4.4 + 0.27 * key_rows(frame, len(named)), title_of(words, asked, "tradeoffs"))
    axes = figure.subplots()
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)
    axes.set_yticks([])
    shown = rows[rows["on_front"] | (rows["letter"] != "")]
    places = np.arange(len(objectives))
    heights = np.column_stack([_height(shown, each.name, each.aim, shown) for each in objectives])
    for (_, row), height in zip(shown.iterrows(), heights, strict=True):
        marked = row["letter"] != ""
        colour = colour_of(named, row["letter"]) if marked else OTHER
        axes.plot(places, height, "-", color=colour, linewidth=2.4 if marked else 0.9, zorder=4 if marked else 2,
                  alpha=1 if marked else 0.8)  # fmt: skip
    _axes_of(axes, shown, objectives, words, frame)
    _letters_beside(axes, shown, heights[:, -1], named)
    note(axes, words.say("axis_better"))
    key(figure, [(called(words, named, letter), colour_of(named, letter), "-") for letter in named],
        1 if frame.narrow else 2)  # fmt: skip
    return figure


def _height(rows: pd.DataFrame, name: str, aim: int, among: pd.DataFrame) -> np.ndarray:
    """Place of each policy on an axis, 0 the worst shown to 1 the best."""
    low, high = float(among[name].min()), float(among[name].max())
    if high == low:
        return np.full(len(rows), 0.5)
    place = (rows[name].to_numpy() - low) / (high - low)
    return np.asarray(place if aim > 0 else 1 - place)


def _axes_of(axes: Any, rows: pd.DataFrame, objectives: list[Any], words: ExperimentWords, frame: Frame) -> None:
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
                      color=colour_of(named, letter), fontweight="bold", fontsize=11)  # fmt: skip


def _of(rows: pd.DataFrame, name: str) -> tuple[pd.Series, pd.Series]:
    return rows[PLANNED], rows[name]


def shows(asked: Asked, answer: Answer) -> list[str]:
    """All but those of levers where no policy has a name or changes a dose."""
    if not (answer.tables["summary"]["letter"] != "").any():
        return ["trace"]
    return [name for name in FIGURES if name != "levers" or len(changed_doses(answer))]


def _outcome(asked: Asked, _answer: Answer) -> dict[str, Any]:
    return {"outcome": form_of(asked).objectives[0].outcome}


FIGURES: dict[str, Callable[[Asked, Answer, Frame], Any]] = {
    "front": front, "tradeoffs": tradeoffs, "levers": levers, "trace": trace,
}  # fmt: skip
VALUES = {"front": _outcome}
