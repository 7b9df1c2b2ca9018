"""Steps 4, 5 and 11 by hand: communication, vision, governance; and the start."""

import math

import numpy as np
import pytest

from netsustain import driver
from netsustain.ensemble import simulate
from netsustain.plan import compile_scenario
from netsustain.scenario import load
from netsustain.scenario.levers import LEVER_COSTS, LEVER_NAMES
from netsustain.state import POSITION, Ended

ACTIVE, DORMANT, LEFT, EXPECTED = range(4)


# ---- communication -----------------------------------------------------------------------------------------------


def talk(tiny, member, network=None, **doses):
    """One month in which half of the full dose of meetings is reached at 1 a month."""
    parameter = tiny.numbers(
        meeting_half=1.0, remoteness_loss=0.5, forum_dose=0.2, visit_dose=0.4, platform_dose=0.8, newsletter_dose=0.5,
        travel_time=1.0,
    )  # fmt: skip
    given = dict.fromkeys(LEVER_NAMES, 0.0) | doses
    network = network or tiny.network(funded_share=1.0)
    vector = np.array([given[name] for name in LEVER_NAMES])
    tiny.rule("communication").kernel(member, network, tiny.numbers(**given), parameter, vector)
    return member, network


def test_meetings_reach_the_near_and_the_platform_those_with_access(tiny):
    member = tiny.members(2, remoteness=[0.0, 1.0], digital_access=[1.0, 0.5], skill=[1.0, 0.0])
    talk(tiny, member, meeting_frequency=1.0, face_to_face_share=1.0, platform=0.5)
    # Half a dose of meetings, less half of it for the remote; platform .5 * .8, at access * (.5 + .5 skill)
    assert member.face_to_face.tolist() == pytest.approx([0.5, 0.25])
    assert member.written.tolist() == pytest.approx([0.4, 0.1])
    # A month's news goes into what is known by .3
    assert member.informed.tolist() == pytest.approx([0.3 * 0.9, 0.3 * 0.35])
    cost = LEVER_COSTS["meeting_frequency"].member_days + 0.5 * LEVER_COSTS["platform"].member_days
    assert member.meeting_days.tolist() == pytest.approx([cost, cost + 1.0])


def test_a_newsletter_informs_and_is_not_two_way(tiny):
    member, network = talk(tiny, tiny.members(1), newsletter=1.0)
    assert (member.face_to_face[0], member.written[0]) == (0.0, 0.0)
    assert member.informed[0] == pytest.approx(0.15)
    assert network.two_way[0] == 0.0


def test_what_is_not_funded_is_not_said(tiny):
    member = tiny.members(1, digital_access=1.0)
    talk(tiny, member, tiny.network(funded_share=0.5), meeting_frequency=1.0, face_to_face_share=1.0)
    assert member.face_to_face[0] == pytest.approx(0.25)
    talk(tiny, member, tiny.network(), meeting_frequency=1.0, face_to_face_share=1.0)
    assert (member.face_to_face[0], member.meeting_days[0]) == (0.0, 0.0)


def test_a_crisis_moves_every_meeting_online_month_by_month(tiny):
    member, network = (
        tiny.members(1, digital_access=1.0, skill=1.0),
        tiny.network(funded_share=1.0, crisis_months=1),
    )
    doses = {
        "meeting_frequency": 1.0,
        "face_to_face_share": 1.0,
        "community_forum": 1.0,
        "relationship_activities": 0.5,
    }
    talk(tiny, member, network, **doses)
    assert (member.face_to_face[0], member.written[0], network.crisis_months[0]) == (0.0, 0.5, 0)
    talk(tiny, member, network, **doses)
    # Half a dose of meetings, half a forum for a school (.1), half of the visits (.2)
    assert member.face_to_face[0] == pytest.approx(0.8)


def test_doses_together_are_at_most_1(tiny):
    member = tiny.members(1, digital_access=1.0, skill=1.0)
    talk(
        tiny, member, meeting_frequency=4.0, face_to_face_share=1.0, relationship_activities=1.0, platform=1.0
    )
    assert (member.face_to_face[0], member.written[0]) == (1.0, 0.0)


# ---- vision ------------------------------------------------------------------------------------------------------


def outlook(tiny, **given):
    numbers = {
        "confidence": 0.3, "vision_pull": 0.5, "leader_pull": 0.0, "priority_drift": 0.0, "alignment_scale": 0.5,
        "goal_drift": 0.0, "breadth_cost": 0.5, "clarity_rate": 0.5,
    }  # fmt: skip
    return tiny.numbers(**{**numbers, **given})


