"""Comparisons by hand, and how often their intervals are wrong."""

import json
import math
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest, bootstrap

from netsustain.exploration.comparison import compare, summarise
from netsustain.exploration.pairs import (
    chance_of_highest,
    cost_of_a_month,
    later,
    mcnemar,
    pair_names,
    variance_reduction,
)
from netsustain.exploration.summaries import lasts_longer
from netsustain.exploration.vectors import ParametersError
from netsustain.health.intervals import Estimates, Resamples
from netsustain.health.series import CONDITIONS
from netsustain.scenario.parameters import PARAMETER_NAMES
from netsustain.scenario.reader import load

FALSE_ALARM = 1e-4
"""Chance that a statistical test here fails although the code is right (fixed seeds: it passes for good)."""
HORIZON = 10


def _ensemble(sustained: list[float], cost: float = 10, *, horizon: int = HORIZON):
    """Networks that dissolve after the given months (the horizon: never)."""
    kept = np.array(sustained, dtype=float)
    ended = np.where(kept >= horizon, "alive", "dissolved")
    runs = pd.DataFrame({
        "replicate": range(len(kept)),
        "months_sustained": kept,
        "ended": ended,
        "end_month": np.where(kept >= horizon, np.nan, kept + 1),
        "cause": np.where(kept >= horizon, "", "c5"),
        "trigger": np.where(kept >= horizon, "", "budget"),
        "live_months": kept,
        "active_share_end": 0.5,
        "cost_days": cost * kept,
        "cost_money": 0.0,
        "sustained_value": kept,
        "progress": 0.5,
        "outcome_index": 0.5,
        "failed": False,
        **dict.fromkeys(CONDITIONS, 0.5),
    })  # fmt: skip
    levels = dict.fromkeys(CONDITIONS, 0.5)
    series = pd.DataFrame({"replicate": 0, "month": range(1, horizon + 1), "alive": 1, **levels})
    return SimpleNamespace(
        scenario=SimpleNamespace(months=horizon, staff_day_price=100.0), runs=runs, months=series
    )


def test_differences_are_of_pairs_and_signed_a_less_b() -> None:
    comparison = summarise({"a": _ensemble([2, 4, 10, 10]), "b": _ensemble([3, 4, 6, 10])}, seed=1)
    pair = comparison.pairs.iloc[0]
    assert (pair["a"], pair["b"], pair["n"]) == ("a", "b", 4)
    assert pair["difference_months"] == pytest.approx((-1 + 0 + 4 + 0) / 4)
    assert pair["p_a_later"] == pytest.approx(1 / 4)
    assert pair["p_tie"] == pytest.approx(2 / 4)
    assert pair["p_a_beats_b"] == pytest.approx(1 / 4 + 1 / 4)
    row = comparison.row("b")
    assert row["gain"] == -pair["difference_months"]
    assert (row["gain_low"], row["gain_high"]) == (-pair["high"], -pair["low"])
    assert row["p_beats_reference"] == pytest.approx(0.5)
    assert lasts_longer(row) == pytest.approx(1 / 4)  # and half of the pairs last equally long


def test_pairs_with_the_reference_come_first() -> None:
    assert pair_names(["r", "s", "t"]) == [("r", "s"), ("r", "t"), ("s", "t")]


@pytest.mark.parametrize(("only_a", "only_b"), [(0, 0), (5, 5), (1, 9), (10, 2), (0, 30), (41, 17)])
def test_mcnemar_is_the_exact_binomial_test(only_a: int, only_b: int) -> None:
    known = binomtest(only_a, only_a + only_b, 0.5).pvalue if only_a + only_b else 1.0
    assert mcnemar(only_a, only_b) == pytest.approx(known, rel=1e-10)


