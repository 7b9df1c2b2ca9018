"""What the options are, what each changes, and what it takes to keep up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from netsustain.exploration.answer import Column, Findings, Formed, Said, Shown
from netsustain.exploration.options import planned_costs
from netsustain.report.option_changes import options
from netsustain.report.phrases import money
from netsustain.report.sections import Entry, Section, section_of
from netsustain.report.words import Words


def choices(scenarios: Mapping[str, Any], lang: str, *, standard: bool) -> Section:
    """The options as a section.

    Parameters
    ----------
    scenarios
        By name, the reference first.
    standard
        Whether they are the five strategies that stand in where a planner names none.
    """
    words, costs = Words("choices", scenarios, lang), planned_costs(scenarios)
    reference = next(iter(scenarios.values()))
    costs["worth"] = [
        money(amount, reference.currency, lang) if amount > 0 else "" for amount in costs["money"]
    ]  # fmt: skip
    told = options(scenarios, words.labels, lang)[1:]
    section = section_of(words, _findings(costs, standard), {})
    return replace(section, entries=[Entry(each["label"], each["changes"]) for each in told])


def _findings(costs: pd.DataFrame, standard: bool) -> Findings:
    shown = Shown(
        "table_costs",
        (
            Column("option", "scenario", "scenario"), Column("planned", "planned", "tenth"),
            Column("extra", "extra", "signed_tenth"), Column("worth", "worth", "text"),
        ),
        costs, notes=("note_planned",),
    )  # fmt: skip
    tables = (shown,) if len(costs) > 1 else ()
    return Findings(tables={"planned_costs": costs}, shown=tables, sentences=_said(costs, standard))


def _said(costs: pd.DataFrame, standard: bool) -> tuple[Said, ...]:
    """Which options stand here, and what the dearest takes."""
    if len(costs) == 1:
        return (Said("alone"),)
    dearest = costs.loc[costs["extra"].idxmax()]
    values: dict[str, Any] = {"number": len(costs) - 1, "reference": costs["scenario"].iloc[0]}
    opening = Said("standard" if standard else "given", values)
    if dearest["extra"] <= 0:
        return (opening, Said("none_dearer"))
    values = {"option": dearest["scenario"], "extra": Formed(dearest["extra"], "tenth"), "worth": dearest["worth"]}
    return (opening, Said("dearest", values))
