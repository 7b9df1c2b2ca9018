"""What must hold of ties, trust and neighbour lists at the end of every month."""

from __future__ import annotations

import itertools

import numpy as np
from tests.invariants.telling import rows_where, unequal
from tests.worlds import Snapshot

from netsustain.plan import Compiled
from netsustain.rules.events import MERGER
from netsustain.state import Status

WAYS = ("ab", "ba")


def a_tie_joins_two_rows_once(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Ends a < b are rows of members, and no pair has two ties."""
    a, b, members = after["tie.a"], after["tie.b"], len(after["member.status"])
    wrong = rows_where("ends of a tie", (a < 0) | (a >= b) | (b >= members))
    return wrong or ("a pair has two ties" if np.unique(a * members + b).size < a.size else None)


def nobody_that_left_has_a_tie(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Both ends of every tie take part."""
    status = after["member.status"]
    return rows_where(
        "a tie of a member that left",
        np.maximum(status[after["tie.a"]], status[after["tie.b"]]) > Status.DORMANT,
    )


def neighbour_lists_say_what_ties_say(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """The list of every member is sorted and holds the other end of each of its ties, and that tie."""
    a, b, state = after["tie.a"], after["tie.b"], after.state
    start = state.neighbour_start[: len(after["member.status"]) + 1]
    if start[0] != 0 or start[-1] != 2 * a.size:
        return f"lists hold {start[-1]} partners of {a.size} ties"
    for i, (first, last) in enumerate(itertools.pairwise(start)):
        others, through = state.neighbour_member[first:last], state.neighbour_tie[first:last]
        if (np.diff(others) <= 0).any() or not np.array_equal(others, np.sort([*b[a == i], *a[b == i]])):
            return f"list of row {i}: {others.tolist()}"
        if not np.array_equal(np.where(a[through] == i, b[through], a[through]), others):
            return f"list of row {i} leads through ties {through.tolist()}"
    return None


def trust_is_its_two_parts_under_a_ceiling(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Trust = min(phi personal + (1 - phi) institutional, ceiling), each way."""
    share = after.parameter("personal_share")
    for way in WAYS:
        whole = share * after[f"tie.personal_{way}"] + (1.0 - share) * after[f"tie.institutional_{way}"]
        problem = unequal(f"trust {way}", after[f"tie.trust_{way}"], np.minimum(whole, after[f"tie.ceiling_{way}"]))
        if problem:
            return problem
    return None


def _same_ties(before: Snapshot, after: Snapshot) -> tuple[np.ndarray, np.ndarray]:
    """Rows then and now of the ties that lasted: the same pair, a month older."""
    then = {pair: row for row, pair in enumerate(before.pairs())}
    found = [(then[pair], row) for row, pair in enumerate(after.pairs()) if pair in then]
    old, new = np.array(found, dtype=np.int64).reshape(-1, 2).T
    lasted = after["tie.age"][new] == before["tie.age"][old] + 1.0
    return old[lasted], new[lasted]


def _merging(month: int, plan: Compiled) -> bool:
    """Whether a merger hands ties to another member this month: a tie of the same pair may be another one."""
    whole = plan.plan.timeline.whole
    return bool(((whole[:, 1] == MERGER) & ((whole[:, 0] == month) | (whole[:, 7] != 0))).any())


def a_ceiling_never_rises(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """What a breach leaves stays, as long as the tie lasts."""
    if _merging(after.month, plan):
        return None
    old, new = _same_ties(before, after)
    risen = [after[f"tie.ceiling_{way}"][new] > before[f"tie.ceiling_{way}"][old] for way in WAYS]
    return rows_where("a ceiling rose", risen[0] | risen[1])


def an_agreement_lasts_as_long_as_the_tie(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """A formal tie stays formal."""
    if _merging(after.month, plan):
        return None
    old, new = _same_ties(before, after)
    return rows_where("an agreement was lost", after["tie.formal"][new] < before["tie.formal"][old])


def contacts_are_counted(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Joint work is contact; months without contact and without joint work count up from the last."""
    contact, joint = after["tie.contact"] == 1, after["tie.joint"] == 1
    if (joint & ~contact).any():
        return "joint work without contact"
    if _merging(after.month, plan):
        return None
    old, new = _same_ties(before, after)
    for name, since in (("idle", contact), ("unused", joint)):
        expected = np.where(since[new], 0, before[f"tie.{name}"][old] + 1)
        problem = rows_where(f"tie.{name}", after[f"tie.{name}"][new] != expected)
        if problem:
            return problem
    return None


def strength_follows_contact(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Strength moves its share of the way to 1 with contact, to 0 without."""
    if _merging(after.month, plan):
        return None
    old, new = _same_ties(before, after)
    then = before["tie.strength"][old]
    expected = then + after.parameter("strength_rate") * (after["tie.contact"][new] - then)
    return unequal("strength", after["tie.strength"][new], expected)


def youth_is_age_forgotten(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """How new a tie still feels is e^(-age / 6)."""
    return unequal("youth of a tie", after["tie.youth"], np.exp(-after["tie.age"] / 6.0), 1e-9)


def a_new_tie_is_new(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """A tie of a pair that had none is at most a month old, informal unless signed this month, and without ceiling."""
    if _merging(after.month, plan):
        return None
    known = set(before.pairs())
    new = np.array([pair not in known for pair in after.pairs()], dtype=bool)
    return rows_where("an old tie of a new pair", new & (after["tie.age"] > 1.0))


INVARIANTS = (
    a_tie_joins_two_rows_once, nobody_that_left_has_a_tie, neighbour_lists_say_what_ties_say,
    trust_is_its_two_parts_under_a_ceiling, a_ceiling_never_rises, an_agreement_lasts_as_long_as_the_tie,
    contacts_are_counted, strength_follows_contact, youth_is_age_forgotten, a_new_tie_is_new,
)  # fmt: skip