def test_only_partners_within_the_bound_of_confidence_pull(tiny):
    member = tiny.members(3, priority=[0.4, 0.6, 0.9], informed=1.0)
    tie = tiny.ties([(0, 1), (1, 2), (0, 2)], trust_ab=[0.5, 0.5, 0.5], trust_ba=[1.0, 0.5, 0.5])
    pull, weight = tiny.rule("vision").pulls(member, tie, outlook(tiny, confidence=0.31))
    # 0 hears 1 (.2 away), 1 hears both, 2 hears 1 (.3 away); 0 and 2 are .5 apart
    assert pull.tolist() == pytest.approx([0.5 * 0.2, -1.0 * 0.2 + 0.5 * 0.3, -0.5 * 0.3])
    assert weight.tolist() == pytest.approx([0.5, 1.5, 0.5])


def test_priorities_move_by_what_is_known_and_members_work_on_the_nearest_open_goal(tiny):
    member = tiny.members(2, priority=[0.4, 0.6], informed=[1.0, 0.5])
    goal = tiny.goals(2, position=[0.45, 0.8], met_month=[0, 3])
    network = tiny.network(goal_clarity=0.5)
    tie = tiny.ties([(0, 1)], trust=0.5)
    tiny.rule("vision").kernel(tiny.clock(), tiny.luck, member, tie, goal, network, outlook(tiny))
    # Both move half way times what they know: .4 + .5 * .2, .6 - .25 * .2
    assert member.priority.tolist() == pytest.approx([0.5, 0.55])
    assert member.project.tolist() == [0, 0]
    assert member.alignment.tolist() == pytest.approx([1 - 0.05 / 0.5, 1 - 0.1 / 0.5])
    # Clarity half way to (1 - .5 * breadth 0) * (.35 + .4 * .75)
    assert network.goal_clarity[0] == pytest.approx(0.5 + 0.5 * (0.65 - 0.5))


def test_with_every_goal_met_there_is_no_project(tiny):
    member = tiny.members(1, priority=0.5, informed=1.0)
    goal = tiny.goals(1, position=0.5, met_month=3)
    tiny.rule("vision").kernel(
        tiny.clock(), tiny.luck, member, tiny.ties([]), goal, tiny.network(goal_clarity=0.5), outlook(tiny)
    )
    assert (member.project[0], member.alignment[0]) == (-1, 0.0)


@pytest.mark.parametrize(
    ("two_way", "agreement", "drifted"), [(0.0, 0.0, 0.1), (0.5, 0.5, 0.075), (1.0, 1.0, 0.0)]
)
def test_a_goal_drifts_towards_its_strongest_member_unless_all_are_heard(two_way, agreement, drifted, tiny):
    member = tiny.members(2, size=[1.0, 3.0], priority=[0.0, 0.9])
    goal, network = tiny.goals(1, position=0.4), tiny.network(two_way=two_way, agreement=agreement)
    tiny.rule("vision").drift_goals(member, goal, network, outlook(tiny, goal_drift=0.2))
    assert goal.position[0] == pytest.approx(0.4 + drifted)


# ---- governance --------------------------------------------------------------------------------------------------


def rules_of(tiny, **given):
    numbers = {
        "crowd": 20, "plan_fading": 0.025, "training_fading": 0.013, "delivery_fading": 0.0042, "upkeep": 0.0,
        "rigidity_rate": 0.1, "review_effect": 0.5, "review_fairness": 0.2, "flexibility_floor": 0.3, "skill_rate": 0.1,
        "reputation_rate": 0.1, "anchoring_rate": 0.2, "anchoring_loss": 0.1, "adopt_rate": 1.0, "close_rate": 1.0,
    }  # fmt: skip
    return tiny.numbers(**{**numbers, **given})


def test_formal_processes_fade_as_far_as_nobody_pays(tiny):
    lever = tiny.numbers(
        written_agreement=1.0, monitoring=1.0, leadership_training=1.0, capacity_building=1.0
    )
    for funded, kept in [
        (0.0, (0.975, 0.987, 0.9958)),
        (0.5, (0.9875, 0.9935, 0.9979)),
        (1.0, (1.0, 1.0, 1.0)),
    ]:
        network = tiny.network(funded_share=funded, plan=0.8, training=0.8, delivery=0.8)
        tiny.rule("governance").formal_processes(network, lever, rules_of(tiny))
        got = (network.plan[0] / 0.8, network.training[0] / 0.8, network.delivery[0] / 0.8)
        assert got == pytest.approx(kept)


