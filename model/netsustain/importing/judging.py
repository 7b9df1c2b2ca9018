"""What the strict reader says of the tables, told by the cells of the user's own file; and going on without them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from netsustain.importing.leaving_out import Fault, filled, without
from netsustain.importing.matrix import unstored_message
from netsustain.importing.proposal import Proposal, propose
from netsustain.importing.scenario_text import scenario_text
from netsustain.importing.source import LeftOut, Source, Spot
from netsustain.importing.written import trial_table
from netsustain.scenario.problems import Problem, ScenarioError
from netsustain.scenario.reader import load
from netsustain.scenario.tables import Tables, tables_of

_LINE = re.compile(r"\bon line (\d+)\b")
_NEEDED = ("name", "number", "kind", "source", "target")
"""Fields without which a row cannot stay; a cell of another field becomes unknown."""
MOST_ROUNDS = 20


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
    proposal, empty = filled(proposal)
    left_out += empty
    for round_left in reversed(range(MOST_ROUNDS)):
        found = _faults(proposal, lang)
        if isinstance(found, Tables):
            return Judged(proposal, found, tuple(left_out))
        here = [fault for fault in found if fault.row >= 0]
        if not (proposal.asked.leave_out and here and round_left):
            raise ScenarioError([fault.problem for fault in found])
        left_out += [LeftOut(_spot(fault.problem), "", "fault", fault.problem.message) for fault in here]
        proposal = propose(proposal.asked, without(proposal, here))
    raise AssertionError("the last round raises what it found")


def _faults(proposal: Proposal, lang: str) -> Tables | list[Fault]:
    """The tables, or what is wrong with them."""
    nameless, unstored = _nameless(proposal), _unstored(proposal)
    if nameless:
        return [*nameless, *unstored]
    if unstored:
        rest = _faults(propose(proposal.asked, without(proposal, unstored, rows_stay=True)), lang)
        known = {(fault.table, fault.row, fault.column) for fault in unstored}
        also = [] if isinstance(rest, Tables) else rest
        return [*unstored, *(fault for fault in also if (fault.table, fault.row, fault.column) not in known)]
    contents = {
        table: trial_table(seen, fields) for table, source, seen, fields in proposal.tables if not source.direct
    }
    with TemporaryDirectory() as folder:
        trial = replace(proposal, asked=replace(proposal.asked, out=Path(folder) / proposal.asked.out.name))
        try:
            return read_back(trial, contents, lang)
        except ScenarioError as error:
            return [_at_home(proposal, trial, problem) for problem in error.problems]


def read_back(proposal: Proposal, contents: Mapping[str, str], lang: str) -> Tables:
    """Write a scenario and its tables where the proposal says, and read them. Raises :class:`ScenarioError`."""
    for table, content in contents.items():
        proposal.asked.table(table).write_text(content, encoding="utf-8")
    proposal.asked.out.write_text(scenario_text(proposal, lang), encoding="utf-8")
    return tables_of(load(proposal.asked.out, tables=[path.parent for path in proposal.files.values()]))


def refuse_unreadable(proposal: Proposal, contents: Mapping[str, str], lang: str) -> None:
    """Raise :class:`ScenarioError` unless the files, as they will be written, can be read."""
    with TemporaryDirectory() as folder:
        elsewhere = replace(proposal.asked, out=Path(folder) / proposal.asked.out.name)
        read_back(replace(proposal, asked=elsewhere), contents, lang)


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


def _spot(problem: Problem) -> Spot:
    return Spot(problem.file, problem.line, problem.column, problem.where)
