"""Designs: how draws are laid out in the unit cube of the factors. One function and one line each.

A design is drawn once and stored: libraries may lay out other points under the same seed in a later version, so
nothing is ever drawn again for an experiment that has begun.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np


def latin_hypercube(draws: int, factors: int, seed: int) -> np.ndarray:
    """Each factor's range is cut into as many equal slices as there are draws, and every slice holds one draw.

    McKay, Beckman & Conover 1979; ``scipy.stats.qmc.LatinHypercube``.
    """
    from scipy.stats import qmc

    return np.asarray(_seeded(qmc.LatinHypercube, factors, seed).random(draws))


def sobol(draws: int, factors: int, seed: int) -> np.ndarray:
    """The first points of a scrambled Sobol' sequence: balanced in all dimensions when draws are a power of two.

    Sobol' 1967, scrambled as by Owen 1998; ``scipy.stats.qmc.Sobol``.
    """
    from scipy.stats import qmc

    power = max(draws - 1, 0).bit_length()
    return np.asarray(_seeded(qmc.Sobol, factors, seed).random_base2(power))[:draws]


def _seeded(sampler: Callable[..., Any], factors: int, seed: int) -> Any:
    generator = np.random.default_rng(seed)
    try:
        return sampler(factors, rng=generator)
    except TypeError:  # scipy before 1.15
        return sampler(factors, seed=generator)


METHODS: dict[str, Callable[[int, int, int], np.ndarray]] = {
    "latin_hypercube": latin_hypercube,
    "sobol": sobol,
}
"""Name of a design → function of (draws, factors, seed) that returns points in [0, 1), (draws × factors)."""


FULL_FACTORIAL = "full_factorial"


def full_factorial(levels: Sequence[int]) -> np.ndarray:
    """Every combination of levels, evenly from 0 to 1 with both ends, (product of levels × factors).

    The last factor changes fastest.
    """
    marks = [np.linspace(0.0, 1.0, number) for number in levels]
    return np.stack(np.meshgrid(*marks, indexing="ij"), axis=-1).reshape(-1, len(levels))


def unit_points(method: str, draws: int, factors: int, seed: int) -> np.ndarray:
    """Points of a design in the unit cube, (draws × factors)."""
    return METHODS[method](draws, factors, seed)
