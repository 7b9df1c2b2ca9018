"""A decision as a section of a page: verdicts, futures, regret, and two figures."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import Any, NamedTuple

import numpy as np

from netsustain.exploration.answer import Column, Said, Shown
from netsustain.exploration.decision.decide import Decision
from netsustain.exploration.decision.futures import titles
from netsustain.exploration.decision.over_futures import over_futures
from netsustain.exploration.decision.shown import months_by_future
from netsustain.exploration.decision.telling import months_said
from netsustain.exploration.decision.verdicts import BETTER, WORSE
from netsustain.report.canvas import BEST, FAINT, INK, SOFT, Frame, sheet
from netsustain.report.experiments.marks import labelled_rows, row_height, wide
from netsustain.report.marks import interval, interval_key
from netsustain.report.naming import labels, signed, tenth, whole, wrapped
from netsustain.report.sections import Picture, Section, section_of
from netsustain.report.words import Words

MAIN = "difference"
"""The figure that shows the answer."""
SHORTEST, LONGEST = "#f4f3ee", "#7fb2cc"
"""Shades of few and many months: dark letters can be read on both."""


class DecisionWords(Words):
    """The words of a decision in one language; futures have names as options do."""

    def __init__(self, decision: Decision, lang: str) -> None:
        super().__init__("decision", decision.comparison.scenarios, lang)
        self.decision = decision

    @cached_property
    def labels(self) -> dict[str, str]:
        """Short labels of options and futures by name."""
        return titles(self.decision.futures, self.lang) | labels(self.scenarios, self.lang)


def section(findings: Decision, lang: str) -> Section:
    """The decision as a part of a page; its first two sentences are the answer."""
    return section_of(DecisionWords(findings, lang), findings, _pictures(findings, lang))


def answer(findings: Decision, lang: str) -> list[str]:
    """The answer in two sentences."""
    words = DecisionWords(findings, lang)
    return [words.said(each) for each in findings.sentences[:2]]


class Part(NamedTuple):
    """What a decision adds to the page of its comparison, which shows each option's gain already.

    Attributes
    ----------
    answer
        Two sentences; none where nothing is compared.
    section
        What else is said of it, with the figure and tables of futures.
    verdicts
        Name of an option → the answer about it in a few words.
    """

    answer: list[str]
    section: Section
    verdicts: dict[str, str]


def part(findings: Decision, lang: str) -> Part:
    """The decision as a part of the comparison's own page."""
    words, whole_section = DecisionWords(findings, lang), section(findings, lang)
    rows = findings.tables["verdicts"].to_dict("records")
    shorter = replace(
        whole_section,
        sentences=whole_section.sentences[2:],
        figures=[each for each in whole_section.figures if each.name != MAIN],
        tables=whole_section.tables[1:],
    )
    said = {str(row["scenario"]): words.say(f"word_{row['answer']}") for row in rows}
    return Part(whole_section.sentences[:2], shorter, said)


def _pictures(findings: Decision, lang: str) -> dict[str, Picture]:
    if findings.tables["verdicts"].empty or not findings.tables["verdicts"]["gain"].notna().any():
        return {}
    found = {MAIN: Picture(partial(difference, findings), _gains(findings), _difference_values(findings))}
    if "futures" in findings.tables:
        found["futures"] = Picture(partial(futures, findings), _months(findings), _futures_values(findings))
    return found


# ---- what each option adds ------------------------------------------------------------------------


def difference(findings: Decision, frame: Frame) -> Any:
    """A dot an option with its interval, and the band in which a difference does not matter."""
    words = DecisionWords(findings, frame.lang)
    table = findings.tables["verdicts"]
    table = table[table["gain"].notna()].sort_values("gain", kind="stable")
    title = words.say("figure_difference_title", reference=findings.comparison.reference)
    figure = sheet(frame, 1.6 + row_height(frame) * len(table), title)
    names = [words.label(name) for name in table["scenario"]]
    axes = labelled_rows(figure, names, frame)
    axes.axvspan(-findings.worthwhile, findings.worthwhile, color=FAINT, alpha=0.35, linewidth=0, zorder=0.5)
    axes.axvline(0, color=INK, linewidth=0.9, zorder=1)
    for place, row in enumerate(table.to_dict("records")):
        settled = row["verdict"] in (BETTER, WORSE)
        colour = BEST if settled else SOFT
        interval(axes, place, row, colour)
        axes.plot([row["gain"]], [place], "o", color=colour, markersize=7.5, zorder=3,
                  markerfacecolor=colour if settled else "white")  # fmt: skip
        axes.annotate(signed(row["gain"]), (row["gain"], place), xytext=(0, 6), textcoords="offset points",
                      ha="center", va="bottom", fontsize=10, fontweight="bold", color=colour)  # fmt: skip
    axes.set_xlabel(wrapped(words.say("figure_difference_axis"), wide(frame)))
    axes.set_title(words.say("figure_difference_band"), x=_share_of(axes, 0.0), ha="center", fontsize=9.5,
                   fontweight="normal", color=SOFT)  # fmt: skip
    if findings.comparison.vectors > 1:
        interval_key(figure, frame)
    return figure


