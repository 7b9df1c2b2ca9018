"""What the strict reader says of the tables, told by the cells of the user's own file; and going on without them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from netsustain.importing.matrix import unstored_message
from netsustain.importing.proposal import Proposal, propose
from netsustain.importing.scenario_text import scenario_text
from netsustain.importing.source import LeftOut, Source, Spot
from netsustain.importing.sources import Sources
from netsustain.importing.written import trial_table
from netsustain.scenario.problems import Problem, ScenarioError
from netsustain.scenario.reader import load
from netsustain.scenario.tables import Tables, tables_of

_LINE = re.compile(r"\bon line (\d+)\b")
_NEEDED = ("name", "number", "kind", "source", "target")
"""Fields without which a row cannot stay; a cell of another field becomes unknown."""
MOST_ROUNDS = 20


@dataclass(frozen=True)
class Fault:
    """A fault of the user's file, and the cell of a table that has it."""

    problem: Problem
    table: str = ""
    row: int = -1
    column: int = -1
    needed: bool = True
    """Whether the row falls with the cell."""


@dataclass(frozen=True)
class Judged:
    """Tables without a fault, the proposal that made them, and what was left out on the way."""

    proposal: Proposal
    tables: Tables
    left_out: tuple[LeftOut, ...]


def judged(proposal: Proposal, lang: str) -> Judged:
    """Have the tables read strictly, as the scenario would read them.

    With ``leave_out`` what cannot be read is left out until nothing faulty is left.

    Raises
    ------
    ScenarioError
        With every fault, by cell.
    """
    unread = proposal.sources.problems
    left_out = [LeftOut(_spot(problem), "", "fault", problem.message) for problem in unread]
    if unread and not proposal.asked.leave_out:
        rest = _faults(proposal, lang)
        also = [] if isinstance(rest, Tables) else [fault.problem for fault in rest]
        raise ScenarioError([*unread, *also])
    proposal, empty = _filled(proposal)
    left_out += empty
    for round_left in reversed(range(MOST_ROUNDS)):
        found = _faults(proposal, lang)
        if isinstance(found, Tables):
            return Judged(proposal, found, tuple(left_out))
        here = [fault for fault in found if fault.row >= 0]
        if not (proposal.asked.leave_out and here and round_left):
            raise ScenarioError([fault.problem for fault in found])
        left_out += [LeftOut(_spot(fault.problem), "", "fault", fault.problem.message) for fault in here]
        proposal = propose(proposal.asked, _without(proposal, here))
    raise AssertionError("the last round raises what it found")


def _filled(proposal: Proposal) -> tuple[Proposal, list[LeftOut]]:
    """A proposal without the rows in which no column that is used holds anything, and these rows."""
    sources, left_out = proposal.sources, list[LeftOut]()
    for table, source, seen, fields in proposal.tables:
        used = {seen.header.index(column) for column in fields.values()}
        bare = [row for row, cells in enumerate(source.rows) if not any(cells[column] for column in used)]
        first = {row: next((at for at, cell in enumerate(source.rows[row]) if cell), 0) for row in bare}
        left_out += [LeftOut(source.spot(row, at), source.rows[row][at], "unused_row") for row, at in first.items()]
        if bare and fields:
            gone = [Fault(source.spot(row, 0).problem(""), table, row) for row in bare]
            sources = sources.with_table(table, _lighter(source, gone))
    return (proposal, []) if sources is proposal.sources else (propose(proposal.asked, sources), left_out)


