"""What a workbook's archive holds, looked through part by part before anything is built from it.

A small archive can unpack to gigabytes, and a short cell reference can stand for a billion cells. So each part is
unpacked a little at a time, its tags are counted as they go by, and a workbook that no spreadsheet program writes is
refused before it is opened.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.parsers import expat

from netsustain.scenario.problems import Problem, ScenarioError

MAXIMAL_BYTES = 50 * 1024 * 1024
MAXIMAL_UNPACKED = 500 * 1024 * 1024
MAXIMAL_RATIO = 100
"""How much larger a workbook may be unpacked; those of spreadsheet programs are 5 to 40 times as large."""
SMALL = 1024 * 1024
"""Bytes, unpacked, up to which the ratio does not matter."""
MAXIMAL_PARTS = 5_000
MAXIMAL_STORED = 1_000_000
"""Cells of all sheets that may be stored; each takes half a kilobyte of memory."""
FEW_COVERED, COVERED = 5_000, 2
"""Cells that merged ranges and links may cover: few, or so many for each that is stored, as programs store them too.
Each of them is made when the workbook is opened."""
MAXIMAL_DEPTH = 100
SAVE = "expected .xlsx: save it again in the program that made it"
_PIECE = 64 * 1024
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
"""How files of Excel before 2007 begin, and newer ones under a password."""
_ENDS = re.compile(r"\$?([A-Za-z]{0,3})\$?(\d{0,7})(?::\$?([A-Za-z]{0,3})\$?(\d{0,7}))?")


def formulas_in(path: Path) -> bool:
    """Look through a workbook: whether it holds formulas.

    Raises
    ------
    ScenarioError
        If it cannot be read, is no workbook, or could not be opened safely.
    """
    with _told(path):
        if path.exists() and not path.is_file():
            raise refused(path, "got a folder or a device, expected an Excel workbook")
        if path.stat().st_size > MAXIMAL_BYTES:
            raise refused(path, f"got more than {MAXIMAL_BYTES // 2**20} MiB, expected a smaller workbook")
        with path.open("rb") as file:
            beginning = file.read(4)
        if beginning == _OLD_FORMAT:
            advice = "save it as an Excel workbook (.xlsx) without a password"
            raise refused(path, f"got an old or a locked workbook, expected an open one: {advice}")
        with zipfile.ZipFile(path) as archive:
            return _looked_through(path, archive)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the archive's reader says, in words for people."""
    try:
        yield
    except zipfile.BadZipFile as error:
        raise refused(path, f"got a file that is no workbook, or a damaged one ({error}), {SAVE}") from None
    except OSError as error:
        raise refused(path, f"cannot be read: {error.strerror or error}") from None
    except ScenarioError:
        raise
    except Exception as error:  # a damaged archive leads its reader anywhere
        said = type(error).__name__
        raise refused(path, f"got a file that is no workbook, or a damaged one ({said}), {SAVE}") from None


def _looked_through(path: Path, archive: zipfile.ZipFile) -> bool:
    parts = archive.infolist()
    packed, unpacked = path.stat().st_size, sum(part.file_size for part in parts)
    allowed = min(MAXIMAL_UNPACKED, max(SMALL, MAXIMAL_RATIO * packed))
    if len(parts) > MAXIMAL_PARTS or unpacked > allowed:
        got = f"unpacks to more than {allowed / 2**20:.0f} MiB or {MAXIMAL_PARTS} parts"
        raise refused(path, f"{got}, expected a smaller workbook; {SAVE}")
    counts = _Counts(path)
    for part in parts:
        counts.take(archive, part)
    return counts.formulas


@dataclass
class _Counts:
    """What goes by while the parts of a workbook are read."""

    path: Path
    depth: int = 0
    last: str = ""
    """The tag that began last."""
    stored: int = 0
    covered: int = 0
    formulas: bool = False

    def take(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
        """Unpack one part; what is no XML (a picture) is left at its first letter."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        self.depth = 0
        with archive.open(part) as file:
            try:
                while piece := file.read(_PIECE):
                    parser.Parse(piece, False)
            except expat.ExpatError:
                return  # whoever opens it stumbles here too, and says so

    def _doctype(self, *_: Any) -> None:
        raise refused(self.path, "got a document type or entities, which no spreadsheet program writes")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAXIMAL_DEPTH:
            raise refused(self.path, f"got more than {MAXIMAL_DEPTH} tags inside each other, {SAVE}")
        before, self.last = self.last, tag.rpartition(":")[2]
        match self.last:
            case "c":
                self.stored += 1
            case "f":
                self.formulas |= before == "c"  # charts have formulas too, of no cell
            case "mergeCell" | "hyperlink":
                self.covered += cells_of(attributes.get("ref", ""))
        if self.stored > MAXIMAL_STORED:
            message = f"got more than {MAXIMAL_STORED} cells, expected fewer: save large tables as CSV UTF-8"
            raise refused(self.path, message)
        if self.covered > max(FEW_COVERED, COVERED * self.stored):
            got = f"got merged ranges or links over {self.covered} cells, most of them empty"
            raise refused(self.path, f"{got}, expected fewer: undo them")

    def _end(self, _tag: str) -> None:
        self.depth -= 1


def cells_of(reference: str) -> int:
    """Number of cells of a range (``A1:C3`` has 9); whole columns and rows have all of theirs."""
    match = _ENDS.fullmatch(reference.strip())
    if match is None:
        return 1
    first, top, last, bottom = match.groups()
    if last is None and bottom is None:
        return 1
    columns = _column(last or "XFD") - _column(first or "A") + 1
    rows = int(bottom or 2**20) - int(top or 1) + 1
    return max(columns, 1) * max(rows, 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def refused(path: Path, message: str) -> ScenarioError:
    """A fault of a whole file."""
    return ScenarioError([Problem(str(path), 1, 1, "", message)])
