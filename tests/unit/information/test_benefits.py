"""Net benefits from rows, and what a file may say."""

import numpy as np
import pandas as pd
import pytest

from netsustain.exploration.factors import Factor
from netsustain.exploration.information.benefits import benefits_of, net_benefit
from netsustain.exploration.reading import load_experiment

FACTORS = (Factor("a", "a", 1.0, 3.0, False, None),)
DESIGN = pd.DataFrame({"a": [1.0, 2.0]})


@pytest.fixture
def experiment():
    """Two scenarios, two draws, two replicates."""
    asked = load_experiment("value_of_information").with_options(0.0001).experiment
    return asked.model_copy(update={"scenarios": ("one", "other"), "replicates": 2})


def rows(months, cost=None, failed=()):
    number = len(months)
    return pd.DataFrame({
        "months_sustained": months, "cost": cost or [0.0] * number, "ended": ["alive"] * number,
        "failed": [place in failed for place in range(number)],
    })  # fmt: skip


def test_benefits_stand_by_draw_luck_and_option(experiment):
    found = benefits_of(rows([1.0, 2, 3, 4, 10, 20, 30, 40]), DESIGN, FACTORS, experiment)
    assert found.values.tolist() == [[[1, 10], [2, 20]], [[3, 30], [4, 40]]]
    assert found.mean.tolist() == [[1.5, 15], [3.5, 35]]
    assert found.over(1).tolist() == [[[-9, 0], [-18, 0]], [[-27, 0], [-36, 0]]]
    assert found.points.tolist() == [[0.0], [0.5]]


def test_a_month_has_its_worth_and_cost_its_price(experiment):
    paid = experiment.model_copy(update={"willingness": 10.0})
    assert net_benefit(rows([3.0, 4.0], [5.0, 50.0]), paid).tolist() == [25.0, -10.0]
    dissolved = experiment.model_copy(update={"outcomes": ("dissolved",)})
    table = rows([0.0]).assign(dissolved=[1.0])
    assert net_benefit(table, dissolved).tolist() == [-1.0]


def test_a_failed_run_takes_its_luck_from_every_option_and_changes_no_mean(experiment):
    wider = experiment.model_copy(update={"replicates": 3})
    found = benefits_of(rows([1.0, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60], failed=(1,)), DESIGN, FACTORS, wider)
    assert found.mean[0].tolist() == [2.0, 20.0]
    assert found.values[0, 1].tolist() == [2.0, 20.0]
    assert found.lost == 0


def test_a_draw_with_a_single_luck_left_is_left_out(experiment):
    found = benefits_of(rows([1.0, 2, 3, 4, 10, 20, 30, 40], failed=(6,)), DESIGN, FACTORS, experiment)
    assert (found.lost, found.draws.tolist()) == (1, [0])
    assert np.isfinite(found.values).all()
