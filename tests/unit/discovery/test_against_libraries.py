"""The same boxes and quasi-p-values as published implementations of PRIM, where one is installed.

ema_workbench brings 31 packages, so the tests do not install it; ``prim`` is its algorithm as a small package of its
own. One of the two is enough for a test to run.
"""

import importlib.util

import numpy as np
import pandas as pd
import pytest

from netsustain.exploration.discovery.box import LOWER, UPPER, measures
from netsustain.exploration.discovery.cases import Cases
from netsustain.exploration.discovery.prim import Rules, peeled
from netsustain.exploration.discovery.significance import quasi_ps

DRAWS, NAMES = 600, ["a", "b", "c", "d"]


def _found(library: str) -> bool:
    return importlib.util.find_spec(library) is not None


def _world(seed: int) -> tuple[pd.DataFrame, np.ndarray]:
    """A planted box of two factors, half noise; no two draws have a value in common."""
    generator = np.random.default_rng(seed)
    points = pd.DataFrame(generator.random((DRAWS, len(NAMES))), columns=NAMES)
    inside = (points["a"] > 0.6) & (points["c"] < 0.4)
    return points, generator.random(DRAWS) < np.where(inside, 0.9, 0.15)


def _ours(points: pd.DataFrame, happened: np.ndarray):
    cases = Cases(points.to_numpy(), happened.astype(float), np.ones(DRAWS))
    return cases, [step.box for step in peeled(cases, Rules())]


def _limits(table: pd.DataFrame) -> np.ndarray:
    return table[NAMES].to_numpy(dtype=float)


@pytest.mark.skipif(not _found("ema_workbench"), reason="ema_workbench is not installed: 31 packages, 393 MB")
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", [2, 3, 5])
def test_like_ema_workbench(seed):
    from ema_workbench.analysis import prim

    points, happened = _world(seed)
    theirs = prim.Prim(points, happened, threshold=0.01, peel_alpha=0.05, mass_min=0.05).find_box()
    cases, ours = _ours(points, happened)
    low, high = points.min().to_numpy(), points.max().to_numpy()
    path = theirs.peeling_trajectory
    peels = 1 + int((path["mass"].diff().iloc[1:] < 0).sum())  # pastes follow
    assert peels > 25
    for step in range(peels):
        expected = _limits(theirs.box_lims[step])
        got = np.clip(ours[step].limits, low, high)
        np.testing.assert_allclose(got, expected, atol=1e-12)
        found = measures(ours[step], cases)
        told = [found.density, found.coverage, found.mass]
        np.testing.assert_allclose(told, path.loc[step, ["density", "coverage", "mass"]].astype(float), rtol=1e-12)
    for step in (10, 20, peels - 1):
        theirs.select(step)
        asked = [NAMES[factor] for factor in ours[step].restricted]
        chances = theirs._calculate_quasi_p(step, asked)
        for factor, chance in quasi_ps(ours[step], cases).items():
            side = [value for value in chances[NAMES[factor]] if value >= 0]
            edges = [edge for edge in ours[step].edges if edge[0] == factor]
            if len(edges) == 1:  # theirs are told for each end, ours for the factor
                assert chance == pytest.approx(side[0], rel=1e-6, abs=1e-14)


@pytest.mark.skipif(not _found("prim"), reason="prim is not installed")
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", [2, 3, 5])
def test_like_prim(seed):
    import prim

    points, happened = _world(seed)
    theirs = prim.Prim(points, happened, peel_alpha=0.05, mass_min=0.05).find_box()
    _, ours = _ours(points, happened)
    low, high = points.min().to_numpy(), points.max().to_numpy()
    path = theirs.peeling_trajectory
    peels = 1 + int((path["mass"].diff().iloc[1:] < 0).sum())
    assert peels > 25
    for step in range(peels):
        limits = theirs._box_lims[step]
        expected = np.array([[limits[name][side] for name in NAMES] for side in (LOWER, UPPER)], dtype=float)
        np.testing.assert_allclose(np.clip(ours[step].limits, low, high), expected, atol=1e-12)
