"""The answer of a comparison in words: which option, how surely, in how many of 100 futures, and at what cost."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from netsustain.exploration.answer import Formed, Said
from netsustain.exploration.comparison import Comparison
from netsustain.exploration.decision.frequencies import hundred
from netsustain.exploration.decision.looks import BASE, widening
from netsustain.exploration.decision.options import COST_AT_LEAST, COST_UNKNOWN
from netsustain.exploration.decision.over_futures import over_futures
from netsustain.exploration.decision.verdicts import BETTER, CANNOT_TELL, CHANCE, NO_DIFFERENCE, PARAMETERS, WORSE

MANY = 4
"""From so many options on, that every answer is right by itself does not make all right together."""
NOTEWORTHY = 0.005
"""Completions rarer than this are left out of the answer; the table still shows them."""
Tables = Mapping[str, pd.DataFrame]
Row = dict[str, Any]


def sentences(comparison: Comparison, tables: Tables, worthwhile: float) -> tuple[Said, ...]:
    """The answer: two sentences that stand alone, then what each option is, the futures, the cost and the runs."""
    table = tables["verdicts"]
    if table.empty:
        return ()
    if not comparison.table["counted"].any():
        return (Said("answer_none"), Said("answer_none_more"))
    lead, futures = leading(table), over_futures(tables, comparison.reference)
    answer = _answer(comparison, table, lead, worthwhile)
    found = (*_because(lead, comparison), *futures, _alive(comparison, lead["scenario"]), *_vectors(lead))
    groups = _groups(comparison, table, worthwhile)
    return (answer, found[0], *groups, *found[1:], _cost(comparison, lead), _runs(comparison))


def leading(table: pd.DataFrame) -> Row:
    """The option that the answer is about: of those that are better the one that gains most, else of those that may."""
    for verdict in (BETTER, CANNOT_TELL, NO_DIFFERENCE, WORSE):
        own = table[(table["verdict"] == verdict) & table["gain"].notna()]
        if len(own):
            row: Row = own.loc[own["gain"].idxmax()].to_dict()
            return row
    first: Row = table.iloc[0].to_dict()
    return first


def _answer(comparison: Comparison, table: pd.DataFrame, lead: Row, worthwhile: float) -> Said:
    key = f"answer_{lead['verdict']}" if math.isfinite(lead["gain"]) else "answer_nothing"
    if len(table) > 1 and key != "answer_nothing":
        key += "_many"
    return Said(key, {**_gained(lead), "reference": comparison.reference, "worthwhile": months_said(worthwhile),
                      "part_time": time_of(comparison.horizon)})  # fmt: skip


def _gained(row: Row) -> dict[str, Any]:
    """An option's gain with its interval, and natural frequencies."""
    size = abs(row["gain"])
    return {
        "best": row["scenario"], "gain": Formed(row["gain"], "signed_tenth"), "size": Formed(size, "tenth"),
        "low": Formed(row["low"], "signed_tenth"), "high": Formed(row["high"], "signed_tenth"),
        "part_pairs": Said("pairs", {name: Formed(row[name], "whole") for name in ("longer", "same", "shorter")}),
    }  # fmt: skip


def months_said(months: float) -> int | Formed:
    """A number of months without decimals that say nothing."""
    return int(months) if float(months).is_integer() else Formed(months, "tenth")


