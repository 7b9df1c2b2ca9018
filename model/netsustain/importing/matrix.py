"""A Levels-of-Collaboration matrix: who says to work how closely with whom, from 0 (not at all) to 5.

Levels of Frey et al. 2006: 0 no interaction, 1 networking, 2 cooperation, 3 coordination, 4 coalition,
5 collaboration. A row holds one organisation's answers, so that a pair may see its tie differently.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from netsustain.importing.look_alike import look_alike
from netsustain.importing.note import Note
from netsustain.importing.sheets import Sheet
from netsustain.importing.source import LeftOut, Source, Spot
from netsustain.importing.tidy import DASHES, is_total, spot_of
from netsustain.scenario.network import Scale
from netsustain.scenario.problems import Problem, ScenarioError, nearest, shortened
from netsustain.scenario.tables.fields import BadCellError, Quantity, is_unknown, number_in

LEVELS: Scale = (0, 5)
LEVEL = Quantity(0, 5, "level of collaboration")
WORDS = {"no interaction": "0", "networking": "1", "cooperation": "2", "coordination": "3", "coalition": "4",
         "collaboration": "5"}  # fmt: skip
CORNER_ROWS, CORNER_COLUMNS = 12, 4
"""Where the corner of the matrix is sought, below titles and beside running numbers."""


@dataclass(frozen=True)
class _Frame:
    """Where the matrix lies in its sheet: rows and columns by the organisation's name."""

    top: int
    side: int
    rows: dict[str, int]
    columns: dict[str, int]


@dataclass(frozen=True)
class Answers:
    """What a matrix says: names in the order of its rows, ties one row an answer, faults by cell."""

    names: Source
    ties: Source
    problems: tuple[Problem, ...]


def answers_of(sheet: Sheet, path: Path) -> Answers:
    """Read a matrix. Raises :class:`ScenarioError` if it is none, or its names do not match."""
    frame = _frame(sheet)
    problems: list[Problem] = []
    levels: dict[tuple[str, str], str] = {}
    for one, row in frame.rows.items():
        for other, column in frame.columns.items():
            if one != other:
                levels[one, other] = _level(sheet, row, column, problems)
    kept = [pair for pair in levels if _tied(levels, pair)]
    apart = sum(not _tied(levels, pair) for pair in levels) // 2
    unread = sum(not level for level in levels.values())
    notes = [Note("matrix_levels", {}), Note("matrix_apart", {"count": apart})]
    if unread:
        notes.append(Note("matrix_unknown", {"count": unread, "of": len(levels)}))

    def spot(row: int, column: int) -> Spot:
        if row < 0:
            return spot_of(sheet, frame.top, frame.side)
        one, other = kept[row]
        ends = {0: (frame.rows[one], frame.side), 1: (frame.top, frame.columns[other])}
        return spot_of(sheet, *ends.get(column, (frame.rows[one], frame.columns[other])))

    def name_spot(row: int, _column: int) -> Spot:
        return spot_of(sheet, list(frame.rows.values())[row] if row >= 0 else frame.top, frame.side)

    names = Source(path, ["name"], [[name] for name in frame.rows], name_spot, tuple(_left_out(sheet, frame)))
    rows = [[*pair, levels[pair]] for pair in kept]
    ties = Source(path, ["source", "target", "strength"], rows, spot, notes=tuple(notes),
                  origins=dict.fromkeys(("source", "target", "strength"), sheet.name))  # fmt: skip
    return Answers(names, ties, tuple(problems))


def _level(sheet: Sheet, row: int, column: int, problems: list[Problem]) -> str:
    """The level in a cell as text, ``""`` where it says nothing or cannot be read."""
    cell = sheet.rows[row][column]
    word = WORDS.get(cell.casefold(), cell)
    if is_unknown(word) or word in DASHES:
        return ""
    if (row, column) in sheet.unstored:
        problems.append(sheet.problem(row, column, unstored_message(cell)))
        return ""
    try:
        return f"{number_in(word, LEVEL):g}"
    except BadCellError as error:
        problems.append(sheet.problem(row, column, str(error)))
        return ""


def unstored_message(formula: str) -> str:
    """What is said of a formula whose value the file does not hold."""
    got = f"got the formula {shortened(formula)} without its value"
    return f"{got}, expected a value: open the file in a spreadsheet program, save it and import it again"


