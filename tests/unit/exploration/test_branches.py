"""Branches: one burn-in, and from it every policy as if it had been run from its first month."""

import numpy as np
import pandas as pd
import pytest
from tests.worlds import small

from netsustain.ensemble import run_batch, simulate
from netsustain.exploration.branches import tables
from netsustain.exploration.branches.form import NOTHING, Branches
from netsustain.exploration.branches.rows import rows_of
from netsustain.exploration.branches.running import burnt_in, run_on
from netsustain.exploration.kinds import branch
from netsustain.exploration.replaying.branches import BranchRows
from netsustain.plan import compile_scenario
from netsustain.scenario.parameters import PARAMETER_NAMES, parameter_values
from netsustain.storage import MONTHLY

NONE = np.zeros((0, 0))
BASES = {
    "cut": small(8, 30, events=[{"at": 7, "budget": {"level": 0.3}}]),
    "all": small(9, 30, "demo_all", events=[{"at": 9, "transfer": {"who": "director"}}]),
    "granted": small(6, 30, "programme_grant", events=[{"at": 15, "crisis": {}}]),
    "weak": small(6, 40, events=[], **{"funding.area_office_budget": 0}),
}
CHANGES = {
    "levers": [{"set": {"meeting_frequency": 2, "platform": 1, "over": 3}}],
    "budget": [{"budget": {"level": 1}}, {"relaunch": {}}],
    "leave": [{"leave": {"kind": "school", "count": 2}}, {"scandal": {}}],
    "late": [{"at": 20, "transfer": {"share": 0.5}}],
}


def added(base, changes, at):
    return base.with_(events=[*base.events, *({"at": at, **change} for change in changes)])


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("base", BASES)
def test_a_branch_is_the_whole_run_bit_for_bit(base, change):
    at = 11
    whole = compile_scenario(added(BASES[base], CHANGES[change], at))
    begun = compile_scenario(BASES[base])
    batch = run_batch(whole, 5, np.arange(6, dtype="u8"), NONE, True)
    for replicate in range(6):
        months = np.zeros((1, whole.clock.horizon, len(MONTHLY)))
        state = burnt_in(begun, 5, replicate, at - 1, months=months)
        row = run_on(state, whole, 5, replicate, at, months=months)
        np.testing.assert_array_equal(row, batch.runs[replicate])
        np.testing.assert_array_equal(months[0], batch.months[replicate])


