"""Mechanisms that carry a concept of the source documents and that no other test of a rule looks at by itself."""

import math
from collections import Counter

import numpy as np
import pytest

from netsustain import driver
from netsustain.plan import compile_scenario
from netsustain.roster import kinds_in_order
from netsustain.scenario import load
from netsustain.scenario.kinds import Kind
from netsustain.scenario.levers import LEVER_NAMES
from netsustain.scenario.network import TYPICAL_MIX
from netsustain.state import POSITION

SCHOOL, LOCAL, COMMUNITY, PARENTS = Kind.SCHOOL, Kind.LOCAL_GOVERNMENT, Kind.COMMUNITY, Kind.PARENTS


# ---- who takes part ----------------------------------------------------------------------------------------------


def started(replicate: int = 0, **changes):
    """A network before its first month."""
    template, plan, clock, _ = compile_scenario(load("baseline").with_(**changes))
    return driver.load().start(template, plan, clock, np.uint64(1), np.uint64(replicate))


def column(state, entity: str, dtype: str, name: str) -> np.ndarray:
    rows = state.size[1] if entity == "tie" else state.size[0]
    return getattr(state, f"{entity}_{dtype}")[POSITION[entity, dtype][name], :rows]


def test_kinds_come_in_the_proportions_of_the_recipe():
    weights = {Kind[name.upper()]: weight for name, weight in TYPICAL_MIX.items()}
    for count in (10, 50, 100):
        given = Counter(kinds_in_order(weights, count))
        for kind, weight in weights.items():
            assert abs(given[int(kind)] - count * weight) < 1.0, (kind, count)
    assert kinds_in_order(weights, 100)[:50] == kinds_in_order(weights, 50)


def test_newcomers_come_in_the_kinds_of_a_typical_network(tiny):
    draw = tiny.plain("joining").newcomer_kind
    founders = [Kind.AREA_OFFICE, Kind.SCHOOL, Kind.SCHOOL, Kind.PARENTS]
    member = tiny.members(5, kind=[int(kind) for kind in (*founders, Kind.PRIVATE)])
    drawn = Counter(draw((k + 0.5) / 1000, member, len(founders)) for k in range(1000))
    # Each founder is as likely; nobody is a second area office, and who came later does not count.
    assert drawn == {int(Kind.SCHOOL): 750, int(Kind.PARENTS): 250}


def test_the_area_office_starts_in_the_core_group_and_tied_to_many():
    """Hub ties by ``recipe.hub_share``; the office comes first when ``leader.core`` is filled (initiating)."""
    hubs = {}
    for share in (0.0, 0.9):
        state = started(**{"network.recipe.members": 200, "network.recipe.hub_share": share})
        core = column(state, "leader", "i8", "core")
        assert (core[0], core.sum()) == (1, 1)
        hubs[share] = int((column(state, "tie", "i8", "a") == 0).sum())
    # 199 others with chance .9: four standard deviations are 17; without, some 8 ties like anybody.
    assert 199 * 0.9 - 17 < hubs[0.9] <= 199
    assert hubs[0.0] < 30
    without = started(**{"network.recipe.area_office": False})
    assert Kind.AREA_OFFICE not in column(without, "member", "i8", "kind")


def test_forms_differ_in_their_first_ties():
    """A networked organisation has a hub; a virtual community no neighbourhoods, so fewer triangles."""
    degree, closed = {}, {}
    for form in ("community_of_practice", "networked_organisation", "virtual_community"):
        state = started(**{"network.recipe.members": 200, "network.form": form, "network.recipe.clustering": 1.0})
        ends = np.concatenate([column(state, "tie", "i8", "a"), column(state, "tie", "i8", "b")])
        degree[form] = np.bincount(ends, minlength=200)[0]
        near = np.zeros((200, 200), dtype=int)
        near[column(state, "tie", "i8", "a"), column(state, "tie", "i8", "b")] = 1
        near += near.T
        near[0, :] = near[:, 0] = 0
        closed[form] = np.trace(near @ near @ near)
    assert degree["networked_organisation"] > 3 * degree["community_of_practice"]
    assert degree["networked_organisation"] > 3 * degree["virtual_community"]
    assert closed["community_of_practice"] > 2 * closed["virtual_community"]


def test_onboarding_gives_newcomers_more_ties_and_more_trust(tiny, monkeypatch):
    rule = tiny.rule("membership")
    monkeypatch.setattr(rule, "uniforms", lambda *_: (0.0, 0.3, 0.3, 0.3))
    monkeypatch.setattr(rule, "enter", lambda *_: None)
    asked = []
    monkeypatch.setattr(rule, "welcome", lambda i, ties, *rest: asked.append((ties, rest[-1])))
    parameter = tiny.numbers(growth_limit=2.0, recruit_rate=1.0, newcomer_trust=0.4, onboarding_trust=0.2)
    for onboarding in (0.0, 1.0):
        network = tiny.network(founders=4, reputation=1.0, funded_share=1.0)
        member, size = tiny.members(4, room=8), np.array([4, 0, 1])
        lever = tiny.numbers(onboarding=onboarding)
        none = tiny.ties([], room=4)
        rule.recruit(tiny.clock(), tiny.luck, member, tiny.leaders(4, 8), none, network, lever, parameter, size)
    assert asked[0] == (2, pytest.approx(0.4))
    assert asked[-1] == (5, pytest.approx(0.6))


