"""Every invariant notices when the number it is about is wrong, and says nothing while it is right."""

import itertools

import numpy as np
import pytest
from tests.invariants.catalogue import INVARIANTS, violations
from tests.worlds import ROWS, World, both, small

from netsustain.state import Ended, Status

BUSY = small(
    14, 30, "strategies_all",
    **both(
        {"network.recipe": {"mean_degree": 6}, "structure_every": 5, "funding": {"area_office_budget": 20}},
        {"levers": {"handover_months": 2.5, "core_leaders": 3, "reserve_plan": 0.5}},
        {"parameters": {"membership": {"recruit_rate": 0.5, "growth_limit": 4, "patience": 1, "exit_rate": 0.01}}},
        {"events": [
            {"at": 3, "join": {"kind": "private", "ties": 3}}, {"at": 4, "transfer": {"who": "leaders", "share": 0.6}},
            {"at": 5, "scandal": {}}, {"at": 6, "set": {"core_leaders": 1, "platform": 1, "over": 4}},
            {"at": 6, "budget": {"level": 0.5, "over": 5}}, {"at": 8, "transfer": {"handover": 0}},
        ]},
    ),
)  # fmt: skip
"""Fourteen members of whom somebody moves, joins, quarrels or is cut every month."""


@pytest.fixture(scope="module")
def two_months():
    """The network at the end of two months, nobody coming or going in the second but somebody staying; its plan."""
    world = World(BUSY)
    history = list(world.months(20))[2:]
    for before, after in itertools.pairwise(history):
        if not after.net("joined") and not after.net("left") and _stay(before, after).any():
            return before, after, world.compiled
    raise AssertionError("there is no such month")


def _stay(before, after):
    """Which of the posts there were have the same leader still."""
    known = len(before["leader.vacancy"])
    stays = (after["leader.vacancy"] == 0) & (after["leader.appointed_month"] < after.month)
    stays &= after["member.status"] <= 1
    return stays[:known] & (before["leader.vacancy"] == 0) & (before["member.status"] <= 1)


def test_nothing_is_violated(two_months):
    assert violations(*two_months) == []


def add(column, row=0, amount=1):
    """Add to one number of the later month."""

    def damage(before, after):
        after[column][row] += amount

    return damage


def put(column, value, row=0):
    """Set one number of the later month."""

    def damage(before, after):
        after[column][row] = value

    return damage


def first(column, value):
    """The first row where a column holds a value."""
    return np.flatnonzero(column == value)[0]


def _lend(before, after):
    after["network.own_income"][0] = after.net("need_days") + 1.0


def _save(before, after):
    after["network.reserve"][0] = before.net("reserve") + 2.0 * after.net("need_days") * 60.0


def _lever(before, after):
    after.state.levers[0, 7] += 0.5


def _ring(before, after):
    after["member.ring_order"][:2] = after["member.ring_order"][1::-1]


def _founder_that_came_late(before, after):
    after["member.joined_month"][0] += 1


def _newcomer(before, after):
    """As if the last row had not been there the month before."""
    before.state.size[0] -= 1
    after["member.number"][-1] = 77


def _working_ghost(before, after):
    after["member.status"][3] = Status.LEFT


def _talk(before, after):
    after["member.face_to_face"][2] = 0.7
    after["member.written"][2] = 0.4


def _vacancy(before, after):
    before["leader.vacancy"][1] = 5.0
    after["leader.vacancy"][1] = 5.0


def _tenure(before, after):
    row = np.flatnonzero(_stay(before, after))[0]
    after["leader.months_in_post"][row] += 1.0


def _core(before, after):
    after["leader.core"][:] = 1


def _twice(before, after):
    after["tie.a"][1], after["tie.b"][1] = after["tie.a"][0], after["tie.b"][0]


def _lists(before, after):
    after.state.neighbour_member[:2] = after.state.neighbour_member[1::-1]


def _level(before, after):
    row = first(after["member.status"], Status.ACTIVE)
    after["member.level"][row] = (after["member.level"][row] + 2) % 5


def _goal(before, after):
    before["goal.progress"][1] = 0.9
    after["goal.progress"][1] = 0.8


def _end(before, after):
    before["network.ended"][0] = after["network.ended"][0] = Ended.DISSOLVED
    after["network.end_month"][0] = 3


def _structure(before, after):
    after.month = 10
    after["network.density"][0] *= 1.01


def _live(before, after):
    after["member.effort"][:], after["member.effort_1"][:], after["member.effort_2"][:] = 0.05, 0.05, 0.05


