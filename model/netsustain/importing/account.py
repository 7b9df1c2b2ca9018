"""What an import read, guessed and leaves to be assumed: counted, and told in plain words."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from netsustain.importing.asymmetry import Symmetry, symmetry_of
from netsustain.importing.judging import Judged
from netsustain.importing.note import Note, field_name
from netsustain.importing.open_questions import assumed, views_told, warnings
from netsustain.importing.proposal import Proposal
from netsustain.importing.source import LeftOut
from netsustain.importing.written import EXTRA, Written
from netsustain.messages import text


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
class Account:
    """Everything the user should look at before trusting the file."""

    members: int
    ties: int
    fields: list[FieldRead]
    kinds: list[KindRead]
    guesses: list[Note]
    unused: list[Note]
    left_out: list[LeftOut]
    assumed: list[Note]
    names: list[Note]
    warnings: list[Note]
    symmetry: Symmetry | None

    def as_data(self, lang: str) -> dict[str, Any]:
        """The account as plain data, as ``--json`` prints it."""
        notes = ("guesses", "unused", "assumed", "names", "warnings")
        return {
            "members": self.members,
            "ties": self.ties,
            "fields": [asdict(item) for item in self.fields],
            "kinds": [asdict(item) for item in self.kinds],
            "options": self.options(),
            "left_out": [left_out_data(item, lang) for item in self.left_out],
            "asymmetry": asdict(self.symmetry) if self.symmetry else None,
            **{name: [note.words(lang) for note in getattr(self, name)] for name in notes},
        }

    def options(self) -> list[str]:
        """What to type to say what was guessed."""
        columns = [f"--map {shlex.quote(f'{item.field}={item.column}')}" for item in self.fields if item.guessed]
        return columns + [f"--kind {shlex.quote(f'{item.word}={item.kind}')}" for item in self.kinds if item.guessed]


def remarks(account: Account, lang: str) -> str:
    """The end of the scenario file: what was measured, left out and assumed, without a word of the tables."""
    fields = [f"{field_name(item.field, lang)}, {item.known}/{item.count}" for item in account.fields]
    measured = [text("importing.remark_measured", lang, what=what) for what in fields]
    left_out = [text("importing.remark_left_out", lang, count=len(account.left_out))] if account.left_out else []
    assumed = [text("importing.remark_assumed", lang, what=note.words(lang)) for note in account.assumed]
    return "".join(f"# {line}\n" for line in (*measured, *left_out, *assumed))


def left_out_data(item: LeftOut, lang: str) -> dict[str, Any]:
    """Something left out as plain data: where it stands, what it was and why it is no part of the network."""
    return {"file": item.spot.file, "line": item.spot.line, "column": item.spot.column, "where": item.spot.where,
            "got": item.got, "reason": reason_words(item, lang)}  # fmt: skip


def reason_words(item: LeftOut, lang: str) -> str:
    """Why something was left out: a fault says what came and what was expected."""
    return item.expected if item.reason == "fault" else text(f"importing.reason_{item.reason}", lang)


def account_of(judged: Judged, written: Written, rename: Callable[[str], str] = lambda name: name) -> Account:
    """Count what the tables say and what they leave open."""
    proposal, tables = judged.proposal, judged.tables
    symmetry = symmetry_of(proposal, rename)
    return Account(
        members=len(tables.members.names),
        ties=len(tables.ties["a"]),
        fields=list(_fields(proposal)),
        kinds=list(_kinds(proposal)),
        guesses=list(_guesses(proposal)),
        unused=list(_unused(proposal, written)),
        left_out=[*(item for _, source, *_ in proposal.tables for item in source.left_out), *judged.left_out],
        assumed=list(assumed(proposal, tables)),
        names=list(_names(proposal, written)),
        warnings=[*warnings(tables), *views_told(symmetry)],
        symmetry=symmetry,
    )


# ---- what was read --------------------------------------------------------------------------------


def _fields(proposal: Proposal) -> Iterator[FieldRead]:
    for table, source, seen, columns in proposal.tables:
        for field, column in columns.items():
            if column not in source.derived:
                known = len(seen.known(column))
                origin = source.origins.get(column, column)
                yield FieldRead(table, field, origin, known, seen.count, proposal.guessed(field))


def _kinds(proposal: Proposal) -> Iterator[KindRead]:
    if "kind" in proposal.member_columns:
        words = Counter(proposal.members.known(proposal.member_columns["kind"]))
        for word, kind in proposal.kinds.items():
            yield KindRead(word, kind.name.lower(), words[word], word not in proposal.asked.kinds)


def _guesses(proposal: Proposal) -> Iterator[Note]:
    for _, source, *_ in proposal.tables:
        yield from source.notes
    for field, (low, high) in proposal.scales.items():
        if field in {**proposal.asked.scales, **proposal.sources.scales}:
            continue
        yield Note(f"scale_{field}", {"low": f"{low:g}", "high": f"{high:g}", "column": proposal.tie_columns[field]})
    if proposal.agreements:
        levels = ", ".join(level for level, meant in proposal.agreements.items() if meant)
        yield Note("agreement_levels", {"levels": levels, "column": proposal.tie_columns["formal"]})
    if proposal.directed and proposal.asked.directed is None and not proposal.sources.directed:
        yield Note("two_reports", {})


def _unused(proposal: Proposal, written: Written) -> Iterator[Note]:
    people = {(item.table, item.column) for item in (*written.people, *written.contacts)}
    for table, source, seen, _ in proposal.tables:
        columns = [name for name in proposal.unused(table) if (table, name) not in people and name not in EXTRA]
        if columns:
            yield Note("unused", {"columns": ", ".join(columns), "file": seen.path.name})
        bare = [index for index, name in enumerate(seen.header) if not name]
        if bare and not source.direct:
            yield Note("unnamed_columns", {"count": len(bare), "file": seen.path.name})
    if proposal.sources.unread_sheets:
        sheets = ", ".join(proposal.sources.unread_sheets)
        yield Note("unread_sheets", {"sheets": sheets})


def _names(proposal: Proposal, written: Written) -> Iterator[Note]:
    """What became of the names of people and organisations."""
    if written.people:
        columns = ", ".join(item.column for item in written.people)
        yield Note("people_replaced", {"columns": columns})
    if written.contacts:
        yield Note("contacts_dropped", {"columns": ", ".join(item.column for item in written.contacts)})
    if proposal.asked.names.pseudonyms:
        yield Note("organisations_replaced", {})
    if written.people or proposal.asked.names.pseudonyms:
        key = proposal.asked.names.key
        yield Note("key_kept", {"file": str(key)}) if key else Note("key_not_kept", {})
