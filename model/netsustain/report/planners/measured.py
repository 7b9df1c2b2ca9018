"""What of a network was measured, and what stands in for what was not: counted in the tables it was read from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from netsustain.messages import text
from netsustain.report.phrases import joined
from netsustain.scenario.tables import tables_of

MEMBERS = ("size", "remoteness", "digital_access", "own_resources", "skill", "priority", "contributor", "alone")


def measured(scenario: Any, lang: str) -> list[str]:
    """Sentences on what the tables say; one that there are none where the network is drawn from a recipe."""
    network = scenario.network
    if network.files is None:
        recipe = network.recipe
        number = recipe.members
        size = f"{number.low:g}" if number.low == number.high else f"{number.low:g}–{number.high:g}"
        return [text("brief.measured_nothing", lang, members=size, degree=f"{recipe.mean_degree:g}")]
    tables = tables_of(scenario)
    known = [*_members(tables.members), *_ties(tables.ties)]
    files = [Path(each).name for each in (network.files.members, network.files.ties) if each]
    found = [
        text("brief.measured_read", lang, members=len(tables.members.names), ties=len(tables.ties["a"]),
             files=joined(files, lang))
    ]  # fmt: skip
    whole = [_field(name, lang) for name, part in known if part == 1]
    if whole:
        found.append(text("brief.measured_whole", lang, fields=joined(whole, lang)))
    partly = [
        text("brief.measured_share", lang, field=_field(name, lang), share=max(1, min(99, round(100 * part))))
        for name, part in known
        if 0 < part < 1
    ]  # fmt: skip
    if partly:
        found.append(text("brief.measured_partly", lang, fields=joined(partly, lang)))
    return found


def not_measured(scenario: Any, lang: str) -> list[str]:
    """Sentences on what the tables leave open, and what stands in for it."""
    if scenario.network.files is None:
        return []
    tables = tables_of(scenario)
    absent = [_field(name, lang) for name, part in (*_members(tables.members), *_ties(tables.ties)) if part == 0]
    found = [text("brief.assumed_drawn", lang, fields=joined(absent, lang))] if absent else []
    return [*found, text("brief.assumed_levels", lang)]


def _members(members: Any) -> list[tuple[str, float]]:
    """Fields of members and the share of members of whom they are known."""
    count = len(members.names)
    values = {**members.real, "contributor": np.where(members.contributor < 0, np.nan, members.contributor)}
    return [(name, _known(values.get(name, np.full(count, np.nan)))) for name in MEMBERS]


def _ties(ties: Any) -> list[tuple[str, float]]:
    trust = np.concatenate([ties["trust_ab"], ties["trust_ba"]])
    own = {"formal": np.where(ties["formal"] < 0, np.nan, ties["formal"]), "age": ties["age"]}
    if not len(ties["a"]):
        return []
    return [("trust", _known(trust)), *((name, _known(values)) for name, values in own.items())]


def _known(values: np.ndarray) -> float:
    return float(np.mean(~np.isnan(values))) if len(values) else 0.0


def _field(name: str, lang: str) -> str:
    return text(f"importing.field_{name}", lang)
