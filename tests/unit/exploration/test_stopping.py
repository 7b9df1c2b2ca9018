"""When replicates are enough: by hand, against known means, and the same as if all had been made."""

import json

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from typer.testing import CliRunner

from netsustain.cli import app
from netsustain.exploration import rounds
from netsustain.exploration.kinds import replicates
from netsustain.exploration.stopping import Rule, course_of, course_of_scenarios, next_total, stopping_point

STOPPED = """scenarios: [demo_none, demo_all]
replicates: 300
stop: {within: 0.2}
seed: 7
outcomes: [live_months, cost, alive]
"""


# ---- the rule -------------------------------------------------------------------------------------


def test_half_widths_are_students():
    values = np.random.default_rng(1).normal(5, 2, (40, 2))
    course = course_of(values, Rule(1.0))
    for number in (2, 7, 40):
        low, high = stats.t.interval(0.95, number - 1, values[:number, 1].mean(), stats.sem(values[:number, 1]))
        assert course.mean[number - 1, 1] == pytest.approx(values[:number, 1].mean())
        assert course.half[number - 1, 1] == pytest.approx((high - low) / 2)
    assert np.isnan(course.half[0]).all()


def test_large_numbers_lose_no_precision():
    values = 1e9 + np.random.default_rng(1).normal(0, 1, (50, 1))
    assert course_of(values, Rule(1.0)).half[-1, 0] == pytest.approx(
        course_of(values - 1e9, Rule(1.0)).half[-1, 0], rel=1e-5
    )


def test_runs_that_do_not_count_are_left_out():
    values = np.array([[1.0], [np.nan], [3.0], [5.0]])
    course = course_of(values, Rule(1.0))
    assert course.mean[:, 0].tolist() == [1, 1, 2, 3]
    assert course.half[3, 0] == pytest.approx(stats.t.ppf(0.975, 2) * 2 / np.sqrt(3))


def test_it_stops_at_the_first_number_that_lasts():
    """Narrow enough at 3, wide again at 6, narrow from 10 on: with 5 to look ahead it stops at 10."""
    rule = Rule(1.0, fewest=2, look_ahead=5)
    half = np.array([9, 9, 0.9, 0.9, 0.9, 2, 1.5, 1.2, 1.1, 1, 0.9, 0.9, 0.8, 0.8, 0.8, 0.8])[:, None]
    course = course_of(np.zeros((16, 1)), rule)
    course = type(course)(course.mean, half, course.wanted)
    assert stopping_point(course, rule) == 10
    assert stopping_point(type(course)(course.mean, half[:14], course.wanted[:14]), rule) is None  # not seen to last
    assert stopping_point(type(course)(course.mean, half[:15], course.wanted[:15]), rule) == 10
    assert stopping_point(course, Rule(1.0, fewest=2, look_ahead=0)) == 3
    assert stopping_point(course, Rule(1.0, fewest=11, look_ahead=5)) == 11


def test_looking_ahead_grows_with_the_number():
    assert [Rule(1.0).looks(number) for number in (30, 100, 139, 140, 1000)] == [5, 5, 6, 7, 50]


def test_never_before_thirty():
    assert stopping_point(course_of(np.ones((100, 1)), Rule(1.0)), Rule(1.0)) == 30


def test_all_differences_must_be_known():
    generator = np.random.default_rng(2)
    values = np.column_stack([np.zeros(200), generator.normal(0, 1, 200), generator.normal(0, 5, 200)])
    rule = Rule(1.0)
    alone = stopping_point(course_of_scenarios(values[:, :2], rule), rule)
    both = stopping_point(course_of_scenarios(values, rule), rule)
    assert (alone, both) == (30, stopping_point(course_of(values[:, 2:], rule), rule))
    assert both > 60


def test_a_relative_width_is_of_the_first_scenario():
    values = np.random.default_rng(3).normal([100, 110], [10, 10], (400, 2))
    course = course_of_scenarios(values, Rule(0.02, relative=True))
    assert course.wanted[-1] == pytest.approx(0.02 * values[:, 0].mean())
    one = course_of_scenarios(values[:, :1], Rule(0.02, relative=True))
    assert one.wanted[-1] == pytest.approx(0.02 * values[:, 0].mean())


def test_rounds_reach_the_rule_and_no_further():
    """Growing by what the spread asks for, never by more than double, up to the most allowed."""
    values, rule = np.random.default_rng(4).normal(0, 10, (5000, 1)), Rule(1.0)
    made, totals = 0, []
    while (total := next_total(course_of(values[:made], rule), rule, 5000)) > made:
        assert made == 0 or total <= 2 * made
        made = total
        totals.append(total)
    number = stopping_point(course_of(values[:made], rule), rule)
    assert totals[0] == 35
    assert number == stopping_point(course_of(values, rule), rule)
    assert made < 1.2 * (number + rule.looks(number))
    assert next_total(course_of(values[:35], rule), rule, 50) == 50
    assert next_total(course_of(values[:50], rule), rule, 50) == 50


# ---- coverage -------------------------------------------------------------------------------------

OUTCOMES = {
    "normal": (lambda generator: generator.normal(0, 10, 600), 0.0, 3.0, 0.935),
    "exponential": (lambda generator: generator.exponential(10, 600), 10.0, 3.0, 0.91),
    "rare": (lambda generator: 100.0 * (generator.random(600) < 0.1), 10.0, 5.0, 0.86),
}
"""Kind of outcome → 600 draws of it, its mean, the width wanted, and the coverage that must at least be found."""


