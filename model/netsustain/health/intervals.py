"""Intervals: Wilson's for a share, and a bootstrap of replicates for means and ratios.

One set of resamples serves every number of a comparison. A resample draws whole replicates, so what was
paired by common random numbers stays paired, and any two numbers computed from it belong to the same futures.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

LEVEL = 0.95
"""Coverage all intervals aim at."""
RESAMPLES = 4000
"""The 2.5 % point of 4,000 resamples moves by about 3 % of the interval's width from seed to seed."""
_BLOCK_CELLS = 4_000_000

Floats = NDArray[np.float64]


def wilson(count: Floats | float, total: Floats | float, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Wilson's interval for a share, by its closed form.

    Parameters
    ----------
    count, total
        Number of replicates that did, and of all replicates (numbers or arrays of one shape).

    Returns
    -------
    low, high
        Shares 0-1; NaN where ``total`` is 0.
    """
    z = NormalDist().inv_cdf(0.5 + level / 2)
    n = np.where(np.asarray(total) > 0, total, np.nan).astype(float)
    share = np.asarray(count, dtype=float) / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # Rounding would otherwise leave 1e-17 where the closed form gives exactly 0 or 1.
    low = np.where(share == 0, 0.0, np.clip(centre - half, 0, 1))
    high = np.where(share == 1, 1.0, np.clip(centre + half, 0, 1))
    return low, high


@dataclass(frozen=True)
class Estimates:
    """Estimates of k numbers with their intervals, and what each resample gave (resamples × k)."""

    value: Floats
    low: Floats
    high: Floats
    resampled: Floats


class Resamples:
    """The same resamples of ``size`` replicates each time it is asked: a pure function of (size, seed)."""

    def __init__(self, size: int, seed: int, number: int = RESAMPLES) -> None:
        self.size, self.seed, self.number = size, seed, number

    def sums(self, columns: Floats) -> Floats:
        """Sum of each column over the replicates drawn: (size × k) → (resamples × k)."""
        generator = np.random.Generator(np.random.PCG64(self.seed))
        rows = max(1, _BLOCK_CELLS // max(1, self.size))
        blocks = [
            self._weights(generator, min(rows, self.number - start)) @ columns
            for start in range(0, self.number, rows)
        ]
        return np.concatenate(blocks)

    def _weights(self, generator: np.random.Generator, rows: int) -> Floats:
        """How often each replicate was drawn: a matrix product with counts replaces gathering the values."""
        drawn = generator.integers(0, self.size, (rows, self.size))
        drawn += self.size * np.arange(rows)[:, None]
        counts = np.bincount(drawn.ravel(), minlength=rows * self.size)
        return counts.reshape(rows, self.size).astype(float)

    def ratios(self, numerator: Floats, denominator: Floats) -> Estimates:
        """Ratios of sums with their BCa intervals: a mean when the denominator marks who counts.

        Parameters
        ----------
        numerator, denominator
            (size × k), finite; a replicate that does not count is 0 in both.

        Returns
        -------
        Estimates
            NaN where a denominator sums to 0; no interval (NaN) below two replicates.
        """
        k = numerator.shape[1]
        both = np.concatenate([numerator, denominator], axis=1)
        sums, total = self.sums(both), both.sum(axis=0)
        left_out = total - both
        with np.errstate(divide="ignore", invalid="ignore"):
            value = total[:k] / total[k:]
            resampled = sums[:, :k] / sums[:, k:]
            jackknife = left_out[:, :k] / left_out[:, k:]
        low, high = bca(value, resampled, jackknife)
        return Estimates(value, low, high, resampled)


def bca(value: Floats, resampled: Floats, jackknife: Floats, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Bias-corrected and accelerated bootstrap interval of each column (Efron 1987)."""
    from scipy.special import ndtr, ndtri  # scipy.special loads four times faster than scipy.stats

    rounding = 1e-12 * np.maximum(np.abs(value), 1.0)
    below = (resampled < value - rounding).mean(axis=0)
    tied = (np.abs(resampled - value) <= rounding).mean(axis=0)
    # Ties count half; the clip keeps the correction finite when every resample lies on one side.
    edge = 0.5 / len(resampled)
    bias = ndtri(np.clip(below + tied / 2, edge, 1 - edge))
    acceleration = _acceleration(jackknife)
    ends = []
    for tail in (0.5 - level / 2, 0.5 + level / 2):
        shifted = bias + ndtri(tail)
        ends.append(ndtr(bias + shifted / (1 - acceleration * shifted)))
    return _quantiles(resampled, ends[0]), _quantiles(resampled, ends[1])


def _acceleration(jackknife: Floats) -> Floats:
    """Skewness of the leave-one-out values over six, 0 where they do not vary."""
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = jackknife.mean(axis=0) - jackknife
        scale = 6 * (spread**2).sum(axis=0) ** 1.5
        return np.where(scale > 1e-30, (spread**3).sum(axis=0) / scale, 0.0)


def _quantiles(resampled: Floats, share: Floats) -> Floats:
    """One quantile for each column, by linear interpolation; NaN for a column that holds NaN."""
    ordered = np.sort(resampled, axis=0)
    spot = np.nan_to_num(share) * (len(ordered) - 1)
    lower = np.floor(spot).astype(int)
    upper = np.minimum(lower + 1, len(ordered) - 1)
    columns = np.arange(ordered.shape[1])
    left, right = ordered[lower, columns], ordered[upper, columns]
    value = left + (spot - lower) * (right - left)
    return np.where(np.isnan(ordered[-1]), np.nan, value)
