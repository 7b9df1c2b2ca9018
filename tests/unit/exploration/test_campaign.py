"""Many runs: each row is the run it says it is, and how the runs were made cannot be seen in them."""

import json
import os

import numpy as np
import pandas as pd
import pytest

from netsustain.calibration import accepted
from netsustain.ensemble import run_batch, simulate
from netsustain.exploration import campaign, chunks, experiment, question
from netsustain.exploration import prepared as folders
from netsustain.exploration.atomic import temporary_name
from netsustain.exploration.campaign import RUNS, run
from netsustain.exploration.digest import digest_of_table
from netsustain.exploration.kinds import compare
from netsustain.exploration.outcomes import with_derived
from netsustain.exploration.prepared import DESIGN, QUESTION, prepared
from netsustain.exploration.question import QuestionError, question_of
from netsustain.exploration.store import Store
from netsustain.scenario.parameters import PARAMETER_NAMES

OTHER_NUMBERS = """scenarios: [demo_none, demo_all]
factors:
  levers.meeting_frequency: {from: 0.2, to: 2}
  levers.core_leaders: {from: 1, to: 3}
  personal_share:
design: {draws: 3}
replicates: 2
"""
SOME_IMPOSSIBLE = """scenarios: [demo_none]
factors: {network.recipe.members.from: {from: 20, to: 28}}
design: {draws: 9}
replicates: 2
"""


def finished(asked, folder, **options):
    """A campaign with a store of its own."""
    return run(prepared(question_of(asked), folder, store=Store(folder)), **options)


@pytest.fixture
def counted(monkeypatch):
    """How many runs were made."""
    made = []

    def count(compiled, seed, replicates, vectors, months):
        made.extend(replicates.tolist())
        return run_batch(compiled, seed, replicates, vectors, months)

    monkeypatch.setattr(chunks, "run_batch", count)
    return made


# ---- every row ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["TINY", OTHER_NUMBERS], ids=["parameters", "other numbers"])
def test_every_row_is_the_run_it_says_it_is(asked, small_parts, tmp_path, text):
    """Made again one by one through ``simulate``, on a scenario that says the drawn values itself."""
    experiment = asked() if text == "TINY" else asked(text)
    finished(experiment, tmp_path / "out")
    rows = pd.read_parquet(tmp_path / "out" / RUNS)
    numbers, seed = [factor.name for factor in experiment.factors], experiment.experiment.seed
    assert len(rows) == experiment.experiment.runs
    for row in rows.to_dict("records"):
        changes = {
            factor.path: int(row[factor.name]) if factor.whole else row[factor.name] for factor in experiment.factors
        }
        scenario = experiment.scenarios[row["scenario"]].with_(**changes)
        alone = simulate(scenario, 1, seed=seed, first=row["replicate"]).runs
        alone = with_derived(alone, np.array([12])).iloc[0]
        for name in set(rows.columns) - {"scenario", "draw", "replicate", *numbers}:
            assert row[name] == alone[name] or (pd.isna(row[name]) and pd.isna(alone[name])), name


