"""The tables that an import writes: the scenario's own field names, only what is used, pseudonyms for people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from netsustain.importing.people import ROLES, Pseudonyms, role_of
from netsustain.importing.proposal import Proposal
from netsustain.importing.seen import Seen
from netsustain.importing.source import csv_of

EXTRA = ("value",)
"""Columns that instruments add and the model does not read."""
TEXT_SHARE = 0.5
"""Share of cells that must be no number for a column to name people."""


class PeopleColumn(NamedTuple):
    """A column of people: in which table, what it is called there, and who they are."""

    table: str
    column: str
    role: str


@dataclass(frozen=True)
class Written:
    """Contents of the tables to write, and what became of the people in them."""

    contents: dict[str, str]
    people: list[PeopleColumn]
    """Columns of people whose names were replaced."""
    contacts: list[PeopleColumn]
    """Columns that say how to reach somebody: not written."""


def tables_written(proposal: Proposal, pseudonyms: Pseudonyms) -> Written:
    """The text of each table that the scenario cannot read as it stands.

    ``pseudonyms`` takes down who is called what.
    """
    rename = renaming(proposal, pseudonyms)
    columns = people_columns(proposal)
    contents: dict[str, str] = {}
    for table, source, seen, fields in proposal.tables:
        if source.direct:
            continue
        cells = {field: seen.words(column) for field, column in fields.items()}
        for end in ("name", "source", "target"):
            if end in cells:
                cells[end] = [rename(word) for word in cells[end]]
        for item in columns:
            if item.table == table and item.role in ROLES and item.column not in fields.values():
                heading = _free(item.role, cells)
                names = seen.words(item.column)
                kept = proposal.asked.names.keep_people
                cells[heading] = names if kept else [pseudonyms.of(name, item.role) for name in names]
        cells.update({name: seen.words(name) for name in EXTRA if name in seen.header and name not in cells})
        contents[table] = csv_of(cells, zip(*cells.values(), strict=True))
    return Written(contents, *_told(proposal, columns))


def people_columns(proposal: Proposal) -> list[PeopleColumn]:
    """Columns that name people or say how to reach them, in every table; fields of numbers are none."""
    return [
        PeopleColumn(table, column, role)
        for table, source, seen, fields in proposal.tables
        for column in seen.header
        if (role := role_of(column))
        and (column not in fields.values() or fields.get("name") == column)
        and (role == "contact" or _is_text(seen, column))
    ]


def _told(proposal: Proposal, columns: list[PeopleColumn]) -> tuple[list[PeopleColumn], list[PeopleColumn]]:
    direct = {table for table, source, *_ in proposal.tables if source.direct}
    written = [item for item in columns if item.table not in direct]
    people = [item for item in written if item.role in ROLES and not proposal.asked.names.keep_people]
    return people, [item for item in written if item.role == "contact"]


def _is_text(seen: Seen, column: str) -> bool:
    return len(seen.numbers(column)) <= TEXT_SHARE * len(seen.known(column))


def renaming(proposal: Proposal, pseudonyms: Pseudonyms) -> Callable[[str], str]:
    """What becomes of a member's name."""
    group, column = renamed_as(proposal), proposal.member_columns.get("name")
    if not group or column is None:
        return lambda name: name
    names = {name: pseudonyms.of(name, group) for name in proposal.members.known(column)}
    return lambda name: names.get(name, name)


def renamed_as(proposal: Proposal) -> str:
    """As what members get another name: a role where they are people, unless kept; ``member`` if asked; or ``""``."""
    role = role_of(proposal.member_columns.get("name", ""))
    if role in ROLES and not proposal.asked.names.keep_people:
        return role
    return "member" if proposal.asked.names.pseudonyms else ""


def _free(heading: str, taken: dict[str, list[str]]) -> str:
    """``leader``, or ``leader_2`` where that is taken."""
    number = 1
    while (name := heading if number == 1 else f"{heading}_{number}") in taken:
        number += 1
    return name


def trial_table(seen: Seen, fields: dict[str, str]) -> str:
    """A table as the strict reader judges it: the file's own names, a line a row, the header on line 1."""
    return csv_of(fields, zip(*(seen.words(column) for column in fields.values()), strict=True))
