"""Agents are built when asked for and are then those of the members that take part."""

import mesa
import pytest

from netsustain.agents import Leader, MemberOrganisation
from netsustain.model import NetworkModel
from netsustain.state import POSITION, Status

pytestmark = pytest.mark.filterwarnings("error")


def _present(model):
    status = model.state.member_i8[POSITION["member", "i8"]["status"], : model.state.size[0]]
    return [row for row, code in enumerate(status.tolist()) if code <= Status.DORMANT]


def _rows(agents):
    return [agent.row for agent in agents]


def test_nothing_is_built_until_asked_for(lively, monkeypatch):
    def refuse(self, *arguments):
        raise AssertionError("an agent was built")

    monkeypatch.setattr(mesa.Agent, "__init__", refuse)
    model = NetworkModel(lively, rng=4).run()
    model.run_row()
    model.months()
    with pytest.raises(AssertionError, match="built"):
        len(model.agents)


@pytest.mark.parametrize("seed", range(4))
def test_agents_follow_who_takes_part(seed, lively):
    model, seen = NetworkModel(lively, rng=seed), set()
    agents, known = model.agents, {}
    while model.running:
        before = set(_rows(agents))
        model.step()
        # The set that was asked for once is in step as well, without asking again.
        assert _rows(agents) == [row for row in _present(model) for _ in range(2)]
        assert model.agents is agents
        assert _rows(model.members) == _rows(model.leaders) == _present(model)
        for member in model.members:
            assert known.setdefault(member.row, member) is member
        after = set(_rows(agents))
        seen |= {"came" for _ in after - before} | {"went" for _ in before - after}
    assert seen == {"came", "went"}


def test_the_cases_hold_every_way_in_and_out(lively):
    ways = set()
    for seed in range(4):
        model = NetworkModel(lively, rng=seed)
        while model.running:
            before = set(_present(model))
            everybody = model.state.size[0]
            model.step()
            for row in set(_present(model)) - before:
                ways.add("new" if row >= everybody else "expected" if row == 12 else "returned")
            ways |= {"left" for _ in before - set(_present(model))}
    assert ways >= {"new", "expected", "returned", "left"}


def test_order_does_not_depend_on_when_one_looked(lively):
    watched, late = NetworkModel(lively, rng=3), NetworkModel(lively, rng=3)
    while watched.running:
        assert len(watched.agents) > 0 or not _present(watched)
        watched.step()
    late.run()
    assert watched.agents.get("unique_id") == late.agents.get("unique_id")
    assert watched.members.get("unique_id") == late.members.get("unique_id")


def test_a_member_told_to_leave_and_to_return(half_way):
    member, agents = list(half_way.members)[3], half_way.agents
    leader, count, place = member.leader, len(half_way.agents), list(half_way.members).index(member)
    member.mood = "curious"
    member.status = Status.LEFT
    assert len(half_way.agents) == count - 2
    assert member not in half_way.members
    assert leader not in half_way.leaders
    assert all(member not in other.neighbours for other in half_way.members)
    member.status = Status.ACTIVE
    assert len(half_way.agents) == len(agents) == count
    assert list(half_way.members)[place] is member
    assert (member.mood, member.unique_id, member.leader) == ("curious", member.number, leader)


@pytest.mark.parametrize("which", ["member", "leader"])
def test_mesas_remove_is_leaving(which, half_way):
    member = next(m for m in half_way.members if m.status == Status.ACTIVE and m.ties)
    partner = next(iter(member.neighbours))
    agent = member if which == "member" else member.leader
    agent.remove()
    assert member.status is Status.LEFT
    assert member not in half_way.agents
    assert member.leader not in half_way.agents
    agent.remove()
    half_way.step()
    assert member not in half_way.agents or member.status != Status.LEFT
    assert partner.trust_in(member) is None


def test_telling_members_to_leave_while_walking_through_them(half_way):
    for member in half_way.members:
        member.status = Status.LEFT
        assert member not in member.neighbours
        assert member.leader.member is member
    assert len(half_way.members) == 0


def test_remove_all(half_way):
    half_way.agents.do("remove")
    assert len(half_way.agents) == 0
    half_way.step()
    assert half_way.active_members == 0


# ---- agents of a user's own -----------------------------------------------------------------------------


class Observer(mesa.Agent):
    pass


def test_other_agents_stay_and_keep_their_ids(lively):
    model = NetworkModel(lively, rng=4)
    observers = [Observer(model)]
    assert len(model.members) == 12
    observers += [Observer(model), Observer(model)]
    model.run()
    assert set(model.agent_types) == {Observer, MemberOrganisation, Leader}
    assert set(model.agents_by_type[Observer]) == set(observers)
    ids = [agent.unique_id for agent in observers]
    assert len(set(ids)) == 3
    assert list(model.agents)[-3:] == observers or not _present(model)
