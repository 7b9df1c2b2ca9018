"""Smoke checks against published numbers: survival after a grant (K1), contributions without talk (K3).

The bands are those of the sources; that defaults meet them is calibration, and says nothing about truth.
"""

import numpy as np
import pytest

from netsustain.ensemble import simulate
from netsustain.scenario import load


@pytest.fixture(scope="module")
def coalitions():
    """Feinberg, Bontempo & Greenberg 2008: 110 coalitions, 36 months of grant, 48 months after it."""
    return simulate(load("programme_grant"), 400, seed=1, months=True).months


def share_alive(months, month):
    return months.loc[months["month"] == month, "alive"].mean()


def test_k1_nine_in_ten_go_on_after_the_grant(coalitions):
    assert 0.83 <= share_alive(coalitions, 42) <= 0.94


def test_k1_two_in_three_operate_four_years_later(coalitions):
    assert 0.57 <= share_alive(coalitions, 84) <= 0.75


@pytest.fixture(scope="module")
def rounds():
    """Fischbacher & Gachter 2010: mean contribution in each of ten rounds, as a share of the endowment."""
    months = simulate(load("contributions_game"), 100, seed=1, months=True).months
    return months.groupby("month")["effort"].mean().to_numpy()


def test_k3_contributions_start_at_half_or_a_little_more(rounds):
    assert 0.50 <= rounds[0] <= 0.60


def test_k3_contributions_fall_to_about_a_tenth(rounds):
    assert 0.05 <= rounds[9] <= 0.16


def test_k3_contributions_fall_round_by_round(rounds):
    assert len(rounds) == 10
    assert (np.diff(rounds) < 0.01).all()
