"""Draws and what they give: simulated in stored parts, so that a killed calibration goes on where it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from netsustain.exploration.calibration.problem import Problem, table_of
from netsustain.exploration.calibration.scoring import Scale
from netsustain.exploration.elsewhere import Crew, crew
from netsustain.exploration.store import Store
from netsustain.validation.pattern import Measured

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
        parts = dict(_parts(len(unit)))
        missing = [part for part in parts if not self.store.has(_name(key, part))]
        done = len(unit) - sum(len(unit[parts[part]]) for part in missing)
        if self.progress is not None:
            self.progress(key, done, len(unit))
        for part, rows in self._measured(unit, {part: parts[part] for part in missing}, seed, more):
            self.store.write(_name(key, part), rows)
            done += len(rows)
            if self.progress is not None:
                self.progress(key, done, len(unit))
        frames = self.store.read_all([_name(key, part) for part in parts])
        value, error = (
            frames[[f"{what}:{name}" for name in self.problem.targets]].to_numpy() for what in ("value", "error")
        )
        return Draws(unit, value, error)

    def _measured(
        self, unit: np.ndarray, parts: dict[int, slice], seed: int, more: int
    ) -> Iterator[tuple[int, pd.DataFrame]]:
        """Rows of parts, made here or by a crew; each part once all of its rows are there."""
        values = {part: self.problem.factors.values(unit[rows]) for part, rows in parts.items()}
        others = crew()
        if others is not None:
            yield from _made_by(others, self.problem, values, seed, more)
            return
        with ThreadPoolExecutor(max_workers=self.workers) as pool:
            for part, rows in values.items():
                measured = list(pool.map(lambda row: self.problem.measure(row, seed, more), rows))
                yield part, _frame(measured, self.problem.targets)


def _made_by(
    others: Crew, problem: Problem, values: dict[int, np.ndarray], seed: int, more: int
) -> Iterator[tuple[int, pd.DataFrame]]:
    """Have a crew measure draws, one a job, since a part would take a worker minutes while others wait for it."""
    jobs = (
        ((part, row), partial(_measured_draw, problem, draw, seed, more))
        for part, draws in values.items()
        for row, draw in enumerate(draws)
    )
    back: dict[int, dict[int, pd.DataFrame]] = {part: {} for part in values}
    for part, _ in others.made(jobs, lambda place, rows: back[place[0]].__setitem__(place[1], rows)):
        if len(back[part]) == len(values[part]):
            own = back.pop(part)
            yield part, pd.concat([own[row] for row in range(len(own))], ignore_index=True)


def _measured_draw(problem: Problem, values: np.ndarray, seed: int, more: int) -> pd.DataFrame:
    """The row of one draw."""
    return _frame([problem.measure(values, seed, more)], problem.targets)


def _frame(measured: Sequence[Mapping[str, Measured]], targets: Sequence[str]) -> pd.DataFrame:
    value, error = table_of(measured, targets)
    columns = {f"value:{name}": value[:, k] for k, name in enumerate(targets)}
    return pd.DataFrame(columns | {f"error:{name}": error[:, k] for k, name in enumerate(targets)})


def _name(key: str, part: int) -> str:
    return f"{key}-{part:04d}"


def _parts(draws: int) -> Iterator[tuple[int, slice]]:
    for part, first in enumerate(range(0, draws, CHUNK)):
        yield part, slice(first, first + CHUNK)
