"""Verdicts: enough runs or not, and which factors matter."""

import numpy as np
import pytest

from netsustain.exploration.sensitivity import convergence
from netsustain.exploration.sensitivity.convergence import agreement, importance, leaders, settled, verdict


def test_leaders_are_not_negligible_and_there_is_always_one():
    assert leaders(np.array([0.6, 0.05, 0.04])).tolist() == [True, True, False]
    assert leaders(np.array([0.01, 0.04])).tolist() == [False, True]


def test_savage_scores_by_hand():
    """Three factors: 1 + 1/2 + 1/3, 1/2 + 1/3, 1/3."""
    found = convergence._savage(np.array([[0.1, 0.7, 0.3]]))
    assert found[0] == pytest.approx([1 / 3, 11 / 6, 5 / 6])


def test_agreement_is_one_for_equal_ranks_and_falls_most_when_the_top_changes():
    value = np.array([0.5, 0.3, 0.1])
    same = np.tile(value, (10, 1))
    top, bottom = np.tile([0.3, 0.5, 0.1], (10, 1)), np.tile([0.5, 0.1, 0.3], (10, 1))
    assert agreement(value, same) == pytest.approx(1.0)
    assert agreement(value, top) < agreement(value, bottom) < 1.0
    assert agreement(np.array([0.4]), np.array([[0.1]])) == 1.0
    assert np.isnan(agreement(value, np.full((4, 3), np.nan)))


def test_agreement_is_what_most_resamples_reach():
    value = np.array([0.5, 0.3, 0.1])
    resampled = np.tile(value, (100, 1))
    resampled[:4] = value[::-1]  # four of a hundred turned round: the other 95 reach one
    assert agreement(value, resampled) == pytest.approx(1.0)
    resampled[:8] = value[::-1]
    assert agreement(value, resampled) < 0


def test_sizes_are_settled_within_a_twentieth_or_a_tenth_of_the_index():
    assert settled(np.array([0.2, 0.8]), np.array([0.05, 0.08]))
    assert not settled(np.array([0.2, 0.8]), np.array([0.06, 0.08]))
    assert not settled(np.array([0.2, 0.8]), np.array([0.05, 0.09]))
    assert not settled(np.array([0.2]), np.array([np.nan]))


def test_verdicts():
    assert verdict(500, True, 0.2) == "converged"
    assert verdict(500, False, 0.9) == "ranked"
    assert verdict(500, False, 0.7) == "not_converged"
    assert verdict(500, False, float("nan")) == "not_converged"
    assert verdict(127, True, 1.0) == "too_few"
    assert verdict(30, True, 1.0, convergence.FEWEST_TRAJECTORIES) == "converged"


def test_a_factor_matters_only_when_its_whole_interval_says_so():
    low, high = np.array([0.06, 0.0, 0.02, np.nan]), np.array([0.2, 0.04, 0.2, np.nan])
    assert importance(low, high, 128).tolist() == ["matters", "little", "open", "open"]
    assert importance(low, high, 127).tolist() == ["open"] * 4  # of few blocks, no interval is believed
