"""Measures over futures by hand, and their correction for luck against known truths."""

import numpy as np
import pandas as pd
import pytest

from netsustain.exploration.robustness.assess import assess
from netsustain.exploration.robustness.blurred import Products
from netsustain.exploration.robustness.likely import Likely, covariance_between
from netsustain.exploration.robustness.measures import CRITERIA, chosen_by, measured_by, regrets
from netsustain.exploration.robustness.tables import criteria, good_enough, robustness

FEW = 60
"""Samples where many worlds are judged."""
BY_HAND = np.array([[10.0, 12.0, 4.0], [20.0, 12.0, 22.0], [30.0, 36.0, 30.0], [0.0, 4.0, 0.0]])
"""Four futures, three scenarios."""


def seen(values):
    """What was seen of runs (draws × lucks × scenarios)."""
    draws, lucks, scenarios = values.shape
    products = Products.empty(draws, scenarios)
    places = np.repeat(np.arange(draws), lucks), np.tile(np.arange(lucks), draws)
    products.add(*places, values.reshape(-1, scenarios))
    return products.blurred()


# ---- measures -------------------------------------------------------------------------------------


def test_regret_by_hand():
    assert regrets(BY_HAND).tolist() == [[2, 0, 8], [2, 10, 0], [6, 0, 6], [4, 0, 4]]


def test_measures_by_hand():
    found = {name: value.tolist() for name, value in measured_by(BY_HAND, 12.0).items()}
    assert found["mean"] == [15, 16, 14]
    assert found["best"] == [0, 0.75, 0.25]
    assert found["better"][1:] == [0.75, 0.5]  # the third: once better, once worse, twice equal
    assert np.isnan(found["better"][0])
    assert found["satisfied"] == [0.5, 0.75, 0.5]
    assert found["regret"] == [3.5, 2.5, 4.5]
    assert found["regret_worst"] == [6, 10, 8]
    assert found["worst"] == [0, 4, 0]
    assert found["hurwicz"] == [15, 20, 15]
    assert found["regret_few"] == pytest.approx([5.4, 7, 7.4])  # nine tenths of the way up, between neighbours
    assert found["signal_to_noise"] == pytest.approx(BY_HAND.mean(axis=0) / BY_HAND.std(axis=0, ddof=1))


def test_criteria_need_not_agree():
    found = measured_by(BY_HAND, 12.0)
    chosen = {name: int(chosen_by(found[name], sign).argmax()) for name, sign in CRITERIA.items()}
    assert (chosen["mean"], chosen["regret_worst"], chosen["worst"]) == (1, 0, 1)


def test_less_spread_is_better_whatever_the_sign_of_the_mean():
    calm, wild = np.array([9.0, 11.0]), np.array([0.0, 20.0])
    for sign in (1, -1):
        ratio = measured_by(sign * np.column_stack([calm, wild]), 0.0)["signal_to_noise"]
        assert ratio[0] > ratio[1]


def test_ties_are_shared():
    assert chosen_by(np.array([3.0, 3.0, 1.0]), 1).tolist() == [0.5, 0.5, 0]
    assert chosen_by(np.array([3.0, 3.0, 1.0]), -1).tolist() == [0, 0, 1]
    assert chosen_by(np.array([np.nan, 2.0]), 1).tolist() == [0, 1]
    assert np.isnan(chosen_by(np.array([np.nan, np.nan]), 1)).all()


# ---- what was seen --------------------------------------------------------------------------------


def test_means_and_noise_are_those_of_the_runs():
    values = np.random.default_rng(1).normal(50, 10, (6, 400, 3))
    found = seen(values)
    np.testing.assert_allclose(found.means, values.mean(axis=1))
    for draw in range(6):  # 400 runs of a future outweigh what is borrowed from the others
        np.testing.assert_allclose(found.noise[draw], np.cov(values[draw].T) / 400, atol=0.02)
    np.testing.assert_allclose(found.halves[1], values[:, 1::2].mean(axis=1))
    assert (found.lowest, found.highest) == (values.min(), values.max())


def test_only_runs_that_count_in_every_scenario_count():
    values = np.array([[[1.0, 10.0], [np.nan, 20.0], [3.0, 30.0]], [[np.nan, 1.0]] * 3])
    found = seen(values)
    assert found.means.tolist() == [[2, 20]]
    assert found.draws.tolist() == [0]


def test_one_run_a_future_cannot_tell_luck():
    found = seen(BY_HAND[:, None, :])
    assert not found.luck_known
    assert not found.noise.any()
    assert np.isnan(found.regret_bounds()[0]).all()
    assert assess(found, 12.0, 1).value["regret"].tolist() == [3.5, 2.5, 4.5]


def test_without_luck_measures_are_exact():
    found = assess(seen(np.repeat(BY_HAND[:, None, :], 4, axis=1)), 12.0, 1)
    exact = measured_by(BY_HAND, 12.0)
    for name, value in exact.items():
        np.testing.assert_allclose(found.value[name], value, err_msg=name)
    assert found.chosen["worst"].tolist() == [0, 1, 0]


# ---- the correction -------------------------------------------------------------------------------


def world(seed, draws=60, lucks=6, scenarios=4):
    """Futures with known means, and runs of them: half of the luck is shared by the scenarios of a run."""
    generator = np.random.default_rng([seed, 11])
    truth = 60 + generator.normal(0, 15, (draws, 1)) + generator.normal(0, 5, (draws, scenarios))
    truth = truth + np.arange(scenarios)
    shared, own = generator.normal(0, 15, (draws, lucks, 1)), generator.normal(0, 15, (draws, lucks, scenarios))
    return truth, truth[:, None, :] + shared + own


