"""From the user's files to a table of members and one of ties, whatever the files are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from netsustain.importing.asked import Asked
from netsustain.importing.graphml import graph_tables
from netsustain.importing.kind_words import guessed_kinds
from netsustain.importing.matrix import LEVELS, answers_of
from netsustain.importing.note import Note
from netsustain.importing.partner import PARTNER_FIELDS, SCALE, views_of
from netsustain.importing.people import role_of
from netsustain.importing.picking import pick
from netsustain.importing.sheets import Sheet, read_sheets
from netsustain.importing.source import Source, Spot
from netsustain.importing.tidy import table_of
from netsustain.scenario.network import Scale
from netsustain.scenario.problems import Problem, ScenarioError
from netsustain.scenario.tables import text as csv_text


@dataclass(frozen=True)
class Sources:
    """What the files hold."""

    members: Source
    ties: Source | None
    scales: dict[str, Scale]
    """Scales that follow from the instrument."""
    directed: bool | None
    """Whether the instrument has a row for each side's view; None = to be guessed."""
    columns: dict[str, str]
    """Field → column, as an instrument's own names say it."""
    problems: tuple[Problem, ...] = ()
    """Cells that could not be read already; they are empty in the tables."""
    instrument: bool = False
    """Whether the columns of the ties are known, not guessed."""
    unread_sheets: tuple[str, ...] = ()

    def with_table(self, table: str, source: Source) -> Sources:
        """These sources with another table of members or ties."""
        return replace(self, members=source) if table == "members" else replace(self, ties=source)


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
    return _tables(asked)


def _tables(asked: Asked) -> Sources:
    given, problems = asked.given, list[Problem]()
    assert given.members is not None
    members = _opened(asked, given.members, "members", problems)
    path = given.ties
    if path is None and members is not None and not members[0].direct:
        path = given.members if _ties_beside(asked, given.members) else None
    ties = _opened(asked, path, "ties", problems) if path is not None else None
    if problems or members is None:
        raise ScenarioError(problems)
    sheets = dict.fromkeys([*members[1], *(ties[1] if ties else [])])
    used = {members[2], ties[2] if ties else ""}
    unread = tuple(name for name in sheets if name not in used)
    return Sources(members[0], ties[0] if ties else None, {}, None, {}, unread_sheets=unread)


def _ties_beside(asked: Asked, members: Path) -> bool:
    """Whether the members' workbook has a sheet of ties."""
    sheets = read_sheets(members)
    workbook = any(sheet.workbook for sheet in sheets.values())
    return workbook and pick(sheets, "ties", asked.sheets, by_name_alone=True) is not None


def _opened(
    asked: Asked, path: Path, table: str, problems: list[Problem]
) -> tuple[Source, list[str], str] | None:
    """A table, the sheets of its file and the one it is; faults go to ``problems``."""
    try:
        sheet, others = _sheet(asked, path, table)
        return _table(asked, path, table, sheet), others, sheet.name if sheet else ""
    except ScenarioError as error:
        problems += error.problems
        return None


def _sheet(asked: Asked, path: Path, table: str) -> tuple[Sheet | None, list[str]]:
    """The sheet of a table; None for CSV that only the strict reader can judge."""
    try:
        sheets = read_sheets(path)
    except ScenarioError:
        if path.suffix.lower() == ".csv" or path.suffix == "":
            return None, []
        raise
    sheet = pick(sheets, table, asked.sheets)
    if sheet is None:
        names = ", ".join(sheets)
        wanted = asked.sheets.get(table, table)
        message = f"got the sheets {names}, expected one named {wanted}: type --sheet {table}=NAME"
        raise ScenarioError([Problem(str(path), 1, 1, "", message)])
    return sheet, [other.name for other in sheets.values() if other.workbook and any(map(any, other.rows))]


def _table(asked: Asked, path: Path, table: str, sheet: Sheet | None) -> Source:
    if sheet is None:
        return _as_it_stands(path)
    wanted = {column for column in asked.declared(table).values() if column}
    source = table_of(sheet, table, wanted, path)
    if not sheet.workbook and _readable(asked, sheet, source):
        return _as_it_stands(path)
    if not source.rows and any(item.reason == "example" for item in source.left_out):
        message = "got only the template's examples, expected your own rows below them"
        raise ScenarioError([source.spot(-1, 0).problem(message)])
    if not sheet.workbook:
        _refuse_ragged(path, source)
    return source


def _readable(asked: Asked, sheet: Sheet, source: Source) -> bool:
    """Whether the scenario can refer to a CSV table as it stands: nothing is to be left out or hidden."""
    people = {role_of(header) for header in source.header} - {""}
    hidden = people and not asked.names.keep_people
    return not (source.left_out or hidden or asked.names.pseudonyms or asked.leave_out)


def _as_it_stands(path: Path) -> Source:
    """A CSV table that is referred to where it lies."""
    opened = csv_text.open_sheet(path, str(path))

    def spot(row: int, column: int) -> Spot:
        assert row < 0, "rows of such a table are judged by the strict reader alone"
        return Spot(str(path), opened.header_line, column + 1, "")

    return Source(path, opened.header, [], spot, direct=True)


def _refuse_ragged(path: Path, source: Source) -> None:
    """Rows of another shape than the header, unless they are left out anyway."""
    opened = csv_text.open_sheet(path, str(path))
    faults = opened.faults()
    opened.rows([0], faults)
    lines = {item.spot.line for item in source.left_out}
    problems = [problem for problem in faults.problems() if problem.line not in lines]
    if problems and source.spot(-1, 0).line == opened.header_line:
        raise ScenarioError(problems)


# ---- instruments ----------------------------------------------------------------------------------


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
        opened = _opened(asked, asked.given.members, "members", problems)
        if opened is None:
            raise ScenarioError(problems)
        return opened[0]
    guessed = guessed_kinds(Counter(words))
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
