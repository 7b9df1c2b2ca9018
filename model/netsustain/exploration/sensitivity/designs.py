"""Designs of sensitivity analysis in the unit cube, drawn by SALib: one small class of plan, one function a method.

SALib takes a seed of 0 for none, so every seed is turned into one from 1 to 2³² − 1 first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from netsustain.exploration.sensitivity import sobol
from netsustain.health.intervals import Floats

CURVES = 5
"""Independent search curves of FAST: their spread is the interval (SALib #649: its own bootstrap cannot be trusted)."""
FAST_POINTS = 65
"""Least points of a search curve: more than 4 M² with M = 4 harmonics."""


@dataclass(frozen=True)
class Plan:
    """What is to be drawn."""

    method: str
    samples: int
    """Base samples (sobol), trajectories (morris, shapley), points of a curve (fast), points (all others)."""
    groups: tuple[str, ...]
    """Group of every factor; a factor that stands alone is its own group."""
    seed: int
    second_order: bool = False
    levels: int = 4

    @property
    def factors(self) -> int:
        """Columns."""
        return len(self.groups)

    @property
    def parts(self) -> tuple[str, ...]:
        """What indices are about: groups and single factors, in order."""
        return tuple(dict.fromkeys(self.groups))

    @property
    def group_numbers(self) -> np.ndarray:
        """For every factor, the place of its group among ``parts``."""
        return np.array([self.parts.index(group) for group in self.groups])

    @property
    def block(self) -> int:
        """Rows that share their lucks."""
        return METHODS[self.method].block(self)

    @property
    def rows(self) -> int:
        """Rows in all."""
        return METHODS[self.method].rows(self)

    @property
    def problem(self) -> dict[str, Any]:
        """As SALib describes one, over the unit cube; a new one each time, for SALib changes what it gets."""
        names = [f"x{number}" for number in range(self.factors)]
        found: dict[str, Any] = {"num_vars": self.factors, "names": names, "bounds": [[0.0, 1.0]] * self.factors}
        return found | ({"groups": list(self.groups)} if len(self.parts) < self.factors else {})


class Method(NamedTuple):
    """How a method lays out its rows."""

    points: Callable[[Plan], Floats]
    block: Callable[[Plan], int]
    rows: Callable[[Plan], int]
    fewest: int
    """Least samples that mean anything."""
    groups: bool = False
    """Factors can be moved together."""


def library_seed(seed: int, *more: int) -> int:
    """A seed that libraries take for one, from 1 to 2³² − 1, whatever our own (0 and 64 bits among them)."""
    return int(np.random.SeedSequence([seed, *more]).generate_state(1)[0]) or 1


@lru_cache(maxsize=1)
def unit_points(plan: Plan) -> Floats:
    """The design, (rows × factors) in [0, 1]; read-only, for the last one is kept."""
    points = np.asarray(METHODS[plan.method].points(plan), dtype=float)
    points.flags.writeable = False
    return points


def sequences(samples: int) -> tuple[int, int]:
    """Number and length of the scrambled Sobol' sequences that make up so many base samples.

    A sequence is balanced only if its length is a power of two, so 5,120 samples are five sequences of 1,024.
    """
    length = samples & -samples
    return samples // length, length


def curve_rows(plan: Plan) -> int:
    """Rows of one repetition of FAST: a search curve for every factor, of which none may be missing."""
    return plan.factors * plan.samples


# ---- one function a method ------------------------------------------------------------------------


def _sobol(plan: Plan) -> Floats:
    from SALib.sample import sobol as sampler

    number, length = sequences(plan.samples)
    pieces = [
        sampler.sample(
            plan.problem, length, calc_second_order=plan.second_order, seed=library_seed(plan.seed, 1, place)
        )
        for place in range(number)
    ]
    return np.concatenate(pieces)


def _morris(plan: Plan) -> Floats:
    from SALib.sample import morris as sampler

    return sampler.sample(plan.problem, plan.samples, num_levels=plan.levels, seed=library_seed(plan.seed, 2))


def _shapley(plan: Plan) -> Floats:
    from SALib.sample import shapley as sampler

    return sampler.sample(plan.problem, plan.samples, seed=library_seed(plan.seed, 3))


def _fast(plan: Plan) -> Floats:
    from SALib.sample import fast_sampler as sampler

    curves = [
        sampler.sample(plan.problem, plan.samples, seed=library_seed(plan.seed, 4, place)) for place in range(CURVES)
    ]
    return np.concatenate(curves)


def _latin(plan: Plan) -> Floats:
    from SALib.sample import latin as sampler

    return sampler.sample(plan.problem, plan.samples, seed=library_seed(plan.seed, 5))


def _one(plan: Plan) -> int:
    return 1


def _trajectory(plan: Plan) -> int:
    return len(plan.parts) + 1


def _quartet(plan: Plan) -> int:
    return sobol.rows_a_block(len(plan.parts), plan.second_order)


def _whole_blocks(plan: Plan) -> int:
    return plan.samples * plan.block


def _whole_curves(plan: Plan) -> int:
    return CURVES * curve_rows(plan)


_GIVEN = Method(_latin, _one, _whole_blocks, 100)
METHODS: dict[str, Method] = {
    "sobol": Method(_sobol, _quartet, _whole_blocks, 8, groups=True),
    "morris": Method(_morris, _trajectory, _whole_blocks, 2, groups=True),
    "shapley": Method(_shapley, _trajectory, _whole_blocks, 2),
    "fast": Method(_fast, _one, _whole_curves, FAST_POINTS),
    "rbd_fast": _GIVEN,
    "pawn": _GIVEN,
    "delta": _GIVEN,
    "rsa": _GIVEN,
    "discrepancy": _GIVEN,
}
"""Name of a method, as SALib calls it, → how its design is drawn. Left out: ``dgsm`` and ``ff``, whose differences over
a hundredth of a range, or over two corners, drown in chance; ``hdmr`` and ``radial_ee``, which say what sobol says."""
