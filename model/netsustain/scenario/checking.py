"""Validation of a document: pydantic's errors as problems, each at its place and in plain words."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from netsustain.scenario.document import Document
from netsustain.scenario.problems import Location, Place, Problem, path_text, problem_at
from netsustain.scenario.schema import Scenario
from netsustain.scenario.wording import message_of

ROUNDS = 6
"""A whole part is validated once its values are right, so faulty ones are left out for the next round."""
STAND_INS: dict[str, Any] = {
    "schema": 1,
    "title": {"en": "-", "th": "-"},
    "question": {"en": "-", "th": "-"},
    "sources": ("-",),
    "network": {"recipe": {}},
}


def problems_of(document: Document) -> list[Problem]:
    """Every fault of a document; none means that it validates."""
    problems: list[Problem] = []
    data, removed = document.data, set[Location]()
    for _ in range(ROUNDS):
        fresh = [error for error in _errors(data, removed) if not _follows_from(error, removed)]
        problems += [_problem(document, error) for error in fresh]
        faulty = {_removable(error["loc"], document) for error in fresh} - removed
        if not faulty:
            break
        removed |= faulty
        data = _without(document.data, removed)
    return problems


# ---- errors ---------------------------------------------------------------------------------------


def _errors(data: Any, removed: set[Location]) -> list[dict[str, Any]]:
    """Pydantic's errors, located as in the file; those of the whole are spread to the places they name."""
    try:
        Scenario.model_validate(data)
    except ValidationError as error:
        found = [each for item in error.errors(include_url=False) for each in _spread(dict(item))]
        located = [{**item, "loc": _as_in_file(item["loc"], removed)} for item in found]
        return [item for item in located if not _short_of_faulty_items(item, located)]
    return []


def _short_of_faulty_items(error: dict[str, Any], errors: list[dict[str, Any]]) -> bool:
    """Whether a list is called too short only because pydantic does not count its faulty items."""
    where = error["loc"]
    return error["type"] == "too_short" and any(
        other["loc"][: len(where)] == where for other in errors if other is not error
    )


def _spread(error: dict[str, Any]) -> list[dict[str, Any]]:
    if error["type"] != "faults":
        return [error]
    return [
        {"type": "fault", "loc": fault.location, "ctx": {"text": fault.text}, "given": fault.given}
        for fault in error["ctx"]["faults"]
    ]


def _as_in_file(location: Location, removed: set[Location]) -> Location:
    """The location before items were left out of lists, which moved the later ones forward."""
    result: Location = ()
    for step in location:
        if isinstance(step, int):
            for index in _items_removed_from(result, removed):
                step += index <= step
        result = (*result, step)
    return result


def _items_removed_from(location: Location, removed: set[Location]) -> list[int]:
    items = [gone for gone in removed if gone[:-1] == location and gone]
    return sorted(item[-1] for item in items if isinstance(item[-1], int))


def _follows_from(error: dict[str, Any], removed: set[Location]) -> bool:
    """Whether an error may be there only because something else was left out."""
    around = any(error["loc"] == gone[: len(error["loc"])] for gone in removed)
    return around or any(gone[: len(part)] == part for part in error.get("given", ()) for gone in removed)


# ---- leaving out what is faulty -------------------------------------------------------------------


def _removable(location: Location, document: Document) -> Location:
    """What to leave out so that the rest can be checked: the faulty value, or the part that lacks a key."""
    location = tuple(step for step in location if step != "[key]")
    if len(location) <= 1:
        return location
    return document.place(location)[0]


def _without(data: Any, removed: set[Location]) -> Any:
    return _pruned(data, (), removed) | {key: value for key, value in STAND_INS.items() if (key,) in removed}


def _pruned(value: Any, location: Location, removed: set[Location]) -> Any:
    if isinstance(value, dict):
        kept = {key: item for key, item in value.items() if (*location, key) not in removed}
        return {key: _pruned(item, (*location, key), removed) for key, item in kept.items()}
    if isinstance(value, tuple):
        items = [((*location, index), item) for index, item in enumerate(value)]
        return tuple(_pruned(item, here, removed) for here, item in items if here not in removed)
    return value


# ---- problems -------------------------------------------------------------------------------------


def _problem(document: Document, error: dict[str, Any]) -> Problem:
    location: Location = error["loc"]
    found, place = _place(document, error["type"], location)
    return problem_at(place, path_text(found), message_of(error, found))


def _place(document: Document, kind: str, location: Location) -> tuple[Location, Place]:
    if location and location[-1] == "[key]":
        return location[:-1], document.key_place(location[:-1])
    if kind == "extra_forbidden":
        return location, document.key_place(location)
    if kind == "missing" and location not in document.values:
        return location, document.place(location[:-1])[1]
    return document.place(location)
