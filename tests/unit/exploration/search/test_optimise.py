"""The search finds fronts that are known, within the budget, the same ones each time."""

import builtins

import numpy as np
import pytest

from netsustain.exploration.search.algorithm import MissingExtraError, Plan, algorithm_of, directions
from netsustain.exploration.search.objectives import PLANNED, Objective
from netsustain.exploration.search.operators import mutated
from netsustain.exploration.search.optimise import has_stalled, search

from .conftest import FORUM, MODE, PLATFORM

pymoo = pytest.importorskip("pymoo")
LIFE, COST = Objective("months_sustained", 1), Objective(PLANNED, -1)
VALUE = Objective("sustained_value", 1)


def bow(policy):
    """Best for a dose is the platform alone: √platform, and the forum only costs."""
    return 100 * np.sqrt(policy["platform"]) - 20 * policy["community_forum"]


@pytest.fixture
def run(within, formula, futures):
    def find(plan, objectives=(LIFE, COST), budget=float("inf"), others=(), outcomes=None, starts=()):
        evaluate = formula(outcomes or {"months_sustained": bow})
        return search(
            within(budget, *others), objectives, lambda policies: evaluate(policies, futures()), plan, starts
        ), evaluate

    return find


def test_it_finds_a_known_front(run):
    found, _ = run(Plan(24, 40, seed=1, stall=40))
    assert len(found.policies) > 15
    life, cost = found.values.T
    assert max(policy["community_forum"] for policy in found.policies) <= 0.02
    np.testing.assert_allclose(life, 100 * np.sqrt(cost / 10), atol=1.0)
    assert (cost.min(), cost.max()) == pytest.approx((0, 10), abs=0.3)


def test_it_keeps_to_the_budget(run):
    found, evaluate = run(Plan(16, 15, seed=1), budget=4.0)
    tried = [policy for _, policies in evaluate.asked for policy in policies]
    assert max(10 * (each["platform"] + each["community_forum"]) for each in tried) <= 4.0 + 1e-9
    assert found.values[:, 0].max() == pytest.approx(100 * np.sqrt(0.4), abs=1)


def test_three_objectives_and_a_choice(run):
    """Life needs the platform and a committee, value the forum: the front holds both, always with the committee."""
    helped = {"lead_organisation": 0.0, "shared": -30.0, "committee": 30.0}
    outcomes = {
        "months_sustained": lambda policy: bow(policy) + helped[policy["governance_mode"]],
        "sustained_value": lambda policy: 100 * policy["community_forum"] + helped[policy["governance_mode"]],
    }
    found, _ = run(Plan(24, 25, seed=2), (LIFE, VALUE, COST), others=(MODE,), outcomes=outcomes)
    assert {policy["governance_mode"] for policy in found.policies} == {"committee"}
    assert found.values[:, 0].max() == pytest.approx(130, abs=3)
    assert found.values[:, 1].max() == pytest.approx(130, abs=3)


MANY = (LIFE, VALUE, COST, Objective("months_sustained", 1, "worst"), Objective("sustained_value", -1, "worst"))


@pytest.mark.parametrize("objectives", [(LIFE, COST), (LIFE, VALUE, COST), MANY])
def test_the_same_seed_gives_the_same_search(run, objectives):
    outcomes = {"months_sustained": bow, "sustained_value": lambda policy: 5 * policy["community_forum"]}
    np.random.default_rng(99).random(3)
    one, first = run(Plan(12, 8, seed=4), objectives, outcomes=outcomes)
    np.random.seed(7)  # noqa: NPY002 - whatever the state of others' generators
    two, second = run(Plan(12, 8, seed=4), objectives, outcomes=outcomes)
    assert first.asked == second.asked
    assert one.policies == two.policies
    assert (one.values == two.values).all()
    _, third = run(Plan(12, 8, seed=5), objectives, outcomes=outcomes)
    assert third.asked != first.asked


def test_starts_are_tried_first_and_no_policy_twice_in_a_generation(run):
    start = {"platform": 0.37, "community_forum": 0.11}
    _, evaluate = run(Plan(12, 6, seed=1), starts=[start])
    generations = [policies for _, policies in evaluate.asked]
    assert start in generations[0]
    assert all(len({tuple(each.items()) for each in policies}) == len(policies) for policies in generations)


def test_the_trace_grows_and_a_stall_ends_it(run):
    found, _ = run(Plan(24, 200, seed=1, stall=10, gain=0.01))
    assert found.stalled
    assert len(found.trace) < 200
    assert (np.diff(found.trace) >= -1e-12).all()
    unfinished, _ = run(Plan(8, 3, seed=1))
    assert not unfinished.stalled
    assert len(unfinished.trace) == 3


def test_stalled_by_hand():
    assert not has_stalled([1.0, 1.0], 2, 0.1)  # too short to tell
    assert has_stalled([1.0, 1.0, 1.05], 2, 0.1)
    assert not has_stalled([1.0, 1.0, 1.2], 2, 0.1)


def test_policies_whose_runs_all_fail_are_on_no_front(run):
    found, _ = run(Plan(12, 6, seed=1), outcomes={
        "months_sustained": lambda policy: bow(policy) if policy["community_forum"] == 0 else np.nan
    })  # fmt: skip
    assert {policy["community_forum"] for policy in found.policies} == {0.0}
    assert np.isfinite(found.values).all()


def test_directions_are_at_most_one_a_policy():
    for objectives, population in ((3, 48), (4, 48), (4, 8), (5, 100)):
        grid = directions(objectives, population)
        assert len(grid) <= population
        assert grid.shape[1] == objectives
        np.testing.assert_allclose(grid.sum(axis=1), 1)
    assert len(directions(4, 48)) == 35


def test_without_pymoo_it_says_what_to_type(within, monkeypatch):
    load = builtins.__import__

    def refused(name, *rest, **more):
        if name.startswith("pymoo"):
            raise ImportError(name)
        return load(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refused)
    with pytest.raises(MissingExtraError, match=r"type pip install pymoo"):
        algorithm_of(within(), 2, Plan(4, 2, seed=1), [])


def test_decisions_are_named_by_their_levers(within):
    assert [each.lever for each in within().decisions] == [PLATFORM.lever, FORUM.lever]


def test_mutation_leaves_out_sets_anew_or_moves_a_little():
    low, high = np.full(20, 0.2), np.full(20, 1.2)
    before = np.full((2000, 20), 0.7)
    after = mutated(before, low, high, np.random.default_rng(1))
    changed = after != before
    assert changed.sum(axis=1).mean() == pytest.approx(3, abs=0.15)
    assert (after == 0.2)[changed].mean() == pytest.approx(1 / 3, abs=0.03)
    assert ((after >= low) & (after <= high)).all()
    assert (mutated(before, low, high, np.random.default_rng(1)) == after).all()
