"""Every option in every future: the same lucks and the same parameter vectors, so only option and future differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from netsustain.calibration.accepted import filled
from netsustain.exploration.comparison import Comparison, default_simulate, shifted
from netsustain.exploration.decision.futures import AS_IT_IS, Future
from netsustain.exploration.decision.looks import BASE
from netsustain.exploration.ensembles import Progress, Simulate
from netsustain.health.intervals import Floats
from netsustain.health.survival import is_counted, vector_of

REPLICATES = BASE
"""Runs of each option in each future."""


@dataclass(frozen=True)
class Worlds:
    """Months sustained by option and future.

    Attributes
    ----------
    options, futures
        Names; the first option is the reference, the first future changes nothing.
    months
        (replicates × futures × options), 0 where a run does not count.
    counted
        1 where a run counts, of the same shape.
    vector
        Parameter vector of each replicate; None where each option ran under its own parameters.
    """

    options: tuple[str, ...]
    futures: tuple[str, ...]
    months: Floats
    counted: Floats
    vector: np.ndarray | None
    horizon: int
    seed: int

    @property
    def common(self) -> np.ndarray:
        """Replicates that count in every future of every option that ever forms."""
        formed = self.counted.any(axis=0)
        return np.asarray(self.counted[:, formed].all(axis=1))


def in_worlds(
    comparison: Comparison,
    futures: Mapping[str, Future],
    *,
    replicates: int = REPLICATES,
    simulate: Simulate | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Worlds:
    """Run the options of a comparison in other futures.

    As it is, they have run already: those runs are taken over.

    Parameters
    ----------
    replicates
        Of each option in each future; at most as many as the comparison has.
    """
    number = min(replicates, comparison.replicates)
    run = simulate or default_simulate()
    names, total = comparison.names, number * len(futures) * len(comparison.names)
    frames = {(AS_IT_IS, name): comparison.ensembles[name].runs.head(number) for name in names}
    for place, (future, name) in enumerate((future, name) for future in futures for name in names):
        frames[future, name] = run(
            futures[future].scenario(comparison.scenarios[name]), replicates=number, seed=comparison.seed,
            months=False, workers=workers, progress=shifted(progress, place * number, total),
            **_vectors(comparison, futures[future], name),
        ).runs  # fmt: skip
    told = (AS_IT_IS, *futures)
    months, counted = (
        np.stack([np.stack([part(frames[future, name]) for name in names], axis=1) for future in told], axis=1)
        for part in (_months, _counted)
    )
    any_runs = frames[AS_IT_IS, names[0]]
    vector = np.asarray(vector_of(any_runs, comparison.vectors)) if comparison.vectors else None
    return Worlds(tuple(names), told, months, counted, vector, comparison.horizon, comparison.seed)


def _vectors(comparison: Comparison, future: Future, name: str) -> dict[str, Any]:
    if comparison.calibration is None:
        return {}
    own = filled(comparison.calibration, comparison.scenarios[name], comparison.vectors)
    return {"vectors": future.vectors(own)}


def _months(runs: Any) -> Floats:
    return np.where(is_counted(runs), runs["months_sustained"].fillna(0.0), 0.0)


def _counted(runs: Any) -> Floats:
    return is_counted(runs).to_numpy(dtype=float)
