"""No money, endless money, every lever at its ends, no way to talk, every event at once."""

import itertools
import math

import numpy as np
import pytest
from tests.invariants.catalogue import watched
from tests.worlds import numbers, small

from netsustain.scenario.levers import LEVER_COSTS, LEVER_NAMES, FairnessRule, GovernanceMode, lever_field
from netsustain.scenario.paths import bounds_of
from netsustain.state import Source, Status

CHOICES = {"governance_mode": GovernanceMode, "fairness_rule": FairnessRule}
NO_FUNDRAISING = {
    f"fundraising_{source}": 0 for source in ("public_private", "community", "human", "technology", "international")
}
LEAST = {name: 0 if name in CHOICES else bounds_of(lever_field(name))[0] for name in LEVER_NAMES}
MOST = {name: bounds_of(lever_field(name))[1] for name in LEVER_NAMES if name not in CHOICES}


def of_kind(doses, **choices):
    """Doses as a scenario file says them."""
    named = {name: kind(int(doses.get(name, 0))).name.lower() for name, kind in CHOICES.items()}
    return {**doses, **named, **choices}


# ---- money -------------------------------------------------------------------------------------------------------


def test_all_budgets_0():
    """Nobody pays: no lever works, nobody is reached, plans fade by their rates (Gloppen et al. 2012)"""
    scenario = small(
        8, 24, levers=NO_FUNDRAISING, funding={"area_office_budget": 0, "grants": []},
        parameters={"resources": {"own_share": 0}, "membership": {"exit_rate": 0, "dormant_below": 0}},
    )  # fmt: skip
    history = watched(scenario, 24)
    for now in history[1:]:
        assert now.net("income") == now.net("paid_days") == now.net("funded_share") == 0.0
        assert not now["member.face_to_face"].any()
        assert not now["member.written"].any()
        assert now.net("c5") == 0.0
        assert now.net("money") == 0.0
    for name in ("plan", "training", "delivery"):
        kept = 1.0 - history[0].parameter(f"{name}_fading")
        assert history[20].net(name) / history[0].net(name) == pytest.approx(kept**20)


def test_a_budget_level_of_0_is_no_budget():
    for now in watched(small(8, 12, **{"funding.budget_level": 0}), 12)[1:]:
        assert now.net("income") == 0.0
        assert now.net("own_income") >= 0.0


def test_a_grant_of_a_million_days():
    """Everything is paid; what neither need nor projects can take lapses; income could not be more concentrated."""
    staying = {"membership": {"exit_rate": 0, "dormant_below": 0}}
    scenario = small(8, 24, funding={"grants": [{"amount": 1e6, "from": 1, "to": 24}]}, parameters=staying)
    for now in watched(scenario, 24)[1:]:
        need = now.net("need_days")
        assert now.net("funded_share") == 1.0
        assert now.net("project_days") <= now.parameter("project_room") * need * (1 + 1e-12)
        assert now.net("lapsed_days") > 0.99e6
        assert now.net("own_income") == 0.0
        assert now.net("c5") == pytest.approx(0.5, abs=0.01)
        assert now.net("self_reliance") < 0.01


def test_a_staff_day_that_costs_next_to_nothing():
    """The money of levers then buys millions of days: nothing can be paid, and nothing breaks."""
    staying = {"membership": {"exit_rate": 0, "dormant_below": 0}}
    for now in watched(small(8, 12, staff_day_price=1e-6, parameters=staying), 12)[1:]:
        assert now.net("need_days") > 1e8
        assert now.net("funded_share") < 1e-5
        assert math.isfinite(now.net("cost_days"))


def test_income_as_volatile_as_can_be():
    """Volatility 2: months without income, never months below it."""
    scenario = small(
        10,
        48,
        "resources_five_channels",
        parameters={"resources": {"income_volatility": 2, "international_chance": 0.001}},
    )
    incomes = np.array([now["channel.income"] for now in watched(scenario, 48)[1:]])
    raised = incomes[:, Source.PUBLIC_PRIVATE : Source.INTERNATIONAL]
    assert (incomes >= 0).all()
    assert (raised == 0).any()
    assert (raised > 0).any()