# ---- talk --------------------------------------------------------------------------------------------------------


def talk(tiny, member, **doses):
    """One month of communication with these doses, all funded."""
    parameter = tiny.numbers(
        meeting_half=1.0, remoteness_loss=0.5, forum_dose=0.2, visit_dose=0.4, platform_dose=0.8, newsletter_dose=0.5,
        travel_time=1.0,
    )  # fmt: skip
    given = dict.fromkeys(LEVER_NAMES, 0.0) | doses
    vector = np.array([given[name] for name in LEVER_NAMES])
    network = tiny.network(funded_share=1.0)
    tiny.rule("communication").kernel(member, network, tiny.numbers(**given), parameter, vector)
    return member.face_to_face + member.written, network.two_way[0]


def test_a_forum_reaches_the_community_more_than_schools(tiny):
    kinds = [SCHOOL, LOCAL, PARENTS, COMMUNITY]
    reached, one = talk(tiny, tiny.members(4, kind=kinds), community_forum=1.0)
    assert reached.tolist() == pytest.approx([0.1, 0.2, 0.2, 0.2])
    _, both = talk(tiny, tiny.members(4, kind=kinds), community_forum=1.0, two_way_feedback=1.0)
    assert both > one


def test_channels_together_reach_further_than_any_alone(tiny):
    """Meetings miss the remote, the platform those without access: together they miss nobody wholly."""
    places = {"remoteness": [0.0, 1.0], "digital_access": [0.0, 1.0], "skill": 1.0}
    meetings = {"meeting_frequency": 0.5, "face_to_face_share": 1.0}
    alone = [talk(tiny, tiny.members(2, **places), **doses)[0] for doses in (meetings, {"platform": 0.5})]
    mixed = talk(tiny, tiny.members(2, **places), **meetings, platform=0.5)[0]
    assert mixed.tolist() == pytest.approx([1 / 3, 1 / 6 + 0.4])
    assert all(mixed.min() > doses.min() for doses in alone)


# ---- goals and benefits ------------------------------------------------------------------------------------------


def test_broad_goals_are_less_clear(tiny):
    """``goal.breadth`` takes clarity away; without communication and plan little of it is left."""
    parameter = tiny.numbers(
        confidence=0.3, vision_pull=0.0, leader_pull=0.0, priority_drift=0.0, alignment_scale=0.5, goal_drift=0.0,
        breadth_cost=0.5, clarity_rate=1.0,
    )  # fmt: skip

    def clarity(breadth, informed, plan):
        member, goal = tiny.members(2, priority=0.5, informed=informed), tiny.goals(1, position=0.5, breadth=breadth)
        network = tiny.network(goal_clarity=0.9, plan=plan)
        tiny.rule("vision").kernel(tiny.clock(), tiny.luck, member, tiny.ties([]), goal, network, parameter)
        return network.goal_clarity[0]

    assert clarity(0.0, 1.0, 1.0) == pytest.approx(1.0)
    assert clarity(1.0, 1.0, 1.0) == pytest.approx(0.5)
    assert clarity(0.0, 0.0, 1.0) == pytest.approx(0.6)
    assert clarity(0.0, 0.0, 0.0) == pytest.approx(0.35)


def test_benefit_grows_with_ties_up_to_a_cap(tiny):
    parameter = tiny.numbers(
        tangible_benefit=0.0, intangible_benefit=2.0, effort_cost=0.0, access_cap=4.0, envy=0.0, guilt=0.0,
        recognition=0.0, fairness_rate=0.0, capture_limit=0.9,
    )  # fmt: skip
    member = tiny.members(3, own_resources=10.0, partners=[1.0, 4.0, 9.0])
    lever, network = tiny.numbers(fairness_rule=0, transparency=0.0), tiny.network(output=15.0)
    tiny.rule("sharing").kernel(member, tiny.ties([]), network, lever, parameter)
    assert member.benefit.tolist() == pytest.approx([0.25, 1.0, 1.0])


def test_shared_and_clear_goals_raise_effort(tiny):
    """A step of ``alignment`` counts as far as the goals are clear."""
    rule = tiny.rule("activity")
    numbers = dict.fromkeys(
        ("face_to_face_effect", "written_effect", "laboratory_to_field", "closeness_discount", "value_effect",
         "trust_effect", "leadership_effect", "urgency_effect", "fatigue_effect", "steering_cost"), 0.0,
    )  # fmt: skip
    parameter = tiny.numbers(alignment_effect=2.0, **numbers)

    def log_odds(alignment, goal_clarity):
        member, network = tiny.members(1, alignment=alignment), tiny.network(goal_clarity=goal_clarity)
        return rule.field(0, member, tiny.leaders(1), network, parameter)

    assert log_odds(0.8, 0.5) == pytest.approx(0.0)
    assert log_odds(1.0, 1.0) == pytest.approx(1.2)
    assert log_odds(1.0, 0.0) == log_odds(0.0, 1.0) == pytest.approx(-0.8)


