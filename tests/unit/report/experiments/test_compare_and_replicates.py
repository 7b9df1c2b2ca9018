"""What a comparison and replicates answer: sentences, tables and figures, in both languages, of runs of a year."""

import re

import numpy as np
import pandas as pd
import pytest

from netsustain.exploration.kinds import compare, replicates
from netsustain.exploration.reading import load_experiment
from netsustain.exploration.robustness.telling import sentences, warnings
from netsustain.report.canvas import Frame, settings
from netsustain.report.experiments import figures_module
from netsustain.report.experiments.drawing import figure_names
from netsustain.report.experiments.report import experiment_page
from netsustain.report.experiments.words import ExperimentWords

HEAD = """schema: 1
kind: {kind}
title: {{en: Try, th: ลอง}}
question: {{en: What if?, th: ถ้าเป็นเช่นนั้นล่ะ}}
sources: [A-H1]
months: 12
scenarios: [{scenarios}]
"""
GRID = "design: {method: full_factorial, levels: {personal_share: 3, levers.core_leaders: 2}}\n"
FACTORS = "factors: {personal_share: , levers.core_leaders: {from: 1, to: 2}}\n"
OUTCOMES = "replicates: 4\noutcomes: [live_months, cost, alive]\n"


def asked_of(folder, text, kind="compare", scenarios="demo_none, demo_all, demo_governance"):
    path = folder / f"{kind}.yaml"
    path.write_text(HEAD.format(kind=kind, scenarios=scenarios) + text, encoding="utf-8")
    return load_experiment(path)


ASKED = {
    "draws": (compare, FACTORS + "design: {draws: 6}\n" + OUTCOMES),
    "share": (compare, FACTORS + "design: {draws: 6}\nreplicates: 4\noutcomes: [alive, cost]\n"),
    "cost": (compare, FACTORS + "design: {draws: 6}\nreplicates: 4\ngood_enough: 400\noutcomes: [cost, alive]\n"),
    "sobol": (compare, FACTORS + "design: {method: sobol, draws: 6}\n" + OUTCOMES),
    "grid": (compare, FACTORS + GRID + OUTCOMES),
    "one future": (compare, OUTCOMES),
    "neither": (compare, FACTORS + "design: {draws: 6}\nreplicates: 4\noutcomes: [transfers]\n"),
    "replicates": (replicates, OUTCOMES.replace("4", "40")),
    "replicates of draws": (replicates, FACTORS + "design: {draws: 6}\n" + OUTCOMES),
}  # fmt: skip


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """Name → (asked, answer)."""
    found = {}
    for name, (kind, text) in ASKED.items():
        folder = tmp_path_factory.mktemp("asked")
        asked = asked_of(folder, text, kind.__name__.rsplit(".", 1)[-1])
        found[name] = asked, kind.answer(asked, folder / "out")
    return found


@pytest.mark.usefixtures("unrendered")  # the next test draws them
@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("lang", ["en", "th"])
def test_every_text_is_there_in_both_languages(answers, name, lang):
    asked, answer = answers[name]
    html = experiment_page(asked, answer, lang=lang, command="netsustain experiment x")
    assert "{" not in re.sub(r"<(svg|style|script).*?</\1>", "", html, flags=re.DOTALL)
    words = ExperimentWords(asked, lang)
    assert all(words.said(each) for each in (*answer.sentences, *answer.warnings))
    assert answer.sentences or name == "neither"


@pytest.mark.parametrize("name", ASKED)
def test_figures_are_drawn_for_pages_and_phones(answers, name):
    asked, answer = answers[name]
    module = figures_module(asked.experiment.kind)
    for figure in figure_names(asked, answer):
        with settings():
            for lang in ("en", "th"):
                for narrow in (False, True):
                    drawn = module.FIGURES[figure](asked, answer, Frame(lang, narrow))
                    drawn.canvas.draw()
                    assert drawn.get_axes()


def test_figures_follow_what_was_asked(answers):
    names = {name: figure_names(*answers[name]) for name in ASKED}
    assert names["draws"] == ["regret", "good_enough", "choices"]
    assert names["one future"] == ["means"]
    assert names["neither"] == ["means"]
    assert (names["replicates"], names["replicates of draws"]) == (["running"], ["widths"])


def test_a_grid_is_every_combination(answers):
    asked, answer = answers["grid"]
    draws = answer.tables["draws"].drop_duplicates("draw")
    assert asked.experiment.draws == 6
    assert draws["personal_share"].tolist() == pytest.approx([0.3, 0.3, 0.6, 0.6, 0.9, 0.9])
    assert draws["levers.core_leaders"].tolist() == [1, 2] * 3
    assert "warning_factorial" in [each.key for each in answer.warnings]


