"""What can be moved, where it is run, and what it costs."""

import numpy as np
import pytest

import netsustain as ns
from netsustain.calibration.accepted import accepted
from netsustain.exploration.search.price import prices_of
from netsustain.exploration.surface.costs import costs_of
from netsustain.exploration.surface.design import corners, design, steps
from netsustain.exploration.surface.levers import DEFAULT, LeverError, setting, sliders_of
from netsustain.scenario.levers import LEVER_STRATEGY


def test_every_strategy_has_a_lever_by_default(scenario):
    sliders = sliders_of(scenario, None, accepted())
    assert {LEVER_STRATEGY[name] for name in DEFAULT} == {"A-S1", "A-S2", "A-S3", "A-S4", "A-S5"}
    assert [each.name for each in sliders] == [*DEFAULT, "budget_level", "transfer_probability"]
    assert all(each.low <= each.own <= each.high for each in sliders)


def test_a_scenario_without_a_cut_has_no_slider_for_it():
    assert "budget_level" not in [each.name for each in sliders_of(ns.load("baseline"), None, None)]


def test_transfers_start_from_the_accepted_vectors_unless_the_scenario_says():
    found = accepted()
    own = sliders_of(ns.load("baseline"), ["platform"], found)[-1].own
    assert own == pytest.approx(found.values[:, found.names.index("transfer_probability")].mean(), abs=0.005)
    assert sliders_of(ns.load("transfer_annual_wave"), ["platform"], found)[-1].own == 0.5


def test_a_range_widens_to_hold_the_scenarios_own_value(scenario):
    busy = scenario.with_(levers__meeting_frequency=3)
    assert sliders_of(busy, ["meeting_frequency=0.5:1"], None)[0].high == 3
    assert sliders_of(scenario, ["platform=0:0.6"], None)[0].high == 0.6


@pytest.mark.parametrize(
    ("levers", "said"),
    [
        (["platfrom"], "did you mean platform"),
        (["governance_mode"], "compare a scenario for each form"),
        (["review_every"], "compare scenarios instead"),
        (["platform", "platform"], "got platform twice"),
        (["platform=1:0"], "type for example platform=0:1"),
        (["platform=high"], "type for example platform=0:1"),
        (["platform=0:7"], "expected a number from 0 to 1"),
        (["platform"] * 9, "got 9 levers, expected 1 to 8"),
    ],
)
def test_a_lever_that_cannot_be_moved_is_named(scenario, levers, said):
    with pytest.raises(LeverError, match=said):
        sliders_of(scenario, levers, None)


def test_a_lever_that_an_event_sets_is_refused_and_no_default(scenario):
    changing = scenario.with_(events=[{"at": 7, "set": {"platform": 1}}])
    assert "platform" not in [each.name for each in sliders_of(changing, None, None)]
    with pytest.raises(LeverError, match="sets in month 7"):
        sliders_of(changing, ["platform"], None)


# ---- the design -----------------------------------------------------------------------------------


def test_corners_meet_in_pairs_equally_often():
    found = corners(8)
    assert set(found.ravel()) == {0.0, 1.0}
    signs = 2 * found - 1
    assert signs.T @ signs == pytest.approx(len(found) * np.eye(8))


def test_the_design_opens_with_the_scenario_and_moves_each_alone(scenario):
    sliders = sliders_of(scenario, None, None)
    points = design(sliders, 1)
    own = np.array([each.own for each in sliders])
    assert points[0] == pytest.approx(own)
    assert np.all((steps(sliders) != own).sum(axis=1) == 1)
    assert np.all(points >= [each.low for each in sliders])
    assert np.all(points <= [each.high for each in sliders])
    whole = [each.name for each in sliders].index("handover_months")
    assert np.all(points[:, whole] % 1 == 0)
    assert np.array_equal(points, design(sliders, 1))


def test_a_setting_is_the_scenario_with_these_values(scenario):
    sliders = sliders_of(scenario, ["platform"], None)
    chosen = setting(scenario, sliders, [0.9, 0.25, 0.3])
    assert chosen.levers.platform == 0.9
    assert chosen.events[0].budget.level == 0.25
    assert chosen.parameters.leadership.transfer_probability == 0.3
    assert chosen.levers.mediation == scenario.levers.mediation


# ---- what it costs --------------------------------------------------------------------------------


def test_costs_are_the_planned_costs(scenario):
    names = ["core_leaders", "meeting_frequency", "face_to_face_share", "platform", "reserve_plan", "handover_months"]
    sliders = sliders_of(scenario, names, None)
    costs, prices = costs_of(scenario, sliders), prices_of(scenario)
    generator = np.random.default_rng(4)
    for _ in range(25):
        chosen = np.array([each.snapped(generator.random()) for each in sliders])
        policy = {each.name: value for each, value in zip(sliders, chosen, strict=True) if each.is_lever}
        assert costs.at(chosen) == pytest.approx(prices.planned(policy))


@pytest.mark.parametrize("name", ["meeting_frequency", "face_to_face_share"])
def test_travel_is_paid_when_only_one_of_its_levers_moves(scenario, name):
    sliders = sliders_of(scenario, [name], None)
    chosen = np.array([1.0, *[each.own for each in sliders[1:]]])
    assert costs_of(scenario, sliders).at(chosen) == pytest.approx(prices_of(scenario).planned({name: 1.0}))
