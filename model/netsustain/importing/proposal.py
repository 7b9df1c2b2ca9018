"""What an import proposes: the tables, and what each column and word is taken to mean."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from netsustain.importing import mapping, meanings
from netsustain.importing.asked import Asked
from netsustain.importing.mapping import Columns
from netsustain.importing.seen import Seen, look_at
from netsustain.scenario.kinds import Kind
from netsustain.scenario.network import Scale
from netsustain.scenario.problems import Problem, ScenarioError


@dataclass(frozen=True)
class Proposal:
    """A network of one's own as the tables and the user describe it."""

    asked: Asked
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
        return field not in self.asked.columns and column != field

    def unused(self, table: str) -> list[str]:
        """Columns of a table that hold no field."""
        seen = self.members if table == "members" else self.ties
        used = self.member_columns if table == "members" else self.tie_columns
        return [name for name in seen.header if name and name not in used.values()] if seen else []


def propose(asked: Asked) -> Proposal:
    """Look at the tables and guess what was not said. Raises :class:`ScenarioError`."""
    tables = _opened(asked)
    absent = mapping.unknown_columns(asked, tables)
    if absent:
        raise ScenarioError(absent)
    members, ties = tables["members"], tables.get("ties")
    of_ties = mapping.tie_columns(ties, asked) if ties else {}
    ends = {word for end in ("source", "target") if ties and end in of_ties for word in ties.known(of_ties[end])}
    of_members = mapping.member_columns(members, asked, ends)
    return Proposal(
        asked=asked,
        members=members,
        ties=ties,
        member_columns=of_members,
        tie_columns=of_ties,
        kinds=meanings.kinds(members, of_members, asked.kinds),
        agreements=meanings.agreements(ties, of_ties) if ties else {},
        scales=meanings.scales(ties, of_ties) | asked.scales if ties else {},
        directed=_directed(asked, ties, of_ties),
    )


def _directed(asked: Asked, ties: Seen | None, columns: Columns) -> bool | None:
    if asked.directed is not None or ties is None:
        return asked.directed
    return True if meanings.two_sided(ties, columns) else None


def _opened(asked: Asked) -> dict[str, Seen]:
    paths: dict[str, Path | None] = {"members": asked.members, "ties": asked.ties}
    found: dict[str, Seen] = {}
    problems: list[Problem] = []
    for table, path in paths.items():
        try:
            if path is not None:
                found[table] = look_at(path)
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise ScenarioError(problems)
    return found
