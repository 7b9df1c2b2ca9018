"""A branch for readers: its tables, the answer in words, and what not to make of it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from netsustain.exploration.answer import Column, Formed, Said, Shown
from netsustain.exploration.branches.form import NOTHING
from netsustain.exploration.branches.tables import FEWEST, Told

MONTHS = "months_sustained"
"""Whose unit months gained have."""
MOST_STATES = 12
"""Rows of the table of whom a policy helps."""


def best(table: pd.DataFrame) -> str | None:
    """The policy that surely brings most; None where none surely helps."""
    helps = table[table["sure"] & (table["gain"] > 0)]
    return None if helps.empty else str(helps.loc[helps["gain"].idxmax(), "scenario"])


def tables_shown(told: Told, table: pd.DataFrame, tells: pd.DataFrame) -> Iterator[Shown]:
    """What each policy brings, the best first; then in which networks more than in others."""
    columns = (
        Column("policy", "scenario", "scenario"),
        Column("months_after", "months", "number", "months_low", "months_high", MONTHS),
        Column("gain", "gain", "signed", "gain_low", "gain_high", MONTHS),
        Column("alive", "alive", "share"),
        Column("helped", "helped", "share"),
        Column("harmed", "harmed", "share"),
        Column("cost_gain", "cost_gain", "signed", "cost_gain_low", "cost_gain_high", "cost"),
        Column("variance_reduction", "variance_reduction", "share"),
    )
    rows = table.sort_values("gain", ascending=False, na_position="last", kind="stable", ignore_index=True)
    values = {"at": told.branches.experiment.at, "networks": int(table["runs"].iloc[0])}
    yield Shown("heading_policies", columns, rows, values, ("note_policies",))
    sure = tells[tells["sure"]]
    if len(sure):
        order = sure["difference"].sort_values(ascending=False, kind="stable").index
        listed = sure.loc[order].head(MOST_STATES).reset_index(drop=True)
        yield Shown("heading_states", STATE_COLUMNS, listed, {"looked": len(tells)}, ("note_states",))


STATE_COLUMNS = (
    Column("policy", "scenario", "scenario"),
    Column("state", "state", "outcome"),
    Column("more", "more", "word"),
    Column("less", "less", "word"),
    Column("contrast", "difference", "signed", "low", "high", MONTHS),
)


def sentences(told: Told, table: pd.DataFrame, tells: pd.DataFrame) -> Iterator[Said]:
    """What is there at the branch, which policy brings most, which bring nothing, and whom they help."""
    said, nothing = told.branches.experiment, table.iloc[0]
    runs, formed = int(nothing["runs"]), int(told.first["formed"].sum())
    if runs == 0:
        yield Said("answer_none", {"at": said.at, "networks": formed})
        return
    key = "answer_start_chosen" if said.starts else "answer_start"
    alive, months = Formed(float(nothing["alive"]), "share"), Formed(float(nothing["months"]), "number", MONTHS)
    yield Said(key, {"at": said.at, "networks": formed, "runs": runs, "alive": alive, "months": months})
    yield from _policies(table)
    yield from _whom(table, tells)


def _policies(table: pd.DataFrame) -> Iterator[Said]:
    others = table[table["scenario"] != NOTHING]
    winner = best(table)
    if winner is not None:
        row = others[others["scenario"] == winner].iloc[0]
        numbers = {name: Formed(float(row[f"gain_{name}"]), "number", MONTHS) for name in ("low", "high")}
        gain, alive = Formed(float(row["gain"]), "signed", MONTHS), Formed(float(row["alive"]), "share")
        yield Said("answer_best", {"policy": winner, "gain": gain, "alive": alive, **numbers})
    for key, chosen in (
        ("answer_harm", others["sure"] & (others["gain"] < 0)),
        ("answer_open", ~others["sure"]),
    ):
        names = others.loc[chosen, "scenario"].tolist()
        if names:
            yield Said(key, {"policies": names})


def _whom(table: pd.DataFrame, tells: pd.DataFrame) -> Iterator[Said]:
    """Where the best policy helps most, by the condition that tells most; silent where none surely does."""
    own = tells[tells["sure"] & (tells["scenario"] == best(table))]
    if own.empty:
        return
    row = own.loc[own["difference"].idxmax()]
    yield Said(f"answer_more_{row['more']}_{row['less']}", {
        "policy": str(row["scenario"]), "outcome": str(row["state"]),
        "difference": Formed(float(row["difference"]), "number", MONTHS),
    })  # fmt: skip


def warnings(told: Told, table: pd.DataFrame) -> Iterator[Said]:
    """Too few networks to say anything of whom a policy helps."""
    runs = int(table["runs"].iloc[0])
    if 0 < runs < FEWEST:
        yield Said("warning_few", {"runs": runs, "fewest": FEWEST})
