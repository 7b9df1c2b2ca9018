"""From the user's files to a table of members and one of ties, whatever the files are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from netsustain.importing.asked import Asked
from netsustain.importing.graphml import graph_tables
from netsustain.importing.kind_words import guessed_kinds
from netsustain.importing.matrix import LEVELS, answers_of
from netsustain.importing.note import Note
from netsustain.importing.opening import Sources, from_tables, opened
from netsustain.importing.partner import PARTNER_FIELDS, SCALE, views_of
from netsustain.importing.picking import pick
from netsustain.importing.sheets import read_sheets
from netsustain.importing.source import Source, Spot
from netsustain.importing.tidy import table_of
from netsustain.scenario.network import Scale
from netsustain.scenario.problems import Problem, ScenarioError

__all__ = ["Sources", "open_sources"]


def open_sources(asked: Asked) -> Sources:
    """Open every file. Raises :class:`ScenarioError`."""
    given = asked.given
    if given.matrix is not None:
        return _matrix(asked, given.matrix)
    if given.partner is not None:
        return _partner(asked, given.partner)
    if given.graphml is not None:
        members, ties = graph_tables(given.graphml, asked.columns.get("name"))
        return Sources(members, ties, {}, None, {"name": members.header[0]})
    return from_tables(asked)


def _matrix(asked: Asked, path: Path) -> Sources:
    sheets = read_sheets(path)
    sheet = pick(sheets, "matrix", asked.sheets) or next(iter(sheets.values()))
    answers = answers_of(sheet, path)
    members = _members_beside(asked, answers.names, [row[0] for row in answers.names.rows])
    return Sources(members, answers.ties, {"strength": LEVELS}, True, {}, answers.problems, True)


def _partner(asked: Asked, path: Path) -> Sources:
    sheets = read_sheets(path)
    sheet = pick(sheets, "partner", asked.sheets) or next(iter(sheets.values()))
    given = {field: column for field, column in asked.columns.items() if field in PARTNER_FIELDS}
    table = table_of(sheet, "ties", {column for column in given.values() if column}, path)
    views = views_of(table, given, asked.scales.get("strength", SCALE))
    ends = dict.fromkeys(name for row in views.ties.rows for name in row[:2] if name)
    place = {name: views.ties.spot(row, end) for end in (1, 0) for row, cells in reversed(list(enumerate(
        views.ties.rows))) for name in [cells[end]]}  # fmt: skip

    def spot(row: int, _column: int) -> Spot:
        return place[list(ends)[row]] if row >= 0 else table.spot(-1, 0)

    names = Source(path, ["name"], [[name] for name in ends], spot)
    scales: dict[str, Scale] = {field: SCALE for field in ("strength", "trust") if field in views.ties.header}
    return Sources(_members_beside(asked, names, ends), views.ties, scales, True, {}, views.problems, True)


def _members_beside(asked: Asked, names: Source, words: Iterable[str]) -> Source:
    """The members table given beside an instrument, else its names with the kinds that they tell."""
    if asked.given.members is not None:
        problems: list[Problem] = []
        table = opened(asked, asked.given.members, "members", problems)
        if table is None:
            raise ScenarioError(problems)
        return table[0]
    guessed = guessed_kinds(Counter(iter(words)))  # a mapping would be taken for counts
    if not guessed:
        return names
    kinds = [guessed[row[0]].name.lower() if row[0] in guessed else "school" for row in names.rows]
    note = Note("kinds_by_name", {"guessed": sum(row[0] in guessed for row in names.rows), "count": len(kinds)})
    return replace(
        names,
        header=[*names.header, "kind"],
        rows=[[*row, kind] for row, kind in zip(names.rows, kinds, strict=True)],
        spot=lambda row, column: names.spot(row, min(column, 0)),
        derived=frozenset({"kind"}),
        notes=(*names.notes, note),
    )
