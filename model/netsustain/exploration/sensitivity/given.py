"""SALib's analyzers of a given sample of points, and of FAST's curves: run over the means of the lucks.

No estimator free of chance is known for these, so chance is told instead: ``noise``, the share of the variance of what
they were given that is left to the lucks, and ``floor``, the largest index among columns that have no influence at
all (made up, as many as make one in twenty exceed it by chance). An index below the floor says nothing.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from netsustain.exploration.sensitivity.designs import Plan, curve_rows, library_seed
from netsustain.exploration.sensitivity.resampling import left_out_interval
from netsustain.health.intervals import LEVEL, Floats

DUMMIES = 19
"""An influence-free factor exceeds all nineteen of them in one of twenty cases."""
SLICES = 10
"""Slices of a factor's range (PAWN) or of the outcome's (RSA)."""
HARMONICS = 4
DELTA_RESAMPLES = 20


@dataclass(frozen=True)
class Found:
    """What an analyzer says of every factor."""

    value: Floats
    """(factors × measures)."""
    low: Floats
    high: Floats
    floor: Floats
    """(measures): what a factor without influence reaches by chance; NaN where none was made."""
    halves: Floats
    """(2 × factors): the measure that ranks, in each half of the sample; how stable the ranking is."""


MEASURES: dict[str, tuple[str, ...]] = {
    "fast": ("first", "total"),
    "rbd_fast": ("first",),
    "pawn": ("median", "maximum"),
    "delta": ("delta", "first"),
    "rsa": ("distance",),
    "discrepancy": ("discrepancy",),
}
"""What each analyzer measures; the first is the one that ranks."""


def analysed(plan: Plan, points: Floats, values: Floats) -> Found:
    """What a method finds, with intervals and the level of chance.

    Parameters
    ----------
    points
        (rows × factors), in the unit cube.
    values
        Means over lucks, (rows), all finite.
    """
    if plan.method == "fast":
        return _curves(plan, values)
    columns = np.concatenate([points, _dummies(len(points), library_seed(plan.seed, 6))], axis=1)
    every = _called(plan.method, columns, values)
    wide = columns.shape[1] if plan.method in _RELATIVE else plan.factors

    def estimate(rows: np.ndarray) -> Floats:
        return _called(plan.method, columns[rows, :wide], values[rows]).value[: plan.factors]

    order = np.arange(len(points))
    halves = np.stack([estimate(order[first::2])[:, 0] for first in (0, 1)])
    value, low, high = every.interval(plan.factors) or left_out_interval(estimate, len(points))
    return Found(value, low, high, every.value[plan.factors :].max(axis=0), halves)


def noise_share(values: Floats) -> float:
    """Share of the variance of means over lucks that is left to chance: (mean variance over lucks / L) / variance.

    Parameters
    ----------
    values
        (rows × lucks).
    """
    lucks = values.shape[1]
    spread = float(values.mean(axis=1).var(ddof=1))
    left = float(values.var(axis=1, ddof=1).mean()) / lucks
    return min(left / spread, 1.0) if spread > 0 else float("nan")


def _dummies(rows: int, seed: int) -> Floats:
    """Columns that no run ever saw, each spread as evenly as a factor's."""
    generator = np.random.default_rng(seed)
    order = np.stack([generator.permutation(rows) for _ in range(DUMMIES)], axis=1)
    return (order + generator.random(order.shape)) / rows


class _Said(NamedTuple):
    """What an analyzer returns, a row a column of points."""

    value: Floats
    half: Floats | None = None
    """Half widths of its own 95 % intervals, where it cannot be run again and again for better ones."""

    def interval(self, factors: int) -> tuple[Floats, Floats, Floats] | None:
        if self.half is None:
            return None
        value, half = self.value[:factors], self.half[:factors]
        return value, value - half, value + half


def _called(method: str, points: Floats, values: Floats) -> _Said:
    wide = points.shape[1]
    problem = {"num_vars": wide, "names": [f"x{number}" for number in range(wide)], "bounds": [[0.0, 1.0]] * wide}
    with _alone():
        return _ANALYZERS[method](problem, points, values)


@contextmanager
def _alone() -> Iterator[None]:
    """Some analyzers seed numpy's global generator, and one changes how warnings look: put all of it back.

    What they warn of (too few runs a slice, bias of their own bootstrap) is in intervals, floor and halves. One
    thread for linear algebra: delta's many tiny matrices take ten times as long on several.
    """
    from threadpoolctl import threadpool_limits

    state, look = np.random.get_state(), warnings.formatwarning  # noqa: NPY002
    try:
        with threadpool_limits(1), warnings.catch_warnings(record=True):  # recorded: one analyzer filters for itself
            warnings.simplefilter("ignore")
            yield
    finally:
        np.random.set_state(state)  # noqa: NPY002
        warnings.formatwarning = look


