"""A fixed loop that every machine can time: the yardstick of all other figures."""

from __future__ import annotations

from functools import cache
from typing import Any

from benchmarks.rows import best

REPEATS = 5


def loop(steps: int) -> float:
    """So many steps of a linear congruential generator, added up; each step waits for the one before."""
    state, total = 12345, 0.0
    for _ in range(steps):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        total += state * 2.0**-32
    return total


@cache
def _compiled() -> Any:
    from netsustain import kernels

    quick: Any = kernels.numba.njit(loop) if kernels.JIT else loop  # type: ignore[attr-defined]
    quick(10)
    return quick


def seconds_a_step(steps: int) -> float:
    """Seconds that one step takes now, at best."""
    quick = _compiled()
    return best(lambda: quick(steps), REPEATS).wall / steps