@pytest.mark.parametrize("kind", OUTCOMES)
def test_stopped_intervals_cover_the_mean(kind):
    """1,000 experiments with a known mean: the standard error of the share covered is below 1 %."""
    draw, mean, within, least = OUTCOMES[kind]
    rule, covered, careless = Rule(within), 0, 0
    for number in range(1000):
        values = draw(np.random.default_rng([number, 5]))
        course = course_of(values[:, None], rule)
        stop = stopping_point(course, rule) or len(values)
        covered += abs(course.mean[stop - 1, 0] - mean) <= course.half[stop - 1, 0]
        first = int(np.flatnonzero(course.enough[2:])[0]) + 3
        careless += abs(course.mean[first - 1, 0] - mean) <= course.half[first - 1, 0]
    assert covered / 1000 > least
    assert covered > careless  # stopping at the first narrow interval from 3 on covers less


# ---- the experiment -------------------------------------------------------------------------------


@pytest.fixture
def stopped(asked, tmp_path):
    """The experiment made in rounds, with its folder."""
    said = asked(STOPPED, "replicates", "stopped")
    return said, replicates.answer(said, tmp_path / "out"), tmp_path / "out"


def test_it_makes_no_more_than_it_needs(stopped):
    _, answer, folder = stopped
    made = answer.rows // 2
    assert 35 <= made < 300
    rows = pd.concat(pd.read_parquet(path) for path in sorted(folder.glob("campaigns/*/runs.parquet")))
    assert sorted(rows.loc[rows["scenario"] == "demo_all", "replicate"]) == list(range(made))
    stop = answer.tables["running"].query("enough")["replicates"].unique()
    assert answer.sentences[0].key == "answer_enough"
    assert [answer.sentences[0].values["number"]] == list(stop)


def test_rounds_hold_the_runs_of_an_experiment_that_makes_all(stopped, asked, tmp_path):
    _, answer, folder = stopped
    made = answer.rows // 2
    plain = STOPPED.replace("stop: {within: 0.2}\n", "").replace("300", str(made))
    whole = replicates.answer(asked(plain, "replicates", "whole"), tmp_path / "whole")
    key = ["scenario", "replicate"]
    rows = pd.concat(pd.read_parquet(path) for path in folder.glob("campaigns/*/runs.parquet"))
    every = pd.read_parquet(tmp_path / "whole" / "runs.parquet")
    pd.testing.assert_frame_equal(*(each.sort_values(key, ignore_index=True) for each in (rows, every)))
    columns = ["scenario", "what", "outcome", "runs", "value", "spread"]
    pd.testing.assert_frame_equal(answer.tables["summary"][columns], whole.tables["summary"][columns])


def test_the_answer_does_not_depend_on_workers_or_on_stops(stopped, tmp_path):
    said, answer, folder = stopped
    again = replicates.answer(said, tmp_path / "again", workers=1)
    assert (again.digest, again.rows) == (answer.digest, answer.rows)
    assert replicates.answer(said, folder).digest == answer.digest


def test_status_counts_the_rounds_that_are_known(stopped, tmp_path):
    said, answer, folder = stopped
    before = replicates.status(said, tmp_path / "nowhere")
    assert (before.rows_done, before.rows_left) == (0, 70)
    after = replicates.status(said, folder)
    assert (after.rows_done, after.rows_left) == (answer.rows, 0)
    last = max((folder / "campaigns").iterdir())
    (last / "question.json").unlink()
    between = replicates.status(said, folder)
    assert between.rows_left > 0
    assert between.rows_done + between.rows_left == answer.rows


def test_another_rule_is_another_folder(asked):
    one, other = (asked(STOPPED.replace("0.2", width), "replicates") for width in ("0.2", "0.3"))
    assert replicates.digest_of(one) != replicates.digest_of(other)


def test_too_few_are_called_so(asked, tmp_path):
    never = STOPPED.replace("300", "40").replace("0.2", "0.05")
    answer = replicates.answer(asked(never, "replicates"), tmp_path / "out")
    assert answer.rows == 80
    assert answer.sentences[0].key in ("answer_not_enough", "answer_not_shown")
    assert [each.key for each in answer.warnings] == ["warning_not_reached"]
    tiny = replicates.answer(asked(STOPPED.replace("300", "4"), "replicates"), tmp_path / "tiny")
    assert [each.key for each in tiny.warnings] == ["warning_few"]


def test_one_scenario_settles_by_its_mean(asked, tmp_path):
    text = STOPPED.replace(", demo_all", "").replace("within: 0.2", "share: 0.2")
    answer = replicates.answer(asked(text, "replicates"), tmp_path / "out")
    assert set(answer.tables["running"]["what"]) == {"mean"}
    assert [each.key for each in answer.sentences] == ["answer_enough", "answer_mean"]


def test_from_the_command_line(asked, tmp_path, monkeypatch):
    asked(STOPPED, "replicates", "stopped")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["experiment", "stopped.yaml", "--out", "out"])
    assert result.exit_code == 0, result.output
    assert "replicates are enough" in result.stdout
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert {"running.png", "running.svg", "report.html", "running.parquet"} <= set(manifest["files"])
    status = CliRunner().invoke(app, ["experiment", "stopped.yaml", "--out", "out", "--status"])
    assert "All rows are there." in status.stdout


def test_rounds_are_campaigns_of_their_own(stopped):
    said, _, folder = stopped
    names = sorted(path.name for path in (folder / "campaigns").iterdir())
    assert names == [f"round-{number + 1}" for number in range(len(names))]
    assert len(names) > 1  # else no test here would see that rounds go on where the one before stopped
    assert rounds.question_of_rounds(said).lucks.replicates == 300
