"""Experiment files: read as strictly as scenarios, every fault at its line and column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from netsustain.exploration.experiment import CampaignExperiment, Experiment
from netsustain.exploration.factors import Factor, FactorError, factor_of
from netsustain.exploration.kinds import KINDS, module_of
from netsustain.exploration.recognise import WHAT
from netsustain.plan import compile_scenario
from netsustain.scenario.beside import named_scenario
from netsustain.scenario.checking import problems_of
from netsustain.scenario.document import Document
from netsustain.scenario.files import read_text
from netsustain.scenario.problems import (
    Location,
    Place,
    Problem,
    ScenarioError,
    nearest,
    nearest_choice,
    path_text,
    problem_at,
    shortened,
)
from netsustain.scenario.reader import load
from netsustain.scenario.resolve import find
from netsustain.scenario.schema import Scenario
from netsustain.scenario.syntax import parse

TEXT = {"en": "-", "th": "-"}
STAND_INS: dict[str, Any] = {
    "schema": 1, "title": TEXT, "question": TEXT, "sources": ("-",), "scenarios": ("-",), "draws": 1,
}  # fmt: skip
_OF_A_SCENARIO = ("network", "extends", "levers", "events", "funding")


class Fault(NamedTuple):
    """Something that does not fit: where in the file, and in words."""

    location: Location
    text: str


@dataclass(frozen=True)
class Asked:
    """An experiment with everything it is about."""

    name: str
    """The stem of its file; results go into a folder of this name."""
    experiment: Experiment
    scenarios: dict[str, Scenario]
    """By name, in the order of the file; the first is the reference."""
    factors: tuple[Factor, ...] = ()
    """In the order of the file."""
    folder: Path = Path()
    """Where its file lies: other files are named relative to it."""

    def with_options(self, scale: float | None = None, seed: int | None = None) -> Asked:
        """The same question with fewer runs or another seed."""
        experiment = self.experiment if scale is None else self.experiment.scaled(scale)
        if seed is not None:
            experiment = experiment.model_copy(update={"seed": seed})
        return replace(self, experiment=experiment)


def load_experiment(name: str | Path) -> Asked:
    """Read an experiment: a path, or the name of a shipped one.

    Raises
    ------
    ScenarioError
        With every fault of the file, or of the scenarios it names.
    """
    path = find(name, WHAT)
    document, problems = _document(path)
    form = _form(document)
    problems += problems_of(document, form, STAND_INS)
    if problems:
        raise ScenarioError(_in_order(problems))
    experiment = form.model_validate(document.data)
    return _with_scenarios(path, document, experiment)


def _document(path: Path) -> tuple[Document, list[Problem]]:
    shown = str(path)
    document, problems = parse(read_text(path, shown), shown)
    if not isinstance(document.data, dict):
        place = document.values.get((), Place(shown, 1, 1))
        raise ScenarioError([problem_at(place, "", "got no key, expected keys such as schema: 1 and kind: compare")])
    if "kind" not in document.data and any(key in document.data for key in _OF_A_SCENARIO):
        message = f"got a scenario, expected an experiment, type netsustain run {shown}"
        raise ScenarioError([problem_at(document.values[()], "", message)])
    return document, problems


def _form(document: Document) -> type[Experiment]:
    """The form of the kind that the file says; refuses the file when there is no such kind."""
    if "kind" not in document.data:
        message = f"got no kind, expected the key kind, type kind: compare (or one of {', '.join(KINDS)})"
        raise ScenarioError([problem_at(document.values[()], "kind", message)])
    kind = document.data["kind"]
    if not isinstance(kind, str) or kind not in KINDS:
        close = nearest_choice(str(kind), KINDS)
        advice = f", type {close}{nearest(str(kind), KINDS)}" if close else ""
        message = f"got {shortened(repr(kind))}, expected one of {', '.join(KINDS)}{advice}"
        raise ScenarioError([problem_at(document.values["kind",], "kind", message)])
    form: type[Experiment] = module_of(kind).FORM
    return form


# ---- what the file is about -----------------------------------------------------------------------


def _with_scenarios(path: Path, document: Document, experiment: Experiment) -> Asked:
    """The experiment with its scenarios and factors; raises :class:`ScenarioError`."""
    asked = Asked(path.stem, experiment, {}, folder=path.parent)
    if isinstance(experiment, CampaignExperiment):
        asked = replace(asked, scenarios=_scenarios(path, document, experiment))
        asked = replace(asked, factors=_factors(document, experiment, list(asked.scenarios.values())))
    faults = list(module_of(experiment.kind).faults(asked))
    if faults:
        raise ScenarioError([_problem(document, fault) for fault in faults])
    completed: Callable[[Asked], Asked] | None = getattr(module_of(experiment.kind), "completed", None)
    return asked if completed is None else completed(asked)


def _scenarios(path: Path, document: Document, experiment: CampaignExperiment) -> dict[str, Scenario]:
    read: dict[str, Scenario] = {}
    problems: list[Problem] = []
    for name in dict.fromkeys(experiment.scenarios):
        location: Location = ("scenarios", experiment.scenarios.index(name))
        try:
            scenario = load(named_scenario(name, path.parent))
            read[name] = scenario if experiment.months is None else scenario.until(experiment.months)
            compile_scenario(read[name])
        except ScenarioError as error:
            problems += _retold(error, document, location)
        except ValueError as error:  # who joins which network: only the compiler can tell
            problems.append(_problem(document, Fault(location, str(error))))
    if problems:
        raise ScenarioError(problems)
    found: dict[str, Scenario] = {}
    for name in experiment.scenarios:
        found[_unused(read[name].name, found)] = read[name]
    return found


def _retold(error: ScenarioError, document: Document, location: Location) -> list[Problem]:
    """Faults inside a scenario's file as they are; that there is no such file, at the name that asked for it."""
    (first, *others) = error.problems
    if not others and (first.where, first.line, first.column) == ("", 1, 1):
        return [_problem(document, Fault(location, first.message))]
    return list(error.problems)


