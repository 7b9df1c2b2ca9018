"""Rows of a comparison as plain data for JSON: a number that is not known is None, never NaN."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from netsustain.health.series import CONDITIONS

SCHEMA = 1
CURVE = {
    "months": "month", "alive": "alive", "low": "alive_low", "high": "alive_high",
    "low_chance": "alive_low_chance", "high_chance": "alive_high_chance", "ignorance_share": "alive_ignorance",
}  # fmt: skip
SUSTAINED = {
    **{key: key for key in ("sustained_months", "sustained_low", "sustained_high")},
    **{key: key for key in ("sustained_low_chance", "sustained_high_chance")},
    "sustained_ignorance_share": "sustained_ignorance",
}
PAIR = {
    **{key: key for key in ("difference_months", "low", "high", "low_chance", "high_chance")},
    "ignorance_share": "ignorance",
    **{key: key for key in ("share_positive", "p_a_beats_b", "p_tie", "variance_reduction", "mcnemar_p")},
}
"""Name in JSON → column."""


def scenario_json(row: pd.Series, curve: pd.DataFrame) -> dict[str, Any]:
    """One scenario: shares 0-1, durations months, costs staff-days."""
    return {
        "name": row.name,
        "survival": {key: list(map(number, curve[column].tolist())) for key, column in CURVE.items()},
        **{key: number(row[column]) for key, column in SUSTAINED.items()},
        "ended_dissolved": number(row["dissolved"]),
        "ended_completed": number(row["completed"]),
        "health": {condition: number(row[condition]) for condition in CONDITIONS},
        "cost_per_month": number(row["cost_per_month"]),
        "p_best": number(row["p_best"]),
        "never_formed": int(row["never_formed"]),
        "failed": int(row["failed"]),
    }


def pair_json(pair: pd.Series) -> dict[str, Any]:
    """One pair: every number is about a against b."""
    return {"a": pair["a"], "b": pair["b"]} | {key: number(pair[column]) for key, column in PAIR.items()}


def number(value: Any) -> float | int | None:
    """A number JSON can hold; None for NaN and infinity, which it cannot."""
    if isinstance(value, int):
        return value
    plain = float(value)
    return plain if math.isfinite(plain) else None
