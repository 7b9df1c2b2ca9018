"""Every shipped scenario runs: compiled, and month by month through Mesa."""

import numpy as np
import pytest

from netsustain.ensemble import simulate
from netsustain.model import NetworkModel
from netsustain.scenario import load
from netsustain.scenario.resolve import shipped_names
from netsustain.storage import MONTHLY

NAMES = shipped_names()


@pytest.mark.parametrize("name", NAMES)
def test_its_whole_horizon_runs(name):
    scenario = load(name)
    result = simulate(scenario, 20, seed=1, months=True)
    assert not result.runs["failed"].any()
    assert len(result.months) == 20 * scenario.months
    assert np.isfinite(result.months.select_dtypes("number").to_numpy()).all()
    assert (result.runs["months_sustained"] <= scenario.months).all()
    assert set(result.runs["ended"]) <= {"alive", "dissolved", "completed"}
    assert result.months["effort"].max() > 0


@pytest.mark.parametrize("name", NAMES)
def test_it_can_be_cut_short(name):
    """Events that then come too late are left out; what is left runs."""
    scenario = load(name)
    short = scenario.until(min(24, scenario.months))
    assert len(simulate(short, 2, seed=1, months=True).months) == 2 * short.months


@pytest.mark.parametrize("name", NAMES)
def test_a_year_of_it_is_the_same_in_mesa(name):
    scenario = load(name)
    scenario = scenario.until(min(12, scenario.months))
    months = simulate(scenario, 1, seed=2, months=True).months
    model = NetworkModel(scenario, rng=2)
    for month in range(1, scenario.months + 1):
        if not model.running:
            break
        model.step()
        row = months[(months["month"] == month) & (months["alive"] == 1)]
        for column in MONTHLY if len(row) else ():
            assert getattr(model, column) == row[column].item(), (month, column)
