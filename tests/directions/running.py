"""Paired runs: both sides of a pair with the same luck and, once calibrated, the same accepted vector a replicate."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from tests.directions.expectations import Pair
from tests.worlds import Numbers, numbers

from netsustain.calibration.accepted import vectors_for
from netsustain.scenario import load
from netsustain.scenario.parameters import PARAMETER_NAMES, parameter_values
from netsustain.scenario.schema import Scenario
from netsustain.state import Ended
from netsustain.storage import MONTHLY

SEED = 3
ALIVE_AT = 84
"""Month of ``alive_84``: four years after a grant of three (K1)."""
OF_A_RUN = ("months_sustained", "cost_days")
OUTCOMES = (*OF_A_RUN, f"alive_{ALIVE_AT}", *MONTHLY)


class Measured(NamedTuple):
    """One outcome of a pair, over replicates."""

    low: float
    """Mean on the ``from`` side."""
    difference: float
    """Mean of ``to`` less ``from``."""
    error: float
    """Standard error of that mean."""
    pairs: int
    """Replicates that have the outcome on both sides."""


@lru_cache(maxsize=32)
def _scenario(name: str) -> Scenario:
    return load(name)


def sides(pair: Pair) -> tuple[Scenario, Scenario]:
    """The two scenarios of a pair; those of a parameter are the same, since vectors carry it."""
    base = _scenario(pair.scenario).with_(**pair.changes)
    if pair.is_parameter:
        return base, base
    return base.with_(**{pair.subject: pair.first}), base.with_(**{pair.subject: pair.second})


def vectors_of(scenario: Scenario, count: int) -> np.ndarray:
    """Accepted vectors for a scenario, or its own parameters while nothing is calibrated."""
    found = vectors_for(scenario, count)
    return np.array([parameter_values(scenario.parameters)]) if found is None else found


def run(pair: Pair, replicates: int, seed: int = SEED) -> dict[str, Measured]:
    """Every expected outcome of a pair, measured.

    Replicate k runs under vector k modulo their number, on both sides.
    """
    found = []
    for scenario, value in zip(sides(pair), (pair.first, pair.second), strict=True):
        vectors = vectors_of(scenario, replicates)
        if pair.is_parameter:
            vectors = vectors.copy()
            vectors[:, PARAMETER_NAMES.index(pair.subject)] = value
        found.append((numbers(scenario, replicates, seed, vectors=vectors), scenario.months))
    return measured(found[0][0], found[1][0], tuple(pair.expected), found[0][1])


def measured(first: Numbers, second: Numbers, outcomes: tuple[str, ...], horizon: int) -> dict[str, Measured]:
    """Means and paired differences of outcomes.

    A monthly outcome is a replicate's mean over the months in which both networks are alive, so that a network that
    dies early is not compared with another's later years.
    """
    ends = [np.where(side.runs["end_month"] > 0, side.runs["end_month"], horizon + 1) for side in (first, second)]
    formed = np.all([side.runs["ended"] != Ended.NEVER_FORMED for side in (first, second)], axis=0)
    both = np.arange(1, horizon + 1)[None, :] < np.minimum(*ends)[:, None]
    together = both.sum(axis=1)
    found = {}
    for outcome in outcomes:
        if outcome == f"alive_{ALIVE_AT}":
            low, high = ((end > ALIVE_AT).astype(float) for end in ends)
            keep = formed
        elif outcome in OF_A_RUN:
            low, high = first.runs[outcome], second.runs[outcome]
            keep = formed
        else:
            low, high = (
                (side.months[outcome] * both).sum(axis=1) / np.maximum(together, 1) for side in (first, second)
            )
            keep = formed & (together > 0)
        found[outcome] = _moments(low[keep], high[keep])
    return found


def _moments(low: np.ndarray, high: np.ndarray) -> Measured:
    gained = high - low
    count = len(gained)
    error = float(gained.std(ddof=1) / np.sqrt(count)) if count > 1 else float("inf")
    return Measured(float(low.mean()) if count else float("nan"), float(gained.mean()) if count else 0.0, error, count)
