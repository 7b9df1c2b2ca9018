"""What is calibrated: the parameters drawn, the set-ups simulated, and what a draw gives."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from netsustain.calibration.accepted import explicit_parameters
from netsustain.ensemble import Ensemble, simulate
from netsustain.scenario.parameters import PARAMETER_GROUP, PARAMETER_NAMES, Parameters, parameter_values
from netsustain.scenario.quantities import quantity_of
from netsustain.scenario.schema import Scenario
from netsustain.validation.pattern import Measured, Pattern


@dataclass(frozen=True)
class Factors:
    """Parameters drawn, each uniformly between two values."""

    names: tuple[str, ...]
    low: np.ndarray
    high: np.ndarray

    def __len__(self) -> int:
        return len(self.names)

    def values(self, unit: np.ndarray) -> np.ndarray:
        """Parameter values of points of the unit cube; (draws × factors) both."""
        return self.low + unit * (self.high - self.low)

    def unit(self, values: np.ndarray) -> np.ndarray:
        """The inverse of :meth:`values`."""
        return (values - self.low) / (self.high - self.low)


def plausible_range(name: str) -> tuple[float, float]:
    """The range that ``scenario/parameters.py`` declares for a parameter."""
    group = type(getattr(Parameters(), PARAMETER_GROUP[name]))
    item = quantity_of(group.model_fields[name])
    assert item is not None, f"{name} is declared without a quantity"
    return item.plausible


def plausible_factors(fixed: Collection[str] = ()) -> Factors:
    """Every parameter whose plausible range is wider than a point, but the fixed ones.

    Raises
    ------
    ValueError
        If a fixed name is no parameter.
    """
    unknown = sorted(set(fixed) - set(PARAMETER_NAMES))
    if unknown:
        raise ValueError(f"fixed: got {', '.join(unknown)}, expected names of parameters")
    ranges = {name: plausible_range(name) for name in PARAMETER_NAMES if name not in fixed}
    names = tuple(name for name, (low, high) in ranges.items() if high > low)
    low, high = (np.array([ranges[name][side] for name in names]) for side in (0, 1))
    return Factors(names, low, high)


def row_of(factors: Factors, values: np.ndarray, scenario: Scenario) -> np.ndarray:
    """One parameter vector, (1 × parameters): the draw, but what the scenario sets itself."""
    row = np.array(parameter_values(scenario.parameters))
    said = set(explicit_parameters(scenario))
    for name, value in zip(factors.names, values, strict=True):
        if name not in said:
            row[PARAMETER_NAMES.index(name)] = value
    return row[None, :]


@dataclass(frozen=True)
class Problem:
    """Patterns to reproduce, their set-ups, and how many runs of each set-up tell what a draw gives."""

    factors: Factors
    patterns: tuple[Pattern, ...]
    scenarios: Mapping[str, Scenario]
    replicates: Mapping[str, int]
    """By pattern id."""

    @property
    def targets(self) -> list[str]:
        """Names of the numbers to reproduce, ``K1.alive_42`` and so on, in order."""
        return [f"{pattern.id}.{target.name}" for pattern in self.patterns for target in pattern.targets]

    def measure(self, values: np.ndarray, seed: int, more: int = 1) -> dict[str, Measured]:
        """Simulate every set-up at one draw and measure the targets.

        Parameters
        ----------
        values
            (factors,) values of the draw.
        seed
            Seed of the runs: the same for all draws of a wave, so that draws differ by their values alone.
        more
            Multiplies the replicates of every pattern.
        """
        found: dict[str, Measured] = {}
        for pattern in self.patterns:
            ensembles = {name: self._runs(pattern, name, values, seed, more) for name in pattern.setups}
            measured = pattern.measure(ensembles)
            found.update({f"{pattern.id}.{target.name}": measured[target.name] for target in pattern.targets})
        return found

    def _runs(self, pattern: Pattern, name: str, values: np.ndarray, seed: int, more: int) -> Ensemble:
        scenario = self.scenarios[name]
        return simulate(
            scenario, replicates=self.replicates[pattern.id] * more, seed=seed, months=True,
            workers=1, vectors=row_of(self.factors, values, scenario),
        )  # fmt: skip


def table_of(measured: Sequence[Mapping[str, Measured]], targets: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Values and simulation errors of some draws, (draws × targets) both."""
    value = np.array([[row[name].value for name in targets] for row in measured])
    error = np.array([[row[name].error for name in targets] for row in measured])
    return value, error