def test_rows_are_in_order_with_a_luck_of_their_own(asked, tmp_path):
    finished(asked(), tmp_path)
    rows = pd.read_parquet(tmp_path / RUNS)
    assert rows.columns.tolist() == [
        "scenario", "draw", "replicate", "personal_share", "transfer_probability", "live_months", "cost", "alive",
        "ended", "cause", "c2", "failed", "failure",
    ]  # fmt: skip
    assert rows["scenario"].tolist() == ["demo_none"] * 12 + ["demo_all"] * 12
    assert rows["replicate"].tolist() == list(range(12)) * 2
    assert (rows["draw"] == rows["replicate"] // 4).all()
    first, second = (rows[rows["scenario"] == name].reset_index() for name in ("demo_none", "demo_all"))
    pd.testing.assert_series_equal(first["personal_share"], second["personal_share"])
    assert (first["cost"] != second["cost"]).all()


def test_the_default_is_the_scenarios_own_parameters(asked, tmp_path):
    experiment = asked("scenarios: [demo_none]\nreplicates: 6\nseed: 3\noutcomes: [cost_days]\n", "replicates")
    finished(experiment, tmp_path)
    alone = simulate(experiment.scenarios["demo_none"], 6, seed=3).runs
    np.testing.assert_array_equal(pd.read_parquet(tmp_path / RUNS)["cost_days"], alone["cost_days"])


# ---- how it was made does not show ----------------------------------------------------------------


def test_size_of_parts_workers_and_order_do_not_matter(asked, tmp_path, monkeypatch):
    found = []
    for number, (rows, workers) in enumerate([(500, 1), (5, 1), (3, 3), (1, 2)]):
        monkeypatch.setattr(folders, "FEWEST_ROWS", rows)
        done = finished(asked(), tmp_path / str(number), workers=workers)
        assert len(list((tmp_path / str(number) / "parts").iterdir())) == 2 * -(-12 // rows)
        found.append((done.digest, digest_of_table(pd.read_parquet(tmp_path / str(number) / RUNS))))
    assert len(set(found)) == 1


def test_a_finished_experiment_runs_nothing_again(asked, small_parts, tmp_path, counted):
    first = finished(asked(), tmp_path)
    assert len(counted) == 24
    before = (tmp_path / RUNS).read_bytes()
    again = finished(asked(), tmp_path)
    assert len(counted) == 24
    assert again.digest == first.digest
    assert (tmp_path / RUNS).read_bytes() == before


def test_what_is_missing_or_damaged_is_run_and_nothing_else(asked, small_parts, tmp_path, counted, ended):
    whole = finished(asked(), tmp_path)
    store = Store(tmp_path)
    gone, torn, kept = chunks.chunks_of(whole.prepared)[:3]
    store.path(gone.key).unlink()
    store.path(torn.key).write_bytes(store.path(torn.key).read_bytes()[:-7])
    half = temporary_name(store.path(kept.key)).name.replace(f".{os.getpid()}-", f".{ended}-")
    (store.folder / half).write_bytes(b"half")
    (tmp_path / half).write_bytes(b"half")
    counted.clear()
    again = finished(asked(), tmp_path)
    assert len(counted) == gone.rows + torn.rows
    assert again.digest == whole.digest
    assert not [*store.folder.glob(".*"), *tmp_path.glob(".*.part")]


def test_a_part_of_another_question_is_not_taken_for_this_ones(asked, small_parts, tmp_path):
    """Its key says what was asked, so a copied file is either this answer or never looked at."""
    one, two = asked(), asked().with_options(seed=8)
    keys = [
        {chunk.key for chunk in chunks.chunks_of(prepared(question_of(each), tmp_path / str(number)))}
        for number, each in enumerate((one, two))
    ]
    assert not keys[0] & keys[1]


def test_the_same_part_of_two_experiments_has_the_same_key(asked, small_parts, tmp_path):
    """Adding a scenario changes the question, not what the other scenarios are asked."""
    text = "scenarios: [{}]\nreplicates: 5\n"
    keys = []
    for names in ("demo_none", "demo_none, demo_all"):
        question = question_of(asked(text.format(names), "replicates"))
        keys.append({chunk.key for chunk in chunks.chunks_of(prepared(question, tmp_path / names))})
    assert keys[0] < keys[1]


# ---- the folder -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        ("replicates: 4", "replicates: 5"), ("seed: 7", "seed: 8"), ("seed: 5", "seed: 6"), ("to: 0.4", "to: 0.41"),
        ("demo_all]", "demo_governance]"), ("c2]", "c3]"), ("draws: 3", "draws: 4"),
    ],
)  # fmt: skip
def test_another_question_needs_another_folder(asked, tmp_path, change):
    from .conftest import TINY

    prepared(question_of(asked()), tmp_path / "out")
    other = question_of(asked(TINY.replace(*change)))
    assert other.digest != question_of(asked()).digest
    with pytest.raises(QuestionError, match="got the results of another design"):
        prepared(other, tmp_path / "out")


def test_words_do_not_make_another_question(asked, tmp_path):
    before = question_of(asked()).digest
    path = tmp_path / "tiny.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("What if?", "What else?"), encoding="utf-8")
    from netsustain.exploration.reading import load_experiment

    assert question_of(load_experiment(path)).digest == before


def test_other_rules_make_another_question(asked, monkeypatch):
    before = question_of(asked()).digest
    monkeypatch.setattr(question, "results_version", lambda: "another")
    assert question_of(asked()).digest != before