def test_mcnemar_of_the_pairs_counts_networks_that_dissolved_in_one_scenario_only() -> None:
    comparison = summarise({"a": _ensemble([10, 10, 10, 2, 3]), "b": _ensemble([4, 5, 6, 10, 3])}, seed=1)
    pair = comparison.pairs.iloc[0]
    assert (pair["only_a_not_dissolved"], pair["only_b_not_dissolved"]) == (3, 1)
    assert pair["mcnemar_p"] == pytest.approx(10 / 16)


def test_later_counts_a_tie_half() -> None:
    assert later(np.array([1.0, 2, 3]), np.array([1.0, 1, 4])) == (pytest.approx(1 / 3), pytest.approx(1 / 3))


def test_variance_reduction_of_identical_unrelated_and_constant_runs() -> None:
    a = np.array([1.0, 3, 1, 3])
    assert variance_reduction(a, a) == pytest.approx(1)
    assert variance_reduction(a, np.array([1.0, 1, 3, 3])) == pytest.approx(0)
    assert math.isnan(variance_reduction(np.ones(4), np.ones(4)))


def test_bca_agrees_with_scipy() -> None:
    values = np.random.default_rng(1).exponential(size=200)
    known = bootstrap((values,), np.mean, n_resamples=4000, method="BCa", rng=np.random.default_rng(2))
    found = Resamples(200, 3).ratios(values[:, None], np.ones((200, 1)))
    interval = known.confidence_interval
    # Both are bootstraps with their own draws: within a tenth of the width.
    tolerance = 0.1 * (interval.high - interval.low)
    assert float(found.low[0]) == pytest.approx(interval.low, abs=tolerance)
    assert float(found.high[0]) == pytest.approx(interval.high, abs=tolerance)


def test_interval_covers_the_true_difference_as_often_as_it_says() -> None:
    # 400 comparisons of 200 pairs, columns of one call; truth 3 months. BCa at n = 200 covers 94-95 %.
    generator = np.random.default_rng(7)
    shared = generator.exponential(20, (200, 400))
    a = np.minimum(shared * 0.9 + generator.exponential(5, (200, 400)) + 3, 1e9)
    b = shared * 0.9 + generator.exponential(5, (200, 400))
    found = Resamples(200, 1).ratios(a - b, np.ones((200, 400)))
    covered = int(((found.low <= 3) & (found.high >= 3)).sum())
    allowed = binomtest(covered, 400, 0.945).pvalue
    assert allowed > FALSE_ALARM, f"{covered} of 400 intervals hold the true difference"


def test_mean_of_runs_that_never_vary_has_an_interval_of_no_width() -> None:
    found = Resamples(50, 1).ratios(np.full((50, 1), 10.0), np.ones((50, 1)))
    assert (found.value[0], found.low[0], found.high[0]) == pytest.approx((10, 10, 10))


def _estimates(value: float, low: float, high: float, resampled: list[float]) -> Estimates:
    return Estimates(np.array([value]), np.array([low]), np.array([high]), np.array(resampled)[:, None])


def test_cost_of_a_month_is_not_defined_when_the_gain_may_be_nothing() -> None:
    costs = _estimates(100, 90, 110, [90, 100, 110])
    unsure = cost_of_a_month(_estimates(2, -1, 5, [-1, 2, 5]), costs).iloc[0]
    assert unsure["status"] == "not_defined"
    assert math.isnan(unsure["cost_per_month"])
    sure = cost_of_a_month(_estimates(4, 3, 5, [3, 4, 5]), costs).iloc[0]
    assert (sure["status"], sure["cost_per_month"]) == ("defined", pytest.approx(25))
    saves = cost_of_a_month(_estimates(4, 3, 5, [3, 4, 5]), _estimates(-100, -110, -90, [-90, -100, -110]))
    assert saves.iloc[0]["status"] == "saves"


def test_what_was_paid_in_money_is_in_the_staff_days_already() -> None:
    """See ``test_identities``: paid days hold money at the price of a staff-day, so it is not added once more."""
    a, b = _ensemble([4, 6, 10]), _ensemble([4, 6, 10])
    b.runs["cost_money"] = 500.0
    comparison = summarise({"a": a, "b": b}, seed=1)
    assert comparison.pairs.iloc[0]["cost_difference"] == 0.0
    assert comparison.row("b")["cost_per_month"] == pytest.approx(10)


