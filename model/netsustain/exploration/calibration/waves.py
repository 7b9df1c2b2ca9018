"""History matching: waves of draws, each from what the waves before could not rule out.

The first wave is a Latin hypercube over the whole ranges. After every wave the targets are emulated; a point is
implausible when some target is more than ``cutoff`` standard deviations away, the emulator's own error included
(Craig, Goldstein, Seheult & Smith 1997; Vernon, Goldstein & Bower 2010). The next wave is drawn evenly from the
points that are left. So within the region left at the end the draws of all waves together are even.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pandas as pd

from netsustain.exploration.calibration.emulation import Emulator, fit
from netsustain.exploration.calibration.problem import Problem, latin_hypercube, table_of
from netsustain.exploration.calibration.scoring import Scale
from netsustain.exploration.store import Store

CHUNK = 40
"""Draws a stored part."""
POOL = 60_000
"""Points of the unit cube from which a later wave is chosen."""
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Plan:
    """How the waves go on."""

    waves: int
    draws: int
    """Of each wave."""
    cutoff: float
    seed: int


@dataclass(frozen=True)
class Draws:
    """Simulated draws: points of the unit cube, and every target's value and simulation error."""

    wave: np.ndarray
    unit: np.ndarray
    value: np.ndarray
    error: np.ndarray

    def __len__(self) -> int:
        return len(self.unit)

    def only(self, rows: np.ndarray) -> Draws:
        """Some of the draws."""
        return Draws(self.wave[rows], self.unit[rows], self.value[rows], self.error[rows])

    def distances(self, scales: Sequence[Scale]) -> np.ndarray:
        """(draws × targets) signed distances in standard deviations."""
        columns = [scale.distances(self.value[:, k], self.error[:, k]) for k, scale in enumerate(scales)]
        return np.stack(columns, axis=1)


@dataclass(frozen=True)
class Account:
    """What a wave found: the share of the ranges that was still open when it was drawn, and the emulators after it."""

    wave: int
    left: float
    emulators: tuple[Emulator | None, ...]
    """None for an ordinal target, which is only hit or missed."""


def implausibility(unit: np.ndarray, emulators: Sequence[Emulator | None], scales: Sequence[Scale]) -> np.ndarray:
    """The largest distance of any target, in standard deviations with the emulator's error; (points,)."""
    worst = np.zeros(len(unit))
    for emulator, scale in zip(emulators, scales, strict=True):
        if emulator is None:
            continue
        difference = emulator.predict(unit) - scale.published
        worst = np.maximum(worst, np.abs(difference) / np.hypot(scale.spread(difference), emulator.error))
    return worst


def emulate(draws: Draws, scales: Sequence[Scale]) -> tuple[Emulator | None, ...]:
    """An emulator a target, of the draws so far in which it could be measured."""
    return tuple(
        None if scale.target is not None else _emulator(draws.unit, scale.transformed(draws.value[:, k]))
        for k, scale in enumerate(scales)
    )


def _emulator(unit: np.ndarray, value: np.ndarray) -> Emulator:
    known = np.isfinite(value)
    return fit(unit[known], value[known])


def _next_points(
    plan: Plan, wave: int, factors: int, accounts: Sequence[Account], scales: Sequence[Scale]
) -> tuple[np.ndarray, float]:
    """Points of a wave, evenly from what all waves before left open, and the share of the ranges that is."""
    if not accounts:
        return latin_hypercube(plan.draws, factors, plan.seed), 1.0
    pool = latin_hypercube(POOL, factors, plan.seed + wave)
    open_ = np.ones(POOL, dtype=bool)
    for account in accounts:
        open_ &= implausibility(pool, account.emulators, scales) <= plan.cutoff
    left = pool[open_]
    if len(left) == 0:
        raise ValueError(f"wave {wave}: no point of {POOL} is left below {plan.cutoff} standard deviations")
    chosen = np.random.default_rng(plan.seed + wave).permutation(len(left))[: plan.draws]
    return left[np.sort(chosen)], float(open_.mean())


