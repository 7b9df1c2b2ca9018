"""Tables without what cannot be read: cells that become unknown, and rows that fall."""

from __future__ import annotations

from dataclasses import dataclass, replace

from netsustain.importing.proposal import Proposal, propose
from netsustain.importing.source import LeftOut, Source
from netsustain.importing.sources import Sources
from netsustain.scenario.problems import Problem


@dataclass(frozen=True)
class Fault:
    """A fault of the user's file, and the cell of a table that has it."""

    problem: Problem
    table: str = ""
    row: int = -1
    column: int = -1
    needed: bool = True
    """Whether the row falls with the cell."""


def filled(proposal: Proposal) -> tuple[Proposal, list[LeftOut]]:
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


def without(proposal: Proposal, faults: list[Fault], rows_stay: bool = False) -> Sources:
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
    place = {row: at for at, row in enumerate(kept)}
    rows = [
        ["" if (row, column) in blank else cell for column, cell in enumerate(source.rows[row])] for row in kept
    ]
    unstored = {(place[row], column) for row, column in source.unstored - blank if row in place}
    return replace(source, rows=rows, unstored=frozenset(unstored),
                   spot=lambda row, column: source.spot(kept[row] if row >= 0 else row, column))  # fmt: skip
