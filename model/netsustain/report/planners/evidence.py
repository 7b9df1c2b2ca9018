"""What the runs of a comparison show, for planners: its figures, and the options side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from netsustain.exploration.answer import Column, Findings, Shown
from netsustain.report.canvas import Frame
from netsustain.report.draw_alive import alive, lively
from netsustain.report.figure_numbers import numbers
from netsustain.report.figures import COMPARISON_FIGURES, figures_for
from netsustain.report.phrases import Phrases
from netsustain.report.readings import reading
from netsustain.report.sections import Drawing, Section, section_of, table
from netsustain.report.sheets import sheet_of
from netsustain.report.view import View
from netsustain.report.widths import widths
from netsustain.report.words import Words

FIGURES = ("survival", "cost", "conditions", "ends")
"""Of a comparison, in the order of the page; differences and what ends networks have sections of their own."""


def evidence(words: Phrases) -> Section:
    """The figures of a comparison and the options side by side."""
    comparison = words.comparison
    own = Words("evidence", comparison.scenarios, words.lang)
    values = {"time": words.time, "replicates": comparison.replicates}
    section = section_of(own, Findings(tables={}, shown=(_side_by_side(words, values),)), {}, values)
    figures = [_drawing(name, words) for name in FIGURES if name in figures_for(comparison)]
    return replace(
        section, figures=figures, sentences=_said(own, words), explained=[*section.explained, *widths(words)],
        beside=[sheet_of(own, shown) for shown in _beside(words, values)],
    )  # fmt: skip


def _said(own: Words, words: Phrases) -> list[str]:
    """Between which options the number of networks alive at the end lies."""
    names = [name for name in lively(words.comparison) if words.row(name)["counted"]]
    if not names:
        return []
    most, fewest = words.row(names[0]), words.row(names[-1])
    values = {
        "time": words.time, "most": words.hundred(most["alive"]), "fewest": words.hundred(fewest["alive"]),
        "option_most": names[0], "option_fewest": names[-1],
    }  # fmt: skip
    if len(names) == 1:
        return [own.say("alive_one", **values)]
    return [own.say("alive_alike" if values["most"] == values["fewest"] else "alive_between", **values)]


def opening_figure(words: Phrases) -> Drawing:
    """How many networks of a hundred are alive at the end, under each option."""
    own, comparison = Words("evidence", words.comparison.scenarios, words.lang), words.comparison
    shown = Shown(
        "figure_alive_title",
        (Column("option", "name", "scenario"), Column("alive", "alive", "share", "alive_low", "alive_high")),
        comparison.table.set_index("name").loc[lively(comparison)].reset_index(), {"time": words.time},
    )  # fmt: skip
    told = table(own, shown)
    return Drawing(
        name="alive",
        title=told.heading,
        reading=own.say("figure_alive_reading" + ("_known" if words.known else ""), time=words.time),
        draw=lambda frame: alive(View(comparison, frame), told.heading),
        head=[cell.said for cell in told.head],
        rows=[[cell.flat for cell in row] for row in told.rows],
        sheet=told.sheet,
    )


def _drawing(name: str, words: Phrases) -> Drawing:
    behind = numbers(name, words)
    return Drawing(
        name=name,
        title=words.view.frame.say(f"{name}_title"),
        reading=reading(name, words),
        draw=partial(_drawn, words, name),
        head=behind.head,
        rows=behind.rows,
    )


def _drawn(words: Phrases, name: str, frame: Frame) -> Any:
    return COMPARISON_FIGURES[name](View(words.comparison, frame))


def _beside(words: Phrases, values: dict[str, Any]) -> Iterator[Shown]:
    """Month by month and pair by pair: for the workbook."""
    comparison = words.comparison
    option = Column("option", "scenario", "scenario")
    if len(comparison.names) > 1:
        pairs = comparison.pairs.rename(columns={"low": "difference_low", "high": "difference_high"})
        pairs["longer"] = pairs["p_a_beats_b"] - pairs["p_tie"] / 2
        columns = (
            Column("first", "a", "scenario"), Column("second", "b", "scenario"),
            Column("difference", "difference_months", "signed_tenth", "difference_low", "difference_high"),
            Column("outlasts", "longer", "chance"),
            Column("cost_difference", "cost_difference", "whole", "cost_low", "cost_high"),
        )  # fmt: skip
        yield Shown("table_pairs", columns, pairs, values, ("note_pairs",))
    ends = ("alive", "dissolved", "completed")
    shares = tuple(Column(name, name, "share", f"{name}_low", f"{name}_high") for name in ends)
    yield Shown("table_curves", (option, Column("month", "month", "whole"), *shares), comparison.curves, values)
    if len(comparison.conditions):
        yearly = comparison.conditions[comparison.conditions["month"] % 12 == 0]
        levels = yearly.assign(what=yearly["condition"].astype(str))
        columns = (
            option, Column("condition", "what", "outcome"), Column("month", "month", "whole"),
            Column("level", "while_alive"), Column("networks", "n", "whole"),
        )  # fmt: skip
        yield Shown("table_conditions", columns, levels, values, ("note_conditions",))


def _ranked(words: Phrases) -> Any:
    table = words.comparison.table
    return table.sort_values("sustained_months", ascending=False, kind="stable", na_position="last")


def _side_by_side(words: Phrases, values: dict[str, Any]) -> Shown:
    columns = [
        Column("option", "name", "scenario"),
        Column("sustained", "sustained_months", "tenth", "sustained_low", "sustained_high"),
        Column("alive", "alive", "share", "alive_low", "alive_high"),
        Column("dissolved", "dissolved", "share", "dissolved_low", "dissolved_high"),
        Column("completed", "completed", "share", "completed_low", "completed_high"),
    ]  # fmt: skip
    if len(words.comparison.names) > 1:
        columns += [
            Column("gain", "gain", "signed_tenth", "gain_low", "gain_high"), Column("best", "p_best", "chance"),
        ]  # fmt: skip
    columns.append(Column("cost", "cost_per_month", "tenth"))
    return Shown("table_side_by_side", tuple(columns), _ranked(words), values, ("note_side_by_side",))
