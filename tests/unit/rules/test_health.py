"""Step 12 by hand: levels, conditions, structure, alive or ended, and why."""

import math

import numpy as np
import pytest

ACTIVE, DORMANT, LEFT, EXPECTED = range(4)
ALIVE, DISSOLVED, COMPLETED = range(3)


# ---- levels of working together (E-L1..L4) -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("effort", "trust", "before", "after"),
    [
        (0.04, 0.90, 0, 0),
        (0.05, 0.00, 0, 1),
        (0.20, 0.29, 0, 1),  # effort for level 2, trust not yet
        (0.20, 0.30, 0, 2),
        (0.35, 0.45, 0, 3),
        (0.50, 0.60, 0, 4),
        (0.50, 0.60, 3, 4),
        # Hysteresis: a level is kept until .05 below its threshold.
        (0.46, 0.56, 4, 4),
        (0.44, 0.60, 4, 3),
        (0.50, 0.54, 4, 3),
        (0.46, 0.56, 3, 3),  # but not gained there
        (0.01, 0.00, 1, 1),
        (-0.01, 0.00, 1, 0),
        (0.00, 0.00, 4, 1),  # several at once; level 1 is lost below zero effort only
    ],
)
def test_levels_go_up_at_the_threshold_and_down_below_it(effort, trust, before, after, tiny):
    assert tiny.rule("health").reached(effort, trust, before) == after


# ---- a live month ------------------------------------------------------------------------------------------------


def team(tiny, **given):
    """Four members at work on the one goal."""
    return tiny.members(4, **{"effort": 0.3, "effort_1": 0.3, "effort_2": 0.3, **given})


def together(tiny, member, tie, goal=None):
    return tiny.plain("structure").working_together(member, tie, goal or tiny.goals(), 0.1)


CHAIN = [(0, 1), (1, 2), (2, 3)]


def test_the_largest_component_of_members_at_work(tiny):
    assert together(tiny, team(tiny), tiny.ties(CHAIN)) == 4
    # Joint work two months ago still counts, three months ago no longer.
    assert together(tiny, team(tiny), tiny.ties(CHAIN, unused=[2, 0, 2])) == 4
    assert together(tiny, team(tiny), tiny.ties(CHAIN, unused=[0, 3, 0])) == 2
    assert together(tiny, team(tiny), tiny.ties(CHAIN, unused=[3, 3, 0])) == 2
    assert together(tiny, team(tiny), tiny.ties([])) == 1


def test_who_is_at_work(tiny):
    # Mean effort over three months: member 1 has .101, member 2 has .099.
    early, late = [0.3, 0.063, 0.057, 0.3], [0.3, 0.12, 0.12, 0.3]
    member = team(tiny, effort_2=early, effort_1=late, effort=late)
    works = tiny.plain("structure").works
    assert [works(i, member, tiny.goals(), 0.1) for i in range(3)] == [True, True, False]
    # The chain is cut at member 2.
    assert together(tiny, member, tiny.ties(CHAIN)) == 2
    assert together(tiny, team(tiny, status=[0, DORMANT, 0, 0]), tiny.ties(CHAIN)) == 2
    assert together(tiny, team(tiny, project=[0, -1, 0, 0]), tiny.ties(CHAIN)) == 2
    assert together(tiny, team(tiny), tiny.ties(CHAIN), tiny.goals(met_month=5)) == 0
    # The threshold is a parameter of the scenario.
    assert [works(i, member, tiny.goals(), 0.05) for i in range(3)] == [True, True, True]


# ---- the end -----------------------------------------------------------------------------------------------------


def watch(tiny, lives, network=None, condition=None, horizon=60):
    """Judge months 1, 2, ... that are live or not."""
    network = network or tiny.network(need=1.0, months_sustained=horizon)
    condition = condition or tiny.conditions(start=0.5, value=0.5)
    for month, live in enumerate(lives, start=1):
        network.live[0] = live
        tiny.rule("health").judge(tiny.clock(month=month, horizon=horizon), condition, network)
    return network


