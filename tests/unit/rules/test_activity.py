"""Step 6 by hand: who gives how much, and what the projects achieve."""

import math

import pytest

CONDITIONAL, FREE_RIDER, HUMP, OTHER = range(4)


@pytest.mark.parametrize(
    ("kind", "belief", "given"),
    [
        (CONDITIONAL, 0.5, 0.4), (CONDITIONAL, 1.0, 0.8), (FREE_RIDER, 1.0, 0.0),
        (HUMP, 0.5, 0.4), (HUMP, 0.75, 0.2), (HUMP, 1.0, 0.0), (OTHER, 0.0, 0.3), (OTHER, 1.0, 0.3),
    ],
)  # fmt: skip
def test_what_each_type_gives_when_it_expects_so_much_of_others(kind, belief, given, tiny):
    assert tiny.rule("activity").conditional(kind, 0.8, belief, 0.3) == pytest.approx(given)


def laboratory(tiny, **given):
    """Only beliefs count: every effect of the field is 0."""
    numbers = {
        "steady_contribution": 0.3, "belief_rate": 0.5, "warm_start": 0.0, "warm_months": 2.0,
        "face_to_face_effect": 0.0, "written_effect": 0.0, "laboratory_to_field": 0.0, "closeness_discount": 0.0,
        "value_effect": 0.0, "trust_effect": 0.0, "leadership_effect": 0.0, "alignment_effect": 0.0,
        "urgency_effect": 0.0, "fatigue_effect": 0.0, "steering_cost": 0.0, "steering_effect": 0.0,
        "conflict_cost": 0.5, "at_work": 0.1, "success_slope": 5.0, "project_boost": 0.0, "project_luck": 0.0,
        "aim_rate": 0.1, "win_urgency": 0.2, "urgency_fading": 0.1, "urgency_floor": 0.4,
    }  # fmt: skip
    return tiny.numbers(**{**numbers, **given})


def a_month(tiny, member, *, tie=None, leader=None, goal=None, network=None, transparency=0.0, **parameters):
    network = network or tiny.network(funded_share=1.0)
    tie = tie or tiny.ties([])
    goal = goal or tiny.goals(standing=1)
    leader = leader or tiny.leaders(member.effort.size)
    tiny.rule("activity").kernel(
        tiny.clock(), tiny.luck, member, leader, tie, goal, network, tiny.numbers(transparency=transparency),
        laboratory(tiny, **parameters),
    )  # fmt: skip
    return member, goal, network


def test_four_members_and_their_first_two_months(tiny):
    """Two conditional co-operators with slope .8, a free rider, one who always gives .3; all expect .5."""
    member = tiny.members(
        4, contributor=[0, 0, 1, 3], reciprocity=0.8, belief=0.5, own_resources=10.0, effort=0.9,
    )  # fmt: skip
    tie = tiny.ties([(0, 1), (0, 2), (1, 3)], trust=0.5)
    a_month(tiny, member, tie=tie)
    # .8 * .5 = .4 for the first two; a free rider's 0 is cut to .02, so that log-odds stay finite
    assert member.effort.tolist() == pytest.approx([0.4, 0.4, 0.02, 0.3])
    assert member.contribution.tolist() == pytest.approx([4.0, 4.0, 0.2, 3.0])
    assert member.belief.tolist() == [0.5] * 4, "nobody has seen anything yet"
    a_month(tiny, member, tie=tie)
    # Member 0 saw 1 and 2 give .4 and .02, mean .21: belief half way from .5, so .355, effort .8 * .355
    # Member 1 saw 0 and 3 give .4 and .3: belief .425, effort .34
    assert member.belief.tolist() == pytest.approx([0.355, 0.425, 0.45, 0.45])
    assert member.effort.tolist() == pytest.approx([0.284, 0.34, 0.02, 0.3])
    assert member.effort_1.tolist() == pytest.approx([0.4, 0.4, 0.02, 0.3])


