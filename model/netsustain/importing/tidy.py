"""The table inside a sheet: where its header is, which rows are data, and what is something else.

People put a title above the header, print the header on every page, and totals, sources and remarks below.
What is left out is told with its cell and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from netsustain.importing.headers import MEMBER_HEADERS, TIE_HEADERS, plain
from netsustain.importing.people import is_people
from netsustain.importing.sheets import Sheet
from netsustain.importing.source import LeftOut, Source, Spot
from netsustain.scenario.problems import Problem, ScenarioError

HEADER_ROWS = 30
"""Rows among which the header is sought."""
EXAMPLE = ("example:", "ตัวอย่าง:")
"""How an example row of a template begins."""
_TOTAL = re.compile(
    r"(grand total|sub-?total|total|sum|average|mean|รวม(ทั้งสิ้น|ทั้งหมด|จำนวน)?|ยอดรวม|ผลรวม|ค่าเฉลี่ย|เฉลี่ย)"
    r"[\s:]*([0-9๐-๙.,]+\s*\S{0,12})?", re.IGNORECASE,
)  # fmt: skip
_REMARK = re.compile(r"(หมายเหตุ|ที่มา|ข้อมูล ณ|จัดทำโดย|notes?\b|remarks?\b|sources?\s*:|as of\b|\*)", re.IGNORECASE)
DASHES = frozenset("-–—")
_FIRST_CELLS = 3
"""Cells of a row, from its first that is not empty, in which a word for totals may stand."""


def table_of(sheet: Sheet, table: str, wanted: set[str], path: Path) -> Source:
    """The members or ties table of a sheet.

    Parameters
    ----------
    sheet
        The sheet as it is.
    table
        ``members`` or ``ties``.
    wanted
        Columns that the user named.
    path
        The file.

    Raises
    ------
    ScenarioError
        If the sheet is empty.
    """
    if not any(map(any, sheet.rows)):
        where = sheet.name if sheet.workbook else ""
        message = f"got an empty sheet, expected a row with the columns' names: type --sheet {table}=NAME for another"
        raise ScenarioError([Problem(str(path), 1, 1, where, message)])
    top = _header_row(sheet, MEMBER_HEADERS if table == "members" else TIE_HEADERS, wanted)
    names = _header(sheet, top)
    columns = [index for index, name in enumerate(names) if name or _holds(sheet, top, index)]
    left_out = list(_above(sheet, top))
    rows: list[int] = []
    for row in range(top + 1, len(sheet.rows)):
        if not any(sheet.rows[row]):
            continue
        reason = _reason(sheet, row, names)
        if reason:
            left_out.append(_left(sheet, row, reason))
        else:
            rows.append(row)
    while rows and (reason := _trailing(sheet.rows[rows[-1]])):
        left_out.append(_left(sheet, rows.pop(), reason))
    at, over = ({index: place for place, index in enumerate(found)} for found in (rows, columns))
    unstored = {(at[row], over[column]) for row, column in sheet.unstored if row in at and column in over}

    def spot(row: int, column: int) -> Spot:
        return spot_of(sheet, top if row < 0 else rows[row], columns[column])

    return Source(
        path=path,
        header=[names[column] for column in columns],
        rows=[[_word(sheet.rows[row][column]) for column in columns] for row in rows],
        spot=spot,
        left_out=tuple(sorted(left_out, key=lambda item: item.spot.line)),
        unstored=frozenset(unstored),
    )


# ---- header ---------------------------------------------------------------------------------------


def _header_row(sheet: Sheet, words: dict[str, str], wanted: set[str]) -> int:
    """The row of the first that know most fields; without any, the first with two cells."""
    known = {word: field for field, all_words in words.items() for word in all_words.split()}
    best, most = -1, 0.0
    for row, cells in enumerate(sheet.rows[:HEADER_ROWS]):
        filled = [cell for cell in cells if cell]
        if len(filled) < min(2, sheet.width):
            continue
        fields = {known[plain(cell)] for cell in filled if plain(cell) in known}
        score = len(fields) + 2 * len(wanted.intersection(filled)) + sum(is_people(cell) for cell in filled) / 10
        if best < 0 or score > most:
            best, most = row, score
    return max(best, 0)


def _header(sheet: Sheet, top: int) -> list[str]:
    """Names of the columns; one left empty takes the cell above, where a header has two rows."""
    above = sheet.rows[top - 1] if top else ("",) * sheet.width
    title = sum(map(bool, above)) <= 1
    return [cell or ("" if title else above[index]) for index, cell in enumerate(sheet.rows[top])]


def _holds(sheet: Sheet, top: int, column: int) -> bool:
    return any(row[column] for row in sheet.rows[top + 1 :])


def _above(sheet: Sheet, top: int) -> Iterator[LeftOut]:
    return (_left(sheet, row, "title") for row in range(top) if any(sheet.rows[row]))


# ---- rows that are no data ------------------------------------------------------------------------


def _reason(sheet: Sheet, row: int, names: list[str]) -> str:
    cells = sheet.rows[row]
    filled = [index for index, cell in enumerate(cells) if cell]
    if any(cells[index].casefold().startswith(EXAMPLE) for index in filled):
        return "example"
    if len(filled) > 1 and 2 * sum(cells[index] == names[index] for index in filled) > len(filled):
        return "header_again"
    if len(filled) == 1 and (row, filled[0]) in sheet.sideways:
        return "heading"
    return ""


def _trailing(cells: tuple[str, ...]) -> str:
    filled = [cell for cell in cells if cell]
    if any(map(is_total, filled[:_FIRST_CELLS])):
        return "total"
    if _REMARK.match(filled[0]) and len(filled) <= _FIRST_CELLS - 1:
        return "remark"
    return ""


def _word(cell: str) -> str:
    """A cell's word; a dash in a cell of its own means that there is nothing to say."""
    return "" if cell in DASHES else cell


def _left(sheet: Sheet, row: int, reason: str) -> LeftOut:
    column = next(index for index, cell in enumerate(sheet.rows[row]) if cell)
    return LeftOut(spot_of(sheet, row, column), sheet.rows[row][column], reason)


def is_total(cell: str) -> bool:
    """Whether a cell says that what stands beside it is a sum or a mean."""
    return _TOTAL.fullmatch(cell) is not None


def spot_of(sheet: Sheet, row: int, column: int) -> Spot:
    """The place of a cell."""
    return Spot(sheet.file, sheet.lines[row], column + 1, sheet.where(row, column))
