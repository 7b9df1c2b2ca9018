"""What a kind may say of its campaigns: blocks of shared lucks, designs of its own, several campaigns."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from netsustain.calibration import accepted
from netsustain.ensemble import run_batch, simulate
from netsustain.exploration import campaign, chunks
from netsustain.exploration.campaign import answer_of, over, run
from netsustain.exploration.experiment import CampaignExperiment, RunsExperiment
from netsustain.exploration.kinds import module_of
from netsustain.exploration.outcomes import with_derived
from netsustain.exploration.prepared import prepared, taken_up
from netsustain.exploration.question import Lucks, QuestionError, question_of, question_over
from netsustain.exploration.store import Store

from .conftest import TINY

PLAIN = "scenarios: [demo_none, demo_all]\nreplicates: 2\nseed: 7\noutcomes: [live_months, cost, alive]\n"
MIXED = pd.DataFrame({
    "levers.meeting_frequency": [0.5, 1.0, 1.5, 0.5], "levers.core_leaders": [1, 2, 3, 2],
    "personal_share": [0.2, 0.4, 0.6, 0.8],
})  # fmt: skip


class InBlocks(RunsExperiment):
    """Three rows of the design share their lucks."""

    @property
    def block(self):
        return 3


def in_blocks(asked, form=InBlocks):
    """The same question asked by another form."""
    said = asked.experiment
    return type(asked)(asked.name, form.model_construct(**dict(said)), asked.scenarios, asked.factors)


def same_as_alone(rows, scenarios, factors, seed):
    """Every row is the run that ``simulate`` makes of its luck and its values."""
    for row in rows.to_dict("records"):
        changes = {each.path: int(row[each.name]) if each.whole else row[each.name] for each in factors}
        scenario = scenarios[row["scenario"]].with_(**changes)
        alone = simulate(scenario, 1, seed=seed, first=row["replicate"]).runs
        alone = with_derived(alone, np.array([12])).iloc[0]
        assert (row["live_months"], row["cost"]) == (alone["live_months"], alone["cost"])


# ---- lucks ----------------------------------------------------------------------------------------


def test_lucks_by_hand():
    draws, within = np.arange(8) // 2, np.arange(8) % 2
    assert Lucks(2).of(draws, within).tolist() == [0, 1, 2, 3, 4, 5, 6, 7]
    assert Lucks(2, block=2).of(draws, within).tolist() == [0, 1, 0, 1, 2, 3, 2, 3]
    assert Lucks(2, block=3, apart=100).of(draws, within).tolist() == [0, 1, 0, 1, 0, 1, 100, 101]
    assert Lucks(2, first=30, apart=50).of(draws, within).tolist() == [30, 31, 80, 81, 130, 131, 180, 181]


@pytest.mark.parametrize("form", [RunsExperiment, InBlocks])
@pytest.mark.parametrize("other", ["", "  levers.platform: {from: 0, to: 1}\n"], ids=["parameters", "a lever too"])
def test_rows_of_a_block_share_their_lucks(asked, small_parts, tmp_path, form, other):
    text = TINY.replace("draws: 3", "draws: 7").replace("design:", f"{other}design:")
    found = in_blocks(asked(text), form)
    done = run(prepared(question_of(found), tmp_path))
    rows = done.frame()
    block = 3 if form is InBlocks else 1
    within = np.tile(np.arange(4), 14)
    assert (rows["replicate"] == rows["draw"] // block * 4 + within).all()
    same_as_alone(rows, found.scenarios, found.factors, 7)


def test_each_run_has_its_own_values_wherever_a_part_begins(asked, small_parts, tmp_path):
    """The driver picks a vector by the luck modulo their number: the last part begins at luck 10 and has 3 runs."""
    found = asked(TINY.replace("draws: 3", "draws: 13").replace("replicates: 4", "replicates: 1"))
    rows = run(prepared(question_of(found), tmp_path)).frame()
    assert rows["replicate"].tolist() == [*range(13)] * 2
    same_as_alone(rows, found.scenarios, found.factors, 7)


def test_a_block_needs_few_calls(asked, tmp_path, monkeypatch):
    """Rows at the same place of their blocks go together: three calls, not six, for six rows in blocks of three."""
    calls = []

    def counted(compiled, seed, replicates, vectors, months):
        calls.append(replicates.tolist())
        return run_batch(compiled, seed, replicates, vectors, months)

    monkeypatch.setattr(chunks, "run_batch", counted)
    text = TINY.replace("draws: 3", "draws: 6").replace("[demo_none, demo_all]", "[demo_none]")
    found = in_blocks(asked(text, "replicates"))
    run(prepared(question_of(found), tmp_path), workers=1)
    assert calls == [list(range(8))] * 3


def test_an_accepted_vector_goes_with_the_luck_of_a_block(asked, small_parts, tmp_path, monkeypatch):
    """Five lucks in two blocks: five vectors, each the same in all rows of a block and in both scenarios."""
    folder = tmp_path / "accepted"
    folder.mkdir()
    monkeypatch.setattr(accepted, "FOLDER", folder)
    values = np.linspace(0.1, 0.9, 12)[:, None]
    accepted.save(folder, ["transfer_probability"], values, dict.fromkeys(accepted.KEYS, 0))
    text = TINY.replace("draws: 3", "draws: 6").replace("replicates: 4", "replicates: 2\nparameters: accepted")
    found = in_blocks(asked(text.replace("  transfer_probability: {from: 0.1, to: 0.4}\n", "")))
    question = question_of(found)
    assert question.vectors["demo_none"].shape[0] == 4
    rows = run(prepared(question, tmp_path / "out")).frame()
    given = values[np.arange(4) * 12 // 4, 0]
    for row in rows.to_dict("records"):
        changes = {
            "parameters.leadership.transfer_probability": given[row["replicate"]],
            "parameters.trust.personal_share": row["personal_share"],
        }
        alone = simulate(found.scenarios[row["scenario"]].with_(**changes), 1, seed=7, first=row["replicate"]).runs
        assert row["live_months"] == alone["live_months"][0]


# ---- designs of a kind's own ----------------------------------------------------------------------


class Corners(CampaignExperiment):
    """Both ends of every factor, one at a time."""

    @property
    def draws(self):
        return 2 * len(self.factors)

    def drawn(self, factors):
        middle = {each.name: (each.low + each.high) / 2 for each in factors}
        return pd.DataFrame([{**middle, each.name: end} for each in factors for end in (each.low, each.high)])


def test_a_form_draws_its_own_design(asked, tmp_path):
    found = in_blocks(asked(), Corners)
    rows = run(prepared(question_of(found), tmp_path)).frame()
    assert len(rows) == 2 * 4 * 4
    assert rows.groupby("draw")["transfer_probability"].first().tolist() == [0.25, 0.25, 0.1, 0.4]
    same_as_alone(rows.iloc[::5], found.scenarios, found.factors, 7)


# ---- given designs, several campaigns -------------------------------------------------------------


def test_a_given_design_may_hold_any_numbers_of_the_scenarios(asked, small_parts, tmp_path):
    found = asked(PLAIN)
    done = over(found, MIXED, tmp_path, "one")
    rows = done.frame()
    assert len(rows) == 2 * 4 * 2
    pd.testing.assert_frame_equal(
        rows.groupby("draw")[list(MIXED)].first().reset_index(drop=True), MIXED.astype(float), check_names=False
    )
    factors = done.prepared.question.factors
    assert [each.whole for each in factors] == [False, True, False]
    same_as_alone(rows, found.scenarios, factors, 7)


@pytest.mark.parametrize(
    ("design", "said"),
    [
        (pd.DataFrame({"levers.meeting": [1.0]}), "leads to no number"),
        (pd.DataFrame({"levers.core_leaders": [1.0, 2.5, 3.0]}), "got 2.5, expected a whole number"),
        (pd.DataFrame({"levers.platform": [0.5, 7.0]}), "got 7, expected a number from 0 to"),
        (pd.DataFrame({"levers.platform": [0.5, np.nan]}), "no finite number"),
        (pd.DataFrame({"levers.platform": []}), "got no row"),
    ],
)
def test_a_design_that_cannot_be_asked_is_refused(asked, design, said):
    with pytest.raises(QuestionError, match=said):
        question_over(asked(PLAIN), design)


def test_several_campaigns_live_in_one_folder_and_go_on(asked, small_parts, tmp_path, monkeypatch):
    found = asked(PLAIN)
    first, second = over(found, MIXED, tmp_path, "first"), over(found, MIXED.iloc[:2], tmp_path, "second", seed=8)
    answer = answer_of([first, second], {}, ())
    assert (answer.rows, answer.failed) == (24, 0)
    assert [path.relative_to(tmp_path).as_posix() for path in answer.files] == [
        f"campaigns/{name}/{file}" for name in ("first", "second")
        for file in ("question.json", "scenarios.json", "design.parquet", "runs.parquet")
    ]  # fmt: skip
    monkeypatch.setattr(campaign, "rows_of", lambda _: pytest.fail("run again"))
    assert over(found, MIXED, tmp_path, "first").digest == first.digest
    with pytest.raises(QuestionError, match="got the results of another design"):
        over(found, MIXED, tmp_path, "second")
    assert taken_up(question_over(found, MIXED), tmp_path, "first") is not None
    assert taken_up(question_over(found, MIXED), tmp_path, "third") is None


def test_rounds_of_replicates_join_to_one_sample(asked, tmp_path):
    """Two rounds of 3 and 4 replicates are the first 7 replicates, run by run."""
    design = pd.DataFrame({"personal_share": [0.2, 0.6]})
    found = asked(PLAIN)
    rounds = [Lucks(3, apart=100), Lucks(4, first=3, apart=100)]
    rows = pd.concat([
        over(found, design, tmp_path, f"round-{number}", lucks=lucks).frame() for number, lucks in enumerate(rounds)
    ])  # fmt: skip
    whole = over(found, design, tmp_path, "whole", lucks=Lucks(7, apart=100)).frame()
    order = ["scenario", "draw", "replicate"]
    pd.testing.assert_frame_equal(
        rows.sort_values(order, ignore_index=True), whole.sort_values(order, ignore_index=True)
    )


# ---- one store ------------------------------------------------------------------------------------


def test_equal_runs_are_never_made_twice_across_experiments(asked, small_parts, tmp_path, monkeypatch):
    """Another name, another kind, one scenario more: what was asked before is there already."""
    first = run(prepared(question_of(asked()), tmp_path / "one"))
    made = []
    real = chunks.rows_of

    def counted(chunk):
        made.append(chunk.scenario)
        return real(chunk)

    monkeypatch.setattr(campaign, "rows_of", counted)
    text = TINY.replace("[demo_none, demo_all]", "[demo_none, demo_governance, demo_all]")
    second = run(prepared(question_of(asked(text, name="other")), tmp_path / "two"))
    assert set(made) == {"demo_governance"}
    rows = second.frame()
    pd.testing.assert_frame_equal(
        first.frame(), rows[rows["scenario"] != "demo_governance"].reset_index(drop=True)
    )
    made.clear()
    over(asked(), first.prepared.design, tmp_path / "three", "given")
    assert made == []


@pytest.mark.parametrize("change", [{"seed": 9}, {"lucks": Lucks(2, first=1)}, {"outcomes": ("cost",)}])
def test_what_is_asked_otherwise_has_other_keys(asked, small_parts, tmp_path, change):
    def keys(name, **options):
        question = question_over(asked(PLAIN), MIXED, **options)
        return {chunk.key for chunk in chunks.chunks_of(prepared(question, tmp_path / name))}

    assert keys("one") == keys("two")
    assert not keys("one") & keys("three", **change)
    other = question_over(asked(PLAIN), MIXED.assign(personal_share=[0.2, 0.4, 0.6, 0.7]))
    changed = [chunk.key for chunk in chunks.chunks_of(prepared(other, tmp_path / "four"))]
    assert len(keys("one") - set(changed)) == 2, "of each scenario only the part with the last row differs"


def test_two_processes_at_a_time_make_the_same_store(asked, small_parts, tmp_path):
    """Both write every part, one after the other; neither harms the other's."""
    store = Store(tmp_path / "shared")
    one, two = (prepared(question_of(asked()), tmp_path / name, store=store) for name in ("one", "two"))
    for chunk in chunks.chunks_of(one):
        campaign._store(chunk)
    before = {path.name: path.read_bytes() for path in store.folder.iterdir()}
    for chunk in chunks.chunks_of(two):
        campaign._store(chunk)
    assert {path.name: path.read_bytes() for path in store.folder.iterdir()} == before
    assert all(earlier.digest == later.digest for earlier, later in pairwise([run(one), run(two)]))


