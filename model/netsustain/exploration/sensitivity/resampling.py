"""Intervals: whole blocks bootstrapped, or groups of rows left out in turn.

Rows of a block, and the lucks they share, hang together; blocks are independent. So blocks are what is drawn again.
Efron & Tibshirani 1993, ch. 6-13; for groups left out, Kott 2001 (delete-a-group jackknife).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from netsustain.health.intervals import LEVEL, Floats

RESAMPLES = 1000
_AT_A_TIME = 100


def resampled_means(terms: Floats, seed: int, resamples: int = RESAMPLES) -> Floats:
    """Means of terms over blocks drawn again with replacement.

    Parameters
    ----------
    terms
        (blocks × terms): what an estimator takes the mean of.
    seed
        The same seed draws the same blocks.

    Returns
    -------
    array
        (resamples × terms).
    """
    blocks = len(terms)
    generator = np.random.default_rng(seed)
    even = np.full(blocks, 1.0 / blocks)
    pieces = []
    for first in range(0, resamples, _AT_A_TIME):
        times = generator.multinomial(blocks, even, size=min(_AT_A_TIME, resamples - first))
        pieces.append(times @ terms / blocks)
    return np.concatenate(pieces)


def percentile_interval(resampled: Floats) -> tuple[Floats, Floats]:
    """The middle 95 % of resampled values, column by column.

    NaN where more than a few resamples know no value: an interval of the others alone would be too narrow.
    """
    tail = (1.0 - LEVEL) / 2.0
    known = np.isfinite(resampled).mean(axis=0) > 1.0 - tail
    low, high = np.full(resampled.shape[1:], np.nan), np.full(resampled.shape[1:], np.nan)
    if known.any():
        low[known], high[known] = np.nanquantile(resampled[:, known], [tail, 1.0 - tail], axis=0)
    return low, high


def left_out_interval(
    estimate: Callable[[np.ndarray], Floats], rows: int, groups: int = 10
) -> tuple[Floats, Floats, Floats]:
    """An estimate with Student's interval from leaving out groups of rows in turn.

    Parameters
    ----------
    estimate
        Function of the rows to use; returns an array.
    rows
        Rows in all; row r belongs to group r % groups, so every group is spread over the design.

    Returns
    -------
    value, low, high
        The estimate of all rows and its 95 % interval: variance (G − 1)/G Σ (θ_(g) − θ̄)², G − 1 degrees of freedom.
    """
    from scipy.special import stdtrit

    every = np.arange(rows)
    value = estimate(every)
    without = np.stack([estimate(every[every % groups != group]) for group in range(groups)])
    spread = (groups - 1) / groups * ((without - without.mean(axis=0)) ** 2).sum(axis=0)
    half = float(stdtrit(groups - 1, (1.0 + LEVEL) / 2.0)) * np.sqrt(spread)
    return value, value - half, value + half
