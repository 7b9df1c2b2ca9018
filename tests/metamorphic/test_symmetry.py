"""Networks in which nothing is left to chance: seeds, copies, mirrors and equals."""

import itertools

import numpy as np
import pytest
from tests.worlds import NO_LUCK, World, both, from_tables, many, numbers, schools

from netsustain.state import COLUMNS

MEMBERS = 6
RING = [(i, (i + 1) % MEMBERS) for i in range(MEMBERS)] + [(0, 3)]
RICH = {
    "funding": {"area_office_budget": 0, "grants": [{"amount": 1000, "from": 1, "to": 60}]},
    "levers": {"core_leaders": 1, "transparency": 0.5, "relationship_activities": 0.3, "review_every": 6},
    "parameters": {
        "resources": {"project_room": 0}, "governance": {"crowd": 1}, "leadership": {"emergence_rate": 0},
    },
    "network": {"goals": [{"position": 0.5, "breadth": 0.3}]},
}  # fmt: skip
"""Everything is paid whatever its size, a network of six is as crowded as one of twelve, all work on one goal, and
leaders, who are alike, stay so."""


def unlike(count=MEMBERS):
    """Members of whom each is known and none is like another."""
    people = ("conditional", "other", "hump_shaped", "conditional", "other", "conditional")
    return [
        {
            **row, "size": 1 + 0.1 * i, "own_resources": 3 + 0.5 * i, "skill": 0.4 + 0.05 * i, "remoteness": 0.1 * i,
            "digital_access": 0.9 - 0.1 * i, "priority": 0.3 + 0.0625 * i, "contributor": people[i % 6],
            "alone": 0.6 + 0.05 * i,
        }
        for i, row in enumerate(schools(count))
    ]  # fmt: skip


def tied(pairs, trust=0.6):
    """Rows of ties of which everything is known; trust differs from tie to tie."""
    return [
        {"source": f"S{a + 1}", "target": f"S{b + 1}", "trust": trust - 0.03 * (k % 7), "formal": 0, "age": 0}
        for k, (a, b) in enumerate(pairs)
    ]


@pytest.fixture
def without_luck(tmp_path):
    """A network of six for two and a half years in which no draw decides anything, with changes."""

    def make(members=None, pairs=RING, months=30, folder="a", **changes):
        return from_tables(
            tmp_path / folder, members or unlike(), tied(pairs), **both({"months": months}, NO_LUCK, RICH, changes)
        )

    return make


def columns(scenario, months, seed=1):
    """Every column after every month."""
    history = [World(scenario, seed)]
    return [
        {f"{item.entity}.{item.name}": now[f"{item.entity}.{item.name}"].copy() for item in COLUMNS}
        for now in history[0].months(months)
    ]


# ---- seeds -------------------------------------------------------------------------------------------------------

DRAWN_ALONE = {"member.ring", "member.ring_order"}
"""A place on the ring is drawn for everybody; without new ties it decides nothing."""


def test_without_luck_seeds_do_not_matter(without_luck):
    """So every draw of the model is one of those that were silenced."""
    one, other = (columns(without_luck(), 30, seed) for seed in (1, 2**40 + 7))
    for month, (first, second) in enumerate(zip(one, other, strict=True), start=1):
        for name in first.keys() - DRAWN_ALONE - {"leader.months_in_post", "leader.appointed_month"}:
            np.testing.assert_array_equal(first[name], second[name], err_msg=f"{name} in month {month}")


LUCK = {
    "leadership": {"championing_spread": 0.2}, "vision": {"priority_drift": 0.02}, "activity": {"project_luck": 0.1},
    "trust": {"experience_luck": 0.1}, "contribution": {"belief_spread": 0.2},
}  # fmt: skip


@pytest.mark.parametrize("group", LUCK)
def test_with_any_luck_seeds_do_matter(group, without_luck):
    lucky = without_luck(parameters={group: LUCK[group]})
    one, other = numbers(lucky, 1, seed=1), numbers(lucky, 1, seed=2)
    assert not np.array_equal(one.months["effort"], other.months["effort"])


# ---- two halves --------------------------------------------------------------------------------------------------

DOUBLED = ("output", "meeting_days", "active_members", "ties", "components")
BY_SIZE = {
    "density", "centralisation", "live_members", "concentration", "self_reliance", "income", "need_days", "paid_days",
    "money", "lapsed_days", "own_income", "reserve", "project_days", "c5",
}  # fmt: skip
"""What is neither a mean nor a total: measures of size and form, and money, of which a part comes and goes whatever
the size."""


@pytest.fixture
def doubled(tmp_path):
    """The network of six twice, side by side."""
    halves = [(a + MEMBERS * half, b + MEMBERS * half) for half in (0, 1) for a, b in RING]
    twice = [{**row, "name": f"S{MEMBERS * half + i + 1}"} for half in (0, 1) for i, row in enumerate(unlike())]
    rows = [
        {**tie, "source": f"S{a + 1}", "target": f"S{b + 1}"}
        for tie, (a, b) in zip(tied(RING) * 2, halves, strict=True)
    ]
    return from_tables(tmp_path / "doubled", twice, rows, **both({"months": 30}, NO_LUCK, RICH))


