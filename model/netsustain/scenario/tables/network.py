"""The network of a scenario's tables: read once, checked as a whole, then handed out as arrays."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from netsustain.scenario.members import Members, blank_members
from netsustain.scenario.network import Files
from netsustain.scenario.problems import Location, Place, Problem, ScenarioError, path_text, problem_at
from netsustain.scenario.tables.columns import Misfit
from netsustain.scenario.tables.members import MemberTable, read_members
from netsustain.scenario.tables.merging import Columns, merged, no_ties, remoteness
from netsustain.scenario.tables.references import misplaced_references
from netsustain.scenario.tables.text import Sheet, open_sheet
from netsustain.scenario.tables.ties import read_ties

if TYPE_CHECKING:
    from netsustain.scenario.schema import Scenario

Places = Callable[[Location], Place]
"""Where the scenario file says something."""


@dataclass(frozen=True)
class Tables:
    """What the tables say; nobody writes into these arrays."""

    members: MemberTable
    ties: Columns


@dataclass(frozen=True)
class Outcome:
    """Tables, or what is wrong with them and with their description in the scenario file."""

    tables: Tables | None
    problems: tuple[Problem, ...] = ()
    misfits: tuple[Misfit, ...] = ()


def network_tables(scenario: Scenario) -> tuple[Members, Columns]:
    """Members and ties for the model, members in the order of their numbers, ties by their ends.

    What the tables do not say is NaN or -1 and is drawn for each replicate. Raises :class:`ScenarioError`.
    """
    tables = tables_of(scenario)
    members, ties = tables.members, tables.ties
    blank = blank_members(len(members.names))
    blank.names[:] = members.names
    blank.whole.update(
        number=members.number - 1, kind=members.kind.copy(), contributor=members.contributor.copy()
    )
    blank.real.update({name: values.copy() for name, values in members.real.items()})
    return blank, {name: values.copy() for name, values in ties.items() if name != "distance"}


def table_problems(scenario: Scenario, place: Places) -> list[Problem]:
    """Every fault of a scenario's tables, and of what the scenario says about them."""
    try:
        tables_of(scenario, place)
    except ScenarioError as error:
        return list(error.problems)
    return []


def tables_of(scenario: Scenario, place: Places = lambda _: Place("", 0, 0)) -> Tables:
    """The tables of a scenario, as they say it. Raises :class:`ScenarioError` with every fault."""
    files = scenario.network.files
    assert files is not None
    paths = (files.members, files.ties)
    outcome = _read(files, tuple(map(_shown, paths)), tuple(map(_stamp, paths)))
    misfits = list(outcome.misfits)
    if outcome.tables is not None:
        misfits += misplaced_references(scenario, outcome.tables.members)
    problems = [problem_at(place(at.location), path_text(at.location), at.message) for at in misfits]
    problems += outcome.problems
    if problems or outcome.tables is None:
        raise ScenarioError(problems)
    return outcome.tables


def _stamp(path: str | None) -> tuple[int, int] | None:
    """Size and time of a file, by which a changed one is read again."""
    try:
        status = Path(path or "").stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


@lru_cache(maxsize=4)
def _read(files: Files, shown: tuple[str, str], _stamps: Any) -> Outcome:
    """Read the tables; remembered, because a scenario is checked first and compiled afterwards."""
    misfits = _flat_scales(files)
    problems: list[Problem] = []
    members_sheet = _opened(files.members, shown[0], problems)
    ties_sheet = _opened(files.ties, shown[1], problems)
    if members_sheet is None or (files.ties is not None and ties_sheet is None) or misfits:
        return Outcome(None, tuple(problems), tuple(misfits))
    faults = members_sheet.faults()
    members = read_members(members_sheet, files, faults, misfits)
    problems += faults.problems()
    ties = no_ties()
    if ties_sheet is not None and members is not None:
        ties, found = _read_ties(ties_sheet, files, members, misfits)
        problems += found
    if problems or misfits or members is None:
        return Outcome(None, tuple(problems), tuple(misfits))
    return Outcome(_finished(members, ties, files))


def _opened(path: str | None, shown: str, problems: list[Problem]) -> Sheet | None:
    try:
        return None if path is None else open_sheet(Path(path), shown)
    except ScenarioError as error:
        problems += error.problems
        return None


def _read_ties(
    sheet: Sheet, files: Files, members: MemberTable, misfits: list[Misfit]
) -> tuple[Columns, list[Problem]]:
    faults = sheet.faults()
    read = read_ties(sheet, files, members, faults, misfits)
    if read is None or faults:
        return no_ties(), faults.problems()
    return merged(*read), []


def _flat_scales(files: Files) -> list[Misfit]:
    return [
        Misfit(("network", "files", "scales", field), f"got {low:g} twice, expected two different numbers")
        for field, (low, high) in files.scales.items()
        if low == high
    ]


def _finished(members: MemberTable, ties: Columns, files: Files) -> Tables:
    if "distance" in ties:
        count = len(members.names)
        far = remoteness(ties, members.area_office, count, files.scales.get("distance"))
        given = members.real.get("remoteness", np.full(count, np.nan))
        members.real["remoteness"] = np.where(np.isnan(given), far, given)
    return Tables(members, ties)


def _shown(path: str | None) -> str:
    """A path as people know it: from where they are, if the file lies below."""
    whole = Path(os.path.normpath(path or ""))
    here = Path.cwd()
    return str(whole.relative_to(here)) if whole.is_relative_to(here) else str(whole)