def test_chance_of_highest_splits_ties() -> None:
    rows = np.array([[1.0, 2, 2], [3, 1, 1], [1, 1, 4], [5, 1, 1]])
    np.testing.assert_allclose(chance_of_highest(rows), [2 / 4, 0.5 / 4, 1.5 / 4])


def test_best_and_those_that_cannot_be_told_from_it() -> None:
    generator = np.random.default_rng(4)
    long = list(generator.integers(6, 11, 200))
    swapped = [long[i ^ 1] for i in range(200)]
    short = list(generator.integers(1, 4, 200))
    sustained = {"short": short, "long": long, "same": swapped}
    comparison = summarise({name: _ensemble(months) for name, months in sustained.items()}, seed=1)
    assert comparison.table["tied_with_best"].tolist() == [False, True, True]
    assert comparison.table["p_best"].sum() == pytest.approx(1)
    assert comparison.ranked()[-1] == "short"


def test_runs_left_out_of_one_scenario_are_left_out_of_its_pairs_only() -> None:
    a, b, c = _ensemble([2, 4, 10]), _ensemble([3, 9, 6]), _ensemble([5, 5, 5])
    b.runs.loc[1, "failed"] = True
    comparison = summarise({"a": a, "b": b, "c": c}, seed=1)
    numbers = {(pair["a"], pair["b"]): pair["n"] for _, pair in comparison.pairs.iterrows()}
    assert numbers == {("a", "b"): 2, ("a", "c"): 3, ("b", "c"): 2}
    assert comparison.pairs.iloc[0]["difference_months"] == pytest.approx((-1 + 4) / 2)
    assert comparison.row("b")["sustained_months"] == pytest.approx(4.5)


def test_a_scenario_that_never_formed_does_not_spoil_the_others() -> None:
    empty = _ensemble([10, 10, 10])
    empty.runs["ended"] = "never_formed"
    comparison = summarise({"a": _ensemble([2, 4, 10]), "empty": empty}, seed=1)
    assert comparison.row("a")["p_best"] == 1
    assert math.isnan(comparison.row("empty")["sustained_months"])
    assert comparison.ranked() == ["a", "empty"]


def test_json_has_the_promised_keys_and_no_nan() -> None:
    comparison = summarise({"a": _ensemble([10, 10]), "b": _ensemble([10, 10])}, seed=3)
    plain = json.loads(json.dumps(comparison.to_json(), allow_nan=False))
    assert set(plain) >= {"scenarios", "pairs", "replicates", "seed", "seconds"}
    keys = {"name", "survival", "sustained_months", "sustained_low", "sustained_high", "ended_dissolved"}
    assert set(plain["scenarios"][0]) >= keys | {"ended_completed", "health", "cost_per_month"}
    assert set(plain["scenarios"][0]["survival"]) >= {"months", "alive", "low", "high"}
    assert plain["scenarios"][0]["survival"]["months"] == list(range(HORIZON + 1))
    assert set(plain["scenarios"][0]["health"]) == set(CONDITIONS)
    pair_keys = {"a", "b", "difference_months", "low", "high", "p_a_beats_b", "variance_reduction"}
    assert set(plain["pairs"][0]) >= pair_keys
    assert plain["pairs"][0]["variance_reduction"] is None


def test_compare_runs_every_scenario_on_one_seed_and_tells_the_progress_of_the_whole() -> None:
    calls, told = [], []

    def simulate(scenario, *, replicates, seed, months, workers, progress):
        calls.append((scenario.months, replicates, seed, months))
        progress(replicates, replicates)
        return _ensemble([4] * replicates)

    scenarios = {name: SimpleNamespace(months=HORIZON) for name in ("a", "b")}
    told_of = lambda *count: told.append(count)  # noqa: E731
    compare(scenarios, replicates=5, seed=9, parameters="default", simulate=simulate, progress=told_of)
    assert calls == [(HORIZON, 5, 9, True)] * 2
    assert told == [(5, 10), (10, 10)]


