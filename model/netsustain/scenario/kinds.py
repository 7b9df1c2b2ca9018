"""Kinds of member organisation (A-M) and what is assumed of each when the members table does not say."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class Kind(IntEnum):
    """Kinds of member (A-M, C-I); at most one member may be the area office."""

    AREA_OFFICE = 0
    SCHOOL = 1
    UNIVERSITY = 2
    GOVERNMENT = 3
    LOCAL_GOVERNMENT = 4
    PRIVATE = 5
    CIVIL_SOCIETY = 6
    PARENTS = 7
    COMMUNITY = 8


class Contributor(IntEnum):
    """How a member answers what others give (K3; Fischbacher, Gächter & Fehr 2001)."""

    CONDITIONAL = 0
    FREE_RIDER = 1
    HUMP_SHAPED = 2
    OTHER = 3


class KindTraits(NamedTuple):
    """Typical member of a kind; every value is a prior. Draws spread around these (see ``traits.py``)."""

    size: float
    """Weight relative to a typical school (1)."""
    own_resources: float
    """Staff-days a month the organisation could give to the network."""
    skill: float
    """Collaboration skill, 0-1."""
    digital_access: float
    """Share of digital channels within reach, 0-1."""
    alone: float
    """Benefit of working alone, relative to a typical school (1)."""
    th: str


TRAITS: dict[Kind, KindTraits] = {
    Kind.AREA_OFFICE: KindTraits(3.0, 8.0, 0.65, 0.95, 1.1, "สำนักงานเขตพื้นที่การศึกษา"),
    Kind.SCHOOL: KindTraits(1.0, 4.0, 0.50, 0.75, 1.0, "โรงเรียน"),
    Kind.UNIVERSITY: KindTraits(2.5, 5.0, 0.65, 0.98, 1.2, "มหาวิทยาลัย"),
    Kind.GOVERNMENT: KindTraits(2.0, 4.0, 0.55, 0.90, 1.0, "หน่วยงานภาครัฐ"),
    Kind.LOCAL_GOVERNMENT: KindTraits(1.8, 4.0, 0.50, 0.85, 1.0, "องค์กรปกครองส่วนท้องถิ่น"),
    Kind.PRIVATE: KindTraits(1.5, 3.0, 0.55, 0.95, 1.2, "ภาคเอกชน"),
    Kind.CIVIL_SOCIETY: KindTraits(0.8, 4.0, 0.60, 0.80, 0.9, "ภาคประชาสังคม"),
    Kind.PARENTS: KindTraits(0.5, 2.0, 0.45, 0.70, 0.8, "ผู้ปกครอง"),
    Kind.COMMUNITY: KindTraits(0.6, 2.5, 0.45, 0.60, 0.8, "ชุมชน"),
}
