"""Models with known indices, and designs to run them on."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from netsustain.exploration.sensitivity.blocks import Blocks, blocks_of
from netsustain.exploration.sensitivity.designs import Plan, unit_points

SLOPES = np.array([1.0, 2.0, 3.0, 0.0])
"""Of the noisy linear model; the last factor has no influence."""
LINEAR = SLOPES**2 / (SLOPES**2).sum()
"""Its first- and total-order indices: factors are uniform on [0, 1] and do not interact."""
VARIANCE = float((SLOPES**2).sum() / 12)
"""Of its mean response."""


@pytest.fixture
def plan():
    """``plan(method, samples, factors)``: a plan without groups."""

    def made(method: str, samples: int, factors: int = 4, seed: int = 1, **more: Any) -> Plan:
        return Plan(method, samples, tuple(f"x{number}" for number in range(factors)), seed, **more)

    return made


@pytest.fixture
def ran():
    """``ran(plan, mean_response, noise, seed)``: blocks of results under two lucks, or as many as asked.

    ``noise`` is the standard deviation of what luck adds; ``shared`` luck adds the same in all rows of a block, else
    every run has noise of its own.
    """

    def made(
        plan: Plan, response: Callable, noise: float = 0.0, seed: int = 1, lucks: int = 2, shared: bool = False
    ) -> Blocks:
        points = unit_points(plan)
        generator = np.random.default_rng(seed)
        blocks = len(points) // plan.block
        rows = 1 if shared else plan.block
        drawn = np.broadcast_to(generator.normal(size=(blocks, rows, lucks)), (blocks, plan.block, lucks))
        return blocks_of(response(points)[:, None] + noise * drawn.reshape(-1, lucks), plan.block)

    return made


@pytest.fixture
def linear():
    """The mean response of the noisy linear model."""
    return lambda points: points @ SLOPES
