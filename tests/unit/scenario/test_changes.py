"""Changed copies in Python: the same checks as a file, and the original untouched."""

import copy
import pickle

import numpy as np
import pytest
from pydantic import ValidationError

from netsustain.scenario import Scenario, ScenarioError, load


@pytest.fixture
def scenario(write):
    return load(write("levers: {platform: 0.5}\nuncertain: {levers.platform: {low: 0, high: 1}}\n"))


@pytest.mark.parametrize(
    "changes",
    [
        {"levers": {"platform": 1.0}},
        {"levers__platform": 1.0},
        {"levers.platform": 1.0},
        {"levers__platform": np.float64(1)},
    ],
)
def test_three_ways_to_say_the_same(scenario, changes):
    changed = scenario.with_(months=60, **changes)
    assert (changed.months, changed.levers.platform) == (60, 1.0)
    assert (scenario.months, scenario.levers.platform) == (120, 0.5)
    assert changed.name == scenario.name == "mine"


def test_items_of_lists_count_from_one(scenario):
    two = scenario.with_(network={"goals": [{"breadth": 0.1}, {"breadth": 0.2}]})
    changed = two.with_(**{"network.goals.2.breadth": 0.9})
    assert [goal.breadth for goal in changed.network.goals] == [0.1, 0.9]
    with pytest.raises(
        ScenarioError, match=r"network.goals.3.breadth: got item 3, expected the number of one of 2"
    ):
        two.with_(**{"network.goals.3.breadth": 0.9})


def test_all_faults_at_once_without_a_place(scenario):
    with pytest.raises(ScenarioError) as caught:
        scenario.with_(discount=9, levers={"platfrom": 1}, events=[{"at": 500, "relaunch": None}])
    told = str(caught.value).splitlines()
    assert len(told) == 3
    assert {line.split(":")[0] for line in told} == {"discount", "levers.platfrom", "events.1.at"}


def test_parts_of_another_scenario_can_be_taken(scenario):
    other = load("strategy_governance")
    assert scenario.with_(levers=other.levers).levers.mediation == other.levers.mediation
    assert scenario.with_(events=load("double_shock").events).events == load("double_shock").events


def test_recipe_to_files(scenario):
    changed = scenario.with_(network={"recipe": None, "files": {"members": "m.csv"}})
    assert changed.network.files.members == "m.csv"


def test_a_shorter_horizon_leaves_out_what_comes_later():
    shocks = load("double_shock")
    assert [event.at for event in shocks.until(26).events] == [25]
    assert shocks.until(26).months == 26
    assert shocks.until(12).events == ()
    assert shocks.until(300).events == shocks.events
    with pytest.raises(ScenarioError):
        shocks.with_(months=26)


def test_a_new_name(scenario):
    assert scenario.with_(name="other").name == "other"


def test_nothing_in_it_changes(scenario):
    with pytest.raises(ValidationError):
        scenario.months = 3
    with pytest.raises(ValidationError):
        scenario.levers.platform = 1.0
    for change in (
        dict.clear,
        lambda mapping: mapping.update(x=1),
        lambda mapping: mapping.__setitem__("x", 1),
    ):
        with pytest.raises(TypeError) if change is not dict.clear else pytest.raises(AssertionError):
            change(scenario.uncertain)
            assert "levers.platform" in scenario.uncertain


def test_copies_and_pickles_are_equal(scenario):
    assert pickle.loads(pickle.dumps(scenario)) == scenario
    assert copy.deepcopy(scenario) == scenario
    assert pickle.loads(pickle.dumps(scenario)).name == "mine"


def test_resolved_data_make_the_same_scenario(scenario):
    again = Scenario.from_resolved(scenario.resolved(), "mine")
    assert again == scenario
    assert again.resolved() == scenario.resolved()


def test_an_error_survives_a_worker_process():
    with pytest.raises(ScenarioError) as caught:
        load("nothing_of_this_name")
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems
