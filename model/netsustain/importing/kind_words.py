"""What kind of organisation a word means, guessed in English and Thai, and told to be put right."""

from __future__ import annotations

from collections import Counter

from netsustain.scenario.kinds import Kind

_WORDS: tuple[tuple[Kind, str], ...] = (
    (Kind.AREA_OFFICE, "area office|lead agency|lead organisation|lead organization|เขตพื้นที่|สพป|สพม|ส.พ.ป|ส.พ.ม|"
     "หน่วยงานหลัก|แกนนำ"),
    (Kind.LOCAL_GOVERNMENT, "local government|municipal|council|county|อบต|อบจ|อปท|เทศบาล|ท้องถิ่น"),
    (Kind.UNIVERSITY, "universit|college|academi|research|มหาวิทยาลัย|ราชภัฏ|อุดมศึกษา|วิทยาลัย|วิจัย"),
    (Kind.SCHOOL, "school|kindergarten|โรงเรียน|รร.|ร.ร.|สถานศึกษา|ศูนย์พัฒนาเด็ก"),
    (Kind.PARENTS, "parent|ผู้ปกครอง|พ่อแม่"),
    (Kind.GOVERNMENT, "จังหวัด"),  # it ends like the word for temple
    (Kind.COMMUNITY, "community|village|temple|religious|ชุมชน|หมู่บ้าน|วัด|ศาสนา|ปราชญ์|ชาวบ้าน"),
    (Kind.CIVIL_SOCIETY, "civil|ngo|non-profit|nonprofit|non profit|foundation|charit|coalition|advocacy|association|"
     "voluntary|partner|ประชาสังคม|มูลนิธิ|สมาคม|ชมรม|เอ็นจีโอ|อาสา|ภาคีระดับชาติ"),
    (Kind.PRIVATE, "private|contractor|business|compan|firm|vendor|industry|เอกชน|บริษัท|บจก|บมจ|หจก|ธุรกิจ|ห้างร้าน|ผู้รับจ้าง"),
    (Kind.GOVERNMENT, "government|ministry|public|state|department|hospital|police|ราชการ|ภาครัฐ|กระทรวง|กรม|"
     "ศึกษาธิการ|สพฐ|ศธจ|กศน|สกร|สาธารณสุข|โรงพยาบาล|ตำรวจ|อำเภอ|รัฐ"),
)  # fmt: skip
"""Kinds with parts of words, tried in this order: ``local government`` before ``government``."""


def guessed_kinds(words: Counter[str]) -> dict[str, Kind]:
    """Word → kind for the words one can guess; ``words`` counts the members that bear each.

    A network has one area office at most: where several members bear such words, they are authorities.
    """
    found = {word: kind for word in words if (kind := _kind_of(word)) is not None}
    offices = [word for word, kind in found.items() if kind is Kind.AREA_OFFICE]
    if sum(words[word] for word in offices) > 1:
        found.update(dict.fromkeys(offices, Kind.GOVERNMENT))
    return found


def _kind_of(word: str) -> Kind | None:
    lower = word.casefold().replace("_", " ")
    return next((kind for kind, parts in _WORDS if any(part in lower for part in parts.split("|"))), None)
