"""Which instrument a survey used, by the keys of its items or as told."""

from __future__ import annotations

from collections.abc import Callable

from netsustain.diagnosis.instruments import (
    INSTRUMENTS,
    PSAT,
    SEVEN,
    WILDER_40,
    WILDER_44,
    Instrument,
    seven_conditions,
)
from netsustain.diagnosis.respondents import Respondent
from netsustain.diagnosis.sheet import Table
from netsustain.health.series import CONDITIONS
from netsustain.scenario.problems import Problem, ScenarioError

NUMBERED = {PSAT.key: PSAT, WILDER_40.key: WILDER_40, WILDER_44.key: WILDER_44}


def recognised(table: Table, people: list[Respondent], told: str | None) -> Instrument:
    """The instrument; answers are put under its own items' keys, and what is missing goes to the table's faults.

    Parameters
    ----------
    told
        One of ``INSTRUMENTS``; None = by the items.

    Raises
    ------
    ScenarioError
        If the items fit several instruments, or none.
    """
    items = {item for person in people for item, _ in person.answers}
    seven = {item for item in items if item.startswith("c")}
    numbers = {int(item[1:]) for item in items - seven}
    if not items:
        raise ScenarioError(table.problems())
    if told == SEVEN or (told is None and (seven or numbers == set(range(1, 8)))):
        chosen = seven or {f"c{number}_1" for number in numbers if number <= 7}
        _renumber(people, lambda item: item if item.startswith("c") else f"c{int(item[1:])}_1")
        return _complete_seven(table, seven_conditions(chosen))
    used = NUMBERED[told] if told else _by_number(table, {item[0] for item in items - seven}, numbers)
    _renumber(people, lambda item: item if item.startswith("c") else f"{used.items[0][0]}{int(item[1:]):02d}")
    missing = [item for item in used.items if int(item[1:]) not in numbers]
    if missing:
        listed = ", ".join(missing[:6]) + (f" and {len(missing) - 6} more" if len(missing) > 6 else "")
        table.fault(table.heading, 0, f"got no answers to {listed} of {used.key}, expected {len(used.items)} items")
    return used


def _renumber(people: list[Respondent], key: Callable[[str], str]) -> None:
    for person in people:
        person.answers = {(key(item), side): cell for (item, side), cell in person.answers.items()}


def _complete_seven(table: Table, used: Instrument) -> Instrument:
    missing = [key for key in CONDITIONS if not used.of(key)]
    if missing:
        message = f"got no items of {', '.join(missing)}, expected items of all seven conditions such as c1_1_current"
        table.fault(table.heading, 0, message)
    return used


def _by_number(table: Table, letters: set[str], numbers: set[int]) -> Instrument:
    most = max(numbers, default=0)
    if letters == {"q"} and most <= 40:
        return PSAT
    if letters == {"w"} or (letters == {"q"} and most == 44):
        return WILDER_44 if most > 40 else WILDER_40
    choices = " or ".join(f"--instrument {key}" for key in INSTRUMENTS[1:])
    place = (table.sheet.file, table.sheet.lines[table.heading], 1, "")
    raise ScenarioError([Problem(*place, f"got items numbered to {most} that fit no one instrument, type {choices}")])
