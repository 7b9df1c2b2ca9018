"""What the same luck saves is told by every comparison, and it is the variance of the pairs that it says."""

import json

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

import netsustain as ns
from netsustain.cli import app
from netsustain.exploration import same_luck
from netsustain.exploration.advice.gains import reductions
from netsustain.exploration.branches.form import NOTHING
from netsustain.exploration.kinds import branch, compare, replicates
from netsustain.exploration.outcomes import with_derived
from netsustain.exploration.pairs import variance_reduction

TWO = """scenarios: [demo_none, demo_governance]
replicates: 40
seed: 7
outcomes: [cost, live_months]
"""
BRANCH = """scenarios: [demo_none]
at: 6
policies:
  talk: {levers: {meeting_frequency: 2, platform: 1}}
  nothing_new: {levers: {platform: PRESENT}}
replicates: 60
seed: 3
"""


def test_from_deviations_or_from_runs_it_is_the_same_share():
    one, other = np.random.default_rng(1).normal(size=(2, 200))
    other = 0.8 * one + 0.2 * other
    deviations = [values.std(ddof=1) for values in (one - other, one, other)]
    assert same_luck.reduction(*deviations) == pytest.approx(variance_reduction(one, other))
    assert np.isnan(same_luck.reduction(0.0, 0.0, 0.0))
    assert same_luck.said("a", "b", "cost", (0.0, 0.0, 0.0)) is None


@pytest.mark.parametrize(("difference", "key"), [(0.5, "answer_saved"), (2.0, "answer_not_saved")])
def test_pairing_that_hurts_is_not_called_a_saving(difference, key):
    said = same_luck.said("a", "b", "cost", (difference, 1.0, 1.0))
    assert said.key == key


def test_an_experiment_of_scenarios_tells_it(asked, tmp_path):
    question = asked(TWO)
    told = compare.answer(question, tmp_path / "out")
    rows = told.tables["summary"].set_index(["scenario", "outcome"])["variance_reduction"]
    assert np.isnan(rows["demo_none", "cost"])
    runs = {name: runs_of(name) for name in ("demo_none", "demo_governance")}
    for outcome in ("live_months", "cost"):
        expected = variance_reduction(*(each[outcome].to_numpy() for each in runs.values()))
        assert rows["demo_governance", outcome] == pytest.approx(expected, rel=1e-6)
    assert told.sentences[-1].key == "answer_saved"
    assert told.sentences[-1].values["share"].value == pytest.approx(rows["demo_governance", "cost"])


def runs_of(name):
    """The same runs by ``simulate``."""
    return with_derived(ns.simulate(ns.load(name).until(12), 40, seed=7).runs, np.full(40, 12.0))


def test_an_experiment_of_replicates_tells_it_with_factors_too(asked, tmp_path):
    factors = "factors: {transfer_probability: {from: 0.1, to: 0.4}}\ndesign: {draws: 3, seed: 5}\n"
    for place, text in enumerate((TWO, TWO + factors)):
        told = replicates.answer(asked(text, kind="replicates", name=f"r{place}"), tmp_path / str(place))
        assert [said.key for said in told.sentences].count("answer_saved") == 1


def test_a_branch_tells_it_of_every_policy(asked, tmp_path):
    present = str(ns.load("demo_none").levers.platform)
    question = asked(BRANCH.replace("PRESENT", present), kind="branch", name="branch", months=30)
    told = branch.answer(question, tmp_path / "out")
    table = told.tables["summary"].set_index("scenario")["variance_reduction"]
    assert np.isnan(table[NOTHING])
    runs = told.tables["runs"].pivot(index="replicate", columns="scenario", values="months_sustained") - 5
    expected = variance_reduction(runs["talk"].to_numpy(), runs[NOTHING].to_numpy())
    assert table["talk"] == pytest.approx(expected)
    assert table["nothing_new"] == 1.0, "the same to the last bit"
    assert "variance_reduction" in {column.key for column in told.shown[0].columns}


def test_mixes_are_paired_by_future_and_run():
    today = np.random.default_rng(4).normal(50, 5, (6, 3))
    other = np.random.default_rng(5).normal(50, 5, (6, 3))
    lost = today.copy()
    lost[0, 0] = np.nan
    found = reductions(np.stack([today, today + 3.0, other, lost]), today)
    assert found[[0, 1, 3]] == pytest.approx(1.0)
    assert found[2] == pytest.approx(variance_reduction(other.ravel(), today.ravel()))


@pytest.mark.usefixtures("unrendered")
@pytest.mark.parametrize(("lang", "words"), [("en", "takes away so much of the variance"), ("th", "ลดความแปรปรวน")])
def test_a_comparison_prints_it_for_every_option(lang, words, tmp_path):
    names = ["demo_none", "demo_all", "demo_governance"]
    options = ["--replicates", "20", "--months", "24", "--lang", lang, "--out", str(tmp_path)]
    result = CliRunner().invoke(app, ["compare", *names, *options], env={"COLUMNS": "2000"})
    assert result.exit_code == 0, result.output
    pairs = pd.DataFrame(json.loads((tmp_path / "compare.json").read_text(encoding="utf-8"))["pairs"])
    printed, page = (" ".join(text.split()) for text in (
        result.stdout, (tmp_path / "report.html").read_text(encoding="utf-8"),
    ))  # fmt: skip
    shares = pairs.loc[pairs["a"] == "demo_none", "variance_reduction"]
    for text in (printed, page):
        said = text.partition(words)[2][:200]
        assert [f"{round(100 * share)} %" in said for share in shares] == [True, True]
