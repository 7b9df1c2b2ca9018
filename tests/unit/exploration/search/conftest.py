"""Searches whose right answer is known: outcomes are formulas of two levers, with luck where a test plants it."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from netsustain.exploration.search.decisions import Decision
from netsustain.exploration.search.objectives import Runs
from netsustain.exploration.search.price import Within
from netsustain.exploration.search.simulated import Futures

PLATFORM, FORUM = Decision("platform", 0.0, 1.0, 0.01), Decision("community_forum", 0.0, 1.0, 0.01)
MODE = Decision("governance_mode", choices=("lead_organisation", "shared", "committee"))


class Days:
    """A policy costs ten staff-days a month for each unit of dose."""

    def planned(self, policy):
        return 10.0 * sum(value for value in policy.values() if not isinstance(value, str))

    def priced(self, lever):
        return lever != "governance_mode"


class Formula:
    """Evaluates by a formula of a policy, with luck of its own for each policy, future and run."""

    def __init__(self, outcomes, luck=0.0):
        self.outcomes, self.luck, self.asked = outcomes, luck, []

    def __call__(self, policies, futures):
        self.asked.append((futures.name, list(policies)))
        shape = (len(futures.design), futures.replicates)
        values = np.empty((len(policies), *shape, len(self.outcomes)))
        for place, policy in enumerate(policies):
            key = [round(1000 * float(v)) if not isinstance(v, str) else len(v) for v in policy.values()]
            luck = np.random.default_rng([futures.seed, *key]).normal(0, 1, shape)
            for number, formula in enumerate(self.outcomes.values()):
                values[place, :, :, number] = formula(policy) + self.luck * luck
        return Runs(values, tuple(self.outcomes), np.array([Days().planned(each) for each in policies]))


@pytest.fixture
def within():
    """``within(budget)``: two doses that cost the same."""
    return lambda budget=float("inf"), *others: Within((PLATFORM, FORUM, *others), Days(), budget)


@pytest.fixture
def futures():
    """``futures(number, runs, seed)`` without factors."""

    def made(number=4, replicates=2, seed=1, name="search"):
        return Futures(name, pd.DataFrame(index=range(number)), replicates, seed)

    return made


@pytest.fixture
def formula():
    return Formula


@pytest.fixture
def prices():
    return SimpleNamespace(of=Days)
