"""Figures of a programme: whom to support first, which kinds of network it helps, and when networks end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from netsustain.exploration.answer import Answer
from netsustain.exploration.programmes.form import WITH, WITHOUT, Programme
from netsustain.exploration.programmes.kindtables import ALL, GROUP
from netsustain.exploration.programmes.telling import MAIN_RULE
from netsustain.exploration.reading import Asked
from netsustain.messages import text
from netsustain.report.canvas import BEST, FAINT, INK, REFERENCE, SERIES, SOFT, Frame, sheet
from netsustain.report.experiments.words import ExperimentWords
from netsustain.report.marks import beside, draw_pins, hundred_axis, key, month_axis, pins, quiet
from netsustain.report.naming import of_hundred, whole, wrapped

RULE_COLOURS = {"gain_per_day": SERIES[0], "gain": SERIES[2], "own": SERIES[1]}
HUNDRED = ([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100"])


def _say(frame: Frame, name: str, **values: object) -> str:
    return text(f"programme.{name}", frame.lang, **values)


def _said(asked: Asked) -> Programme:
    assert isinstance(asked.experiment, Programme)
    return asked.experiment


# ---- whom first -----------------------------------------------------------------------------------


def targeting(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """Share of the gain by share of networks supported and by share of the cost, for each rule, against lots."""
    figure = sheet(frame, 7.6 if frame.narrow else 4.9, _say(frame, "figure_targeting_title"))
    grid = figure.subplots(2, 1) if frame.narrow else figure.subplots(1, 2, sharey=True)
    table = answer.tables["targeting"]
    for axes, across in zip(grid, ("share", "cost"), strict=True):
        _rules(axes, table, across)
        axes.set_xlabel(_say(frame, f"axis_{across}"))
    _reach(grid[0], _said(asked).reach, frame)
    for axes in grid if frame.narrow else grid[:1]:
        axes.set_title(_say(frame, "axis_gain_share"), fontsize=10.5, fontweight="normal", color=SOFT)
    entries = [(_say(frame, f"word_{rule}"), colour, "-") for rule, colour in RULE_COLOURS.items()]
    key(figure, [*entries, (_say(frame, "word_lots"), REFERENCE, "--")], 1 if frame.narrow else 2)
    return figure


def _rules(axes: Any, table: pd.DataFrame, across: str) -> None:
    """The curve of every rule over one axis, the main one with its band, and the diagonal of lots."""
    axes.plot([0, 1], [0, 1], color=REFERENCE, linestyle="--", linewidth=1.4)
    for rule, colour in RULE_COLOURS.items():
        curve = table[table["rule"] == rule]
        if rule == MAIN_RULE:
            band = (curve[across], curve["gain_low"], curve["gain_high"])
            axes.fill_between(*band, color=colour, alpha=0.15, linewidth=0)
        axes.plot(curve[across], curve["gain"], color=colour, linewidth=2 if rule == MAIN_RULE else 1.4)
    axes.set_xlim(min(0.0, float(table[across].min())), max(1.0, float(table[across].max())))
    axes.set_ylim(min(0.0, float(table["gain"].min())), max(1.0, float(table["gain"].max())))
    axes.set_xticks(*HUNDRED)
    axes.set_yticks(*HUNDRED)


def _reach(axes: Any, reach: float, frame: Frame) -> None:
    """How far the budget reaches."""
    axes.axvline(reach, color=INK, linewidth=1, linestyle=(0, (2, 2)), zorder=1)
    axes.annotate(_say(frame, "reach"), (reach, 0), xycoords=("data", "axes fraction"), xytext=(4, 4),
                  textcoords="offset points", fontsize=9.5, color=SOFT)  # fmt: skip


# ---- which kinds ----------------------------------------------------------------------------------


def kinds(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """Share alive without (hollow) and with the programme (filled), a row a kind, under the name of its trait."""
    rows, words = _kind_rows(answer.tables["summary"]), ExperimentWords(asked, frame.lang)
    figure = sheet(frame, 1.3 + 0.34 * len(rows), _say(frame, "figure_kinds_title"))
    axes = figure.subplots()
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)
    for place, row in enumerate(rows):
        if "kind" in row:
            _pair(axes, place, row)
        else:
            axes.annotate(words.label(str(row["by"])), (0, place), xytext=(4, 0), textcoords="offset points",
                          va="center", fontsize=10, fontweight="bold", color=SOFT)  # fmt: skip
            axes.axhline(place + 0.5, color=FAINT, linewidth=0.8)
    axes.set_yticks(range(len(rows)), [_kind_label(row, words, frame) for row in rows], fontsize=9.5)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.set_xlim(0, 1)
    axes.set_xticks(*HUNDRED)
    axes.set_xlabel(_say(frame, "axis_alive"))
    _pair_key(figure, words, frame)
    return figure


def _kind_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Kinds from the bottom up, with a row for the name of what they are told apart by above each block."""
    rows: list[dict[str, Any]] = []
    for by, own in table.groupby("by", sort=False):
        head = [] if by == ALL else [{"by": by}]
        rows += [*head, *own.to_dict("records")]
    return rows[::-1]


