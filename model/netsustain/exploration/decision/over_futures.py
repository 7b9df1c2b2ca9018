"""What several futures say of the options, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from netsustain.exploration.answer import Formed, Said
from netsustain.exploration.decision.frequencies import hundred

SURE = 0.9
"""A choice or an order that fewer samples make is called too close to call."""
Tables = Mapping[str, pd.DataFrame]


def over_futures(tables: Tables, reference: str) -> list[Said]:
    """Whether the choice flips, what criteria choose, regret and how often; nothing without futures."""
    if "futures" not in tables:
        return []
    chosen = _criteria(tables["criteria"])
    return [_flips(tables["flips"]), chosen, _regret(tables, reference), _often(tables, reference)]


def _flips(flips: pd.DataFrame) -> Said:
    """Which option lasts longest in which future."""
    usual = str(flips["scenario"].iloc[0])
    number = len(flips)
    others = flips[flips["flips"]]
    if others.empty:
        return Said("futures_agree", {"best": usual, "number": number})
    parts = [
        Said("flip", {"scenario": str(name), "futures": list(rows["future"])})
        for name, rows in others.groupby("scenario", sort=False)
    ]
    close = bool((others["sure"] < SURE).all())
    values: dict[str, Any] = {"best": usual, "count": number - len(others), "number": number, "parts": parts}
    return Said("futures_flip_close" if close else "futures_flip", values)


def _criteria(criteria: pd.DataFrame) -> Said:
    """Whether criteria agree on a choice, and how surely."""
    chosen = list(dict.fromkeys(criteria["scenario"]))
    if len(chosen) > 1:
        parts = [
            Said("criterion_chooses", {"word_criterion": row["criterion"], "scenario": row["scenario"],
                                       "sure": _hundred(row["chosen"])})
            for row in criteria.to_dict("records")
        ]  # fmt: skip
        return Said("criteria_differ", {"parts": parts})
    least = criteria.loc[criteria["chosen"].idxmin()]
    values = {"best": chosen[0], "sure": _hundred(least["chosen"])}
    if not least["next"]:
        return Said("criteria_agree", values)
    return Said("criteria_agree_next", {**values, "next": least["next"], "next_sure": _hundred(least["next_chosen"])})


def _regret(tables: Tables, reference: str) -> Said:
    """What the choice of least regret gives away at most, and what staying with the reference does."""
    table = tables["options"].set_index("scenario")
    best = str(tables["criteria"].set_index("criterion").loc["regret_worst", "scenario"])
    values = {"best": best, "regret": Formed(table.loc[best, "regret_worst"], "tenth")}
    if best == reference:
        return Said("regret_reference", values)
    other = {"reference": reference, "regret_reference": Formed(table.loc[reference, "regret_worst"], "tenth")}
    return Said("regret", {**values, **other})


def _often(tables: Tables, reference: str) -> Said:
    """In how many of 100 futures and lucks no other option lasts longer, and how it stands against the reference."""
    table = tables["options"].set_index("scenario")
    best = str(tables["criteria"].set_index("criterion").loc["mean", "scenario"])
    row = table.loc[best]
    values = {"best": best, "longest": _hundred(row["longest"]), "number": tables["futures"]["future"].nunique()}
    if best == reference:
        return Said("often_reference", values)
    counts = hundred((row["longer"], row["same"], row["shorter"]))
    pairs = {name: Formed(count, "whole") for name, count in zip(("longer", "same", "shorter"), counts, strict=True)}
    return Said("often", {**values, **pairs, "reference": reference})


def _hundred(share: float) -> Formed:
    return Formed(hundred((share, 1 - share))[0], "whole")
