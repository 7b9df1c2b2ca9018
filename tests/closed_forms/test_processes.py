"""Formal processes, standing and money, month by month, against what their equations say after any number of months.

Networks of which everything is given and in which nothing but one mechanism moves; exact but for rounding.
"""

import numpy as np
import pytest
from tests.closed_forms.networks import PAID, UNPAID, series

# ---- governance -------------------------------------------------------------------------------------------------


def test_unfunded_processes_fade_geometrically(still):
    """plan, training, delivery x (1 - rate)^t; after 20 months what Gloppen et al. 2012 found of plan and training."""
    start = {"network.initial": {"plan": 0.92, "training": 0.83, "delivery": 0.76}}
    names = ("plan", "training", "delivery")
    found = series(still(UNPAID, start), *(f"network.{name}" for name in names), months=24)
    t = np.arange(1, 25)
    for values, first, rate in zip(found, (0.92, 0.83, 0.76), (0.025, 0.013, 0.0042), strict=True):
        np.testing.assert_allclose(values[:, 0], first * (1 - rate) ** t, rtol=1e-12)
    assert found[0][19, 0] == pytest.approx(0.55, abs=0.01)
    assert found[1][19, 0] == pytest.approx(0.64, abs=0.01)
    assert found[2][19, 0] / 0.76 == pytest.approx(4.18 / 4.55, abs=0.005)


def test_rigidity_grows_to_1_and_reviews_cut_it_back(still):
    """Without reviews 1 - (1 - i) (1 - g)^t; a review every n months keeps it at a fixed point just after it."""
    (free,) = series(still(PAID), "network.inertia", months=36)
    g = 0.006
    np.testing.assert_allclose(free[:, 0], 1 - (1 - 0.2) * (1 - g) ** np.arange(1, 37), rtol=1e-12)
    (reviewed,) = series(still(PAID, {"levers": {"review_every": 6}}, months=120), "network.inertia", months=114)
    q, cut = (1 - g) ** 6, 1 - 0.35
    fixed = cut * (1 - q) / (1 - cut * q)
    gaps = reviewed[5::6, 0] - fixed
    np.testing.assert_allclose(gaps[1:], gaps[:-1] * cut * q, rtol=1e-9, atol=1e-15)


def test_standing_follows_success_exponentially(still):
    """With success 1/2 in every month: 1/2 + (r - 1/2) (1 - rate)^t."""
    even = {"parameters": {"activity": {"success_slope": 0}, "governance": {"reputation_rate": 0.1}}}
    found, success = series(
        still(PAID, even, {"network.initial": {"reputation": 0.9}}), "network.reputation", "network.success", months=30
    )
    np.testing.assert_allclose(success, 0.5, rtol=1e-12)
    np.testing.assert_allclose(found[:, 0], 0.5 + 0.4 * 0.9 ** np.arange(1, 31), rtol=1e-9)


def test_anchoring_ends_where_growth_and_loss_meet(still):
    """a -> rate s / (rate s + loss) for a full active share and success s = 1/2, by (1 - rate s - loss) a month."""
    even = {
        "parameters": {"activity": {"success_slope": 0}, "governance": {"anchoring_rate": 0.2, "anchoring_loss": 0.05}}
    }
    (found,) = series(still(PAID, even), "network.anchoring", months=40)
    gain, loss = 0.2 * 0.5, 0.05
    fixed = gain / (gain + loss)
    np.testing.assert_allclose(found[:, 0], fixed + (0.1 - fixed) * (1 - gain - loss) ** np.arange(1, 41), rtol=1e-9)


def test_urgency_fades_to_its_floor(still):
    (found,) = series(still(PAID, {"network.initial": {"urgency": 0.9}}), "network.urgency", months=40)
    np.testing.assert_allclose(found[:, 0], 0.46 + (0.9 - 0.46) * 0.98 ** np.arange(1, 41), rtol=1e-12)


# ---- money -----------------------------------------------------------------------------------------------------


def test_fundraising_ramps_up_exponentially(still):
    """Stock of relations: effort x (1 - (1 - 1/T)^t), and after the effort stops it fades by the same factor."""
    scenario = still(
        PAID, {"levers": {"fundraising_community": 0.8}}, {"events": [{"at": 25, "set": {"fundraising_community": 0}}]}
    )
    (stock,) = series(scenario, "channel.stock", months=48)
    t, keep = np.arange(1, 25), 1 - 1 / 12
    np.testing.assert_allclose(stock[:24, 2], 0.8 * (1 - keep**t), rtol=1e-12)
    np.testing.assert_allclose(stock[24:, 2], stock[23, 2] * keep**t, rtol=1e-12)
    assert not stock[:, [0, 1, 3, 4, 5, 6]].any()


def test_a_reserve_lasts_as_long_as_it_bridges(still):
    """A reserve R under a need N and an income I is gone after R / (N - I) months; then I / N is paid."""
    grant = {"funding": {"area_office_budget": 5, "grants": [{"amount": 1.1, "from": 1, "to": 60}]}}
    scenario = still(grant, {"network.initial": {"reserve_months": 1.0}})
    need, reserve, funded = series(scenario, "network.need_days", "network.reserve", "network.funded_share", months=24)
    # A lead organisation of six takes 1.5 + .1 x 6 staff-days; the area office is no member and pays nothing.
    np.testing.assert_allclose(need, 2.1, rtol=1e-12)
    t = np.arange(1, 25)
    np.testing.assert_allclose(reserve[:, 0], np.maximum(5.0 - t * 1.0, 0.0), atol=1e-9)
    np.testing.assert_allclose(funded[:, 0], np.where(t <= 5, 1.0, 1.1 / 2.1), rtol=1e-9)


def test_a_tapered_grant_falls_in_equal_steps(still):
    """Amount a to month m, then a (1 - k / (n + 1)) in month m + k: (n / 2) a more in all."""
    scenario = still({"funding": {"area_office_budget": 0, "grants": [{"amount": 12, "from": 3, "to": 8, "taper": 5}]}})
    (income,) = series(scenario, "network.income", months=20)
    expected = [0] * 2 + [12] * 6 + [10, 8, 6, 4, 2] + [0] * 7
    np.testing.assert_allclose(income[:, 0], expected, rtol=1e-12)
    assert income.sum() == pytest.approx(12 * (6 + 5 / 2))
