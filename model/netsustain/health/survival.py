"""How long networks last: the share alive, the two ways to end, and months sustained.

A network ends *completed* (its goals were met, its need is gone, or it was closed on purpose for that) or
*dissolved*. The two compete: after one, the other can no longer happen. Each therefore has its own cumulative
incidence, and at every month ``alive + dissolved + completed = 1``. Runs are censored only at the horizon, so
shares of runs estimate all three without a product-limit estimate (which would count completed networks as if
they could still dissolve).

All functions are pure. ``runs`` has one row a replicate: ``ended`` ("alive", "dissolved", "completed",
"never_formed"), ``end_month`` (first month no longer live, NaN if alive), ``months_sustained``, ``failed``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from netsustain.health.intervals import Floats, Resamples, wilson

ENDS = ("dissolved", "completed")


@dataclass(frozen=True)
class Tally:
    """How many replicates there are, and how many the shares are of."""

    replicates: int
    counted: int
    never_formed: int
    failed: int


def is_counted(runs: pd.DataFrame) -> pd.Series:
    """True for the replicates shares and means are of: they ran through and had a network to begin with."""
    return ~runs["failed"].astype(bool) & (runs["ended"] != "never_formed")


def tally(runs: pd.DataFrame) -> Tally:
    """Count the replicates, and those left out with the reason."""
    failed = runs["failed"].astype(bool)
    never_formed = ~failed & (runs["ended"] == "never_formed")
    return Tally(len(runs), int((~failed & ~never_formed).sum()), int(never_formed.sum()), int(failed.sum()))


def ended_by(runs: pd.DataFrame, horizon: int, end: str) -> pd.Series:
    """True for replicates that came to this end no later than the horizon (months)."""
    return (runs["ended"] == end) & (runs["end_month"] <= horizon)


def survival_curve(runs: pd.DataFrame, horizon: int) -> pd.DataFrame:
    """Share alive and cumulative incidence of each end, at the close of months 0 to ``horizon``.

    Returns
    -------
    DataFrame
        ``month``, ``alive``, ``dissolved``, ``completed`` (shares 0-1 that sum to 1), each with ``_low`` and
        ``_high`` (Wilson), and ``n``, the replicates counted. Shares are NaN when none is.
    """
    counted = runs[is_counted(runs)]
    curve = pd.DataFrame({"month": np.arange(horizon + 1), "n": len(counted)})
    counts = {end: _ended_until(counted, horizon, end) for end in ENDS}
    counts["alive"] = len(counted) - counts["dissolved"] - counts["completed"]
    for name in ("alive", *ENDS):
        with np.errstate(invalid="ignore"):
            curve[name] = counts[name] / np.float64(len(counted))
        curve[f"{name}_low"], curve[f"{name}_high"] = wilson(counts[name], len(counted))
    return curve


def _ended_until(runs: pd.DataFrame, horizon: int, end: str) -> Floats:
    """Number of replicates that came to this end by the close of each month, months 0 to the horizon."""
    months = runs.loc[ended_by(runs, horizon, end), "end_month"].to_numpy(dtype=int)
    return np.cumsum(np.bincount(months, minlength=horizon + 1)).astype(float)


def lost_to_dissolution(runs: pd.DataFrame, horizon: int) -> float:
    """Restricted mean time lost to dissolution, in months: the area under its cumulative incidence.

    The horizon minus this is the mean of ``months_sustained``; a completed network loses none.
    """
    return float(survival_curve(runs, horizon)["dissolved"].iloc[1:].sum())


@dataclass(frozen=True)
class Mean:
    """A mean with its interval; NaN where it cannot be told."""

    value: float
    low: float
    high: float


def months_sustained(runs: pd.DataFrame, seed: int = 1) -> Mean:
    """Mean months until dissolution (the horizon where it never came), with a bootstrap interval."""
    counted = is_counted(runs).to_numpy(dtype=float)[:, None]
    months = runs["months_sustained"].fillna(0).to_numpy(dtype=float)[:, None]
    found = Resamples(len(runs), seed).ratios(months * counted, counted)
    return Mean(float(found.value[0]), float(found.low[0]), float(found.high[0]))
