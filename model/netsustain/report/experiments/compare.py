"""Figures of a comparison under uncertain futures: regret, what is good enough, choices; one future: differences."""

from __future__ import annotations

from typing import Any

import numpy as np

from netsustain.exploration.answer import Answer, Column, Formed, Shown
from netsustain.exploration.outcomes import OUTCOMES
from netsustain.exploration.reading import Asked
from netsustain.report.canvas import BEST, INK, OTHER, REFERENCE, SERIES, SOFT, Frame, sheet
from netsustain.report.experiments.marks import headline, is_share, labelled_rows, line_key, row_height, scale, wide
from netsustain.report.experiments.words import ExperimentWords
from netsustain.report.forms import FORMS
from netsustain.report.marks import note
from netsustain.report.naming import wrapped

QUIET = "#8c969c"
"""Grey of a dot that must still be seen; lines among others are fainter."""
COLOURED = 4
"""Scenarios beside the first that have colours of their own; the others are grey."""


def shows(asked: Asked, answer: Answer) -> list[str]:
    """With several futures all but the differences; with one, the differences alone."""
    if "criteria" in answer.tables:
        return ["regret", "good_enough", "choices"]
    return ["means"]


# ---- regret ---------------------------------------------------------------------------------------


def regret(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """Dots with intervals, the least regret on top."""
    words, times = ExperimentWords(asked, frame.lang), scale(asked)
    table = answer.tables["robustness"].sort_values("regret", ascending=False, kind="stable")
    figure = sheet(frame, 1.5 + row_height(frame) * len(table), words.say("figure_regret_title"))
    axes = labelled_rows(figure, [words.label(name) for name in table["scenario"]], frame)
    colours = [QUIET if (own := _colour(asked, answer, name)) == OTHER else own for name in table["scenario"]]
    for place, (row, colour) in enumerate(zip(table.to_dict("records"), colours, strict=True)):
        axes.hlines(place, times * row["regret_low"], times * row["regret_high"], color=colour, linewidth=5, alpha=0.3)
        axes.plot(times * row["regret"], place, "o", color=colour, markersize=8, zorder=3)
        axes.plot(times * row["regret_few"], place, "o", color=colour, markersize=7, markerfacecolor="white", zorder=3)
        axes.plot(times * row["regret_worst"], place, "x", color=colour, markersize=7, zorder=3)
    axes.set_xlim(left=0)
    axes.set_xlabel(wrapped(words.say("figure_regret_axis", outcome=headline(asked)), wide(frame)))
    _regret_key(figure, words, frame)
    return figure


def _regret_key(figure: Any, words: ExperimentWords, frame: Frame) -> None:
    from matplotlib.lines import Line2D

    hollow = {"marker": "o", "markerfacecolor": "white"}
    marks: tuple[tuple[str, dict[str, Any]], ...] = (
        ("mean", {"marker": "o"}), ("few", hollow), ("worst", {"marker": "x"}),
    )  # fmt: skip
    handles = [Line2D([], [], color=SOFT, linestyle="", markersize=7, **style) for _, style in marks]
    said = [words.say(f"figure_regret_{name}") for name, _ in marks]
    columns = 1 if frame.narrow else 3
    figure.legend(handles, said, loc="outside lower left", frameon=False, ncols=columns, labelcolor=SOFT)


def _regret_values(asked: Asked, answer: Answer) -> dict[str, Any]:
    table = answer.tables["robustness"]
    row = table.loc[table["regret"].idxmin()]
    outcome = headline(asked)
    return {"outcome": outcome, "best": row["scenario"], "regret": Formed(row["regret"], "loss", outcome)}


def _regret_numbers(asked: Asked, answer: Answer) -> Shown:
    form = "of_hundred" if is_share(asked) else "number"
    columns = (
        Column("scenario", "scenario", "text"),
        Column("regret", "regret", form, "regret_low", "regret_high", "outcome"),
        Column("regret_few", "regret_few", form, of="outcome"),
        Column("regret_worst", "regret_worst", form, of="outcome"),
    )  # fmt: skip
    return Shown("figure_regret_title", columns, answer.tables["robustness"])


# ---- good enough ----------------------------------------------------------------------------------


def good_enough(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """A line a scenario: share of futures by what is asked for."""
    words, outcome, times = ExperimentWords(asked, frame.lang), headline(asked), scale(asked)
    table = answer.tables["good_enough"]
    figure = sheet(frame, 5.0 if frame.narrow else 4.6, words.say("figure_good_enough_title"))
    axes = figure.subplots()
    names, ends = list(asked.scenarios), []
    safest = answer.tables["criteria"].set_index("criterion").loc["satisfied", "scenario"]
    for name in _drawn_order(asked, answer):
        own = table[table["scenario"] == name]
        colour = _colour(asked, answer, name)
        line = "--" if name == names[0] else "-"
        axes.plot(times * own["threshold"], 100 * own["share"], color=colour, linestyle=line, linewidth=2)
        if name == safest:
            axes.fill_between(times * own["threshold"], 100 * own["low"], 100 * own["high"], color=colour, alpha=0.14,
                              linewidth=0)  # fmt: skip
        if colour != OTHER:
            ends.append((name, colour, line))
    axes.axvline(times * answer.tables["robustness"]["good_enough"].iloc[0], color=INK, linewidth=1, linestyle=":")
    axes.set_ylim(0, 101)
    note(axes, words.say("figure_good_enough_share"))
    asks = words.say("figure_good_enough_axis", outcome=outcome, word_direction=_direction(outcome))
    axes.set_xlabel(wrapped(asks, wide(frame)))
    line_key(figure, [(words.label(name), colour, line) for name, colour, line in ends[::-1]], frame)
    return figure


def _good_enough_values(asked: Asked, answer: Answer) -> dict[str, Any]:
    value = answer.tables["robustness"]["good_enough"].iloc[0]
    return {"threshold": Formed(value, "amount", headline(asked))}


def _good_enough_numbers(asked: Asked, answer: Answer) -> Shown:
    """Some thresholds, a column a scenario."""
    level = "share" if is_share(asked) else "number"
    by_name = answer.tables["good_enough"].pivot(index="threshold", columns="scenario", values="share").reset_index()
    few = by_name.iloc[np.unique(np.linspace(0, len(by_name) - 1, 13).round().astype(int))]
    columns = [Column("threshold", "threshold", level)]
    columns += [Column(f"={name}", name, "share") for name in asked.scenarios]
    return Shown("figure_good_enough_title", tuple(columns), few)


# ---- choices --------------------------------------------------------------------------------------


def choices(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """How surely each criterion chooses each scenario, as a shaded table."""
    words, sure = ExperimentWords(asked, frame.lang), answer.tables["choices"]
    names = list(asked.scenarios)
    shares = sure.pivot(index="criterion", columns="scenario", values="chosen")
    shares = shares.loc[list(dict.fromkeys(sure["criterion"])), names].to_numpy()
    rows = [words.say(f"word_{name}") for name in dict.fromkeys(sure["criterion"])]
    figure = sheet(frame, 1.6 + (0.62 if frame.narrow else 0.46) * len(rows), words.say("figure_choices_title"))
    axes = figure.subplots()
    axes.imshow(np.nan_to_num(shares), cmap=_shades(), vmin=0, vmax=1, aspect="auto")
    for (row, column), share in np.ndenumerate(shares):
        axes.text(column, row, FORMS["whole"](100 * share) if share >= 0.005 else "", ha="center", va="center",
                  color="white" if share > 0.5 else INK, fontsize=9 if frame.narrow else 10.5)  # fmt: skip
    axes.set_yticks(range(len(rows)), [wrapped(row, 18 if frame.narrow else 44, 4) for row in rows])
    labels = [str(place + 1) if frame.narrow else wrapped(words.label(name), 14, 4) for place, name in enumerate(names)]
    axes.set_xticks(range(len(names)), labels)
    axes.xaxis.tick_top()
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    if frame.narrow:
        listed = "\n".join(wrapped(f"{place + 1}  {words.label(name)}", 52) for place, name in enumerate(names))
        axes.set_xlabel(listed, loc="left", fontsize=9.5)
    return figure


def _shades() -> Any:
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("sure", ["#f4f3ee", "#9cc3d8", BEST])


def _choices_values(asked: Asked, answer: Answer) -> dict[str, Any]:
    agree = answer.tables["criteria"]["scenario"].nunique() == 1
    return {"text_agree": "figure_choices_agree" if agree else "figure_choices_disagree"}


# ---- one future -----------------------------------------------------------------------------------


def means(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """Differences from the first scenario with their intervals."""
    words, outcome, times = ExperimentWords(asked, frame.lang), headline(asked), scale(asked)
    table = answer.tables["summary"]
    table = table[(table["outcome"] == outcome) & table["difference"].notna()]
    table = table.sort_values("difference", kind="stable")
    figure = sheet(frame, 1.3 + row_height(frame) * len(table), words.say("figure_means_title"))
    axes = labelled_rows(figure, [words.label(name) for name in table["scenario"]], frame)
    axes.axvline(0, color=INK, linewidth=0.9, zorder=1)
    for place, row in enumerate(table.to_dict("records")):
        ends = [times * row[f"difference_{end}"] for end in ("low", "high")]
        axes.hlines(place, *ends, color=BEST, linewidth=5, alpha=0.3)
        axes.plot(times * row["difference"], place, "o", color=BEST, markersize=8, zorder=3)
    said = words.say("figure_means_axis", outcome=outcome, reference=next(iter(asked.scenarios)))
    axes.set_xlabel(wrapped(said, wide(frame)))
    return figure


def _means_values(asked: Asked, answer: Answer) -> dict[str, Any]:
    return {"outcome": headline(asked), "reference": next(iter(asked.scenarios))}


# ---- what they share ------------------------------------------------------------------------------


def _direction(outcome: str) -> str:
    return "at_least" if OUTCOMES[outcome].better > 0 else "at_most"


def _colour(asked: Asked, answer: Answer, name: str) -> str:
    """The first scenario is grey; those that any criterion chooses, or are often best, have colours of their own."""
    names = list(asked.scenarios)
    if name == names[0]:
        return REFERENCE
    others = names[1:]
    if len(others) > COLOURED:
        others = _leading(answer, names[0])
    return SERIES[others.index(name) % len(SERIES)] if name in others[:COLOURED] else OTHER


def _leading(answer: Answer, reference: str) -> list[str]:
    """Scenarios in the order in which criteria choose them, then by how often they are best."""
    table = answer.tables["robustness"].sort_values("best", ascending=False, kind="stable")
    found = [*answer.tables["criteria"]["scenario"], *table["scenario"]]
    return [name for name in dict.fromkeys(found) if name != reference]


def _drawn_order(asked: Asked, answer: Answer) -> list[str]:
    """Grey lines first, so that the others lie above them."""
    return sorted(asked.scenarios, key=lambda name: _colour(asked, answer, name) != OTHER)


FIGURES = {"regret": regret, "good_enough": good_enough, "choices": choices, "means": means}
NUMBERS = {"regret": _regret_numbers, "good_enough": _good_enough_numbers}
VALUES = {
    "regret": _regret_values, "good_enough": _good_enough_values, "choices": _choices_values, "means": _means_values,
}  # fmt: skip
