"""Running the set-ups of a pattern: in step, without failed replicates, and taken apart by parameter vector."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from netsustain.calibration.accepted import explicit_parameters
from netsustain.ensemble import Ensemble, simulate
from netsustain.scenario import load
from netsustain.scenario.parameters import PARAMETER_NAMES, parameter_values
from netsustain.validation.measures import NOTHING
from netsustain.validation.pattern import Measured, Pattern

if TYPE_CHECKING:
    from netsustain.scenario.schema import Scenario

VectorsFor = Callable[["Scenario"], "np.ndarray | None"]
"""Parameter vectors a scenario is run under, the same rows for every scenario; None for its own parameters."""
Done = Callable[[int], None]
"""Called with the number of runs just made."""


@cache
def shipped(name: str) -> Scenario:
    """A shipped scenario; read once, since prior draws run it again and again."""
    return load(name)


def run_setups(
    setups: tuple[str, ...], replicates: int, seed: int, vectors_for: VectorsFor, *, workers: int | None, done: Done
) -> dict[str, Ensemble]:
    """Ensembles of shipped scenarios under the same luck and the same parameters, with months."""
    found = {}
    for name in setups:
        scenario = shipped(name)
        vectors = vectors_for(scenario)
        found[name] = simulate(scenario, replicates, seed, months=True, workers=workers, vectors=vectors)
        done(replicates)
    return found


def rows_of(ensemble: Ensemble, kept: np.ndarray) -> Ensemble:
    """The ensemble with some of its replicates (positions of rows, in order)."""
    months = ensemble.months
    if months is not None and len(ensemble.runs):
        horizon = len(months) // len(ensemble.runs)
        months = months.iloc[(kept[:, None] * horizon + np.arange(horizon)).ravel()]
    return replace(ensemble, replicates=len(kept), runs=ensemble.runs.iloc[kept], months=months)


def all_rows(ensembles: Mapping[str, Ensemble], kept: np.ndarray) -> dict[str, Ensemble]:
    """The same replicates of every ensemble."""
    return {name: rows_of(ensemble, kept) for name, ensemble in ensembles.items()}


def sound(ensembles: Mapping[str, Ensemble]) -> np.ndarray:
    """Positions of the replicates that failed in none of the ensembles."""
    failed = np.any([ensemble.runs["failed"].to_numpy(dtype=bool) for ensemble in ensembles.values()], axis=0)
    return np.flatnonzero(~failed)


def by_vector(ensembles: Mapping[str, Ensemble], kept: np.ndarray, vectors: int) -> Iterator[np.ndarray]:
    """For each vector, positions of the sound replicates that ran under it."""
    first = next(iter(ensembles.values())).runs["replicate"].to_numpy()[kept]
    for vector in range(vectors):
        yield kept[first % vectors == vector]


def measured(pattern: Pattern, ensembles: Mapping[str, Ensemble], rows: np.ndarray) -> dict[str, Measured]:
    """The pattern's measure on some replicates; nothing where there are fewer than two."""
    if len(rows) < 2:
        return {target.name: NOTHING for target in pattern.targets}
    return pattern.measure(all_rows(ensembles, rows))


def with_said(scenario: Scenario, columns: list[int], points: np.ndarray) -> np.ndarray:
    """Vectors that hold ``points`` in ``columns``, but for what the scenario or one it extends says itself.

    Parameters
    ----------
    columns
        Places among ``PARAMETER_NAMES``.
    points
        (vectors × columns).
    """
    vectors = np.tile(np.array(parameter_values(scenario.parameters)), (len(points), 1))
    said = {PARAMETER_NAMES.index(name) for name in explicit_parameters(scenario)}
    for place, column in enumerate(columns):
        if column not in said:
            vectors[:, column] = points[:, place]
    return vectors
