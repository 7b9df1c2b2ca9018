"""Draws and what they give: simulated in stored parts, so that a killed calibration goes on where it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pandas as pd

from netsustain.exploration.calibration.problem import Problem, table_of
from netsustain.exploration.calibration.scoring import Scale
from netsustain.exploration.store import Store

CHUNK = 40
"""Draws a stored part."""
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Draws:
    """Simulated draws: points of the unit cube, and every target's value and simulation error."""

    unit: np.ndarray
    value: np.ndarray
    error: np.ndarray

    def __len__(self) -> int:
        return len(self.unit)

    def only(self, rows: np.ndarray) -> Draws:
        """Some of the draws, in the order of ``rows``."""
        return Draws(self.unit[rows], self.value[rows], self.error[rows])

    def distances(self, scales: Sequence[Scale]) -> np.ndarray:
        """(draws × targets) signed distances from the published numbers, in standard deviations."""
        columns = [scale.distances(self.value[:, k], self.error[:, k]) for k, scale in enumerate(scales)]
        return np.stack(columns, axis=1)

    def worst(self, scales: Sequence[Scale]) -> np.ndarray:
        """The largest distance of any target, (draws,)."""
        return np.asarray(np.abs(self.distances(scales)).max(axis=1))


@dataclass(frozen=True)
class Laboratory:
    """What simulates draws, and where what it finds is kept."""

    problem: Problem
    store: Store
    workers: int
    progress: Progress | None = None

    def points(self, key: str, make: Callable[[], np.ndarray]) -> np.ndarray:
        """Points as stored under a key; made and stored if they were not yet, so that nothing is chosen twice."""
        names = list(self.problem.factors.names)
        if not self.store.has(key):
            self.store.write(key, pd.DataFrame(make(), columns=names))
        return np.asarray(self.store.read_all([key])[names].to_numpy())

    def simulate(self, unit: np.ndarray, seed: int, key: str, more: int = 1) -> Draws:
        """Measure every target at every point; stored parts are not run again.

        Parameters
        ----------
        unit
            (draws × factors) points of the unit cube.
        more
            Multiplies the replicates of every pattern.
        """
        targets, done = self.problem.targets, 0
        with ThreadPoolExecutor(max_workers=self.workers) as pool:
            for part, rows in _parts(len(unit)):
                name = f"{key}-{part:04d}"
                if not self.store.has(name):
                    values = self.problem.factors.values(unit[rows])
                    measured = list(pool.map(lambda row: self.problem.measure(row, seed, more), values))
                    value, error = table_of(measured, targets)
                    columns = {f"value:{t}": value[:, k] for k, t in enumerate(targets)}
                    columns |= {f"error:{t}": error[:, k] for k, t in enumerate(targets)}
                    self.store.write(name, pd.DataFrame(columns))
                done += len(unit[rows])
                if self.progress is not None:
                    self.progress(key, done, len(unit))
        frames = self.store.read_all([f"{key}-{part:04d}" for part, _ in _parts(len(unit))])
        value, error = (frames[[f"{what}:{name}" for name in targets]].to_numpy() for what in ("value", "error"))
        return Draws(unit, value, error)


def _parts(draws: int) -> Iterator[tuple[int, slice]]:
    for part, first in enumerate(range(0, draws, CHUNK)):
        yield part, slice(first, first + CHUNK)
