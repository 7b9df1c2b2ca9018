"""Whether there were runs enough: widths of intervals, and whether blocks drawn again rank the factors alike.

After Sarrazin, Pianosi & Wagener 2016 (convergence of indices and of ranking are different things; a factor below
0.05 is negligible) and Herman et al. 2013 (a tenth of the leading index), with the top-down correlation of Iman &
Conover 1987, in which the leading ranks weigh most.
"""

from __future__ import annotations

import numpy as np

from netsustain.health.intervals import Floats

NEGLIGIBLE = 0.05
"""Share of variance below which a factor hardly matters."""
WIDEST, WIDEST_SHARE = 0.05, 0.1
"""Half width of a converged index of a leading factor, and the share of the index that it may have if that is more."""
ALIKE = 0.8
"""Top-down correlation that 95 of 100 resamples must reach for a stable ranking."""
FEWEST = 128
"""Blocks below which the bootstrap itself is not to be trusted: what a factor does in one block of fifty, all of 128
would miss once in thirteen times, and then its interval is a point at 0."""
FEWEST_TRAJECTORIES = 30
"""The same for Morris' method, which only claims what it has seen."""

CONVERGED, RANKED, NOT, CHANCE, CONSTANT, FEW = (
    "converged", "ranked", "not_converged", "only_chance", "constant", "too_few",
)  # fmt: skip


def leaders(value: Floats) -> np.ndarray:
    """True for factors that are not negligible, and for the first of all whatever its size."""
    return (value >= NEGLIGIBLE) | (value == np.nanmax(value))


def agreement(value: Floats, resampled: Floats) -> float:
    """Top-down correlation of ranks that 95 of 100 resamples reach; 1 for a single factor."""
    if len(value) < 2:
        return 1.0
    known = resampled[np.isfinite(resampled).all(axis=1)]
    if len(known) == 0 or not np.isfinite(value).all():
        return float("nan")
    own, others = _savage(value[None])[0], _savage(known)
    number = len(value)
    found = (others @ own - number) / (number - own.max())
    return float(np.quantile(found, 0.05))


def _savage(values: Floats) -> Floats:
    """Savage scores of each row, the largest value first: Σ_{i ≥ rank} 1/i."""
    number = values.shape[1]
    scores = np.cumsum(1.0 / np.arange(number, 0, -1))[::-1]
    ranks = np.argsort(np.argsort(-values, axis=1, kind="stable"), axis=1, kind="stable")
    found: Floats = scores[ranks]
    return found


def settled(value: Floats, half_width: Floats) -> bool:
    """Whether all of these indices are known closely enough; an unknown half width is not."""
    return bool((half_width <= np.maximum(WIDEST, WIDEST_SHARE * value)).all())


def verdict(blocks: int, sizes_settled: bool, alike: float, fewest: int = FEWEST) -> str:
    """In one word, from the sizes of the leading factors and the agreement of ranks."""
    if blocks < fewest:
        return FEW
    if sizes_settled:
        return CONVERGED
    return RANKED if alike >= ALIKE else NOT


def importance(low: Floats, high: Floats, blocks: int) -> np.ndarray:
    """``matters``, ``little`` or ``open``: where the interval lies beside the negligible share; open of few blocks."""
    if blocks < FEWEST:
        return np.full(len(low), "open")
    return np.where(low > NEGLIGIBLE, "matters", np.where(high < NEGLIGIBLE, "little", "open"))
