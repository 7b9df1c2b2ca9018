"""The network of a scenario: drawn from a recipe or read from files, its goals and its starting levels."""

from __future__ import annotations

from enum import IntEnum
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from netsustain.scenario.initial_levels import Initial
from netsustain.scenario.kinds import Contributor, Kind
from netsustain.scenario.quantities import Typed, described, quantity
from netsustain.scenario.values import (
    CountSpan,
    FactorSpan,
    Frozen,
    MemberReference,
    ShareSpan,
    Text,
    fault,
    named,
    number_or,
)


class Form(IntEnum):
    """Forms of a network (C-N1..C-N3)."""

    COMMUNITY_OF_PRACTICE = 0
    NETWORKED_ORGANISATION = 1
    VIRTUAL_COMMUNITY = 2


class Goal(Typed):
    """A goal the network was formed for (A-C1)."""

    name: Text | None = described("name of the goal", "ชื่อเป้าหมาย", default=None)
    position: float = quantity(
        0.5, "priority axis", (0, 1), "assumed", "where the goal lies among priorities", "ตำแหน่งของเป้าหมาย"
    )
    breadth: float = quantity(
        0.3, "share", (0, 1), "B-F6: direction only; prior", "how broad the goal is", "ความกว้างของเป้าหมาย"
    )
    workload: Annotated[float, Field(gt=0, le=1e9)] | None = described(
        "effective joint work that meets the goal [staff-days]; null = never finished",
        "ปริมาณงานร่วมที่ทำให้บรรลุเป้าหมาย (วันทำงาน) null = ไม่มีวันสิ้นสุด",
        default=None,
    )
    aim: float = quantity(
        0.5,
        "share",
        (0, 1),
        "prior",
        "ambition of the first projects that serve the goal",
        "ความทะเยอทะยานเริ่มต้น",
    )


class MemberOverride(Typed):
    """Edits of one member; what is left out stays as drawn or read."""

    member: MemberReference = described(
        "row number in the members table, from 1, or name", "ลำดับในตารางสมาชิก (เริ่มจาก 1) หรือชื่อ"
    )
    kind: Annotated[Kind, *named(Kind)] | None = described("kind of organisation (A-M)", "ประเภทของภาคี", default=None)
    size: float | None = described(
        "relative to a typical school", "ขนาดเทียบกับโรงเรียนทั่วไป", default=None, gt=0, le=1000
    )
    remoteness: float | None = described("how remote the member is", "ความห่างไกล", default=None, ge=0, le=1)
    digital_access: float | None = described(
        "share of digital channels within reach", "การเข้าถึงช่องทางดิจิทัล", default=None, ge=0, le=1
    )
    own_resources: float | None = described(
        "staff-days a month", "ทรัพยากรของตนเอง (วันทำงานต่อเดือน)", default=None, ge=0, le=10_000
    )
    skill: float | None = described("collaboration skill", "ทักษะการทำงานร่วมกัน", default=None, ge=0, le=1)
    priority: float | None = described(
        "place on the goal axis", "ลำดับความสำคัญบนแกนเป้าหมาย", default=None, ge=0, le=1
    )
    contributor: Annotated[Contributor, *named(Contributor)] | None = described(
        "how the member answers what others give (K3)", "ลักษณะการร่วมสมทบ", default=None
    )
    captures: float | None = described(
        "share of the joint benefit the member takes first (C-W5)", "ส่วนแบ่งผลประโยชน์ร่วมที่ภาคีนำไปก่อน",
        default=None, ge=0, le=1)  # fmt: skip


KindName = Annotated[Kind, *named(Kind)]

TYPICAL_MIX: dict[str, float] = {
    "school": 0.6,
    "university": 0.04,
    "government": 0.04,
    "local_government": 0.1,
    "private": 0.06,
    "civil_society": 0.06,
    "parents": 0.05,
    "community": 0.05,
}
"""Kinds beside the area office in an assumed typical Thai network; weights, not counts."""

Weight = Annotated[float, Field(ge=0, le=1e6)]