def _faults(proposal: Proposal, lang: str) -> Tables | list[Fault]:
    """The tables, or what is wrong with them."""
    nameless, unstored = _nameless(proposal), _unstored(proposal)
    if nameless:
        return [*nameless, *unstored]
    if unstored:
        rest = _faults(propose(proposal.asked, _without(proposal, unstored, rows_stay=True)), lang)
        known = {(fault.table, fault.row, fault.column) for fault in unstored}
        also = [] if isinstance(rest, Tables) else rest
        return [*unstored, *(fault for fault in also if (fault.table, fault.row, fault.column) not in known)]
    with TemporaryDirectory() as folder:
        asked = replace(proposal.asked, out=Path(folder) / proposal.asked.out.name)
        trial = replace(proposal, asked=asked)
        for table, source, seen, fields in proposal.tables:
            if not source.direct:
                asked.table(table).write_text(trial_table(source, seen, fields), encoding="utf-8")
        asked.out.write_text(scenario_text(trial, lang), encoding="utf-8")
        try:
            return tables_of(load(asked.out))
        except ScenarioError as error:
            return [_at_home(proposal, trial, problem) for problem in error.problems]


def _nameless(proposal: Proposal) -> list[Fault]:
    """Tables in which no column was found for what every row must have."""
    needed = {"members": ("name",), "ties": ("source", "target")}
    found = []
    for table, source, seen, fields in proposal.tables:
        for field in needed[table]:
            if not source.direct and field not in fields:
                names = ", ".join(name for name in seen.header[:20] if name)
                message = f"got the columns {names}, expected one for {field}: type --map {field}=COLUMN"
                found.append(Fault(source.spot(-1, 0).problem(message)))
    return found


def _unstored(proposal: Proposal) -> list[Fault]:
    return [
        Fault(source.spot(row, column).problem(unstored_message(source.rows[row][column])), table, row, column,
              field in _NEEDED)
        for table, source, seen, fields in proposal.tables
        for field, name in fields.items()
        for row, column in sorted(source.unstored)
        if seen.header.index(name) == column
    ]  # fmt: skip


# ---- from a line of the written table to the user's cell -----------------------------------------------


def _at_home(proposal: Proposal, trial: Proposal, problem: Problem) -> Fault:
    for table, source, seen, fields in proposal.tables:
        if source.direct or Path(problem.file).resolve() != trial.files[table].resolve():
            continue
        row = problem.line - 2
        if not 0 <= row < len(source.rows):
            return Fault(source.spot(-1, 0).problem(_homely(problem.message, source)), table)
        field = problem.where if problem.where in fields else ""
        column = seen.header.index(fields[field]) if field else 0
        told = source.spot(row, column).problem(_homely(problem.message, source))
        return Fault(told, table, row, column, field in ("", *_NEEDED))
    return Fault(problem)


def _homely(message: str, source: Source) -> str:
    """A message whose lines are those of the user's file."""

    def there(match: re.Match[str]) -> str:
        row = int(match[1]) - 2
        return f"at {source.spot(row, 0).where}" if 0 <= row < len(source.rows) else match[0]

    return _LINE.sub(there, message)


# ---- going on without -----------------------------------------------------------------------------


def _without(proposal: Proposal, faults: list[Fault], rows_stay: bool = False) -> Sources:
    """The tables without what is faulty; with ``rows_stay`` the cells alone are emptied."""
    sources = proposal.sources
    for table, source, *_ in proposal.tables:
        here = [fault for fault in faults if fault.table == table]
        if here:
            here = [replace(fault, needed=fault.needed and not rows_stay) for fault in here]
            sources = sources.with_table(table, _lighter(source, here))
    return sources


def _lighter(source: Source, faults: list[Fault]) -> Source:
    """A table without the rows and cells that have a fault."""
    gone = {fault.row for fault in faults if fault.needed}
    blank = {(fault.row, fault.column) for fault in faults}
    kept = [row for row in range(len(source.rows)) if row not in gone]
    rows = [
        ["" if (row, column) in blank else cell for column, cell in enumerate(source.rows[row])] for row in kept
    ]
    unstored = {(kept.index(row), column) for row, column in source.unstored - blank if row in kept}
    return replace(source, rows=rows, unstored=frozenset(unstored),
                   spot=lambda row, column: source.spot(kept[row] if row >= 0 else row, column))  # fmt: skip


def _spot(problem: Problem) -> Spot:
    return Spot(problem.file, problem.line, problem.column, problem.where)
