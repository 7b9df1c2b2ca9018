"""Every number declares its unit, range and source; every enumeration is written by name."""

import pytest
from pydantic import BaseModel

from netsustain.scenario import load
from netsustain.scenario.concepts import CONCEPTS
from netsustain.scenario.declarations import field_at, keys_at
from netsustain.scenario.levers import Levers
from netsustain.scenario.network import Initial, Recipe
from netsustain.scenario.parameters import Parameters
from netsustain.scenario.paths import NoSuchNumberError, bounds_of, number_at
from netsustain.scenario.quantities import quantity_of
from netsustain.scenario.schema import Scenario


def quantities(model):
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from quantities(field.annotation)
        elif quantity_of(field):
            yield name, field


@pytest.mark.parametrize("model", [Levers, Initial, Recipe, Parameters])
def test_defaults_lie_in_plausible_ranges_inside_bounds(model):
    for name, field in quantities(model):
        item, (low, high) = quantity_of(field), bounds_of(field)
        assert item.unit, name
        assert item.source, name
        assert item.en, name
        assert item.plausible[0] <= field.default <= item.plausible[1], name
        assert item.unit == "choice" or low <= item.plausible[0] < item.plausible[1] <= high, name


def test_a_declaration_is_found_by_location():
    assert field_at(Scenario, ("network", "goals", 1, "breadth")).default == 0.3
    assert field_at(Scenario, ("nothing",)) is None
    assert keys_at(Scenario, ("network", "goals", 0)) == ["name", "position", "breadth", "workload", "aim"]
    assert keys_at(Scenario, ("events", 3, "budget")) == ["level", "over", "channel"]


@pytest.mark.parametrize(
    ("path", "value", "low", "high"),
    [
        ("levers.platform", 0.2, 0, 1),
        ("network.initial.trust", 0.57, 0, 1),
        ("network.goals.1.breadth", 0.3, 0, 1),
        ("network.recipe.kinds.school", 0.6, 0, 1e6),
        ("months", 120, 1, 1200),
    ],
)
def test_a_number_is_found_by_path(path, value, low, high):
    spot = number_at(load("baseline"), path)
    assert (spot.value, spot.low, spot.high) == (value, low, high)


@pytest.mark.parametrize(
    "path",
    ["levers", "levers.nothing", "currency", "network.goals.9.breadth", "levers.governance_mode", "", "."],
)
def test_paths_that_lead_to_no_number(path):
    with pytest.raises(NoSuchNumberError):
        number_at(load("baseline"), path)


def test_concepts_are_complete():
    assert len(CONCEPTS) == 156
    assert all(concept.en and concept.th for concept in CONCEPTS.values())
    assert {"A-S1", "A-C7", "B-K3", "C-W5", "D-R5", "E-T11", "K6", "V11"} <= set(CONCEPTS)
