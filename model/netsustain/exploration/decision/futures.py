"""Ways the world may go: changes that meet every option alike, read from a file as strictly as a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from pydantic import AfterValidator, Field, model_validator

from netsustain.exploration.experiment import Source
from netsustain.exploration.factors import path_of
from netsustain.messages import LANGUAGES, text
from netsustain.scenario.checking import problems_of
from netsustain.scenario.declarations import field_at
from netsustain.scenario.document import Document
from netsustain.scenario.events import Event, Recurrent
from netsustain.scenario.files import read_text
from netsustain.scenario.parameters import PARAMETER_GROUP, PARAMETER_NAMES
from netsustain.scenario.paths import NoSuchNumberError, Spot, bounds_of, number_at
from netsustain.scenario.problems import Place, Problem, ScenarioError, nearest, path_text, problem_at
from netsustain.scenario.quantities import Typed
from netsustain.scenario.resolve import SUFFIXES
from netsustain.scenario.schema import Scenario
from netsustain.scenario.syntax import parse
from netsustain.scenario.values import Frozen, Text, fault

STANDARD, NONE = "standard", "none"
AS_IT_IS = "as_it_is"
"""The future in which nothing is changed; always the first."""
SHIPPED = Path(__file__).with_name("futures.yaml")
SCHEMA_VERSION = 1


class Change(Typed):
    """What becomes of a number: so many times what it was, or a value; cut to what the number can be."""

    times: float | None = Field(default=None, gt=0, le=100)
    to: float | None = None

    @model_validator(mode="after")
    def _one(self) -> Any:
        if (self.times is None) == (self.to is None):
            got = "neither times nor to" if self.times is None else "both times and to"
            raise fault(got, "exactly one of them", "for example {times: 1.5}")
        return self

    def of(self, value: Any, low: float, high: float) -> Any:
        """The number (or an array of numbers) changed."""
        return np.clip(value * self.times if self.times is not None else value * 0 + self.to, low, high)


class Future(Typed):
    """One way the world may go."""

    title: Text
    sources: tuple[Source, ...] = Field(min_length=1, description="concept IDs and citations")
    numbers: Annotated[dict[str, Change], Frozen] = Field(
        default={}, validate_default=True, description="parameter or path of a number → what becomes of it"
    )
    budgets: float | None = Field(default=None, ge=0, le=3, description="every level of budgets, times this")
    events: tuple[Event, ...] = ()
    recurrent: tuple[Recurrent, ...] = ()

    @model_validator(mode="after")
    def _something(self) -> Any:
        if not (self.numbers or self.events or self.recurrent or self.budgets is not None):
            raise fault("no change", "numbers, budgets, events or recurrent", "for example budgets: 0.7")
        return self

    def scenario(self, scenario: Scenario) -> Scenario:
        """A scenario as it goes in this future; events after its horizon are left out."""
        changes: dict[str, Any] = {}
        for name, change in self.numbers.items():
            spot = number_at(scenario, path_of(name))
            changes[path_of(name)] = float(change.of(spot.value, spot.low, spot.high))
        if self.budgets is not None:
            changes |= _budgets(scenario, self.budgets)
        for part, added in (("events", self._in_time(scenario)), ("recurrent", self.recurrent)):
            if added:
                changes[part] = (*changes.get(part, getattr(scenario, part)), *added)
        return scenario.with_(**changes)

    def vectors(self, vectors: np.ndarray) -> np.ndarray:
        """Parameter vectors, a row each, as they are in this future: those the scenario is run under."""
        changed = np.array(vectors, dtype=float)
        for name, change in self.numbers.items():
            if name in PARAMETER_GROUP:
                column = PARAMETER_NAMES.index(name)
                changed[:, column] = change.of(changed[:, column], *_bounds(name))
        return changed

    def _in_time(self, scenario: Scenario) -> tuple[Event, ...]:
        return tuple(event for event in self.events if event.month(scenario.start) <= scenario.months)


def _bounds(parameter: str) -> tuple[float, float]:
    field = field_at(Scenario, tuple(path_of(parameter).split(".")))
    return bounds_of(field)


def _budgets(scenario: Scenario, times: float) -> dict[str, Any]:
    """The level all budgets start from, and those that events set, so many times."""
    spot = number_at(scenario, "funding.budget_level")
    changes: dict[str, Any] = {"funding.budget_level": min(spot.value * times, spot.high)}
    for part in ("events", "recurrent"):
        own = getattr(scenario, part)
        if any(event.kind == "budget" for event in own):
            changes[part] = tuple(_scaled(event, times) for event in own)
    return changes


def _scaled(event: Any, times: float) -> Any:
    if event.kind != "budget":
        return event
    level = min(event.budget.level * times, 3.0)
    return event.model_copy(update={"budget": event.budget.model_copy(update={"level": level})})


# ---- files ----------------------------------------------------------------------------------------


def _known_version(version: int) -> int:
    if version != SCHEMA_VERSION:
        raise fault(f"schema {version}", f"schema {SCHEMA_VERSION}", "schema: 1")
    return version


def _no_other(futures: dict[str, Future]) -> dict[str, Future]:
    if AS_IT_IS in futures:
        raise fault(f"a future named {AS_IT_IS}", "another name: this one stands for no change and is always there")
    return futures


class FuturesFile(Typed):
    """A file of futures."""

    schema_: Annotated[int, AfterValidator(_known_version)] = Field(alias="schema", description="version of the form")
    title: Text
    sources: tuple[Source, ...] = Field(min_length=1)
    futures: Annotated[dict[str, Future], AfterValidator(_no_other), Frozen] = Field(min_length=1)


TEXT = {"en": "-", "th": "-"}
STAND_INS: dict[str, Any] = {
    "schema": 1, "title": TEXT, "sources": ("-",),
    "futures": {"-": {"title": TEXT, "sources": ("-",), "budgets": 1}},
}  # fmt: skip


def read_futures(said: str | Path, scenarios: Iterable[Scenario] = ()) -> dict[str, Future]:
    """Futures by name: ``standard``, ``none`` or those of a file.

    Parameters
    ----------
    scenarios
        What they will be applied to: every number they change must be there.

    Raises
    ------
    ScenarioError
        With every fault of the file at its line and column, or if there is no such file.
    """
    if said == NONE:
        return {}
    path = SHIPPED if said == STANDARD else _file(said)
    shown = path.name if path == SHIPPED else str(path)
    document, problems = parse(read_text(path, shown), shown)
    if not isinstance(document.data, dict):
        place = document.values.get((), Place(shown, 1, 1))
        raise ScenarioError([problem_at(place, "", "got no key, expected keys such as schema: 1 and futures")])
    problems += problems_of(document, FuturesFile, STAND_INS)
    if problems:
        raise ScenarioError(problems)
    found = dict(FuturesFile.model_validate(document.data).futures)
    problems = [each for name, future in found.items() for each in _misfits(document, name, future, scenarios)]
    if problems:
        raise ScenarioError(problems)
    return found


def _file(said: str | Path) -> Path:
    path = Path(said)
    if path.is_file():
        return path
    expected = f"expected {STANDARD}, {NONE} or a file that ends in {' or '.join(SUFFIXES)}"
    hint = nearest(str(said), (STANDARD, NONE))
    raise ScenarioError([Problem(str(said), 1, 1, "futures", f"got a file that does not exist, {expected}{hint}")])


def _misfits(document: Document, name: str, future: Future, scenarios: Iterable[Scenario]) -> list[Problem]:
    """Numbers that a scenario has not, each at its key."""
    found = []
    for number, change in future.numbers.items():
        location = ("futures", name, "numbers", number)
        for scenario in scenarios:
            message = _misfit(scenario, number, change)
            if message:
                found.append(problem_at(document.key_place(location), path_text(location), message))
                break
    return found


def _misfit(scenario: Scenario, number: str, change: Change) -> str:
    try:
        spot: Spot = number_at(scenario, path_of(number))
    except NoSuchNumberError as error:
        hint = nearest(number, [*PARAMETER_NAMES, *error.choices])
        where = scenario.name or "the scenario"
        return f"got a name that leads to no number in {where}, expected a parameter or a path{hint}"
    if change.to is not None and not spot.low <= change.to <= spot.high:
        return f"got {change.to:g}, expected a number from {spot.low:g} to {spot.high:g}"
    return ""


def titles(futures: Mapping[str, Future], lang: str) -> dict[str, str]:
    """Names of futures for readers, the one without a change first."""
    assert lang in LANGUAGES
    own = {name: future.title.in_language(lang) for name, future in futures.items()}
    return {AS_IT_IS: text("decision.as_it_is", lang), **own}