def test_the_design_is_stored_and_not_drawn_again(asked, small_parts, tmp_path, monkeypatch):
    first = finished(asked(), tmp_path)
    (tmp_path / RUNS).unlink()
    Store(tmp_path).path(chunks.chunks_of(first.prepared)[0].key).unlink()

    def other_library(*_):
        raise AssertionError("drawn again")

    monkeypatch.setattr(experiment, "unit_points", other_library)
    assert finished(asked(), tmp_path).digest == first.digest


def test_a_damaged_design_is_mended_or_refused(asked, tmp_path, monkeypatch):
    first = finished(asked(), tmp_path)
    sound = (tmp_path / DESIGN).read_bytes()
    (tmp_path / DESIGN).write_bytes(sound[:50])
    assert finished(asked(), tmp_path).digest == first.digest
    assert (tmp_path / DESIGN).read_bytes() == sound
    (tmp_path / DESIGN).write_bytes(sound[:50])
    monkeypatch.setattr(experiment, "unit_points", lambda _, draws, factors, seed: np.full((draws, factors), 0.5))
    with pytest.raises(QuestionError, match="got a damaged design"):
        finished(asked(), tmp_path)


def test_an_unreadable_question_is_begun_again(asked, small_parts, tmp_path, counted):
    """Parts say themselves what they answer, so they still count."""
    first = finished(asked(), tmp_path)
    (tmp_path / QUESTION).write_text("{", encoding="utf-8")
    counted.clear()
    assert finished(asked(), tmp_path).digest == first.digest
    assert counted == []
    assert json.loads((tmp_path / QUESTION).read_text(encoding="utf-8"))["digest"] == question_of(asked()).digest


def test_the_size_of_parts_is_that_of_the_beginning(asked, small_parts, tmp_path, monkeypatch, counted):
    first = finished(asked(), tmp_path)
    monkeypatch.setattr(folders, "FEWEST_ROWS", 4)
    counted.clear()
    assert finished(asked(), tmp_path).digest == first.digest
    assert counted == []


def test_status_reads_and_writes_nothing(asked, small_parts, tmp_path):
    folder = tmp_path / "out"
    found = compare.status(asked(), folder)
    assert (found.parts_done, found.parts_left, found.rows_done, found.rows_left, found.failed) == (0, 6, 0, 24, 0)
    assert found.seconds_left is None
    assert not folder.exists()
    whole = run(prepared(question_of(asked()), folder))
    whole.prepared.store.path(chunks.chunks_of(whole.prepared)[0].key).unlink()
    found = compare.status(asked(), folder)
    assert (found.parts_done, found.parts_left, found.rows_done, found.rows_left, found.failed) == (5, 1, 19, 5, 0)
    assert found.seconds_left == 5 / found.rows_a_second > 0


# ---- failures -------------------------------------------------------------------------------------


def test_a_run_that_stops_is_a_row_that_says_why(asked, small_parts, tmp_path, monkeypatch):
    whole = finished(asked(), tmp_path / "whole")

    def stumbling(compiled, seed, replicates, vectors, months):
        if 6 in replicates:
            raise ZeroDivisionError("nothing to divide by")
        return run_batch(compiled, seed, replicates, vectors, months)

    monkeypatch.setattr(chunks, "run_batch", stumbling)
    done = finished(asked(), tmp_path / "stumbling")
    assert (done.rows, done.failed) == (24, 2)
    assert done.failures["failure"].tolist() == ["ZeroDivisionError: nothing to divide by"] * 2
    rows, sound = (pd.read_parquet(tmp_path / name / RUNS) for name in ("stumbling", "whole"))
    failed = rows["failed"].to_numpy()
    assert rows.loc[failed, "replicate"].tolist() == [6, 6]
    assert rows.loc[failed, ["live_months", "cost"]].isna().all(axis=None)
    assert rows.loc[failed, "ended"].tolist() == ["", ""]
    pd.testing.assert_frame_equal(rows[~failed], sound[~failed])
    assert done.digest != whole.digest


