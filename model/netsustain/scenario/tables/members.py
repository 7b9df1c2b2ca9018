"""The members table: who takes part, of which kind, and what is known of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from netsustain.scenario.kinds import Kind
from netsustain.scenario.network import Files
from netsustain.scenario.problems import shortened
from netsustain.scenario.tables.columns import Misfit, Reading, columns_of, reading_of, require
from netsustain.scenario.tables.faults import Faults
from netsustain.scenario.tables.fields import (
    MEMBER_FIELDS,
    QUANTITIES,
    contributor_in,
    is_unknown,
    kind_in,
    number_in,
)
from netsustain.scenario.tables.text import Sheet, clean

LONGEST_NAME = 200
MAXIMAL_MEMBERS = 1_000_000
NUMBERS = tuple(field for field in MEMBER_FIELDS if field in QUANTITIES and field != "number")
"""Fields that hold a quantity."""


@dataclass(frozen=True)
class MemberTable:
    """Members in the order of their numbers; NaN and -1 stand for what the table does not say."""

    names: list[str]
    number: np.ndarray
    """From 1; the place in the table where no column says it."""
    numbered: bool
    kind: np.ndarray
    contributor: np.ndarray
    real: dict[str, np.ndarray]
    doubtful: frozenset[str]
    complete: bool

    @property
    def area_office(self) -> int:
        """Row of the area office, -1 where there is none."""
        rows = np.flatnonzero(self.kind == int(Kind.AREA_OFFICE))
        return int(rows[0]) if rows.size else -1


def read_members(sheet: Sheet, files: Files, faults: Faults, misfits: list[Misfit]) -> MemberTable | None:
    """Members of a table; None if it does not even name them."""
    columns = columns_of(sheet, "members", MEMBER_FIELDS, files.columns.members, misfits)
    if not require(sheet, "members", "name", columns, faults):
        return None
    reading = reading_of(sheet, columns, faults)
    count = len(reading.rows.lines)
    if not 0 < count <= MAXIMAL_MEMBERS and not faults:
        expected = f"at most {MAXIMAL_MEMBERS}" if count else "a row for each"
        faults.add(sheet.header_line, None, f"got {count or 'no'} members, expected {expected}")
    names = _names(reading)
    number = _numbers(reading)
    order = np.argsort(number, kind="stable")
    return MemberTable(
        names=[names[row] for row in order],
        number=number[order],
        numbered="number" in columns,
        kind=_kinds(reading, files.values.kind)[order],
        contributor=_contributors(reading)[order],
        real={field: _quantities(reading, field)[order] for field in NUMBERS if field in columns},
        doubtful=reading.rows.doubtful,
        complete=reading.rows.complete,
    )


def _names(reading: Reading) -> list[str]:
    """Names, each once."""
    names = [clean(word) for word in reading.words("name")]
    index, lines = reading.columns["name"], reading.rows.lines
    first: dict[str, int] = {}
    for name, line in zip(names, lines, strict=True):
        if not name:
            reading.faults.add(line, index, "got no name, expected the member's name")
        elif len(name) > LONGEST_NAME:
            message = f"got a name of {len(name)} characters, expected at most {LONGEST_NAME}"
            reading.faults.add(line, index, message)
        elif first.setdefault(name, line) != line:
            again = f"got {shortened(name)!r} again (first on line {first[name]})"
            reading.faults.add(line, index, f"{again}, expected another name for another member")
    return names


def _numbers(reading: Reading) -> np.ndarray:
    """Numbers from 1: the column's, each once, or the place in the table."""
    count = len(reading.rows.lines)
    if "number" not in reading.columns:
        return np.arange(1, count + 1)
    given = reading.values("number", lambda cell: number_in(cell, QUANTITIES["number"]), -1.0)
    index, first = reading.columns["number"], dict[float, int]()
    for number, cell, line in zip(given, reading.words("number"), reading.rows.lines, strict=True):
        if is_unknown(cell):
            reading.faults.add(line, index, f"got no number, expected {QUANTITIES['number'].words}")
        elif number > 0 and first.setdefault(number, line) != line:
            again = f"got {number:.0f} again (first on line {first[number]})"
            reading.faults.add(line, index, f"{again}, expected another number for another member")
    return np.nan_to_num(np.array(given, dtype=float), nan=-1.0).astype(np.int64)


def _kinds(reading: Reading, words: Mapping[str, Kind]) -> np.ndarray:
    """Kinds, schools where there is no such column; one member at most is the area office."""
    if "kind" not in reading.columns:
        return np.full(len(reading.rows.lines), int(Kind.SCHOOL))
    meanings = {clean(word): kind for word, kind in words.items()}
    kinds = np.array(
        reading.values("kind", lambda cell: kind_in(cell, meanings), int(Kind.SCHOOL)), dtype=np.int64
    )
    offices = np.flatnonzero(kinds == int(Kind.AREA_OFFICE))
    for row in offices[1:]:
        first = reading.rows.lines[offices[0]]
        message = f"got another area_office (the first is on line {first}), expected one at most"
        reading.faults.add(reading.rows.lines[row], reading.columns["kind"], message)
    return kinds


def _contributors(reading: Reading) -> np.ndarray:
    if "contributor" not in reading.columns:
        return np.full(len(reading.rows.lines), -1)
    return np.array(reading.values("contributor", contributor_in, -1), dtype=np.int64)


def _quantities(reading: Reading, field: str) -> np.ndarray:
    quantity = QUANTITIES[field]
    return np.array(reading.values(field, lambda cell: number_in(cell, quantity), float("nan")), dtype=float)