def test_a_network_twice_is_two_networks(without_luck, doubled):
    """Means stay, totals double, no half touches the other, and the largest working group is that of one half."""
    one, two = numbers(without_luck(), 1), numbers(doubled, 1)
    assert one.months["live"].all()
    for name in one.months.keys() - set(DOUBLED) - BY_SIZE:
        np.testing.assert_allclose(two.months[name], one.months[name], rtol=1e-9, atol=1e-12, err_msg=name)
    for name in DOUBLED:
        np.testing.assert_allclose(two.months[name], 2 * one.months[name], rtol=1e-9, err_msg=name)
    np.testing.assert_array_equal(two.months["live_members"], one.months["live_members"])
    pairs = MEMBERS * (2 * MEMBERS - 1)
    np.testing.assert_allclose(two.months["density"], 2 * one.months["ties"] / pairs)


def test_each_half_lives_as_if_it_were_alone(without_luck, doubled):
    """Member by member: either half of a doubled network is the network."""
    for month, (one, two) in enumerate(zip(columns(without_luck(), 30), columns(doubled, 30), strict=True), start=1):
        for name in ("effort", "trust", "priority", "value", "fatigue", "belief", "informed", "benefit", "fairness"):
            for half in (slice(0, MEMBERS), slice(MEMBERS, None)):
                np.testing.assert_allclose(
                    two[f"member.{name}"][half], one[f"member.{name}"], rtol=1e-9, atol=1e-12,
                    err_msg=f"{name} in month {month}",
                )  # fmt: skip


def test_halves_that_only_close_triangles_stay_apart(tmp_path):
    """New ties by partners of partners never leave a component (who has no partner left would look anywhere)."""
    pairs = [(a + MEMBERS * half, b + MEMBERS * half) for half in (0, 1) for a, b in RING]
    closing = {
        "membership": {"closure_share": 1, "formation_rate": 1, "recruit_rate": 0, "decay_hazard": 0, "exit_rate": 0,
                       "partner_choice": 0}
    }  # fmt: skip
    scenario = from_tables(
        tmp_path, schools(2 * MEMBERS), tied(pairs), months=24, parameters=closing, levers={"platform": 1}
    )
    for replicate in range(many(6, 2)):
        world = World(scenario, replicate=replicate)
        formed = 0
        for now in world.months(24):
            halves = now["tie.a"] // MEMBERS == now["tie.b"] // MEMBERS
            assert halves.all()
            formed = max(formed, len(halves))
        assert formed > len(pairs)


# ---- mirrors -----------------------------------------------------------------------------------------------------


def test_the_goal_axis_has_no_right_and_left(without_luck):
    """Priorities and goals at 1 - x instead of x: the same network seen in a mirror."""
    goals = [{"position": 0.375, "breadth": 0.3}, {"position": 0.75, "breadth": 0.3, "workload": 900}]
    mirrored = [{**goal, "position": 1 - goal["position"]} for goal in goals]
    turned = [{**row, "priority": 1 - row["priority"]} for row in unlike()]
    one = without_luck(network={"goals": goals})
    other = without_luck(turned, folder="b", network={"goals": mirrored})
    for month, (first, second) in enumerate(zip(columns(one, 30), columns(other, 30), strict=True), start=1):
        for name in first.keys() - DRAWN_ALONE:
            expected = first[name]
            if name in ("member.priority", "goal.position", "network.priority_mean"):
                expected = 1.0 - expected
            np.testing.assert_allclose(second[name], expected, rtol=1e-9, atol=1e-9, err_msg=f"{name} in month {month}")


def test_goals_in_another_order(without_luck):
    """Which goal is listed first means nothing (the luck of its projects apart)."""
    goals = [{"position": 0.25, "breadth": 0.2}, {"position": 0.75, "breadth": 0.4, "workload": 700}]
    one, other = (numbers(without_luck(network={"goals": order}), 1) for order in (goals, goals[::-1]))
    for name in one.months:
        np.testing.assert_array_equal(one.months[name], other.months[name], err_msg=name)


def test_a_tie_seen_from_its_other_end(without_luck, tmp_path):
    """Rows of members turned round, so that every tie is seen from its other end: each keeps its own life."""
    turned = [{**row, "name": f"S{MEMBERS - i}"} for i, row in enumerate(unlike())][::-1]
    rows = [
        {**tie, "source": f"S{MEMBERS - a}", "target": f"S{MEMBERS - b}"}
        for tie, (a, b) in zip(tied(RING), RING, strict=True)
    ]
    other = from_tables(tmp_path / "turned", turned, rows, **both({"months": 30}, NO_LUCK, RICH))
    for month, (one, two) in enumerate(zip(columns(without_luck(), 30), columns(other, 30), strict=True), start=1):
        for name in ("effort", "trust", "priority", "value", "fatigue", "belief", "partners", "contribution"):
            np.testing.assert_allclose(
                two[f"member.{name}"][::-1], one[f"member.{name}"], rtol=1e-9, atol=1e-9, err_msg=f"{name}, {month}"
            )


def test_equals_stay_equal(tmp_path):
    """Six like members, all tied to all: none ever differs from another."""
    pairs = list(itertools.combinations(range(MEMBERS), 2))
    rows = [{**tie, "trust": 0.5} for tie in tied(pairs)]
    scenario = from_tables(
        tmp_path, schools(MEMBERS, contributor="conditional"), rows, **both({"months": 36}, NO_LUCK, RICH)
    )
    for now in World(scenario).months(36):
        for item in COLUMNS:
            values = now[f"{item.entity}.{item.name}"]
            own = {"a", "b", "number", "ring", "ring_order", "core", "months_in_post", "appointed_month"}
            if item.entity in ("member", "leader", "tie") and item.name not in own:
                assert np.ptp(values) <= 1e-12, f"{item.entity}.{item.name} in month {now.month}"
        assert now["tie.a"].size == len(pairs)