def _design(
    plan: Plan, wave: int, problem: Problem, accounts: Sequence[Account], scales: Sequence[Scale], store: Store
) -> tuple[np.ndarray, float]:
    """The stored points of a wave; chosen and stored if they were not yet (the last bits of a fit may differ)."""
    key = f"wave-{wave}-points"
    if not store.has(key):
        unit, left = _next_points(plan, wave, len(problem.factors), accounts, scales)
        frame = pd.DataFrame(unit, columns=list(problem.factors.names)).assign(open_share=left)
        store.write(key, frame)
    frame = store.read_all([key])
    return frame[list(problem.factors.names)].to_numpy(), float(frame["open_share"].iloc[0])


def simulate_draws(
    problem: Problem,
    unit: np.ndarray,
    seed: int,
    key: str,
    store: Store,
    workers: int,
    progress: Progress | None = None,
    more: int = 1,
) -> tuple[np.ndarray, np.ndarray]:
    """Measure every target at every draw; parts that are stored are not run again. (draws × targets) twice."""
    targets, done = problem.targets, 0
    with ThreadPoolExecutor(max_workers=workers) as pool:
        for part, rows in _parts(len(unit)):
            name = f"{key}-{part:04d}"
            if not store.has(name):
                values = problem.factors.values(unit[rows])
                measured = list(pool.map(lambda row: problem.measure(row, seed, more), values))
                value, error = table_of(measured, targets)
                columns = {f"value:{t}": value[:, k] for k, t in enumerate(targets)}
                columns |= {f"error:{t}": error[:, k] for k, t in enumerate(targets)}
                store.write(name, pd.DataFrame(columns))
            done += len(unit[rows])
            if progress is not None:
                progress(key, done, len(unit))
    frames = store.read_all([f"{key}-{part:04d}" for part, _ in _parts(len(unit))])
    return (
        frames[[f"value:{target}" for target in targets]].to_numpy(),
        frames[[f"error:{target}" for target in targets]].to_numpy(),
    )


def _parts(draws: int) -> Iterator[tuple[int, slice]]:
    for part, first in enumerate(range(0, draws, CHUNK)):
        yield part, slice(first, first + CHUNK)


def run_waves(
    problem: Problem,
    plan: Plan,
    scales: Sequence[Scale],
    store: Store,
    workers: int,
    progress: Progress | None = None,
) -> tuple[Draws, list[Account]]:
    """All waves; emulators of a wave are fitted to the draws that its region and the later ones hold."""
    accounts: list[Account] = []
    draws: Draws | None = None
    for wave in range(1, plan.waves + 1):
        unit, left = _design(plan, wave, problem, accounts, scales, store)
        value, error = simulate_draws(problem, unit, plan.seed, f"wave-{wave}", store, workers, progress)
        new = Draws(np.full(len(unit), wave), unit, value, error)
        draws = new if draws is None else _joined(draws, new)
        near = _inside(draws, accounts, scales, plan.cutoff)
        accounts.append(Account(wave, left, emulate(draws.only(near), scales)))
    assert draws is not None, "at least one wave"
    return draws, accounts


def open_draws(draws: Draws, accounts: Sequence[Account], scales: Sequence[Scale], cutoff: float) -> Draws:
    """The draws that no wave's emulators rule out: even over the region left."""
    return draws.only(_inside(draws, accounts, scales, cutoff))


def _inside(draws: Draws, accounts: Sequence[Account], scales: Sequence[Scale], cutoff: float) -> np.ndarray:
    inside = np.ones(len(draws), dtype=bool)
    for account in accounts:
        inside &= implausibility(draws.unit, account.emulators, scales) <= cutoff
    return inside


def _joined(first: Draws, second: Draws) -> Draws:
    return Draws(
        np.concatenate([first.wave, second.wave]),
        np.concatenate([first.unit, second.unit]),
        np.concatenate([first.value, second.value]),
        np.concatenate([first.error, second.error]),
    )
