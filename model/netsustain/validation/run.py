"""Run all published patterns: under the accepted parameters (or the defaults), and under prior draws."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from netsustain.calibration.accepted import Accepted, accepted, filled
from netsustain.scenario.schema import Scenario
from netsustain.validation.apart import ROUNDS, between_rounds, between_vectors
from netsustain.validation.ensembles import measured, run_setups, sound
from netsustain.validation.outcome import Found, PatternOutcome, Validation
from netsustain.validation.pattern import Pattern
from netsustain.validation.patterns import PATTERNS
from netsustain.validation.prior import measure_prior, prior_points

Progress = Callable[[int, int], None]
"""Called with the runs done and the runs in all."""
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
    return min(len(found), max(1, replicates // ROUNDS)) if found else 0


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
    ignorance = between_vectors(pattern, ensembles, kept, vectors)
    chance = between_rounds(pattern, ensembles, kept, vectors)
    means = []
    for target in pattern.targets:
        mean, error = whole[target.name], chance[target.name]
        means.append(Found(target, mean._replace(error=error) if error > 0.0 else mean, ignorance[target.name]))
    return tuple(means), len(kept)
