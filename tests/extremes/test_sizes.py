"""Networks of no, few, many or very unusual members: what must happen, with every invariant watched."""

import itertools

import numpy as np
import pytest
from tests.invariants.catalogue import watched
from tests.worlds import World, both, from_tables, numbers, schools, small

from netsustain import simulate
from netsustain.model import NetworkModel
from netsustain.scenario.kinds import Kind
from netsustain.state import Ended, Status

MEMBERSHIP_STILL = {"membership": {"exit_rate": 0, "recruit_rate": 0, "comeback_rate": 0}}


def last(history):
    return history[-1]


# ---- few ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("members", [0, 1, 2])
def test_fewer_than_three_members_never_form_a_network(members):
    """No month is lived, nothing is spent, nobody is counted as dissolved."""
    scenario = small(members, 12)
    runs = simulate(scenario, 3, months=True)
    assert set(runs.runs["ended"]) == {"never_formed"}
    assert not runs.runs[["live_months", "cost_days", "cost_money", "transfers"]].any(axis=None)
    assert not runs.months["alive"].any()
    assert NetworkModel(scenario).finished


@pytest.mark.parametrize("members", [1, 2])
def test_a_network_of_two_that_is_stepped_all_the_same_is_never_live(members):
    for now in watched(small(members, 12, parameters=MEMBERSHIP_STILL), 12)[1:]:
        assert now.net("live") == 0.0
        assert now.net("live_members") <= members
        assert now.net("ended") == Ended.NEVER_FORMED


def test_a_network_of_nobody_needs_nothing_and_measures_nothing():
    world = World(small(0, 12))
    for now in world.months(12):
        assert now.net("need_days") == now.net("active_members") == now.net("density") == now.net("components") == 0.0
        assert [now.net(f"c{c}") for c in range(1, 8)] == [0.0] * 7
        assert now.net("income") == now.net("lapsed_days")


def test_three_members_live_only_while_all_three_do():
    for replicate in range(3):
        for now in watched(small(3, 36, parameters={"membership": {"recruit_rate": 0}}), 42, replicate=replicate)[1:]:
            assert now.net("live_members") <= 3
            if now.net("live"):
                assert now.net("active_members") == 3


def test_losing_one_of_three_is_the_end():
    """Without newcomers: the first dead month is that of the loss."""
    scenario = small(
        3, 24, parameters={"membership": {"recruit_rate": 0, "comeback_rate": 0}},
        events=[{"at": 5, "leave": {"member": 2}}],
    )  # fmt: skip
    end = last(watched(scenario, 24))
    assert end.net("ended") == Ended.DISSOLVED
    assert end.net("end_month") <= 5


# ---- many --------------------------------------------------------------------------------------------------------


def test_five_hundred_members_cannot_pay_for_talking_pair_by_pair():
    """Shared governance costs staff-days a pair, of which there are 124,750; the area office's 6 are nothing."""
    scenario = small(500, 2, **{"levers.governance_mode": "shared", "parameters": {"resources": {"own_share": 0}}})
    start, *_, end = watched(scenario, 2)
    assert start["member.number"].size == 500
    pairs = end.net("active_members") * (end.net("active_members") - 1) / 2
    assert end.net("need_days") > end.parameter("overhead_pair") * pairs > 600
    assert end.net("funded_share") < 0.01
    assert end.net("density") < 0.05


def test_growth_stops_at_its_limit():
    """Everybody who knocks may join; nobody does once the network is as large as its limit."""
    scenario = small(
        10, 48, "strategies_all",
        **both({"parameters": {"membership": {"recruit_rate": 1, "growth_limit": 1.5, "exit_rate": 0}}},
               {"network.initial": {"reputation": 1}, "levers": {"onboarding": 1}}),
    )  # fmt: skip
    history = watched(scenario, 48)
    active = [now.net("active_members") for now in history]
    assert 12 <= max(active) <= 15 + 2, "two may come in the month in which the limit is passed"
    for before, after in itertools.pairwise(history):
        if before.net("active_members") >= 15:
            assert after["member.number"].size == before["member.number"].size


@pytest.mark.slow
def test_a_hundred_years():
    """1,200 months: every month has its own luck, nothing drifts out of its bounds."""
    runs = simulate(small(12, 1200, "strategies_all"), 3, months=True)
    assert len(runs.months) == 3 * 1200
    assert not runs.runs["failed"].any()
    watched(small(6, 1200, "strategies_all"), 1206)


def test_months_beyond_the_thousandth_are_as_sound_as_the_first():
    world = World(small(6, 1200))
    world.month = 1190
    for now in world.months(10):
        assert np.isfinite(now["member.value"]).all()
    assert now.month == 1200


def test_a_horizon_of_one_month():
    """One row; sustained for one month, or for none if it was dead from the start."""
    runs = numbers(small(8, 1), 20)
    assert set(runs.runs["months_sustained"]) <= {0.0, 1.0}
    np.testing.assert_array_equal(runs.runs["live_months"], runs.months["live"][:, 0])
    assert runs.months["effort"].shape == (20, 1)


# ---- ties --------------------------------------------------------------------------------------------------------


def test_without_ties_nobody_works_together():
    """No component of three: dead from month 1, and all condition 2 is gone."""
    scenario = small(
        8, 12, **both(
            {"network.recipe": {"mean_degree": 0, "hub_share": 0}},
            {"parameters": {"membership": {"formation_rate": 0, "recruit_rate": 0}}},
        )
    )  # fmt: skip
    history = watched(scenario, 12)
    assert all(now["tie.a"].size == 0 for now in history)
    assert {now.net("live_members") for now in history[1:]} <= {0.0, 1.0}
    assert {now.net("c2") for now in history[1:]} == {0.0}
    assert (last(history).net("ended"), last(history).net("end_month")) == (Ended.DISSOLVED, 1)
    assert last(history).net("months_sustained") == 0


def test_a_complete_graph_has_no_tie_to_add(tmp_path):
    pairs = itertools.combinations(range(7), 2)
    ties = [{"source": f"S{a + 1}", "target": f"S{b + 1}"} for a, b in pairs]
    still = {
        "membership": {"exit_rate": 0, "recruit_rate": 0, "decay_hazard": 0, "partner_choice": 0, "formation_rate": 1,
                       "dormant_below": 0}
    }
    history = watched(from_tables(tmp_path, schools(7), ties, months=12, structure_every=1, parameters=still), 12)
    for now in history[1:]:
        assert now["tie.a"].size == 21
        assert (now.net("density"), now.net("transitivity"), now.net("components")) == (1.0, 1.0, 1.0)
        assert now.net("centralisation") == 0.0


def test_ties_that_cannot_last_are_gone_when_contact_is(tmp_path):
    """Hazard 1 without contact: in a network that does not talk or work, no tie is left after a month."""
    ties = [{"source": f"S{2 * i + 1}", "target": f"S{2 * i + 2}", "formal": 0, "age": 0} for i in range(5)]
    silence = dict.fromkeys(("meeting_frequency", "platform", "community_forum", "relationship_activities"), 0)
    never = {"membership": {"decay_hazard": 1, "formation_rate": 0, "recruit_rate": 0}, "trust": {"joint_chance": 0}}
    scenario = from_tables(tmp_path, schools(10), ties, months=6, levers=silence, parameters=never)
    assert [now["tie.a"].size for now in watched(scenario, 3)] == [5, 0, 0, 0]


# ---- kinds and traits --------------------------------------------------------------------------------------------


def test_without_an_area_office_its_budget_does_not_come():
    history = watched(small(8, 12, **{"network.recipe.area_office": False}), 12)
    for now in history[1:]:
        assert now["channel.income"][6] == 0.0
        assert not (now["member.kind"] == Kind.AREA_OFFICE).any()


def test_members_without_resources_give_nothing(tmp_path):
    """Own resources 0: nothing contributed, nothing done, nothing lent; a network all the same as far as talk goes."""
    ties = [{"source": f"S{i + 1}", "target": f"S{(i + 1) % 6 + 1}"} for i in range(6)]
    scenario = from_tables(tmp_path, schools(6, own_resources=0), ties, months=12)
    for now in watched(scenario, 12)[1:]:
        assert not now["member.contribution"].any()
        assert now.net("output") == now.net("own_income") == 0.0
        assert now.net("success") == 0.0


def test_one_that_captures_everything_leaves_nothing_to_the_others(tmp_path):
    members = schools(6)
    members[2]["captures"] = 1
    ties = [{"source": f"S{i + 1}", "target": f"S{(i + 1) % 6 + 1}"} for i in range(6)]
    scenario = from_tables(
        tmp_path, members, ties, months=6, parameters={**MEMBERSHIP_STILL, "sharing": {"capture_limit": 1}}
    )
    for now in watched(scenario, 6)[1:]:
        others = np.delete(now["member.tangible"][now["member.status"] == Status.ACTIVE], 2)
        assert not others.any()
        assert now["member.tangible"][2] > 0


@pytest.mark.parametrize(("seed", "replicate"), [(2**64 - 1, 2**32 - 1), (0, 0), (0, 2**32 - 1)])
def test_luck_at_the_ends_of_its_range(seed, replicate):
    history = watched(small(6, 12), 12, seed=seed, replicate=replicate)
    assert last(history).month == 12