# ---- what governance keeps up ------------------------------------------------------------------------------------


def rates(tiny, **given):
    numbers = {
        "plan_fading": 0.0, "training_fading": 0.0, "delivery_fading": 0.0, "upkeep": 1.0, "rigidity_rate": 0.1,
        "flexibility_floor": 0.3, "review_effect": 0.0, "review_fairness": 0.0, "skill_rate": 0.1,
        "reputation_rate": 0.1, "anchoring_rate": 0.2, "anchoring_loss": 0.1,
    }  # fmt: skip
    return tiny.numbers(**{**numbers, **given})


def test_monitoring_slows_rigidity_and_keeps_up_the_plan(tiny):
    rule, stuck, plan = tiny.rule("governance"), {}, {}
    for monitoring in (0.0, 1.0):
        doses = {"written_agreement": 0.0, "leadership_training": 0.0, "capacity_building": 0.0, "review_every": 0}
        lever = tiny.numbers(monitoring=monitoring, **doses)
        network = tiny.network(funded_share=1.0)
        rule.formal_processes(network, lever, rates(tiny))
        rule.adapt(tiny.clock(month=1), tiny.members(1), network, lever, rates(tiny))
        stuck[monitoring], plan[monitoring] = network.inertia[0], network.plan[0]
    assert (stuck[0.0], stuck[1.0]) == pytest.approx((0.1, 0.05))
    assert (plan[0.0], plan[1.0]) == pytest.approx((0.4, 0.7))


def develop(tiny, member, network, capacity_building=0.0):
    tiny.rule("governance").develop(member, network, tiny.numbers(capacity_building=capacity_building), rates(tiny))


def test_clusters_develop_the_weak_more(tiny):
    member = tiny.members(2, skill=[0.2, 0.8])
    develop(tiny, member, tiny.network(funded_share=0.5), capacity_building=1.0)
    assert member.skill.tolist() == pytest.approx([0.2 + 0.05 * 0.8, 0.8 + 0.05 * 0.2])
    lever = tiny.numbers(written_agreement=0.0, monitoring=0.0, leadership_training=0.0, capacity_building=1.0)
    network = tiny.network(funded_share=1.0)
    tiny.rule("governance").formal_processes(network, lever, rates(tiny))
    assert network.training[0] == pytest.approx(0.8)


def test_the_outcome_index_follows_success_delivery_and_training(tiny):
    network = tiny.network(success=0.6, delivery=0.5, training=1.0)
    develop(tiny, tiny.members(1), network)
    assert network.outcome_index[0] == pytest.approx(0.3 / 12)


def test_anchoring_grows_with_success_and_keeps_personal_trust(tiny, monkeypatch):
    network = tiny.network(success=0.5, active_share=0.8, anchoring=0.5)
    develop(tiny, tiny.members(1), network)
    assert network.anchoring[0] == pytest.approx(0.5 + 0.2 * 0.4 * 0.5 - 0.1 * 0.5)
    rule, kept = tiny.rule("leadership"), []
    monkeypatch.setattr(rule, "appoint", lambda *_: None)
    for anchored in (0.0, 0.5):
        parameter = tiny.numbers(
            retained_none=0.1, retained_overlap=0.7, handover_scale=1.5, anchoring_retains=0.4, vacancy_mean=3.0,
            vacancy_longest=12.0,
        )  # fmt: skip
        network = tiny.network(anchoring=anchored)
        people = (tiny.clock(), tiny.luck, tiny.members(1), tiny.leaders(1), network, parameter)
        kept.append(rule.vacate(0, 0.5, 0.0, 0.0, *people))
    assert kept == pytest.approx([0.1, 0.3])


# ---- what channels live on ---------------------------------------------------------------------------------------


def test_each_channel_depends_on_what_it_lives_on(tiny):
    volumes = ("public_private", "community", "human", "technology", "international")
    parameter = tiny.numbers(**{f"volume_{name}": 10.0 for name in volumes})
    promise = tiny.rule("resources").promise

    def promised(averages=(0.5, 0.5, 0.5), **given):
        start = {"reputation": 0.5, "mean_trust": 0.5, "anchoring": 0.5, "leadership": 0.5}
        network = tiny.network(**{**start, **given})
        return np.array([promise(source, network, parameter, averages) for source in range(1, 6)])

    before = promised()
    assert before.tolist() == pytest.approx([5.0, 5.0, 5.0, 2.5, 2.5])
    for changed, which in [
        (promised(reputation=1.0), [0, 3, 4]),
        (promised(mean_trust=1.0), [1]),
        (promised(anchoring=1.0), [2]),
        (promised(leadership=1.0), [4]),
        (promised((1.0, 0.5, 0.5)), [1]),
        (promised((0.5, 1.0, 0.5)), [3]),
        (promised((0.5, 0.5, 1.0)), [2]),
    ]:
        assert np.flatnonzero(changed > before).tolist() == which
        assert not np.any(changed < before)
    assert math.isclose(before.sum(), 20.0)
