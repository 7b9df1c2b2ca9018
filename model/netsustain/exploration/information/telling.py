"""What knowing would be worth, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.answer import Formed, Said
from netsustain.exploration.discovery.telling import factor_form
from netsustain.exploration.factors import Factor
from netsustain.exploration.information.study import FEWEST

TOLD = 3
"""Factors that are told in a sentence each, at most."""
SURE = 0.9
"""A switch is told if so many resamples of the draws show it."""


def sentences(found: dict[str, pd.DataFrame], factors: Sequence[Factor], of: str, headline: str) -> tuple[Said, ...]:
    """The choice now, the value of everything, of single factors and groups, and switching values.

    Parameters
    ----------
    found
        The tables ``summary``, ``options`` and ``switching``.
    of
        Outcome whose unit the values have.
    """
    worth = found["summary"]
    whole = worth[worth["what"] == "everything"].iloc[0]
    told = [_now(found["options"], of, headline), _everything(whole, of)]
    singles = worth[worth["what"] == "factor"]
    if len(singles):
        told += _factors(singles, of)
    told += [_piece("said_group", row, of) for row in worth.to_dict("records") if _counts(row, "group")]
    return (*told, *_switches(found["switching"], singles, factors))


def _now(options: pd.DataFrame, of: str, headline: str) -> Said:
    best = options[options["chosen"]].iloc[0]
    rest = options[~options["chosen"]].sort_values("over_best", ascending=False, kind="stable")
    second = rest.iloc[0]
    sure = second["over_high"] < 0
    values = {
        "scenario": best["scenario"], "next": second["scenario"], "outcome": headline,
        "gain": Formed(-second["over_best"], "loss", of), "low": Formed(-second["over_high"], "number", of),
        "high": Formed(-second["over_low"], "number", of),
    }  # fmt: skip
    return Said("said_now" if sure else "said_now_unsure", values)


def _everything(row: pd.Series, of: str) -> Said:
    return _piece("said_everything" if row["verdict"] == "worth" else "said_everything_nothing", row.to_dict(), of)


def _factors(singles: pd.DataFrame, of: str) -> list[Said]:
    rows = [row for row in singles.to_dict("records") if row["verdict"] == "worth"]
    if not rows:
        return [Said("said_no_factor", {"floor": Formed(singles["floor"].iloc[0], "loss", of)})]
    told = [_piece("said_factor", row, of) for row in rows[:TOLD]]
    others = len(singles) - len(told)
    key = "said_others_less" if len(rows) > TOLD else "said_others" if others else ""
    return [*told, Said(key, {"floor": Formed(singles["floor"].iloc[0], "loss", of)})] if key else told


def _piece(key: str, row: dict[str, Any], of: str) -> Said:
    values = {end: Formed(float(row[end]), "number", of) for end in ("low", "high")}
    return Said(key, {"factor": row["name"], "value": Formed(float(row["value"]), "loss", of), **values})


def _counts(row: dict[str, Any], what: str) -> bool:
    return row["what"] == what and row["verdict"] == "worth"


def _switches(table: pd.DataFrame, singles: pd.DataFrame, factors: Sequence[Factor]) -> list[Said]:
    """Switches that most resamples show, of factors worth knowing."""
    worth = set(singles.loc[singles["verdict"] == "worth", "name"])
    forms = {factor.name: factor_form(factor) for factor in factors}
    rows = [row for row in table.to_dict("records") if row["seen"] >= SURE and row["factor"] in worth]
    return [
        Said("said_switch", {
            "factor": row["factor"], "below": row["below"], "above": row["above"],
            **{end: Formed(row[end], forms[row["factor"]]) for end in ("at", "low", "high")},
        })
        for row in rows
    ]  # fmt: skip


def warnings(draws: int, lost: int, options: pd.DataFrame, whole: pd.Series) -> tuple[Said, ...]:
    """Too few draws for regressions; draws left out; chance that hides what everything is worth."""
    found = []
    if draws < FEWEST:
        found.append(Said("warn_few", {"draws": draws, "enough": FEWEST}))
    if lost:
        found.append(Said("warn_lost", {"lost": lost}))
    if np.isfinite(whole["upper"]) and whole["upper"] - whole["lower"] > max(whole["value"], 1e-12):
        found.append(Said("warn_luck", {}))
    return tuple(found)
