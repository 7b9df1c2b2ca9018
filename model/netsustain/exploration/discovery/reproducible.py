"""Would other draws give the same box? Half of the draws, again and again (Bryant & Lempert 2010, section 4.1)."""

from __future__ import annotations

import numpy as np

from netsustain.exploration.discovery.box import Box
from netsustain.exploration.discovery.cases import Cases
from netsustain.exploration.discovery.prim import Rules, find_box
from netsustain.health.intervals import Floats

TIMES = 20


def reproduced(cases: Cases, rules: Rules, seed: int, times: int = TIMES) -> Floats:
    """How often half of the draws give a box with a limit on this side of this factor.

    Returns
    -------
    shares
        (2 × factors), 0-1; a pure function of its arguments.
    """
    generator = np.random.Generator(np.random.PCG64(seed))
    factors = cases.points.shape[1]
    hits = np.zeros((2, factors))
    for _ in range(times):
        half = np.sort(generator.permutation(len(cases))[: max(2, len(cases) // 2)])
        part = cases.where(half)
        box = find_box(part, rules).box if 0 < part.share < 1 else Box.everything(factors)
        hits += np.isfinite(box.limits)
    return hits / times