def test_six_dead_months_are_an_end_dated_to_the_first(tiny):
    network = watch(tiny, [1, 1, 0, 0, 0, 0, 0])
    assert network.ended[0] == ALIVE, "five are not enough"
    network = watch(tiny, [1, 1, 0, 0, 0, 0, 0, 0])
    assert (network.ended[0], network.end_month[0], network.confirmed_month[0]) == (DISSOLVED, 3, 8)
    assert network.months_sustained[0] == 2.0


def test_revival_within_six_months_is_no_end(tiny):
    network = watch(tiny, [1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0])
    assert network.ended[0] == ALIVE
    network = watch(tiny, [1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0])
    assert (network.end_month[0], network.confirmed_month[0]) == (8, 13)


def test_the_first_month_can_be_the_end(tiny):
    network = watch(tiny, [0] * 6)
    assert (network.end_month[0], network.months_sustained[0]) == (1, 0.0)


def test_an_end_within_the_horizon_is_confirmed_after_it_and_one_beyond_is_none(tiny):
    network = watch(tiny, [1] * 9 + [0] * 6, horizon=10)
    assert (network.ended[0], network.end_month[0], network.confirmed_month[0]) == (DISSOLVED, 10, 15)
    network = watch(tiny, [1] * 10 + [0] * 6, horizon=10)
    assert (network.ended[0], network.end_month[0]) == (ALIVE, 0)


@pytest.mark.parametrize(
    ("given", "ended", "cause"),
    [
        ({"originals_met": 1}, COMPLETED, 8),
        ({"need": 0.0}, COMPLETED, 9),
        ({"need": 0.06}, DISSOLVED, 1),
        ({"closed": 1, "originals_met": 1}, COMPLETED, 8),  # closed because the goals were met
    ],
)
def test_completed_or_dissolved(given, ended, cause, tiny):
    network = tiny.network(**{"need": 1.0, "months_sustained": 60, **given})
    watch(tiny, [1, 0, 0, 0, 0, 0, 0], network)
    assert (network.ended[0], network.cause[0]) == (ended, cause)
    # Completion is no failure: it does not shorten the months sustained.
    assert network.months_sustained[0] == (60 if ended == COMPLETED else 1.0)


def test_the_cause_is_what_fell_first_and_stayed_down_and_its_trigger_what_struck_before(tiny):
    rule, network, condition = tiny.rule("health"), tiny.network(), tiny.conditions()
    condition.value[:] = 0.8
    rule.watch(tiny.clock(month=1), True, condition, network)
    assert condition.start.tolist() == [0.8] * 7
    # Month 3: resources fall below half; month 4: so does trust, then it recovers; month 5: a shock; month 6: value.
    condition.value[4] = 0.39
    rule.watch(tiny.clock(month=3), True, condition, network)
    condition.value[1] = 0.3
    rule.watch(tiny.clock(month=4), True, condition, network)
    condition.value[1], network.event_kind[0], network.event_month[0] = 0.45, 2, 5
    rule.watch(tiny.clock(month=5), True, condition, network)
    condition.value[5] = 0.2
    rule.watch(tiny.clock(month=6), True, condition, network)
    assert condition.fell_month.tolist() == [0, 0, 0, 0, 3, 6, 0]
    assert rule.first_to_fall(condition) == 4
    assert (condition.event_kind[4], condition.event_kind[5], condition.event_month[5]) == (0, 2, 5)
    # A little above half is not yet recovered, 1.1 times half is.
    condition.value[4] = 0.43
    rule.watch(tiny.clock(month=7), True, condition, network)
    assert condition.fell_month[4] == 3
    condition.value[4] = 0.45
    rule.watch(tiny.clock(month=8), True, condition, network)
    assert rule.first_to_fall(condition) == 5


