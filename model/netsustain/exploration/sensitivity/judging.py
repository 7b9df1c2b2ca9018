"""What is found of one outcome, and the verdict on it: the form that every method's answer takes."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from netsustain.exploration.sensitivity import convergence
from netsustain.exploration.sensitivity.blocks import Blocks
from netsustain.exploration.sensitivity.convergence import agreement, importance, leaders, settled, verdict
from netsustain.exploration.sensitivity.designs import Plan
from netsustain.health.intervals import Floats

SHARES = ("sobol", "shapley", "fast", "rbd_fast")
"""Methods whose index is a share of variance: 0.05 means the same in each."""
MAIN: dict[str, str] = {
    "sobol": "total", "shapley": "share", "fast": "total", "rbd_fast": "first", "morris": "mu_star", "pawn": "median",
    "delta": "delta", "rsa": "distance", "discrepancy": "discrepancy",
}  # fmt: skip
"""The measure of each method that ranks the factors; ``<measure>_low`` and ``_high`` are its 95 % interval."""
FEWEST = 2
"""Blocks without which nothing can be estimated."""


@dataclass(frozen=True)
class Finding:
    """One outcome."""

    factors: pd.DataFrame
    """A row a factor or group, in the order of the file: measures, their intervals, and ``role``: ``matters``,
    ``little``, ``open`` (shares of variance), or ``seen`` and ``unseen`` (beside what chance makes)."""
    verdict: str
    half_width: float = np.nan
    """Widest half width among the leading factors' main measures (of the largest, where they are no shares)."""
    agreement: float = np.nan
    """Of the ranking with itself, blocks drawn again (or between two halves)."""
    chance: tuple[float, float, float] = (np.nan, np.nan, np.nan)
    """Share of the variance of single runs that is luck's, all its interplay included, with its interval."""
    noise: float = np.nan
    """Share of the variance of what was analysed that is chance; NaN where products keep it out."""
    pairs: pd.DataFrame = field(default_factory=pd.DataFrame)
    """Second-order indices, a row a pair."""


@dataclass(frozen=True)
class Task:
    """What a method gets: sound blocks of one outcome with the design they belong to."""

    plan: Plan
    blocks: Blocks
    points: Floats
    """The design of those blocks, (blocks × rows × factors)."""
    seed: int

    @property
    def size(self) -> int:
        """What there must be enough of: blocks, or the points of FAST's few curves."""
        return self.blocks.number * (self.plan.samples if self.plan.method == "fast" else 1)

    @property
    def frame(self) -> pd.DataFrame:
        """A row a part, nothing measured yet."""
        return pd.DataFrame({"factor": list(self.plan.parts)})


def nothing(task: Task, why: str) -> Finding:
    """A finding without numbers; ``why`` is its verdict."""
    main = MAIN[task.plan.method]
    unknown = dict.fromkeys((main, f"{main}_low", f"{main}_high"), np.nan)
    return Finding(task.frame.assign(**unknown, role="open"), why)


def filled(frame: pd.DataFrame, measures: dict[str, tuple[Floats, ...]]) -> pd.DataFrame:
    """The frame with each measure and the ends of its interval."""
    for name, (value, low, high) in measures.items():
        frame = frame.assign(**{name: value, f"{name}_low": low, f"{name}_high": high})
    return frame


def judged(
    task: Task,
    frame: pd.DataFrame,
    main: str,
    resampled: Floats,
    chance: tuple[float, float, float],
    pairs: pd.DataFrame | None = None,
) -> Finding:
    """A finding of shares of variance."""
    frame = frame.assign(role=importance(frame[f"{main}_low"].to_numpy(), frame[f"{main}_high"].to_numpy(), task.size))
    value = frame[main].to_numpy()
    if not np.isfinite(value).all():  # the variance of the mean response cannot be told from none
        said = convergence.CHANCE if task.size >= convergence.FEWEST else convergence.FEW
        return Finding(frame, said, chance=chance, pairs=pd.DataFrame() if pairs is None else pairs)
    return concluded(task, frame, leaders(value), agreement(value, resampled), chance, pairs=pairs)


def concluded(
    task: Task,
    frame: pd.DataFrame,
    chosen: np.ndarray,
    alike: float,
    chance: tuple[float, float, float] = (np.nan, np.nan, np.nan),
    noise: float = np.nan,
    pairs: pd.DataFrame | None = None,
) -> Finding:
    """A finding with its verdict, from the intervals of the chosen factors."""
    main = MAIN[task.plan.method]
    if not chosen.any():
        return Finding(frame, convergence.CHANCE, np.nan, alike, chance, noise)
    halves = (frame[f"{main}_high"] - frame[f"{main}_low"]).to_numpy() / 2
    value = frame[main].to_numpy()
    if task.plan.method not in SHARES:
        halves, value = halves / np.nanmax(np.abs(value)), value / np.nanmax(np.abs(value))
    sizes = settled(value[chosen], halves[chosen])
    fewest = convergence.FEWEST_TRAJECTORIES if task.plan.method == "morris" else convergence.FEWEST
    said = verdict(task.size, sizes, alike, fewest)
    widest = float(halves[chosen].max())
    return Finding(frame, said, widest, alike, chance, noise, pd.DataFrame() if pairs is None else pairs)
