"""Members that a scenario names in its edits and events: with tables, they must be in the members table."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import TYPE_CHECKING

from netsustain.scenario.crosschecks import named_members
from netsustain.scenario.kinds import Kind
from netsustain.scenario.problems import shortened
from netsustain.scenario.tables.columns import Misfit, near
from netsustain.scenario.tables.members import MemberTable

if TYPE_CHECKING:
    from netsustain.scenario.schema import Scenario


def misplaced_references(scenario: Scenario, table: MemberTable) -> Iterator[Misfit]:
    """References to members that do not exist, names given twice, a second area office."""
    names = {name: row for row, name in enumerate(table.names)}
    joining = list(_joining(scenario, names))
    for location, name in joining:
        if name in names:
            yield Misfit(
                location, f"got {shortened(name)!r}, which is in the members table, expected another name"
            )
    known = names.keys() | {name for _, name in joining}
    expected = sum(event.join is not None for event in scenario.events)
    told = 0
    for location, member in named_members(scenario):
        # Edits are made before anybody joins, so they reach the table's members alone.
        edit = location[0] == "network"
        if isinstance(member, int):
            message = _stranger(member, table, 0 if edit else expected)
        else:
            message = _unnamed(member, names.keys() if edit else known, told)
        if message:
            told += 1
            yield Misfit(location, message)
    yield from _second_office(scenario, table, names)


def _joining(scenario: Scenario, names: dict[str, int]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for index, event in enumerate(scenario.events):
        if event.join is not None and event.join.name:
            yield ("events", index, "join", "name"), event.join.name


def _unnamed(name: str, known: Set[str], told: int) -> str:
    if name in known:
        return ""
    return f"got the member {shortened(name)!r}, expected one of the members table{near(name, known, told)}"


def _stranger(number: int, table: MemberTable, joining: int) -> str:
    """A number means a place in the table; with numbers of its own, only where both agree."""
    count = len(table.names) + joining
    if number > count:
        return f"got the member {number}, expected a row number from 1 to {count} or a name"
    if number <= len(table.names) and table.number[number - 1] != number:
        return f"got the member {number}, but the table has numbers of its own, expected the member's name"
    return ""


def _second_office(scenario: Scenario, table: MemberTable, names: dict[str, int]) -> Iterator[Misfit]:
    offices = {table.area_office} - {-1}
    for index, edit in enumerate(scenario.network.members):
        row = edit.member - 1 if isinstance(edit.member, int) else names.get(edit.member, -1)
        if edit.kind is not None:
            offices = offices | {row} if edit.kind is Kind.AREA_OFFICE else offices - {row}
        if len(offices) > 1:
            message = "got a second area_office, expected one: give the other member another kind before this"
            yield Misfit(("network", "members", index, "kind"), message)
            return
