"""Products of two lucks, blocks and resampling, on numbers worked out by hand."""

import numpy as np
import pytest

from netsustain.exploration.sensitivity.blocks import blocks_of
from netsustain.exploration.sensitivity.products import across, squared_mean, within
from netsustain.exploration.sensitivity.resampling import left_out_interval, percentile_interval, resampled_means


def test_across_takes_every_ordered_pair_of_different_lucks():
    a, b = np.array([1.0, 2.0, 3.0]), np.array([10.0, 20.0, 30.0])
    pairs = [1 * 20, 1 * 30, 2 * 10, 2 * 30, 3 * 10, 3 * 20]
    assert across(a, b) == pytest.approx(sum(pairs) / 6)
    assert within(a, b) == pytest.approx((10 + 40 + 90) / 3)


def test_one_luck_makes_no_product_of_two():
    with pytest.raises(ValueError, match=r"lucks: got 1, expected 2 or more"):
        across(np.ones((3, 1)), np.ones((3, 1)))


def test_squared_mean_is_the_mean_of_products_of_different_blocks():
    level = np.array([1.0, 2.0, 6.0])
    apart = [1 * 2, 1 * 6, 2 * 1, 2 * 6, 6 * 1, 6 * 2]
    assert squared_mean(level.mean(), (level**2).mean(), 3) == pytest.approx(sum(apart) / 6)


def test_a_block_with_one_missing_run_is_dropped_whole_and_counted():
    values = np.arange(12.0).reshape(6, 2)
    values[3, 1] = np.nan  # in the second of three blocks of two rows
    found = blocks_of(values, 2)
    assert found.kept.tolist() == [0, 2]
    assert found.dropped == 1
    assert found.values.tolist() == [[[0, 1], [2, 3]], [[8, 9], [10, 11]]]


def test_rows_that_are_no_whole_blocks_are_refused():
    with pytest.raises(ValueError, match="got 5 rows, expected whole blocks of 2"):
        blocks_of(np.zeros((5, 2)), 2)


def test_constant_means_constant_up_to_rounding():
    assert blocks_of(np.full((4, 2), 0.1) + np.array([0, 1e-17]), 2).constant
    assert not blocks_of(np.array([[0.1, 0.1], [0.1, 0.1001]]), 2).constant
    assert not blocks_of(np.full((4, 2), np.nan), 2).constant  # nothing is known, not even that


def test_resampled_means_are_those_of_whole_blocks_and_the_same_for_the_same_seed():
    terms = np.array([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]])
    found = resampled_means(terms, seed=4, resamples=250)
    assert found.shape == (250, 2)
    assert np.allclose(found[:, 1], 10 * found[:, 0])  # both terms of a block travel together
    assert np.array_equal(found, resampled_means(terms, seed=4, resamples=250))
    assert not np.array_equal(found, resampled_means(terms, seed=5, resamples=250))


def test_an_interval_of_which_too_much_is_unknown_is_unknown():
    values = np.tile(np.arange(1000.0)[:, None], (1, 2))
    values[:30, 1] = np.nan
    low, high = percentile_interval(values)
    assert (low[0], high[0]) == pytest.approx((24.975, 974.025))
    assert np.isnan([low[1], high[1]]).all()


def test_leaving_out_groups_gives_the_interval_of_a_mean():
    """For a mean the delete-one jackknife is the usual standard error."""
    values = np.array([1.0, 4.0, 4.0, 7.0, 9.0])
    value, low, high = left_out_interval(lambda rows: np.array([values[rows].mean()]), 5, groups=5)
    half = 2.7764451 * values.std(ddof=1) / np.sqrt(5)  # Student's t, 4 degrees of freedom
    assert value == pytest.approx([5.0])
    assert (high - low) / 2 == pytest.approx([half])
