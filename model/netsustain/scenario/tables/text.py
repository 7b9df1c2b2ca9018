"""A CSV table as text: size, encoding, delimiter and quotes are checked before a cell is read."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from netsustain.scenario.files import NOT_TEXT
from netsustain.scenario.problems import Place, Problem, ScenarioError
from netsustain.scenario.tables.faults import Faults

MAXIMAL_BYTES = 200 * 1024 * 1024
MAXIMAL_ROWS = 5_000_000
MAXIMAL_COLUMNS = 200
MAXIMAL_HEADER = 200
"""Characters of a column's name."""
DELIMITERS = (",", ";", "\t")
_THAI_WINDOWS = "cp874"
_SAVE_AS = "save the table as UTF-8 (in Excel: Save as, CSV UTF-8)"
_SARA_AM = ("\u0e4d\u0e32", "\u0e33")
"""The letter sara am is sometimes typed as its two halves, which look the same."""


def clean(cell: str) -> str:
    """A word as it is compared: one space between words, one way of writing each letter."""
    return unicodedata.normalize("NFC", " ".join(cell.split())).replace(*_SARA_AM)


@dataclass(frozen=True)
class Rows:
    """Cells of the wanted columns, and the line on which each row begins."""

    cells: list[list[str]]
    lines: list[int]
    doubtful: frozenset[str]
    """Words of rows that were left out: a name among them may be a member's."""
    complete: bool
    """False where reading stopped, so that what follows is unknown."""


@dataclass(frozen=True)
class Sheet:
    """An opened table: its text and header."""

    file: str
    """The name that problems carry."""
    text: str
    delimiter: str
    header: list[str]
    header_line: int

    def faults(self) -> Faults:
        """An empty list of faults of this table."""
        return Faults(self.file, self.text, self.delimiter, self.header)

    def rows(self, wanted: Sequence[int], faults: Faults) -> Rows:
        """Read the columns ``wanted``; rows of another shape are told to ``faults`` and left out."""
        reader = _reader(self.text, self.delimiter)
        width, begin = len(self.header), 1
        cells: list[list[str]] = [[] for _ in wanted]
        stores = [(store.append, index) for store, index in zip(cells, wanted, strict=True)]
        lines: list[int] = []
        doubtful: set[str] = set()
        complete = True
        try:
            for row in reader:
                line, begin = begin, reader.line_num + 1
                if line <= self.header_line or _is_blank(row):
                    continue
                if len(row) != width:
                    faults.add(line, None, _ragged(len(row), width))
                    doubtful.update(map(clean, row))
                    continue
                for store, index in stores:
                    store(row[index])
                lines.append(line)
                if len(lines) > MAXIMAL_ROWS:
                    raise _refused(self.file, line, f"got more than {MAXIMAL_ROWS} rows, expected fewer")
        except csv.Error as error:
            faults.add(begin, None, _broken(error))
            complete = False
        return Rows(cells, lines, frozenset(doubtful), complete)


def _reader(text: str, delimiter: str) -> csv._reader:  # type: ignore[name-defined]
    return csv.reader(io.StringIO(text), delimiter=delimiter, strict=True, skipinitialspace=True)


def _is_blank(row: list[str]) -> bool:
    return not row or (not row[0].strip() and not any(cell.strip() for cell in row))


def _ragged(got: int, width: int) -> str:
    advice = "; put a cell that holds the delimiter in double quotes" if got > width else ""
    return f"got {got} cell{'s' if got != 1 else ''}, expected {width} as in the header{advice}"


def _broken(error: csv.Error) -> str:
    if "expected after" in str(error):
        return 'got text after a closing quote, expected the delimiter; type "" for a quote inside a cell'
    return "got a double quote that is not closed, expected another one at the end of the cell"


# ---- opening --------------------------------------------------------------------------------------


def open_sheet(path: Path, file: str) -> Sheet:
    """Open a table; ``file`` is the name problems carry. Raises :class:`ScenarioError`."""
    text = _text(path, file)
    letter = re.search(r"\S", text)
    if letter is None:
        raise _refused(file, 1, "got an empty file, expected a row with the columns' names")
    line = text[text.rfind("\n", 0, letter.start()) + 1 :].split("\n", 1)[0]
    delimiter = _delimiter(line)
    if line.count(delimiter) >= MAXIMAL_COLUMNS:
        at, got = text.count("\n", 0, letter.start()) + 1, line.count(delimiter) + 1
        raise _refused(file, at, f"got {got} columns, expected at most {MAXIMAL_COLUMNS}")
    return _with_header(file, text, delimiter)


def _with_header(file: str, text: str, delimiter: str) -> Sheet:
    reader = _reader(text, delimiter)
    try:
        header = next(row for row in reader if not _is_blank(row))
    except csv.Error as error:
        raise _refused(file, reader.line_num, _broken(error)) from None
    except StopIteration:
        raise _refused(file, 1, "got only delimiters, expected a row with the columns' names") from None
    names = [clean(name) for name in header]
    for name in names:
        if len(name) > MAXIMAL_HEADER:
            message = f"got a column's name of {len(name)} characters, expected at most {MAXIMAL_HEADER}"
            raise _refused(file, reader.line_num, message)
    return Sheet(file, text, delimiter, names, reader.line_num)


def _delimiter(line: str) -> str:
    """The commonest candidate outside quotes; the earlier one of equals."""
    bare = re.sub(r'"[^"]*"', "", line)
    return max(DELIMITERS, key=bare.count)


def _text(path: Path, file: str) -> str:
    try:
        if path.exists() and not path.is_file():
            raise _refused(file, 1, "got a folder or a device, expected a CSV file")
        if path.stat().st_size > MAXIMAL_BYTES:
            raise _refused(file, 1, f"got more than {MAXIMAL_BYTES // 2**20} MiB, expected a smaller table")
        content = path.read_bytes()
    except OSError as error:
        raise _refused(file, 1, f"cannot be read: {error.strerror}") from None
    return _decoded(content, file)


def _decoded(content: bytes, file: str) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _refused(file, 1, f"got UTF-16 text, expected UTF-8: {_SAVE_AS}")
    content = content.removeprefix(BOM_UTF8)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise ScenarioError([_wrong_byte(content, error.start, file)]) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    strange = NOT_TEXT.search(text)
    if strange:
        place = _place(text[: strange.start()], file)
        message = f"got the control character U+{ord(strange[0]):04X}, expected text: {_SAVE_AS}"
        raise ScenarioError([Problem(file, place.line, place.column, "", message)])
    return text


def _wrong_byte(content: bytes, start: int, file: str) -> Problem:
    before = content[:start].decode().replace("\r\n", "\n").replace("\r", "\n")
    place = _place(before, file)
    line = re.split(rb"[\r\n]", content[start : start + 200])[0]
    thai = re.search(r"[\u0e01-\u0e5b]{3}", line.decode(_THAI_WINDOWS, errors="replace"))
    guess = ", perhaps Thai text in the old encoding of Windows (TIS-620, CP874)" if thai else ""
    message = f"got the byte 0x{content[start]:02x}{guess}, expected UTF-8: {_SAVE_AS}"
    return Problem(file, place.line, place.column, "", message)


def _place(before: str, file: str) -> Place:
    return Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _refused(file: str, line: int, message: str) -> ScenarioError:
    return ScenarioError([Problem(file, line, 1, "", message)])
