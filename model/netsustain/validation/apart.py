"""Chance and ignorance told apart: what luck adds to a simulated mean, and what parameter vectors do.

Replicate k runs under vector k modulo their number. A *round* is one replicate of each vector: rounds differ by luck
alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from netsustain.validation.ensembles import by_vector, measured
from netsustain.validation.pattern import Pattern

if TYPE_CHECKING:
    from netsustain.ensemble import Ensemble

ROUNDS = 10
"""Rounds that are wanted: replicates of each vector."""
FEWEST_ROUNDS = 4


def between_rounds(
    pattern: Pattern, ensembles: Mapping[str, Ensemble], kept: np.ndarray, vectors: int
) -> dict[str, float]:
    """Standard error of each measured mean that luck alone makes; NaN under no vector or for fewer than 4 rounds.

    A jackknife that leaves out one round after the other, and so a replicate of every vector, whatever the measure.
    """
    unknown = {target.name: math.nan for target in pattern.targets}
    if vectors < 1:
        return unknown
    rounds = next(iter(ensembles.values())).runs["replicate"].to_numpy()[kept] // vectors
    numbers = np.unique(rounds)
    if len(numbers) < FEWEST_ROUNDS:
        return unknown
    parts = [measured(pattern, ensembles, kept[rounds != number]) for number in numbers]
    return {name: _jackknife_error(np.array([part[name].value for part in parts])) for name in unknown}


def _jackknife_error(values: np.ndarray) -> float:
    """Standard error from the values without each group; NaN if one is not known."""
    count = len(values)
    return float(np.sqrt((count - 1) / count * np.square(values - values.mean()).sum()))


def between_vectors(
    pattern: Pattern, ensembles: Mapping[str, Ensemble], kept: np.ndarray, vectors: int
) -> dict[str, float]:
    """Standard deviation of each measured mean between parameter vectors; NaN for fewer than two.

    Each vector's replicates are measured in two halves. Luck differs between the halves, so their covariance over
    vectors is the variance that comes from the parameters, whatever the measure.
    """
    unknown = {target.name: math.nan for target in pattern.targets}
    if vectors < 2:
        return unknown
    halves = [
        [measured(pattern, ensembles, rows[half::2]) for half in (0, 1)] for rows in by_vector(ensembles, kept, vectors)
    ]
    return {name: _shared(np.array([[one[name].value, two[name].value] for one, two in halves])) for name in unknown}


def _shared(pairs: np.ndarray) -> float:
    """Root of the covariance of halves, (vectors × 2), over vectors where both are known; 0 where it is negative."""
    known = pairs[np.isfinite(pairs).all(axis=1)]
    if len(known) < 2:
        return math.nan
    return math.sqrt(max(float(np.cov(known.T)[0, 1]), 0.0))
