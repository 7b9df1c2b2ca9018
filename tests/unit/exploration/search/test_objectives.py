"""What a policy is judged by: means over futures, and the worst of them without what luck adds."""

import numpy as np
import pytest

from netsustain.exploration.search.objectives import (
    PLANNED,
    UNUSABLE,
    WORST,
    WORST_TENTH,
    Objective,
    Runs,
    estimates,
    highest,
    smaller_is_better,
    weighted,
)

LIFE = Objective("months_sustained", 1)


def runs(values, **changes):
    """Runs of one outcome: (policies × futures × runs)."""
    values = np.asarray(values, dtype=float)[..., None]
    return Runs(values, ("months_sustained",), np.full(len(values), 7.0), **changes)


def test_means_weigh_every_future_the_same():
    nan = np.nan
    found = estimates((LIFE, Objective(PLANNED, -1)), runs([[[10, 20], [30, nan]], [[nan, nan], [4, 6]]]))
    # (15 + 30) / 2 although the second future has one run; a future without runs counts in nothing.
    assert found.tolist() == [[22.5, 7.0], [5.0, 7.0]]


def test_nothing_known_is_as_bad_as_can_be():
    found = estimates((LIFE,), runs([[[np.nan]], [[3.0]]]))
    assert np.isnan(found[0, 0])
    assert smaller_is_better((LIFE,), found).tolist() == [[UNUSABLE], [-3.0]]


def test_the_worst_tenth_in_part():
    value, weight = np.arange(1.0, 16.0)[None, None], np.ones((1, 1, 15))
    # A tenth of fifteen futures: the highest, and half of the second.
    assert highest(value, weight, 0.1)[0, 0] == pytest.approx((15 + 14 / 2) / 1.5)
    assert highest(value, weight, 0.0)[0, 0] == 15
    weight[0, 0, 14] = 0  # a future without runs is not the worst
    assert highest(value, weight, 0.0)[0, 0] == 14


def test_worst_follows_what_is_better():
    single = runs([[[1.0], [2.0], [9.0]]])  # single runs: luck is not known and is left in
    for aim, worst in ((1, 1.0), (-1, 9.0)):
        assert estimates((Objective("months_sustained", aim, WORST),), single)[0, 0] == worst


def test_luck_does_not_make_the_worst_futures_worse():
    """Normal futures, 100 ± 10, each seen through two runs of ± 20: as they are, the worst tenth looks far worse."""
    generator = np.random.default_rng(3)
    future = generator.normal(100, 10, (200, 40))
    seen = runs(future[..., None] + generator.normal(0, 20, (200, 40, 2)))
    tail = 100 - 10 * 1.755  # mean of the lowest tenth of a normal distribution: −φ(z)/0.1 = −1.755 standard deviations
    raw = np.sort(np.nanmean(seen.of("months_sustained"), axis=2), axis=1)[:, :4].mean()
    found = estimates((Objective("months_sustained", 1, WORST_TENTH),), seen)[:, 0]
    assert raw < tail - 9
    assert found.mean() == pytest.approx(tail, abs=2.5)


def test_no_luck_leaves_the_futures_as_they_are():
    same = runs([[[1.0, 1.0], [5.0, 5.0], [9.0, 9.0]]])
    assert estimates((Objective("months_sustained", 1, WORST),), same)[0, 0] == 1.0


def test_a_resample_counts_runs_as_often_as_it_says():
    both = runs([[[1.0], [4.0], [10.0]]])
    weights = np.array([[[2.0], [1.0], [0.0]], [[0.0], [0.0], [3.0]]])
    assert weighted((LIFE,), both, weights)[:, 0, 0].tolist() == [2.0, 10.0]


def test_vectors_are_the_futures_where_nothing_else_differs():
    one = runs([[[1.0, 5.0, 9.0]]], crossed=True)
    assert estimates((LIFE, Objective("months_sustained", 1, WORST)), one).tolist() == [[5.0, 1.0]]
