"""All tables of a page as one workbook: a sheet each, headings in one language, numbers as numbers.

No text in it is ever worked out: names come from other people's tables, and one that begins with ``=`` would else run
as a formula on the reader's machine. Such a text is stored as text, and marked so that editing the cell keeps it one.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from netsustain.messages import text
from netsustain.report.sheets import Sheet, Value

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula, full-width letters among it."""
LONGEST_NAME = 31
"""Letters of a sheet's name, by the file format."""
FONTS = {"en": ("Calibri", 11), "th": ("TH Sarabun New", 16)}
INK, SOFT, HEAD, LINK = "1F2D37", "56636D", "E8EFF3", "00689D"
HEADINGS, WIDEST, NARROWEST = 3, 60, 9
"""Row of the headings, and limits of a column's width in letters."""
LEADING_VOWELS = "เแโใไ"
"""Thai vowels that are written before their consonant: nothing ends with one."""
_FORBIDDEN = re.compile(r"[\\/*?:\[\]]+")


class Style(NamedTuple):
    """How a cell looks."""

    lang: str
    bold: bool = False
    larger: int = 0
    colour: str = INK
    filled: bool = False
    wrapped: bool = False
    form: str = ""
    """Number format."""


@dataclass(frozen=True)
class Book:
    """What a workbook holds.

    Attributes
    ----------
    title, about
        What its first sheet says: a heading, and paragraphs on what the file is.
    sheets
        Its tables, in order.
    """

    lang: str
    title: str
    about: Sequence[str]
    sheets: Sequence[Sheet] = field(default_factory=list)


def workbook(book: Book) -> bytes:
    """The workbook as an XLSX file."""
    from openpyxl import Workbook

    made = Workbook()
    made.properties.creator, made.properties.title = "netsustain", book.title
    names = sheet_names((sheet.heading for sheet in book.sheets), text("workbook.contents", book.lang))
    first: Any = made.active
    first.title = names[0]
    _contents(first, book, names)
    for name, sheet in zip(names[1:], book.sheets, strict=True):
        _table(made, name, sheet, book.lang)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


# ---- names of sheets ------------------------------------------------------------------------------


def sheet_names(headings: Iterable[str], contents: str) -> list[str]:
    """Names that the format allows, each once: the contents', then a number and as much of the heading as fits."""
    found = [_fitting(contents, LONGEST_NAME)]
    for number, heading in enumerate(headings, start=1):
        found.append(f"{number} {_fitting(heading, LONGEST_NAME - len(str(number)) - 1)}".strip())
    return found


