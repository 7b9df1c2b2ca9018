"""Survival by hand: four networks over five months."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from netsustain.health.intervals import Resamples, wilson
from netsustain.health.series import CONDITIONS, causes, condition_series
from netsustain.health.survival import lost_to_dissolution, months_sustained, survival_curve, tally

HORIZON = 5


def _runs(*ends: tuple[str, float], horizon: int = HORIZON) -> pd.DataFrame:
    """Runs from pairs (how it ended, first month not alive)."""
    rows = [
        {
            "replicate": number,
            "ended": ended,
            "end_month": month,
            "months_sustained": month - 1 if ended == "dissolved" else horizon,
            "failed": ended == "failed",
        }
        for number, (ended, month) in enumerate(ends)
    ]
    return pd.DataFrame(rows)


FOUR = _runs(("alive", math.nan), ("dissolved", 2), ("dissolved", 4), ("completed", 4))


def test_share_alive_and_both_ends_month_by_month() -> None:
    curve = survival_curve(FOUR, HORIZON)
    assert curve["month"].tolist() == [0, 1, 2, 3, 4, 5]
    assert curve["alive"].tolist() == [1, 1, 0.75, 0.75, 0.25, 0.25]
    assert curve["dissolved"].tolist() == [0, 0, 0.25, 0.25, 0.5, 0.5]
    assert curve["completed"].tolist() == [0, 0, 0, 0, 0.25, 0.25]


def test_competing_ends_and_the_share_alive_sum_to_one() -> None:
    generator = np.random.default_rng(5)
    kinds = generator.choice(["alive", "dissolved", "completed"], 300)
    months = np.where(kinds == "alive", math.nan, generator.integers(1, 41, 300))
    runs = _runs(*zip(kinds, months, strict=True), horizon=40)
    curve = survival_curve(runs, 40)
    np.testing.assert_allclose(curve["alive"] + curve["dissolved"] + curve["completed"], 1, atol=1e-15)
    assert curve["alive"].is_monotonic_decreasing
    for name in ("alive", "dissolved", "completed"):
        assert (curve[f"{name}_low"] <= curve[name]).all()
        assert (curve[name] <= curve[f"{name}_high"]).all()


def test_a_completed_network_is_not_treated_as_if_it_could_still_dissolve() -> None:
    # Kaplan-Meier would censor the completion at month 2 and put the loss at month 4 at 1/2, not 1/3.
    runs = _runs(("completed", 2), ("dissolved", 4), ("alive", math.nan))
    assert survival_curve(runs, HORIZON)["dissolved"].iloc[-1] == pytest.approx(1 / 3)


def test_mean_sustained_is_the_horizon_less_the_time_lost_to_dissolution() -> None:
    # Lost: months 2-5 and 4-5 of two of four networks = (4 + 2) / 4.
    assert lost_to_dissolution(FOUR, HORIZON) == pytest.approx(1.5)
    assert months_sustained(FOUR).value == pytest.approx(HORIZON - 1.5)


def test_never_formed_and_failed_runs_leave_the_denominators_and_are_counted() -> None:
    runs = pd.concat([FOUR, _runs(("never_formed", math.nan), ("failed", math.nan))], ignore_index=True)
    assert vars(tally(runs)) == {"replicates": 6, "counted": 4, "never_formed": 1, "failed": 1}
    pd.testing.assert_frame_equal(survival_curve(runs, HORIZON), survival_curve(FOUR, HORIZON))
    assert months_sustained(runs).value == months_sustained(FOUR).value


def test_without_any_counted_network_shares_are_unknown_not_zero() -> None:
    runs = _runs(("never_formed", math.nan), ("never_formed", math.nan))
    assert survival_curve(runs, HORIZON)["alive"].isna().all()
    assert math.isnan(months_sustained(runs).value)


def test_an_end_first_seen_after_the_horizon_is_alive_at_the_horizon() -> None:
    runs = _runs(("dissolved", HORIZON + 1), ("alive", math.nan))
    assert survival_curve(runs, HORIZON)["alive"].iloc[-1] == 1


@pytest.mark.parametrize(("count", "total"), [(0, 200), (1, 200), (83, 100), (200, 200)])
def test_wilson_agrees_with_scipy(count: int, total: int) -> None:
    known = binomtest(count, total).proportion_ci(method="wilson")
    low, high = wilson(count, total)
    assert (float(low), float(high)) == pytest.approx((known.low, known.high), abs=1e-12)


def _months() -> pd.DataFrame:
    """Two networks, three months; the second ends in month 3."""
    alive = {0: [1, 1, 1], 1: [1, 1, 0]}
    level = {0: [0.2, 0.4, 0.6], 1: [0.8, 0.6, 0.0]}
    rows = [
        {"replicate": k, "month": m + 1, "alive": alive[k][m]} | dict.fromkeys(CONDITIONS, level[k][m])
        for k in (0, 1)
        for m in range(3)
    ]
    return pd.DataFrame(rows)


def test_conditions_while_alive_and_over_all() -> None:
    series = condition_series(_months(), {0, 1}, horizon=3)
    trust = series[series["condition"] == "c2"]
    assert trust["month"].tolist() == [1, 2, 3]
    assert trust["n"].tolist() == [2, 2, 1]
    np.testing.assert_allclose(trust["while_alive"], [0.5, 0.5, 0.6])
    np.testing.assert_allclose(trust["all"], [0.5, 0.5, 0.3])


def test_conditions_of_replicates_that_do_not_count_are_left_out() -> None:
    series = condition_series(_months(), {1}, horizon=3)
    assert series.loc[series["condition"] == "c1", "all"].tolist() == [0.8, 0.6, 0.0]
    assert math.isnan(series.loc[series["month"] == 3, "while_alive"].iloc[0])


def test_causes_are_counted_with_the_event_that_started_them() -> None:
    runs = FOUR.assign(cause=["", "c3", "c3", "goal_met"], trigger=["", "transfer", "transfer", "none"])
    rows = causes(runs, HORIZON).to_dict("records")
    assert rows[0] == {"ended": "dissolved", "cause": "c3", "trigger": "transfer", "count": 2, "share": 0.5}
    assert [row["count"] for row in rows] == [2, 1]


def test_resamples_are_a_function_of_size_and_seed_alone() -> None:
    columns = np.arange(12.0).reshape(6, 2)
    np.testing.assert_array_equal(Resamples(6, 3).sums(columns), Resamples(6, 3).sums(columns))
    assert not np.array_equal(Resamples(6, 3).sums(columns), Resamples(6, 4).sums(columns))
    np.testing.assert_array_equal(Resamples(6, 3).sums(columns)[:, :1], Resamples(6, 3).sums(columns[:, :1]))