def _pair(axes: Any, place: float, row: dict[str, Any]) -> None:
    for name, colour, height in ((WITHOUT, REFERENCE, -0.12), (WITH, BEST, 0.12)):
        axes.hlines(place + height, row[f"{name}_low"], row[f"{name}_high"], color=colour, linewidth=4, alpha=0.25)
        axes.plot([row[name]], [place + height], "o", color=colour, markersize=6, zorder=3,
                  markerfacecolor="white" if name == WITHOUT else colour)  # fmt: skip


def _kind_label(row: dict[str, Any], words: ExperimentWords, frame: Frame) -> str:
    """The kind, or the ends of a third."""
    if "kind" not in row:
        return ""
    if row["by"] in (ALL, GROUP):
        return wrapped(words.label(str(row["kind"])), 16 if frame.narrow else 30)
    return f"{_end(row['from'])}–{_end(row['to'])}"


def _end(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 10 else f"{value:.2g}"


def _pair_key(figure: Any, words: ExperimentWords, frame: Frame) -> None:
    from matplotlib.lines import Line2D

    marks = [
        Line2D([], [], color=colour, marker="o", linestyle="", markerfacecolor=inside)
        for colour, inside in ((REFERENCE, "white"), (BEST, BEST))
    ]
    figure.legend(marks, [words.label(WITHOUT), words.label(WITH)], loc="outside lower left", frameon=False,
                  ncols=1 if frame.narrow else 2, fontsize=10.5, labelcolor=SOFT)  # fmt: skip


# ---- when -----------------------------------------------------------------------------------------


def survival(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """Share alive month by month, dashed without and full with the programme; a pair of lines a group."""
    table, words = answer.tables["survival"], ExperimentWords(asked, frame.lang)
    by = GROUP if 1 < table.loc[table["by"] == GROUP, "kind"].nunique() <= len(SERIES) else ALL
    base = asked.scenarios[WITHOUT]
    figure = sheet(frame, 4.6 if frame.narrow else 4.8, _say(frame, "figure_survival_title"))
    axes = figure.subplots()
    hundred_axis(axes)
    month_axis(axes, base.start, base.months, frame, ticks=3 if frame.narrow else 5)
    if not _said(asked).futures.factors:
        draw_pins(axes, pins(base, frame.lang, base.months), labelled=not frame.narrow)
    entries, ends = [], []
    for kind, colour in zip(dict.fromkeys(table.loc[table["by"] == by, "kind"]), SERIES, strict=False):
        own = table[(table["by"] == by) & (table["kind"] == kind)]
        for name, line in ((WITHOUT, "--"), (WITH, "-")):
            ends.append(_line(axes, own[own["scenario"] == name], colour, line))
        entries.append((words.label(kind), colour, "-"))
    beside(axes, ends, base.months, gap=0.06)
    styles = [(words.label(WITHOUT), SOFT, "--"), (words.label(WITH), SOFT, "-")]
    key(figure, [*entries, *styles], 1 if frame.narrow else 4)
    axes.set_xlabel(frame.say("months"))
    quiet(axes)
    return figure


def _line(axes: Any, curve: pd.DataFrame, colour: str, line: str) -> tuple[float, str, str]:
    """A curve with its band; returns the number at its end."""
    axes.fill_between(curve["month"], curve["low"], curve["high"], step="post", color=colour, alpha=0.1, linewidth=0)
    axes.plot(curve["month"], curve["alive"], color=colour, linestyle=line, linewidth=2, drawstyle="steps-post")
    last = float(curve["alive"].iloc[-1])
    return last, whole(of_hundred(last)), colour


FIGURES: dict[str, Callable[[Asked, Answer, Frame], Any]] = {
    "targeting": targeting, "kinds": kinds, "survival": survival,
}  # fmt: skip


def shows(asked: Asked, answer: Answer) -> list[str]:
    """No targeting curve where it is not sure that there is any gain to target; the kinds come first then."""
    table = answer.tables["summary"].set_index(["by", "kind"])
    gains = bool(table.loc[(ALL, ALL), "gain_low"] > 0)
    return [name for name in FIGURES if gains or name != "targeting"]
