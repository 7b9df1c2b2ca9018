"""A calibration for readers: its tables, the answer in words, and what it must not be taken for.

Everything is read from the account that a release carries (``calibration.json``), so a packaged calibration can be
told like one that was made just now.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.answer import Column, Formed, Said, Shown
from netsustain.exploration.calibration.acceptance import IDENTIFIED_BELOW
from netsustain.validation.patterns import PATTERNS

MOST_TOLD = 5
"""Parameters named in the sentence on what the tables say something of."""
MOST_SHOWN = 15
"""Rows of the table of parameters."""
FEW_NEAR = 100
"""Draws near the tables below which a test misses all but strong effects."""
FEW_VECTORS = 50
"""Accepted vectors below which the ends of their ranges rest on two or three."""


def names_of_targets(lang: str) -> dict[str, str]:
    """``K1.alive_42`` → what is published there, in a few words."""
    return {
        f"{pattern.id}.{target.name}": f"{pattern.id}: {pattern.say(target.name, lang)}"
        for pattern in PATTERNS
        for target in pattern.targets
    }


# ---- tables ---------------------------------------------------------------------------------------


def tables_of(account: dict[str, Any], distances: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """``summary`` (a row a published number), ``identification`` (a row a parameter) and ``steps`` (a row a tolerance).

    Parameters
    ----------
    account
        See :mod:`netsustain.exploration.calibration.account`.
    distances
        (vectors × targets) distances from the published numbers, in standard deviations.
    """
    return {"summary": _targets(account, distances), "identification": _parameters(account), "steps": _steps(account)}


def _targets(account: dict[str, Any], distances: pd.DataFrame) -> pd.DataFrame:
    """Published and accepted; ``typical`` and ``farthest``: median and largest distance of any accepted vector."""
    table = pd.DataFrame(account["targets"]).drop(columns="what")
    numbers = ["published", "low", "high", "discrepancy", "accepted_mean", "accepted_low", "accepted_high"]
    table[numbers] = table[numbers].astype(float)  # nothing was published: None would be no number
    table.insert(0, "target", table["id"] + "." + table["name"])
    far = distances[list(table["target"])].abs()
    is_number = table["published"].notna().to_numpy()
    table["typical"] = np.where(is_number, far.median().to_numpy(), np.nan)
    table["farthest"] = np.where(is_number, far.max().to_numpy(), np.nan)
    ends = (table["low"].fillna(-np.inf), table["high"].fillna(np.inf))
    return table.assign(inside=table["accepted_mean"].between(*ends))


def _parameters(account: dict[str, Any]) -> pd.DataFrame:
    """What the tables say of each parameter, with the range drawn from and the middle 90 % of the accepted values."""
    table = pd.DataFrame(account["identification"])
    for column, ends in (("drawn", account["ranges"]), ("accepted", account["accepted_ranges"])):
        for side, end in (("low", 0), ("high", 1)):
            table[f"{column}_{side}"] = [float(ends[name][end]) for name in table["parameter"]]
    said = ~table["parameter"].isin(account["not_identified"])
    return table.assign(side=np.where(table["shift"] > 0, "higher", "lower"), said=said)


def _steps(account: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(account["moves"], columns=["tolerance", "left", "held"])


def tables_shown(account: dict[str, Any], tables: dict[str, pd.DataFrame]) -> Iterator[Shown]:
    """Published and accepted numbers; the parameters that the tables say most of; how the tolerance was tightened."""
    values = {**account["counts"], "draws": account["draws"], "accepted": account["accepted"]}
    yield Shown("heading_targets", TARGET_COLUMNS, tables["summary"], values, ("note_targets",))
    parameters, near = tables["identification"], account["identified_on"]["draws"]
    values = {"parameters": len(parameters), "near": near, "level": f"{IDENTIFIED_BELOW:g}"}
    shown = parameters.head(max(MOST_SHOWN, int(parameters["said"].sum())))
    yield Shown("heading_parameters", PARAMETER_COLUMNS, shown, values, ("note_parameters",))
    yield Shown("heading_steps", STEP_COLUMNS, tables["steps"], {"draws": account["draws"]}, ("note_steps",))


TARGET_COLUMNS = (
    Column("target", "target", "scenario"),
    Column("published", "published", of="unit"),
    Column("band_low", "low", of="unit"),
    Column("band_high", "high", of="unit"),
    Column("accepted_mean", "accepted_mean", "number", "accepted_low", "accepted_high", "unit"),
    Column("typical", "typical", "tenth"),
)
PARAMETER_COLUMNS = (
    Column("parameter", "parameter", "factor"),
    Column("drawn_low", "drawn_low"),
    Column("drawn_high", "drawn_high"),
    Column("accepted_low", "accepted_low"),
    Column("accepted_high", "accepted_high"),
    Column("side", "side", "word"),
    Column("p", "p", "small"),
)
STEP_COLUMNS = (
    Column("tolerance", "tolerance", "tenth"),
    Column("left", "left", "whole"),
    Column("held", "held", "share"),
)


# ---- sentences ------------------------------------------------------------------------------------


def sentences(account: dict[str, Any], tables: dict[str, pd.DataFrame]) -> Iterator[Said]:
    """How many were accepted of how many, how they fit, what the tables say of parameters, and what they leave open."""
    counts = account["counts"]
    yield Said("answer_accepted" if account["accepted"] == counts["within"] else "answer_accepted_some", {
        "draws": account["draws"], "fitting": counts["fitting"], "within": counts["within"],
        "accepted": account["accepted"], "cutoff": Formed(account["cutoff"], "tenth"),
        "tolerance": Formed(account["moves"][-1]["tolerance"], "tenth"),
    })  # fmt: skip
    yield from _fit(tables["summary"])
    yield from _narrowed(tables["identification"], int(account["identified_on"]["draws"]))


def _fit(table: pd.DataFrame) -> Iterator[Said]:
    numbers = table[table["published"].notna()]
    outside = numbers[~numbers["inside"]]
    values: dict[str, Any] = {"numbers": len(numbers), "inside": len(numbers) - len(outside)}
    if outside.empty:
        yield Said("answer_all_fit", values)
    else:
        order = outside["typical"].sort_values(ascending=False, kind="stable").index
        names = [str(name) for name in outside.loc[order, "target"]]
        yield Said("answer_some_fit", {**values, "kind_targets": names})


def _narrowed(table: pd.DataFrame, near: int) -> Iterator[Said]:
    """Parameters that the tables say something of, the surest first; then how many they leave open."""
    said = table[table["said"]]
    chance = Formed(IDENTIFIED_BELOW * len(table), "tenth")
    values = {"parameters": len(table), "found": len(said), "near": near, "chance": chance}
    if said.empty:
        yield Said("answer_nothing_narrowed", values)
        return
    names = [Said(f"narrowed_{row.side}", {"factor": row.parameter}) for row in said.head(MOST_TOLD).itertuples()]
    yield Said("answer_narrowed" if len(said) <= MOST_TOLD else "answer_narrowed_more", {**values, "listed": names})
    yield Said("answer_open", {"open": len(table) - len(said)})


def warnings(account: dict[str, Any], tables: dict[str, pd.DataFrame]) -> Iterator[Said]:
    """Few vectors, few draws to test on, as many found as by chance; and that a fit to these tables proves nothing."""
    if account["accepted"] < FEW_VECTORS:
        yield Said("warning_few_vectors", {"accepted": account["accepted"]})
    parameters, near = tables["identification"], int(account["identified_on"]["draws"])
    found = int(parameters["said"].sum())
    if 0 < found <= 2 * IDENTIFIED_BELOW * len(parameters):
        yield Said("warning_chance", {"found": found})
    if near < FEW_NEAR:
        yield Said("warning_few_near", {"near": near})
    yield Said("warning_no_proof")