def test_a_sobol_sequence_says_when_it_is_not_balanced(answers):
    asked, answer = answers["sobol"]
    (said,) = [each for each in answer.warnings if each.key == "warning_sobol"]
    assert ExperimentWords(asked, "en").said(said).endswith("6 draws, better 8.")


def test_costs_are_good_enough_below(answers):
    asked, answer = answers["cost"]
    table = answer.tables["robustness"]
    assert table["good_enough"].unique().tolist() == [400]
    summary = answer.tables["summary"].query("outcome == 'cost'")
    np.testing.assert_allclose(table["mean"], summary["mean"], rtol=0.02)
    assert (table["worst"] > table["mean"]).all()  # the worst future is the dearest
    (satisfied,) = [each for each in answer.sentences if each.key == "answer_satisfied"]
    said = ExperimentWords(asked, "en").said(satisfied)
    assert said.startswith("Asked for cost, money included of at most 400.0 staff-days")


def test_an_outcome_that_is_neither_better_nor_worse_is_not_judged(answers):
    _, answer = answers["neither"]
    assert set(answer.tables) == {"summary", "draws"}
    assert [each.key for each in answer.sentences] == ["answer_saved"], "which is no judgement"


def test_files_of_figures_have_titles_and_are_the_same_each_time(answers):
    from netsustain.report.experiments.report import report_files

    asked, answer = answers["one future"]
    one, other = (dict(report_files(asked, answer, lang="th", command="c")) for _ in range(2))
    assert list(one) == ["report.html", "means.png", "means.svg"]
    assert one == other


# ---- sentences by hand ----------------------------------------------------------------------------


def judged_tables(choices, sure=1.0):
    """Tables of a comparison of a and b in which criteria choose so."""
    measures = ("best", "better", "regret", "regret_few", "regret_worst", "satisfied", "worst")
    table = pd.DataFrame({"scenario": ["demo_none", "demo_all"], "good_enough": 60.0, "luck_known": True})
    for name in measures:
        table[name] = [0.25, 0.75]
        table[f"{name}_low"], table[f"{name}_high"] = 0.1, 0.9
    summary = pd.DataFrame({"scenario": ["demo_none", "demo_all"], "outcome": "months_sustained", "mean": [50.0, 62.5]})
    summary = summary.assign(mean_low=45.0, mean_high=70.0, difference=[np.nan, 12.5], difference_low=5.0)
    frame = pd.DataFrame({"criterion": list(choices), "scenario": list(choices.values()), "chosen": sure,
                          "next": "demo_none", "next_chosen": 1 - sure})  # fmt: skip
    return {"summary": summary.assign(difference_high=20.0), "robustness": table, "criteria": frame}


AGREED = dict.fromkeys(("mean", "best", "satisfied", "regret_worst", "worst"), "demo_all")


@pytest.fixture
def asked(tmp_path):
    text = FACTORS + "design: {draws: 40}\n"
    return asked_of(tmp_path, text, scenarios="demo_none, demo_all")


def test_agreement_is_said_once(asked):
    said = sentences(judged_tables(AGREED), asked.experiment)
    assert [each.key for each in said] == ["answer_best", "answer_shares", "answer_agree", "answer_satisfied"]
    words = ExperimentWords(asked, "en")
    assert words.said(said[0]) == (
        "Over 40 futures, “All five strategies” does best on average: months sustained 62.5 months (45.0 to 70.0), a "
        "difference of +12.5 months from “No strategy” (+5.0 to +20.0)."
    )


def test_disagreement_names_the_criteria(asked):
    tables = judged_tables(AGREED | {"worst": "demo_none", "regret_worst": "demo_none"})
    said = [ExperimentWords(asked, "en").said(each) for each in sentences(tables, asked.experiment)]
    assert said[2] == (
        "Whoever looks at the largest regret (minimax regret) and the worst future (maximin) would rather choose “No "
        "strategy”."
    )
    unsure = judged_tables(AGREED | {"worst": "demo_none"}, sure=0.6)
    keys = [each.key for each in sentences(unsure, asked.experiment)]
    assert keys == ["answer_unsure", "answer_shares", "answer_disagree_unsure", "answer_satisfied"]


def test_the_first_may_be_the_best(asked):
    said = sentences(judged_tables(dict.fromkeys(AGREED, "demo_none")), asked.experiment)
    assert said[0].key == "answer_reference"


def test_few_futures_and_single_runs_are_warned_of(asked, tmp_path):
    tables = judged_tables(AGREED)
    assert warnings(tables, asked.experiment) == ()
    tables["robustness"]["luck_known"] = False
    assert [each.key for each in warnings(tables, asked.experiment)] == ["warning_luck"]
    few = asked_of(tmp_path, FACTORS + "design: {draws: 29}\n", scenarios="demo_none, demo_all")
    assert "warning_futures" in [each.key for each in warnings(tables, few.experiment)]
