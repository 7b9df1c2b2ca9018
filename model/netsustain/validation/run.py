"""Run all published patterns: under the accepted parameters (or the defaults), and under prior draws."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from netsustain.calibration.accepted import Accepted, accepted, filled
from netsustain.ensemble import Ensemble
from netsustain.scenario.schema import Scenario
from netsustain.validation.ensembles import by_vector, measured, run_setups, sound
from netsustain.validation.outcome import Found, PatternOutcome, Validation
from netsustain.validation.pattern import Measured, Pattern
from netsustain.validation.patterns import PATTERNS
from netsustain.validation.prior import measure_prior, prior_points

Progress = Callable[[int, int], None]
"""Called with the runs done and the runs in all."""
REPLICATES_A_VECTOR = 10
"""Replicates of an accepted vector: five in each half, by which chance and ignorance are told apart."""
QUICK_SHARE = 0.25
"""Share of a pattern's replicates that a quick look takes."""
PRIOR = {"quick": (40, 10), "full": (200, 30)}
"""Prior draws and replicates of each."""


def validate(
    *,
    quick: bool = False,
    replicates: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    progress: Progress | None = None,
    patterns: tuple[Pattern, ...] | None = None,
    prior: tuple[int, int] | None = None,
) -> Validation:
    """Simulate every pattern and judge it.

    Parameters
    ----------
    quick
        Few replicates and prior draws: a look, not a report.
    replicates
        Replicates of every set-up instead of what each pattern wants.
    patterns
        Which patterns; all by default.
    prior
        Prior draws and replicates of each; by ``quick`` unless given.
    """
    started = time.perf_counter()
    draws, prior_replicates = prior or PRIOR["quick" if quick else "full"]
    found, points = accepted(), prior_points(draws)
    patterns = PATTERNS if patterns is None else patterns
    counts = {pattern.id: _replicates(pattern, replicates, quick) for pattern in patterns}
    total = sum(len(each.setups) * (counts[each.id] + draws * prior_replicates) for each in patterns)
    tally = _Tally(total, progress)
    outcomes = []
    for pattern in patterns:
        begun = time.perf_counter()
        means, kept = _measured(pattern, counts[pattern.id], seed, found, workers, tally)
        rates = measure_prior(pattern, points, prior_replicates, seed, workers=workers, done=tally)
        outcomes.append(
            PatternOutcome(
                pattern, means, rates, counts[pattern.id], counts[pattern.id] - kept, time.perf_counter() - begun
            )
        )
    vectors = max((_vectors(found, count) for count in counts.values()), default=0)
    return Validation(
        tuple(outcomes), seed, vectors, len(found) if found else 0, draws, prior_replicates, quick,
        time.perf_counter() - started,
    )  # fmt: skip


class _Tally:
    """Counts runs over all patterns."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._made, self._total, self._progress = 0, total, progress

    def __call__(self, runs: int) -> None:
        self._made += runs
        if self._progress is not None:
            self._progress(self._made, self._total)


def _replicates(pattern: Pattern, asked: int | None, quick: bool) -> int:
    if asked is not None:
        return asked
    return max(2, round(pattern.replicates * QUICK_SHARE)) if quick else pattern.replicates


def _vectors(found: Accepted | None, replicates: int) -> int:
    """Accepted vectors to spread replicates over; 0 when there are none."""
    return min(len(found), max(1, replicates // REPLICATES_A_VECTOR)) if found else 0


def _measured(
    pattern: Pattern, replicates: int, seed: int, found: Accepted | None, workers: int | None, tally: _Tally
) -> tuple[tuple[Found, ...], int]:
    """Simulated means with both uncertainties, and the replicates they rest on."""
    vectors = _vectors(found, replicates)

    def vectors_for(scenario: Scenario) -> np.ndarray | None:
        return filled(found, scenario, vectors) if found else None

    ensembles = run_setups(pattern.setups, replicates, seed, vectors_for, workers=workers, done=tally)
    kept = sound(ensembles)
    whole = measured(pattern, ensembles, kept)
    spread = between_vectors(pattern, ensembles, kept, vectors)
    means = []
    for target in pattern.targets:
        mean, apart = whole[target.name], spread[target.name]
        means.append(Found(target, chance_alone(mean, apart), apart.ignorance))
    return tuple(means), len(kept)


class Spread(NamedTuple):
    """What luck and what parameters add to a mean; NaN where there are fewer than two vectors."""

    chance: float
    """Standard error of the mean over all replicates that luck alone makes."""
    ignorance: float
    """Standard deviation of the mean between parameter vectors."""


def between_vectors(
    pattern: Pattern, ensembles: Mapping[str, Ensemble], kept: np.ndarray, vectors: int
) -> dict[str, Spread]:
    """Chance and ignorance of each target, told apart.

    Each vector's replicates are measured in two halves. Luck differs between the halves of a vector, parameters do not:
    differences within vectors are chance, the covariance of halves over vectors is what parameters add.
    """
    names = [target.name for target in pattern.targets]
    if vectors < 2:
        return dict.fromkeys(names, Spread(math.nan, math.nan))
    halves = [
        [measured(pattern, ensembles, rows[half::2]) for half in (0, 1)] for rows in by_vector(ensembles, kept, vectors)
    ]
    return {name: _apart(np.array([[one[name].value, two[name].value] for one, two in halves])) for name in names}


def _apart(pairs: np.ndarray) -> Spread:
    """Chance and ignorance from the halves of each vector, (vectors × 2); vectors not measurable are left out."""
    known = pairs[np.isfinite(pairs).all(axis=1)]
    if len(known) < 2:
        return Spread(math.nan, math.nan)
    within = float(np.square(known[:, 0] - known[:, 1]).mean() / 4.0)
    shared = float(np.cov(known.T)[0, 1])
    return Spread(math.sqrt(within / len(known)), math.sqrt(max(shared, 0.0)))


def chance_alone(mean: Measured, spread: Spread) -> Measured:
    """The mean with the error that luck alone makes, never more than its plain standard error.

    The plain one counts what parameters add as if it were luck. Halves are small, so that the other is too large where
    a measure is far from a mean.
    """
    if not math.isfinite(spread.chance):
        return mean
    return mean._replace(error=min(mean.error, spread.chance))
