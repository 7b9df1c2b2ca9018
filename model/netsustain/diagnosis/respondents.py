"""Rows of a survey gathered by respondent, from a wide table (a row a respondent) or a long one (a row an answer)."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from netsustain.diagnosis.headings import CURRENT, DESIRED, item_of, side_of
from netsustain.diagnosis.sheet import Table
from netsustain.scenario.problems import shortened
from netsustain.scenario.tables.fields import is_unknown
from netsustain.scenario.values import BUDDHIST_ERA

Cell = tuple[int, int]
Answers = dict[tuple[str, str], Cell]
"""(item, ``current`` or ``desired``) → row and column of the answer."""
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})")
_LATER_THAN = 2400
"""Years above are of the Buddhist Era."""


@dataclass
class Respondent:
    """Who answered (only until the survey is put together), and where their answers stand."""

    row: int
    name: str = ""
    organisation: str = ""
    kind: str = ""
    date: str = ""
    answers: Answers = field(default_factory=dict)


def day_in(cell: str) -> str:
    """A day as ``YYYY-MM-DD``; empty where the cell holds none. Years of the Buddhist Era are understood."""
    iso, day_first = _ISO.match(cell.strip()), _DAY_FIRST.match(cell.strip())
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif day_first:
        day, month, year = (int(part) for part in day_first.groups())
    else:
        return ""
    try:
        return datetime.date(year - (BUDDHIST_ERA if year > _LATER_THAN else 0), month, day).isoformat()
    except ValueError:
        return ""


def respondents_of(table: Table) -> tuple[list[Respondent], int]:
    """Everybody who answered, once, and how many earlier answers were replaced; faults go to the table."""
    columns = table.columns
    found = _long(table) if columns.long else [_wide(table, row) for row in table.rows]
    return _once(table, found)


def _facts(table: Table, row: int) -> Respondent:
    def said(fact: str) -> str:
        column = table.columns.facts.get(fact)
        cell = "" if column is None else table.cell(row, column)
        return "" if is_unknown(cell) else cell

    return Respondent(row, said("respondent"), said("organisation"), said("kind"), day_in(said("date")))


def _wide(table: Table, row: int) -> Respondent:
    found = _facts(table, row)
    found.answers = {key: (row, column) for key, column in table.columns.seven.items()}
    found.answers |= {(item, CURRENT): (row, column) for item, column in table.columns.numbered.items()}
    return found


def _long(table: Table) -> list[Respondent]:
    """Answers of a long table, by organisation, respondent and day."""
    facts = table.columns.facts
    if "respondent" not in facts:
        table.fault(table.heading, 0, "got a row an answer without a column of respondents, expected one")
        return []
    people: dict[tuple[str, str, str], Respondent] = {}
    for row in table.rows:
        said = _facts(table, row)
        person = people.setdefault((said.organisation, said.name, said.date), said)
        for key, cell in _answers_of_row(table, row).items():
            if key in person.answers:
                first = table.sheet.address(*person.answers[key])
                table.fault(*cell, f"got {key[0]} of this respondent again (first in {first}), expected it once")
            else:
                person.answers[key] = cell
    return list(people.values())


def _answers_of_row(table: Table, row: int) -> Answers:
    facts = table.columns.facts
    word = table.cell(row, facts["item"])
    named = item_of(word)
    if named is None:
        table.fault(row, facts["item"], f'got the item "{shortened(word)}", expected a key such as c1_1, q01 or w01')
        return {}
    item, side = named
    if "score" not in facts:
        return {(item, each): (row, facts[each]) for each in (CURRENT, DESIRED) if each in facts}
    if "state" in facts:
        word = table.cell(row, facts["state"])
        side = side_of(word)
        if side is None:
            table.fault(row, facts["state"], f'got "{word}", expected {CURRENT} or {DESIRED}')
            return {}
    return {(item, side or CURRENT): (row, facts["score"])}


def _once(table: Table, found: list[Respondent]) -> tuple[list[Respondent], int]:
    """Of somebody who answered on several days the last answers; twice on one day, or on unknown ones, is a fault."""
    last: dict[tuple[str, str], Respondent] = {}
    unnamed, replaced = [], 0
    for each in found:
        key = (each.organisation, each.name)
        if not each.name:
            unnamed.append(each)
        elif key not in last:
            last[key] = each
        elif each.date and last[key].date and each.date != last[key].date:
            replaced += 1
            last[key] = max(each, last[key], key=lambda one: one.date)
        else:
            _doubled(table, each, last[key])
    return [*last.values(), *unnamed], replaced


def _doubled(table: Table, each: Respondent, first: Respondent) -> None:
    column = table.columns.facts["respondent"]
    place = table.sheet.address(first.row, column)
    table.fault(
        each.row, column, f"got a respondent again (first in {place}), expected each once: give them different codes, "
        "or a date to each row, of which the last counts"
    )  # fmt: skip
