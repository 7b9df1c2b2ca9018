"""From even draws to draws that fit: a population moved under a tolerance that tightens.

Approximate Bayesian computation by a sequence of populations (Drovandi & Pettitt 2011). The first is a Latin hypercube
over the whole ranges. At every step the draws beyond the next tolerance are replaced by copies of others, then every
draw is moved a few times. A move changes some of the factors, by a difference of two other draws (ter Braak 2006) or to
a value drawn anew, is thrown back at the ends of the ranges, and holds if it stays within the tolerance. Moves are as
likely there as back, and every value inside the ranges as likely as another, so the population stays an even sample of
the region that fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from netsustain.exploration.calibration.draws import Draws, Laboratory
from netsustain.exploration.calibration.scoring import Scale
from netsustain.exploration.designs import latin_hypercube

CHANGED = 0.12
"""Chance that a move changes a factor."""
ANEW = 0.6
"""Chance that a changed factor is drawn anew from its whole range: what the tables leave open stays wide open."""


@dataclass(frozen=True)
class Plan:
    """How the population is found."""

    first: int
    """Draws of the Latin hypercube."""
    tolerances: tuple[float, ...]
    """Largest distance of any target, in standard deviations, step by step."""
    population: int
    rounds: tuple[int, ...]
    """Moves of every draw at each tolerance; most at the last, so that copies part."""
    seed: int
    """Of draws and of runs."""

    @property
    def simulated(self) -> int:
        """Draws simulated in all."""
        return self.first + self.population * sum(self.rounds)


@dataclass(frozen=True)
class Step:
    """What happened at one tolerance."""

    tolerance: float
    left: int
    """Different draws of the population before that were within it."""
    held: float
    """Share of moves that held."""


@dataclass(frozen=True)
class Population:
    """What a calibration ends with."""

    draws: Draws
    """Within the last tolerance."""
    steps: list[Step]
    near: Draws
    """Draws of the first hypercube within the first tolerance: each on its own, no copies among them."""


def proposed(unit: np.ndarray, luck: np.random.Generator) -> np.ndarray:
    """A move of every draw of a population; (draws × factors) both, inside 0 .. 1."""
    count, factors = unit.shape
    first = (np.arange(count) + luck.integers(1, count, count)) % count
    second = (np.arange(count) + luck.integers(1, count, count)) % count
    changed = luck.random((count, factors)) < CHANGED
    changed[np.arange(count), luck.integers(0, factors, count)] = True
    anew = changed & (luck.random((count, factors)) < ANEW)
    size = 2.38 / np.sqrt(2.0 * changed.sum(axis=1, keepdims=True))
    beyond = np.abs(unit + np.where(changed, size * (unit[first] - unit[second]), 0.0)) % 2.0
    return np.where(anew, luck.random((count, factors)), np.minimum(beyond, 2.0 - beyond))


def fitting_population(laboratory: Laboratory, scales: Sequence[Scale], plan: Plan) -> Population:
    """A population within the last tolerance, and what happened on the way.

    Raises
    ------
    ValueError
        If no draw is within the next tolerance.
    """
    factors = len(laboratory.problem.factors)
    unit = laboratory.points("first-points", lambda: latin_hypercube(plan.first, factors, plan.seed))
    draws, steps = laboratory.simulate(unit, plan.seed, "first"), []
    first = draws
    for number, (tolerance, rounds) in enumerate(zip(plan.tolerances, plan.rounds, strict=True)):
        near = np.flatnonzero(draws.worst(scales) <= tolerance)
        if len(near) == 0:
            raise ValueError(f"no draw reproduces every table within {tolerance} standard deviations: draw more")
        left = len(np.unique(draws.unit[near], axis=0))
        luck = np.random.default_rng([plan.seed, number])
        draws = draws.only(np.resize(luck.permutation(near), plan.population))
        held = 0
        for turn in range(rounds):
            draws, count = _turn(laboratory, draws, scales, tolerance, plan.seed, luck, f"move-{number}-{turn}")
            held += count
        steps.append(Step(tolerance, left, held / (rounds * plan.population)))
    return Population(draws, steps, first.only(first.worst(scales) <= plan.tolerances[0]))


def _turn(
    laboratory: Laboratory, draws: Draws, scales: Sequence[Scale], tolerance: float, seed: int,
    luck: np.random.Generator, key: str,
) -> tuple[Draws, int]:  # fmt: skip
    """One move of every draw; returns the population and how many moves held."""
    wanted = proposed(draws.unit, luck)
    new = laboratory.simulate(laboratory.points(f"{key}-points", lambda: wanted), seed, key)
    fits = new.worst(scales) <= tolerance
    unit, value, error = draws.unit.copy(), draws.value.copy(), draws.error.copy()
    unit[fits], value[fits], error[fits] = new.unit[fits], new.value[fits], new.error[fits]
    return Draws(unit, value, error), int(fits.sum())
