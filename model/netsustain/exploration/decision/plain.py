"""Verdicts and futures as plain data for JSON: a number that is not known is None, never NaN."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from netsustain.exploration.decision.futures import Future, titles
from netsustain.exploration.plain import number

VERDICT = {
    "gain_months": "gain", "low": "low", "high": "high", "low_chance": "low_chance", "high_chance": "high_chance",
    "replicates_needed": "needed", "share_of_vectors_longer": "share_positive", "longer_of_100": "longer",
    "same_of_100": "same", "shorter_of_100": "shorter", "cost_of_a_month": "cost", "cost_low": "cost_low",
    "cost_high": "cost_high", "cost_at_least": "cost_least",
}  # fmt: skip
FUTURE = {
    "sustained_months": "months", "low": "low", "high": "high", "gain_months": "gain", "gain_low": "gain_low",
    "gain_high": "gain_high", "regret_months": "regret", "p_best": "best", "share_longer": "longer",
    "share_same": "same", "share_shorter": "shorter",
}  # fmt: skip
"""Name in JSON → column."""


def verdicts_json(table: pd.DataFrame) -> list[dict[str, Any]]:
    """A mapping an option: the answer about it against the reference."""
    return [
        {"name": row["scenario"], "verdict": row["verdict"], "reason": row["reason"] or None}
        | {key: number(row[column]) for key, column in VERDICT.items()}
        | {"cost_status": row["cost_status"]}
        for row in table.to_dict("records")
    ]


def futures_json(tables: Mapping[str, pd.DataFrame], futures: Mapping[str, Future]) -> list[dict[str, Any]]:
    """A mapping a future: how each option does in it, and which lasts longest."""
    if "futures" not in tables:
        return []
    english, thai = titles(futures, "en"), titles(futures, "th")
    flips = tables["flips"].set_index("future")
    return [
        {
            "name": future,
            "title": {"en": english[str(future)], "th": thai[str(future)]},
            "longest": flips.loc[future, "scenario"],
            "scenarios": [
                {"name": row["scenario"]} | {key: number(row[column]) for key, column in FUTURE.items()}
                for row in rows.to_dict("records")
            ],
        }
        for future, rows in tables["futures"].groupby("future", sort=False)
    ]
