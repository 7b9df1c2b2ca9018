"""The way to the first box of each scenario: density against coverage, where it was sought and held out."""

from __future__ import annotations

from typing import Any

import pandas as pd

from netsustain.exploration.answer import Answer
from netsustain.exploration.reading import Asked
from netsustain.report.canvas import BEST, DISSOLVED, INK, SOFT, Frame, sheet
from netsustain.report.experiments.words import ExperimentWords
from netsustain.report.marks import hundred_axis, note


def trajectory(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """A panel a scenario; dots from everything at the right to the smallest box at the left."""
    from netsustain.report.experiments.discovery_boxes import figure_event

    words, trail = ExperimentWords(asked, frame.lang), answer.tables["trajectory"]
    first = trail[trail["box"] == 1]
    names = [name for name in asked.scenarios if (first["scenario"] == name).any()]
    wide = 1 if frame.narrow else min(2, len(names))
    tall = -(-len(names) // wide)
    title = words.say("figure_trajectory_title", **figure_event(asked, answer))
    figure = sheet(frame, 3.6 * tall + 0.8, title)
    grid = figure.subplots(tall, wide, squeeze=False, sharex=True, sharey=True)
    for axes in grid.flat[len(names) :]:
        axes.set_axis_off()
    for axes, name in zip(grid.flat, names, strict=False):
        _panel(axes, first[first["scenario"] == name])
        note(axes, words.say("figure_trajectory_density"))
        if len(names) > 1:
            axes.set_title(f"{words.label(name)}\n{words.say('figure_trajectory_density')}", fontsize=11)
        axes.set_xlabel(words.say("figure_trajectory_coverage"), color=SOFT, fontsize=10.5)
        axes.tick_params(labelbottom=True)
    _key(figure, words)
    return figure


def _panel(axes: Any, steps: pd.DataFrame) -> None:
    peeled, last = steps[steps["kind"].isin(["start", "peel"])], steps.iloc[-1]
    axes.plot(peeled["coverage_held"], peeled["density_held"], "o", markersize=5, markerfacecolor="white",
              markeredgecolor=DISSOLVED, zorder=2)  # fmt: skip
    axes.plot(peeled["coverage"], peeled["density"], "o", markersize=5, color=BEST, zorder=3)
    chosen = peeled[peeled["chosen"]].iloc[0]
    axes.plot([chosen["coverage"]], [chosen["density"]], "o", markersize=13, markerfacecolor="none",
              markeredgecolor=INK, markeredgewidth=1.8, zorder=4)  # fmt: skip
    if last["kind"] in ("drop", "paste"):
        axes.plot([last["coverage"]], [last["density"]], "D", markersize=7, color=BEST, markeredgecolor=INK, zorder=5)
        axes.plot([last["coverage_held"]], [last["density_held"]], "D", markersize=7, color="white",
                  markeredgecolor=DISSOLVED, zorder=4)  # fmt: skip
    hundred_axis(axes)
    axes.set_xlim(0, 1.03)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100"])
    axes.grid(visible=True)


def _key(figure: Any, words: ExperimentWords) -> None:
    from matplotlib.lines import Line2D

    styles: list[tuple[str, dict[str, Any]]] = [
        ("searched", {"marker": "o", "color": BEST}),
        ("held", {"marker": "o", "color": DISSOLVED, "markerfacecolor": "white"}),
        ("chosen", {"marker": "o", "color": INK, "markerfacecolor": "none", "markersize": 11, "markeredgewidth": 1.8}),
        ("final", {"marker": "D", "color": BEST, "markeredgecolor": INK}),
    ]
    handles = [Line2D([], [], linestyle="none", **style) for _, style in styles]
    said = [words.say(f"figure_trajectory_{name}") for name, _ in styles]
    figure.legend(handles, said, loc="outside lower left", frameon=False, ncols=4 if words.lang == "en" else 2,
                  fontsize=10.5, labelcolor=SOFT)  # fmt: skip
