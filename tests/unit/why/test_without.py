"""The same networks without an event: what is left out, that nothing else is, and a planted cut that it shows."""

import numpy as np
import pandas as pd
import pytest
from tests.unit.why.tables import CUT, Made, still
from tests.worlds import different, numbers, small

from netsustain.exploration.why.asking import ask
from netsustain.exploration.why.who import who
from netsustain.exploration.why.without import MOST, Without, table, worlds
from netsustain.scenario.parameters import PARAMETER_NAMES, parameter_values
from netsustain.scenario.reader import load


def test_worlds_leave_out_each_event_and_all_of_them():
    found = worlds(load("double_shock"))
    assert [world.name for world in found] == [
        "transfer_dated_25", "budget_cut_dated_27", "transfer_yearly_0", "all_all_0",
    ]  # fmt: skip
    first, second, yearly, everything = found
    assert [event.kind for event in first.scenario.events] == ["budget"]
    assert [event.kind for event in second.scenario.events] == ["transfer"]
    assert yearly.scenario.events == load("double_shock").events
    assert everything.scenario.events == ()
    assert (first.no_window, yearly.no_window, everything.no_window) == (False, True, True)


def test_what_only_helps_stays_in_every_world():
    events = [CUT, {"at": 20, "join": {"kind": "school"}}, {"at": 30, "relaunch": {}}, {"at": 24, "crisis": {}}]
    found = worlds(still(events=events))
    assert [world.name for world in found] == ["budget_cut_dated_13", "crisis_dated_24", "all_all_0"]
    assert [event.kind for event in found[-1].scenario.events] == ["join", "relaunch"]


def test_one_event_alone_is_looked_at_once():
    assert [world.name for world in worlds(still(events=[CUT]))] == ["budget_cut_dated_13"]
    assert worlds(still()) == ()


def test_no_more_worlds_than_are_affordable_and_yearly_transfers_among_them():
    events = [{"at": month, "crisis": {}} for month in range(2, 20, 2)]
    found = worlds(load("baseline").until(48).with_(events=events, recurrent=[{"rate": 1, "scandal": {}}]))
    assert len(found) == MOST
    assert {"transfer_yearly_0", "all_all_0"} <= {world.name for world in found}


def test_random_events_of_a_kind_go_together():
    recurrent = [{"rate": 1, "scandal": {}}, {"rate": 2, "scandal": {}}, {"rate": 1, "crisis": {}}]
    found = worlds(still().with_(recurrent=recurrent))
    assert [world.name for world in found] == ["scandal_random_0", "crisis_random_0", "all_all_0"]
    assert [event.kind for event in found[0].scenario.recurrent] == ["crisis"]


def test_without_yearly_transfers_everything_is_the_same_until_the_first_window():
    scenario = small(12, 24, start="2026-12")
    (yearly,) = worlds(scenario)
    own = np.array([parameter_values(scenario.parameters)])
    without = yearly.vectors(None)
    one, other = numbers(scenario, 4, vectors=own), numbers(yearly.scenario, 4, vectors=without)
    for name, values in one.months.items():
        assert np.array_equal(values[:, :10], other.months[name][:, :10]), name
    assert one.runs["transfers"].sum() > 0
    assert other.runs["transfers"].sum() == 0
    assert different(one, other)


def test_only_the_month_of_transfers_is_another():
    scenario = load("baseline")
    vectors = np.tile(parameter_values(scenario.parameters), (3, 1))
    (yearly,) = worlds(scenario)
    moved = yearly.vectors(vectors)
    changed = {PARAMETER_NAMES[column] for column in np.flatnonzero((moved != vectors).any(axis=0))}
    assert changed == {"window_month"}
    assert (vectors == parameter_values(scenario.parameters)).all()


def test_where_leaders_move_in_any_month_there_is_no_world_without():
    assert worlds(load("baseline").with_(parameters__leadership__annual_window=0)) == ()


# ---- what became of them --------------------------------------------------------------------------


def other_runs(made: Made, ends: list[int | None]) -> pd.DataFrame:
    """The runs of the same networks with other ends."""
    rows = Made(made.months)
    for end in ends:
        rows.add(end)
    return pd.DataFrame(rows.runs)


def test_each_network_is_held_against_itself():
    made = Made().add(20).add(20).add(20).add(20).add().add()
    runs = other_runs(made, [None, 30, 20, 10, 25, None])
    found = table(made.courses(), {Without("crisis", "dated", 5, still()): runs}).iloc[0]
    assert found[["ended", "lived", "later", "as_before", "alive", "worse"]].tolist() == [4, 1, 1, 2, 2, 1]
    assert found["net"] == 0.0
    assert not found["clear"]
    assert found["spared"] == 0.25
    assert found["spared_low"] < 0.25 < found["spared_high"]


def test_all_spared_is_a_clear_difference():
    made = Made().add(20, 12).add(number=12)
    found = table(made.courses(), {Without("crisis", "dated", 5, still()): other_runs(made, [None] * 24)}).iloc[0]
    assert found["clear"]
    assert (found["net"], found["spared"]) == (0.5, 1.0)
    assert found["net_low"] > 0


def planted_cut():
    """Networks that live on their means, which are all cut in month 13."""
    return load("demo_all").until(72).with_(
        recurrent=(), events=[{"at": 13, "budget": {"level": 0.0}}],
        parameters__leadership__transfer_probability=0.0, parameters__membership__exit_rate=0.08,
        network__initial__trust=0.6,
    )  # fmt: skip


def test_a_planted_cut_that_all_end_after_is_shown_by_the_same_networks_without_it():
    why = ask(planted_cut(), replicates=24, parameters="default")
    chain = why.findings.tables["chains"]
    assert len(chain) == 24
    assert (chain["end_month"] > 13).all()
    (found,) = why.findings.tables["without"].to_dict("records")
    assert (found["kind"], found["ended"], found["alive"]) == ("budget_cut", 24, 0)
    assert found["lived"] >= 8
    assert found["lived"] + found["later"] >= 20
    assert found["clear"]
    assert [each.key for each in why.findings.sentences].count("without_spares") == 1


def test_nothing_is_run_without_events_where_few_networks_end():
    asked = []

    def simulate(scenario, **options):
        from netsustain.ensemble import simulate as run

        asked.append(scenario)
        return run(scenario, **options)

    ask(load("demo_none").until(4), replicates=4, simulate=simulate)
    assert len(asked) == 1


# ---- who left -------------------------------------------------------------------------------------


@pytest.mark.parametrize("vectors", [False, True])
def test_who_stopped_adds_up_to_what_the_months_say(vectors):
    from netsustain.calibration.accepted import filled
    from netsustain.ensemble import simulate
    from netsustain.exploration.vectors import asked_for

    scenario = load("demo_none").until(30)
    values = filled(asked_for("accepted"), scenario, 3) if vectors else None
    months = simulate(scenario, 5, 2, months=True, **({"vectors": values} if vectors else {})).months
    replicate = 4
    mine = months[(months["replicate"] == replicate) & (months["alive"] > 0)]
    last = int(mine["month"].max())
    found = who(scenario, 2, replicate, last, values[replicate % 3] if vectors else None)
    change = found.assign(net=found["gained"] - found["lost"]).groupby("month")["net"].sum()
    expected = mine.set_index("month")["active_members"].diff().dropna()
    assert (expected != 0).any()
    assert change.reindex(expected.index, fill_value=0).tolist() == expected.tolist()