def time_of(months: int) -> Said:
    """A number of months as years where it is whole years."""
    if months % 12:
        return Said("months", {"number": months})
    return Said("year") if months == 12 else Said("years", {"number": months // 12})


def _because(lead: Row, comparison: Comparison) -> list[Said]:
    """Why the leading option's answer is open."""
    if lead["reason"] == CHANCE:
        needed = Formed(lead["needed"], "rounded")
        return [Said("because_chance", {"needed": needed, "made": comparison.replicates})]
    if lead["reason"] != PARAMETERS:
        return []
    return [Said("because_vectors", _under(lead))]


def _vectors(lead: Row) -> list[Said]:
    """Under how many accepted vectors the leading option lasts longer, where that is no reason said already."""
    known = math.isfinite(lead["share_positive"]) and lead["reason"] != PARAMETERS
    return [Said("vectors", _under(lead))] if known else []


def _under(lead: Row) -> dict[str, Any]:
    return {"under": _of_hundred(lead["share_positive"]), "best": lead["scenario"]}


def _groups(comparison: Comparison, table: pd.DataFrame, worthwhile: float) -> list[Said]:
    """Which options are better, worse and so on: a sentence a group; none where all are alike."""
    found: list[Said] = []
    if not (table[["verdict", "reason"]].nunique() > 1).any():
        return found
    for (verdict, reason), rows in table.groupby(["verdict", "reason"], sort=False):
        key = f"group_{verdict}_{reason}" if reason else f"group_{verdict}"
        values = {"names": list(rows["scenario"]), "reference": comparison.reference}
        found.append(Said(key, {**values, "worthwhile": months_said(worthwhile)}))
    return sorted(found, key=lambda said: ORDER.index(said.key))


ORDER = (
    "group_better", "group_cannot_tell_chance", "group_cannot_tell_parameters", "group_no_difference", "group_worse",
    "group_cannot_tell_nothing",
)  # fmt: skip


def _alive(comparison: Comparison, best: str) -> Said:
    own, other = comparison.row(best), comparison.row(comparison.reference)
    return Said("alive", {
        "best": best, "reference": comparison.reference, "part_time": time_of(comparison.horizon),
        "alive": _of_hundred(own["alive"]), "part_completed": _completed(own),
        "low": Formed(100 * own["alive_low"], "whole"), "high": Formed(100 * own["alive_high"], "whole"),
        "alive_reference": _of_hundred(other["alive"]),
    })  # fmt: skip


def _completed(row: pd.Series) -> Said | str:
    if not row["completed"] >= NOTEWORTHY:
        return ""
    return Said("answer_completed", {"completed": _of_hundred(row["completed"])})


def _of_hundred(share: float) -> Formed:
    known = math.isfinite(share)
    return Formed(hundred((share, 1 - share))[0] if known else math.nan, "whole")


def _cost(comparison: Comparison, lead: Row) -> Said:
    status = lead["cost_status"] if lead["gain"] > 0 else COST_UNKNOWN
    values = {"best": lead["scenario"], "reference": comparison.reference}
    if status == "defined":
        ends = {name: Formed(lead[f"cost_{name}"], "whole") for name in ("low", "high")}
        return Said("cost_defined", {**values, "cost": Formed(lead["cost"], "whole"), **ends})
    if status == COST_AT_LEAST:
        return Said("cost_at_least", {**values, "least": Formed(lead["cost_least"], "whole")})
    return Said("cost_saves" if status == "saves" else "cost_unknown", values)


def _runs(comparison: Comparison) -> Said:
    if comparison.looks == 1:
        return Said("runs_fixed", {"made": comparison.replicates})
    wider = Formed(widening(comparison.looks), "tenth")
    return Said("runs_grown", {"made": comparison.replicates, "base": BASE, "looks": comparison.looks, "wider": wider})


def warnings(comparison: Comparison, tables: Tables) -> tuple[Said, ...]:
    """What the answer must not be taken for."""
    table, found = tables["verdicts"], []
    if table.empty:
        return ()
    if comparison.vectors < 2:
        found.append(Said("warning_one_vector"))
    if comparison.replicates < BASE:
        found.append(Said("warning_few", {"made": comparison.replicates, "base": BASE}))
    if len(table) >= MANY:
        found.append(Said("warning_many", {"number": len(table)}))
    if "futures" in tables:
        found.append(Said("warning_futures", {"number": tables["futures"]["future"].nunique()}))
    return tuple(found)
