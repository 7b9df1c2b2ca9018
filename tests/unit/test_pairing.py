"""What is said of two scenarios is said of pairs: replicate k of one with replicate k of the other."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest, norm

from netsustain.exploration.comparison import Comparison, summarise
from netsustain.health.intervals import bca
from netsustain.health.series import CONDITIONS

HORIZON = 100


def ensemble(sustained: np.ndarray, ended: np.ndarray | None = None) -> SimpleNamespace:
    """Networks that last so many months and then dissolve, or end as told; the horizon is alive."""
    kept = np.asarray(sustained, dtype=float)
    told = np.where(kept >= HORIZON, "alive", "dissolved") if ended is None else np.asarray(ended)
    gone = told != "alive"
    runs = pd.DataFrame({
        "replicate": range(len(kept)),
        "months_sustained": np.where(told == "completed", HORIZON, kept),
        "ended": told,
        "end_month": np.where(gone, kept + 1, np.nan),
        "cause": np.where(gone, "c5", ""),
        "trigger": np.where(gone, "budget", ""),
        "live_months": kept,
        "active_share_end": 0.5,
        "cost_days": 3 * kept,
        "cost_money": 0.0,
        "sustained_value": kept,
        "progress": 0.5,
        "outcome_index": 0.5,
        "failed": False,
        **dict.fromkeys(CONDITIONS, 0.5),
    })  # fmt: skip
    levels = dict.fromkeys(CONDITIONS, 0.5)
    months = pd.DataFrame({"replicate": 0, "month": range(1, HORIZON + 1), "alive": 1, **levels})
    return SimpleNamespace(scenario=SimpleNamespace(months=HORIZON, staff_day_price=100.0), runs=runs, months=months)


def compared(**ensembles: SimpleNamespace) -> Comparison:
    return summarise(ensembles, seed=1)


@pytest.fixture
def luck() -> np.ndarray:
    """Months that 60 networks last, none of them to the horizon."""
    return np.random.default_rng(2).permutation(np.arange(20, 80)).astype(float)


def test_what_every_pair_gains_alike_is_gained_without_doubt(luck: np.ndarray) -> None:
    pair = compared(a=ensemble(luck + 3), b=ensemble(luck)).pairs.iloc[0]
    assert (pair["difference_months"], pair["low"], pair["high"]) == pytest.approx((3, 3, 3))
    assert (pair["cost_difference"], pair["cost_low"], pair["cost_high"]) == pytest.approx((9, 9, 9))


def test_the_same_months_in_other_pairs_leave_doubt(luck: np.ndarray) -> None:
    pair = compared(a=ensemble(luck + 3), b=ensemble(luck[::-1])).pairs.iloc[0]
    assert pair["difference_months"] == pytest.approx(3)
    assert pair["low"] < 0 < 6 < pair["high"]


def test_runs_are_paired_by_their_number_and_not_by_their_row(luck: np.ndarray) -> None:
    other = ensemble(luck)
    other.runs = other.runs.iloc[::-1].reset_index(drop=True)
    pair = compared(a=ensemble(luck + 3), b=other).pairs.iloc[0]
    assert (pair["low"], pair["high"]) == pytest.approx((3, 3))


def test_mcnemar_leaves_out_the_pairs_that_went_alike() -> None:
    """Three lasted in a alone and one in b alone; five lasted in both and two in neither."""
    last, gone = HORIZON, 10
    a = np.array([last] * 3 + [gone] + [last] * 5 + [gone] * 2)
    b = np.array([gone] * 3 + [last] + [last] * 5 + [gone] * 2)
    pair = compared(a=ensemble(a), b=ensemble(b)).pairs.iloc[0]
    assert (pair["only_a_not_dissolved"], pair["only_b_not_dissolved"]) == (3, 1)
    assert pair["mcnemar_p"] == pytest.approx(binomtest(3, 4).pvalue)


def test_who_completed_did_not_dissolve() -> None:
    """A completed network is no failure: not in McNemar's test and not in months sustained."""
    done = ensemble(np.array([40, 40, 40]), np.array(["completed"] * 3))
    comparison = compared(a=done, b=ensemble(np.array([HORIZON, 40, 40])))
    pair = comparison.pairs.iloc[0]
    assert (pair["only_a_not_dissolved"], pair["only_b_not_dissolved"]) == (2, 0)
    assert comparison.row("a")["sustained_months"] == HORIZON
    row = comparison.row("a")
    assert (row["alive"], row["completed"], row["dissolved"]) == (0, 1, 0)


def test_bca_by_its_definition() -> None:
    """Efron 1987, equations 2.3 and 6.6, on values so skewed that both corrections matter."""
    generator = np.random.default_rng(4)
    values = generator.exponential(size=25) ** 2
    mean, n = values.mean(), len(values)
    resampled = generator.choice(values, (4000, n)).mean(axis=1)
    left_out = (values.sum() - values) / (n - 1)
    deviation = left_out.mean() - left_out
    acceleration = (deviation**3).sum() / (6 * (deviation**2).sum() ** 1.5)
    bias = norm.ppf((resampled < mean).mean())
    assert acceleration > 0.05
    assert bias > 0.05
    shifted = bias + norm.ppf([0.025, 0.975])
    expected = np.quantile(resampled, norm.cdf(bias + shifted / (1 - acceleration * shifted)))
    low, high = bca(np.array([mean]), resampled[:, None], left_out[:, None])
    assert (low[0], high[0]) == pytest.approx(tuple(expected), rel=1e-9)
    assert low[0] > np.quantile(resampled, 0.025), "a long tail above moves both ends up"