def test_a_reserve_for_everything():
    """All surplus is kept until the reserve is full; what is then left goes into projects, as far as they have room."""
    scenario = small(
        8, 36, levers={"reserve_plan": 1}, funding={"grants": [{"amount": 100, "from": 1, "to": 36}]},
    )  # fmt: skip
    history = watched(scenario, 36)
    longest, need = history[0].parameter("reserve_longest"), history[1].net("need_days")
    assert history[1].net("reserve") == pytest.approx(longest * need)
    assert history[1].net("project_days") == pytest.approx(history[0].parameter("project_room") * need)
    for before, after in itertools.pairwise(history):
        assert after.net("reserve") >= before.net("reserve")
        assert after.net("reserve") <= longest * max(now.net("need_days") for now in history) + 1e-9


# ---- levers ------------------------------------------------------------------------------------------------------


def test_all_levers_at_0():
    """Only governing itself costs; nobody is reached or asked, and what members know fades."""
    history = watched(small(8, 24, levers=of_kind(LEAST)), 24)
    for now in history[1:]:
        members = now["member.status"] == Status.ACTIVE
        if members.any() and not now.net("left") and not now.net("joined"):
            governing = now.parameter("overhead_lead") + 8 * now.parameter("overhead_lead_member")
            assert now.net("need_days") <= governing + now.net("handover_days") + 1e-9
        assert now.net("money") == now.net("two_way") == 0.0
        assert not now["member.face_to_face"].any()
        assert not now["member.meeting_days"].any()
    here = history[-1]["member.status"] <= Status.DORMANT
    longer = history[-1]["member.joined_month"] == 0
    np.testing.assert_allclose(history[-1]["member.informed"][here & longer], 0.4 * 0.7**24, rtol=1e-9)


@pytest.mark.parametrize(
    ("mode", "rule"),
    [(mode.name.lower(), rule.name.lower()) for mode, rule in zip(GovernanceMode, FairnessRule, strict=True)],
)
def test_all_levers_at_their_most(mode, rule):
    """More than a network without a grant can pay: every lever works at the same small share of its dose."""
    history = watched(small(8, 12, levers=of_kind(MOST, governance_mode=mode, fairness_rule=rule)), 12)
    for now in history[1:]:
        assert now.net("funded_share") < 1.0
    modest = watched(small(8, 12), 12)
    assert history[1].net("need_days") > 5 * modest[1].net("need_days")
    # Half a day a meeting, what each other lever asks of members, and travel from the remotest place.
    asked = sum(LEVER_COSTS[name].member_days * dose for name, dose in MOST.items())
    asked += MOST["meeting_frequency"] * history[1].parameter("travel_time")
    assert 0 < history[1]["member.meeting_days"].max() <= asked * history[1].net("funded_share")


def test_all_levers_at_their_most_and_paid_for():
    """Everything at once, and money for it: members have no day left beside the meetings."""
    scenario = small(8, 24, levers=of_kind(MOST), funding={"grants": [{"amount": 1000, "from": 1, "to": 24}]})
    history = watched(scenario, 24)
    for now in history[1:]:
        assert now.net("funded_share") == 1.0
        assert now["member.meeting_days"].max() > 2.0
    assert history[-1].net("fatigue") > watched(small(8, 24), 24)[-1].net("fatigue")


# ---- talk --------------------------------------------------------------------------------------------------------


def everybody(members, **traits):
    return [{"member": number + 1, **traits} for number in range(members)]


def test_only_a_platform_and_nobody_with_access():
    """Written words reach nobody; nobody is met; what is known comes from the newsletter alone."""
    scenario = small(
        8, 18, parameters={"membership": {"recruit_rate": 0}},
        levers={"platform": 1, "meeting_frequency": 2, "face_to_face_share": 0, "relationship_activities": 0,
                "community_forum": 0},
        **{"network.members": everybody(8, digital_access=0)},
    )  # fmt: skip
    for now in watched(scenario, 18)[1:]:
        assert not now["member.written"].any()
        assert not now["member.face_to_face"].any()
        assert now.net("two_way") == 0.0
        active = now["member.status"] == Status.ACTIVE
        if active.any():
            assert now.net("c4") == pytest.approx(0.5 * now["member.informed"][active].mean())


