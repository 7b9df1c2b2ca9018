"""Scenario files to :class:`Scenario`: every fault of a file at once, each at its line and column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from netsustain.scenario.checking import problems_of
from netsustain.scenario.document import Document
from netsustain.scenario.inherit import read_chain
from netsustain.scenario.problems import Problem, ScenarioError, path_text, problem_at, shortened
from netsustain.scenario.resolve import find, is_plain_file
from netsustain.scenario.schema import Scenario

_UNKNOWN_WITHOUT_PARENT = ("network",)
"""Keys a file may leave to its parent: not called missing when the parent could not be read."""


@dataclass(frozen=True)
class Loaded:
    """A scenario and where each of its values was said."""

    scenario: Scenario
    document: Document
    files: list[str]
    """The files it was read from, the scenario's own first."""


def load(name: str | Path, *, tables: Iterable[Path] = ()) -> Scenario:
    """Read a scenario: a path, or the name of a shipped one.

    Parameters
    ----------
    tables
        Folders whose tables it may name besides those of its own folder (:mod:`netsustain.scenario.beside`).

    Raises
    ------
    ScenarioError
        With every fault of the file.
    """
    return load_with_places(name, tables=tables).scenario


def load_with_places(name: str | Path, *, tables: Iterable[Path] = ()) -> Loaded:
    """As :func:`load`, with the file, line and column of every value."""
    path = find(name)
    sources = read_chain(path, tables)
    problems = [*sources.problems, *problems_of(sources.document)]
    if not sources.complete:
        problems = [problem for problem in problems if problem.where not in _UNKNOWN_WITHOUT_PARENT]
    if problems:
        raise ScenarioError(_in_order(problems, sources.files))
    scenario = Scenario.model_validate(sources.document.data)
    scenario._name = path.stem
    loaded = Loaded(scenario, sources.document, sources.files)
    faulty = list(_absent_tables(loaded)) or _table_problems(loaded)
    if faulty:
        raise ScenarioError(faulty)
    return loaded


def _absent_tables(loaded: Loaded) -> Iterator[Problem]:
    tables = loaded.scenario.network.files
    for key in ("members", "ties") if tables else ():
        table = getattr(tables, key)
        if table is not None and not is_plain_file(Path(table)):
            location = ("network", "files", key)
            message = f"got {shortened(Path(table).name)}, which is not in {Path(table).parent}, expected a CSV file"
            yield problem_at(loaded.document.values[location], path_text(location), message)


def _table_problems(loaded: Loaded) -> list[Problem]:
    if loaded.scenario.network.files is None:
        return []
    from netsustain.scenario.tables import table_problems

    return table_problems(loaded.scenario, lambda location: loaded.document.place(location)[1])


def _in_order(problems: list[Problem], files: list[str]) -> list[Problem]:
    """In the order of files and lines; a value refused twice is told once, by its first fault."""
    first: dict[tuple[str, int, int, str], Problem] = {}
    for problem in problems:
        first.setdefault((problem.file, problem.line, problem.column, problem.where), problem)
    return sorted(first.values(), key=lambda item: (files.index(item.file), item.line, item.column))
