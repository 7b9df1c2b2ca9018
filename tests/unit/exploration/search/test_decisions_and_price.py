"""Levers that a policy sets, what that costs as planned, and policies cut down to a budget."""

import numpy as np
import pytest

import netsustain as ns
from netsustain.exploration.search.decisions import (
    Decision,
    DecisionError,
    decision_of,
    differing,
    distances,
    number_of,
    settings,
)
from netsustain.exploration.search.price import Within, prices_of
from netsustain.scenario.levers import LEVER_NAMES

REMOTENESS = (0.0, 0.5, 0.9, 0.2, 0.7)



def test_doses_have_steps_and_counts_are_whole():
    dose = decision_of("platform", step=0.1)
    assert (dose.low, dose.high, dose.step) == (0.0, 1.0, 0.1)
    assert [dose.snapped(value) for value in (0.31, 0.36, 7.0, -1.0)] == [0.3, 0.4, 1.0, 0.0]
    assert [dose.below(value) for value in (0.39, 0.4, -0.2)] == [0.3, 0.4, 0.0]
    cores = decision_of("core_leaders")
    assert (cores.whole, cores.low, cores.high, cores.snapped(2.6)) == (True, 1.0, 5.0, 3.0)
    assert decision_of("meeting_frequency", (0, 2)).step == pytest.approx(0.1)


def test_choices_are_those_of_the_lever_or_some_of_them():
    forms = ("lead_organisation", "shared", "committee", "administrative_centre")
    assert decision_of("governance_mode").choices == forms
    some = decision_of("fairness_rule", choices=("need", "equal"))
    assert (some.choices, some.snapped("captured")) == (("need", "equal"), "need")
    assert [number_of("fairness_rule", name) for name in ("equal", "captured")] == [0.0, 3.0]


@pytest.mark.parametrize(
    ("lever", "given", "part", "said"),
    [
        ("platfrom", {}, "[key]", "type platform"),
        ("platform", {"span": (0, 2)}, "to", "got 2, expected a number from 0 to 1"),
        ("core_leaders", {"span": (1, 2.5)}, "to", "expected a whole number, type 2"),
        ("platform", {"choices": ("a", "b")}, "", "expected a range of doses"),
        ("governance_mode", {"span": (0, 1)}, "", "got a range, expected choices"),
        ("governance_mode", {"choices": ("shared", "comittee")}, "1", "got 'comittee', expected one of"),
        ("governance_mode", {"choices": ("shared",)}, "", "got one choice, expected two or more"),
    ],
)
def test_what_cannot_be_decided_is_told(lever, given, part, said):
    with pytest.raises(DecisionError, match=said.replace("(", r"\(")) as caught:
        decision_of(lever, **given)
    assert caught.value.part == part


def test_distances_by_hand():
    decisions = (Decision("platform", 0.0, 2.0, 0.1), Decision("fairness_rule", choices=("equal", "need")))
    policies = [
        {"platform": 0.0, "fairness_rule": "equal"}, {"platform": 1.0, "fairness_rule": "equal"},
        {"platform": 2.0, "fairness_rule": "need"},
    ]  # fmt: skip
    # Half the range and the same choice: (0.5 + 0) / 2; the whole range and another choice: (1 + 1) / 2.
    assert distances(decisions, policies).tolist() == [[0, 0.25, 1], [0.25, 0, 0.75], [1, 0.75, 0]]


# ---- the planned cost -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "policy",
    [
        {},
        {"core_leaders": 4.0, "platform": 0.35, "meeting_frequency": 1.5, "face_to_face_share": 0.4},
        {"governance_mode": "shared", "review_every": 6.0, "leadership_training": 0.8, "newsletter": 0.0},
        {"governance_mode": "administrative_centre", "fairness_rule": "need", "mediation": 1.0},
        {"governance_mode": "committee", "review_every": 0.4},
    ],
)
def test_it_is_what_the_model_needs_in_the_first_month(policy):
    """Members whose number and remoteness are known: nothing is left to luck but who is absent, and nobody is."""
    members = [{"member": row, "remoteness": each} for row, each in enumerate(REMOTENESS, start=1)]
    scenario = ns.load("baseline").with_(network__recipe__members=5, network__members=members, months=6)
    tried = scenario.with_(**{f"levers.{lever}": value for lever, value in policy.items()})
    month = ns.simulate(tried, replicates=1, seed=3, months=True).months.iloc[0]
    assert prices_of(scenario).planned(policy) == pytest.approx(month["need_days"], rel=1e-9)


def test_whoever_joins_later_is_not_paid_for_from_the_start():
    members = [{"member": row, "remoteness": each} for row, each in enumerate(REMOTENESS, start=1)]
    scenario = ns.load("baseline").with_(network__recipe__members=5, network__members=members, months=6)
    later = scenario.with_(events=[{"at": 4, "join": {"kind": "school"}}])
    assert prices_of(later).planned({}) == prices_of(scenario).planned({})


def test_a_drawn_network_is_priced_at_what_is_expected_of_it():
    scenario = ns.load("demo_none")
    needed = ns.simulate(scenario, replicates=300, seed=3, months=True).months.query("month == 1")["need_days"]
    error = needed.std() / np.sqrt(len(needed))
    assert prices_of(scenario).planned({}) == pytest.approx(needed.mean(), abs=5 * error)


def test_settings_of_a_scenario_cost_the_same_written_out():
    base, everything = ns.load("demo_none"), ns.load("strategies_all")
    changed = differing(everything.levers, base.levers)
    assert changed["governance_mode"] == "committee"
    assert "newsletter" not in changed
    prices = prices_of(base)
    assert prices.planned(changed) == prices.planned(settings(everything.levers, LEVER_NAMES))


# ---- within a budget ------------------------------------------------------------------------------


def test_priced_doses_are_cut_by_the_same_share(within):
    cut = within(8.0).cut({"platform": 0.8, "community_forum": 0.4})
    # 12 days are cut to 8: each dose to two thirds, 0.533 and 0.267, in steps of 0.01 from below.
    assert cut == {"platform": 0.53, "community_forum": 0.26}
    assert within(12.0).cut({"platform": 0.8, "community_forum": 0.4}) == {"platform": 0.8, "community_forum": 0.4}
    assert within(12.0).cut({"platform": 0.8, "community_forum": 0.4}, 8.0) == cut


def test_no_policy_costs_more_than_the_budget():
    scenario = ns.load("demo_none")
    decisions = tuple(decision_of(lever) for lever in LEVER_NAMES)
    generator = np.random.default_rng(5)
    cut = 0
    prices = prices_of(scenario)
    least = prices.planned(Within(decisions, prices).cheapest())
    for budget in (1.1 * least, 1.5 * least, 3.0 * least, 10.0 * least):
        within = Within(decisions, prices, budget)
        assert within.prices.planned(within.cheapest()) <= budget
        for _ in range(50):
            policy = {each.lever: generator.uniform(each.low, each.high) for each in decisions if not each.choices}
            policy |= {each.lever: str(generator.choice(each.choices)) for each in decisions if each.choices}
            found = within.cut(policy)
            cut += within.prices.planned(policy) > budget
            assert within.prices.planned(found) <= budget + 1e-9
            assert within.cut(found) == found
    assert cut > 100
