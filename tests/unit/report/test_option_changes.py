"""What sets scenarios apart, in words: levers, what happens, parameters; and units in both languages."""

import typing

import pytest
from pydantic import BaseModel
from tests.worlds import small

from netsustain.exploration.outcomes import OUTCOMES
from netsustain.messages import LANGUAGES, has
from netsustain.report.experiments.factors import unit_of
from netsustain.report.option_changes import options
from netsustain.scenario.quantities import quantity_of
from netsustain.scenario.schema import Scenario

CUT = {"at": 12, "budget": {"level": 0.6}}


def changes(lang="en", **option):
    """Of an option over a reference with one cut of the budget."""
    reference = small(6, 24, events=[CUT])
    other = reference.with_(**option)
    first, second = options({"a": reference, "b": other}, {"a": "A", "b": "B"}, lang)
    assert len(first["changes"]) == 1
    return second["changes"]


def test_events_that_only_one_has_are_told():
    assert changes(events=[CUT, {"at": 5, "crisis": {}}]) == ["besides: in month 5, crisis"]
    assert changes(events=[]) == ["without: in month 12, budget at 60 %"]
    assert changes(events=[{"at": 12, "budget": {"level": 0.3}}]) == [
        "besides: in month 12, budget at 30 %", "without: in month 12, budget at 60 %",
    ]  # fmt: skip


def test_details_are_told_where_they_alone_differ():
    one = small(6, 24, events=[{"at": 5, "transfer": {"share": 0.5}}])
    two = one.with_(events=[{"at": 5, "transfer": {"share": 0.9}}])
    said = options({"a": one, "b": two}, {"a": "A", "b": "B"}, "en")[1]["changes"]
    assert len(said) == 2
    assert "0.9" in said[0]
    assert "0.5" in said[1]


def test_parameters_and_levers_are_told_in_both_languages():
    option = {"levers.platform": 1, "parameters.leadership.transfer_probability": 0.4}
    platform, transfers = (each.replace("\N{NO-BREAK SPACE}", " ") for each in changes(**option))
    assert platform == "online platform for everyday two-way exchange, with support: 0.2 → 1"
    assert transfers.endswith("→ 0.4")
    assert all(any("ก" <= letter <= "๙" for letter in each) for each in changes("th", **option))


def test_nothing_that_differs_is_said_too():
    assert changes() == ["Nothing that sets it apart from the reference in levers, events, grants or parameters."]


def units(model, seen):
    """Every unit that is declared in a scenario."""
    if model in seen:
        return
    seen.add(model)
    for field in model.model_fields.values():
        declared = quantity_of(field)
        if declared is not None:
            yield declared.unit
        for part in _types(field.annotation):
            if isinstance(part, type) and issubclass(part, BaseModel):
                yield from units(part, seen)


def _types(annotation):
    yield annotation
    for part in typing.get_args(annotation):
        yield from _types(part)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_unit_has_a_text(lang):
    found = {*units(Scenario, set()), *(outcome.unit for outcome in OUTCOMES.values() if outcome.unit)}
    assert len(found) > 20
    assert not [unit for unit in found if not has(f"experiment_page.of_unit_{unit}")]
    if lang == "th":
        assert not [unit for unit in found if unit != "-" and unit_of(unit, lang).isascii()]
