"""Elementary effects and Shapley effects, with and without chance."""

import numpy as np
import pytest

from netsustain.exploration.sensitivity import morris, shapley
from netsustain.exploration.sensitivity.designs import Plan, unit_points

from .conftest import LINEAR, SLOPES, VARIANCE
from .test_sobol import ishigami


def shaped(plan):
    return unit_points(plan).reshape(-1, plan.block, plan.factors)


def found(plan, blocks, seed=1):
    return morris.effects(blocks, shaped(plan), plan.group_numbers, seed)


def test_a_trajectory_by_hand():
    """x0 rises by ½ and y by 3, then x1 falls by ½ and y falls by 1: effects 6 and 2, under a luck that adds 10."""
    points = np.array([[[0.0, 1.0], [0.5, 1.0], [0.5, 0.5]]])
    values = np.array([[[1.0, 11.0], [4.0, 14.0], [3.0, 13.0]]])
    assert morris.elementary(values, points, np.array([0, 1])).tolist() == [[[6.0, 6.0], [2.0, 2.0]]]


def test_what_is_no_trajectory_is_refused():
    points = np.array([[[0.0, 1.0], [0.5, 0.5]]])
    with pytest.raises(ValueError, match="does not move exactly one factor"):
        morris.elementary(np.zeros((1, 2, 2)), points, np.array([0, 1]))


def test_without_noise_mu_mu_star_and_sigma_are_those_of_salib(plan, ran):
    from SALib.analyze import morris as usual

    layout = plan("morris", 30, 3)
    own, _ = found(layout, ran(layout, ishigami))
    other = usual.analyze(layout.problem, unit_points(layout), ishigami(unit_points(layout)), seed=1)
    assert own.mu == pytest.approx(other["mu"])
    assert own.mu_star == pytest.approx(other["mu_star"])
    assert np.sqrt(own.variance) == pytest.approx(other["sigma"])
    assert own.floor == pytest.approx(0.0, abs=1e-12)


def test_noise_raises_mu_star_but_neither_the_square_nor_sigma(plan, ran, linear, standard_errors):
    layout = plan("morris", 3000)
    own, again = found(layout, ran(layout, linear, 1.0))
    assert (np.abs(own.square - SLOPES**2) < standard_errors * again.square.std(axis=0)).all()
    assert (np.abs(own.variance) < standard_errors * again.variance.std(axis=0)).all()
    assert (np.abs(own.mu - SLOPES) < standard_errors * again.mu.std(axis=0)).all()
    chance = np.sqrt(2 / np.pi) * np.sqrt(2 * 1.0 / 2) / (2 / 3)  # two noisy ends, two lucks, steps of 2/3
    assert own.mu_star[3] == pytest.approx(chance, rel=0.05)
    assert own.floor == pytest.approx(np.full(4, chance), rel=0.05)


def test_the_floor_holds_for_an_odd_number_of_lucks(plan, ran, linear):
    layout = plan("morris", 3000)
    own, _ = found(layout, ran(layout, linear, 1.0, lucks=3))
    assert own.floor[3] == pytest.approx(own.mu_star[3], rel=0.05)


def test_luck_shared_by_a_trajectory_cancels_in_its_effects(plan, ran, linear):
    layout = plan("morris", 10)
    own, _ = found(layout, ran(layout, linear, 50.0, shared=True))
    assert own.mu == pytest.approx(SLOPES)


def test_groups_move_at_once(ran, linear):
    """Factors 0 and 2 move together, each up or down: the effect is one of ± 1 ± 3, its sign says nothing."""
    layout = Plan("morris", 200, ("both", "alone", "both", "none"), 1)
    own, _ = found(layout, ran(layout, linear))
    assert own.square == pytest.approx([(4**2 + 2**2) / 2, 4, 0], rel=0.1)
    assert own.mu[1] == pytest.approx(2)


def test_shapley_effects_of_a_noisy_linear_model_are_its_indices(plan, ran, linear):
    layout = plan("shapley", 4000)
    order = (np.diff(shaped(layout), axis=1) != 0).argmax(axis=2)
    value, resampled = shapley.estimated(ran(layout, linear, 1.0), order, 1)
    assert value[:4] == pytest.approx(LINEAR, abs=0.06)
    assert value[4] == pytest.approx(1 / (1 + VARIANCE), abs=0.03)
    assert value[:4].sum() == pytest.approx(1.0)
    assert resampled.shape == (1000, 5)


def test_shapley_effects_are_salibs_where_there_is_no_noise(plan, ran):
    from SALib.analyze import shapley as usual

    layout = plan("shapley", 500, 3)
    order = (np.diff(shaped(layout), axis=1) != 0).argmax(axis=2)
    value, _ = shapley.estimated(ran(layout, ishigami), order, 1)
    other = usual.analyze(layout.problem, unit_points(layout), ishigami(unit_points(layout)))
    assert value[:3] == pytest.approx(other["shapley_normalized"])


def test_shapley_splits_an_interaction_evenly(plan, ran):
    """Ishigami: S1 + half of the interaction of x1 and x3."""
    layout = plan("shapley", 8000, 3)
    order = (np.diff(shaped(layout), axis=1) != 0).argmax(axis=2)
    value, _ = shapley.estimated(ran(layout, ishigami, 3.0), order, 1)
    assert value[:3] == pytest.approx([0.3139 + 0.2437 / 2, 0.4424, 0.2437 / 2], abs=0.05)