@pytest.mark.parametrize(("later", "trigger"), [(0.3, (2, 3)), (0.8, (0, 0))])
def test_a_shock_whose_fall_was_mended_triggers_nothing(tiny, later, trigger):
    rule, network, condition = tiny.rule("health"), tiny.network(need=1.0, months_sustained=60), tiny.conditions()
    condition.value[:] = 0.8
    rule.watch(tiny.clock(month=1), True, condition, network)
    network.event_kind[0], network.event_month[0] = 2, 3
    condition.value[1] = 0.3
    rule.watch(tiny.clock(month=3), True, condition, network)
    condition.value[1] = later
    rule.watch(tiny.clock(month=4), True, condition, network)
    for month in range(5, 11):
        rule.judge(tiny.clock(month=month), condition, network)
    assert network.ended[0] == DISSOLVED
    assert (network.trigger[0], network.trigger_month[0]) == trigger


def test_of_several_that_fell_in_one_month_the_one_that_fell_furthest_is_the_cause(tiny):
    rule, network, condition = tiny.rule("health"), tiny.network(), tiny.conditions()
    condition.value[:] = 0.8
    rule.watch(tiny.clock(month=1), True, condition, network)
    condition.value[[0, 4, 5]] = [0.3, 0.1, 0.2]
    rule.watch(tiny.clock(month=9), True, condition, network)
    # What came of them later does not matter, as long as they stay down.
    condition.value[[0, 4, 5]] = [0.0, 0.2, 0.0]
    rule.watch(tiny.clock(month=10), True, condition, network)
    assert rule.first_to_fall(condition) == 4


def test_conditions_are_watched_beyond_the_horizon_and_summed_up_to_it(tiny):
    rule, network, condition = tiny.rule("health"), tiny.network(), tiny.conditions()
    condition.value[:] = 0.8
    rule.watch(tiny.clock(month=1, horizon=2), True, condition, network)
    condition.value[:] = 0.3
    rule.watch(tiny.clock(month=3, horizon=2), True, condition, network)
    assert condition.fell_month.tolist() == [3] * 7
    assert condition.total.tolist() == [0.8] * 7


def test_if_none_fell_by_half_the_one_that_lost_most_is_the_cause(tiny):
    condition = tiny.conditions(
        start=[0.8, 0.8, 0.4, 0.8, 0.0, 0.8, 0.8], value=[0.7, 0.5, 0.3, 0.7, 0.0, 0.8, 0.9]
    )
    assert tiny.rule("health").first_to_fall(condition) == 1


# ---- conditions and structure ------------------------------------------------------------------------------------


def test_seven_conditions_of_a_month(tiny):
    """Four members, one of whom rests; each condition by its formula."""
    member = tiny.members(
        4, status=[0, 0, 0, DORMANT], partners=[1, 1, 0, 3], mutual_trust=[0.6, 0.4, 0.0, 1.0],
        alignment=[1.0, 0.5, 0.6, 0.0], value=0.0, informed=0.5, face_to_face=0.4, written=0.2, effort=0.2,
    )  # fmt: skip
    network = tiny.network(
        goal_clarity=0.7, leadership=0.4, fit=0.6, role_clarity=0.55, two_way=0.5, funded_share=0.8,
        concentration=0.65, flexibility=0.5, inertia=0.5,
    )  # fmt: skip
    condition, rule = tiny.conditions(), tiny.rule("health")
    rule.conditions(True, rule.census(member, network), condition, network)
    assert condition.value.tolist() == pytest.approx(
        [
            math.sqrt(0.7 * 0.7),
            0.5 * 2 / 3,  # mean mutual trust of those with a partner, times their share
            (0.5 + 0.6 + 0.55) / 3,
            0.5 * (0.5 + 0.6 * 0.5 * 1.5),
            0.8 * (1 - 0.5 * 0.35 / 0.7),
            0.5,
            0.5,
        ]
    )
    assert (network.active_members[0], network.active_share[0]) == (3, 0.75)
    assert network.c5[0] == condition.value[4]


