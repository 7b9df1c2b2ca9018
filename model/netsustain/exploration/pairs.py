"""Two scenarios compared replicate by replicate: the same luck in both, so only the scenario differs.

Signs follow the names: a positive ``difference_months`` and ``p_a_beats_b`` above one half both say that *a*
lasts longer than *b*.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from netsustain.health.ignorance import Widened
from netsustain.health.intervals import Estimates, Floats


def pair_names(names: list[str]) -> list[tuple[str, str]]:
    """All pairs in order: those with the first scenario (the reference) come first."""
    return list(combinations(names, 2))


def mcnemar(only_a: int, only_b: int) -> float:
    """Exact two-sided p-value of McNemar's test: discordant pairs fall either way with chance one half.

    Parameters
    ----------
    only_a, only_b
        Replicates in which only *a*, or only *b*, had the outcome.
    """
    from scipy.special import bdtr  # binomial distribution; scipy.stats.binomtest costs 1.7 s to import

    return float(min(1.0, 2 * bdtr(min(only_a, only_b), only_a + only_b, 0.5)))


def later(months_a: Floats, months_b: Floats) -> tuple[float, float]:
    """Shares of pairs in which *a* lasts longer, and in which both last equally long (NaN without pairs)."""
    if len(months_a) == 0:
        return float("nan"), float("nan")
    return float((months_a > months_b).mean()), float((months_a == months_b).mean())


def variance_reduction(a: Floats, b: Floats) -> float:
    """Share of the variance of a difference of means that pairing took away, against independent runs.

    1 − var(a − b) / (var a + var b): 0 for unrelated runs, 1 for identical ones, negative if pairing hurt;
    NaN when neither varies.
    """
    if len(a) < 2:
        return float("nan")
    unpaired = a.var(ddof=1) + b.var(ddof=1)
    return float(1 - (a - b).var(ddof=1) / unpaired) if unpaired > 0 else float("nan")


def pair_row(a: pd.DataFrame, b: pd.DataFrame, both: Floats) -> dict[str, float]:
    """What the pairs say without resampling; ``both`` marks replicates counted in both scenarios."""
    use = both.astype(bool)
    months_a, months_b = a["months_sustained"].to_numpy()[use], b["months_sustained"].to_numpy()[use]
    gone_a, gone_b = a["gone"].to_numpy()[use], b["gone"].to_numpy()[use]
    only_a, only_b = int((~gone_a & gone_b).sum()), int((gone_a & ~gone_b).sum())
    p_later, p_tie = later(months_a, months_b)
    return {
        "n": int(use.sum()),
        "p_a_beats_b": p_later + p_tie / 2,
        "p_a_later": p_later,
        "p_tie": p_tie,
        "only_a_not_dissolved": only_a,
        "only_b_not_dissolved": only_b,
        "mcnemar_p": mcnemar(only_a, only_b),
        "variance_reduction": variance_reduction(months_a, months_b),
    }


def cost_of_a_month(months: Estimates | Widened, costs: Estimates | Widened) -> pd.DataFrame:
    """Extra staff-days paid for each month of life gained, column by column.

    Returns
    -------
    DataFrame
        ``status``: ``defined`` with a value and interval; ``saves`` where the longer-living scenario also
        costs less (a ratio would mislead); ``not_defined`` where the interval of the months gained includes
        0, since a ratio to nothing can be anything. Then ``cost_per_month_least`` is what each month that b gains
        over a costs at the least (97.5 %), a month not gained costing without end; NaN where b may cost less than a.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        value = costs.value / months.value
        ratios = costs.resampled / months.resampled
    low, high = _percentiles(ratios)
    gained = (months.low > 0) | (months.high < 0)
    status = np.where(~gained, "not_defined", np.where(value < 0, "saves", "defined"))
    keep = status == "defined"
    columns = {"cost_per_month": value, "cost_per_month_low": low, "cost_per_month_high": high}
    frame = pd.DataFrame({name: np.where(keep, column, np.nan) for name, column in columns.items()})
    least = _percentiles(np.where(months.resampled < 0, ratios, np.inf))[0]
    known = ~gained & (least > 0) & np.isfinite(least)
    return frame.assign(status=status, cost_per_month_least=np.where(known, least, np.nan))


def _percentiles(values: Floats) -> tuple[Floats, Floats]:
    """The 2.5 % and 97.5 % points of each column (nearest rank: a ratio may be infinite)."""
    ordered = np.sort(values, axis=0)
    last = len(ordered) - 1
    return ordered[round(0.025 * last)], ordered[round(0.975 * last)]


def chance_of_highest(values: Floats) -> Floats:
    """Share of rows in which each column is the largest, ties split evenly; rows with NaN are left out."""
    rows = values[~np.isnan(values).any(axis=1)]
    if len(rows) == 0:
        return np.full(values.shape[1], np.nan)
    top = rows >= rows.max(axis=1, keepdims=True)
    return (top / top.sum(axis=1, keepdims=True)).mean(axis=0)
