"""Common random numbers: what a change does not touch stays the same, bit for bit."""

import numpy as np
import pytest

from netsustain import driver, simulate
from netsustain.ensemble import run_batch
from netsustain.plan import compile_scenario
from netsustain.scenario import load
from netsustain.scenario.parameters import PARAMETER_NAMES
from netsustain.state import COLUMNS, POSITION, Status
from netsustain.streams import CANDIDATE

SHORT = {"months": 48}


def outcome(scenario, replicates=6, **options):
    """Rows of runs and months as numbers."""
    result = simulate(scenario, replicates, seed=5, months=True, **options)
    return result.runs, result.months


def assert_same(first, second):
    for one, other in zip(first, second, strict=True):
        assert one.equals(other)


def start(replicate=0, **changes):
    template, plan, clock, _ = compile_scenario(load("baseline").with_(**changes))
    return driver.load().start(template, plan, clock, np.uint64(5), np.uint64(replicate))


def columns(state, entity, rows):
    """Columns of the first rows of an entity by name."""
    return {
        item.name: getattr(state, f"{entity}_{item.dtype}")[POSITION[entity, item.dtype][item.name], :rows]
        for item in COLUMNS
        if item.entity == entity
    }


# ---- levers and policies -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lever", "dose", "without"),
    [
        # A plan of how often to review is paid for and does nothing when reviews cost and change nothing.
        (
            "review_every",
            6,
            {"resources": {"review_days": 0}, "governance": {"review_effect": 0, "review_fairness": 0}},
        ),
        ("handover_months", 3, {"leadership": {"transfer_probability": 0.0, "handover_cost": 0}}),
    ],
)
def test_a_lever_without_effect_changes_nothing(lever, dose, without):
    base = load("baseline").with_(**SHORT, parameters=without)
    with_it = base.with_(levers={lever: dose})
    assert getattr(base.levers, lever) != dose
    assert_same(outcome(base), outcome(with_it))


def test_the_same_lever_with_its_effect_changes_something():
    base = load("baseline").with_(**SHORT)
    assert not outcome(base)[1].equals(outcome(base.with_(levers={"review_every": 6}))[1])


@pytest.mark.parametrize(
    "event",
    [
        {"set": {"platform": 1.0, "meeting_frequency": 2.0}},
        {"budget": {"level": 0.0}},
        {"transfer": {"who": "leaders"}},
        {"merger": {"kind": "school"}},
    ],
    ids=lambda event: next(iter(event)),
)
def test_a_change_in_month_30_leaves_the_29_months_before_it_as_they_were(event):
    base = load("demo_all").with_(months=32, events=[])
    numbers, nothing = np.arange(40, dtype="u8"), np.zeros((0, 0))
    before, after = (
        run_batch(compile_scenario(scenario), 5, numbers, nothing, months=True).months
        for scenario in (base, base.with_(events=[{"at": 30, **event}]))
    )
    np.testing.assert_array_equal(before[:, :29], after[:, :29])
    assert (before[:, 29] != after[:, 29]).any(), "and it acts in month 30"


def test_a_later_event_of_the_same_kind_has_the_same_luck():
    """Whom an event strikes depends on the event and its month, not on what else the timeline holds."""
    leave = {"at": 10, "leave": {"kind": "school", "count": 2}}
    alone = simulate(load("baseline").with_(months=12, events=[leave]), 4, months=True).months
    and_more = {"at": 12, "crisis": {"months": 1}}
    both = simulate(load("baseline").with_(months=12, events=[leave, and_more]), 4, months=True).months
    early = alone["month"] < 12
    assert alone[early].equals(both[early])


# ---- replicates --------------------------------------------------------------------------------------------------


def test_a_replicate_does_not_depend_on_the_others():
    scenario = load("school_mergers").with_(**SHORT)
    runs, months = outcome(scenario, 60)
    for first, count in [(7, 1), (30, 20), (0, 26)]:
        some_runs, some_months = outcome(scenario, count, first=first)
        chosen = runs["replicate"].between(first, first + count - 1)
        assert some_runs.equals(runs[chosen].reset_index(drop=True))
        chosen = months["replicate"].between(first, first + count - 1)
        assert some_months.equals(months[chosen].reset_index(drop=True))


def test_nothing_depends_on_the_number_of_threads():
    scenario = load("demo_all").with_(**SHORT)
    assert_same(outcome(scenario, 60, workers=1), outcome(scenario, 60, workers=2))


def test_keeping_the_months_changes_no_run():
    scenario = load("demo_all").with_(**SHORT)
    assert simulate(scenario, 5, seed=5).runs.equals(outcome(scenario, 5)[0])


def test_another_seed_and_another_replicate_are_other_runs():
    compiled = compile_scenario(load("baseline").with_(**SHORT))
    nothing = np.zeros((0, 0))
    numbers = np.array([0, 1], dtype="u8")
    one, two = (run_batch(compiled, seed, numbers, nothing, months=True) for seed in (5, 6))
    assert not np.array_equal(one.months[0], one.months[1])
    assert not np.array_equal(one.months, two.months)


