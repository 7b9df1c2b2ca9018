"""The five strategies as options of a network: what it does already it goes on doing, and its costs follow."""

import math

from netsustain.exploration.options import NOW, STRATEGIES, planned_costs, standard_options
from netsustain.report.naming import labels
from netsustain.scenario.levers import LEVER_NAMES
from netsustain.scenario.reader import load


def test_the_network_as_it_is_comes_first_and_is_unchanged_but_for_its_title(network) -> None:
    given = load(network)
    options = standard_options(given)
    assert list(options) == [NOW, *STRATEGIES]
    first, same = options[NOW].resolved(), given.resolved()
    assert {key for key in first if first[key] != same[key]} == {"title"}


def test_labels_tell_the_options_apart_in_both_languages(network) -> None:
    options = standard_options(load(network))
    assert labels(options, "en")["all_five"] == "All five strategies"
    assert labels(options, "th")["all_five"] == "ครบทั้งห้ากลยุทธ์"
    assert len(set(labels(options, "th").values())) == len(options)


def test_no_strategy_lowers_what_the_network_does_already(network) -> None:
    given = load(network)
    for name, option in standard_options(given).items():
        for lever in LEVER_NAMES:
            if lever not in ("governance_mode", "fairness_rule", "face_to_face_share", "review_every"):
                assert getattr(option.levers, lever) >= getattr(given.levers, lever), (name, lever)
    assert standard_options(given)["communication"].levers.platform == 0.9  # the strategy's own dose is 0.7


def test_all_five_hold_every_dose_of_each(network) -> None:
    options = standard_options(load(network))
    for name in set(STRATEGIES) - {"all_five"}:
        for lever in LEVER_NAMES:
            mine, all_five = (getattr(options[each].levers, lever) for each in (name, "all_five"))
            assert mine in (getattr(options[NOW].levers, lever), all_five), (name, lever)


def test_what_a_scenario_leaves_open_stays_open(network) -> None:
    given = load(network)
    for option in standard_options(given).values():
        assert option.parameters.model_fields_set == given.parameters.model_fields_set


def test_planned_costs_are_against_the_first_and_worth_their_price(network) -> None:
    options = standard_options(load(network))
    costs = planned_costs(options).set_index("scenario")
    assert costs.loc[NOW, "extra"] == 0
    assert (costs["planned"] - costs.loc[NOW, "planned"]).equals(costs["extra"])
    dear = costs.loc["all_five"]
    assert math.isclose(dear["money"], 12 * dear["extra"] * options[NOW].staff_day_price)
    assert costs["planned"].idxmax() == "all_five"
