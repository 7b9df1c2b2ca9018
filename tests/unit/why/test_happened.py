"""What struck each network: from the timeline, from luck as the model draws it, from the months of leaders."""

import numpy as np
import pytest
from tests.unit.why.tables import CUT, still
from tests.worlds import World, small

from netsustain import ensemble
from netsustain.exploration.why.courses import courses
from netsustain.exploration.why.happened import drawn, happened, kinds_of, moves
from netsustain.rules import events as codes
from netsustain.scenario.reader import load
from netsustain.streams import NOBODY, RECURRENT_EVENT


def struck(scenario, made, seed=1):
    given = made.courses()
    found = happened(scenario, seed, given)
    return [tuple(row) for row in found[["replicate", "month", "kind", "how"]].itertuples(index=False)]


def test_dated_events_strike_every_network_until_its_end(made):
    scenario = still(events=[CUT, {"at": 20, "crisis": {}}])
    networks = made().add().add(13).add(12)
    assert struck(scenario, networks) == [
        (0, 13, "budget_cut", "dated"), (0, 20, "crisis", "dated"), (1, 13, "budget_cut", "dated"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("levels", "kinds"),
    [
        ([("all", 0.5), ("all", 0.8)], ["budget_cut", "budget_raised"]),
        ([("all", 1.0), ("all", 0.2)], ["budget", "budget_cut"]),
        ([("community", 0.5), ("grant", 0.9), ("community", 0.7)], ["budget_cut", "budget_cut", "budget_raised"]),
        ([("community", 0.5), ("all", 1.0), ("community", 0.7)], ["budget_cut", "budget", "budget_cut"]),
    ],
)
def test_a_budget_is_cut_or_raised_against_what_it_was(levels, kinds):
    events = [
        {"at": 5 * place, "budget": {"level": level, "channel": channel}}
        for place, (channel, level) in enumerate(levels, start=1)
    ]
    assert [kind for _, kind in kinds_of(still(events=events))] == kinds
    assert [kind for _, kind in kinds_of(still(events=events[::-1]))] == kinds[::-1]


def test_key_leaders_moved_where_leadership_drops_in_a_month_of_transfers(made):
    scenario = load("baseline").until(48)  # starts in October: months 13, 25, 37 are months of transfers
    networks = made().add(leadership={13: 0.4}).add(leadership={14: 0.4}).add(leadership={13: 0.55}).add()
    assert struck(scenario, networks) == [(0, 13, "transfer", "moved")]
    assert struck(still(), networks) == []


def test_the_trigger_of_a_run_tells_of_leaders_that_moved_in_month_1(made):
    networks = made().add(20)
    networks.runs[0] |= {"trigger": "transfer", "trigger_month": 1.0}
    assert struck(still(), networks) == [(0, 1, "transfer", "named")]


def test_of_several_events_of_a_month_the_one_the_scenario_dates_stands_first(made):
    scenario = load("baseline").until(48).with_(events=[CUT])
    networks = made().add(leadership={13: 0.4})
    assert struck(scenario, networks) == [(0, 13, "budget_cut", "dated"), (0, 13, "transfer", "moved")]


def test_a_transfer_the_scenario_orders_is_told_once(made):
    scenario = load("baseline").until(48).with_(events=[{"at": 13, "transfer": {}}])
    assert struck(scenario, made().add(leadership={13: 0.4})) == [(0, 13, "transfer", "dated")]


def test_numbers_drawn_for_many_are_those_the_model_draws(plain):
    streams = plain("streams")
    months, replicates, seed = np.arange(1, 13), np.array([0, 7, 250]), 2**40 + 5
    found = drawn(seed, replicates, months, 20 * 1024)
    for row, replicate in enumerate(replicates):
        luck = streams.luck_of(np.uint64(seed), np.uint64(replicate))
        for month in months:
            u = streams.uniforms(luck, RECURRENT_EVENT, month, 20 * 1024, NOBODY, 0)
            assert found[row, month - 1] == u[0]


@pytest.mark.parametrize("season", [None, [10, 1, 5]])
def test_recurrent_events_come_when_the_model_lets_them_come(season):
    recurrent = [{"rate": 3.0, "season": season, "crisis": {}}, {"rate": 1.0, "scandal": {}}]
    scenario = small(
        20, 36, events=[], recurrent=recurrent, parameters__leadership__transfer_probability=0.0,
        levers__relationship_activities=1.0,
    )  # fmt: skip
    kinds = {codes.CRISIS: "crisis", codes.SCANDAL: "scandal"}
    given_ensemble = ensemble.simulate(scenario, 3, 9, months=True)
    given = courses(given_ensemble.runs, given_ensemble.months, 36)
    found = happened(scenario, 9, given)
    found = found[found["how"] == "random"]
    assert len(found) > 10
    for replicate in range(3):
        mine = found[found["replicate"] == replicate].groupby("month")["kind"].agg(set).to_dict()
        lived = int(min(given.end[replicate], 37)) - 1
        for month in World(scenario, 9, replicate).months(lived):
            if month.net("event_month") == month.month and int(month.net("event_kind")) in kinds:
                # The world remembers the last event of a month.
                assert kinds[int(month.net("event_kind"))] in mine[month.month]
            else:
                assert "crisis" not in mine.get(month.month, set())


def test_leaders_that_the_model_names_as_triggers_are_seen_in_the_months():
    scenario = load("demo_none").until(60)
    made = ensemble.simulate(scenario, 60, 3, months=True)
    given = courses(made.runs, made.months, 60)
    found = happened(scenario, 3, given)
    named = made.runs[(made.runs["trigger"] == "transfer") & (made.runs["trigger_month"] > 1)]
    told = set(zip(found["replicate"], found["month"], strict=True))
    assert len(named) > 5
    assert told >= set(zip(named["replicate"], named["trigger_month"].astype(int), strict=True))
    unaided = given.runs.assign(trigger="")
    alone = moves(scenario, type(given)(unaided, given.end, given.dissolved, given.levels, given.horizon))
    seen = set(zip(alone["replicate"], alone["month"], strict=True))
    missed = set(zip(named["replicate"], named["trigger_month"].astype(int), strict=True)) - seen
    assert len(missed) <= 0.1 * len(named)
