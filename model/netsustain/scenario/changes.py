"""Changed copies of a scenario: what :meth:`Scenario.with_` does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from netsustain.scenario.checking import problems_of
from netsustain.scenario.document import Document
from netsustain.scenario.problems import Location, Place, Problem, ScenarioError
from netsustain.scenario.schema import Scenario

IN_PYTHON = Place("", 0, 0)


def changed(scenario: Scenario, changes: Mapping[str, Any]) -> Scenario:
    """A validated copy with changes; raises :class:`ScenarioError`."""
    changes = dict(changes)
    name = str(changes.pop("name", scenario.name))
    data: Any = _plain(scenario)
    for key, value in changes.items():
        steps = key.replace("__", ".").split(".")
        data = _put(data, steps, _plain(value), key)
    return built(data, name)


def built(data: Any, name: str) -> Scenario:
    """A scenario from plain data; raises :class:`ScenarioError` with a problem for each fault."""
    data = _plain(data)
    problems = problems_of(_placeless(data))
    if problems:
        raise ScenarioError(problems)
    scenario = Scenario.model_validate(data)
    scenario._name = name
    return scenario


def _plain(value: Any) -> Any:
    """Plain data as the reader makes it: what was set only, so that defaults stay defaults."""
    if isinstance(value, BaseModel):
        return _plain(value.model_dump(exclude_unset=True, by_alias=True))
    if isinstance(value, Mapping):
        return {key.name.lower() if hasattr(key, "name") else str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(_plain(item) for item in value)
    if type(value).__module__ == "numpy" and hasattr(value, "item"):
        return value.item()
    return value


def _put(old: Any, steps: list[str], value: Any, key: str) -> Any:
    if not steps:
        return _merged(old, value)
    step, rest = steps[0], steps[1:]
    if isinstance(old, tuple):
        if not (step.isdecimal() and 1 <= int(step) <= len(old)):
            message = f"got item {step}, expected the number of one of {len(old)} items"
            raise ScenarioError([Problem("", 0, 0, key, message)])
        index = int(step) - 1
        return (*old[:index], _put(old[index], rest, value, key), *old[index + 1 :])
    known = old if isinstance(old, dict) else {}
    return {**known, step: _put(known.get(step), rest, value, key)}


def _merged(old: Any, new: Any) -> Any:
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return new
    return {**old, **{key: _merged(old.get(key), value) for key, value in new.items()}}


def _placeless(data: Any) -> Document:
    """A document whose every value stands nowhere, since no file holds it."""
    document = Document(data)
    todo: list[tuple[Location, Any]] = [((), data)]
    while todo:
        location, value = todo.pop()
        document.values[location] = IN_PYTHON
        if isinstance(value, (dict, tuple)):
            items = value.items() if isinstance(value, dict) else enumerate(value)
            todo += [((*location, key), item) for key, item in items]
    return document
