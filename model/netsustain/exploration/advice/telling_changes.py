"""What would change the advice, in sentences: knowing something first, and more or less money."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from netsustain.exploration.advice.information import MORE
from netsustain.exploration.advice.unknown import World
from netsustain.exploration.answer import Formed, Said
from netsustain.exploration.discovery.telling import factor_form

TOLD = 2
"""Pieces of knowledge that are told in a sentence each, at most."""
SURE = 0.9
"""A switching value is told if so many resamples of the futures show it."""
LITTLE = 1.0
"""Less than a month is no change worth a word."""
Tables = dict[str, pd.DataFrame]


def sentences(world: World, told: Tables) -> Iterator[Said]:
    """Knowing everything, single numbers and what one enquiry tells; where the choice flips; money."""
    knowing = told["knowing"]
    whole = knowing[knowing["what"] == "everything"].iloc[0]
    worth = whole["verdict"] == "worth" and whole["value"] >= LITTLE
    yield Said("said_know_everything" if worth else "said_know_nothing", _worth(whole.to_dict()))
    pieces = _pieces(knowing)
    for row in pieces[:TOLD]:
        yield Said("said_know", {"factor": row["name"], "word_how": f"how_{row['group']}", **_worth(row)})
    if worth and not pieces:
        yield Said("said_know_no_single")
    yield from _switches(world, told)
    yield from _money(told["budgets"])


def _worth(row: dict[str, Any]) -> dict[str, Any]:
    return {end: Formed(float(row[name]), "tenth") for end, name in
            (("value", "value"), ("low", "low"), ("high", "high"))}  # fmt: skip


def _pieces(knowing: pd.DataFrame) -> list[dict[str, Any]]:
    """What is worth knowing, one row an enquiry: its single number where the group adds nothing to it."""
    told = (knowing["verdict"] == "worth") & (knowing["value"] >= LITTLE) & (knowing["lower"] > 0)
    rows = knowing[(knowing["what"] != "everything") & told]
    found: dict[str, dict[str, Any]] = {}
    for row in rows.sort_values("value", ascending=False, kind="stable").to_dict("records"):
        best = found.get(row["group"])
        if best is None or (best["what"] == "group" and row["what"] == "factor" and row["value"] >= best["value"]):
            found[row["group"]] = row
    return list(found.values())


def _switches(world: World, told: Tables) -> Iterator[Said]:
    """Where the choice flips, of numbers worth knowing whose curves cross once."""
    knowing = told["knowing"]
    worth = set(knowing.loc[(knowing["what"] == "factor") & (knowing["verdict"] == "worth"), "name"])
    forms = {factor.name: factor_form(factor) for factor in world.factors}
    for name, rows in told["switching"].groupby("factor", sort=False):
        sure = rows[rows["seen"] >= SURE]
        if name not in worth or len(sure) != 1 or len(rows) != 1:
            continue
        row = sure.iloc[0]
        yield Said("said_switch", {
            "factor": name, "mix_below": row["below"], "mix_above": row["above"],
            **{end: Formed(float(row[end]), forms[name]) for end in ("at", "low", "high")},
        })  # fmt: skip


def _money(budgets: pd.DataFrame) -> Iterator[Said]:
    """Whether less money would cost months, and more buy any."""
    if len(budgets) < 2:
        return
    less = budgets[budgets["share"] < 1].sort_values("share", ascending=False, kind="stable")
    if len(less):
        row = less.iloc[0]
        yield Said("said_less_costs" if row["over_high"] < 0 else "said_less_free", _change(row))
    more = budgets[budgets["share"] == MORE]
    if len(more):
        row = more.iloc[0]
        gains = row["over_low"] > 0 and row["over"] >= LITTLE
        yield Said("said_more_buys" if gains else "said_more_nothing", _change(row))


def _change(row: pd.Series) -> dict[str, Any]:
    return {
        "budget": Formed(row["budget"], "tenth"), "days": Formed(row["days"], "tenth"),
        "over": Formed(row["over"], "more_months"), "low": Formed(row["over_low"], "more_months"),
        "high": Formed(row["over_high"], "more_months"),
    }  # fmt: skip