def test_without_active_members_every_condition_is_0(tiny):
    member, rule = tiny.members(2, status=[DORMANT, LEFT]), tiny.rule("health")
    network, condition = (
        tiny.network(leadership=1.0, fit=1.0, flexibility=1.0, funded_share=1.0),
        tiny.conditions(),
    )
    rule.conditions(False, rule.census(member, network), condition, network)
    assert condition.value.tolist() == [0.0] * 7
    assert network.active_share[0] == 0.0


def test_members_that_never_took_part_are_no_loss(tiny):
    network = tiny.network()
    tiny.rule("health").census(tiny.members(4, status=[0, 0, LEFT, EXPECTED]), network)
    assert network.active_share[0] == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("pairs", "density", "centralisation", "transitivity", "components"),
    [
        ([(0, 1), (0, 2), (0, 3)], 0.5, 1.0, 0.0, 1),  # a star
        ([(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)], 1.0, 0.0, 1.0, 1),  # everybody with everybody
        ([(0, 1), (1, 2), (0, 2)], 0.5, 1 / 3, 1.0, 2),  # a triangle and a loner: (0 + 0 + 0 + 2) / (3 * 2)
        (
            [(0, 1), (1, 2), (0, 2), (2, 3)],
            2 / 3,
            2 / 3,
            3 / 5,
            1,
        ),  # a triangle with a tail: 3 of 5 two-paths
    ],
)
def test_structure_of_four(pairs, density, centralisation, transitivity, components, tiny):
    network = tiny.network()
    tiny.plain("structure").structure(tiny.members(4), tiny.ties(pairs), network, tiny.neighbours(4, pairs))
    assert network.density[0] == pytest.approx(density)
    assert network.centralisation[0] == pytest.approx(centralisation)
    assert network.transitivity[0] == pytest.approx(transitivity)
    assert network.components[0] == components


def test_who_rests_is_no_part_of_the_structure(tiny):
    pairs = [(0, 1), (1, 2), (0, 2), (2, 3), (0, 3)]
    network = tiny.network()
    member = tiny.members(4, status=[0, 0, 0, DORMANT])
    tiny.plain("structure").structure(member, tiny.ties(pairs), network, tiny.neighbours(4, pairs))
    assert (network.ties[0], network.density[0], network.transitivity[0]) == (3, 1.0, 1.0)


def test_costs_and_discounted_value(tiny):
    member = tiny.members(
        4, status=[0, DORMANT, LEFT, 0], contribution=[3.0, 0.0, 2.0, 0.0], meeting_days=[1.0, 0.5, 0.0, 0.0],
        benefit=[1.2, 0, 1, 0], own_resources=[6.0, 4.0, 4.0, 4.0], effort=[0.5, 0.0, 0.0, 0.2],
    )  # fmt: skip
    network = tiny.network(paid_days=4.0, project_days=1.0, money=2000.0)
    parameter = tiny.numbers(effort_cost=0.4, benefit_days=5.0)
    clock = tiny.clock(month=3, discount=0.9)
    tiny.rule("health").account(clock, member, network, parameter)
    # Paid 4 + projects 1 + given 5 (2 by one that left since) + meetings 1.5; benefit before the cost of effort, half
    # of what they could give, in both: 1.2 + .4 * .5 and 1 + .4 * .5, five days a unit. The last came back later.
    assert network.cost_days[0] == pytest.approx(11.5)
    assert network.cost_money[0] == pytest.approx(2000.0)
    assert network.sustained_value[0] == pytest.approx(0.81 * (5 * 2.6 - 11.5))


def test_progress_of_the_goals_that_can_be_finished(tiny):
    goal = tiny.goals(3, workload=[10.0, 30.0, 1.0], progress=[1.0, 0.5, 0.9], standing=[0, 0, 1])
    network = tiny.network()
    tiny.rule("health").progress(goal, network)
    assert network.progress[0] == pytest.approx(25 / 40)
    assert np.isfinite(network.progress[0])