def test_a_dashboard_shows_the_mean_of_all_as_far_as_it_is_funded(tiny):
    for funded, seen in [(1.0, 0.5), (0.5, 0.6), (0.0, 0.7)]:
        # Partner gives .7, the mean of all is .5.
        member = tiny.members(3, belief=0.0, own_resources=10.0, effort=[0.3, 0.7, 0.5], rounds=5.0)
        tie = tiny.ties([(0, 1)], trust=0.5)
        a_month(tiny, member, tie=tie, network=tiny.network(funded_share=funded), transparency=1.0)
        assert member.belief[0] == pytest.approx(0.5 * seen)


def test_the_warm_start_fades(tiny):
    efforts = []
    member = tiny.members(1, contributor=OTHER, own_resources=10.0, warmth=1.0)
    for _ in range(3):
        a_month(tiny, member, warm_start=0.5)
        efforts.append(member.effort[0])
    # .3 + .5 e^(-r/2) * .7 for r = 0, 1, 2
    assert efforts == pytest.approx([0.3 + 0.35 * math.exp(-r / 2) for r in range(3)])


def test_the_field_adds_log_odds(tiny):
    member = tiny.members(1, contributor=OTHER, own_resources=10.0, face_to_face=0.5, value=0.4, fatigue=0.2)
    leader = tiny.leaders(1, level=0.8)
    network = tiny.network(funded_share=1.0, leadership=0.6, urgency=0.7)
    a_month(
        tiny, member, leader=leader, network=network, face_to_face_effect=2.0, laboratory_to_field=0.5,
        value_effect=1.0, leadership_effect=2.0, urgency_effect=0.5, fatigue_effect=1.0,
    )  # fmt: skip
    # ln(.3/.7) + 2 * .5 * .5 + .4 + 2 (.7 - .6) + .5 (.7 - .5) - .2
    odds = math.log(3 / 7) + 0.5 + 0.4 + 0.2 + 0.1 - 0.2
    assert member.effort[0] == pytest.approx(1 / (1 + math.exp(-odds)))


def test_talk_does_less_among_the_close(tiny):
    member = tiny.members(2, contributor=OTHER, own_resources=10.0, face_to_face=1.0)
    tie = tiny.ties([(0, 1)], trust=0.8)
    a_month(tiny, member, tie=tie, face_to_face_effect=2.0, laboratory_to_field=1.0, closeness_discount=0.5)
    odds = math.log(3 / 7) + 2.0 * (1 - 0.5 * 0.8)
    assert member.effort[0] == pytest.approx(1 / (1 + math.exp(-odds)))


def test_effort_is_capped_by_the_days_left_after_meetings_held_or_not(tiny):
    for held in (1.0, 0.0):
        member = tiny.members(
            2, contributor=OTHER, own_resources=10.0, reserved_days=[8.0, 12.0], meeting_days=[8.0 * held, 12.0 * held]
        )
        a_month(tiny, member, network=tiny.network(funded_share=held))
        assert member.effort.tolist() == pytest.approx([0.2, 0.0])


def test_steering_induces_effort_while_the_director_is_there_and_lowers_own_motivation(tiny):
    efforts = []
    for vacancy in (0.0, 3.0):
        member = tiny.members(2, kind=[0, 1], contributor=OTHER, own_resources=10.0)
        leader = tiny.leaders(2, competence=0.5, vacancy=[vacancy, 0.0])
        network = tiny.network(funded_share=1.0, steering=1.0)
        a_month(tiny, member, leader=leader, network=network, steering_effect=0.4, steering_cost=1.0)
        efforts.append(member.effort[1])
    own = 1 / (1 + math.exp(-(math.log(3 / 7) - 1.0)))
    assert efforts == pytest.approx([own + (1 - own) * 0.4 * 0.5, own])


