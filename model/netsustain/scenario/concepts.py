"""The concepts of the source documents and the published results that scenarios cite, by their ID.

A: sustainability of networks under an area office. B: three academic networks. C: network management.
D: resource mobilisation. E: developing partner networks. K and V: results calibrated to and compared with.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LOOKS_LIKE_CONCEPT = re.compile(r"[A-Za-z]-[A-Za-z]\d{0,2}|[KVkv]\d{1,2}")
"""Text of this shape is meant as a concept ID, so it must be one; any other text is a free citation."""


class Concept(NamedTuple):
    """A concept in a few words."""

    en: str
    th: str


_TABLE = """
A-S1 | strategy: network leadership, distributed over sectors | การพัฒนาภาวะผู้นำเครือข่าย (ภาวะผู้นำแบบกระจาย)
A-S2 | strategy: open, transparent, regular, multi-channel communication | ระบบการสื่อสารที่เปิดกว้างและโปร่งใส
A-S3 | strategy: investing in social capital | การลงทุนในการสร้างทุนทางสังคม
A-S4 | strategy: flexible and fair governance | กลไกการกำกับดูแลที่มีความยืดหยุ่นและเป็นธรรม
A-S5 | strategy: self-reliance | ความสามารถในการพึ่งตนเองของเครือข่าย
A-C1 | condition: shared vision and clear goals | เป้าหมายและวิสัยทัศน์ร่วมที่ชัดเจน
A-C2 | condition: trust and strong relationships | ความไว้วางใจและความสัมพันธ์ที่เข้มแข็ง
A-C3 | condition: appropriate governance and leadership | โครงสร้างการกำกับดูแลและภาวะผู้นำที่เหมาะสม
A-C4 | condition: open and effective communication | การสื่อสารที่เปิดกว้างและมีประสิทธิภาพ
A-C5 | condition: adequate, sustained resources | ทรัพยากรที่เพียงพอและยั่งยืน
A-C6 | condition: mutual benefit and perceived value | การรับรู้ถึงผลประโยชน์ร่วมกันและคุณค่า
A-C7 | condition: adaptability and flexibility | ความสามารถในการปรับตัวและยืดหยุ่น
A-R1 | role of the area office: initiate | การริเริ่ม
A-R2 | role of the area office: coordinate and facilitate | การประสานงาน
A-R3 | role of the area office: mobilise resources | การระดมทรัพยากร
A-R4 | role of the area office: build relationships | ทุนทางสังคม
A-R5 | role of the area office: develop governance | ธรรมาภิบาล
A-R6 | role of the area office: monitor and evaluate | การติดตามและประเมินผล
A-H1 | threat: discontinuity when leaders are transferred | การพึ่งพิงผู้บริหาร / การย้ายผู้บริหาร
A-H2 | threat: insufficient or temporary budget | การขาดงบประมาณสนับสนุน / โครงการชั่วคราว
A-H3 | threat: lack of trust between members | การขาดความไว้วางใจ
A-H4 | threat: differing goals, motives and cultures | ความแตกต่างของเป้าหมายและแรงจูงใจ
A-H5 | threat: hierarchy and rigid rules | โครงสร้างและระบบราชการ
A-H6 | threat: missing skills | การขาดทักษะ
A-H7 | threat: no clear management mechanism | การขาดกลไกการบริหารจัดการ
A-M | member kinds | ภาคีเครือข่าย
A-D | the seven conditions as a diagnostic | เครื่องมือวินิจฉัย
A-N1 | feature: many kinds of stakeholder | ผู้มีส่วนได้ส่วนเสียหลากหลาย
A-N2 | feature: interconnected formal and informal relations | ความสัมพันธ์ที่เชื่อมโยงกันทั้งทางการและไม่เป็นทางการ
A-N3 | feature: shared goals | เป้าหมายร่วม
A-N4 | feature: interdependence | การพึ่งพาอาศัยกัน
A-N5 | feature: exchange | การแลกเปลี่ยน
A-B1 | benefit: pooled resources | การรวมทรัพยากร
A-B2 | benefit: learning and innovation | การเรียนรู้และนวัตกรรม
A-B3 | benefit: capacity | การเสริมสร้างศักยภาพ
A-B4 | benefit: resilience by spreading risk | ความยืดหยุ่นจากการกระจายความเสี่ยง
A-B5 | benefit: collective power to change policy | พลังร่วมในการเปลี่ยนแปลงนโยบาย
A-B6 | benefit: community and parents taking part | การมีส่วนร่วมของชุมชนและผู้ปกครอง
A-T1 | theory: network position governs access and influence | ทฤษฎีเครือข่าย
A-T2 | theory: social capital lowers coordination cost | ทุนทางสังคม
A-T3 | theory: inter-organisational collaboration | ความร่วมมือระหว่างองค์กร
A-G | the area office turns from controller to facilitator | จากผู้ควบคุมสู่ผู้อำนวยความสะดวก
A-X | exchange of tangible and intangible resources | การแลกเปลี่ยนทรัพยากรและองค์ความรู้
B-K1 | case Nakhon Pathom 2: face to face | นครปฐม เขต 2
B-K2 | case Chiang Mai 3: online platform, hybrid training | เชียงใหม่ เขต 3
B-K3 | case Suphan Buri 1: broad participatory committee | สุพรรณบุรี เขต 1
B-F1 | a mix of face-to-face, digital and community involvement sustains best | การผสมผสานหลายรูปแบบ
B-F2 | platforms remove distance where access exists | แพลตฟอร์มออนไลน์ลดข้อจำกัดด้านเวลาและระยะทาง
B-F3 | committees with all sectors create ownership | คณะกรรมการจากทุกภาคส่วนสร้างความเป็นเจ้าของ
B-F4 | dashboards speed decisions and add transparency | แดชบอร์ดแบบเรียลไทม์
B-F5 | cluster-based professional development | การพัฒนาวิชาชีพแบบกลุ่ม (คลัสเตอร์)
B-F6 | goals too broad leave work directionless; rigidity demotivates | เป้าหมายกว้างเกินไปและการบริหารแบบรวมศูนย์
B-W1 | way to build: shared measurable goals | เป้าหมายร่วมที่วัดได้
B-W2 | way to build: data and research for decisions | การใช้ข้อมูลและงานวิจัยในการตัดสินใจ
B-W3 | way to build: wide stakeholder co-operation | ความร่วมมือของผู้มีส่วนได้ส่วนเสียอย่างกว้างขวาง
B-W4 | way to build: continuous monitoring and evaluation | การติดตามและประเมินผลอย่างต่อเนื่อง
B-O | outcome: student achievement through teacher development | ผลสัมฤทธิ์ของผู้เรียน
B-P1 | policy: district academic network centre | ศูนย์เครือข่ายวิชาการระดับเขตพื้นที่
B-P2 | policy: cluster-based teacher development | การพัฒนาครูแบบกลุ่ม (คลัสเตอร์)
B-P3 | policy: a dashboard for each school | แดชบอร์ดรายโรงเรียน
C-P | principles of a network, which may end when its need ends | หลักการของเครือข่าย
C-N1 | form: community of practice | ชุมชนนักปฏิบัติ
C-N2 | form: networked organisation | องค์กรเครือข่าย
C-N3 | form: virtual community | ชุมชนเสมือน
C-B1 | benefit: faster decisions | การตัดสินใจรวดเร็วขึ้น
C-B2 | benefit: lower administrative cost | ลดต้นทุนการบริหาร
C-B3 | benefit: services that fit | บริการที่ตรงความต้องการ
C-B4 | benefit: social capital | ทุนทางสังคม
C-B5 | benefit: more information sources | แหล่งข้อมูลมากขึ้น
C-B6 | benefit: more places to learn | แหล่งเรียนรู้มากขึ้น
C-B7 | benefit: flexibility from many experts | ความยืดหยุ่นจากผู้เชี่ยวชาญหลากหลาย
C-B8 | benefit: deeper knowledge | ความรู้ที่ลึกซึ้งขึ้น
C-I | whom to invite | ผู้ที่ควรเชิญเข้าร่วม
C-W1 | drawback: gets stuck and resists change | ยึดติดและต่อต้านการเปลี่ยนแปลง
C-W2 | drawback: drifts from members' interest | เบี่ยงเบนจากความสนใจของสมาชิก
C-W3 | drawback: starts without vision | เริ่มต้นโดยขาดวิสัยทัศน์
C-W4 | drawback: roles not defined | บทบาทไม่ชัดเจน
C-W5 | drawback: a strong unit dominates | ผู้เชี่ยวชาญหรือหน่วยงานที่เข้มแข็งครอบงำ
C-F1 | factor: shared purpose | วัตถุประสงค์ร่วม
C-F2 | factor: member autonomy | ความเป็นอิสระของสมาชิก
C-F3 | factor: voluntary linking | การเชื่อมโยงโดยสมัครใจ
C-F4 | factor: several leaders | ผู้นำหลายคน
C-F5 | factor: relations at all levels | ความสัมพันธ์ทุกระดับ
C-G1 | design step: purpose | วัตถุประสงค์
C-G2 | design step: principle | หลักการ
C-G3 | design step: capability | ขีดความสามารถ
C-G4 | design step: concept (roles) | แนวคิด (บทบาท)
C-G5 | design step: structure (rules) | โครงสร้าง (กติกา)
C-G6 | design step: practice (projects) | การปฏิบัติ (โครงการ)
C-E1 | process step: urgency | สร้างความเร่งด่วน
C-E2 | process step: guiding core group | กลุ่มแกนนำ
C-E3 | process step: vision and strategy | วิสัยทัศน์และกลยุทธ์
C-E4 | process step: spread and accept the vision | เผยแพร่และยอมรับวิสัยทัศน์
C-E5 | process step: remove barriers to joint action | ขจัดอุปสรรคในการทำงานร่วมกัน
C-E6 | process step: celebrate small successes | ฉลองความสำเร็จเล็ก ๆ
C-E7 | process step: consolidate gains, new projects and leaders | ต่อยอดความสำเร็จ สร้างโครงการและผู้นำใหม่
C-E8 | process step: anchor in culture and new leader generations | หยั่งรากในวัฒนธรรมและผู้นำรุ่นใหม่
C-O1 | obstacle: too hard, no energy to continue | ยากเกินไป หมดแรงทำต่อ
C-O2 | obstacle: work and success not staged | ไม่แบ่งงานและความสำเร็จเป็นขั้น
C-O3 | obstacle: lack of persistence | ขาดความต่อเนื่อง
C-O4 | obstacle: not anchored in culture | ไม่หยั่งรากในวัฒนธรรม
C-O5 | obstacle: credit-grabbing or feeling exploited | ชุบมือเปิบ
C-O6 | obstacle: complacency | ความชะล่าใจ ไม่เร่งด่วน
C-O7 | obstacle: too little drive from top executives | ผู้บริหารระดับสูงผลักดันน้อยเกินไป
C-O8 | obstacle: weak vision | วิสัยทัศน์อ่อน
C-O9 | obstacle: vision not communicated | ไม่สื่อสารวิสัยทัศน์
C-A | a written agreement | ข้อตกลงความร่วมมือเป็นลายลักษณ์อักษร
D-V | a network is voluntary, equal, autonomous, caring, trusting | สมัครใจ เท่าเทียม เป็นอิสระ เอื้ออาทร
D-Q1 | collaboration is for efficiency and sustainability | ประสิทธิภาพและความยั่งยืน
D-Q2 | collaboration is for equity | ความเสมอภาค
D-Q3 | collaboration is for innovation | นวัตกรรม
D-Q4 | collaboration is for staff development | การพัฒนาบุคลากร
D-R1 | channel: public and private funding | การระดมทุนจากภาครัฐและเอกชน
D-R2 | channel: the community | การระดมทรัพยากรจากชุมชน
D-R3 | channel: human resources | การระดมทรัพยากรบุคคล
D-R4 | channel: technology | การใช้เทคโนโลยีเพื่อการระดมทรัพยากร
D-R5 | channel: international cooperation | ความร่วมมือระดับนานาชาติ
E-L1 | level: coordination | การประสานงาน
E-L2 | level: cooperation | ความร่วมมือ
E-L3 | level: collaboration | การทำงานร่วมกัน
E-L4 | level: participation | การมีส่วนร่วม
E-W | networking is two-way | การสร้างเครือข่าย
E-K1 | keeping success: continuous joint activities | การจัดกิจกรรมร่วมอย่างต่อเนื่อง
E-K2 | keeping success: good relations | การรักษาสัมพันธภาพที่ดี
E-K3 | keeping success: incentives | การสร้างแรงจูงใจ
E-K4 | keeping success: adequate resources | การจัดหาทรัพยากรให้เพียงพอ
E-K5 | keeping success: help and problem solving | การช่วยเหลือและแก้ปัญหา
E-K6 | keeping success: new leader generations continuously | การสร้างผู้นำรุ่นใหม่อย่างต่อเนื่อง
E-T1 | advice: members understand the goal | สมาชิกเข้าใจเป้าหมาย
E-T2 | advice: accept differences | ยอมรับความแตกต่าง
E-T3 | advice: frequent, easy, likely-to-succeed activities | กิจกรรมสม่ำเสมอ ทำง่าย มีโอกาสสำเร็จ
E-T4 | advice: thorough regular communication | สื่อสารทั่วถึงสม่ำเสมอ
E-T5 | advice: support every group | สนับสนุนทุกกลุ่ม
E-T6 | advice: staff relations | ความสัมพันธ์ของบุคลากร
E-T7 | advice: develop members' special strengths | พัฒนาจุดเด่นของสมาชิก
E-T8 | advice: ties at all ranks | ความสัมพันธ์ทุกระดับตำแหน่ง
E-T9 | advice: activities that link newcomers with veterans | กิจกรรมเชื่อมสมาชิกใหม่กับสมาชิกเก่า
E-T10 | advice: regular forums and mutual encouragement | เวทีพบปะและให้กำลังใจกันสม่ำเสมอ
E-T11 | advice: accessible up-to-date channels | ช่องทางสื่อสารที่เข้าถึงง่ายและทันสมัย
K1 | survival of coalitions with a three-year grant | การอยู่รอดของเครือข่ายหลังทุนสามปี
K2 | decay of unmaintained ties | การเสื่อมของสายสัมพันธ์ที่ขาดการดูแล
K3 | contributions without talk or partner choice | การร่วมสมทบเมื่อไม่มีการสื่อสาร
K4 | effect of communication on co-operation | ผลของการสื่อสารต่อความร่วมมือ
K5 | starting levels | ระดับเริ่มต้น
K6 | leader transfer in Thailand | การโยกย้ายผู้บริหารสถานศึกษา
V1 | survival after a grant programme ends | การอยู่รอดเมื่อโครงการทุนสิ้นสุด
V2 | what erodes first after funding ends | สิ่งที่เสื่อมก่อนเมื่อทุนหมด
V3 | leader experience and survival | ประสบการณ์ผู้นำกับการอยู่รอด
V4 | correlates of survival | ปัจจัยที่สัมพันธ์กับการอยู่รอด
V5 | fragility when a key player leaves | ความเปราะบางเมื่อแกนนำออก
V6 | recovery after a leader change | การฟื้นตัวหลังเปลี่ยนผู้นำ
V7 | life course of density and transitivity | วงจรชีวิตของเครือข่าย
V8 | a centralised route to effectiveness | เส้นทางแบบรวมศูนย์สู่ประสิทธิผล
V9 | fixed against rewiring partners | คู่ร่วมงานตายตัวกับเลือกได้
V10 | young volunteer-run networks die most | เครือข่ายอาสาสมัครอายุน้อยสิ้นสุดบ่อยที่สุด
V11 | the three cases and the mix | สามกรณีศึกษาและรูปแบบผสม
"""


def _read(table: str) -> dict[str, Concept]:
    rows = [[cell.strip() for cell in line.split(" | ")] for line in table.strip().splitlines()]
    return {identity: Concept(en, th) for identity, en, th in rows}


CONCEPTS: dict[str, Concept] = _read(_TABLE)
