"""Rows of a comparison as plain data for JSON: a number that is not known is None, never NaN."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from netsustain.health.series import CONDITIONS

SCHEMA = 1
CURVE = {"months": "month", "alive": "alive", "low": "alive_low", "high": "alive_high"}
PAIR = ("difference_months", "low", "high", "p_a_beats_b", "p_tie", "variance_reduction", "mcnemar_p")


def scenario_json(row: pd.Series, curve: pd.DataFrame) -> dict[str, Any]:
    """One scenario: shares 0-1, durations months, costs staff-days."""
    return {
        "name": row.name,
        "survival": {key: list(map(number, curve[column].tolist())) for key, column in CURVE.items()},
        **{key: number(row[key]) for key in ("sustained_months", "sustained_low", "sustained_high")},
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
    return {"a": pair["a"], "b": pair["b"]} | {key: number(pair[key]) for key in PAIR}


def number(value: Any) -> float | int | None:
    """A number JSON can hold; None for NaN and infinity, which it cannot."""
    if isinstance(value, int):
        return value
    plain = float(value)
    return plain if math.isfinite(plain) else None
