"""Members, leaders and ties know each other, and Mesa's sets work on them."""

import pytest

from netsustain.agents import LEADER_IDS, Leader, MemberOrganisation
from netsustain.model import NetworkModel
from netsustain.scenario.kinds import Kind
from netsustain.state import Status
from netsustain.streams import CANDIDATE

pytestmark = pytest.mark.filterwarnings("error")


def test_a_member_and_its_leader(half_way):
    assert len(half_way.members) == len(half_way.leaders) == len(half_way.agents) / 2
    for member in half_way.members:
        assert member.leader.member is member
        assert member.leader.row == member.row
        assert member.model is half_way
    assert set(half_way.leaders) == {member.leader for member in half_way.members}


def test_ids_are_the_members_numbers(half_way):
    for member in half_way.members:
        assert member.unique_id == member.number
        assert member.leader.unique_id == LEADER_IDS + member.number
    ids = [agent.unique_id for agent in half_way.agents]
    assert len(set(ids)) == len(ids)
    assert all(type(number) is int for number in ids)


def test_names(lively):
    model = NetworkModel(lively, rng=4)
    names = {}
    while model.running:
        names |= {member.unique_id: member.name for member in model.members}
        model.step()
    assert names[0] == "M1"
    assert names[12] == "Mill"
    came = {number: name for number, name in names.items() if number >= CANDIDATE}
    assert came
    for number, name in came.items():
        month, slot = name.removeprefix("N").split("-")
        assert number == CANDIDATE | int(month) << 18 | int(slot) - 1
    assert len(set(names.values())) == len(names)


def test_agents_say_who_they_are(half_way):
    office = next(iter(half_way.members))
    office.leader.vacancy = 0.0
    assert repr(office) == f"<MemberOrganisation M1: area_office, {office.status.name.lower()}>"
    assert repr(office.leader) == "<Leader of M1: in post>"
    assert office.leader.name == "leader of M1"
    other = next(iter(office.neighbours))
    assert repr(office.ties[0]) == f"<Tie M1 - {other.name}>"


def test_neighbours_are_the_other_ends_of_the_ties(half_way):
    state, ends = half_way.state, {}
    for a, b in state.tie_i8[:2, : state.size[1]].T.tolist():
        ends.setdefault(a, set()).add(b)
        ends.setdefault(b, set()).add(a)
    for member in half_way.members:
        assert {other.row for other in member.neighbours} == ends.get(member.row, set())
        assert len(member.ties) == len(member.neighbours)
        assert all(member in tie.members for tie in member.ties)
        assert all(member in other.neighbours for other in member.neighbours)


def test_trust_runs_both_ways_along_a_tie(half_way):
    first, second = next(member for member in half_way.members if member.ties).ties[0].members
    tie = next(tie for tie in first.ties if tie.members == (first, second))
    assert first.row < second.row
    tie.trust_ab, tie.trust_ba = 0.25, 0.75
    assert (first.trust_in(second), second.trust_in(first)) == (0.25, 0.75)
    stranger = next(other for other in half_way.members if other not in first.neighbours)
    assert first.trust_in(stranger) is None


# ---- Mesa's sets --------------------------------------------------------------------------------------


def test_select_get_and_agg(half_way):
    schools = half_way.members.select(lambda member: member.kind == Kind.SCHOOL)
    assert 0 < len(schools) < len(half_way.members)
    assert set(schools.get("kind")) == {Kind.SCHOOL}
    total, most = half_way.members.agg("contribution", [sum, max])
    assert total == sum(member.contribution for member in half_way.members)
    assert most == max(half_way.members.get("contribution"))
    assert len(half_way.agents.select(agent_type=Leader)) == len(half_way.leaders)
    assert len(half_way.members.select(at_most=3)) == 3
    assert half_way.members.get(["trust", "status"])[0][1] in Status


def test_groupby(half_way):
    groups = half_way.members.groupby("kind")
    assert sum(groups.count().values()) == len(half_way.members)
    for kind, effort in groups.agg("effort", max).items():
        assert effort == max(member.effort for member in half_way.members if member.kind == kind)
    assert {type(kind) for kind, _ in groups} == {Kind}


def test_set_do_map_shuffle_and_sort(half_way):
    half_way.leaders.set("championing", 0.5)
    assert half_way.leaders.agg("championing", min) == 0.5
    half_way.leaders.do(_inspire)
    assert set(half_way.leaders.get("championing")) == {0.75}
    half_way.leaders.shuffle_do(_inspire)
    assert set(half_way.leaders.get("championing")) == {1.0}
    assert half_way.members.map("identity") == half_way.members.get("unique_id")
    assert set(half_way.members.shuffle()) == set(half_way.members)
    in_order = half_way.members.sort("remoteness", ascending=True).get("remoteness")
    assert in_order == sorted(in_order)


def _inspire(leader):
    leader.championing += 0.25


def test_the_model_lists_types(half_way):
    assert set(half_way.agent_types) == {MemberOrganisation, Leader}
    assert set(half_way.agents_by_type) == {MemberOrganisation, Leader}
    assert half_way.agents_by_type[Leader] is half_way.leaders


def test_a_network_without_members(small):
    model = NetworkModel(small.with_(network={"recipe": {"members": 0}}))
    assert len(model.agents) == len(model.members) == len(model.leaders) == 0
    assert not model.running


# ---- behaviour of a user's own ----------------------------------------------------------------------------


class Tired(MemberOrganisation):
    def grow_tired(self):
        self.fatigue = min(self.fatigue + 0.1, 1.0)


class TiredNetwork(NetworkModel):
    member_class = Tired

    def step(self):
        self.members.do("grow_tired")
        super().step()


def test_a_model_of_ones_own(lively):
    plain, tired = NetworkModel(lively, rng=4), TiredNetwork(lively, rng=4)
    for model in (plain, tired):
        model.step()
        model.step()
    assert {type(member) for member in tired.members} == {Tired}
    assert tired.members.agg("fatigue", sum) > plain.members.agg("fatigue", sum)
    assert tired.tick == tired.steps == 2