def test_what_another_process_made_meanwhile_is_not_made_again(asked, small_parts, tmp_path, monkeypatch):
    ready = prepared(question_of(asked()), tmp_path)
    first, second, *_ = chunks.chunks_of(ready)
    made = []

    def with_company(chunk):
        """Somebody else makes the second part while the first is made here."""
        if not made:
            ready.store.write(second.key, chunks.rows_of(second), '{"failed": 0}')
        made.append(chunk.key)
        return chunks.rows_of(chunk)

    monkeypatch.setattr(campaign, "rows_of", with_company)
    run(ready, workers=1)
    assert made[0] == first.key
    assert second.key not in made


def test_a_part_damaged_before_the_answer_is_made_again(asked, small_parts, tmp_path, monkeypatch):
    """Its file is there, so it counts as done until it is read."""
    first = run(prepared(question_of(asked()), tmp_path))
    path = first.prepared.store.path(chunks.chunks_of(first.prepared)[2].key)
    sound = path.read_bytes()
    path.write_bytes(sound[:200] + bytes([sound[200] ^ 1]) + sound[201:])
    made = []
    monkeypatch.setattr(campaign, "rows_of", lambda chunk: made.append(chunk.first) or chunks.rows_of(chunk))
    again = run(prepared(question_of(asked()), tmp_path))
    assert (again.digest, len(made)) == (first.digest, 1)
    assert path.read_bytes() == sound


