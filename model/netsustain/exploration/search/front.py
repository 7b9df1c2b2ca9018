"""Fronts: which policies none dominates, how much of the space they dominate, and the knee between extremes.

All values here are turned so that less is better.
"""

from __future__ import annotations

import numpy as np

from netsustain.health.intervals import Floats

MARGIN = 1.1
"""The corner that hypervolumes are measured from lies a tenth beyond the worst: extremes of the front count too."""


def nondominated(values: Floats) -> np.ndarray:
    """Which rows no other row dominates: (… × policies × objectives) → (… × policies).

    A row dominates another if it is nowhere worse and somewhere better; equal rows dominate neither.
    """
    worse = np.zeros((*values.shape[:-1], values.shape[-2]), dtype=bool)  # [i, j]: j is worse than i in something
    better = np.zeros_like(worse)
    for number in range(values.shape[-1]):
        one = values[..., number]
        worse |= one[..., None, :] > one[..., :, None]
        better |= one[..., None, :] < one[..., :, None]
    return np.asarray(~(better & ~worse).any(axis=-1))


def hypervolume(front: Floats, ideal: Floats, nadir: Floats) -> float:
    """Share of the box between two corners (a tenth larger) that a front dominates; above 1 beyond the ideal.

    Zitzler & Thiele 1999; computed by pymoo's indicator. An objective that is the same at both corners is left out.
    """
    wide = nadir > ideal
    if not wide.any() or not len(front):
        return 0.0
    from pymoo.indicators.hv import Hypervolume

    scaled = (front[:, wide] - ideal[wide]) / (nadir[wide] - ideal[wide])
    corner = np.full(int(wide.sum()), MARGIN)
    inside = scaled[(scaled < corner).all(axis=1)]
    found = float(Hypervolume(ref_point=corner).do(inside)) if len(inside) else 0.0
    return found / MARGIN ** len(corner)


def knee(values: Floats) -> int:
    """The row of a front farthest below the line (plane, …) through its extremes: where giving up a little of one
    objective would cost much of another (Das 1999).

    Every objective is scaled to the range of the front. With two objectives or more the distance to the plane through
    the best of each is ``1 − Σ scaled``, up to a constant factor.
    """
    low, high = values.min(axis=0), values.max(axis=0)
    wide = high > low
    if not wide.any():
        return 0
    scaled = (values[:, wide] - low[wide]) / (high[wide] - low[wide])
    return int(np.argmin(scaled.sum(axis=1)))