def _share_of(axes: Any, value: float) -> float:
    low, high = axes.get_xlim()
    return float((value - low) / (high - low))


def _gains(findings: Decision) -> Shown:
    columns = (
        Column("scenario", "scenario", "text"), Column("gain", "gain", "signed_tenth", "low", "high"),
        Column("verdict", "answer", "word"),
    )  # fmt: skip
    shown = findings.shown[0]
    return Shown("heading_verdicts", columns, shown.rows, shown.values)


def _difference_values(findings: Decision) -> dict[str, Any]:
    table = findings.tables["verdicts"]
    clear = list(table.loc[table["verdict"].isin((BETTER, WORSE)), "scenario"])
    counted = Said("count_some", {"names": clear}) if clear else Said("count_none")
    return {"reference": findings.comparison.reference, "worthwhile": months_said(findings.worthwhile),
            "part_count": counted}  # fmt: skip


# ---- options by future ----------------------------------------------------------------------------


def futures(findings: Decision, frame: Frame) -> Any:
    """A table shaded by months sustained: a row a future, a column an option; regret below, the best framed."""
    words, names = DecisionWords(findings, frame.lang), findings.comparison.names
    table = findings.tables["futures"]
    months, regret = (_grid(findings, column) for column in ("months", "regret"))
    told = [words.label(name) for name in dict.fromkeys(table["future"])]
    listed = "\n".join(wrapped(f"{place + 1}  {words.label(name)}", 46) for place, name in enumerate(names))
    height = 1.2 + (0.78 if frame.narrow else 0.62) * len(told) + (0.19 * (listed.count("\n") + 1) * frame.narrow)
    figure = sheet(frame, height, words.say("figure_futures_title"))
    axes = figure.subplots()
    axes.imshow(np.nan_to_num(months), cmap=_shades(), aspect="auto")
    for (row, column), value in np.ndenumerate(months):
        _cell(axes, column, row, float(value), float(regret[row, column]), frame)
    heads = [str(place + 1) if frame.narrow else wrapped(words.label(name), 14, 3) for place, name in enumerate(names)]
    axes.set_xticks(range(len(names)), heads)
    axes.set_yticks(range(len(told)), [wrapped(each, 15 if frame.narrow else 26, 4) for each in told])
    axes.xaxis.tick_top()
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    if frame.narrow:
        axes.set_xlabel(listed, loc="left", fontsize=9.5)
    return figure


def _cell(axes: Any, x: int, y: int, months: float, regret: float, frame: Frame) -> None:
    from matplotlib.patches import Rectangle

    written = whole if frame.narrow else tenth
    axes.text(x, y - 0.14, written(months), ha="center", va="center", fontsize=9.5 if frame.narrow else 11.5, color=INK,
              fontweight="bold" if regret == 0 else "normal")  # fmt: skip
    if regret > 0:
        lost = "< 1" if frame.narrow and round(regret) == 0 else written(regret)
        lost = f"−{lost}" if np.isfinite(regret) and lost[0] != "<" else lost
        axes.text(x, y + 0.24, lost, ha="center", va="center", fontsize=8 if frame.narrow else 9.5, color=INK)
    else:
        axes.add_patch(Rectangle((x - 0.47, y - 0.46), 0.94, 0.92, fill=False, edgecolor=INK, linewidth=1.6))


def _grid(findings: Decision, column: str) -> np.ndarray:
    """A column of the table of futures, (futures × options)."""
    table = findings.tables["futures"]
    wide_form = table.pivot(index="future", columns="scenario", values=column)
    return wide_form.loc[list(dict.fromkeys(table["future"])), findings.comparison.names].to_numpy(dtype=float)


def _shades() -> Any:
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("months", [SHORTEST, LONGEST])


def _months(findings: Decision) -> Shown:
    """Months by future and option; what is given away follows from a row."""
    return months_by_future(findings.comparison, findings.tables["futures"])


def _futures_values(findings: Decision) -> dict[str, Any]:
    return {"part_flips": over_futures(findings.tables, findings.comparison.reference)[0]}
