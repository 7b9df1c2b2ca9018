"""The levers of the five strategies (A-S1..A-S5): what a network's organisers can choose, and what it costs.

A dose lies between 0 (not done) and 1 (as much as is sensible); a few levers are counts or choices. No lever
is free: each names coordination staff-days a month at full dose (fixed, and per active member), money a
month, and the time members spend on it. The cost is paid from the same pool as joint activity, so more is not
always better.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated, Any

from pydantic import Field
from pydantic.fields import FieldInfo

from netsustain.scenario.quantities import Quantity, Typed, quantity
from netsustain.scenario.values import named


class GovernanceMode(IntEnum):
    """How the network is governed (A-C3, B-P1; Provan & Kenis 2008)."""

    LEAD_ORGANISATION = 0
    SHARED = 1
    COMMITTEE = 2
    ADMINISTRATIVE_CENTRE = 3


class FairnessRule(IntEnum):
    """How the tangible benefit of joint work is shared (A-S4, C-W5)."""

    EQUAL = 0
    CONTRIBUTION = 1
    NEED = 2
    CAPTURED = 3


@dataclass(frozen=True)
class Cost:
    """What a lever costs a month at dose 1."""

    days: float = 0.0
    """Coordination staff-days a month, whatever the size of the network."""
    days_per_member: float = 0.0
    """Coordination staff-days a month for each active member."""
    member_days: float = 0.0
    """Staff-days a month each active member spends taking part (adds to its load)."""
    money: float = 0.0
    """Baht a month (converted at the scenario's price of a staff-day and of a baht)."""


CHOICE = Cost()
"""The cost of a choice between forms: what each form costs is in the rule that uses it."""

LEVER_COSTS: dict[str, Cost] = {}
LEVER_STRATEGY: dict[str, str] = {}


def _lever(
    name: str, strategy: str, default: float, en: str, th: str, cost: Cost, *, unit: str = "dose",
    low: float = 0.0, top: float = 1.0,
) -> Any:  # fmt: skip
    LEVER_COSTS[name] = cost
    LEVER_STRATEGY[name] = strategy
    return quantity(default, unit, (low, top), "assumed cost and default (prior)", en, th)


def _choice(name: str, strategy: str, default: IntEnum, en: str, th: str) -> Any:
    LEVER_COSTS[name] = CHOICE
    LEVER_STRATEGY[name] = strategy
    item = Quantity("choice", "Provan & Kenis 2008 for governance; A-S4 for sharing", (0, 3), en, th)

    def plain(schema: dict[str, Any]) -> None:
        schema["unit"] = "choice"

    plain.quantity = item  # type: ignore[attr-defined]
    return Field(default=default, description=en, json_schema_extra=plain)


class Levers(Typed):
    """The dose of every lever; the defaults are a modest network that meets and publishes little."""

    core_leaders: float = _lever(
        "core_leaders", "A-S1", 1,
        "leaders in the core group that steers the network (distributed leadership)",
        "จำนวนแกนนำร่วมของเครือข่าย (ภาวะผู้นำแบบกระจาย)", Cost(), unit="leaders", low=1, top=5)  # fmt: skip
    succession_planning: float = _lever(
        "succession_planning", "A-S1", 0.0, "successors are named and prepared before a post falls vacant",
        "การวางแผนสืบทอดตำแหน่ง", Cost(days=0.4, days_per_member=0.005))  # fmt: skip
    handover_months: float = _lever(
        "handover_months", "A-S1", 0.0, "months in which the leaving and the new leader work side by side",
        "จำนวนเดือนส่งมอบงานระหว่างผู้บริหารเดิมกับผู้บริหารใหม่", Cost(), unit="months", top=6)  # fmt: skip
    leadership_training: float = _lever(
        "leadership_training", "A-S1", 0.0,
        "training of leaders in facilitation, negotiation and conflict management",
        "การพัฒนาภาวะผู้นำเครือข่าย", Cost(days=0.25, days_per_member=0.015, member_days=0.08, money=3000))  # fmt: skip
    meeting_frequency: float = _lever(
        "meeting_frequency", "A-S2", 0.5, "meetings a month of the whole network",
        "จำนวนครั้งการประชุมต่อเดือน", Cost(days=0.4, days_per_member=0.02, member_days=0.5, money=1000),
        unit="meetings/month", top=4)  # fmt: skip
    face_to_face_share: float = _lever(
        "face_to_face_share", "A-S2", 0.7, "share of meetings held face to face; the rest are online",
        "สัดส่วนการประชุมแบบพบหน้ากัน", Cost(), unit="share")  # fmt: skip
    platform: float = _lever(
        "platform", "A-S2", 0.2, "online platform for everyday two-way exchange, with support",
        "แพลตฟอร์มออนไลน์ของเครือข่าย", Cost(days=0.75, days_per_member=0.01, member_days=0.1, money=2500))  # fmt: skip
    community_forum: float = _lever(
        "community_forum", "A-S2", 0.0, "open forums with parents and the community",
        "เวทีชุมชน", Cost(days=0.75, days_per_member=0.015, member_days=0.2, money=3000))  # fmt: skip
    newsletter: float = _lever(
        "newsletter", "A-S2", 0.3, "one-way newsletter: informs, builds no trust",
        "จดหมายข่าว (สื่อสารทางเดียว)", Cost(days=0.3, money=750))  # fmt: skip
    transparency: float = _lever(
        "transparency", "A-S2", 0.0, "who gave and received what is published on a dashboard",
        "ความโปร่งใสและแดชบอร์ดข้อมูล", Cost(days=0.4, days_per_member=0.01, money=1000))  # fmt: skip
    two_way_feedback: float = _lever(
        "two_way_feedback", "A-S2", 0.3, "members' views are asked for and answered",
        "การสื่อสารสองทาง", Cost(days=0.25, days_per_member=0.01, member_days=0.05))  # fmt: skip
    relationship_activities: float = _lever(
        "relationship_activities", "A-S3", 0.1,
        "visits and activities whose purpose is to get to know each other",
        "กิจกรรมสร้างความสัมพันธ์และความไว้วางใจ",
        Cost(days=0.5, days_per_member=0.03, member_days=0.4, money=4000))  # fmt: skip
    onboarding: float = _lever(
        "onboarding", "A-S3", 0.1, "newcomers are paired with veterans",
        "การต้อนรับและเชื่อมสมาชิกใหม่กับสมาชิกเดิม", Cost(days=0.3, days_per_member=0.005))  # fmt: skip
    governance_mode: Annotated[GovernanceMode, *named(GovernanceMode)] = _choice(
        "governance_mode", "A-S4", GovernanceMode.LEAD_ORGANISATION, "who governs the network",
        "รูปแบบการกำกับดูแล")  # fmt: skip
    written_agreement: float = _lever(
        "written_agreement", "A-S4", 0.2, "roles, duties and money are written down and kept up to date",
        "ข้อตกลงความร่วมมือและบทบาทที่ชัดเจน", Cost(days=0.3, days_per_member=0.005))  # fmt: skip
    fairness_rule: Annotated[FairnessRule, *named(FairnessRule)] = _choice(
        "fairness_rule", "A-S4", FairnessRule.EQUAL, "how the tangible benefit is shared",
        "กติกาการแบ่งปันผลประโยชน์")  # fmt: skip
    review_every: float = _lever(
        "review_every", "A-S4", 0, "months between reviews of the rules (0 = never)",
        "ทบทวนกติกาทุกกี่เดือน (0 = ไม่ทบทวน)", Cost(), unit="months", top=36)  # fmt: skip
    mediation: float = _lever(
        "mediation", "A-S4", 0.0, "conflicts are mediated by a trusted person",
        "การไกล่เกลี่ยความขัดแย้ง", Cost(days=0.4, days_per_member=0.005))  # fmt: skip
    fundraising_public_private: float = _lever(
        "fundraising_public_private", "A-S5", 0.1, "raising funds from public bodies and firms (D-R1)",
        "การระดมทุนจากภาครัฐและเอกชน", Cost(days=1))  # fmt: skip
    fundraising_community: float = _lever(
        "fundraising_community", "A-S5", 0.1, "raising people, materials and money from the community (D-R2)",
        "การระดมทรัพยากรจากชุมชน", Cost(days=0.75))  # fmt: skip
    fundraising_human: float = _lever(
        "fundraising_human", "A-S5", 0.1, "volunteers and expert teachers (D-R3)",
        "การระดมทรัพยากรบุคคล", Cost(days=0.6))  # fmt: skip
    fundraising_technology: float = _lever(
        "fundraising_technology", "A-S5", 0.0, "crowdfunding, e-donation, social media (D-R4)",
        "การใช้เทคโนโลยีเพื่อการระดมทรัพยากร", Cost(days=0.5, money=500))  # fmt: skip
    fundraising_international: float = _lever(
        "fundraising_international", "A-S5", 0.0, "international co-operation (D-R5)",
        "ความร่วมมือระดับนานาชาติ", Cost(days=0.75, money=1000))  # fmt: skip
    capacity_building: float = _lever(
        "capacity_building", "A-S5", 0.1, "cluster-based development of members' skills (B-F5)",
        "การพัฒนาสมรรถนะสมาชิกแบบกลุ่ม (คลัสเตอร์)",
        Cost(days=0.5, days_per_member=0.025, member_days=0.3, money=4000))  # fmt: skip
    reserve_plan: float = _lever(
        "reserve_plan", "A-S5", 0.0,
        "share of surplus income kept as a reserve, and a plan for the end of a grant",
        "แผนเงินสำรองและแผนลดการพึ่งพาทุน", Cost(days=0.15))  # fmt: skip
    monitoring: float = _lever(
        "monitoring", "A-S5", 0.1, "results are monitored and used (A-R6, B-W4)",
        "การติดตามและประเมินผล", Cost(days=0.4, days_per_member=0.01))  # fmt: skip


LEVER_NAMES: tuple[str, ...] = tuple(Levers.model_fields)


def lever_field(name: str) -> FieldInfo:
    """The declaration of a lever by name."""
    return Levers.model_fields[name]
