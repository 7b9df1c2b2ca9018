"""Which field a column holds, guessed from its header in English or Thai."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
_JOINTS = re.compile(r"[\s_\-./:()\[\]]+")

MEMBER_HEADERS: dict[str, str] = {
    "name": "name organisation organization organisationname organizationname org orgname member membername label "
    "node actor agency school schoolname vertexnames ชื่อ ชื่อหน่วยงาน ชื่อองค์กร ชื่อสมาชิก ชื่อภาคี ชื่อโรงเรียน ชื่อสถานศึกษา "
    "ชื่อภาคีเครือข่าย ชื่อสมาชิกเครือข่าย ชื่อหน่วยงานองค์กร หน่วยงาน องค์กร ภาคี ภาคีเครือข่าย โรงเรียน สถานศึกษา สมาชิก",
    "number": "number no nr num ลำดับ ลำดับที่ ที่ หมายเลข id code รหัส",
    "kind": "kind type category sector organisationtype organizationtype orgtype agencycat agencytype ประเภท "
    "ประเภทหน่วยงาน ประเภทองค์กร ประเภทภาคี ประเภทสมาชิก ประเภทของหน่วยงาน ภาคส่วน",
    "size": "size relativesize ขนาด",
    "remoteness": "remoteness remote ความห่างไกล ห่างไกล",
    "digital_access": "digitalaccess internetaccess การเข้าถึงดิจิทัล การเข้าถึงอินเทอร์เน็ต",
    "own_resources": "ownresources staffdays staffdayspermonth วันทำงาน วันทำงานต่อเดือน ทรัพยากรของตนเอง",
    "skill": "skill skills collaborationskill ทักษะ ทักษะความร่วมมือ",
    "priority": "priority ลำดับความสำคัญ",
    "contributor": "contributor contributortype",
    "alone": "alone",
    "captures": "captures",
}
TIE_HEADERS: dict[str, str] = {
    "source": "source from ego sender respondent reporter a orga org1 member1 ต้นทาง จาก หน่วยงานต้นทาง องค์กรต้นทาง "
    "หน่วยงานที่1 หน่วยงานก ฝ่ายที่1 ผู้ตอบ",
    "target": "target to alter receiver partner b orgb org2 member2 ปลายทาง ถึง ไปยัง กับ หน่วยงานปลายทาง องค์กรปลายทาง "
    "หน่วยงานที่2 หน่วยงานข ฝ่ายที่2 คู่ความร่วมมือ",
    "strength": "strength tiestrength weight contactfrequency frequency freq contact ความถี่ในการติดต่อ ความถี่ "
    "ความเข้มแข็ง น้ำหนัก ระดับความสัมพันธ์ collaborationlevel levelofcollaboration ระดับความร่วมมือ",
    "trust": "trust trustlevel ความไว้วางใจ ไว้วางใจ ระดับความไว้วางใจ",
    "formal": "formal formalagreement agreement mou ข้อตกลง มีข้อตกลง บันทึกข้อตกลง ข้อตกลงเป็นทางการ collaborationlevel "
    "levelofcollaboration collaborate ระดับความร่วมมือ",
    "age": "age ageinmonths agemonths อายุความสัมพันธ์ จำนวนเดือน",
    "distance": "distance distancekm distancemiles miles km kilometres kilometers ระยะทาง ระยะทางกม",
}
LEVELS = ("collaborationlevel", "levelofcollaboration", "collaborate", "ระดับความร่วมมือ")
"""Headers of a level of collaboration: 0 none, 1 share information, 2 informal, 3 formal, 4 formal and broad."""
FREQUENCIES = ("contactfrequency", "frequency", "freq", "contact", "ความถี่ในการติดต่อ", "ความถี่")
"""Headers of a frequency of contact: 1 yearly, 2 quarterly, 3 monthly, 4 weekly, 5 daily."""


ALIKE = 0.86
"""Likeness from which a header is taken for a word that is not quite the same."""
LONG_ENOUGH = 6
"""Letters below which words that are alike mean different things: level and label."""


def plain(header: str) -> str:
    """A header without case, spaces, joints and what stands in brackets."""
    bare = _BRACKETS.sub("", header)
    return _JOINTS.sub("", (bare if bare.strip() else header).casefold())


def field_columns(headers: list[str], words: dict[str, str], taken: set[str]) -> dict[str, str]:
    """Field → header for every field whose word a header is; an earlier word of a field is a better one.

    Parameters
    ----------
    headers
        The table's header.
    words
        ``MEMBER_HEADERS`` or ``TIE_HEADERS``.
    taken
        Headers that the user gave to a field: no other field is guessed for them.
    """
    found: dict[str, str] = {}
    by_word = {plain(header): header for header in reversed(headers) if header and header not in taken}
    for field, known in words.items():
        match = next((by_word[word] for word in known.split() if word in by_word), None)
        if match is not None:
            found[field] = match
    left = {word: header for word, header in by_word.items() if header not in found.values()}
    for field, known in words.items():
        close = _close(left, known.split()) if field not in found else None
        if close is not None:
            found[field] = left.pop(close)
    return found


def _close(headers: Iterable[str], known: list[str]) -> str | None:
    """The header that is all but one of the known words: a slip of the keys, a plural."""
    long_enough = [header for header in headers if len(header) >= LONG_ENOUGH]
    return next((close for word in known for close in get_close_matches(word, long_enough, 1, ALIKE)), None)