FAULTS = {
    "money_is_conserved": add("network.lapsed_days"),
    "income_is_the_sum_of_its_sources": add("channel.income", 2),
    "the_funded_share_is_what_is_paid_of_the_need": add("network.funded_share", 0, 1e-6),
    "the_reserve_bridges_and_saves": _save,
    "members_lend_only_what_is_short": _lend,
    "budgets_move_to_their_target": add("channel.level", 1, 0.2),
    "levers_move_to_their_dose": _lever,
    "a_year_of_income_follows_income": add("channel.income_year", 6, 0.1),
    "concentration_is_herfindahls_index": add("network.concentration", 0, 1e-6),
    "handovers_are_paid_month_by_month": add("network.handover_days", 0, 0.5),
    "levers_cost_their_money": add("network.money", 0, 10.0),
    "costs_add_up": add("network.cost_days", 0, 0.01),
    "sustained_value_adds_up": add("network.sustained_value", 0, 0.01),
    "costs_never_fall": put("network.transfers", -1),
    "members_are_accounted_for": add("network.joined"),
    "a_member_stays_who_it_is": _founder_that_came_late,
    "newcomers_are_candidates_of_this_month": _newcomer,
    "who_left_gives_nothing": _working_ghost,
    "the_ring_is_in_order": _ring,
    "effort_is_remembered_for_two_months": add("member.effort_1", slice(None), 0.01),
    "nobody_gives_more_than_it_has": add("member.contribution", slice(None), 0.01),
    "talk_is_capped": _talk,
    "meetings_take_members_time": add("network.meeting_days", 0, 0.1),
    "bad_months_are_counted_one_by_one": add("member.bad_months", 0, 3),
    "the_warm_start_cools": add("member.warmth", 0, 0.01),
    "skills_are_not_lost": add("member.skill", 0, -0.2),
    "the_core_group_keeps_its_size": _core,
    "a_vacant_post_has_no_person": add("leader.level", slice(None), 0.01),
    "vacancies_run_out": _vacancy,
    "tenure_is_counted_from_the_appointment": _tenure,
    "transfers_are_counted": add("network.transfers", 0, 3),
    "leadership_is_the_core_groups": add("network.leadership", 0, 0.01),
    "vacant_posts_are_a_share_of_posts": add("network.vacant_share", 0, 0.01),
    "a_tie_joins_two_rows_once": _twice,
    "nobody_that_left_has_a_tie": _working_ghost,
    "neighbour_lists_say_what_ties_say": _lists,
    "trust_is_its_two_parts_under_a_ceiling": add("tie.trust_ba", 4, 1e-6),
    "a_ceiling_never_rises": add("tie.ceiling_ab", slice(None), 0.1),
    "an_agreement_lasts_as_long_as_the_tie": put("tie.formal", 0, slice(None)),
    "contacts_are_counted": add("tie.unused", slice(None), 1),
    "strength_follows_contact": add("tie.strength", slice(None), 1e-6),
    "youth_is_age_forgotten": add("tie.youth", 0, 1e-6),
    "a_new_tie_is_new": lambda before, after: (
        before.state.size.__setitem__(1, 3), after["tie.age"].__setitem__(slice(None), 9)
    ),
    "numbers_are_numbers": put("member.value", np.nan, 2),
    "shares_lie_in_their_bounds": put("network.urgency", 1.001),
    "amounts_are_not_negative": put("channel.income", -0.001, 3),
    "means_are_those_of_active_members": add("network.effort", 0, 1e-6),
    "conditions_follow_from_the_state": add("network.c4", 0, 1e-6),
    "levels_follow_their_thresholds": _level,
    "structure_is_networkxs": _structure,
    "live_members_are_the_largest_working_group": _live,
    "the_living_are_active": put("network.live_members", 99),
    "a_goal_that_is_met_stays_met": _goal,
    "dead_months_are_counted": add("network.dead_months"),
    "an_end_is_an_end": _end,
    "months_sustained_are_those_before_dissolution": add("network.months_sustained"),
    "conditions_are_totalled_over_live_months": add("condition.total", 3, 0.01),
}  # fmt: skip


@pytest.mark.parametrize("name", INVARIANTS)
def test_an_invariant_notices(name, two_months):
    before, after = (type(month)(month.state, month.month) for month in two_months[:2])
    FAULTS[name](before, after)
    assert INVARIANTS[name](before, after, two_months[2]) is not None


def test_there_are_enough_and_every_one_has_its_fault():
    assert len(INVARIANTS) >= 15
    assert FAULTS.keys() == INVARIANTS.keys()
    assert ROWS.keys() == {"member", "leader", "tie", "goal"}
