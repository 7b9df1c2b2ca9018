"""The same boxes and quasi-p-values as published implementations of PRIM, where one is installed.

ema_workbench brings 31 packages, so the tests do not install it; ``prim`` is its algorithm as a small package of its
own. What ema_workbench 2.5.3 found in one world is kept beside this file, so that one comparison always runs.
"""

import importlib.util
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from netsustain.exploration.discovery.box import LOWER, UPPER, measures
from netsustain.exploration.discovery.cases import Cases
from netsustain.exploration.discovery.prim import Rules, peeled
from netsustain.exploration.discovery.significance import quasi_ps

STORED = Path(__file__).with_name("ema_workbench_2_5_3.csv")
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


def test_like_what_ema_workbench_found():
    """Every box of its peeling trajectory of world 2, with density, coverage and mass."""
    points, happened = _world(2)
    cases, ours = _ours(points, happened)
    stored = pd.read_csv(STORED)
    assert len(stored) > 25
    low, high = points.min().to_numpy(), points.max().to_numpy()
    for row, box in zip(stored.to_dict("records"), ours, strict=False):
        expected = np.array([[row[f"{name}_{end}"] for name in NAMES] for end in ("low", "high")])
        np.testing.assert_allclose(np.clip(box.limits, low, high), expected, rtol=1e-10)
        found = measures(box, cases)
        np.testing.assert_allclose(
            [found.density, found.coverage, found.mass], [row["density"], row["coverage"], row["mass"]], rtol=1e-10
        )


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
