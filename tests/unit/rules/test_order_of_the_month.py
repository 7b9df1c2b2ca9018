"""The order of a month, seen in what rules find when their turn comes."""

import numpy as np
import pytest
from tests.worlds import World, small

from netsustain import schedule
from netsustain.state import Status


def test_rules_in_the_order_of_the_documentation():
    names = [rule.name for rule in schedule.MONTH]
    assert names == [
        "events", "neighbours", "leadership", "resources", "communication", "vision", "activity", "sharing", "trust",
        "value", "membership", "neighbours", "governance", "health",
    ]  # fmt: skip


@pytest.fixture
def quiet():
    """A network in which no leader moves and nobody comes, so that nothing but the rule of trust moves trust."""
    still = {"leadership": {"transfer_probability": 0}, "membership": {"recruit_rate": 0}}
    return World(small(9, 12, "demo_none", events=[], recurrent=[], parameters=still))


def test_effort_is_chosen_by_the_trust_of_the_start_of_the_month(quiet):
    """What a member knows of its partners this month is how ties stood at the end of the last one."""
    compared, moved = 0, 0
    before = quiet.now()
    for after in quiet.months(6):
        a, b, active = before["tie.a"], before["tie.b"], before["member.status"] == Status.ACTIVE
        here = active[a] & active[b]
        partners = np.bincount(a[here], minlength=len(active)) + np.bincount(b[here], minlength=len(active))
        total = np.bincount(a[here], before["tie.trust_ab"][here], len(active))
        total += np.bincount(b[here], before["tie.trust_ba"][here], len(active))
        known = active & (partners > 0)
        np.testing.assert_allclose(after["member.trust"][known], (total / np.maximum(partners, 1))[known], rtol=1e-12)
        compared += known.sum()
        moved += np.count_nonzero(after["tie.joint"])
        before = after
    assert compared > 30
    assert moved > 10, "trust did move in these months, after it was looked at"


def test_efforts_of_others_are_those_of_last_month(quiet):
    """Beliefs follow what partners gave in the month before, since nobody sees this month's effort yet."""
    before, after = quiet.step(), quiet.step()
    member = np.flatnonzero((after["member.status"] == Status.ACTIVE) & (after["member.rounds"] >= 2.0))
    rate, shown = after.parameter("belief_rate"), after.lever("transparency") * after.net("funded_share")
    active = before["member.status"] == Status.ACTIVE
    published = before["member.effort"][active].mean()
    for i in member:
        ends = [(b if a == i else a) for a, b in before.pairs() if i in (a, b)]
        seen = [before["member.effort"][j] for j in ends if active[j]]
        others = (1 - shown) * (np.mean(seen) if seen else published) + shown * published
        expected = before["member.belief"][i] + rate * (others - before["member.belief"][i])
        assert after["member.belief"][i] == pytest.approx(expected, rel=1e-12)
    assert len(member) >= 3
