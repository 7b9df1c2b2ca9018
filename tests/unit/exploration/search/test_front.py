"""Fronts of a few points, by hand."""

import numpy as np
import pytest

from netsustain.exploration.search.choose import CHEAPEST, KNEE, LONGEST, ROBUST, as_good, different, enough, named
from netsustain.exploration.search.confirm import Interval
from netsustain.exploration.search.front import hypervolume, knee, nondominated

POINTS = np.array([[1.0, 5.0], [2.0, 2.0], [5.0, 1.0], [3.0, 3.0], [2.0, 2.0], [1.0, 6.0]])


def test_what_none_dominates():
    # [3, 3] is worse than [2, 2] in both; [1, 6] than [1, 5] in one; the two equal points dominate neither.
    assert nondominated(POINTS).tolist() == [True, True, True, False, True, False]
    stacked = np.stack([POINTS, POINTS[::-1]])
    assert nondominated(stacked)[1].tolist() == nondominated(POINTS)[::-1].tolist()


def test_hypervolume_by_hand():
    pytest.importorskip("pymoo")
    ideal, nadir = np.zeros(2), np.ones(2)
    # From the corner (1.1, 1.1): 0.6 × 0.6, of a box of 1.1 × 1.1.
    assert hypervolume(np.array([[0.5, 0.5]]), ideal, nadir) == pytest.approx(0.36 / 1.21)
    two = hypervolume(np.array([[0.0, 1.0], [1.0, 0.0]]), ideal, nadir)
    assert two == pytest.approx((1.1 * 0.1 + 0.1 * 1.0) / 1.21)
    assert hypervolume(np.array([[2.0, 0.0]]), ideal, nadir) == 0  # outside of the box
    flat = np.array([1.0, 0.0])  # nothing to tell policies apart by in the second
    assert hypervolume(np.array([[0.5, 3.0]]), ideal, flat) == pytest.approx(0.6 / 1.1)


def test_knee_is_farthest_below_the_line():
    assert knee(np.array([[0.0, 10.0], [1.0, 2.0], [4.0, 1.0], [10.0, 0.0]])) == 1
    assert knee(np.array([[3.0, 3.0]])) == 0


def test_names():
    headline, worst = np.array([20.0, 90.0, 95.0, 94.0, 99.0]), np.array([10.0, 40.0, 60.0, 70.0, 80.0])
    cost, front = np.array([2.0, 5.0, 12.0, 13.0, 3.0]), np.array([True, True, True, True, False])
    assert named(headline, worst, cost, front) == {CHEAPEST: 0, KNEE: 1, ROBUST: 3, LONGEST: 2}
    assert named(headline, worst, cost, np.zeros(5, dtype=bool)) == {}


def test_as_good_means_surely_as_good():
    short = Interval(np.array([0.0, 1.0, 1.0, 6.0]), np.zeros(4), np.array([0.0, 2.9, 3.1, 9.0]))
    assert as_good(short, 3.0).tolist() == [True, True, False, False]
    assert enough(short, np.array([9.0, 7.0, 1.0, 1.0]), np.ones(4, dtype=bool), 3.0) == 1
    assert enough(short, np.array([9.0, 7.0, 1.0, 1.0]), np.array([False, False, True, True]), 3.0) is None


def test_different_takes_the_farthest_from_what_is_taken():
    place = np.array([0.0, 0.1, 0.5, 1.0, 0.0])
    apart = np.abs(place[:, None] - place[None, :])
    assert different(apart, [1, 0, 2, 3, 4], 3) == [1, 3, 2]
    assert different(apart, [1, 2, 3], 1, chosen=[3]) == [1]
    assert different(apart, [4], 1, chosen=[0]) == []  # the same as one that is chosen