# ---- one function an analyzer ---------------------------------------------------------------------


def _rbd_fast(problem: dict[str, Any], points: Floats, values: Floats) -> _Said:
    """First-order index by random balance; Tarantola, Gatelli & Mara 2006, bias corrected (Tissot & Prieur 2012)."""
    from SALib.analyze import rbd_fast

    found = rbd_fast.analyze(problem, points, values, num_resamples=2, seed=1)
    return _Said(np.asarray(found["S1"], dtype=float)[:, None])


def _pawn(problem: dict[str, Any], points: Floats, values: Floats) -> _Said:
    """Distance of conditional distributions, median and maximum over slices; Pianosi & Wagener 2018."""
    from SALib.analyze import pawn

    found = pawn.analyze(problem, points, values, S=SLICES, seed=1)
    return _Said(np.stack([found["median"], found["maximum"]], axis=1))


def _delta(problem: dict[str, Any], points: Floats, values: Floats) -> _Said:
    """Shift of the density, and first-order index; Borgonovo 2007, Plischke, Borgonovo & Smith 2013.

    Its values come of resampling, so leaving rows out measures that too: the intervals are its own.
    """
    from SALib.analyze import delta

    found = delta.analyze(problem, points, values, num_resamples=DELTA_RESAMPLES, seed=1)
    shift = "delta_raw" if "delta_raw" in found else "delta"  # SALib before 1.6
    columns = [np.asarray(found[name], dtype=float) for name in (shift, "S1", f"{shift}_conf", "S1_conf")]
    return _Said(np.stack(columns[:2], axis=1), np.stack(columns[2:], axis=1))


def _rsa(problem: dict[str, Any], points: Floats, values: Floats) -> _Said:
    """Regional sensitivity: how far the factor's distribution in a slice of outcomes lies from that outside.

    Hornberger & Spear 1981; Cramér-von Mises distance, mean over the slices of the outcome that hold any runs.
    """
    from SALib.analyze import rsa

    found = rsa.analyze(problem, points, values, bins=SLICES, target="Y")
    return _Said(np.array([[_mean_known(np.asarray(found[name], dtype=float))] for name in problem["names"]]))


def _discrepancy(problem: dict[str, Any], points: Floats, values: Floats) -> _Said:
    """How unevenly factor and outcome fill the square, over that of columns without influence; Puy et al. 2024."""
    from SALib.analyze import discrepancy

    found = np.asarray(discrepancy.analyze(problem, points, values)["s_discrepancy"], dtype=float)
    return _Said((found / found[-DUMMIES:].mean())[:, None])


def _mean_known(values: Floats) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else float("nan")


_RELATIVE = ("discrepancy",)
"""Analyzers whose values only mean something beside those of the columns without influence."""
_ANALYZERS: dict[str, Callable[[dict[str, Any], Floats, Floats], _Said]] = {
    "rbd_fast": _rbd_fast, "pawn": _pawn, "delta": _delta, "rsa": _rsa, "discrepancy": _discrepancy,
}  # fmt: skip


# ---- curves ---------------------------------------------------------------------------------------


def _curves(plan: Plan, values: Floats) -> Found:
    """Extended FAST (Saltelli, Tarantola & Chan 1999): mean over independent curves, with Student's interval.

    The interval is of chance and of the curves' phases; what harmonics that are not summed leave out is in neither.
    """
    from scipy.special import stdtrit

    each = np.stack([_fast(plan, curve) for curve in values.reshape(-1, curve_rows(plan))])
    number = len(each)
    value, error = each.mean(axis=0), each.std(axis=0, ddof=1) / np.sqrt(number)
    half = float(stdtrit(number - 1, (1.0 + LEVEL) / 2.0)) * error
    halves = np.stack([each[first::2].mean(axis=0)[:, 1] for first in (0, 1)])
    return Found(value, value - half, value + half, np.full(2, np.nan), halves)


def _fast(plan: Plan, values: Floats) -> Floats:
    from SALib.analyze import fast

    with _alone():
        found = fast.analyze(plan.problem, values, M=HARMONICS, num_resamples=2, seed=1)
    return np.stack([np.asarray(found[name], dtype=float) for name in ("S1", "ST")], axis=1)
