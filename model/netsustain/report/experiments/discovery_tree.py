"""A tree of questions, drawn from the left to the right so that its words have room; a list on a phone."""

from __future__ import annotations

from typing import Any

import pandas as pd

from netsustain.exploration.answer import Answer, Formed
from netsustain.exploration.discovery.telling import factor_form
from netsustain.exploration.reading import Asked
from netsustain.report.canvas import DISSOLVED, FAINT, INK, Frame, sheet
from netsustain.report.experiments.words import ExperimentWords
from netsustain.report.naming import wrapped

LEAF, TITLE = 0.62, 0.5
"""Inches of a leaf's row, and of a panel's title."""


def leaves(grown: pd.DataFrame) -> pd.DataFrame:
    """The leaves in the order of the figure, numbered from the top."""
    found = [_down(own, 0) for _, own in grown.groupby("scenario", sort=False)]
    rows = pd.concat(found, ignore_index=True)
    return rows.assign(leaf=rows.groupby("scenario", sort=False).cumcount() + 1)


def _down(own: pd.DataFrame, node: int) -> pd.DataFrame:
    """Leaves below a node, the yes side first."""
    children = own[own["parent"] == node].sort_values("below", ascending=False)
    if children.empty:
        return own[own["node"] == node]
    return pd.concat([_down(own, int(child)) for child in children["node"]])


def tree(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """A tree a scenario that has one."""
    from netsustain.report.experiments.discovery_boxes import figure_event

    words, grown = ExperimentWords(asked, frame.lang), answer.tables["tree"]
    names = [name for name in asked.scenarios if (grown.loc[grown["scenario"] == name, "factor"] != "").any()]
    trees = [grown[grown["scenario"] == name].set_index("node", drop=False) for name in names]
    lines = [len(own) if frame.narrow else len(_down(own, 0)) for own in trees]
    heights = [(0.5 if frame.narrow else LEAF) * number + TITLE for number in lines]
    title = words.say("figure_tree_title", **figure_event(asked, answer))
    figure = sheet(frame, sum(heights) + 0.3, title)
    grid = figure.subplots(len(trees), 1, height_ratios=heights, squeeze=False)[:, 0]
    for axes, name, own in zip(grid, names, trees, strict=True):
        axes.set_axis_off()
        (_listed if frame.narrow else _drawn)(axes, words, own)
        if len(asked.scenarios) > 1:
            axes.set_title(words.label(name), loc="left", fontsize=12, fontweight="bold", color=INK)
    return figure


def question(words: ExperimentWords, row: Any) -> str:
    """What a node asks; yes is the side at most its threshold."""
    factor = next(each for each in words.asked.factors if each.name == row["factor"])
    limit = float(row["threshold"])
    limit = float(int(limit // 1)) if factor.whole else limit
    key = "where_below_whole" if factor.whole else "where_below"
    return words.say(key, factor=factor.name, high=Formed(limit, factor_form(factor)))


# ---- beside each other ------------------------------------------------------------------------------


def _drawn(axes: Any, words: ExperimentWords, own: pd.DataFrame) -> None:
    """Questions from the left, leaves at the right, each at the middle height of what is below it."""
    ends = list(_down(own, 0)["node"])
    heights: dict[int, float] = {node: float(place) for place, node in enumerate(ends)}
    for node in own.sort_values("depth", ascending=False, kind="stable")["node"]:
        below = own.loc[own["parent"] == node, "node"]
        if len(below):
            heights[node] = float(sum(heights[child] for child in below) / len(below))
    deepest = int(own["depth"].max())
    axes.set_xlim(-0.05, deepest + 0.62)
    axes.set_ylim(len(ends) - 0.4, -0.6)
    for row in own.to_dict("records"):
        if row["parent"] >= 0:
            _branch(axes, words, row, heights)
        _node(axes, words, row, heights[row["node"]])


def _branch(axes: Any, words: ExperimentWords, row: dict[str, Any], heights: dict[int, float]) -> None:
    start, end = heights[row["parent"]], heights[row["node"]]
    left, right = row["depth"] - 0.42, row["depth"] - 0.06
    across = [row["depth"] - 1, left, left + 0.1, right]
    axes.plot(across, [start, start, end, end], color=FAINT, linewidth=1.4, zorder=1)
    said = words.say("figure_tree_yes" if row["below"] else "figure_tree_no")
    axes.annotate(said, (left + 0.12, end), xytext=(0, 2), textcoords="offset points", fontsize=10, color=INK,
                  va="bottom")  # fmt: skip


def _node(axes: Any, words: ExperimentWords, row: dict[str, Any], height: float) -> None:
    """A question with the share of all that come there, or a leaf with its share and mass."""
    asks = row["factor"] != ""
    said = f"{wrapped(question(words, row), 22, 4)}?" if asks else _leaf(words, row)
    axes.annotate(
        said, (row["depth"] - 0.04, height), ha="left", va="center", fontsize=10.5 if asks else 11.5,
        fontweight="normal" if asks else "bold", color=INK, zorder=3,
        bbox={"boxstyle": "round,pad=0.3", "facecolor": "white" if asks else _shade(row),
              "edgecolor": FAINT if asks else "none"},
    )  # fmt: skip


def _leaf(words: ExperimentWords, row: dict[str, Any]) -> str:
    mass = words.say("figure_tree_mass", mass=Formed(row["mass"], "share"))
    return f"{words.number(Formed(row['share'], 'share'))}  ({mass})"


def _shade(row: dict[str, Any]) -> Any:
    """White to a vermilion that ink can be read on, by the share."""
    from matplotlib.colors import to_rgb

    share = row["share"] if row["share"] == row["share"] else 0.0
    return tuple(1 - 0.7 * share * (1 - part) for part in to_rgb(DISSOLVED))


# ---- one below the other ----------------------------------------------------------------------------


def _listed(axes: Any, words: ExperimentWords, own: pd.DataFrame) -> None:
    """Every node a line, indented; for a phone."""
    order = _walk(own, 0)
    axes.set_xlim(0, 1)
    axes.set_ylim(len(order) - 0.4, -0.6)
    for place, node in enumerate(order):
        row = own.loc[node]
        answer = "" if row["parent"] < 0 else f"{words.say('figure_tree_yes' if row['below'] else 'figure_tree_no')}: "
        asks = row["factor"] != ""
        said = f"{answer}{question(words, row)}?" if asks else f"{answer}{_leaf(words, dict(row))}"
        axes.annotate(
            wrapped(said, 46 - 4 * int(row["depth"]), 2), (0.055 * row["depth"], place), ha="left", va="center",
            fontsize=10, fontweight="normal" if asks else "bold", color=INK,
            bbox=None if asks else {"boxstyle": "round,pad=0.25", "facecolor": _shade(dict(row)), "edgecolor": "none"},
        )  # fmt: skip


def _walk(own: pd.DataFrame, node: int) -> list[int]:
    """A node and all below it, the yes side first."""
    children = own[own["parent"] == node].sort_values("below", ascending=False)["node"]
    return [node, *(each for child in children for each in _walk(own, int(child)))]
