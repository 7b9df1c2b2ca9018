"""Intervals when rows come in groups: by hand, and how often they hold the truth."""

import numpy as np
import pytest

from netsustain.exploration.clusters import grouped_means, ratio_less_ratio, ratio_of_sums


def test_groups_of_one_give_the_usual_interval():
    """Mean of 1, 2, 6 is 3; its standard error is the deviation over the root of 3; Student's 4.3027 with 2 df."""
    found = grouped_means(np.array([[1.0], [2.0], [6.0]]), np.arange(3), 3)
    half = 4.302652729911275 * np.std([1, 2, 6], ddof=1) / np.sqrt(3)
    assert found.value[0] == 3
    assert (found.low[0], found.high[0]) == pytest.approx((3 - half, 3 + half))


def test_rows_that_are_not_known_do_not_count():
    found = grouped_means(np.array([[1.0], [np.nan], [3.0]]), np.array([0, 1, 2]), 3)
    assert found.value[0] == 2
    assert found.high[0] - 2 == pytest.approx(12.706204736432095)  # two groups left: 1 df, deviation root 2


def test_nothing_is_said_of_one_group():
    found = grouped_means(np.array([[1.0], [2.0]]), np.zeros(2, dtype=int), 1)
    assert found.value[0] == 1.5
    assert np.isnan(found.low[0])


def test_a_ratio_by_hand():
    """3 of 4 and 1 of 4: half of all; each group is a quarter off its part."""
    found = ratio_of_sums(np.array([[3.0], [1.0]]), np.array([[4.0], [4.0]]))
    assert found.value[0] == 0.5
    assert found.high[0] - 0.5 == pytest.approx(12.706204736432095 * 0.25)


def test_a_ratio_less_itself_is_surely_nothing():
    above, below = np.array([[1.0], [2.0], [2.5]]), np.array([[2.0], [3.0], [3.0]])
    found = ratio_less_ratio((above, below), (above, below))
    assert found == (0, 0, 0)
    other = ratio_less_ratio((above, below), (below, below))
    alone = ratio_of_sums(above, below)
    assert other.value[0] == pytest.approx(alone.value[0] - 1)
    assert other.high[0] - other.low[0] == pytest.approx(alone.high[0] - alone.low[0])


def test_the_interval_holds_the_truth_where_groups_share_their_fate():
    """500 samples of 12 groups of 20 rows, a group's own shift twice the rows' deviation: 95 % hold the mean 0.

    Counting rows instead of groups holds it far less often.
    """
    rng, held, naive = np.random.default_rng(5), 0, 0
    groups = np.repeat(np.arange(12), 20)
    for _ in range(500):
        values = (rng.normal(0, 2, 12)[groups] + rng.normal(0, 1, 240))[:, None]
        found, plain = grouped_means(values, groups, 12), grouped_means(values, np.arange(240), 240)
        held += bool(found.low[0] <= 0 <= found.high[0])
        naive += bool(plain.low[0] <= 0 <= plain.high[0])
    assert 0.91 < held / 500 < 0.985
    assert naive / 500 < 0.6
