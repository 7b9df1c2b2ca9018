"""What a method finds of one outcome: a row a factor, and whether that can be relied on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from netsustain.exploration.sensitivity import convergence, given, morris, shapley, sobol
from netsustain.exploration.sensitivity.blocks import Blocks
from netsustain.exploration.sensitivity.convergence import agreement, importance, leaders, settled, verdict
from netsustain.exploration.sensitivity.designs import Plan
from netsustain.exploration.sensitivity.products import across, within
from netsustain.exploration.sensitivity.resampling import percentile_interval
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


def found(task: Task) -> Finding:
    """What the plan's method finds; NaN and the reason where there is nothing to find."""
    if task.blocks.number < FEWEST:
        return _nothing(task, convergence.FEW)
    if task.blocks.constant:
        return _nothing(task, convergence.CONSTANT)
    return _METHODS[task.plan.method](task)


def _nothing(task: Task, why: str) -> Finding:
    main = MAIN[task.plan.method]
    unknown = dict.fromkeys((main, f"{main}_low", f"{main}_high"), np.nan)
    return Finding(task.frame.assign(**unknown, role="open"), why)


# ---- methods that are free of chance ----------------------------------------------------------------


def _sobol(task: Task) -> Finding:
    plan = task.plan
    estimate = sobol.estimated(task.blocks, plan.second_order, task.seed)
    low, high = percentile_interval(estimate.resampled.indices)
    value = np.where(np.isfinite(low), estimate.value.indices, np.nan)
    number = len(plan.parts)
    parts = {"first": slice(0, number), "total": slice(number, 2 * number)}
    frame = _filled(task.frame, {name: (value[part], low[part], high[part]) for name, part in parts.items()})
    runs, runs_low, runs_high = _of_runs(estimate)
    for place, name in enumerate(("first_of_runs", "total_of_runs")):
        own = slice(place * (number + 1), place * (number + 1) + number)
        frame = _filled(frame, {name: (runs[own], runs_low[own], runs_high[own])})
    chance = (float(runs[-1]), float(runs_low[-1]), float(runs_high[-1]))
    pairs = _pairs(task, value[2 * number :], low[2 * number :], high[2 * number :])
    total = estimate.resampled.indices[:, parts["total"]]
    return _judged(task, frame, "total", total, chance, pairs)


def _of_runs(estimate: sobol.Estimated) -> tuple[Floats, Floats, Floats]:
    """Shares of single runs' variance, luck's last of each order, with their intervals."""
    return (estimate.value.of_single_runs, *percentile_interval(estimate.resampled.of_single_runs))


def _pairs(task: Task, value: Floats, low: Floats, high: Floats) -> pd.DataFrame:
    if not task.plan.second_order:
        return pd.DataFrame()
    names = [(task.plan.parts[j], task.plan.parts[k]) for j, k in sobol.pairs(len(task.plan.parts))]
    frame = pd.DataFrame(names, columns=["factor", "factor_other"])
    return frame.assign(second=value, second_low=low, second_high=high)


def _shapley(task: Task) -> Finding:
    order = (np.diff(task.points, axis=1) != 0).argmax(axis=2)
    value, resampled = shapley.estimated(task.blocks, order, task.seed)
    low, high = percentile_interval(resampled)
    value = np.where(np.isfinite(low), value, np.nan)
    frame = _filled(task.frame, {"share": (value[:-1], low[:-1], high[:-1])})
    return _judged(task, frame, "share", resampled[:, :-1], (float(value[-1]), float(low[-1]), float(high[-1])))


def _morris(task: Task) -> Finding:
    value, resampled = morris.effects(task.blocks, task.points, task.plan.group_numbers, task.seed)
    frame = _filled(task.frame, {
        "mu_star": (value.mu_star, *percentile_interval(resampled.mu_star)),
        "mu": (value.mu, *percentile_interval(resampled.mu)),
        "effect": tuple(map(_root, (value.square, *percentile_interval(resampled.square)))),
    })  # fmt: skip
    seen = percentile_interval(resampled.square)[0] > 0
    role = np.where(seen, "seen", "unseen") if task.size >= convergence.FEWEST_TRAJECTORIES else "open"
    frame = frame.assign(sigma=_root(value.variance), floor=value.floor, role=role)
    alike = agreement(value.mu_star, resampled.mu_star)
    return _settled(task, frame, seen, alike)


def _root(square: Floats) -> Floats:
    """Of a square that an unbiased estimate may put below 0."""
    return np.sqrt(np.maximum(square, 0.0))


# ---- methods that are not ---------------------------------------------------------------------------


def _given(task: Task) -> Finding:
    plan, lucks = task.plan, task.blocks.values.shape[2]
    rows = task.blocks.values.reshape(-1, lucks)
    result = given.analysed(plan, task.points.reshape(len(rows), -1), rows.mean(axis=1))
    names = given.MEASURES[plan.method]
    frame = _filled(task.frame, {
        name: (result.value[:, place], result.low[:, place], result.high[:, place]) for place, name in enumerate(names)
    })  # fmt: skip
    main = MAIN[plan.method]
    place = names.index(main)
    value, low, high = (each[:, place] for each in (result.value, result.low, result.high))
    floor = result.floor[place]
    role = importance(low, high, task.size) if np.isnan(floor) else np.where(value > floor, "seen", "unseen")
    frame = frame.assign(floor=floor, role=role)
    chosen = leaders(value) if plan.method in SHARES else role == "seen"
    alike = agreement(result.halves[0], result.halves[1:])
    return _settled(task, frame, chosen, alike, (_chance(rows), np.nan, np.nan), given.noise_share(rows))


def _chance(rows: Floats) -> float:
    """Share of the variance of single runs that is luck's, (rows × lucks)."""
    centred = rows - rows.mean()
    noise = float((within(centred, centred) - across(centred, centred)).mean())
    whole = float(centred.var())
    return min(max(noise / whole, 0.0), 1.0) if whole > 0 else float("nan")


# ---- verdicts ---------------------------------------------------------------------------------------


def _filled(frame: pd.DataFrame, measures: dict[str, tuple[Floats, ...]]) -> pd.DataFrame:
    """The frame with each measure and the ends of its interval."""
    for name, (value, low, high) in measures.items():
        frame = frame.assign(**{name: value, f"{name}_low": low, f"{name}_high": high})
    return frame


def _judged(
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
    return _settled(task, frame, leaders(value), agreement(value, resampled), chance, pairs=pairs)


def _settled(
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


_METHODS: dict[str, Callable[[Task], Finding]] = {
    "sobol": _sobol, "shapley": _shapley, "morris": _morris, **dict.fromkeys(given.MEASURES, _given),
}  # fmt: skip