def _fitting(said: str, most: int) -> str:
    """The text without letters that a name must not hold, cut where a word or at least a letter ends."""
    plain = " ".join(_FORBIDDEN.sub(" ", said).split()).strip("'")
    if _units(plain) <= most:
        return plain
    cut = plain
    while _units(cut) > most:
        cut = cut[:-1]
    if unicodedata.category(plain[len(cut)]) == "Mn":  # a mark belongs to the letter before it
        cut = cut.rstrip("".join(letter for letter in cut if unicodedata.category(letter) == "Mn"))[:-1]
    whole = cut.rpartition(" ")[0]
    return (whole if len(whole) > most // 2 else cut).rstrip(f" ,;–-'{LEADING_VOWELS}")


def _units(said: str) -> int:
    """Length as the format counts it."""
    return len(said.encode("utf-16-le")) // 2


# ---- sheets ---------------------------------------------------------------------------------------


def _contents(sheet: Worksheet, book: Book, names: list[str]) -> None:
    """What the file is, and a link to every table."""
    plain = Style(book.lang)
    _write(sheet, 1, 1, book.title, plain._replace(bold=True, larger=4))
    row = 2
    for paragraph in book.about:
        row += 1
        _write(sheet, row, 1, paragraph, plain._replace(wrapped=True))
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
        sheet.row_dimensions[row].height = FONTS[book.lang][1] * 1.45 * (1 + _width(paragraph) // 95)
    row += 2
    for column, key in ((1, "sheet"), (2, "holds")):
        _write(sheet, row, column, text(f"workbook.{key}", book.lang), plain._replace(bold=True, filled=True))
    for name, table in zip(names[1:], book.sheets, strict=True):
        row += 1
        _write(sheet, row, 2, table.heading, plain)
        sheet.cell(row, 1).hyperlink = f"#'{name}'!A1"
        _write(sheet, row, 1, name, plain._replace(colour=LINK))
    sheet.column_dimensions["A"].width = 36
    sheet.column_dimensions["B"].width = 72
    _for_printing(sheet)


def _table(made: Workbook, name: str, table: Sheet, lang: str) -> None:
    """Heading, column headings, rows, and notes below."""
    from openpyxl.utils import get_column_letter

    sheet = made.create_sheet(name)
    plain = Style(lang)
    _write(sheet, 1, 1, table.heading, plain._replace(bold=True, larger=2))
    for column, said in enumerate(table.head, start=1):
        _write(sheet, HEADINGS, column, said, plain._replace(bold=True, filled=True, wrapped=True))
    styles = [plain._replace(form=form) for form in table.formats]
    for row, values in enumerate(table.rows, start=HEADINGS + 1):
        for column, (value, style) in enumerate(zip(values, styles, strict=True), start=1):
            _write(sheet, row, column, value, style)
    last = HEADINGS + len(table.rows)
    for row, note in enumerate(table.notes, start=last + 2):
        _write(sheet, row, 1, note, plain._replace(colour=SOFT))
    for column in range(1, len(table.head) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = _wide_enough(table, column - 1, lang)
    sheet.freeze_panes = sheet.cell(HEADINGS + 1, 2)
    if table.rows:
        sheet.auto_filter.ref = f"A{HEADINGS}:{get_column_letter(len(table.head))}{last}"
    _for_printing(sheet)


def _write(sheet: Worksheet, row: int, column: int, value: Value, style: Style) -> None:
    """A cell; a text is stored as text whatever it begins with."""
    cell: Any = sheet.cell(row, column)
    quoted = isinstance(value, str) and value.startswith(RISKY)
    cell._style = _worked_out(sheet.parent, style, quoted)
    if isinstance(value, str):
        cell.value = _clean(value)
        cell.data_type = "s"  # whatever openpyxl takes it for
    elif value is not None:
        cell.value = value


def _worked_out(book: Any, style: Style, quoted: bool) -> Any:
    """A style as cells hold it, worked out once for each workbook: a table has thousands of cells."""
    from openpyxl.styles import Alignment, Font, PatternFill

    known: dict[tuple[Style, bool], Any] = book.__dict__.setdefault("_worked_out", {})
    if (style, quoted) not in known:
        cell = book._sheets[0].cell(1, 1)
        name, size = FONTS[style.lang]
        cell.font = Font(name=name, size=size + style.larger, bold=style.bold, color=style.colour)
        cell.alignment = Alignment(vertical="top", wrap_text=style.wrapped)
        cell.fill = PatternFill("solid", start_color=HEAD) if style.filled else PatternFill()
        cell.number_format = style.form or "General"
        cell.quotePrefix = quoted
        known[style, quoted] = copy(cell._style)
    return copy(known[style, quoted])


def _clean(said: str) -> str:
    """Without control characters, which the format cannot hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return str(ILLEGAL_CHARACTERS_RE.sub("\ufffd", said))


def _wide_enough(table: Sheet, column: int, lang: str) -> float:
    """Width for most of what stands in a column; headings may take three lines."""
    longest = max((_width(_shown(row[column])) for row in table.rows), default=0)
    room = min(WIDEST, max(NARROWEST, longest + 2, _width(table.head[column]) / 2.4))
    return room * (1.15 if lang == "th" else 1.05)


def _shown(value: Value) -> str:
    return "" if value is None else value if isinstance(value, str) else f"{value:,.1f}"


def _width(said: str) -> int:
    """Letters that take room: marks above and below Thai consonants take none."""
    return sum(unicodedata.category(letter) != "Mn" for letter in said)


def _for_printing(sheet: Worksheet) -> None:
    """A4, as wide as the page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