def test_scenarios_of_two_horizons_are_refused_with_what_to_type() -> None:
    with pytest.raises(ValueError, match="add --months 60"):
        compare({"a": SimpleNamespace(months=120), "b": SimpleNamespace(months=60)})
    with pytest.raises(ValueError, match="no scenario"):
        compare({})


# ---- accepted parameter vectors -------------------------------------------------------------------


class Vectors:
    """Stands in for ``simulate``: months are those of the vector's first calibrated parameter, plus luck."""

    def __init__(self, effect: dict[str, float], luck: float) -> None:
        self.effect, self.luck, self.given = effect, luck, {}

    def __call__(self, scenario, *, replicates, seed, months, workers, progress, vectors=None):
        self.given[scenario.name] = vectors
        number = np.arange(replicates)
        ignorance = 0 if vectors is None else vectors[number % len(vectors), PARAMETER_NAMES.index("trust_gain")]
        luck = self.luck * np.random.default_rng(seed).normal(0, 1, replicates)
        kept = 60 + self.effect[scenario.name] * ignorance + luck
        ensemble = _ensemble(list(kept.clip(1, 119)), horizon=120)
        return SimpleNamespace(scenario=scenario, runs=ensemble.runs, months=None)


@pytest.fixture
def two():
    return {name: load(name) for name in ("demo_none", "demo_all")}


def test_each_replicate_runs_under_the_same_accepted_vector_in_every_scenario(two, made_up):
    run = Vectors({"demo_none": 0, "demo_all": 100}, 1.0)
    comparison = compare(two, replicates=16, seed=1, simulate=run, calibration=made_up.folder)
    assert comparison.vectors == 4
    np.testing.assert_array_equal(run.given["demo_none"], run.given["demo_all"])
    np.testing.assert_array_equal(run.given["demo_all"], comparison.parameters("demo_all"))
    assert comparison.ran_under == comparison.to_json()["parameters"] == "accepted"
    kept = comparison.ensembles["demo_all"].runs["months_sustained"] - comparison.ensembles["demo_none"].runs[
        "months_sustained"
    ]
    np.testing.assert_allclose(kept, np.tile(100 * made_up.values[:, 0], 4))


def test_a_parameter_that_one_scenario_sets_itself_keeps_its_value_there_alone(two, made_up):
    two["demo_all"] = two["demo_all"].with_(parameters={"trust": {"trust_gain": 0.07}})
    run = Vectors({"demo_none": 0, "demo_all": 0}, 1.0)
    compare(two, replicates=16, seed=1, simulate=run, calibration=made_up.folder)
    column = PARAMETER_NAMES.index("trust_gain")
    assert set(run.given["demo_all"][:, column]) == {0.07}
    assert set(run.given["demo_none"][:, column]) == set(made_up.values[:, 0])


def test_all_as_before_under_the_defaults_or_with_nothing_calibrated(two, made_up, tmp_path):
    run = Vectors({"demo_none": 0, "demo_all": 0}, 9.0)
    empty = tmp_path / "empty"
    for options in ({"parameters": "default", "calibration": made_up.folder}, {"calibration": empty}):
        comparison = compare(two, replicates=40, seed=1, simulate=run, **options)
        assert run.given == dict.fromkeys(two)
        assert (comparison.vectors, comparison.calibration, comparison.ran_under) == (0, None, "default")
        row = comparison.row("demo_all")
        assert row["sustained_low"] == row["sustained_low_chance"]
        assert row["sustained_high"] == row["sustained_high_chance"]
        assert math.isnan(row["sustained_ignorance"])
        assert comparison.to_json()["pairs"][0]["ignorance_share"] is None


def test_parameters_are_accepted_or_default(two):
    with pytest.raises(ParametersError, match="got 'best', expected accepted or default"):
        compare(two, parameters="best")


