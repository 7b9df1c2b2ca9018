"""``kind: sensitivity`` from a file to the answer: blocks and lucks, what is said, shown and drawn."""

import numpy as np
import pandas as pd
import pytest

from netsustain.exploration.kinds import sensitivity
from netsustain.exploration.question import QuestionError
from netsustain.exploration.sensitivity.analysis import stored_points
from netsustain.exploration.sensitivity.designs import METHODS
from netsustain.exploration.sensitivity.form import LUCK
from netsustain.messages import LANGUAGES
from netsustain.report.canvas import Frame, settings
from netsustain.report.experiments import sensitivity as figures
from netsustain.report.experiments.page import experiment_words
from netsustain.report.experiments.words import ExperimentWords

TINY = """scenarios: [demo_none]
factors:
  transfer_probability: {from: 0, to: 0.5}
  review_effect:
  levers.meeting_frequency: {from: 0, to: 2}
design: {method: sobol, samples: 8, seed: 3}
replicates: 2
seed: 4
outcomes: [live_months, completed, c2, cost]
"""
"""``review_effect`` does nothing: the scenario has no reviews. Nothing is completed within a year."""


def tiny(method="sobol", samples=8, more=""):
    return TINY.replace("method: sobol, samples: 8", f"method: {method}, samples: {samples}{more}")


@pytest.fixture
def answered(asked, tmp_path):
    """``answered(text)``: the experiment of a text with its answer."""

    def run(text=TINY, folder="out", **options):
        one = asked(text, kind="sensitivity")
        return one, sensitivity.answer(one, tmp_path / folder, **options)

    return run


def test_rows_of_a_block_share_their_lucks_and_blocks_do_not(answered, tmp_path):
    one, answer = answered()
    assert answer.rows == one.experiment.runs == 8 * 5 * 2
    rows = pd.read_parquet(tmp_path / "out" / "runs.parquet")
    lucks = rows["replicate"].to_numpy().reshape(8, 5, 2)
    assert (lucks == lucks[:, :1]).all()
    assert sorted(lucks[:, 0].ravel()) == list(range(16))


def test_what_does_nothing_has_an_index_of_exactly_nothing(answered):
    """Under shared lucks the rows that differ in it alone are the same to the last bit."""
    _, answer = answered(tiny(samples=32))
    table = answer.tables["summary"].set_index(["outcome", "factor"])
    assert table.loc[("c2", "review_effect"), ["total", "total_low", "total_high"]].tolist() == [0, 0, 0]
    assert table.loc[("c2", "review_effect"), "total_of_runs"] == 0
    assert table.loc[("c2", "levers.meeting_frequency"), "total"] > 0
    assert 0 < table.loc[("c2", LUCK), "total_of_runs"] < 1


def test_an_outcome_that_never_varies_has_no_index_and_that_is_said(answered):
    _, answer = answered()
    own = answer.tables["summary"].query("outcome == 'completed'")
    assert own[["total", "first"]].isna().all(axis=None)
    verdicts = answer.tables["convergence"].set_index("outcome")["verdict"]
    assert verdicts["completed"] == "constant"
    assert verdicts["c2"] == "too_few"  # eight blocks are a try-out
    said = {warning.key: warning.values for warning in answer.warnings}
    assert said["warning_constant"] == {"outcomes": ["completed"]}
    assert "c2" in said["warning_too_few"]["outcomes"]


def test_the_same_seed_gives_the_same_bits_on_any_number_of_workers(answered, small_parts):
    _, one = answered(folder="one", workers=1)
    _, two = answered(folder="two", workers=2)
    assert one.digest == two.digest
    for name, table in one.tables.items():
        pd.testing.assert_frame_equal(table, two.tables[name], check_exact=True)


def test_seed_nought_is_a_seed_like_any_other(answered):
    nought = TINY.replace("seed: 3", "seed: 0").replace("seed: 4", "seed: 0")
    _, one = answered(nought, "one")
    _, again = answered(nought, "again")
    _, other = answered(nought.replace("8, seed: 0", "8, seed: 1"), "other")
    assert one.digest == again.digest != other.digest
    assert one.seeds == {"runs": 0, "design": 0}
    pd.testing.assert_frame_equal(one.tables["summary"], again.tables["summary"], check_exact=True)


