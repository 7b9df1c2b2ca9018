"""Tables of members and ties from CSV files and workbooks: which sheet, and whether it can be read as it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from netsustain.importing.asked import Asked
from netsustain.importing.people import role_of
from netsustain.importing.picking import is_explanation, pick
from netsustain.importing.sheets import Sheet, read_sheets
from netsustain.importing.source import Source, Spot
from netsustain.importing.tidy import table_of
from netsustain.scenario.beside import lies_in
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


def from_tables(asked: Asked) -> Sources:
    """Members and ties as rows of tables. Raises :class:`ScenarioError`."""
    given, problems = asked.given, list[Problem]()
    assert given.members is not None
    members = opened(asked, given.members, "members", problems)
    path = given.ties
    if path is None and members is not None and not members[0].direct:
        path = given.members if _ties_beside(asked, given.members) else None
    ties = opened(asked, path, "ties", problems) if path is not None else None
    if problems or members is None:
        raise ScenarioError(problems)
    sheets = dict.fromkeys([*members[1], *(ties[1] if ties else [])])
    used = {members[2], ties[2] if ties else ""}
    unread = tuple(name for name in sheets if name not in used and not is_explanation(name))
    return Sources(members[0], ties[0] if ties else None, {}, None, {}, unread_sheets=unread)


def _ties_beside(asked: Asked, members: Path) -> bool:
    """Whether the members' workbook has a sheet of ties."""
    sheets = read_sheets(members)
    workbook = any(sheet.workbook for sheet in sheets.values())
    return workbook and pick(sheets, "ties", asked.sheets, by_name_alone=True) is not None


def opened(
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
    if not sheet.workbook and _readable(asked, source):
        return _as_it_stands(path)
    if not source.rows and any(item.reason == "example" for item in source.left_out):
        message = "got only the template's examples, expected your own rows below them"
        raise ScenarioError([source.spot(-1, 0).problem(message)])
    if not sheet.workbook:
        _refuse_ragged(path, source)
    return source


def _readable(asked: Asked, source: Source) -> bool:
    """Whether the scenario can refer to a CSV table as it stands: where it lies, with nothing left out or hidden."""
    people = {role_of(header) for header in source.header} - {""}
    hidden = people and not asked.names.keep_people
    elsewhere = not lies_in(source.path, asked.out.parent)
    return not (source.left_out or hidden or elsewhere or asked.names.pseudonyms or asked.leave_out or asked.anew)


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