def test_everybody_as_far_away_as_can_be():
    """Remoteness 1 and all reach lost with it: meetings reach nobody, and cost what travel costs."""
    levers = {"meeting_frequency": 1, "face_to_face_share": 1, "relationship_activities": 0, "community_forum": 0,
              "platform": 0}  # fmt: skip
    lost = {"communication": {"remoteness_loss": 1}, "membership": {"recruit_rate": 0}}
    far, near = (
        watched(small(8, 12, levers=levers, parameters=lost, **{"network.members": everybody(8, remoteness=r)}), 12)
        for r in (1, 0)
    )
    assert not any(now["member.face_to_face"].any() for now in far[1:])
    assert near[1]["member.face_to_face"].any()
    assert far[1].net("need_days") - near[1].net("need_days") == pytest.approx(8 * far[1].parameter("travel_days"))


def test_a_crisis_without_end():
    """Ten years online: nobody is met, nobody travels, urgency is up."""
    levers = {"relationship_activities": 1, "community_forum": 1, "meeting_frequency": 2, "face_to_face_share": 1}
    calm = small(8, 24, levers=levers)
    history = watched(calm.with_(events=[{"at": 1, "crisis": {"months": 120, "urgency": 0.4}}]), 24)
    assert not any(now["member.face_to_face"].any() for now in history[1:])
    assert history[24].net("crisis_months") == 120 - 24
    quiet = watched(calm, 1)[1]
    assert history[1].net("need_days") < quiet.net("need_days")
    assert history[1].net("urgency") > quiet.net("urgency") + 0.3


def test_meetings_all_the_time_leave_no_day_to_work():
    """Four meetings a month of members with two days: no effort at all."""
    scenario = small(
        8, 6, levers={"meeting_frequency": 4}, funding={"grants": [{"amount": 500, "from": 1, "to": 6}]},
        **{"network.members": everybody(8, own_resources=2)},
    )  # fmt: skip
    for now in watched(scenario, 6)[1:]:
        assert not now["member.effort"][:8].any()
        assert now.net("live") == 0.0


# ---- everything at once ------------------------------------------------------------------------------------------

HAPPENINGS = [
    {"transfer": {"who": "leaders"}}, {"transfer": {"who": "director"}}, {"budget": {"level": 0}},
    {"budget": {"level": 3, "over": 4}}, {"grant_end": {"taper": 2}}, {"set": {"platform": 1, "over": 3}},
    {"communication": {"policy": "blackout"}}, {"join": {"kind": "private", "ties": 50}}, {"leave": {"kind": "school"}},
    {"scandal": {"severity": 1}}, {"crisis": {"months": 2}}, {"goal_reached": {"goal": 2}}, {"merger": {"count": 2}},
    {"ministry_policy": {"shift": 1, "rigidity": 1, "steering": 1}}, {"relaunch": {}}, {"need_ended": {}},
]  # fmt: skip


def test_everything_happens_in_the_first_month():
    watched(small(10, 12, "demo_all", events=[{"at": 1, **happening} for happening in HAPPENINGS]), 12)


def test_everything_happens_every_month():
    """Twelve times a year each: the network is over soon, and every invariant holds all the way."""
    lasting = [happening for happening in HAPPENINGS if "grant_end" not in happening]
    scenario = small(10, 18, "demo_all", events=[], recurrent=[{"rate": 12, **happening} for happening in lasting])
    end = watched(scenario, 24)[-1]
    assert end.net("need") == 0.0
    assert (end["goal.met_month"][1], end["goal.original"][1]) in {(1, 1), (end["goal.met_month"][1], 2)}


def test_starting_levels_at_their_ends():
    """Every starting level 0, or 1: numbers stay in their bounds and the ends differ."""
    base = small(8, 24)
    levels = [
        name for name in type(base.network.initial).model_fields if name not in ("reserve_months", "network_age_months")
    ]
    effort = {}
    for end in (0, 1):
        changes = {f"network.initial.{name}": min(end, 0.5) if name == "trust_spread" else end for name in levels}
        watched(base.with_(**changes), 24)
        effort[end] = numbers(base.with_(**changes), 3).months["effort"].mean()
    assert effort[0] != effort[1]