def _factors(document: Document, experiment: CampaignExperiment, scenarios: list[Scenario]) -> tuple[Factor, ...]:
    found: dict[str, Factor] = {}
    problems: list[Problem] = []
    for name, span in experiment.factors.items():
        here: Location = ("factors", name)
        try:
            factor = factor_of(name, (span.low, span.high) if span else None, scenarios)
        except FactorError as error:
            location = (*here, error.part) if error.part else here
            problems.append(_problem(document, Fault(location, str(error))))
            continue
        if factor.path in found:
            text = f"got {name}, which {found[factor.path].name} names already, expected each number once"
            problems.append(_problem(document, Fault((*here, "[key]"), text)))
        found[factor.path] = factor
    if problems:
        raise ScenarioError(_in_order(problems))
    return tuple(found.values())


def _problem(document: Document, fault: Fault) -> Problem:
    """A fault at the place of its value, of its key (``[key]`` at the end), or of the nearest part around it."""
    location = fault.location
    if location and location[-1] == "[key]":
        return problem_at(document.key_place(location[:-1]), path_text(location[:-1]), fault.text)
    found, place = document.place(location)
    return problem_at(place, path_text(found), fault.text)


def _unused(name: str, taken: dict[str, Scenario]) -> str:
    number, free = 2, name
    while free in taken:
        number, free = number + 1, f"{name}-{number}"
    return free


def _in_order(problems: list[Problem]) -> list[Problem]:
    """In the order of lines; a value refused twice is told once, by its first fault."""
    first: dict[tuple[int, int, str], Problem] = {}
    for problem in problems:
        first.setdefault((problem.line, problem.column, problem.where), problem)
    return sorted(first.values(), key=lambda problem: (problem.line, problem.column))
