"""A scenario file together with all it extends, as one document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from netsustain.scenario.beside import leaves, named_file, named_table
from netsustain.scenario.document import Document
from netsustain.scenario.files import read_text
from netsustain.scenario.problems import (
    Place,
    Problem,
    ScenarioError,
    nearest,
    nearest_choice,
    path_text,
    problem_at,
    shortened,
)
from netsustain.scenario.resolve import SUFFIXES, is_plain_file, shipped_folder, shipped_names
from netsustain.scenario.syntax import parse

LONGEST_CHAIN = 16


@dataclass(frozen=True)
class Sources:
    """One document out of a chain of files, the faults met on the way, and the files from child to parent."""

    document: Document
    problems: list[Problem]
    files: list[str]
    complete: bool
    """False when a parent could not be read: what it would have said is unknown."""


def read_chain(path: Path, tables: Iterable[Path] = ()) -> Sources:
    """Read a file and, one after the other, those it extends; ``tables`` as in :func:`netsustain.scenario.reader.load`.

    Raises :class:`ScenarioError`.
    """
    problems: list[Problem] = []
    documents: list[Document] = []
    files: list[str] = []
    seen: list[Path] = []
    here: Path | None = path
    complete = True
    while here is not None:
        document, faults = _read(here, tables)
        problems += faults
        documents.append(document)
        files.append(str(here))
        seen.append(here.resolve())
        try:
            here = _parent(document, here, seen)
        except ScenarioError as error:
            problems += error.problems
            complete, here = False, None
    merged = documents[-1]
    for child in reversed(documents[:-1]):
        merged = child.over(merged)
    return Sources(merged, problems, files, complete)


def _read(path: Path, tables: Iterable[Path]) -> tuple[Document, list[Problem]]:
    shown = str(path)
    document, problems = parse(read_text(path, shown), shown)
    if not isinstance(document.data, dict):
        place = document.values.get((), Place(shown, 1, 1))
        raise ScenarioError([problem_at(place, "", "got no key, expected keys such as schema: 1 and title:")])
    return document, [*problems, *_whole_tables(document, path.parent, tables)]


def _whole_tables(document: Document, folder: Path, others: Iterable[Path]) -> Iterator[Problem]:
    """Make the paths of tables independent of which file said them; those that may not be named are told."""
    network = document.data.get("network")
    tables = network.get("files") if isinstance(network, dict) else None
    if not isinstance(tables, dict):
        return
    for key in ("members", "ties"):
        if isinstance(tables.get(key), str) and tables[key]:
            try:
                tables[key] = str(named_table(tables[key], folder, others))
            except ScenarioError as error:
                location = ("network", "files", key)
                yield problem_at(document.values[location], path_text(location), error.problems[0].message)


def _parent(document: Document, path: Path, seen: list[Path]) -> Path | None:
    name = document.data.get("extends")
    if name is None or not isinstance(name, str):
        return None
    place = document.values[("extends",)]
    try:
        found = next(_candidates(name, path.parent, place))
    except OSError as error:
        raise _refused(place, f"got {shortened(name)}, which cannot be a file: {error.strerror}") from None
    if found.resolve() in seen:
        chain = " → ".join([*(file.name for file in seen), found.name])
        raise _refused(place, f"got {name}, which leads back to itself ({chain}), expected another file")
    if len(seen) >= LONGEST_CHAIN:
        raise _refused(
            place, f"got the {LONGEST_CHAIN + 1}th file of a chain, expected at most {LONGEST_CHAIN}"
        )
    return found


def _candidates(name: str, folder: Path, place: Place) -> Iterator[Path]:
    if not name.endswith(SUFFIXES):
        yield _shipped(name, folder, place)
    try:
        own = named_file(name, folder)
    except ScenarioError as error:
        raise _refused(place, error.problems[0].message) from None
    if not is_plain_file(own):
        others = [path.stem for path in sorted(folder.glob("*.yaml"))[:1000]]
        close = nearest_choice(own.stem, others)
        hint = f" (did you mean {close}.yaml?)" if close else ""
        message = f"got {shortened(name)}, which does not exist beside this file, expected another scenario"
        raise _refused(place, message + hint)
    yield own


def _shipped(name: str, folder: Path, place: Place) -> Path:
    if name in shipped_names():
        return shipped_folder("scenarios") / f"{name}.yaml"
    if not leaves(name) and is_plain_file(folder / f"{name}.yaml"):
        raise _refused(
            place, f"got {name}, expected a shipped scenario, type {name}.yaml for the file beside this one"
        )
    message = f"got {shortened(name)}, expected a shipped scenario or a file that ends in .yaml"
    raise _refused(place, message + nearest(name, shipped_names()))


def _refused(place: Place, message: str) -> ScenarioError:
    return ScenarioError([problem_at(place, path_text(("extends",)), message)])