def test_a_review_every_six_months_loosens_what_got_stuck(tiny):
    member = tiny.members(1, fairness=0.5)
    lever = tiny.numbers(monitoring=0.0, review_every=6)
    network = tiny.network(funded_share=1.0, inertia=0.2, flexibility=0.3)
    for month in range(1, 6):
        tiny.rule("governance").adapt(tiny.clock(month=month), member, network, lever, rules_of(tiny))
    stuck = 1 - 0.8 * 0.9**5
    assert network.inertia[0] == pytest.approx(stuck)
    tiny.rule("governance").adapt(tiny.clock(month=6), member, network, lever, rules_of(tiny))
    assert network.inertia[0] == pytest.approx(0.5 * (stuck + 0.1 * (1 - stuck)))
    assert member.fairness[0] == pytest.approx(0.6)
    # Flexibility .3 + .5 * .7, then a tenth of the way back to .3.
    assert network.flexibility[0] == pytest.approx(0.3 + 0.9 * 0.35)


@pytest.mark.parametrize(("eager", "adopted", "closed"), [(1.0, True, 0), (0.0, False, 1)])
def test_when_all_goals_are_met_the_members_decide(eager, adopted, closed, tiny, fixed_luck):
    fixed_luck("governance", 0.4, 1.0, 0.4, 0.5)
    goal = tiny.goals(2, met_month=[9, 5], progress=1.0, wins=4, position=[0.4, 0.6])
    network = tiny.network(need=1.0, leadership=eager, mean_trust=1.0)
    tiny.rule("governance").decide(tiny.clock(month=10), tiny.luck, goal, network, rules_of(tiny))
    assert (network.originals_met[0], network.closed[0]) == (1, closed)
    # The oldest goal is replaced, a little way off: + .3 * (1 - .5)
    assert goal.met_month.tolist() == ([9, 0] if adopted else [9, 5])
    assert goal.position[1] == pytest.approx(0.75 if adopted else 0.6)
    assert (goal.original[1], goal.progress[1], goal.wins[1]) == ((2, 0.0, 0) if adopted else (1, 1.0, 4))


def test_one_open_goal_and_nothing_is_decided(tiny):
    goal, network = tiny.goals(2, met_month=[9, 0]), tiny.network(need=1.0)
    tiny.rule("governance").decide(tiny.clock(month=10), tiny.luck, goal, network, rules_of(tiny))
    assert (network.originals_met[0], network.closed[0]) == (0, 0)


def test_modes_fit_by_size_trust_and_consensus(tiny):
    """The direction of Provan & Kenis 2008; nothing more is known."""
    fit = tiny.rule("governance").fitness
    parameter = rules_of(tiny)
    lead, shared, _, centre = range(4)
    few = {mode: fit(mode, 6, 0.8, 0.8, parameter) for mode in range(4)}
    many = {mode: fit(mode, 60, 0.3, 0.4, parameter) for mode in range(4)}
    assert few[shared] > few[lead]
    assert few[shared] > few[centre]
    assert many[centre] > many[lead] > many[shared]
    assert all(0.0 <= value <= 1.1 for value in (*few.values(), *many.values()))


# ---- the start ---------------------------------------------------------------------------------------------------


def started(**changes):
    """The state of a scenario before its first month, from the compiled model."""
    template, plan, clock, _ = compile_scenario(load("baseline").with_(**changes))
    return driver.load().start(template, plan, clock, np.uint64(1), np.uint64(0))


@pytest.mark.parametrize(("members", "ended"), [(0, "NEVER_FORMED"), (2, "NEVER_FORMED"), (3, "ALIVE")])
def test_fewer_than_three_members_never_form_a_network(members, ended):
    state = started(**{"network.recipe.members": members})
    assert Ended(state.network_i8[POSITION["network", "i8"]["ended"], 0]).name == ended


def test_members_that_join_later_do_not_count_as_founders():
    state = started(**{"network.recipe.members": 2}, events=[{"at": 2, "join": {"kind": "school"}}])
    assert state.size[0] == 3
    assert Ended(state.network_i8[POSITION["network", "i8"]["ended"], 0]) is Ended.NEVER_FORMED


def test_transfers_of_the_first_october_are_as_many_as_in_any_year():
    """Tenures at the start are those of a network that has met windows for ever: no wave in the first year."""
    scenario = load("baseline").with_(
        **{"network.recipe.members": 60}, months=1, parameters={"leadership": {"transfer_probability": 0.25}}
    )
    moved = simulate(scenario, 100).runs["transfers"].mean()
    # Every 1 / p windows on average, and one more where a vacancy kept the successor from 12 months in post.
    mean_vacancy = scenario.parameters.leadership.vacancy_mean
    skipped = math.exp(-0.5 / mean_vacancy)
    assert moved == pytest.approx(60 / (1 / 0.25 + skipped), rel=0.15)