def test_who_rests_gives_nothing_and_counts_for_nobody(tiny):
    member = tiny.members(3, status=[0, 1, 0], contributor=OTHER, own_resources=10.0, effort=0.5)
    a_month(tiny, member, tie=tiny.ties([(0, 1), (0, 2)], trust=0.5))
    assert member.effort.tolist() == pytest.approx([0.3, 0.0, 0.3])
    assert member.partners.tolist() == [1.0, 0.0, 1.0]


def test_look_around(tiny):
    member = tiny.members(3)
    tie = tiny.ties([(0, 1), (0, 2)], trust_ab=[0.8, 0.4], trust_ba=[0.6, 0.5])
    tiny.rule("activity").look_around(member, tie)
    # Member 0 trusts .8 and .4, is trusted .6 and .5; mutual is the lower of each pair: .6 and .4
    assert member.trust[0] == pytest.approx(0.6)
    assert member.mutual_trust[0] == pytest.approx(0.5)
    assert member.trust.tolist()[1:] == pytest.approx([0.6, 0.5])


def test_projects_of_a_goal(tiny):
    """Two members with 10 days: 4 and 2 days given, skill .5; perfect co-ordination; no luck."""
    member = tiny.members(
        2, effort=[0.4, 0.2], contribution=[4.0, 2.0], own_resources=10.0, skill=0.5, trust=0.5
    )
    goal = tiny.goals(aim=0.3, workload=20.0)
    network = tiny.network(funded_share=1.0, delivery=1.0, role_clarity=1.0, fit=1.0)
    tiny.rule("activity").projects(
        tiny.clock(), tiny.luck, member, goal, network, tiny.numbers(), laboratory(tiny)
    )
    # level: share .3, able 1, quality 1: .3 * 1.3 = .39; success logistic(5 (.39 - .3))
    success = 1 / (1 + math.exp(-0.45))
    assert goal.success[0] == pytest.approx(success)
    assert goal.aim[0] == pytest.approx(0.3 + 0.1 * (0.5 - 0.3))
    work = 6 * 1.3 * (0.5 + success)
    assert network.output[0] == pytest.approx(work)
    assert goal.progress[0] == pytest.approx(work / 20)
    # Past a quarter (and a half) of the way: something to celebrate.
    assert (goal.wins[0], network.win[0], goal.people[0]) == (int(4 * work / 20), 1.0, 2.0)


def test_a_surplus_is_spent_once_however_many_goals_there_are(tiny):
    member = tiny.members(4, own_resources=10.0, project=[0, 0, 0, 1])
    goal = tiny.goals(2, workload=100.0)
    network = tiny.network(project_days=8.0)
    tiny.rule("activity").projects(
        tiny.clock(), tiny.luck, member, goal, network, tiny.numbers(), laboratory(tiny)
    )
    # Nobody gives anything: what is done is what the 8 days buy, half of them effective, by members at work.
    assert goal.progress.tolist() == pytest.approx([0.03, 0.01])
    assert network.output[0] == pytest.approx(4.0)


def test_a_finished_goal_is_met_in_its_month_and_a_standing_one_never(tiny):
    goal = tiny.goals(2, workload=10.0, progress=0.9, standing=[0, 1])
    network = tiny.network()
    for g in (0, 1):
        tiny.rule("activity").advance(g, 5.0, tiny.clock(month=7), goal, network)
    assert goal.met_month.tolist() == [7, 0]
    assert goal.progress.tolist() == [1.0, 0.9]


def test_urgency_fades_towards_its_floor_and_rises_with_a_success(tiny):
    member = tiny.members(1, contributor=OTHER, own_resources=10.0)
    _, _, network = a_month(tiny, member, network=tiny.network(funded_share=1.0, urgency=0.6))
    assert network.urgency[0] == pytest.approx(0.6 - 0.1 * 0.2)
    _, _, network = a_month(
        tiny, member, network=tiny.network(funded_share=1.0, urgency=0.6), goal=tiny.goals(workload=4.0)
    )
    assert network.urgency[0] == pytest.approx(0.6 - 0.1 * 0.2 + 0.2)