def test_blocks_with_a_failed_run_are_left_out_whole_and_counted(answered, tmp_path):
    """A network of 20 to 10 members cannot be made: runs fail wherever the two ends cross."""
    sizes = "  network.recipe.members.from: {from: 8, to: 20}\n  network.recipe.members.to: {from: 12, to: 30}"
    _, answer = answered(tiny(samples=32).replace("  review_effect:", sizes))
    rows = pd.read_parquet(tmp_path / "out" / "runs.parquet")
    broken = rows["failed"].to_numpy().reshape(32, -1).any(axis=1)
    assert 0 < broken.sum() < 32
    table = answer.tables["convergence"].set_index("outcome")
    assert table.loc["c2", "dropped"] == broken.sum()
    assert table.loc["c2", "blocks"] == 32 - broken.sum()
    own = answer.tables["summary"].query("outcome == 'c2' and factor != 'luck'")
    assert np.isfinite(own["total"]).all()
    dropped = next(warning for warning in answer.warnings if warning.key == "warning_dropped")
    assert dropped.values["dropped"] == broken.sum()


def test_groups_are_one_part_and_pairs_are_told(answered):
    groups = "groups: {people: [transfer_probability, review_effect]}\n"
    _, answer = answered(tiny(more=", second_order: true") + groups)
    assert answer.rows == 8 * 6 * 2
    own = answer.tables["summary"].query("outcome == 'c2'")
    assert own["factor"].tolist() == ["people", "levers.meeting_frequency", LUCK]
    pairs = answer.tables["pairs"].query("outcome == 'c2'")
    assert pairs[["factor", "factor_other"]].to_numpy().tolist() == [["people", "levers.meeting_frequency"]]
    assert any(shown.heading == "heading_pairs" for shown in answer.shown)


def test_an_accepted_vector_goes_with_the_luck(asked):
    assert asked(TINY, kind="sensitivity").experiment.vectors_by == "luck"
    assert asked(tiny("pawn", 100), kind="sensitivity").experiment.vectors_by == "luck"


def test_a_design_that_would_be_drawn_otherwise_is_refused(asked):
    one = asked(tiny("morris", 4), kind="sensitivity")
    design = one.experiment.drawn(one.factors)
    assert stored_points(one.experiment.plan(), one.factors, design).shape == (16, 3)
    design.iloc[5, 0] += 0.01
    with pytest.raises(QuestionError, match=r"design\.parquet: got a design that the SALib installed here"):
        stored_points(one.experiment.plan(), one.factors, design)


def test_a_smaller_scale_keeps_the_lucks_and_the_balance(asked):
    one = asked(tiny(samples=96), kind="sensitivity").with_options(scale=0.5)
    assert (one.experiment.design.samples, one.experiment.replicates) == (32, 2)
    assert asked(TINY, kind="sensitivity").with_options(scale=0.001).experiment.design.samples == 8
    assert asked(tiny("fast", 200), kind="sensitivity").with_options(scale=0.01).experiment.design.samples == 65


@pytest.mark.parametrize("method", METHODS)
def test_every_method_answers_in_words_tables_and_figures(answered, method):
    """Every text has its placeholders filled in both languages, every figure can be drawn, wide and narrow."""
    one, answer = answered(tiny(method, METHODS[method].fewest))
    table = answer.tables["summary"]
    assert set(table["outcome"]) == {"live_months", "completed", "c2", "cost"}
    for lang in LANGUAGES:
        page = experiment_words(ExperimentWords(one, lang), answer, "again")
        assert page["answer"]
        assert page["main"].reading
        assert len(page["explained"]) == 4
    for name in figures.shows(one, answer):
        for frame in (Frame("en"), Frame("th", narrow=True)):
            with settings():
                figures.FIGURES[name](one, answer, frame).draw_without_rendering()
