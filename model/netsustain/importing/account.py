"""What an import read, guessed and leaves to be assumed: counted, and told in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from netsustain.importing.proposal import Proposal
from netsustain.messages import text
from netsustain.scenario.kinds import Kind
from netsustain.scenario.tables import Tables
from netsustain.scenario.tables.fields import ASSUMED_STRENGTH

DRAWN = ("size", "remoteness", "digital_access", "own_resources", "skill", "priority", "contributor", "alone")
ENOUGH_MEMBERS = 3


@dataclass(frozen=True)
class FieldRead:
    """One field that a column holds."""

    table: str
    field: str
    column: str
    known: int
    count: int
    guessed: bool


@dataclass(frozen=True)
class KindRead:
    """What a word of the column of kinds was taken to mean."""

    word: str
    kind: str
    members: int
    guessed: bool


@dataclass(frozen=True)
class Note:
    """A sentence: a message's key and what stands in it."""

    key: str
    values: dict[str, Any]

    def words(self, lang: str) -> str:
        """The sentence in a language."""
        values = dict(self.values)
        if "field" in values:
            values["field"] = field_name(values["field"], lang)
        return text(f"importing.{self.key}", lang, **values)


def field_name(field: str, lang: str) -> str:
    """A field in words."""
    return text(f"importing.field_{field}", lang)


@dataclass(frozen=True)
class Account:
    """Everything the user should look at before trusting the file."""

    members: int
    ties: int
    fields: list[FieldRead]
    kinds: list[KindRead]
    guesses: list[Note]
    unused: list[Note]
    assumed: list[Note]
    warnings: list[Note]

    def as_data(self, lang: str) -> dict[str, Any]:
        """The account as plain data, as ``--json`` prints it."""
        notes = ("guesses", "unused", "assumed", "warnings")
        return {
            "members": self.members,
            "ties": self.ties,
            "fields": [asdict(item) for item in self.fields],
            "kinds": [asdict(item) for item in self.kinds],
            **{name: [note.words(lang) for note in getattr(self, name)] for name in notes},
        }


def account_of(proposal: Proposal, tables: Tables) -> Account:
    """Count what the tables say and what they leave open."""
    return Account(
        members=len(tables.members.names),
        ties=len(tables.ties["a"]),
        fields=list(_fields(proposal)),
        kinds=list(_kinds(proposal)),
        guesses=list(_guesses(proposal)),
        unused=list(_unused(proposal)),
        assumed=list(_assumed(proposal, tables)),
        warnings=list(_warnings(tables)),
    )


# ---- what was read --------------------------------------------------------------------------------


def _fields(proposal: Proposal) -> Iterator[FieldRead]:
    tables = (
        ("members", proposal.members, proposal.member_columns),
        ("ties", proposal.ties, proposal.tie_columns),
    )
    for table, seen, columns in tables:
        if seen is None:
            continue
        for field, column in columns.items():
            known = len(seen.known(column))
            yield FieldRead(table, field, column, known, seen.count, proposal.guessed(field))


def _kinds(proposal: Proposal) -> Iterator[KindRead]:
    if "kind" in proposal.member_columns:
        words = Counter(proposal.members.known(proposal.member_columns["kind"]))
        for word, kind in proposal.kinds.items():
            yield KindRead(word, kind.name.lower(), words[word], word not in proposal.asked.kinds)


def _guesses(proposal: Proposal) -> Iterator[Note]:
    for field, (low, high) in proposal.scales.items():
        if field in proposal.asked.scales:
            continue
        yield Note(f"scale_{field}", {"low": f"{low:g}", "high": f"{high:g}", "column": proposal.tie_columns[field]})
    if proposal.agreements:
        levels = ", ".join(level for level, meant in proposal.agreements.items() if meant)
        yield Note("agreement_levels", {"levels": levels, "column": proposal.tie_columns["formal"]})
    if proposal.directed and proposal.asked.directed is None:
        yield Note("two_reports", {})


def _unused(proposal: Proposal) -> Iterator[Note]:
    for table, seen in (("members", proposal.members), ("ties", proposal.ties)):
        columns = proposal.unused(table)
        if columns and seen:
            yield Note("unused", {"columns": ", ".join(columns), "file": seen.path.name})


# ---- what is left open ----------------------------------------------------------------------------


def _assumed(proposal: Proposal, tables: Tables) -> Iterator[Note]:
    members, ties = tables.members, tables.ties
    if "kind" not in proposal.member_columns:
        yield Note("all_schools", {})
    if "distance" in proposal.tie_columns:
        yield Note("remoteness_by_distance", {})
    count = len(members.names)
    for field in DRAWN:
        values = members.contributor if field == "contributor" else members.real.get(field, np.full(count, np.nan))
        missing = int((values < 0).sum() if field == "contributor" else np.isnan(values).sum())
        if missing:
            yield Note("drawn_members", {"field": field, "missing": missing, "count": count})
    yield from _assumed_ties(proposal, ties)
    yield Note("as_baseline", {})


def _assumed_ties(proposal: Proposal, ties: dict[str, np.ndarray]) -> Iterator[Note]:
    count = len(ties["a"])
    missing = {
        "trust": int(np.isnan(ties["trust_ab"]).sum() + np.isnan(ties["trust_ba"]).sum()),
        "formal": int((ties["formal"] < 0).sum()),
        "age": int(np.isnan(ties["age"]).sum()),
    }
    for field, number in missing.items():
        if number:
            yield Note("drawn_ties", {"field": field, "missing": number, "count": count * (1 + (field == "trust"))})
    column = proposal.tie_columns.get("strength")
    known = len(proposal.ties.known(column)) if proposal.ties and column else 0
    rows = proposal.ties.count if proposal.ties else 0
    if known < rows:
        yield Note("strength_assumed", {"missing": rows - known, "count": rows, "strength": ASSUMED_STRENGTH})


def _warnings(tables: Tables) -> Iterator[Note]:
    members, ties = tables.members, tables.ties
    count = len(members.names)
    if count < ENOUGH_MEMBERS:
        yield Note("too_few", {"count": count})
    alone = count - len(np.union1d(ties["a"], ties["b"]))
    if not len(ties["a"]):
        yield Note("no_ties", {})
    elif alone:
        yield Note("alone", {"alone": alone, "count": count})
    if not (members.kind == int(Kind.AREA_OFFICE)).any():
        yield Note("no_area_office", {})
