"""Summaries, against the same numbers computed from the rows by pandas."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from netsustain.exploration.kinds import compare, replicates
from netsustain.exploration.moments import Measured, Moments, measured_campaign, spread, student


def measured_of(values, outcomes=("live_months",), failed=None):
    """Of numbers (scenarios × draws × replicates × outcomes)."""
    values = np.asarray(values, dtype=float)
    shape = (values.shape[0], values.shape[1], values.shape[3])
    found = Measured(
        tuple("abcdefg"[: shape[0]]), tuple(outcomes), Moments.empty(shape), Moments.empty(shape),
        np.zeros(shape[:2]) if failed is None else failed,
    )  # fmt: skip
    draws = np.repeat(np.arange(shape[1]), values.shape[2])
    for scenario in range(shape[0]):
        rows = values[scenario].reshape(-1, shape[2])
        found.values.add(scenario, draws, rows)
        found.differences.add(scenario, draws, rows - values[0].reshape(-1, shape[2]))
    return found


@pytest.fixture(scope="module")
def numbers():
    return np.random.default_rng(1).normal([10, 12, 11], 2, (6, 5, 1, 3)).transpose(3, 0, 1, 2)


def test_means_and_intervals_over_draws(numbers):
    own = spread(measured_of(numbers).values, 1)
    means = numbers[1, :, :, 0].mean(axis=1)
    low, high = stats.t.interval(0.95, 5, means.mean(), stats.sem(means))
    assert (own.value[0], own.low[0], own.high[0]) == pytest.approx((means.mean(), low, high))
    assert own.by_replicate[0] == pytest.approx(np.sqrt(numbers[1, :, :, 0].var(axis=1, ddof=1).mean()))


def test_one_draw_has_the_interval_of_its_replicates(numbers):
    own = spread(measured_of(numbers[:, :1]).values, 0)
    runs = numbers[0, 0, :, 0]
    low, high = stats.t.interval(0.95, 4, runs.mean(), stats.sem(runs))
    assert (own.value[0], own.low[0], own.high[0]) == pytest.approx((runs.mean(), low, high))
    assert np.isnan(own.by_draw[0])


def test_the_spread_of_draws_is_told_apart_from_that_of_luck():
    """Draws with a standard deviation of 3, luck with 4: over many draws both are found again."""
    generator = np.random.default_rng(2)
    draws, luck = generator.normal(0, 3, (4000, 1)), generator.normal(0, 4, (4000, 10))
    own = spread(measured_of((draws + luck)[None, :, :, None]).values, 0)
    assert own.by_draw[0] == pytest.approx(3, abs=0.15)
    assert own.by_replicate[0] == pytest.approx(4, abs=0.1)


def test_differences_are_paired(numbers):
    shared = numbers.copy()
    shared[1] = shared[0] + 1.5
    gained = spread(measured_of(shared).differences, 1)
    assert (gained.value[0], gained.low[0], gained.high[0]) == pytest.approx((1.5, 1.5, 1.5))


def test_runs_that_do_not_count_are_left_out():
    values = np.array([[[[1.0], [np.nan], [3.0]]], [[[5.0], [7.0], [np.nan]]]])
    found = measured_of(values)
    assert spread(found.values, 0).value[0] == 2
    assert spread(found.values, 1).value[0] == 6
    assert spread(found.differences, 1).value[0] == 4  # only the first pair is whole
    nothing = measured_of(np.full((1, 2, 3, 1), np.nan))
    assert np.isnan(spread(nothing.values, 0).value[0])


def test_shares_of_draws_in_which_a_scenario_is_best():
    means = np.array([[1, 5, 2, 2], [2, 4, 2, 3], [3, 3, 2, 1]], dtype=float)[:, :, None, None]
    best, better = compare.shares(measured_of(means))
    assert best[:, 0].tolist() == pytest.approx([(1 + 1 / 3) / 4, (1 + 1 / 3) / 4, (1 + 1 / 3) / 4])
    assert better[1:, 0].tolist() == [(1 + 0.5 + 1) / 4, (1 + 0.5) / 4]
    assert np.isnan(better[0, 0])


def test_less_cost_is_better_and_of_some_outcomes_nobody_can_say():
    means = np.array([[1.0, 1.0], [2.0, 2.0]])[:, :, None, None]
    best, better = compare.shares(measured_of(means, ["cost"]))
    assert (best[:, 0].tolist(), better[1, 0]) == ([1, 0], 0)
    best, better = compare.shares(measured_of(means, ["density_end"]))
    assert np.isnan(best).all()
    assert np.isnan(better).all()


def test_needed_replicates_reach_the_width_and_one_fewer_does_not():
    for deviation, wanted in ((1.0, 0.1), (30.0, 2.0), (5.0, 4.9)):
        number = replicates.needed(deviation, wanted)

        def half(count, deviation=deviation):
            return float(student(count - 1)) * deviation / np.sqrt(count)

        assert half(number) <= wanted
        assert number < 1000
        assert half(number - 1) > wanted
    assert np.isnan(replicates.needed(float("nan"), 1.0))
    assert replicates.needed(0.0, 1.0) == 2


def test_the_tables_say_what_the_rows_say(asked, small_parts, tmp_path):
    done, found = measured_campaign(asked(), tmp_path)
    rows = pd.read_parquet(tmp_path / "runs.parquet")
    by_draw = rows.groupby(["scenario", "draw"])[["live_months", "cost"]].mean()
    table = compare.summary(found).set_index(["scenario", "outcome"])
    draws = compare.by_draw(done.prepared, found).set_index(["scenario", "draw"])
    for name in ("demo_none", "demo_all"):
        for outcome in ("live_months", "cost"):
            means = by_draw.loc[name, outcome]
            assert table.loc[(name, outcome), "mean"] == pytest.approx(means.mean())
            gained = (means - by_draw.loc["demo_none", outcome]).mean()
            if name != "demo_none":
                assert table.loc[(name, outcome), "difference"] == pytest.approx(gained)
            np.testing.assert_allclose(draws.loc[name, outcome], means)
    assert set(table.index.get_level_values("outcome")) == {"live_months", "cost", "alive", "c2"}
    pd.testing.assert_series_equal(
        draws.loc["demo_all", "personal_share"].reset_index(drop=True),
        rows[rows["scenario"] == "demo_all"].groupby("draw")["personal_share"].first().reset_index(drop=True),
    )


def test_how_rows_were_cut_into_parts_does_not_show(asked, tmp_path, monkeypatch):
    from netsustain.exploration import prepared

    tables = []
    for rows in (500, 3):
        monkeypatch.setattr(prepared, "FEWEST_ROWS", rows)
        _, found = measured_campaign(asked(), tmp_path / str(rows))
        tables.append(compare.summary(found))
    pd.testing.assert_frame_equal(*tables, rtol=1e-12)
