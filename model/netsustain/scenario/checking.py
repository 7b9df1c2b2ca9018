"""Validation of a document: pydantic's errors as problems, each at its place and in plain words."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ValidationError

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


def problems_of(
    document: Document, form: type[BaseModel] = Scenario, stand_ins: dict[str, Any] = STAND_INS
) -> list[Problem]:
    """Every fault of a document; none means that it validates.

    Parameters
    ----------
    form
        What the document is read as.
    stand_ins
        Sound values of the keys that cannot be left out, put in place of faulty ones to check the rest.
    """
    problems: list[Problem] = []
    data, removed = document.data, set[Location]()
    for _ in range(ROUNDS):
        fresh = _fresh_errors(data, removed, form)
        problems += [_problem(document, error, form) for error in fresh]
        faulty = {_removable(error["loc"], document) for error in fresh} - removed
        if not faulty:
            break
        removed |= faulty
        data = _without(document.data, removed, stand_ins)
    return problems


# ---- errors ---------------------------------------------------------------------------------------


def _fresh_errors(data: Any, removed: set[Location], form: type[BaseModel]) -> list[dict[str, Any]]:
    """Pydantic's errors, located as in the file, without those that follow from what was left out."""
    try:
        form.model_validate(data)
    except ValidationError as error:
        found = [each for item in error.errors(include_url=False) for each in _spread(dict(item))]
    else:
        return []
    items = _items_by_list(removed)
    located = [{**error, "loc": _as_in_file(error["loc"], items)} for error in found]
    incomplete = _around(removed)
    faulty = _around({error["loc"][:-1] for error in located})
    return [error for error in located if not _follows(error, incomplete, faulty)]


def _spread(error: dict[str, Any]) -> list[dict[str, Any]]:
    """An error of the whole as one error for each place it names."""
    if error["type"] != "faults":
        return [error]
    return [
        {"type": "fault", "loc": fault.location, "ctx": {"text": fault.text}, "given": fault.given}
        for fault in error["ctx"]["faults"]
    ]


def _follows(error: dict[str, Any], incomplete: set[Location], faulty: set[Location]) -> bool:
    """Whether an error may be there only because of others: in a part left incomplete, or judged by one.

    Pydantic does not count the faulty items of a list, so it may call the list too short as well.
    """
    if error["type"] == "too_short" and error["loc"] in faulty:
        return True
    return error["loc"] in incomplete or any(part in incomplete for part in error.get("given", ()))


def _around(locations: set[Location]) -> set[Location]:
    """The locations and every part around them."""
    return {location[:length] for location in locations for length in range(len(location) + 1)}


def _items_by_list(removed: set[Location]) -> dict[Location, list[int]]:
    """The numbers of the items that were left out of each list, in order."""
    items: dict[Location, list[int]] = {}
    for *around, step in (location for location in removed if location):
        if isinstance(step, int):
            items.setdefault(tuple(around), []).append(step)
    return {location: sorted(numbers) for location, numbers in items.items()}


def _as_in_file(location: Location, items: dict[Location, list[int]]) -> Location:
    """The location before items were left out of lists, which moved the later ones forward."""
    result: Location = ()
    for step in location:
        if isinstance(step, int):
            for gone in items.get(result, ()):
                step += gone <= step
        result = (*result, step)
    return result


# ---- leaving out what is faulty -------------------------------------------------------------------


def _removable(location: Location, document: Document) -> Location:
    """What to leave out so that the rest can be checked: the faulty value, or the part that lacks a key."""
    location = tuple(step for step in location if step != "[key]")
    if len(location) <= 1:
        return location
    return document.place(location)[0]


def _without(data: Any, removed: set[Location], stand_ins: dict[str, Any]) -> Any:
    return _pruned(data, (), removed) | {key: value for key, value in stand_ins.items() if (key,) in removed}


def _pruned(value: Any, location: Location, removed: set[Location]) -> Any:
    if isinstance(value, dict):
        kept = {key: item for key, item in value.items() if (*location, key) not in removed}
        return {key: _pruned(item, (*location, key), removed) for key, item in kept.items()}
    if isinstance(value, tuple):
        items = [((*location, index), item) for index, item in enumerate(value)]
        return tuple(_pruned(item, here, removed) for here, item in items if here not in removed)
    return value


# ---- problems -------------------------------------------------------------------------------------


def _problem(document: Document, error: dict[str, Any], form: type[BaseModel]) -> Problem:
    location: Location = error["loc"]
    found, place = _place(document, error["type"], location)
    return problem_at(place, path_text(found), message_of(error, found, form))


def _place(document: Document, kind: str, location: Location) -> tuple[Location, Place]:
    if location and location[-1] == "[key]":
        return location[:-1], document.key_place(location[:-1])
    if kind == "extra_forbidden":
        return location, document.key_place(location)
    if kind == "missing" and location not in document.values:
        return location, document.place(location[:-1])[1]
    return document.place(location)
