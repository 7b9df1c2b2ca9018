"""The small statistics, by hand and against each other."""

import numpy as np
import pytest

from netsustain.validation.measures import (
    difference_of_groups,
    grid,
    jackknife,
    log_odds,
    mean,
    share,
    yearly_hazard,
)


def test_a_monthly_column_becomes_replicates_by_months(make):
    ensemble = make(3, 2, effort=[[1, 2, 3], [4, 5, 6]])
    assert grid(ensemble, "effort").tolist() == [[1, 2, 3], [4, 5, 6]]


def test_without_months_it_says_what_to_do(make):
    ensemble = make(3, 2)
    object.__setattr__(ensemble, "months", None)
    with pytest.raises(ValueError, match="run it with months=True"):
        grid(ensemble, "effort")


def test_mean_and_its_error():
    value, error = mean(np.array([1.0, 2.0, 3.0, 4.0]))
    assert (value, error) == (2.5, pytest.approx(np.sqrt(5 / 3) / 2))
    assert np.isnan(mean(np.array([1.0])).value)


def test_a_share_is_never_certain():
    value, error = share(np.array([True] * 8))
    assert value == 1.0
    assert error == pytest.approx(np.sqrt(10 / 12 * 2 / 12 / 12))
    assert np.isnan(share(np.zeros(0, dtype=bool)).value)


def test_two_groups():
    values, first = np.array([1.0, 3.0, 0.0, 2.0]), np.array([True, True, False, False])
    value, error = difference_of_groups(values, first)
    assert (value, error) == (1.0, pytest.approx(np.sqrt(2.0)))
    assert np.isnan(difference_of_groups(values, np.array([True] * 4)).value)


def test_the_jackknife_of_a_mean_is_the_error_of_the_mean():
    values = np.random.default_rng(1).normal(size=15)
    (found,) = jackknife(15, lambda rows: np.array([values[rows].mean()]))
    assert found == pytest.approx(tuple(mean(values)))


def test_the_jackknife_in_groups_is_about_as_large():
    values = np.random.default_rng(2).normal(size=2000)
    found = jackknife(2000, lambda rows: np.array([values[rows].mean(), 7.0]))
    assert found[0].error == pytest.approx(mean(values).error, rel=0.4)
    assert found[1] == (7.0, 0.0)


def test_hazard_and_odds():
    assert yearly_hazard(0.9, 0.9 * 0.9**3.5, 3.5) == pytest.approx(0.1)
    assert yearly_hazard(1.0, 0.0, 2.0) == 1.0
    assert np.isnan(yearly_hazard(0.0, 0.0, 2.0))
    assert log_odds(0.5) == 0.0
    assert np.isnan(log_odds(1.0))