class Recipe(Typed):
    """How to draw a network; a span means that each replicate draws its own value."""

    members: Annotated[CountSpan, number_or(CountSpan)] = described(
        "organisations, the area office included", "จำนวนองค์กร รวมสำนักงานเขตพื้นที่",
        default=CountSpan(**{"from": 24, "to": 24}))  # fmt: skip
    area_office: bool = described(
        "whether member 1 is the area office", "สมาชิกรายที่ 1 คือสำนักงานเขตพื้นที่", default=True
    )
    kinds: Annotated[dict[KindName, Weight], Frozen] = described(
        "weight of a kind among the other members (A-M)", "น้ำหนักของภาคีประเภทนี้",
        default=TYPICAL_MIX, validate_default=True)  # fmt: skip
    mean_degree: float = quantity(
        8, "ties/member", (2, 20), "prior; a 41-member network had density .30 (K5)", "mean number of ties",
        "จำนวนสายสัมพันธ์เฉลี่ยต่อสมาชิก", bounds=(0, 1000))  # fmt: skip
    clustering: float = quantity(
        0.6, "share", (0, 1), "prior", "share of ties that go to near neighbours",
        "สัดส่วนสายสัมพันธ์กับสมาชิกใกล้เคียง")  # fmt: skip
    hub_share: float = quantity(
        0.8, "share", (0, 1), "degree centralisation .73 (K5)",
        "chance that a member is tied to the area office",
        "โอกาสที่สมาชิกเชื่อมกับสำนักงานเขตพื้นที่")  # fmt: skip
    remote_share: float = quantity(
        0.3, "share", (0, 1), "prior", "share of members in remote places", "สัดส่วนสมาชิกในพื้นที่ห่างไกล"
    )
    own_resources_factor: Annotated[FactorSpan, number_or(FactorSpan)] = described(
        "own resources relative to what is typical of a kind", "ทรัพยากรของสมาชิกเทียบกับค่าปกติ",
        default=FactorSpan(**{"from": 1, "to": 1}))  # fmt: skip
    leader_experience: Annotated[ShareSpan, number_or(ShareSpan)] | None = described(
        "share of leaders who have led elsewhere; null = the starting level", "สัดส่วนผู้นำที่เคยนำเครือข่ายอื่น",
        default=None)  # fmt: skip

    @model_validator(mode="after")
    def _some_kind(self) -> Any:
        if sum(self.kinds.values()) <= 0:
            raise fault(
                "kinds that sum to 0", "a weight above 0 for at least one kind", "for example {school: 1}"
            )
        if Kind.AREA_OFFICE in self.kinds:
            raise fault(
                "a weight for area_office", "kinds of the other members", "area_office: true beside kinds"
            )
        return self


MemberField = Literal[
    "number", "name", "kind", "size", "remoteness", "digital_access", "own_resources", "skill", "priority",
    "contributor", "alone", "captures",
]  # fmt: skip
TieField = Literal["source", "target", "strength", "trust", "formal", "age", "distance"]


class Columns(Typed):
    """Which column of a table holds which field; a field left out has the column of its own name, if any."""

    members: Annotated[dict[MemberField, str], Frozen] = described(
        "column of the members table that holds the field", "คอลัมน์ของตารางสมาชิกที่เก็บข้อมูลนี้",
        default={}, validate_default=True)  # fmt: skip
    ties: Annotated[dict[TieField, str], Frozen] = described(
        "column of the ties table that holds the field", "คอลัมน์ของตารางสายสัมพันธ์ที่เก็บข้อมูลนี้",
        default={}, validate_default=True)  # fmt: skip


class Values(Typed):
    """What the words of a table mean."""

    kind: Annotated[dict[str, KindName], Frozen] = described(
        "word in the table → kind", "คำในตาราง → ประเภทของภาคี", default={}, validate_default=True
    )
    formal: Annotated[dict[str, bool], Frozen] = described(
        "word in the table → under a formal agreement", "คำในตาราง → มีข้อตกลงอย่างเป็นทางการหรือไม่",
        default={}, validate_default=True)  # fmt: skip


Scale = tuple[float, float]
ScaledField = Literal["strength", "trust", "distance"]


class Files(Typed):
    """A network read from tables: paths are relative to the scenario file."""

    members: str = described("CSV file, one row a member", "ไฟล์ CSV ของสมาชิก หนึ่งแถวต่อหนึ่งราย", min_length=1)
    ties: str | None = described(
        "CSV file, one row a tie", "ไฟล์ CSV ของสายสัมพันธ์ หนึ่งแถวต่อหนึ่งสาย", default=None, min_length=1
    )
    columns: Columns = Columns()
    values: Values = Values()
    scales: Annotated[dict[ScaledField, Scale], Frozen] = described(
        "lowest and highest value of a column, read as 0 and 1", "ค่าต่ำสุดและสูงสุดของคอลัมน์ ซึ่งอ่านเป็น 0 และ 1",
        default={}, validate_default=True)  # fmt: skip
    directed: bool | None = described(
        "whether a row of ties is one side's report, so that a tie may have two; null = where trust is given",
        "แต่ละแถวของสายสัมพันธ์เป็นคำตอบจากฝ่ายเดียวหรือไม่ (หนึ่งสายจึงมีได้สองแถว) null = เมื่อระบุความไว้วางใจ",
        default=None)  # fmt: skip


class Network(Typed):
    """The members, their ties, what they came together for, and where they start."""

    recipe: Recipe | None = None
    files: Files | None = None
    form: Annotated[Form, *named(Form)] = described(
        "form of the network (C-N1..C-N3)", "รูปแบบเครือข่าย", default=Form.NETWORKED_ORGANISATION
    )
    goals: tuple[Goal, ...] = Field(default=(Goal(),), min_length=1, max_length=8)
    initial: Initial = Initial()
    members: tuple[MemberOverride, ...] = ()

    @model_validator(mode="after")
    def _one_origin(self) -> Any:
        if (self.recipe is None) == (self.files is None):
            got = "neither recipe nor files" if self.recipe is None else "both recipe and files"
            raise fault(got, "exactly one of them", "for example recipe: {members: 24}")
        return self
