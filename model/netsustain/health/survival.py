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

from netsustain.health.ignorance import components, wider
from netsustain.health.intervals import Floats, Resamples, wilson

ENDS = ("dissolved", "completed")
POOLED = 12
"""Months on either side that help to tell how much of the spread of a share is ignorance."""


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


def vector_of(runs: pd.DataFrame, vectors: int) -> np.ndarray:
    """Which parameter vector each replicate ran under: replicate k takes vector k modulo their number."""
    return runs["replicate"].to_numpy(dtype=int) % vectors


def survival_curve(runs: pd.DataFrame, horizon: int, vectors: int = 0) -> pd.DataFrame:
    """Share alive and cumulative incidence of each end, at the close of months 0 to ``horizon``.

    Parameters
    ----------
    vectors
        Parameter vectors the replicates were spread over; 0 when all ran under one.

    Returns
    -------
    DataFrame
        ``month``, ``alive``, ``dissolved``, ``completed`` (shares 0-1 that sum to 1), each with its interval
        ``_low`` and ``_high``, the part of it that is chance ``_low_chance`` and ``_high_chance`` (Wilson; the
        same without vectors) and ``_ignorance`` (share of the variance, NaN without vectors); and ``n``, the
        replicates counted. Shares are NaN when none is.
    """
    counted = runs[is_counted(runs)]
    curve = {"month": np.arange(horizon + 1), "n": np.full(horizon + 1, len(counted))}
    ended = {end: _ended_until(counted, horizon, end) for end in ENDS}
    ended["alive"] = 1.0 - ended["dissolved"] - ended["completed"]
    group = vector_of(counted, vectors) if vectors else None
    for name in ("alive", *ENDS):
        curve |= {f"{name}{part}": column for part, column in share_columns(ended[name], group).items()}
    return pd.DataFrame(curve)


def share_columns(marks: Floats, group: np.ndarray | None) -> dict[str, Floats]:
    """Shares of replicates marked 1, with their intervals: (replicates × months) → columns by ending of name.

    Parameters
    ----------
    group
        Parameter vector of each replicate; None when all ran under one.
    """
    total = marks.shape[0]
    low, high = wilson(marks.sum(axis=0), total)
    with np.errstate(invalid="ignore"):
        share = marks.sum(axis=0) / np.float64(total)
    found = {"": share, "_low": low, "_high": high, "_low_chance": low, "_high_chance": high}
    if group is None or total == 0:
        return found | {"_ignorance": np.full_like(share, np.nan)}
    parts = components(marks, np.ones_like(marks), group, POOLED)
    found["_low"], found["_high"] = wider(share, low, high, parts, 0.0, 1.0)
    return found | {"_ignorance": parts.share}


def _ended_until(runs: pd.DataFrame, horizon: int, end: str) -> Floats:
    """Marks replicates that came to this end by the close of a month: (replicates × months 0 to horizon)."""
    month = runs["end_month"].where(ended_by(runs, horizon, end), np.inf).to_numpy(dtype=float)
    return (month[:, None] <= np.arange(horizon + 1)).astype(float)


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
