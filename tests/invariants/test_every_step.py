"""What must hold across single steps of a month, seen in the plain model between one rule and the next."""

import numpy as np
import pytest
from tests.invariants.telling import rows_where, unequal
from tests.invariants.test_can_fail import BUSY
from tests.worlds import Snapshot, both, small

from netsustain import schedule
from netsustain.plan import compile_scenario
from netsustain.state import Status

WAYS = ("ab", "ba")
MERGING = small(10, 14, "school_mergers", **{"levers.handover_months": 1})
SCARCE = BUSY.with_(
    **both({"parameters": {"membership": {"exit_rate": 0.4, "patience": 3}}}, {"funding": {"area_office_budget": 0}})
)
CASES = {"busy": BUSY, "mergers": MERGING, "scarce": SCARCE}


def personal_trust_never_rises_in_a_transfer(before, after):
    """Leadership only takes personal trust away, leaves the institutional part and moves nobody's partners."""
    for way in WAYS:
        risen = after[f"tie.personal_{way}"] > before[f"tie.personal_{way}"]
        kept = after[f"tie.institutional_{way}"] == before[f"tie.institutional_{way}"]
        problem = rows_where("personal trust rose", risen) or rows_where("institutional trust moved", ~kept)
        if problem:
            return problem
    return None


def personal_trust_is_lost_only_where_somebody_moved(before, after):
    """A tie of two leaders who stay keeps all of it."""
    moved = (after["leader.vacancy"] > before["leader.vacancy"]) | (
        (after["leader.months_in_post"] == 0) & (after["leader.vacancy"] == 0) & (before["leader.vacancy"] == 0)
    )
    stays = ~(moved[before["tie.a"]] | moved[before["tie.b"]])
    return unequal("personal trust", after["tie.personal_ab"][stays], before["tie.personal_ab"][stays], 0.0)


def tangible_benefit_is_divided_without_remainder(before, after):
    """What members get together is what joint work brought."""
    active = after["member.status"] == Status.ACTIVE
    room = after["member.own_resources"][active].sum()
    pot = after.parameter("tangible_benefit") * after.net("output") / room * active.sum() if room > 0 else 0.0
    shared = after["member.contribution"][active].sum() > 0
    return unequal("tangible benefit", after["member.tangible"].sum(), pot, 1e-9) if shared else None


def the_pot_is_no_smaller_for_being_captured(before, after):
    """Nobody gets a negative share, nobody who rests gets any."""
    resting = after["member.status"] != Status.ACTIVE
    return rows_where("a share", (after["member.tangible"] < 0) | (resting & (after["member.tangible"] != 0)))


def trust_learns_only_from_joint_work(before, after):
    """Without joint work this month neither part of trust moves, a scandal apart."""
    if after["member.grabbed"].any():
        return None
    apart = after["tie.joint"] == 0
    moved = [
        after[f"tie.{part}_{way}"] != before[f"tie.{part}_{way}"]
        for part in ("personal", "institutional", "trust")
        for way in WAYS
    ]
    return rows_where("trust moved without joint work", apart & np.any(moved, axis=0))


def trust_moves_towards_what_is_experienced(before, after):
    """The institutional part never moves further than the personal one does from the same trust."""
    for way in WAYS:
        same = before[f"tie.personal_{way}"] == before[f"tie.institutional_{way}"]
        steps = [np.abs(after[f"tie.{p}_{way}"] - before[f"tie.{p}_{way}"]) for p in ("personal", "institutional")]
        problem = rows_where("institutional trust is quicker", same & (steps[1] > steps[0] + 1e-12))
        if problem and not after["member.grabbed"].any():
            return problem
    return None


def who_leaves_had_been_patient(before, after):
    """A member leaves of its own accord only after its bad months."""
    known = len(before["member.status"])
    left = (before["member.status"] <= Status.DORMANT) & (after["member.status"][:known] == Status.LEFT)
    # The month in which it leaves is the last of them.
    return rows_where("left early", left & (before["member.bad_months"] + 1 < after.parameter("patience")))


def members_at_work_are_active(before, after):
    """Nobody is counted at work on two goals, and nobody who rests at all."""
    at_work = after["goal.people"].sum()
    active = (after["member.status"] == Status.ACTIVE).sum()
    return f"{at_work} at work of {active} active" if at_work > active else None


def lent_days_are_missing_from_output(before, after):
    """Output is what was given less what was lent to coordination, at most doubled by skill and success."""
    given = after["member.contribution"][after["member.status"] == Status.ACTIVE].sum()
    most = max(given - after.net("own_income"), 0.0) * 1.5 * 1.3 * 1.5 + 0.5 * after.net("project_days")
    return f"output {after.net('output')} of at most {most}" if after.net("output") > most + 1e-9 else None


def own_income_is_a_share_of_last_months_gifts(before, after):
    """Members lend at most their share of what they gave last month."""
    active = before["member.status"] == Status.ACTIVE
    given = (before["member.own_resources"] * before["member.effort"])[active].sum()
    most = after.parameter("own_share") * given
    return f"lent {after.net('own_income')} of {most}" if after.net("own_income") > most + 1e-9 else None


STEPS = {
    "leadership": (personal_trust_never_rises_in_a_transfer, personal_trust_is_lost_only_where_somebody_moved),
    "resources": (own_income_is_a_share_of_last_months_gifts,),
    "activity": (members_at_work_are_active, lent_days_are_missing_from_output),
    "sharing": (tangible_benefit_is_divided_without_remainder, the_pot_is_no_smaller_for_being_captured),
    "trust": (trust_learns_only_from_joint_work, trust_moves_towards_what_is_experienced),
    "membership": (who_leaves_had_been_patient,),
}


@pytest.mark.parametrize("case", CASES)
def test_every_step(case, plain, monkeypatch):
    module = plain.driver()
    template, plan, clock, _ = compile_scenario(CASES[case])
    state, seen = module.start(template, plan, clock, np.uint64(1), np.uint64(0)), dict.fromkeys(STEPS, 0)

    def watch(rule):
        kernel = getattr(module, rule.name)

        def watched(*arguments):
            before = Snapshot(state, month)
            kernel(*arguments)
            after = Snapshot(state, month)
            for invariant in STEPS[rule.name]:
                assert invariant(before, after) is None, f"month {month}: {invariant.__name__}"
            seen[rule.name] += 1

        return watched

    for rule in dict.fromkeys(schedule.MONTH):
        if rule.name in STEPS:
            monkeypatch.setattr(module, rule.name, watch(rule))
    luck = plain("streams").luck_of(np.uint64(1), np.uint64(0))
    for month in range(1, 15):
        state = plain("storage").with_room(state, plan)
        module.month(state, plan, plain("storage").at_month(clock, month), luck)
    assert set(seen.values()) == {14}
