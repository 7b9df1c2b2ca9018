"""``kind: search`` in a folder: the numbers of the library, resumed after a stop, whatever the workers."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from netsustain.calibration import accepted
from netsustain.cli import app
from netsustain.exploration.kinds import search as kind
from netsustain.exploration.search.judge import judged
from netsustain.exploration.search.simulated import Simulated
from netsustain.exploration.search.tables import summary
from netsustain.exploration.search.words import sentences, warnings
from netsustain.messages import LANGUAGES, has
from netsustain.report.experiments.words import ExperimentWords

pytest.importorskip("pymoo")
FILE = """scenarios: [demo_none, demo_leadership, demo_all]
levers:
  core_leaders:
  platform: {from: 0, to: 0.8}
  relationship_activities:
  governance_mode:
objectives:
  - {outcome: live_months}
  - {outcome: sustained_value, over: worst_tenth}
  - {outcome: planned_cost}
budget: 9
factors: {personal_share: , network.initial.trust: {from: 0.3, to: 0.8}}
design: {draws: 3, seed: 5}
replicates: 2
seed: 7
population: 6
generations: 3
confirm: {draws: 4, replicates: 2}
"""


@pytest.fixture
def small(asked):
    return asked(FILE, kind="search")


def in_memory(asked, workers=None):
    """The same search by the library alone."""
    problem = kind.problem_of(asked)
    evaluate = Simulated(
        kind._base(asked), asked.factors, asked.experiment.kept, problem.within.prices, workers=workers
    )
    return judged(problem, evaluate)


def test_the_store_and_memory_say_the_same(small, tmp_path):
    stored = kind.answer(small, tmp_path, workers=2).tables["summary"]
    for workers in (1, 2):
        assert summary(in_memory(small, workers)).equals(stored)


def test_the_same_digest_with_any_number_of_workers(small, tmp_path):
    one, two = (kind.answer(small, tmp_path / str(workers) / "here", workers=workers) for workers in (1, 3))
    assert one.digest == two.digest
    assert one.tables["summary"].equals(two.tables["summary"])
    assert one.failed == 0


def test_it_goes_on_where_it_was_stopped(small, tmp_path):
    whole = kind.answer(small, tmp_path / "whole" / "here")

    class Stop(Exception):
        pass

    def stop(done, total):
        assert done <= total
        if done >= whole.rows / 2:
            raise Stop

    folder = tmp_path / "cut" / "here"
    nothing = kind.status(small, folder)
    assert (nothing.rows_done, nothing.rows_left) == (0, small.experiment.runs)
    with pytest.raises(Stop):
        kind.answer(small, folder, progress=stop)
    part = kind.status(small, folder)
    assert whole.rows / 2 <= part.rows_done < whole.rows
    assert part.rows_left > 0
    seen = []
    again = kind.answer(small, folder, progress=lambda done, total: seen.append(done))
    assert again.digest == whole.digest
    assert again.tables["summary"].equals(whole.tables["summary"])
    done = kind.status(small, folder)
    assert (done.rows_done, done.rows_left) == (whole.rows, 0)


def test_stored_policies_are_not_run_again(small, tmp_path, monkeypatch):
    kind.answer(small, tmp_path)
    from netsustain.exploration import chunks

    monkeypatch.setattr(chunks, "run_batch", None)
    assert kind.answer(small, tmp_path).failed == 0


def test_every_policy_keeps_to_the_budget_and_the_ranges(small, tmp_path):
    table = kind.answer(small, tmp_path).tables["summary"]
    own = table[table["scenario"] == ""]
    assert own["within_budget"].all()
    assert own["planned_cost"].max() <= 9
    assert own["levers.platform"].between(0, 0.8).all()
    assert (own["levers.core_leaders"] % 1 == 0).all()
    references = table[table["scenario"] != ""].set_index("scenario")
    assert list(references.index) == ["demo_none", "demo_leadership", "demo_all"]
    assert references.loc["demo_all", "levers.governance_mode"] == "committee"
    assert not references.loc["demo_all", "within_budget"]
    assert not references.loc["demo_all", "on_front"]


def test_accepted_vectors_are_the_same_for_every_policy(asked, tmp_path):
    if accepted.accepted() is None:
        pytest.skip("nothing is calibrated")
    text = FILE.replace("factors: {personal_share: , network.initial.trust: {from: 0.3, to: 0.8}}\n", "")
    text = text.replace("design: {draws: 3, seed: 5}\n", "parameters: accepted\n")
    question = asked(text, kind="search")
    problem = kind.problem_of(question)
    evaluate = kind._stored(question, tmp_path, problem)
    base = {each.lever: problem.now[each.lever] for each in problem.within.decisions}
    runs = evaluate([base, {**base, "platform": 0.8}, base], problem.futures)
    assert runs.crossed
    assert runs.values.shape[:3] == (3, 1, 2)
    assert (runs.values[0] == runs.values[2]).all()
    assert (runs.values[0] != runs.values[1]).any()
    vectors = accepted.vectors_for(question.scenarios["demo_none"], 2)
    alone = Simulated(question.scenarios["demo_none"], (), question.experiment.kept, problem.within.prices, vectors)
    assert (alone([base, {**base, "platform": 0.8}, base], problem.futures).values == runs.values).all()


def test_a_policy_of_the_same_levers_has_the_runs_of_its_scenario(small, tmp_path):
    """A reference is its levers in the first scenario, and nothing else of it."""
    problem = kind.problem_of(small)
    evaluate = kind._stored(small, tmp_path, problem)
    base = {each.lever: problem.now[each.lever] for each in problem.within.decisions}
    one, two = evaluate([base, {}], problem.futures).values
    assert np.array_equal(one, two)


# ---- what is told ---------------------------------------------------------------------------------


def test_every_sentence_and_table_has_words_in_both_languages(small):
    found = in_memory(small)
    from netsustain.exploration.search.tables import shown

    for lang in LANGUAGES:
        words = ExperimentWords(small, lang)
        for each in (*sentences(found), *warnings(found)):
            said = words.said(each)
            assert said
            assert "{" not in said
        for table in shown(found):
            assert words.heading(table)
            for row in table.rows.to_dict("records"):
                assert all(words.cell(column, row)[0] for column in table.columns)
            assert all(words.column(column) for column in table.columns)
            assert all(words.notes(table))


def test_every_objective_has_words():
    from netsustain.exploration.search.form import OBJECTIVES
    from netsustain.exploration.search.objectives import OVER, PLANNED, Objective

    for outcome in OBJECTIVES:
        for over in OVER if outcome != PLANNED else OVER[:1]:
            name = Objective(outcome, 1, over).name
            assert has(f"search.column_{name}"), name
            assert has(f"search.word_{name}"), name


def test_an_unfinished_search_says_so(small):
    found = in_memory(small)
    assert not found.found.stalled
    assert "warning_not_converged" in [each.key for each in warnings(found)]


def test_the_command_writes_page_and_figures(tmp_path, asked):
    asked(FILE, kind="search", name="mine")
    file = str(next(tmp_path.rglob("mine.yaml")))
    result = CliRunner().invoke(app, ["experiment", file, "--out", str(tmp_path / "found"), "--json"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["failed"] == 0
    names = {path.name for path in (tmp_path / "found").iterdir()}
    assert {"report.html", "front.png", "tradeoffs.svg", "trace.png", "summary.csv", "named.parquet"} <= names
    manifest = json.loads((tmp_path / "found" / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["seeds"]) == {"runs", "design", "search", "confirming_runs", "confirming_design"}


def test_the_front_is_judged_by_futures_and_lucks_that_the_search_never_saw(small):
    problem = kind.problem_of(small)
    assert problem.futures.seed != problem.confirming.seed
    seen = set(problem.futures.design["personal_share"])
    assert not seen & set(problem.confirming.design["personal_share"])
    assert len(problem.confirming.design) == 4