def test_numbers_that_are_not_finite_are_failures(asked, tmp_path, monkeypatch):
    from netsustain.storage import RUN_COLUMNS

    def poisoned(*arguments, **options):
        batch = run_batch(*arguments, **options)
        batch.runs[1, RUN_COLUMNS.index("cost_days")] = np.nan
        return batch

    monkeypatch.setattr(chunks, "run_batch", poisoned)
    done = finished(asked(), tmp_path)
    assert done.failed == 2
    rows = pd.read_parquet(tmp_path / RUNS)
    assert rows.loc[rows["failed"], "replicate"].tolist() == [1, 1]
    assert (rows.loc[rows["failed"], "failure"] == "a number of this run is not finite").all()


def test_draws_that_do_not_fit_the_scenario_fail_with_its_own_words(asked, tmp_path):
    done = finished(asked(SOME_IMPOSSIBLE, "replicates"), tmp_path)
    rows = pd.read_parquet(tmp_path / RUNS)
    too_many = rows["network.recipe.members.from"] > 24
    assert 0 < too_many.sum() < len(rows)
    assert rows["failed"].tolist() == too_many.tolist()
    assert done.failed == too_many.sum()
    assert rows.loc[too_many, "failure"].str.contains("expected from not above to").all()


# ---- accepted parameters --------------------------------------------------------------------------


@pytest.fixture
def calibrated(tmp_path, monkeypatch):
    """Three accepted vectors of two parameters."""
    folder = tmp_path / "accepted"
    folder.mkdir()
    monkeypatch.setattr(accepted, "FOLDER", folder)
    account = dict.fromkeys(accepted.KEYS, 0)
    values = np.array([[0.3, 0.1], [0.5, 0.2], [0.9, 0.3]])
    accepted.save(folder, ["personal_share", "transfer_probability"], values, account)
    return values


def test_accepted_vectors_need_a_calibration(asked, tmp_path, monkeypatch):
    monkeypatch.setattr(accepted, "FOLDER", tmp_path)
    with pytest.raises(QuestionError, match="nothing has been calibrated here yet"):
        question_of(asked("scenarios: [demo_none]\nparameters: accepted\n", "replicates"))


def test_one_accepted_vector_a_replicate_the_same_for_every_scenario(asked, small_parts, tmp_path, calibrated):
    text = "scenarios: [demo_none, demo_all]\nparameters: accepted\nreplicates: 7\nseed: 3\noutcomes: [cost_days]\n"
    experiment = asked(text)
    finished(experiment, tmp_path / "out")
    rows = pd.read_parquet(tmp_path / "out" / RUNS)
    for name, scenario in experiment.scenarios.items():
        vectors = accepted.vectors_for(scenario, 7)
        assert vectors[:, PARAMETER_NAMES.index("personal_share")].tolist() == calibrated[:, 0].tolist()
        alone = simulate(scenario, 7, seed=3, vectors=vectors).runs
        np.testing.assert_array_equal(rows.loc[rows["scenario"] == name, "cost_days"], alone["cost_days"])
    stored = pd.read_parquet(tmp_path / "out" / folders.VECTORS)
    assert stored["personal_share"].tolist() == [0.3, 0.5, 0.9] * 2


def test_a_drawn_value_comes_before_an_accepted_one(asked, small_parts, tmp_path, calibrated):
    text = """scenarios: [demo_none]
parameters: accepted
factors: {personal_share: }
design: {draws: 2}
replicates: 3
outcomes: [cost_days]
"""
    experiment = asked(text, "replicates")
    finished(experiment, tmp_path / "out")
    rows = pd.read_parquet(tmp_path / "out" / RUNS)
    for row in rows.to_dict("records"):
        turnover = float(calibrated[row["replicate"] % 3, 1])
        changes = {
            "parameters.trust.personal_share": row["personal_share"],
            "parameters.leadership.transfer_probability": turnover,
        }
        alone = simulate(experiment.scenarios["demo_none"].with_(**changes), 1, seed=1, first=row["replicate"]).runs
        assert alone["cost_days"][0] == row["cost_days"]


def test_only_needed_threads_are_in_flight(asked, small_parts, tmp_path, monkeypatch):
    """Memory holds a few parts at a time, however many there are."""
    alive, most = set(), []

    def watched(chunk):
        alive.add(chunk.key)
        most.append(len(alive))
        frame = chunks.rows_of(chunk)
        alive.discard(chunk.key)
        return frame

    monkeypatch.setattr(campaign, "rows_of", watched)
    finished(asked(), tmp_path, workers=2)
    assert max(most) <= 2
