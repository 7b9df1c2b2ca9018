"""The table of verdicts: a row an option, with all that is said of it against the reference."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.comparison import Comparison
from netsustain.exploration.decision.frequencies import hundred, paired
from netsustain.exploration.decision.verdicts import Verdict, gain_of
from netsustain.health.survival import is_counted

COST_AT_LEAST, COST_UNKNOWN = "at_least", "unknown"
"""What a month gained costs where it may gain none: no less than so much, or it cannot be told."""
COUNTS = ("longer", "same", "shorter")


def options(comparison: Comparison, found: dict[str, Verdict]) -> pd.DataFrame:
    """One row an option.

    ``answer`` is verdict and reason in one word; ``gain`` in months with its interval and the part that is chance;
    ``longer``, ``same``, ``shorter``: of 100 paired futures, in how many it lasts so against the reference;
    ``share_positive``: share of accepted vectors under which it
    does on average; ``cost``: extra staff-days for a month gained, with its interval, or ``cost_least`` and
    ``cost_status`` where that is not defined.
    """
    pairs = comparison.pairs
    own = pairs[pairs["a"] == comparison.reference] if len(pairs) else pairs
    rows = [_row(comparison, pair, found[str(pair.b)]) for pair in own.itertuples(index=False)]
    return pd.DataFrame(rows)


def _row(comparison: Comparison, pair: Any, verdict: Verdict) -> dict[str, object]:
    gain = gain_of(pair)
    counts = counts_of(comparison, str(pair.b))
    return {
        "scenario": pair.b, "verdict": verdict.verdict, "reason": verdict.reason, "needed": verdict.needed,
        "answer": "_".join(filter(None, (verdict.verdict, verdict.reason))), "gain": gain.value, "low": gain.low,
        "high": gain.high, "low_chance": gain.low_chance, "high_chance": gain.high_chance,
        "unknown": gain.unknown, "share_positive": 1 - pair.share_positive,
        **dict(zip(COUNTS, counts, strict=True)), **_cost(pair), "replicates": int(pair.n),
    }  # fmt: skip


def counts_of(comparison: Comparison, name: str) -> tuple[float, ...]:
    """Of 100 paired futures, in how many an option lasts longer, as long and less long than the reference."""
    runs = [comparison.ensembles[each].runs.sort_values("replicate") for each in (name, comparison.reference)]
    both = np.logical_and(*(is_counted(each).to_numpy(dtype=bool) for each in runs))
    shares = paired(*(each["months_sustained"].to_numpy(dtype=float)[both] for each in runs))
    return hundred(shares) if both.any() else (float("nan"),) * len(COUNTS)


def _cost(pair: Any) -> dict[str, object]:
    status, gains = str(pair.status), pair.difference_months < 0
    if status == "not_defined":
        status = COST_AT_LEAST if np.isfinite(pair.cost_per_month_least) else COST_UNKNOWN
    elif not gains:
        status = COST_UNKNOWN  # nothing is gained that could cost anything
    defined = status == "defined"
    columns = {"cost": pair.cost_per_month, "cost_low": pair.cost_per_month_low, "cost_high": pair.cost_per_month_high}
    known = {name: value if defined else np.nan for name, value in columns.items()}
    return {**known, "cost_least": pair.cost_per_month_least, "cost_status": status}