def _tied(levels: dict[tuple[str, str], str], pair: tuple[str, str]) -> bool:
    """Whether a pair's answer is a row: one that is known, of a tie that at least one side sees."""
    other = levels[pair[1], pair[0]]
    return levels[pair] not in ("", "0") or (levels[pair] == "0" and other not in ("", "0"))


# ---- names ----------------------------------------------------------------------------------------


def _frame(sheet: Sheet) -> _Frame:
    corners = [(_common(sheet, row, column), -row, -column)
               for row in range(min(CORNER_ROWS, len(sheet.rows)))
               for column in range(min(CORNER_COLUMNS, sheet.width))]  # fmt: skip
    common, row, column = max(corners, default=(0, 0, 0))
    top, side = -row, -column
    across, down = len(_names(sheet, top, side, True)), len(_names(sheet, top, side, False))
    if common < 2 or common * 2 < min(across, down):
        message = (
            "got no matrix, expected the organisations' names in a row and the same names in a column, "
            "and a level from 0 to 5 where they cross"
        )
        raise ScenarioError([Problem(sheet.file, 1, 1, sheet.name if sheet.workbook else "", message)])
    return _matched(sheet, top, side)


def _common(sheet: Sheet, top: int, side: int) -> int:
    """Number of names that stand both to the right of a corner and below it."""
    across = {look_alike(name) for name, _ in _names(sheet, top, side, True)}
    return len(across & {look_alike(name) for name, _ in _names(sheet, top, side, False)})


def _names(sheet: Sheet, top: int, side: int, across: bool) -> list[tuple[str, int]]:
    """Names to the right of a corner (``across``) or below it, with their columns or rows."""
    if across:
        cells = [(sheet.rows[top][column], column) for column in range(side + 1, sheet.width)]
    else:
        cells = [(sheet.rows[row][side], row) for row in range(top + 1, len(sheet.rows))]
    return [(name, at) for name, at in cells if name and not is_total(name)]


def _matched(sheet: Sheet, top: int, side: int) -> _Frame:
    """Rows and columns by name; a column whose name looks like a row's is that row's."""
    problems: list[Problem] = []
    down, across = _names(sheet, top, side, False), _names(sheet, top, side, True)
    rows, columns = dict(down), dict(across)
    problems += [sheet.problem(at, side, again) for at, again in _repeated(down)]
    problems += [sheet.problem(top, at, again) for at, again in _repeated(across)]
    by_look = {look_alike(name): name for name in rows}
    columns = {by_look.get(look_alike(name), name): at for name, at in columns.items()}
    for name, at in columns.items():
        if name not in rows:
            problems.append(sheet.problem(top, at, _unmatched(name, "row", rows)))
    for name, at in rows.items():
        if name not in columns:
            problems.append(sheet.problem(at, side, _unmatched(name, "column", columns)))
    if problems:
        raise ScenarioError(problems)
    return _Frame(top, side, rows, columns)


def _repeated(names: list[tuple[str, int]]) -> Iterator[tuple[int, str]]:
    """Position and message of each name that was there before, or looks like one that was."""
    seen: set[str] = set()
    for name, at in names:
        if look_alike(name) in seen:
            yield at, f"got {shortened(name)!r} again, expected each organisation once"
        seen.add(look_alike(name))


def _unmatched(name: str, other: str, names: dict[str, int]) -> str:
    got = f"got {shortened(name)!r}, which has no {other} of its own"
    return f"{got}, expected a square matrix with the same names in rows and columns{nearest(name, names)}"


def _left_out(sheet: Sheet, frame: _Frame) -> Iterator[LeftOut]:
    """Titles above the matrix, totals below and beside it."""
    for row in range(frame.top):
        column = next((index for index, cell in enumerate(sheet.rows[row]) if cell), None)
        if column is not None:
            yield LeftOut(spot_of(sheet, row, column), sheet.rows[row][column], "title")
    for row in range(frame.top + 1, len(sheet.rows)):
        if is_total(sheet.rows[row][frame.side]):
            yield LeftOut(spot_of(sheet, row, frame.side), sheet.rows[row][frame.side], "total")
    for column in range(frame.side + 1, sheet.width):
        if is_total(sheet.rows[frame.top][column]):
            yield LeftOut(spot_of(sheet, frame.top, column), sheet.rows[frame.top][column], "total")
