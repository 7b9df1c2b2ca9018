"""Surfaces from runs made by hand: what every network does is a formula of the setting and its luck."""

import numpy as np
import pandas as pd
import pytest

import netsustain as ns
from netsustain.exploration.surface.exploring import explore
from netsustain.health.series import CONDITIONS

LEVERS = ("platform", "mediation")
MONTHS = 24


def runs_of(months_sustained: np.ndarray, *, condition: float = 0.5, horizon: int = MONTHS) -> pd.DataFrame:
    """The table of runs of networks that last so long."""
    lasting = np.clip(months_sustained, 0, horizon)
    alive = lasting >= horizon
    return pd.DataFrame(
        {
            "months_sustained": lasting, "ended": np.where(alive, "alive", "dissolved"),
            "end_month": np.where(alive, np.nan, np.floor(lasting) + 1), "failed": False,
            "cost_per_live_month": 10.0, **dict.fromkeys(CONDITIONS, condition),
        }
    )  # fmt: skip


def luck_of(replicates: int) -> np.ndarray:
    """The same luck in every setting: months more or less."""
    return np.random.default_rng(7).normal(0, 2, replicates)


def additive(scenario, *, replicates, seed, vectors, workers):
    """A full dose of the platform adds six months to everybody, whatever the luck; mediation and transfers nothing."""
    return runs_of(12 + 6 * scenario.levers.platform + luck_of(replicates))


@pytest.fixture(scope="session")
def scenario():
    return ns.load("budget_cut_sudden").with_(months=MONTHS, events=[{"at": 13, "budget": {"level": 0.4}}])


@pytest.fixture(scope="session")
def surface(scenario):
    return explore(scenario, levers=LEVERS, replicates=40, seed=3, run=additive)


@pytest.fixture(scope="session")
def simulated(scenario):
    """A small surface of the real model."""
    return explore(scenario, levers=(*LEVERS, "meeting_frequency", "core_leaders"), replicates=12, seed=3)
