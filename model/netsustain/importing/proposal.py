"""What an import proposes: the tables, and what each column and word is taken to mean."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from netsustain.importing import mapping, meanings
from netsustain.importing.asked import Asked
from netsustain.importing.mapping import Columns
from netsustain.importing.seen import Seen
from netsustain.importing.source import Source
from netsustain.importing.sources import Sources
from netsustain.scenario.kinds import Kind
from netsustain.scenario.network import Scale
from netsustain.scenario.problems import ScenarioError


@dataclass(frozen=True)
class Proposal:
    """A network of one's own as the tables and the user describe it."""

    asked: Asked
    sources: Sources
    members: Seen
    ties: Seen | None
    member_columns: Columns
    tie_columns: Columns
    kinds: dict[str, Kind]
    agreements: dict[str, bool]
    scales: dict[str, Scale]
    directed: bool | None
    """None where the columns say it themselves."""

    def guessed(self, field: str) -> bool:
        """Whether nobody said which column holds a field (a column of the field's own name says it itself)."""
        column = (self.member_columns | self.tie_columns).get(field)
        said = self.asked.columns.get(field) or self.sources.columns.get(field)
        return said is None and column != field

    @property
    def tables(self) -> list[tuple[str, Source, Seen, Columns]]:
        """Members and ties: name of the table, where it comes from, its words, field → column."""
        found = [("members", self.sources.members, self.members, self.member_columns)]
        if self.sources.ties is not None and self.ties is not None:
            found.append(("ties", self.sources.ties, self.ties, self.tie_columns))
        return found

    @property
    def files(self) -> dict[str, Path]:
        """Table → the file that the scenario refers to."""
        return {name: source.path if source.direct else self.asked.table(name) for name, source, *_ in self.tables}

    def unused(self, table: str) -> list[str]:
        """Columns of a table that hold no field."""
        return [
            header
            for name, _, seen, columns in self.tables
            if name == table
            for header in seen.header
            if header and header not in columns.values()
        ]


def propose(asked: Asked, sources: Sources) -> Proposal:
    """Look at the tables and guess what was not said. Raises :class:`ScenarioError`."""
    members, ties = sources.members.seen, sources.ties.seen if sources.ties else None
    said = asked if not sources.instrument else replace(asked, columns=asked.declared("members"))
    absent = mapping.unknown_columns(said, {"members": members, **({"ties": ties} if ties else {})})
    if absent:
        raise ScenarioError(absent)
    of_ties = mapping.tie_columns(ties, said) if ties else {}
    ends = {word for end in ("source", "target") if ties and end in of_ties for word in ties.known(of_ties[end])}
    of_members = mapping.member_columns(members, replace(said, columns={**sources.columns, **said.columns}), ends)
    scales = meanings.scales(ties, of_ties) | sources.scales | asked.scales if ties else {}
    return Proposal(
        asked=asked,
        sources=sources,
        members=members,
        ties=ties,
        member_columns=of_members,
        tie_columns=of_ties,
        kinds=meanings.kinds(members, of_members, asked.kinds),
        agreements=meanings.agreements(ties, of_ties) if ties else {},
        scales={field: scale for field, scale in scales.items() if field in of_ties},
        directed=_directed(asked, sources, ties, of_ties),
    )


def _directed(asked: Asked, sources: Sources, ties: Seen | None, columns: Columns) -> bool | None:
    if asked.directed is not None or ties is None:
        return asked.directed
    return True if sources.directed or meanings.two_sided(ties, columns) else None