def test_the_covariance_of_truths_is_found_again():
    """Shared spread 15 and own spread 5: variances 250, covariances 225."""
    _, runs = world(1, draws=4000)
    found = seen(runs)
    between = covariance_between(found.means, found.noise)
    np.testing.assert_allclose(np.diag(between), 250, rtol=0.1)
    np.testing.assert_allclose(between[np.triu_indices(4, 1)], 225, rtol=0.1)


def test_samples_scatter_as_the_truth_does():
    truth, runs = world(2, draws=2000)
    found = seen(runs)
    sample = Likely(found).sample(np.random.default_rng(1))
    spread = [np.diff(each, axis=1).std() for each in (truth, sample, found.means)]
    assert spread[1] == pytest.approx(spread[0], rel=0.05)
    assert spread[2] > 1.2 * spread[0]  # seen means are too unlike


def test_regret_is_freed_of_luck():
    """Without correction regret is far too large; split halves are too small; corrected it is right."""
    errors = {name: [] for name in ("corrected", "raw", "split", "few", "few_raw")}
    for seed in range(16):
        truth, runs = world(seed)
        found = seen(runs)
        judged, exact, raw = assess(found, 60.0, 1, FEW), measured_by(truth, 60.0), measured_by(found.means, 60.0)
        low, high = found.regret_bounds()
        errors["corrected"].append(judged.value["regret"] - exact["regret"])
        errors["raw"].append(high - exact["regret"])
        errors["split"].append(low - exact["regret"])
        errors["few"].append(judged.value["regret_few"] - exact["regret_few"])
        errors["few_raw"].append(raw["regret_few"] - exact["regret_few"])
    bias = {name: float(np.mean(each)) for name, each in errors.items()}
    assert abs(bias["corrected"]) < 0.3
    assert bias["raw"] > 2.0
    assert bias["split"] < -1.0
    assert abs(bias["few"]) < 0.6
    assert bias["few_raw"] > 3.0


def test_shares_and_bad_cases_are_freed_of_luck():
    errors, covered = {"satisfied": [], "worst": [], "worst_raw": []}, []
    for seed in range(16):
        truth, runs = world(seed, lucks=3)
        found = seen(runs)
        judged, exact = assess(found, 45.0, 1, FEW), measured_by(truth, 45.0)
        errors["satisfied"].append(judged.value["satisfied"] - exact["satisfied"])
        errors["worst"].append(judged.value["worst"] - exact["worst"])
        errors["worst_raw"].append(found.means.min(axis=0) - exact["worst"])
        covered.append((judged.low["regret"] <= exact["regret"]) & (exact["regret"] <= judged.high["regret"]))
    bias = {name: float(np.mean(each)) for name, each in errors.items()}
    assert abs(bias["satisfied"]) < 0.02
    assert abs(bias["worst"]) < 2.5
    assert bias["worst_raw"] < -8
    assert np.mean(covered) > 0.94


def test_the_same_seed_gives_the_same_numbers():
    _, runs = world(3)
    one, again, other = (assess(seen(runs), 60.0, seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.value["regret"], again.value["regret"])
    assert (one.value["regret"] != other.value["regret"]).any()


def test_equal_scenarios_are_no_trouble():
    _, runs = world(4)
    runs[:, :, 1] = runs[:, :, 0]
    found = assess(seen(runs), 60.0, 1)
    assert found.value["regret"][0] == pytest.approx(found.value["regret"][1], abs=0.01)
    assert np.isfinite(found.low["regret"]).all()


def test_one_future_tells_how_surely_one_is_best():
    """Differences of 2 with a standard error of 1 of the difference: best with probability Φ(2) = 97.7 %."""
    generator = np.random.default_rng(5)
    noise = generator.normal(0, 1, (1, 200, 2))
    noise = (noise - noise.mean(axis=1)) / noise.std(axis=1, ddof=1)
    noise[0, :, 1] -= noise[0, :, 0] * (noise[0, :, 0] @ noise[0, :, 1]) / (noise[0, :, 0] @ noise[0, :, 0])
    noise[0, :, 1] /= noise[0, :, 1].std(ddof=1)
    runs = np.array([10.0, 12.0]) + noise * 10  # standard error of each mean: 10 / √200 = 0.707
    found = assess(seen(runs), 0.0, 1)
    assert found.value["best"][1] == pytest.approx(0.977, abs=0.02)


# ---- tables ---------------------------------------------------------------------------------------


def test_tables_of_an_outcome_of_which_less_is_better():
    """Costs, turned for judging: the tables give them back as costs, the worst future being the dearest."""
    costs = np.repeat(BY_HAND[:, None, :], 2, axis=1)
    blurred = seen(-costs)
    found = assess(blurred, -12.0, 1)
    table = robustness(("a", "b", "c"), "cost", -1, blurred, found).set_index("scenario")
    assert table["mean"].tolist() == [15, 16, 14]
    assert table["worst"].tolist() == [30, 36, 30]
    assert table.loc["a", "satisfied"] == 0.5  # 10 and 0 are at most 12
    assert (table["regret"] >= 0).all()
    assert (table["regret_low"] <= table["regret"]).all()
    curve = good_enough(("a", "b", "c"), -1, found)
    own = curve[curve["scenario"] == "a"]
    assert own["share"].is_monotonic_increasing
    assert pd.isna(own["share"]).sum() == 0
    assert criteria(("a", "b", "c"), found).set_index("criterion").loc["mean", "scenario"] == "c"
