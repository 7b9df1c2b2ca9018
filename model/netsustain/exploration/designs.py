"""Designs: how draws are laid out in the unit cube of the factors. One function and one line each.

A design is drawn once and stored: libraries may lay out other points under the same seed in a later version, so
nothing is ever drawn again for an experiment that has begun.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np


def latin_hypercube(draws: int, factors: int, seed: int) -> np.ndarray:
    """Each factor's range is cut into as many equal slices as there are draws, and every slice holds one draw.

    McKay, Beckman & Conover 1979; ``scipy.stats.qmc.LatinHypercube``.
    """
    from scipy.stats import qmc

    generator = np.random.default_rng(seed)
    try:
        sampler = qmc.LatinHypercube(factors, rng=generator)
    except TypeError:  # scipy before 1.15
        sampler = qmc.LatinHypercube(factors, seed=generator)
    return np.asarray(sampler.random(draws))


METHODS: dict[str, Callable[[int, int, int], np.ndarray]] = {
    "latin_hypercube": latin_hypercube,
}
"""Name of a design → function of (draws, factors, seed) that returns points in [0, 1), (draws × factors)."""


def unit_points(method: str, draws: int, factors: int, seed: int) -> np.ndarray:
    """Points of a design in the unit cube, (draws × factors)."""
    return METHODS[method](draws, factors, seed)