@pytest.mark.parametrize(
    ("replicates", "shared"), [(4, ["warning_few_shared"]), (12, []), (1, ["warning_shared_vectors"])]
)
@pytest.mark.parametrize("kind", ["compare", "replicates"])
def test_intervals_over_draws_hold_what_is_not_known_of_the_parameters(asked, tmp_path, kind, replicates, shared):
    """The replicates of each draw run under so many accepted vectors, the same in every draw."""
    text = TINY.replace("replicates: 4", f"replicates: {replicates}")
    found = module_of(kind).answer(asked(f"{text}parameters: accepted\n", kind), tmp_path / "accepted", workers=1)
    expected = [*shared, *(["warning_shared_judged"] if kind == "compare" and replicates > 1 else [])]
    assert [each.key for each in found.warnings if "shared" in each.key] == expected
    widths = [each.values["vectors"] for each in found.sentences if "width" in each.key]
    assert widths == ([replicates] if replicates > 1 else [])
    table = found.tables["summary"]
    for what in ("mean_", "difference_") if kind == "compare" else ("",):
        known = table[f"{what}low"].notna()
        below = table[f"{what}low"] <= table[f"{what}low_chance"]
        wider = below & (table[f"{what}high"] >= table[f"{what}high_chance"])
        bounded = table["outcome"] != "cost"  # cut to what is possible
        assert (wider | ~known | bounded).all()
    alone = module_of(kind).answer(asked(text, kind), tmp_path / "default", workers=1)
    assert not [each for each in (*alone.warnings, *alone.sentences) if "vectors" in each.values]
