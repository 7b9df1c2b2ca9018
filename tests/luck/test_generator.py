"""Random numbers look random in whatever order one looks at them; every weak generator is found out."""

import numpy as np
import pytest
from tests.conftest import FALSE_ALARM
from tests.luck import battery
from tests.luck.generators import WEAK, model, rounds
from tests.luck.judging import judged, ringing
from tests.luck.orders import LANES, ORDERS, ordered

DRAWS, FEW = 1 << 14, 1 << 12
"""Draws of each order, four words each; ``python -m tests.luck generator`` looks at sixteen times as many."""


def test_the_models_generator_rings_no_alarm():
    verdicts = judged(model, DRAWS)
    assert len(verdicts) > 600
    assert ringing(verdicts) == []


def test_p_values_are_those_of_chance():
    """As many small and large ones as there should be: tests that never ring are no tests."""
    values = np.array([verdict.p for verdict in judged(model, DRAWS)])
    for level in (0.05, 0.25, 0.5, 0.75):
        assert np.mean(values < level) == pytest.approx(level, abs=0.07)


@pytest.mark.parametrize("name", WEAK)
def test_a_weak_generator_is_found_out(name):
    assert ringing(judged(WEAK[name], FEW))


@pytest.mark.parametrize("order", ORDERS)
def test_the_arrays_are_the_models_generator(order):
    """What the weak ones are made of is Philox as the model has it; no two draws of an order are the same."""
    at = ORDERS[order](3000)
    np.testing.assert_array_equal(rounds(10)(at), model(at))
    assert len(set(zip(*(values.tolist() for values in at), strict=True))) == 3000


def test_lanes_leave_no_word_out():
    words = np.arange(24, dtype=np.uint32).reshape(6, 4)
    for lanes in LANES:
        expected = words[:, 0] if lanes == "first words alone" else words.ravel()
        assert sorted(ordered(words, lanes)) == sorted(expected)


def test_the_rate_of_false_alarms_is_that_of_all_tests_together():
    assert battery.alarm(600) * 600 == pytest.approx(FALSE_ALARM)


# ---- tests of the battery, on what is known ----------------------------------------------------------------------


def test_ranks_of_known_matrices():
    """Of 320 matrices, all of full rank: far from the 29 % there should be."""
    identity = np.uint32(1) << np.arange(32, dtype=np.uint32)
    assert battery.matrix_rank(np.tile(identity, 320)) < 1e-100


def test_runs_up_by_hand():
    """(2) 3 | 1 left out, 4 5 9 | 2 left out: runs of 1 and of 3 in turn, where half of all should be of 1."""
    words = np.array([3, 1, 4, 5, 9, 2] * 2000, dtype=np.uint32)
    assert battery.runs_up(words) < 1e-50


def test_too_even_is_as_wrong_as_too_uneven():
    even = np.arange(1 << 16, dtype=np.uint32) << 16
    assert battery.equidistribution(even, 8, False) < 1e-10
