"""Tables of a diagnosis: as kept beside the page, and as shown to readers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netsustain.diagnosis.instruments import SEVEN
from netsustain.diagnosis.scores import STRONG, WEAK
from netsustain.diagnosis.structure import Structure
from netsustain.exploration.answer import Column, Shown

if TYPE_CHECKING:
    from netsustain.diagnosis.diagnosing import Diagnosis

MOST_PLAYERS = 10
CONDITION = Column("condition", "condition", "outcome")
CURRENT = Column("current", "current", "index", "current_low", "current_high")
STRUCTURE = (
    ("members", "whole"), ("ties", "whole"), ("components", "whole"), ("isolates", "whole"), ("density", "share"),
    ("centralisation", "index"), ("between_kinds", "share"), ("herfindahl", "index"), ("largest_share", "share"),
)  # fmt: skip
"""Numbers of a structure and how they are written."""
FIRST = (
    CONDITION, Column("share", "share", "share", "share_low", "share_high"), Column("leads", "leads", "chance"),
)  # fmt: skip
STARTS = (
    CONDITION, Column("measured", "level", "index"), Column("starts_at", "start", "index"),
    Column("through", "through", "word"), Column("set_to", "set_to", "index"),
)  # fmt: skip
PLAYERS = (
    Column("member", "name", "text"), Column("kind", "kind", "word"), Column("degree", "degree", "whole"),
    Column("cut_off", "cut_off", "whole"), Column("fragmentation", "fragmentation", "share"),
)  # fmt: skip
BRIDGES = (
    Column("kind", "kind_a", "word"), Column("kind_other", "kind_b", "word"), Column("ties", "ties", "whole"),
    Column("only", "only", "text"),
)  # fmt: skip


def kept(found: Diagnosis) -> dict[str, pd.DataFrame]:
    """Name of a file → table. No table holds the answers of single respondents."""
    tables: dict[str, pd.DataFrame] = {}
    if found.scores is not None and found.agreement is not None:
        tables |= {"summary": found.scores.conditions, "scales": found.scores.scales, "needs": found.scores.needs}
        tables |= {"agreement": found.agreement.conditions, "kinds": found.agreement.kinds}
    if found.structure is not None:
        tables |= {"structure": pd.DataFrame([found.structure.numbers]), "key_players": found.structure.members}
        tables |= {"kinds_of_ties": found.structure.kinds}
    if found.outlook is not None:
        tables |= {"first_to_give_way": found.outlook.first, "curves": found.outlook.comparison.curves}
        tables |= {"outlook": found.outlook.comparison.table}
        if found.scores is not None:
            tables |= {"starts": starts(found)}
    return tables


def shown(found: Diagnosis) -> Iterator[Shown]:
    """Tables for readers, in the order of the sentences."""
    if found.scores is not None:
        yield from _scores(found)
    if found.outlook is not None:
        yield from _outlook(found)
    if found.structure is not None:
        yield from structure(found.structure)
    if found.agreement is not None:
        yield from _agreement(found)


# ---- survey ---------------------------------------------------------------------------------------


def _scores(found: Diagnosis) -> Iterator[Shown]:
    assert found.scores is not None
    survey, table = found.survey, found.scores.conditions
    values = {"low": survey.instrument.low, "high": survey.instrument.high, "respondents": len(survey.respondents),
              "organisations": survey.organisations}  # fmt: skip
    desired = [Column("desired", "desired", "index", "desired_low", "desired_high")] if "desired" in table else []
    columns = (CONDITION, CURRENT, *desired, Column("apart", "apart", "signed_index", "apart_low", "apart_high"),
               Column("stands", "stands", "word"), Column("respondents", "respondents", "whole"))  # fmt: skip
    heading = "heading_conditions" if survey.grouped else "heading_conditions_alone"
    points = table["stands"].replace({STRONG: "point_strong", WEAK: "point_weak"})
    yield Shown(heading, columns, table.assign(stands=points), values, ("note_conditions",))
    if not found.scores.needs.empty:
        yield _needs(found.scores.needs)
    if survey.instrument.key != SEVEN:
        columns = (Column("scale", "scale", "word"), CURRENT, Column("condition", "condition", "outcome"))
        yield Shown("heading_scales", columns, found.scores.scales, values, ("note_scales",))


def _needs(table: pd.DataFrame) -> Shown:
    ordered = table.sort_values(["pni", "condition"], ascending=[False, True], ignore_index=True)
    columns = (CONDITION, Column("pni", "pni", "index", "pni_low", "pni_high"), Column("first", "first", "chance"))
    return Shown("heading_needs", columns, ordered, {}, ("note_needs",))


def _agreement(found: Diagnosis) -> Iterator[Shown]:
    assert found.agreement is not None
    known = Column("icc", "icc", "index")
    columns = (CONDITION, Column("agreement", "agreement", "index"), Column("size", "size", "word"),
               *((known,) if found.agreement.conditions["icc"].notna().any() else ()))  # fmt: skip
    yield Shown("heading_agreement", columns, found.agreement.conditions, {}, ("note_agreement",))
    table = found.agreement.kinds
    if table.empty:
        return
    wide = table.pivot(index="kind", columns="condition", values="current").reset_index()
    wide = wide.merge(table.groupby("kind", as_index=False)["respondents"].max(), on="kind")
    asked = [name for name in wide.columns if name in set(table["condition"])]
    columns = (Column("kind", "kind", "word"), Column("respondents", "respondents", "whole"),
               *(Column(f"short_{name}", name, "index") for name in asked))  # fmt: skip
    yield Shown("heading_kinds", columns, wide, {}, ("note_kinds",))


# ---- network --------------------------------------------------------------------------------------


def structure(found: Structure) -> Iterator[Shown]:
    """Tables of a network's structure."""
    row = pd.DataFrame([{"network": "network"} | found.numbers])
    columns = (Column("network", "network", "word"), *(Column(name, name, form) for name, form in STRUCTURE))
    yield Shown("heading_structure", columns, row, {}, ("note_structure",))
    yield Shown("heading_players", PLAYERS, found.members.head(MOST_PLAYERS), {}, ("note_players",))
    thin = found.kinds[found.kinds["only"] != ""]
    if not thin.empty:
        yield Shown("heading_bridges", BRIDGES, thin)


def _outlook(found: Diagnosis) -> Iterator[Shown]:
    assert found.outlook is not None
    if found.outlook.dissolved:
        yield Shown("heading_first", FIRST, found.outlook.first, {}, ("note_first",))
    if found.scores is not None:
        yield Shown("heading_starts", STARTS, starts(found), {}, ("note_starts",))


def starts(found: Diagnosis) -> pd.DataFrame:
    """Where the survey says the conditions stand and where the model starts them, 0-1.

    ``through`` and ``set_to``: the starting level that the survey measures, one row each; empty and NaN where none.
    """
    assert found.scores is not None
    assert found.outlook is not None
    condition = {scale.key: scale.condition for scale in found.survey.instrument.scales}
    rows = []
    for row in found.scores.conditions.to_dict("records"):
        key = row["condition"]
        set_here = [(each.name, each.level) for each in found.starts if condition[each.scale] == key]
        start = found.outlook.start.get(key, np.nan)
        rows += [(key, row["level"], start, *each) for each in set_here or [("", np.nan)]]
    return pd.DataFrame(rows, columns=["condition", "level", "start", "through", "set_to"])
