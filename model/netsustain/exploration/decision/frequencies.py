"""Natural frequencies: shares as whole numbers of a hundred that add up."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from netsustain.health.intervals import Floats


def hundred(shares: Sequence[float]) -> tuple[int, ...]:
    """Shares that sum to 1 as whole numbers that sum to 100: by largest remainders, none that occurs as 0.

    Raises
    ------
    ValueError
        If they do not sum to 1.
    """
    if not math.isclose(sum(shares), 1.0, abs_tol=1e-6):
        raise ValueError(f"shares: got {list(shares)}, expected some that sum to 1")
    exact = [100 * share for share in shares]
    counts = [max(math.floor(each + 1e-9), 1 if each > 0 else 0) for each in exact]
    while sum(counts) != 100:
        step = 1 if sum(counts) < 100 else -1
        gaps = [step * (each - count) for each, count in zip(exact, counts, strict=True)]
        movable = [place for place, count in enumerate(counts) if exact[place] > 0 and (step > 0 or count > 1)]
        counts[max(movable, key=lambda place: gaps[place])] += step
    return tuple(counts)


def paired(own: Floats, other: Floats) -> tuple[float, float, float]:
    """Shares of pairs in which ``own`` lasts longer, as long and less long; NaN without pairs."""
    if not len(own):
        return math.nan, math.nan, math.nan
    return float((own > other).mean()), float((own == other).mean()), float((own < other).mean())


def longest(values: Floats) -> Floats:
    """Share of rows in which no column is larger: ties count for each (rows × columns → columns)."""
    if not len(values):
        return np.full(values.shape[1], np.nan)
    return np.asarray((values >= values.max(axis=1, keepdims=True)).mean(axis=0))
