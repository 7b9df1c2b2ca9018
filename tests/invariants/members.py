"""What must hold of member organisations at the end of every month."""

from __future__ import annotations

import numpy as np
from tests.invariants.telling import first_of, rows_where, then_and_now, unequal
from tests.worlds import Snapshot

from netsustain.plan import Compiled
from netsustain.state import Status
from netsustain.streams import CANDIDATE


def members_are_accounted_for(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Active + dormant = those before + joined - left; counts and shares follow from the rows."""
    here = int((before["member.status"] <= Status.DORMANT).sum())
    active, dormant, left = (
        int((after["member.status"] == code).sum()) for code in (Status.ACTIVE, Status.DORMANT, Status.LEFT)
    )
    return first_of(
        unequal("who takes part", active + dormant, here + after.net("joined") - after.net("left")),
        unequal("active members", after.net("active_members"), active),
        unequal("active share", after.net("active_share"), active / max(active + dormant + left, 1)),
    )


def a_member_stays_who_it_is(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Number, kind, place, type and founding never change; the month of joining only when an expected member joins."""
    waited = before["member.status"] == Status.EXPECTED
    for name in ("number", "kind", "founder", "contributor", "joined_month", "remoteness", "alone", "reciprocity"):
        then, now = then_and_now(before, after, f"member.{name}")
        problem = rows_where(f"member.{name} changed", (then != now) & ~waited)
        if problem:
            return problem
    numbers = after["member.number"]
    return rows_where("two members of one number", np.bincount(np.unique(numbers, return_inverse=True)[1]) > 1)


def newcomers_are_candidates_of_this_month(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """A row that was not there is a candidate's; it and an expected member that joined are dated to this month."""
    known = len(before["member.status"])
    new = np.arange(len(after["member.status"])) >= known
    joined = new.copy()
    joined[:known] = (before["member.status"] == Status.EXPECTED) & (after["member.status"][:known] != Status.EXPECTED)
    return first_of(
        rows_where("no candidate", new & (after["member.number"] < CANDIDATE)),
        rows_where("not joined this month", joined & (after["member.joined_month"] != after.month)),
        rows_where("a newcomer is a founder", joined & (after["member.founder"] == 1)),
    )


def who_left_gives_nothing(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """No effort of those that left; nothing contributed once they were gone for a month."""
    gone = after["member.status"] >= Status.LEFT
    stayed_away = gone[: len(before["member.status"])] & (before["member.status"] >= Status.LEFT)
    given = then_and_now(before, after, "member.contribution")[1]
    return rows_where("effort of one that left", gone & (after["member.effort"] != 0)) or rows_where(
        "contribution of one that left", stayed_away & (given != 0)
    )


def the_ring_is_in_order(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Every row stands on the ring once, in the order of its place."""
    order = after["member.ring_order"]
    if not np.array_equal(np.sort(order), np.arange(order.size)):
        return "the ring's order is no order of the rows"
    return rows_where("the ring is not sorted", np.diff(after["member.ring"][order]) < 0)


def effort_is_remembered_for_two_months(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Effort of last month and the month before, of members active then and now."""
    there = _stayed_active(before, after)
    for name, earlier in (("effort_1", "effort"), ("effort_2", "effort_1")):
        kept = then_and_now(before, after, f"member.{name}")[1]
        problem = rows_where(f"{name} is not last month's {earlier}", there & (kept != before[f"member.{earlier}"]))
        if problem:
            return problem
    return None


def _stayed_active(before: Snapshot, after: Snapshot) -> np.ndarray:
    then, now = then_and_now(before, after, "member.status")
    return (then == Status.ACTIVE) & (now == Status.ACTIVE)


def nobody_gives_more_than_it_has(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Contribution = effort x own resources, and fits beside the time that meetings take."""
    there = _stayed_active(before, after)
    own = then_and_now(before, after, "member.own_resources")[1]
    effort = then_and_now(before, after, "member.effort")[1]
    given = then_and_now(before, after, "member.contribution")[1]
    free = np.maximum(1.0 - then_and_now(before, after, "member.meeting_days")[1] / np.maximum(own, 0.01), 0.0) * own
    wrong = unequal("contribution", given[there], (effort * own)[there])
    return wrong or rows_where("more given than there is", there & (given > free * (1 + 1e-12)))


def talk_is_capped(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Doses of face-to-face and written talk together are at most 1."""
    return rows_where("more than a full dose", after["member.face_to_face"] + after["member.written"] > 1.0 + 1e-12)


def meetings_take_members_time(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Time in meetings is the sum over members, those included that left after the meetings."""
    return unequal("time in meetings", after.net("meeting_days"), after["member.meeting_days"].sum(), 1e-9)


def bad_months_are_counted_one_by_one(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """The count of bad months (of one that left: of months away) goes up by one or back to 0."""
    then, now = then_and_now(before, after, "member.bad_months")
    status = then_and_now(before, after, "member.status")
    then = np.where((status[0] <= Status.DORMANT) & (status[1] == Status.LEFT), 0, then)
    return rows_where("bad months", (now != then + 1) & (now != 0) & (now != then)) or rows_where(
        "bad months stand still", _stayed_active(before, after) & (now == then) & (now != 0)
    )


def the_warm_start_cools(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """What is left of the warm start is e^(-rounds / tau)."""
    known = after["member.status"] != Status.EXPECTED
    expected = np.exp(-after["member.rounds"] / after.parameter("warm_months"))
    return unequal("warmth", after["member.warmth"][known], expected[known], 1e-9)


def skills_are_not_lost(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Collaboration skill never falls."""
    known = before["member.status"] != Status.EXPECTED
    then, now = then_and_now(before, after, "member.skill")
    return rows_where("skill fell", known & (now < then))


INVARIANTS = (
    members_are_accounted_for, a_member_stays_who_it_is, newcomers_are_candidates_of_this_month,
    who_left_gives_nothing, the_ring_is_in_order, effort_is_remembered_for_two_months,
    nobody_gives_more_than_it_has, talk_is_capped, meetings_take_members_time, bad_months_are_counted_one_by_one,
    the_warm_start_cools, skills_are_not_lost,
)  # fmt: skip
