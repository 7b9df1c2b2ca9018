"""What tests of closed forms share: networks in which one mechanism moves, and means that must be near theirs."""

import math

import numpy as np
import pytest
from tests.closed_forms.networks import PINNED, RING
from tests.worlds import NO_LUCK, STILL, both, from_tables, schools


@pytest.fixture
def still(tmp_path):
    """A network of six schools in which nothing moves but what the changes set going."""

    def make(*changes, months=60, members=None, ties=RING):
        every = both({"months": months}, NO_LUCK, STILL, PINNED, *changes)
        return from_tables(tmp_path, members or schools(6), ties, **every)

    return make


@pytest.fixture
def near(standard_errors):
    """Asserts that the mean of independent draws is what it should be, given the standard deviation of one."""

    def check(what, draws, mean, deviation):
        draws = np.asarray(draws, dtype=float)
        error = deviation / math.sqrt(draws.size)
        assert draws.size >= 60
        assert abs(draws.mean() - mean) < standard_errors * error + 1e-12, f"{what}: {draws.mean()}, expected {mean}"

    return check