def test_a_horizon_further_away_changes_no_month_before_it():
    near, far = (simulate(load("baseline").with_(months=m), 6, months=True).months for m in (36, 60))
    cut = far[far["month"] <= 36].reset_index(drop=True)
    same = near["alive"] == cut["alive"]
    assert near[same].equals(cut[same])
    assert same.all(), "months after the horizon confirm the same ends"


def test_a_run_takes_its_own_vector_of_parameters():
    base = load("baseline").with_(**SHORT)
    changed = base.with_(parameters={"trust": {"trust_gain": 0.1}})
    vectors = np.stack([compile_scenario(scenario).template.parameters for scenario in (base, changed)])
    mixed = outcome(base, 4, vectors=vectors)[0]
    one, other = outcome(base, 4)[0], outcome(changed, 4)[0]
    assert vectors.shape[1] == len(PARAMETER_NAMES)
    assert not one.equals(other)
    for k in range(4):
        assert mixed.iloc[k].equals((one, other)[k % 2].iloc[k])


# ---- members -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("replicate", range(5))
def test_an_appended_member_changes_only_what_it_touches(replicate):
    small, large = start(replicate), start(replicate, **{"network.recipe.members": 25})
    # The first 24 are who they were, and so are their leaders: the core group alone may ask the newcomer.
    for entity, free in (("member", {"ring_order", "partners"}), ("leader", {"core"})):
        before, after = columns(small, entity, 24), columns(large, entity, 24)
        for name in before.keys() - free:
            np.testing.assert_array_equal(before[name], after[name], err_msg=name)
    before, after = ties_by_pair(small), ties_by_pair(large)
    for pair in before.keys() & after.keys():
        assert before[pair] == after[pair]
    among_old = {pair for pair in set(before) ^ set(after) if max(pair) < 24}
    assert all(touches_newcomer(large, pair) for pair in among_old)
    assert len(set(before) & set(after)) > 0.6 * len(before)
    assert any(24 in pair for pair in after)


def ties_by_pair(state):
    """Everything about a tie by its two rows."""
    count = state.size[1]
    rows = zip(*columns(state, "tie", count).values(), strict=True)
    names = [item.name for item in COLUMNS if item.entity == "tie"]
    a, b = names.index("a"), names.index("b")
    return {(int(row[a]), int(row[b])): tuple(map(float, row)) for row in rows}


def touches_newcomer(state, pair):
    """Whether a wish of one of the two meets the newcomer.

    A wish for a near neighbour walks up to ``mean_degree`` (8) places along the ring: over the newcomer it gets
    one place less far. A wish for anybody takes the next member after a drawn place (or the one behind it, where
    that is the wisher itself): the newcomer takes such wishes from the one it stands in front of.
    """
    order = state.member_i8[POSITION["member", "i8"]["ring_order"], : state.size[0]].tolist()
    ahead = [(order.index(24) - order.index(end)) % len(order) for end in pair]
    return min(ahead) <= 8 or max(ahead) >= len(order) - 2


def test_an_edited_member_changes_nobody_else():
    edited = {"network.members": [{"member": 5, "size": 3.0, "skill": 0.9, "own_resources": 7.0}]}
    one, other = columns(start(), "member", 24), columns(start(**edited), "member", 24)
    for name, values in one.items():
        differ = np.flatnonzero(values != other[name]).tolist()
        assert differ in ([], [4]), name
    assert ties_by_pair(start()) == ties_by_pair(start(**edited))


def test_candidates_are_the_same_organisations_whatever_the_policy():
    base = load("strategies_all").with_(months=60, parameters={"membership": {"recruit_rate": 0.6}})
    first = newcomers(base)
    second = newcomers(base.with_(levers={"onboarding": 0.0, "platform": 0.0}))
    assert first.keys() != second.keys(), "the policy decides who of them joins"
    both = first.keys() & second.keys()
    assert len(both) >= 4
    assert all(first[who] == second[who] for who in both)


NATURE = (
    "kind", "contributor", "ring", "size", "remoteness", "digital_access", "own_resources", "alone",
    "reciprocity",
)  # fmt: skip
"""Traits that stay as they are drawn (skill and priority change with what a member lives through)."""


def newcomers(scenario):
    """Traits of members that joined, by replicate and number."""
    template, plan, clock, _ = compile_scenario(scenario)
    module, found = driver.load(), {}
    for replicate in range(6):
        luck = (np.uint64(5), np.uint64(replicate))
        state = module.start(template, plan, clock, *luck)
        for month in range(1, scenario.months + 1):
            now = clock._replace(month=month, season=(clock.season + month - 2) % 12 + 1)
            state = module.one_month(state, plan, now, *luck)
        table = columns(state, "member", state.size[0])
        for row in np.flatnonzero(table["number"] >= CANDIDATE):
            found[replicate, int(table["number"][row])] = [float(table[name][row]) for name in NATURE]
    return found


def test_members_that_are_expected_wait_without_being_counted():
    state = start(events=[{"at": 12, "join": {"kind": "school", "size": 2.0}}])
    table = columns(state, "member", state.size[0])
    assert table["status"].tolist() == [Status.ACTIVE] * 24 + [Status.EXPECTED]
    # Everybody else is who they are without the event.
    assert ties_by_pair(state) == ties_by_pair(start())
