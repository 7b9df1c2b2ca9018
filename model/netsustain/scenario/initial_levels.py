"""Starting levels of the network: what stands in month 1, before anybody does anything."""

from __future__ import annotations

from netsustain.scenario.quantities import Typed, quantity

SHARE = (0.0, 1.0)


class Initial(Typed):
    """Means and spreads from which the first month's columns are drawn."""

    trust: float = quantity(
        0.57, "0-1", (0.4, 0.8), "K5: 3.27 of 5 in Thai networks; .81 elsewhere",
        "mean trust between tied members",
        "ความไว้วางใจเริ่มต้น", bounds=SHARE)  # fmt: skip
    trust_spread: float = quantity(
        0.12, "0-1", (0.02, 0.25), "prior", "standard deviation of trust over ties",
        "การกระจายของความไว้วางใจ",
        bounds=(0, 0.5))  # fmt: skip
    goal_clarity: float = quantity(
        0.55, "0-1", (0.3, 0.9), "K5: level of Thai networks", "how clear the goals are",
        "ความชัดเจนของเป้าหมาย",
        bounds=SHARE)  # fmt: skip
    role_clarity: float = quantity(
        0.55, "0-1", (0.3, 0.9), "K5: level of Thai networks", "how clear members' roles are",
        "ความชัดเจนของบทบาท",
        bounds=SHARE)  # fmt: skip
    flexibility: float = quantity(
        0.5, "0-1", (0.2, 0.8), "prior", "how easily rules can be changed", "ความยืดหยุ่นของกติกา",
        bounds=SHARE)  # fmt: skip
    agreement: float = quantity(
        0.3, "0-1", (0, 0.9), "prior", "completeness of the written agreement (C-A)", "ข้อตกลงเป็นลายลักษณ์อักษร",
        bounds=SHARE)  # fmt: skip
    plan: float = quantity(
        0.6, "0-1", (0.2, 1), "prior; .92 in funded coalitions (V2)", "written action plan in use",
        "แผนปฏิบัติการ",
        bounds=SHARE)  # fmt: skip
    training: float = quantity(
        0.5, "0-1", (0.2, 1), "prior; .83 in funded coalitions (V2)", "members trained for their part",
        "สมาชิกที่ผ่านการอบรม", bounds=SHARE)  # fmt: skip
    delivery: float = quantity(
        0.8, "0-1", (0.4, 1), "prior; 4.55 of 6 in funded coalitions (V2)", "quality of what is delivered",
        "คุณภาพการดำเนินงาน", bounds=SHARE)  # fmt: skip
    reputation: float = quantity(
        0.4, "0-1", (0.1, 0.8), "prior", "how well the network is known outside", "ชื่อเสียงของเครือข่าย",
        bounds=SHARE)  # fmt: skip
    anchoring: float = quantity(
        0.1, "0-1", (0, 0.6), "prior", "how far joint work is anchored in culture (C-E8)",
        "การหยั่งรากในวัฒนธรรมองค์กร", bounds=SHARE)  # fmt: skip
    inertia: float = quantity(
        0.2, "0-1", (0, 0.6), "prior", "resistance to change (C-W1)", "แรงต้านการเปลี่ยนแปลง",
        bounds=SHARE)  # fmt: skip
    urgency: float = quantity(
        0.6, "0-1", (0.2, 0.9), "prior", "felt urgency (C-E1)", "ความรู้สึกเร่งด่วน", bounds=SHARE
    )
    need: float = quantity(
        1.0, "0-1", (0.5, 1), "C-P; prior", "how far the need that formed the network still exists",
        "ความจำเป็นที่ยังคงอยู่", bounds=SHARE)  # fmt: skip
    reserve_months: float = quantity(
        0, "months", (0, 6), "prior", "months of usual spending held in reserve", "เงินสำรอง (เดือน)",
        bounds=(0, 60))  # fmt: skip
    leader_experience: float = quantity(
        0.3, "share", (0, 0.8), "prior", "share of leaders who have led elsewhere (V3, V6)",
        "สัดส่วนผู้นำที่เคยนำเครือข่ายอื่น", bounds=SHARE)  # fmt: skip
    leader_championing: float = quantity(
        0.6, "0-1", (0.2, 0.9), "prior", "how much leaders champion the network (C-O7)",
        "การผลักดันเครือข่ายของผู้นำ",
        bounds=SHARE)  # fmt: skip
    network_age_months: float = quantity(
        0, "months", (0, 60), "prior", "age of the network and its ties at the start", "อายุเครือข่าย (เดือน)",
        bounds=(0, 1200))  # fmt: skip
    priority_spread: float = quantity(
        0.18, "priority axis", (0.05, 0.35), "prior", "standard deviation of members' priorities (A-H4)",
        "การกระจายของลำดับความสำคัญ", bounds=(0, 1))  # fmt: skip
    formal_share: float = quantity(
        0.2, "share", (0, 0.8), "prior", "share of ties under a formal agreement", "สัดส่วนสายสัมพันธ์ที่มีข้อตกลง",
        bounds=SHARE)  # fmt: skip
    steering: float = quantity(
        0.3, "0-1", (0, 0.8), "prior (A-G, C-F2)", "how far the area office steers instead of facilitating",
        "ระดับการสั่งการของสำนักงานเขตพื้นที่", bounds=SHARE)  # fmt: skip