def test_ignorance_stays_in_the_level_and_goes_from_a_difference_it_cancels_in(two, made_up):
    # Both scenarios gain 100 months a unit of the parameter, whose four values are 0.04, 0.3, 0.06 and 0.07.
    comparison = compare(
        two, replicates=400, seed=1, simulate=Vectors({"demo_none": 100, "demo_all": 100}, 1.0),
        calibration=made_up.folder,
    )  # fmt: skip
    level, pair = comparison.row("demo_none"), comparison.pairs.iloc[0]
    assert level["sustained_ignorance"] > 0.98
    assert level["sustained_high"] - level["sustained_low"] > 30 * (
        level["sustained_high_chance"] - level["sustained_low_chance"]
    )
    assert (pair["difference_months"], pair["low"], pair["high"]) == (0, 0, 0)
    assert math.isnan(pair["ignorance"])
    assert pair["share_positive"] == pytest.approx(0.5)


def test_a_difference_that_depends_on_the_parameters_is_all_ignorance(two, made_up):
    comparison = compare(
        two, replicates=40, seed=1, simulate=Vectors({"demo_none": 0, "demo_all": 100}, 0.0),
        calibration=made_up.folder,
    )  # fmt: skip
    pair, row = comparison.pairs.iloc[0], comparison.row("demo_all")
    assert pair["ignorance"] == pytest.approx(1)
    # Variance of the gains 4, 30, 6 and 7 is 149.6; Student's t with 3 degrees of freedom is 3.182.
    half = 3.182446 * math.sqrt(np.var([4, 30, 6, 7], ddof=1) * (1 + 1 / 4))
    chance = row["gain"] - row["gain_low_chance"]
    assert row["gain"] == pytest.approx(11.75)
    assert row["gain"] - row["gain_low"] == pytest.approx(math.hypot(half, chance), rel=1e-6)
    assert row["gain_share_positive"] == 1
    assert pair["share_positive"] == 0
    assert row["tied_with_best"]
    assert comparison.row("demo_none")["tied_with_best"]
    assert 0.05 < comparison.row("demo_none")["p_best"] < 0.4
    assert pair["status"] == "not_defined"


def test_intervals_of_months_stay_between_nothing_and_the_horizon(two, made_up):
    comparison = compare(
        two, replicates=40, seed=1, simulate=Vectors({"demo_none": -150, "demo_all": 300}, 5.0),
        calibration=made_up.folder,
    )  # fmt: skip
    row, curve = comparison.row("demo_none"), comparison.curve("demo_all")
    assert (row["sustained_low"], comparison.row("demo_all")["sustained_high"]) == (0, 120)
    assert curve["alive_low"].min() >= 0
    assert curve["alive_high"].max() <= 1
    shares = comparison.row("demo_all")[["alive_low", "alive_high"]]
    assert tuple(shares) == tuple(curve.iloc[-1][["alive_low", "alive_high"]])
    assert np.all(curve["alive_low"] <= curve["alive_low_chance"])
    assert np.all(curve["alive_high"] >= curve["alive_high_chance"])


def test_json_tells_chance_and_ignorance_apart(two, made_up):
    comparison = compare(
        two, replicates=40, seed=1, simulate=Vectors({"demo_none": 100, "demo_all": 200}, 5.0),
        calibration=made_up.folder,
    )  # fmt: skip
    plain = json.loads(json.dumps(comparison.to_json(), allow_nan=False))
    assert (plain["parameters"], plain["vectors"]) == ("accepted", 4)
    parts = {"low_chance", "high_chance", "ignorance_share"}
    assert set(plain["pairs"][0]) >= parts | {"share_positive"}
    assert set(plain["scenarios"][0]["survival"]) >= parts
    assert len(plain["scenarios"][0]["survival"]["low_chance"]) == 121
    assert set(plain["scenarios"][0]) >= {f"sustained_{part}" for part in parts}
