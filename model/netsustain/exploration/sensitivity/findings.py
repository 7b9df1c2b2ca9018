"""What each method finds of one outcome: a row a factor, and whether that can be relied on."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from netsustain.exploration.sensitivity import convergence, given, morris, shapley, sobol
from netsustain.exploration.sensitivity.convergence import agreement, importance, leaders
from netsustain.exploration.sensitivity.judging import (
    FEWEST,
    MAIN,
    SHARES,
    Finding,
    Task,
    concluded,
    filled,
    judged,
    nothing,
)
from netsustain.exploration.sensitivity.products import across, within
from netsustain.exploration.sensitivity.resampling import percentile_interval
from netsustain.health.intervals import Floats


def found(task: Task) -> Finding:
    """What the plan's method finds; NaN and the reason where there is nothing to find."""
    if task.blocks.number < FEWEST:
        return nothing(task, convergence.FEW)
    if task.blocks.constant:
        return nothing(task, convergence.CONSTANT)
    return _METHODS[task.plan.method](task)


# ---- methods that are free of chance ----------------------------------------------------------------


def _sobol(task: Task) -> Finding:
    plan = task.plan
    estimate = sobol.estimated(task.blocks, plan.second_order, task.seed)
    low, high = percentile_interval(estimate.resampled.indices)
    value = np.where(np.isfinite(low), estimate.value.indices, np.nan)
    number = len(plan.parts)
    parts = {"first": slice(0, number), "total": slice(number, 2 * number)}
    frame = filled(task.frame, {name: (value[part], low[part], high[part]) for name, part in parts.items()})
    runs, runs_low, runs_high = _of_runs(estimate)
    for place, name in enumerate(("first_of_runs", "total_of_runs")):
        own = slice(place * (number + 1), place * (number + 1) + number)
        frame = filled(frame, {name: (runs[own], runs_low[own], runs_high[own])})
    chance = (float(runs[-1]), float(runs_low[-1]), float(runs_high[-1]))
    pairs = _pairs(task, value[2 * number :], low[2 * number :], high[2 * number :])
    total = estimate.resampled.indices[:, parts["total"]]
    return judged(task, frame, "total", total, chance, pairs)


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
    frame = filled(task.frame, {"share": (value[:-1], low[:-1], high[:-1])})
    return judged(task, frame, "share", resampled[:, :-1], (float(value[-1]), float(low[-1]), float(high[-1])))


def _morris(task: Task) -> Finding:
    value, resampled = morris.effects(task.blocks, task.points, task.plan.group_numbers, task.seed)
    frame = filled(task.frame, {
        "mu_star": (value.mu_star, *percentile_interval(resampled.mu_star)),
        "mu": (value.mu, *percentile_interval(resampled.mu)),
        "effect": tuple(map(_root, (value.square, *percentile_interval(resampled.square)))),
    })  # fmt: skip
    seen = percentile_interval(resampled.square)[0] > 0
    role = np.where(seen, "seen", "unseen") if task.size >= convergence.FEWEST_TRAJECTORIES else "open"
    frame = frame.assign(sigma=_root(value.variance), floor=value.floor, role=role)
    alike = agreement(value.mu_star, resampled.mu_star)
    return concluded(task, frame, seen, alike)


def _root(square: Floats) -> Floats:
    """Of a square that an unbiased estimate may put below 0."""
    return np.sqrt(np.maximum(square, 0.0))


# ---- methods that are not ---------------------------------------------------------------------------


def _given(task: Task) -> Finding:
    plan, lucks = task.plan, task.blocks.values.shape[2]
    rows = task.blocks.values.reshape(-1, lucks)
    result = given.analysed(plan, task.points.reshape(len(rows), -1), rows.mean(axis=1))
    names = given.MEASURES[plan.method]
    frame = filled(task.frame, {
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
    return concluded(task, frame, chosen, alike, (_chance(rows), np.nan, np.nan), given.noise_share(rows))


def _chance(rows: Floats) -> float:
    """Share of the variance of single runs that is luck's, (rows × lucks)."""
    centred = rows - rows.mean()
    noise = float((within(centred, centred) - across(centred, centred)).mean())
    whole = float(centred.var())
    return min(max(noise / whole, 0.0), 1.0) if whole > 0 else float("nan")


_METHODS: dict[str, Callable[[Task], Finding]] = {
    "sobol": _sobol, "shapley": _shapley, "morris": _morris, **dict.fromkeys(given.MEASURES, _given),
}  # fmt: skip
