"""What the columns of a survey hold, read off their headings in English or Thai.

A heading may say the same twice, on either side of a slash or on two lines ("c1_1_current / ข้อ 1.1 สภาพปัจจุบัน"):
the first part that is understood counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeVar

from netsustain.importing.headers import plain
from netsustain.scenario.tables.fields import THAI_DIGITS

CURRENT, DESIRED = "current", "desired"
_FACTS = {
    "respondent": "respondent respondentid id code no ผู้ตอบ ผู้ตอบแบบสอบถาม รหัสผู้ตอบ รหัส ลำดับ ลำดับที่ ที่",
    "organisation": "organisation organization org school agency member "
    "หน่วยงาน ชื่อหน่วยงาน องค์กร โรงเรียน สถานศึกษา สังกัด ภาคี",
    "kind": "kind type sector category organisationtype organizationtype "
    "ประเภท ประเภทหน่วยงาน ประเภทองค์กร ประเภทภาคี ภาคส่วน",
    "date": "date day timestamp วันที่ วันที่ตอบ วันเดือนปี ประทับเวลา",
    "item": "item question key ข้อ ข้อที่ ข้อคำถาม รายการ",
    "state": "state side ระดับของ สภาพ ด้าน",
    "score": "score answer value คะแนน คำตอบ ระดับ",
    CURRENT: "current now actual สภาพปัจจุบัน ปัจจุบัน สภาพที่เป็นจริง สภาพจริง",
    DESIRED: "desired wanted expected ideal "
    "สภาพที่พึงประสงค์ ที่พึงประสงค์ พึงประสงค์ สภาพที่คาดหวัง ที่คาดหวัง คาดหวัง สภาพที่ควรจะเป็น",
}  # fmt: skip
Key = TypeVar("Key")
_ANSWERS = {"score", CURRENT, DESIRED}
_WORDS = {plain(word): fact for fact, words in _FACTS.items() for word in words.split()}
_SIDES = {word: fact for word, fact in _WORDS.items() if fact in (CURRENT, DESIRED)}
_SEVEN = re.compile(r"(?:c|ข้อ|ด้าน)([1-7])(?:[_.\-]([0-9]{1,2}))?(.*)")
_NUMBERED = re.compile(r"(q|w|wilder|psat|ข้อ|item)[_ ]?0?([0-9]{1,2})")
_LETTERS = {"q": "q", "psat": "q", "w": "w", "wilder": "w"}


@dataclass
class Columns:
    """Which column (from 0) holds what."""

    facts: dict[str, int] = field(default_factory=dict)
    """``respondent``, ``organisation``, ``kind``, ``date``, and ``item``, ``state``, ``score``, … of a long table."""
    seven: dict[tuple[str, str], int] = field(default_factory=dict)
    """(item such as ``c1_2``, ``current`` or ``desired``) → column."""
    numbered: dict[str, int] = field(default_factory=dict)
    """Item such as ``q07``, ``w12``, or ``n05`` where only its number is said → column."""
    unused: list[int] = field(default_factory=list)
    twice: list[tuple[int, int]] = field(default_factory=list)
    """Columns of one meaning: (later, first)."""

    @property
    def answers(self) -> bool:
        """Whether any column holds answers."""
        return bool(self.seven or self.numbered) or ("item" in self.facts and bool(self.facts.keys() & _ANSWERS))

    @property
    def understood(self) -> int:
        """Columns that are understood."""
        return len(self.facts) + len(self.seven) + len(self.numbered)

    @property
    def long(self) -> bool:
        """Whether every row holds one answer."""
        return "item" in self.facts and not self.seven and not self.numbered


def columns_of(header: list[str]) -> Columns:
    """Understand a header, column by column."""
    found = Columns()
    for column, heading in enumerate(header):
        if heading and not any(_place(found, part, column) for part in _parts(heading)):
            found.unused.append(column)
    return found


def _parts(heading: str) -> list[str]:
    return [part.strip() for part in re.split(r"\s/\s|/(?=\D)|\n", heading) if part.strip()]


def _place(found: Columns, part: str, column: int) -> bool:
    item = item_of(part)
    if item is not None:
        key, side = item
        if side is None:
            return _put(found.numbered, key, column, found)
        return _put(found.seven, (key, side), column, found)
    fact = _WORDS.get(plain(part))
    return fact is not None and _put(found.facts, fact, column, found)


def _put(where: dict[Key, int], key: Key, column: int, found: Columns) -> bool:
    if key in where:
        found.twice.append((column, where[key]))
    else:
        where[key] = column
    return True


def item_of(word: str) -> tuple[str, str | None] | None:
    """The item a word names and its side; no side for numbered items (``q07``); None where it names none.

    ``c1`` alone is the first item of condition 1, and an item without a side its current state.
    """
    bare = word.strip().translate(THAI_DIGITS).casefold()
    numbered = _NUMBERED.fullmatch(bare)
    if numbered:
        return f"{_LETTERS.get(numbered[1], 'n')}{int(numbered[2]):02d}", None
    seven = _SEVEN.fullmatch(bare.replace(" ", ""))
    if seven is None:
        return None
    rest = plain(seven[3])
    side = CURRENT if not rest else side_of(rest)
    return None if side is None else (f"c{seven[1]}_{int(seven[2] or 1)}", side)


def side_of(word: str) -> str | None:
    """``current`` or ``desired``; None where a word says neither."""
    return _SIDES.get(plain(word))