def test_a_branch_leaves_the_state_it_came_from():
    begun = compile_scenario(BASES["all"])
    state = burnt_in(begun, 5, 0, 10)
    before = [array.copy() for array in state]
    run_on(state, begun, 5, 0, 11)
    for array, copy in zip(state, before, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_a_parameter_vector_is_run_as_in_an_ensemble():
    base = BASES["cut"]
    vectors = np.array([parameter_values(base.parameters)] * 2)
    vectors[1, PARAMETER_NAMES.index("transfer_probability")] = 0.6
    expected = run_batch(compile_scenario(base), 5, np.arange(2, dtype="u8"), vectors, False).runs
    for replicate in range(2):
        state = burnt_in(compile_scenario(base), 5, replicate, 10, vectors[replicate])
        np.testing.assert_array_equal(run_on(state, compile_scenario(base), 5, replicate, 11), expected[replicate])


def test_added_events_leave_the_luck_of_those_that_were_there():
    """One more budget event in another month, before the recurrent ones in the table."""
    base = small(8, 24, events=[{"at": 5, "budget": {"level": 0.5}}]).with_(
        recurrent=[{"rate": 3, "transfer": {"share": 0.3}}, {"rate": 2, "leave": {"kind": "school"}}]
    )
    grown = compile_scenario(added(base, CHANGES["budget"][:1], 12))
    one = run_batch(compile_scenario(base), 5, np.arange(4, dtype="u8"), NONE, True).months
    other = run_batch(grown, 5, np.arange(4, dtype="u8"), NONE, True).months
    np.testing.assert_array_equal(one[:, :11], other[:, :11])


# ---- the kind -----------------------------------------------------------------------------------------------------

TINY = """scenarios: [budget_cut_sudden]
at: 31
policies:
  restored: {label: {en: Restore, th: คืนงบ}, events: [{at: 31, budget: {level: 1}}]}
  talk: {like: strategy_communication, levers: {newsletter: 1}}
  money: {grants: [{amount: 6, from: 31, to: 36}]}
replicates: 40
seed: 7
outcomes: [months_sustained, cost, cause]
"""


@pytest.fixture
def tiny(asked):
    """A branch of 40 months."""
    return lambda text=TINY: asked(text, kind="branch", months=40)


def test_rows_are_those_of_the_policies_run_as_scenarios(tiny, tmp_path):
    question = tiny()
    answer = branch.answer(question, tmp_path / "out", workers=2)
    branches = Branches(question)
    assert set(branches.burn_ins.values()) == {NOTHING}
    for name, scenario in branches.scenarios.items():
        runs = simulate(scenario, 40, 7).runs
        rows = answer.tables["runs"].query("scenario == @name").reset_index(drop=True)
        there = rows["branched"].to_numpy()
        assert 10 < there.sum() < 40
        for column in ("months_sustained", "end_month"):
            np.testing.assert_array_equal(rows[column][there], runs[column][there], err_msg=f"{name} {column}")
        assert (rows["cause"][there] == runs["cause"][there]).all()
        assert (runs["end_month"][~there] < 31).all()
        np.testing.assert_array_equal(rows["ended_before"][~there], runs["end_month"][~there])


def test_a_member_that_joins_has_a_burn_in_of_its_own(tiny):
    text = TINY.replace("  money:", "  joiner: {events: [{at: 33, join: {kind: school}}]}\n  money:")
    branches = Branches(tiny(text))
    assert branches.burn_ins["joiner"] == "joiner"
    assert branches.burn_ins["money"] == NOTHING
    rows = rows_of(branches, 0, 3, None)
    runs = simulate(branches.scenarios["joiner"], 3, 7).runs
    found = rows.query("scenario == 'joiner'").reset_index(drop=True)
    np.testing.assert_array_equal(
        found["months_sustained"][found["branched"]], runs["months_sustained"][found["branched"]]
    )


def test_only_networks_in_the_state_asked_for_are_branched(tiny, tmp_path):
    chosen = branch.answer(tiny(TINY + "starts: {active_share: {to: 0.6}}\n"), tmp_path / "some", workers=1)
    every = branch.answer(tiny(), tmp_path / "all", workers=1)
    some, rest = chosen.tables["runs"], every.tables["runs"]
    assert 0 < some["branched"].sum() < rest["branched"].sum()
    assert (some["branched"] == (rest["branched"] & (rest["at_branch_active_share"] <= 0.6))).all()
    assert some.loc[~some["branched"], "months_sustained"].isna().all()


def test_the_rows_do_not_depend_on_workers_and_are_never_made_twice(tiny, tmp_path, monkeypatch):
    monkeypatch.setattr("netsustain.exploration.branches.question.CHUNK", 7)
    one = branch.answer(tiny(), tmp_path / "one", workers=1)
    three = branch.answer(tiny(), tmp_path / "three", workers=3)
    assert one.digest == three.digest
    monkeypatch.setattr("netsustain.exploration.branches.question.rows_of", None)
    assert branch.answer(tiny(), tmp_path / "one", workers=1).digest == one.digest
    assert branch.status(tiny(), tmp_path / "one").rows_left == 0


def test_a_run_that_fails_is_a_row_with_its_reason(tiny, tmp_path, monkeypatch):
    from netsustain.exploration.branches import rows

    def broken(burnt, compiled, seed, replicate, first, months=None):
        if replicate == 3:
            raise ArithmeticError("no such luck")
        return run_on(burnt, compiled, seed, replicate, first)

    monkeypatch.setattr(rows, "run_on", broken)
    answer = branch.answer(tiny(), tmp_path / "out", workers=1)
    failed = answer.tables["runs"].query("failed")
    assert set(failed["replicate"]) == {3}
    assert set(failed["failure"]) == {"ArithmeticError: no such luck"}
    assert answer.failed == len(failed) == 4
    assert answer.tables["failures"]["runs"].sum() == 4
    sound = answer.tables["runs"].query("replicate != 3")
    assert answer.tables["summary"]["runs"].eq(sound["branched"].sum() / 4).all()


# ---- tables worked out by hand ------------------------------------------------------------------------------------


class Said:
    at, states = 11, ("c5",)


class Base:
    months = 20


class Stand:
    """Two branches of hand-made rows."""

    experiment, base, compiled = Said, Base, {NOTHING: None, "help": None}


def told(months, gained, c5=None, vectors=0):
    rows = []
    for name, values in ((NOTHING, months), ("help", np.add(months, gained))):
        for replicate, value in enumerate(values):
            rows.append({
                "scenario": name, "replicate": replicate, "formed": True, "branched": True, "ended_before": np.nan,
                "at_branch_c5": 0.5 if c5 is None else c5[replicate], "months_sustained": float(value),
                "alive": float(value >= 20), "cost": 2.0 * value, "failed": False,
                "end_month": np.nan if value >= 20 else value + 1,
            })  # fmt: skip
    return tables.Told(Stand, pd.DataFrame(rows), vectors)


def test_summary_by_hand():
    """Three networks end after 12, 14 and 20 months; the policy adds 2, 0 and 0, and 10 months passed before."""
    table = tables.summary(told([12, 14, 20], [2, 0, 0])).set_index("scenario")
    assert table.loc[NOTHING, "months"] == pytest.approx((2 + 4 + 10) / 3)
    assert table.loc["help", "gain"] == pytest.approx(2 / 3)
    half = 4.302652729911275 * np.std([2, 0, 0], ddof=1) / np.sqrt(3)
    assert table.loc["help", "gain_high"] == pytest.approx(2 / 3 + half)
    assert table.loc["help", "cost_gain"] == pytest.approx(4 / 3)
    assert table.loc["help", ["helped", "harmed"]].tolist() == pytest.approx([1 / 3, 0])
    assert np.isnan(table.loc[NOTHING, "gain"])
    assert not table.loc["help", "sure"]


def test_an_end_before_the_branch_counts_no_months_against_it():
    table = tables.summary(told([8, 14], [1, 0])).set_index("scenario")
    assert table.loc["help", "gain"] == 0


def test_alive_by_hand():
    table = tables.alive(told([12, 14, 20], [2, 0, 0])).set_index(["scenario", "month"])["alive"]
    nothing = [table[NOTHING, month] for month in (10, 11, 12, 13, 14, 15, 20)]
    assert nothing == pytest.approx([1, 1, 1, 2 / 3, 2 / 3, 1 / 3, 1 / 3])
    assert table["help", 14] == 1


def test_networks_of_one_vector_are_one_witness():
    """Forty runs of two vectors that gain 0 and 2: two witnesses, an interval of 12.7 standard errors."""
    table = tables.summary(told([12] * 40, [0, 2] * 20, vectors=2)).set_index("scenario")
    assert table.loc["help", "gain"] == 1
    assert table.loc["help", "gain_high"] - 1 == pytest.approx(12.706204736432095 * np.sqrt(2) / np.sqrt(2))
    alone = tables.summary(told([12] * 40, [0, 2] * 20)).set_index("scenario")
    assert alone.loc["help", "gain_high"] - 1 < 0.4


def test_whom_it_helps_is_found_and_nothing_is_found_in_noise():
    rng = np.random.default_rng(3)
    level, noise = rng.random(300), rng.normal(0, 1, 300)
    helped = tables.tells(told([12] * 300, 3.0 * (level < 1 / 3) + noise + 3, level))
    found = helped[helped["sure"]]
    assert set(found["more"]) == {"low"}
    assert len(found) == 2
    assert found["difference"].to_numpy() == pytest.approx([3, 3], abs=0.8)
    assert not tables.tells(told([12] * 300, noise + 3, level))["sure"].any()


@pytest.mark.parametrize(
    ("level", "runs"),
    [(np.arange(60) / 60, [20, 20, 20]), (np.repeat([0.1, 0.5, 0.9], [15, 30, 15]), [45, 15])],
    ids=["all unlike", "half of them alike"],
)
def test_thirds_hold_every_network_once(level, runs):
    """Networks that are alike stand in one third, whatever their number."""
    table = tables.thirds(told([12] * 60, level * 10, level))
    assert table["runs"].tolist() == runs
    assert table["gain"].tolist() == sorted(table["gain"])


# ---- made again ---------------------------------------------------------------------------------------------------


def test_every_row_is_made_again_as_a_whole_run(tiny, tmp_path):
    """Also under accepted vectors, with a policy that brings in a member, and where a state is asked for."""
    text = TINY.replace("replicates: 40", "replicates: 12") + "parameters: accepted\nstarts: {c5: {to: 0.6}}\n"
    question = tiny(text.replace("  money:", "  joiner: {events: [{at: 33, join: {kind: school}}]}\n  money:"))
    answer = branch.answer(question, tmp_path / "out", workers=2)
    answer.tables["runs"].to_parquet(tmp_path / "out" / "runs.parquet")
    rows = BranchRows(tmp_path / "out", question.experiment.model_dump(mode="json", by_alias=True), 2)
    places = np.arange(len(rows.rows))
    pd.testing.assert_frame_equal(rows.stored(places)["runs.parquet"], rows.again(places)["runs.parquet"])
    assert rows.rows["branched"].any()
    assert not rows.rows["branched"].all()
