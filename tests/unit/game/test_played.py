"""Members that somebody plays: what they are told they do, and everything else goes on as it would."""

from __future__ import annotations

import numpy as np
import pytest

import netsustain as ns
from netsustain.game.decisions import Decision, agreed, tell
from netsustain.game.played import PlayedNetwork
from netsustain.state import POSITION, Status

SCENARIO = ns.load("demo_none").until(24)
M8, MF = POSITION["member", "i8"], POSITION["member", "f8"]


@pytest.fixture
def network():
    return PlayedNetwork(SCENARIO, 1, 0)


def member(state, name, row):
    block = "i8" if name in M8 else "f8"
    return getattr(state, f"member_{block}")[POSITION["member", block][name], row]


def same(one, other):
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_with_nobody_playing_it_is_replicate_k_of_the_model(network):
    network.advance({}, 24)
    model = ns.NetworkModel(SCENARIO, rng=1, replicate=0)
    for _ in range(24):
        model.step()
    assert same(network.state, model.state)
    assert same(network.agents[-1], model.state)
    assert all(same(month.after, month.ruled) for month in network.months)


def test_effort_is_what_was_chosen_as_far_as_meetings_leave_days(network):
    (month,) = network.advance({2: Decision(effort=0.3), 3: Decision(effort=1.0)})
    assert member(month.after, "effort", 2) == 0.3
    bound = member(month.after, "reserved_days", 3) / member(month.after, "own_resources", 3)
    assert 0 < bound < 1
    assert member(month.after, "effort", 3) == pytest.approx(1 - bound)
    assert member(month.after, "contribution", 2) == pytest.approx(0.3 * member(month.after, "own_resources", 2))


def test_the_rule_is_asked_in_the_state_people_are_in(network):
    network.advance({row: Decision(effort=0.9) for row in range(10)}, 6)
    (month,) = network.advance({1: Decision(effort=0.0)})
    again = ns.NetworkModel(SCENARIO, rng=1, replicate=0)
    again.state, again.tick = PlayedCopy(month.before), month.month - 1
    for each in again.members:
        each.played = 0
    again.step()
    assert member(month.ruled, "effort", 1) == member(again.state, "effort", 1) > 0.1
    assert member(month.after, "effort", 1) == 0.0


def PlayedCopy(state):
    return type(state)(*(array.copy() for array in state))


def test_leaving_and_taking_part_again(network):
    (left,) = network.advance({4: Decision(effort=0.5, part="leave")})
    assert member(left.after, "status", 4) == Status.LEFT
    assert network.partners(4) == set()
    assert left.after.network_f8[POSITION["network", "f8"]["left"], 0] == 1
    network.advance({4: Decision(effort=0.5, part="leave")}, 3)
    (back,) = network.advance({4: Decision(effort=0.5)})
    assert member(back.after, "status", 4) == Status.ACTIVE
    assert back.after.network_f8[POSITION["network", "f8"]["joined"], 0] == 1


def test_nobody_who_is_played_rests_or_leaves_by_the_rules(network):
    idle = {row: Decision(effort=0.0) for row in range(network.members)}
    network.advance(idle, 12)
    assert all(member(network.state, "status", row) == Status.ACTIVE for row in idle)


def test_a_tie_is_made_and_ended_once_a_turn(network):
    row = 5
    other = next(each for each in range(network.members) if each != row and each not in network.partners(row))
    network.advance({row: Decision(effort=0.4, turns_to=other)}, 2)
    assert other in network.partners(row)
    ties = int(network.state.size[1])
    network.advance({row: Decision(effort=0.4, lets_go=other)}, 2)
    assert other not in network.partners(row)
    assert int(network.state.size[1]) <= ties - 1 + network.members


def test_extra_shares_are_taken_of_the_others(network):
    plain = PlayedNetwork(SCENARIO, 1, 0)
    everybody = {row: Decision(effort=0.5) for row in range(network.members)}
    network.advance({**everybody, 0: Decision(effort=0.5, takes=2)})
    plain.advance(everybody)
    pot = [each.state.member_f8[MF["tangible"], : each.members] for each in (network, plain)]
    assert pot[0].sum() == pytest.approx(pot[1].sum())
    share, active = pot[1][0], network.members
    assert pot[0][0] == pytest.approx(share * (1 - 2 / active) + 2 * share)
    assert pot[0][1] == pytest.approx(share * (1 - 2 / active))
    network.advance({})
    assert member(network.state, "captures", 0) == member(network.states[0], "captures", 0)


def test_a_newcomer_stops_taking_when_its_player_gets_up():
    state, founders = PlayedNetwork(SCENARIO, 1, 0).state, np.zeros(2)
    tell(state, {2: Decision(effort=0.5, takes=2)}, founders, first=True)
    assert member(state, "captures", 2) > 0
    tell(state, {}, founders, first=True)
    assert member(state, "captures", 2) == 0


def test_people_have_to_agree_and_the_model_always_does():
    ask = {1: Decision(effort=0.5, turns_to=2)}
    assert agreed(ask) == {1: 2}
    assert agreed({**ask, 2: Decision(effort=0.5)}) == {}
    assert agreed({**ask, 2: Decision(effort=0.5, accepts=(1,))}) == {1: 2}
    assert agreed({**ask, 2: Decision(effort=0.5, turns_to=1)}) == {1: 2, 2: 1}
    assert agreed({1: Decision(effort=0.5, turns_to=1)}) == {}


def test_a_shock_in_the_middle_is_the_shock_of_a_scenario(network):
    network.advance({}, 5)
    network.happen({"budget": {"level": 0.2}})
    network.advance({}, 19)
    dated = ns.NetworkModel(SCENARIO.with_(events=[*SCENARIO.events, {"at": 6, "budget": {"level": 0.2}}]), rng=1)
    for _ in range(24):
        dated.step()
    assert same(network.state, dated.state)
    assert not network.advance({})


def test_what_cannot_happen_is_refused_and_changes_nothing(network):
    for wrong in ({"no_such": {}}, {"leave": {"member": "Nobody"}}, {"budget": {"level": "much"}}):
        with pytest.raises(ValueError):
            network.happen(wrong)
    assert network.scenario is SCENARIO
