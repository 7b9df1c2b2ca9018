"""The published patterns on real runs: everything can be measured, twins share their luck, set-ups do what they say."""

import math

import numpy as np
import pytest

from netsustain.scenario.parameters import PARAMETER_NAMES
from netsustain.validation.ensembles import run_setups, with_said
from netsustain.validation.measures import grid
from netsustain.validation.patterns import PATTERNS, k2, v1, v2, v5, v6
from netsustain.validation.prior import drawn_parameters, prior_points


def simulated(setups, replicates=60, vectors_for=lambda scenario: None):
    return run_setups(tuple(setups), replicates, 1, vectors_for, workers=None, done=lambda runs: None)


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda each: each.id)
def test_every_number_of_a_pattern_can_be_measured(pattern):
    from netsustain.calibration.accepted import vectors_for

    # Under accepted vectors, as the command measures: under a single one no network may be left to be measured.
    measured = pattern.measure(simulated(pattern.setups, vectors_for=lambda scenario: vectors_for(scenario, 60)))
    assert list(measured) == [target.name for target in pattern.targets]
    for name, (value, error) in measured.items():
        assert math.isfinite(value), name
        assert math.isfinite(error), name
        assert error >= 0, name


@pytest.mark.parametrize(
    ("twins", "month"),
    [(v5.ONE, v5.DEPARTURE), (v5.SEVERAL, v5.DEPARTURE), (v6.ANYONE, v6.CHANGE), (v6.EXPERIENCED, v6.CHANGE)],
)
def test_twins_are_the_same_until_something_happens(twins, month):
    one, other = simulated(twins, 20).values()
    columns = one.months.columns.drop("alive")
    for name in columns:
        before, after = grid(one, name)[:, : month - 1], grid(other, name)[:, : month - 1]
        lives = (grid(one, "alive") * grid(other, "alive"))[:, : month - 1] > 0
        assert (before[lives] == after[lives]).all(), name
    assert (grid(one, "effort")[:, month:] != grid(other, "effort")[:, month:]).any()


def test_idle_ties_only_fade_and_the_working_triangle_keeps_the_network_alive():
    columns, points = list(drawn_parameters()), prior_points(20)
    for name, ensemble in simulated(k2.SETUPS, 20, lambda scenario: with_said(scenario, columns, points)).items():
        ties = grid(ensemble, "ties")
        assert (grid(ensemble, "alive") == 1).all(), name
        assert (np.diff(ties, axis=1) <= 0).all(), name
        assert (ties >= k2.CORE_TIES).all(), name
        assert (ties <= k2.TIES + k2.CORE_TIES).all(), name


def test_without_fading_every_idle_tie_stays():
    place = PARAMETER_NAMES.index("decay_hazard")
    ensembles = simulated(k2.SETUPS, 4, lambda scenario: with_said(scenario, [place], np.zeros((1, 1))))
    assert all((k2.left(ensemble) == 1.0).all() for ensemble in ensembles.values())


def test_formal_processes_do_not_fade_while_support_lasts_and_do_after_it():
    ensemble = simulated([v2.SETUP])[v2.SETUP]
    lives = grid(ensemble, "alive")[:, v2.SURVEY - 1] > 0
    plan = grid(ensemble, "plan")[lives].mean(axis=0)
    # What fades while support lasts is what a need beyond the support leaves unpaid.
    assert plan[v2.LAST_PAID - 1] == pytest.approx(plan[0], abs=0.05)
    assert plan[v2.SURVEY - 1] < plan[v2.LAST_PAID - 1] - 0.1


def test_grantees_end_in_both_ways_and_those_that_met_their_goal_did_the_work():
    runs = simulated([v1.SETUP], 100)[v1.SETUP].runs
    assert set(runs["ended"]) == {"alive", "dissolved", "completed"}
    completed = runs["ended"] == "completed"
    assert (runs.loc[completed, "cause"].isin(["goal_met", "need_met"])).all()
    assert (runs.loc[completed & (runs["cause"] == "goal_met"), "progress"] == 1).all()
