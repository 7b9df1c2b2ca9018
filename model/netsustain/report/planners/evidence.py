"""What the runs of a comparison show, for planners: its figures, and the options side by side."""

from __future__ import annotations

from functools import partial
from typing import Any

from netsustain.exploration.answer import Column, Findings, Shown
from netsustain.report.canvas import Frame
from netsustain.report.draw_alive import alive, lively
from netsustain.report.figure_numbers import numbers
from netsustain.report.figures import COMPARISON_FIGURES, figures_for
from netsustain.report.phrases import Phrases
from netsustain.report.readings import reading
from netsustain.report.sections import Drawing, Section, section_of
from netsustain.report.view import View
from netsustain.report.widths import widths
from netsustain.report.words import Words

FIGURES = ("survival", "sustained", "cost", "conditions", "ends")
"""Of a comparison, in the order of the page; what ends networks has a section of its own."""


def evidence(words: Phrases) -> Section:
    """The figures of a comparison and the options side by side."""
    comparison = words.comparison
    own = Words("evidence", comparison.scenarios, words.lang)
    values = {"time": words.time, "replicates": comparison.replicates}
    section = section_of(own, Findings(tables={}, shown=(_side_by_side(words, values),)), {}, values)
    figures = [_drawing(name, words) for name in FIGURES if name in figures_for(comparison)]
    return Section(**{**vars(section), "figures": figures, "sentences": widths(words)})


def opening_figure(words: Phrases) -> Drawing:
    """How many networks of a hundred are alive at the end, under each option."""
    own, comparison = Words("evidence", words.comparison.scenarios, words.lang), words.comparison
    shown = Shown(
        "figure_alive_title",
        (Column("option", "name", "scenario"), Column("alive", "alive", "share", "alive_low", "alive_high")),
        comparison.table.set_index("name").loc[lively(comparison)].reset_index(), {"time": words.time},
    )  # fmt: skip
    from netsustain.report.sections import table

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


def _ranked(words: Phrases) -> Any:
    table = words.comparison.table
    return table.sort_values("sustained_months", ascending=False, kind="stable", na_position="last")


def _side_by_side(words: Phrases, values: dict[str, Any]) -> Shown:
    columns = [
        Column("option", "name", "scenario"),
        Column("sustained", "sustained_months", "number", "sustained_low", "sustained_high"),
        Column("alive", "alive", "share", "alive_low", "alive_high"),
        Column("dissolved", "dissolved", "share", "dissolved_low", "dissolved_high"),
        Column("completed", "completed", "share", "completed_low", "completed_high"),
    ]  # fmt: skip
    if len(words.comparison.names) > 1:
        columns += [
            Column("gain", "gain", "signed", "gain_low", "gain_high"), Column("best", "p_best", "chance"),
        ]  # fmt: skip
    columns.append(Column("cost", "cost_per_month"))
    return Shown("table_side_by_side", tuple(columns), _ranked(words), values, ("note_side_by_side",))
