"""Prior draws: how often a pattern is hit by parameters of which nothing is known but their plausible ranges.

A pattern that most draws hit is no evidence for the model. Every parameter is drawn uniformly from its plausible range
by one Latin hypercube for all patterns, but for what the scenario says itself; rules of a country (when leaders may
move) are facts of a set-up and stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from netsustain.exploration.designs import latin_hypercube
from netsustain.scenario.declarations import field_at
from netsustain.scenario.parameters import PARAMETER_GROUP, PARAMETER_NAMES
from netsustain.scenario.quantities import quantity_of
from netsustain.scenario.schema import Scenario
from netsustain.validation.ensembles import Done, by_vector, measured, run_setups, sound, with_said
from netsustain.validation.pattern import Measured, Pattern

DESIGN_SEED = 2564
"""Seed of the Latin hypercube, the same in every report."""
FACTS = ("annual_window", "window_month")
"""Parameters that are rules of a country, not unknowns."""
TOGETHER = 400
"""Runs of a set-up made at once: more would only take memory."""


@dataclass(frozen=True)
class Prior:
    """What prior draws give for one pattern.

    Attributes
    ----------
    measured
        Target → a measured value for each draw.
    """

    pattern: Pattern
    replicates: int
    measured: dict[str, list[Measured]]

    @property
    def draws(self) -> int:
        """Number of draws."""
        return len(next(iter(self.measured.values())))

    def _draw(self, number: int) -> dict[str, Measured]:
        return {name: values[number] for name, values in self.measured.items()}

    @property
    def hit_rate(self) -> float:
        """Share of draws whose values all lie in their bands as published.

        Not widened: a draw has few replicates, and bands widened by their error would hold almost anything. Errors
        move draws out of a band about as often as into it.
        """
        return sum(self.pattern.contained(self._draw(number)) for number in range(self.draws)) / self.draws

    @property
    def widened_hit_rate(self) -> float:
        """The same by the rule of a verdict: each band widened by two standard errors of its draw."""
        return sum(self.pattern.hit(self._draw(number)) for number in range(self.draws)) / self.draws

    def target_rate(self, name: str) -> float:
        """Share of draws whose value of one target lies in its band as published."""
        target = self.pattern.target(name)
        return sum(target.contains(each.value) for each in self.measured[name]) / self.draws


def drawn_parameters() -> dict[int, tuple[float, float]]:
    """Place among ``PARAMETER_NAMES`` → plausible range, for every parameter that is drawn."""
    found = {}
    for place, name in enumerate(PARAMETER_NAMES):
        field = field_at(Scenario, ("parameters", PARAMETER_GROUP[name], name))
        quantity = quantity_of(field) if field else None
        if quantity is not None and name not in FACTS and quantity.plausible[0] < quantity.plausible[1]:
            found[place] = (float(quantity.plausible[0]), float(quantity.plausible[1]))
    return found


def prior_points(draws: int) -> np.ndarray:
    """Values of the drawn parameters, (draws × parameters), the same for the same number of draws."""
    spans = np.array(list(drawn_parameters().values()))
    unit = latin_hypercube(draws, len(spans), DESIGN_SEED)
    return np.asarray(spans[:, 0] + unit * (spans[:, 1] - spans[:, 0]))


def measure_prior(
    pattern: Pattern, points: np.ndarray, replicates: int, seed: int, *, workers: int | None, done: Done
) -> Prior:
    """Measure a pattern under every prior draw."""
    columns = list(drawn_parameters())
    found: dict[str, list[Measured]] = {target.name: [] for target in pattern.targets}
    for some in _parts(points, replicates):
        vectors_for = partial(with_said, columns=columns, points=some)
        runs = replicates * len(some)
        ensembles = run_setups(pattern.setups, runs, seed, vectors_for, workers=workers, done=done)
        for rows in by_vector(ensembles, sound(ensembles), len(some)):
            for name, value in measured(pattern, ensembles, rows).items():
                found[name].append(value)
    return Prior(pattern, replicates, found)


def _parts(points: np.ndarray, replicates: int) -> Iterator[np.ndarray]:
    size = max(1, TOGETHER // replicates)
    for first in range(0, len(points), size):
        yield points[first : first + size]
