"""Reading a survey: which instrument it is, every answer checked, nobody's name kept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from netsustain.diagnosis.headings import CURRENT, DESIRED
from netsustain.diagnosis.instruments import PSAT, Instrument
from netsustain.diagnosis.kinds import kinds_of
from netsustain.diagnosis.recognising import recognised
from netsustain.diagnosis.respondents import Respondent, respondents_of
from netsustain.diagnosis.sheet import Table, table_in
from netsustain.diagnosis.survey import Account, Floats, Survey
from netsustain.exploration.origins import digest_of_file
from netsustain.scenario.problems import Problem, ScenarioError
from netsustain.scenario.tables.fields import BadCellError, Quantity, is_unknown, number_in

UNANSWERED = frozenset({"-", "–", "none", "null", "ไม่ตอบ", "ไม่ทราบ", "ไม่แน่ใจ", "ไม่มีความเห็น"})
FIVE_WORDS = {
    "มากที่สุด": 5, "มาก": 4, "ปานกลาง": 3, "น้อย": 2, "น้อยที่สุด": 1,
    "strongly agree": 5, "agree": 4, "neutral": 3, "disagree": 2, "strongly disagree": 1,
}  # fmt: skip
"""Answers in words to questions of five steps."""


def read_survey(
    path: Path,
    *,
    instrument: str | None = None,
    members: Mapping[str, str] | None = None,
    skip_faults: bool = False,
) -> Survey:
    """Read a survey of members, CSV or XLSX, wide or long.

    Parameters
    ----------
    instrument
        One of ``INSTRUMENTS``; recognised by its columns unless given.
    members
        Kinds of the network's organisations by name, which tell the kinds of respondents.
    skip_faults
        Read faulty cells as unanswered, and count them, instead of refusing the file.

    Raises
    ------
    ScenarioError
        With every fault by its cell: an answer out of range, text for a number, a respondent twice, missing columns.
    """
    table = table_in(path)
    for later, first in table.columns.twice:
        place = table.sheet.address(table.heading, first)
        table.fault(table.heading, later, f"got a column of the same meaning as {place}, expected it once")
    people, replaced = respondents_of(table)
    if not people:
        raise ScenarioError(table.problems() or [_nobody(table)])
    used = recognised(table, people, instrument)
    current = _numbers(table, people, used, CURRENT)
    desired = _numbers(table, people, used, DESIRED)
    faults = len(table.found)
    if table.found and not (skip_faults and _only_cells(table)):
        raise ScenarioError(table.problems())
    return _survey(path, table, people, used, current, desired, members or {}, replaced, faults, instrument is not None)


def _only_cells(table: Table) -> bool:
    """Whether what is wrong can be passed over: single cells, not the headings or a doubled respondent."""
    answers = {*table.columns.seven.values(), *table.columns.numbered.values()}
    answers |= {table.columns.facts[fact] for fact in ("score", CURRENT, DESIRED) if fact in table.columns.facts}
    heading = table.sheet.lines[table.heading]
    return all(fault.line != heading and fault.column - 1 in answers for fault in table.found)


# ---- answers --------------------------------------------------------------------------------------


def _numbers(table: Table, people: list[Respondent], used: Instrument, side: str) -> Floats:
    found = np.full((len(people), len(used.items)), np.nan)
    expected = Quantity(used.low, used.high, "", whole=True)
    for place, person in enumerate(people):
        for column, item in enumerate(used.items):
            cell = person.answers.get((item, side))
            if cell is not None:
                found[place, column] = _number(table, cell, expected)
    return found


def _number(table: Table, cell: tuple[int, int], expected: Quantity) -> float:
    said = table.cell(*cell)
    word = said.casefold()
    if is_unknown(said) or word in UNANSWERED:
        return float("nan")
    if expected.high == 5 and word in FIVE_WORDS:
        return FIVE_WORDS[word]
    try:
        return number_in(said, expected)
    except BadCellError as error:
        table.fault(*cell, f"{error}; leave the cell empty where the question was not answered")
        return float("nan")


# ---- put together ---------------------------------------------------------------------------------


def _nobody(table: Table) -> Problem:
    message = "got no respondent who answered half of the items, expected some"
    return Problem(table.sheet.file, table.sheet.lines[table.heading], 1, "", message)


def _survey(
    path: Path, table: Table, people: list[Respondent], used: Instrument, current: Floats, desired: Floats,
    members: Mapping[str, str], replaced: int, skipped: int, told: bool,
) -> Survey:  # fmt: skip
    asked_desired = any(side == DESIRED for person in people for _, side in person.answers)
    enough = 2 * np.isfinite(current).sum(axis=1) >= current.shape[1]
    kept = _ordered([place for place in range(len(people)) if enough[place]], people, current, desired)
    if not kept:
        raise ScenarioError([_nobody(table)])
    chosen = [people[place] for place in kept]
    names = [person.organisation for person in chosen]
    grouped = any(names)
    number: dict[str, int] = {}
    codes = [number.setdefault(name or f"\0{place}", len(number)) for place, name in enumerate(names)]
    kinds, kinds_from, words = kinds_of(names, [person.kind for person in chosen], members)
    days = sorted(person.date for person in chosen if person.date)
    now, then = current[kept], desired[kept]
    asked = now.size * (2 if asked_desired else 1)
    given = int(np.isfinite(now).sum() + (np.isfinite(then).sum() if asked_desired else 0))
    account = Account(
        rows=len(people), answers=asked, missing=asked - given,
        half_filled=tuple(table.sheet.lines[people[place].row] for place in np.flatnonzero(~enough)),
        half_pairs=int((np.isfinite(now) != np.isfinite(then)).sum()) if asked_desired else 0,
        replaced=replaced, unused=tuple(table.header[column] for column in table.columns.unused), skipped=skipped,
        doubtful_instrument=not told and used is PSAT and not (now > 5).any(),
    )  # fmt: skip
    return Survey(
        file=path.name, instrument=used, respondents=tuple(f"R{place + 1}" for place in range(len(kept))),
        organisation=np.array(codes, dtype=np.int64), organisations=len(number), grouped=grouped, kinds=tuple(kinds),
        kinds_from=kinds_from, items=used.items, current=now, desired=then if asked_desired else None, account=account,
        dates=(days[0], days[-1]) if days else None, words=words,
        digest=digest_of_file(path),
    )  # fmt: skip


def _ordered(places: list[int], people: list[Respondent], current: Floats, desired: Floats) -> list[int]:
    """Places in an order that depends on neither the file's rows nor the alphabet: by a digest of what was said."""

    def digest(place: int) -> bytes:
        person = people[place]
        said = f"{person.organisation}\x1f{person.name}\x1f".encode()
        return hashlib.sha256(said + current[place].tobytes() + desired[place].tobytes()).digest()

    return sorted(places, key=digest)
