"""A programme for readers: its tables, the answer in words, and what not to make of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from netsustain.exploration.answer import Column, Formed, Said, Shown
from netsustain.exploration.programmes.form import WITH, WITHOUT, Programme
from netsustain.exploration.programmes.kindtables import ALL, GROUP
from netsustain.exploration.programmes.results import Results
from netsustain.exploration.programmes.targeting import reached

FEW_FUTURES = 12
"""Below so many futures the intervals are wide, and half of them choose badly."""
MAIN_RULE = "gain_per_day"

KIND_COLUMNS = (
    Column("by", "by", "scenario"),
    Column("kind", "kind", "scenario"),
    Column("networks", "networks", "whole"),
    Column("alive_without", WITHOUT, "share", f"{WITHOUT}_low", f"{WITHOUT}_high"),
    Column("alive_with", WITH, "share", f"{WITH}_low", f"{WITH}_high"),
    Column("alive_gain", "alive_gain", "points", "alive_gain_low", "alive_gain_high"),
    Column("gain", "gain", "signed", "gain_low", "gain_high"),
    Column("cost", "cost", "signed", "cost_low", "cost_high", "cost"),
)
RULE_COLUMNS = (
    Column("rule", "rule", "word"),
    Column("gain_share", "gain", "share", "gain_low", "gain_high"),
    Column("cost_share", "cost", "share", "cost_low", "cost_high"),
    Column("over_cost", "over_cost", "points", "over_cost_low", "over_cost_high"),
    Column("over_lots", "over_lots", "signed", "over_lots_low", "over_lots_high"),
)


def tables_shown(said: Programme, results: Results, found: dict[str, pd.DataFrame]) -> Iterator[Shown]:
    """Kinds of network, then what choosing brings when the budget reaches only some."""
    values = {"outcome": results.headline, "networks": len(results.networks), "futures": results.futures}
    columns = [replace(each, of=results.headline) if each.key == "gain" else each for each in KIND_COLUMNS]
    yield Shown("heading_kinds", tuple(columns), found["summary"], values, ("note_kinds",))
    supported = reached(len(results.networks), said.reach)
    rows = at_reach(found, supported)
    yield Shown("heading_targeting", RULE_COLUMNS, rows, {**values, "supported": supported}, ("note_targeting",))


def at_reach(found: dict[str, pd.DataFrame], supported: int) -> pd.DataFrame:
    """What each rule brings when the budget reaches so many networks."""
    table = found["targeting"]
    return table[table["supported"] == supported].reset_index(drop=True)


def sentences(said: Programme, results: Results, found: dict[str, pd.DataFrame], months: int) -> Iterator[Said]:
    """How many live without and with the programme, what choosing brings, and which kinds gain most."""
    table = found["summary"].set_index(["by", "kind"]).loc[ALL, ALL]
    yield Said("answer_alive", {
        "networks": len(results.networks), "years": _years(months), "programme": WITH,
        "without": Formed(table[WITHOUT], "share"), "with_it": Formed(table[WITH], "share"),
        "difference": Formed(table["alive_gain"], "points"),
        "low": Formed(table["alive_gain_low"], "points"), "high": Formed(table["alive_gain_high"], "points"),
    })  # fmt: skip
    yield from _kinds(found["contrasts"], WITHOUT, "answer_lives", "of_hundred")
    if not table["gain_low"] > 0:
        key = "answer_harms" if table["gain_high"] < 0 else "answer_no_gain"
        yield Said(key, {"programme": WITH, "outcome": results.headline})
        return
    yield _targeted(results, found, reached(len(results.networks), said.reach))
    gains = list(_kinds(found["contrasts"], "gain", "answer_kind", "number", results.headline))
    yield from gains or [Said("answer_kind_none")]


def _years(months: int) -> int | Formed:
    return months // 12 if months % 12 == 0 else Formed(months / 12, "number")


def _targeted(results: Results, found: dict[str, pd.DataFrame], supported: int) -> Said:
    """What the main rule brings at the reach of the budget, or that it is no better than lots."""
    rows = at_reach(found, supported)
    row = rows[rows["rule"] == MAIN_RULE].iloc[0]
    values = {
        "supported": supported, "networks": len(results.networks),
        **{name: Formed(row[name], "share") for name in ("share", "gain", "cost")},
        **{end: Formed(row[f"gain_{end}"], "share") for end in ("low", "high")},
    }
    return Said("answer_targeted" if row["over_cost_low"] > 0 else "answer_lots", values)


def _kinds(contrasts: pd.DataFrame, measure: str, key: str, form: str, of: str = "") -> Iterator[Said]:
    """The two kinds that surely differ most in a measure; nothing where none surely do."""
    sure = contrasts[contrasts["sure"] & (contrasts["measure"] == measure)]
    if sure.empty:
        return
    row = sure.loc[sure["difference"].idxmax()]
    yield Said(f"{key}_group" if row["by"] == GROUP else key, {
        "kind_by": str(row["by"]), "kind_more": str(row["more"]), "kind_less": str(row["less"]),
        "difference": Formed(float(row["difference"]), form, of),
    })  # fmt: skip


def warnings(results: Results) -> Iterator[Said]:
    """Few futures: those are what is independent, however many networks there are."""
    if results.futures < FEW_FUTURES:
        yield Said("warning_futures", {"futures": results.futures, "few": FEW_FUTURES})
