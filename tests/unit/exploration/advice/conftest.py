"""Advice whose right answer is known: months are formulas of the levers and of the future, with luck."""

import numpy as np
import pytest

import netsustain as ns
from netsustain.exploration.advice.advise import advise
from netsustain.exploration.advice.asking import Effort
from netsustain.exploration.advice.trials import OUTCOMES

EFFORT = Effort(20, 16, search=(6, 1), judge=(12, 1), tell=(60, 2), time=(12, 1))
MONTHS = OUTCOMES.index("months_sustained")


def fake(formula, luck=3.0):
    """What stands in for the model: ``formula(levers, design)`` gives a number of months for each future."""

    def make(world, question):
        def in_futures(scenario, futures):
            shape = (len(futures.design), futures.replicates)
            chance = np.random.default_rng(futures.seed).normal(0, luck, shape)
            months = np.asarray(formula(scenario.levers, futures.design), dtype=float) * np.ones(shape[0])
            values = np.full((*shape, len(OUTCOMES)), 0.5)
            values[..., MONTHS] = np.clip(months[:, None] + chance, 0, scenario.months)
            return values

        return in_futures

    return make


@pytest.fixture(scope="session")
def base():
    return ns.load("demo_none")


@pytest.fixture(scope="session")
def advised(base):
    """``advised(formula, budget)``: advice about a network that lasts as long as a formula says."""

    def ask(formula, budget=12.0, unit="staff-days", seed=1, effort=EFFORT, luck=3.0, scenario=None):
        return advise(scenario or base, budget, unit, seed=seed, effort=effort, make=fake(formula, luck))

    return ask


def platform(levers, _design):
    """Only the platform helps."""
    return 40 + 40 * levers.platform


@pytest.fixture(scope="session")
def by_platform(advised):
    return advised(platform)
