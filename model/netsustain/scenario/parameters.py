"""Every parameter of the model: default, unit, plausible range, source (``prior`` where nothing is published).

Defaults are one accepted vector of a calibration: see docs/decisions/0005-calibration.md. Names are unique over all groups, so that a rule can name
a parameter alone; a scenario writes ``parameters: {trust: {trust_gain: 0.08}}``.
"""

from __future__ import annotations

from pydantic import BaseModel

from netsustain.scenario.quantities import Typed, quantity

SHARE = (0.0, 1.0)
FISCHBACHER = "Fischbacher & Gachter 2010"


class LeadershipParameters(Typed):
    """Transfers, vacancies, successors and the core group (A-S1, A-H1)."""

    transfer_probability: float = quantity(0.25, "1/year among the eligible", (0.06, 0.45), "K6: 19.5 % a year with 12-month eligibility; Thai rate not published", "chance that an eligible leader moves in a year", "โอกาสย้ายของผู้บริหารที่มีสิทธิ์ต่อปี", bounds=SHARE)
    annual_window: float = quantity(1, "0/1", (0, 1), "OTEPC rule W7/2564 (K6)", "transfers only in one month of the year (0 = any month)", "ย้ายได้เฉพาะรอบประจำปี")
    window_month: float = quantity(10, "calendar month", (1, 12), "OTEPC rule W7/2564 (K6)", "month in which transfers take effect", "เดือนที่คำสั่งย้ายมีผล")
    minimum_tenure: float = quantity(12, "months", (0, 48), "OTEPC rule W7/2564 (K6)", "months in post before a leader may move", "ระยะเวลาขั้นต่ำในตำแหน่ง", bounds=(0, 240))
    vacancy_mean: float = quantity(4.25, "months", (0, 12), "K6: 3 months leave 5 % of posts vacant, 8 months 13 %; prior", "mean length of a vacancy", "ระยะเวลาว่างเฉลี่ยของตำแหน่ง", bounds=(0, 60))
    vacancy_longest: float = quantity(7.21, "months", (6, 24), "prior", "longest vacancy", "ตำแหน่งว่างนานที่สุด", bounds=(0, 120))
    learning_months: float = quantity(12, "months", (6, 24), "Miller 2013; Beteille, Kalogrides & Loeb 2012", "time constant of a new leader's learning (halved for an experienced one)", "ช่วงเวลาเรียนรู้งานของผู้นำใหม่", bounds=(1, 120))
    championing_spread: float = quantity(0.288, "0-1", (0.05, 0.3), "prior", "spread of championing over leaders", "การกระจายของการผลักดันเครือข่าย", bounds=SHARE)
    facilitation_mean: float = quantity(0.432, "0-1", (0.3, 0.7), "prior", "mean facilitation skill of leaders", "ทักษะการอำนวยความสะดวกเฉลี่ย", bounds=SHARE)
    facilitation_spread: float = quantity(0.245, "0-1", (0.05, 0.3), "prior", "spread of facilitation skill over leaders", "การกระจายของทักษะการอำนวยความสะดวก", bounds=SHARE)
    facilitation_trained: float = quantity(0.856, "0-1", (0.6, 1), "prior", "facilitation skill that training leads to", "ทักษะหลังการอบรม", bounds=SHARE)
    training_rate: float = quantity(0.136, "1/month", (0.02, 0.15), "prior", "pace of training at full dose", "อัตราการพัฒนาทักษะ", bounds=SHARE)
    readiness_rate: float = quantity(0.0857, "1/month", (0.02, 0.2), "prior", "pace at which a named successor gets ready", "อัตราความพร้อมของผู้สืบทอด", bounds=SHARE)
    emergence_rate: float = quantity(0.0316, "1/month", (0, 0.05), "prior (C-E7)", "pace at which a leader's championing follows its organisation's effort", "อัตราการเกิดผู้นำใหม่", bounds=SHARE)
    retained_none: float = quantity(0.0943, "share", (0, 0.2), "no estimate: a first factor of any sensitivity analysis", "personal trust kept without handover (kappa0)", "ความไว้วางใจส่วนบุคคลที่คงอยู่เมื่อไม่มีการส่งมอบงาน", bounds=SHARE)
    retained_overlap: float = quantity(0.589, "share", (0.5, 0.8), "no estimate: a first factor of any sensitivity analysis", "personal trust kept after a long handover (kappa1)", "ความไว้วางใจส่วนบุคคลที่คงอยู่เมื่อมีการส่งมอบงาน", bounds=SHARE)
    handover_scale: float = quantity(2.69, "months", (0.5, 3), "prior", "months of handover that bring about two thirds of its effect", "ระยะส่งมอบงานที่ได้ผล", bounds=(0.1, 24))
    handover_cost: float = quantity(2.33, "staff-days/month", (0.3, 3), "prior; the network's part only", "what a month of handover takes from the network", "ต้นทุนการส่งมอบงานต่อเดือน", bounds=(0, 100))
    anchoring_retains: float = quantity(0.575, "share", (0, 0.6), "prior (C-E8)", "personal trust kept because joint work is anchored in culture", "ผลของการหยั่งรากต่อความไว้วางใจ", bounds=SHARE)
    core_seat_rate: float = quantity(0.144, "1/month", (0.05, 0.6), "prior", "chance that a free seat of the core group is filled without planning", "โอกาสเติมตำแหน่งแกนนำ", bounds=SHARE)
    acting_level: float = quantity(0.0931, "0-1", (0, 0.4), "prior", "what an acting leader does for the network", "บทบาทของผู้รักษาการ", bounds=SHARE)


class ResourceParameters(Typed):
    """Costs of governing, income of the channels, own mobilisation (A-S5, A-C5)."""

    overhead_lead: float = quantity(2.89, "staff-days/month", (0.5, 4), "Provan & Kenis 2008 (direction); prior", "overhead of a lead organisation", "ภาระของหน่วยงานแกนนำ", bounds=(0, 1000))
    overhead_lead_member: float = quantity(0.0548, "staff-days/month/member", (0.03, 0.3), "Provan & Kenis 2008 (direction); prior", "overhead of a lead organisation for each member", "ภาระต่อสมาชิก (หน่วยงานแกนนำ)", bounds=(0, 100))
    overhead_pair: float = quantity(0.0237, "staff-days/month/pair", (0.005, 0.05), "Provan & Kenis 2008 (direction); prior", "overhead of shared governance for each pair of members", "ภาระต่อคู่สมาชิก (กำกับร่วมกัน)", bounds=(0, 10))
    overhead_committee: float = quantity(5.66, "staff-days/month", (1, 6), "Provan & Kenis 2008 (direction); prior", "overhead of a committee", "ภาระของคณะกรรมการ", bounds=(0, 1000))
    overhead_committee_member: float = quantity(0.198, "staff-days/month/member", (0.03, 0.3), "Provan & Kenis 2008 (direction); prior", "overhead of a committee for each member", "ภาระต่อสมาชิก (คณะกรรมการ)", bounds=(0, 100))
    overhead_centre: float = quantity(6.88, "staff-days/month", (2, 10), "Provan & Kenis 2008 (direction); prior", "overhead of an administrative centre", "ภาระของศูนย์ประสานงาน", bounds=(0, 1000))
    overhead_centre_member: float = quantity(0.111, "staff-days/month/member", (0.01, 0.15), "Provan & Kenis 2008 (direction); prior", "overhead of a centre for each member", "ภาระต่อสมาชิก (ศูนย์ประสานงาน)", bounds=(0, 100))
    core_pair: float = quantity(0.492, "staff-days/month/pair", (0.1, 0.8), "prior; form k(k-1)/2", "co-ordination of each pair of core leaders", "ต้นทุนประสานงานของแกนนำ", bounds=(0, 100))
    travel_days: float = quantity(0.0699, "staff-days/meeting/member", (0.03, 0.3), "prior (B-K1)", "travel to a face-to-face meeting from a remote place, paid by the network", "ค่าเดินทางประชุม", bounds=(0, 10))
    review_days: float = quantity(8.17, "staff-days/review", (1, 10), "prior", "cost of a review of the rules", "ต้นทุนการทบทวนกติกา", bounds=(0, 1000))
    own_share: float = quantity(0.0502, "share", (0.05, 0.25), "prior; makes own resources .4-.45 of need (K1)", "largest share of members' contributions that goes to co-ordination", "สัดส่วนทรัพยากรของสมาชิกเพื่อการประสานงาน", bounds=SHARE)
    crowding_out: float = quantity(0.17, "staff-days/staff-day", (-0.07, 0.64), "de Wit & Bekkers 2017 (money donations)", "own mobilisation lost for each staff-day of grant (chi)", "ผลเบียดแทนของทุนสนับสนุน", bounds=(-1, 1))
    fundraising_ramp: float = quantity(9.61, "months", (6, 24), "prior", "time constant of fundraising relations", "ระยะสร้างความสัมพันธ์กับแหล่งทุน", bounds=(1, 120))
    income_volatility: float = quantity(0.167, "-", (0.1, 0.8), "prior", "relative spread of a channel's monthly income", "ความผันผวนของรายได้", bounds=(0, 2))
    international_chance: float = quantity(0.0739, "1/month", (0.03, 0.2), "prior", "chance that international money comes in a month", "โอกาสได้ทุนต่างประเทศ", bounds=(0.001, 1))
    volume_public_private: float = quantity(16.8, "staff-days/month", (5, 30), "prior", "what public bodies and firms can give to 20 members", "ศักยภาพทุนรัฐและเอกชน", bounds=(0, 10000))
    volume_community: float = quantity(15.0, "staff-days/month", (3, 20), "prior", "what the community can give to 20 members", "ศักยภาพทุนชุมชน", bounds=(0, 10000))
    volume_human: float = quantity(7.07, "staff-days/month", (3, 15), "prior", "volunteers and experts for 20 members", "ศักยภาพทรัพยากรบุคคล", bounds=(0, 10000))
    volume_technology: float = quantity(8.57, "staff-days/month", (2, 15), "prior", "crowdfunding and e-donation for 20 members", "ศักยภาพการระดมทุนออนไลน์", bounds=(0, 10000))
    volume_international: float = quantity(16.9, "staff-days/month", (5, 40), "prior", "international money for 20 members, on average", "ศักยภาพทุนต่างประเทศ", bounds=(0, 10000))
    reserve_longest: float = quantity(6, "months", (3, 9), "K1 set-up: a reserve bridges at most 6 months", "largest reserve, in months of need", "เงินสำรองสูงสุด (เดือน)", bounds=(0, 60))
    project_room: float = quantity(1.27, "-", (0.3, 2), "prior", "largest surplus that projects can use, relative to the need", "งบโครงการสูงสุดเทียบความจำเป็น", bounds=(0, 10))


class CommunicationParameters(Typed):
    """Reach and richness of the ways to talk (A-S2, A-C4)."""

    meeting_half: float = quantity(1.1, "meetings/month", (0.3, 1.5), "prior", "meetings a month that give half of the full dose", "ความถี่ประชุมที่ได้ผลครึ่งหนึ่ง", bounds=(0.01, 10))
    remoteness_loss: float = quantity(0.42, "share", (0.1, 0.8), "prior (B-K1)", "reach of meetings lost at full remoteness", "ผลของความห่างไกลต่อการเข้าประชุม", bounds=SHARE)
    forum_dose: float = quantity(0.239, "dose", (0.1, 0.5), "prior (B-K3)", "face-to-face dose of a full community forum", "ผลของเวทีชุมชน", bounds=SHARE)
    visit_dose: float = quantity(0.382, "dose", (0.1, 0.5), "prior (A-S3)", "face-to-face dose of full relationship activities", "ผลของกิจกรรมสร้างความสัมพันธ์", bounds=SHARE)
    platform_dose: float = quantity(0.691, "dose", (0.3, 0.9), "prior (B-K2)", "written dose of a full platform at full access and skill", "ผลของแพลตฟอร์มออนไลน์", bounds=SHARE)
    newsletter_dose: float = quantity(0.202, "0-1", (0.1, 0.6), "E-W: informs only; prior", "how well a newsletter informs", "ผลของจดหมายข่าวต่อการรับรู้", bounds=SHARE)
    travel_time: float = quantity(0.678, "staff-days/meeting", (0.2, 1.2), "prior (B-K1)", "travel time of a remote member to a meeting", "เวลาเดินทางของสมาชิกห่างไกล", bounds=(0, 10))
    face_to_face_effect: float = quantity(2.19, "log-odds", (1.8, 2.6), "Balliet 2010: d = 1.21", "effect of full face-to-face talk on co-operation", "ผลของการพบหน้าต่อความร่วมมือ", bounds=(0, 6))
    written_effect: float = quantity(0.83, "log-odds", (0.5, 1.2), "Balliet 2010: d = .46", "effect of full written talk on co-operation", "ผลของการสื่อสารเขียนต่อความร่วมมือ", bounds=(0, 6))
    laboratory_to_field: float = quantity(0.54, "-", (0.3, 1), "prior; laboratory individuals, so test at half size", "share of the laboratory effect of talk that holds between organisations", "สัดส่วนผลจากห้องทดลองที่ใช้ได้จริง", bounds=(0, 1.5))
    closeness_discount: float = quantity(0.146, "-", (0, 1), "prior (zeta); Balliet 2010: stronger among the distant", "effect of talk lost among close partners", "ผลที่ลดลงเมื่อใกล้ชิดกันแล้ว", bounds=SHARE)


class VisionParameters(Typed):
    """Priorities and goals (A-C1)."""

    confidence: float = quantity(0.3, "goal axis", (0.15, 0.5), "Deffuant et al. 2000; Hegselmann & Krause 2002", "bound of confidence (epsilon)", "ขอบเขตการยอมรับความต่าง", bounds=(0, 1))
    vision_pull: float = quantity(0.389, "1/month", (0.05, 0.5), "Deffuant et al. 2000; prior", "pull of partners on a priority (mu)", "แรงดึงดูดของภาคี", bounds=SHARE)
    leader_pull: float = quantity(0.0652, "1/month", (0.01, 0.15), "prior", "pull of leaders towards the goal", "แรงดึงของผู้นำสู่เป้าหมาย", bounds=SHARE)
    priority_drift: float = quantity(0.0317, "goal axis/month", (0.005, 0.04), "prior", "monthly drift of a member's priority (standard deviation)", "การเปลี่ยนลำดับความสำคัญ", bounds=SHARE)
    alignment_scale: float = quantity(0.458, "goal axis", (0.3, 0.8), "prior", "distance to a goal at which nothing is shared", "ระยะห่างที่ไม่มีเป้าหมายร่วม", bounds=(0.01, 2))
    goal_drift: float = quantity(0.0293, "1/month", (0, 0.04), "prior (C-W2)", "drift of a goal towards its strongest member where others are not heard", "การเบี่ยงเบนของเป้าหมาย", bounds=SHARE)
    breadth_cost: float = quantity(0.404, "-", (0.2, 0.9), "prior (B-F6)", "clarity lost when goals are as broad as can be", "ความชัดเจนที่หายไปเมื่อเป้าหมายกว้าง", bounds=SHARE)
    clarity_rate: float = quantity(0.0502, "1/month", (0.02, 0.2), "prior", "pace at which clarity follows communication and planning", "อัตราการปรับความชัดเจน", bounds=SHARE)


class ContributionParameters(Typed):
    """What members contribute, before and beyond the laboratory (E-K1, K3, K4)."""

    conditional_share: float = quantity(0.5, "share", (0.4, 0.6), "Fischbacher, Gachter & Fehr 2001", "conditional co-operators", "ผู้ร่วมมือแบบมีเงื่อนไข", bounds=SHARE)
    free_rider_share: float = quantity(0.3, "share", (0.2, 0.35), "Fischbacher, Gachter & Fehr 2001", "free riders", "ผู้รอรับประโยชน์", bounds=SHARE)
    hump_share: float = quantity(0.14, "share", (0.08, 0.2), "Fischbacher, Gachter & Fehr 2001", "hump-shaped contributors", "ผู้ร่วมมือแบบรูประฆัง", bounds=SHARE)
    steady_contribution: float = quantity(0.157, "share", (0.1, 0.5), "prior", "contribution of the others, whatever they expect", "การสมทบของกลุ่มอื่น", bounds=SHARE)
    reciprocity: float = quantity(0.65, "-", (0.6, 0.95), FISCHBACHER, "slope of contribution on expectation", "ความชันของการตอบแทน", bounds=(0, 1.2))
    reciprocity_spread: float = quantity(0.129, "-", (0, 0.2), "prior", "spread of that slope over members", "การกระจายของความชัน", bounds=(0, 0.5))
    belief_rate: float = quantity(0.5, "1/month", (0.2, 0.6), FISCHBACHER, "weight of what is seen in the new belief (eta)", "อัตราปรับความเชื่อ", bounds=SHARE)
    belief_start: float = quantity(0.57, "0-1", (0.46, 0.69), FISCHBACHER, "belief at the start", "ความคาดหวังเริ่มต้น", bounds=SHARE)
    belief_spread: float = quantity(0.0886, "0-1", (0, 0.25), "prior", "half-width of beliefs at the start", "การกระจายของความคาดหวัง", bounds=(0, 0.5))
    warm_start: float = quantity(0.37, "share", (0.29, 0.44), FISCHBACHER + " (fitted to the first rounds)", "extra contribution at formation and relaunch (w)", "แรงส่งช่วงเริ่มต้น", bounds=SHARE)
    warm_months: float = quantity(2.8, "months", (2, 4), FISCHBACHER + " (fitted to the first rounds)", "how long the warm start lasts (tau)", "ระยะแรงส่งช่วงเริ่มต้น", bounds=(0.1, 60))
    value_effect: float = quantity(1.81, "log-odds", (0.5, 2), "prior; stiff above 2", "effect of perceived value on effort (theta_v)", "ผลของคุณค่าต่อความทุ่มเท", bounds=(0, 6))
    trust_effect: float = quantity(0.769, "log-odds", (0.3, 2), "prior", "effect of trust on effort (theta_t)", "ผลของความไว้วางใจ", bounds=(0, 6))
    leadership_effect: float = quantity(1.93, "log-odds", (1, 3.5), "prior", "effect of leadership on effort (theta_l)", "ผลของภาวะผู้นำ", bounds=(0, 8))
    alignment_effect: float = quantity(1.94, "log-odds", (0.2, 2), "prior", "effect of shared and clear goals on effort (theta_a)", "ผลของเป้าหมายร่วม", bounds=(0, 6))
    urgency_effect: float = quantity(0.381, "log-odds", (0.1, 1.5), "prior (C-O6)", "effect of urgency on effort (theta_u)", "ผลของความเร่งด่วน", bounds=(0, 6))
    fatigue_effect: float = quantity(0.83, "log-odds", (0.3, 2), "prior", "effect of fatigue on effort (theta_F)", "ผลของความเหนื่อยล้า", bounds=(0, 6))
    steering_effect: float = quantity(0.46, "share", (0, 0.6), "prior (A-G, C-F2)", "effort that full steering by a present director induces", "ความทุ่มเทที่เกิดจากการสั่งการ", bounds=SHARE)
    steering_cost: float = quantity(0.0736, "log-odds", (0, 1.5), "prior (D-V, B-F6)", "own motivation lost under full steering", "แรงจูงใจที่ลดลงเมื่อถูกสั่งการ", bounds=(0, 6))


class ActivityParameters(Typed):
    """Projects, urgency and small successes (C-E6, C-O6)."""

    at_work: float = quantity(0.1, "effort", (0.05, 0.15), "NORC 2012, operationalised", "least effort of a member at work", "ความทุ่มเทขั้นต่ำ", bounds=SHARE)
    success_slope: float = quantity(9.86, "-", (2, 10), "prior", "steepness of success in capacity minus aim", "ความไวของความสำเร็จ", bounds=(0, 50))
    project_luck: float = quantity(0.0895, "0-1", (0.02, 0.15), "prior; sd of a month's outcome at most .15", "luck in the success of projects (standard deviation)", "ความผันผวนของความสำเร็จ", bounds=SHARE)
    project_boost: float = quantity(0.148, "-", (0, 0.6), "prior", "capacity gained when a surplus pays for projects", "ผลของงบโครงการ", bounds=(0, 5))
    aim_rate: float = quantity(0.1, "1/month", (0.03, 0.3), "Huxham & Vangen 2003 (form)", "pace at which aims follow trust (eta)", "อัตราปรับเป้าหมายโครงการ", bounds=SHARE)
    conflict_cost: float = quantity(0.216, "-", (0.1, 1), "prior", "co-ordination lost when every tie is in conflict", "ผลของความขัดแย้งต่อการประสานงาน", bounds=SHARE)
    win_urgency: float = quantity(0.18, "0-1", (0, 0.2), "prior (C-E6)", "urgency gained by celebrating a success", "ผลของการฉลองความสำเร็จ", bounds=SHARE)
    urgency_fading: float = quantity(0.0461, "1/month", (0.005, 0.06), "prior (C-O6)", "pace at which urgency fades", "อัตราการลดลงของความเร่งด่วน", bounds=SHARE)
    urgency_floor: float = quantity(0.587, "0-1", (0.1, 0.6), "prior", "urgency that a lasting need keeps up", "ระดับความเร่งด่วนพื้นฐาน", bounds=SHARE)
    relaunch_urgency: float = quantity(0.44, "0-1", (0.1, 0.5), "prior (C-E1)", "urgency gained by a relaunch", "ความเร่งด่วนเมื่อเริ่มใหม่", bounds=SHARE)


class SharingParameters(Typed):
    """Benefits and fairness (A-B1..B6, A-S4)."""

    tangible_benefit: float = quantity(1.98, "benefit", (0.7, 2), "prior", "rival benefit of a month of full joint work", "ผลประโยชน์ที่จับต้องได้", bounds=(0, 20))
    intangible_benefit: float = quantity(1.07, "benefit", (0.7, 2.5), "prior", "shared benefit of a month of full joint work at full access", "ผลประโยชน์ที่จับต้องไม่ได้", bounds=(0, 20))
    alone_benefit: float = quantity(0.974, "benefit", (0.5, 1.2), "prior", "what a typical school gets on its own", "ผลประโยชน์เมื่อทำเอง", bounds=(0, 10))
    effort_cost: float = quantity(0.785, "benefit", (0.1, 0.8), "prior", "cost of full effort", "ต้นทุนความทุ่มเท", bounds=(0, 10))
    access_cap: float = quantity(8.24, "ties", (3, 12), "prior (A-T1)", "ties that give full access", "จำนวนสายสัมพันธ์ที่เข้าถึงได้เต็มที่", bounds=(1, 1000))
    recognition: float = quantity(0.14, "benefit", (0, 0.4), "prior (E-K3, B-F4)", "recognition of full effort on a full dashboard", "ผลของการยกย่อง", bounds=(0, 10))
    envy: float = quantity(0.85, "-", (0, 4), "Fehr & Schmidt 1999", "dislike of getting less than partners (alpha)", "ความไม่พอใจเมื่อได้น้อยกว่า", bounds=(0, 10))
    guilt: float = quantity(0.3, "-", (0, 0.6), "Fehr & Schmidt 1999", "dislike of getting more than partners (beta)", "ความไม่สบายใจเมื่อได้มากกว่า", bounds=(0, 1))
    fairness_rate: float = quantity(0.0918, "1/month", (0.05, 0.4), "prior", "pace at which felt fairness follows the month", "อัตราปรับการรับรู้ความเป็นธรรม", bounds=SHARE)
    capture_limit: float = quantity(0.666, "share", (0.6, 1), "prior (C-W5)", "most of the tangible benefit that the strong can take for themselves", "ส่วนแบ่งสูงสุดที่ผู้มีอำนาจยึดได้", bounds=SHARE)
    benefit_days: float = quantity(7.33, "staff-days", (2, 8), "assumed: a typical school's own time", "what a unit of benefit is worth", "มูลค่าของหน่วยผลประโยชน์", bounds=(0, 1000))


class TrustParameters(Typed):
    """How trust moves (A-C2)."""

    trust_gain: float = quantity(0.0908, "1/month", (0.02, 0.15), "Slovic 1993 (sign only); prior", "gain of trust from a good surprise (a+)", "อัตราการเพิ่มของความไว้วางใจ", bounds=SHARE)
    loss_ratio: float = quantity(2.9, "-", (1.5, 5), "Slovic 1993 (sign only); prior", "loss of trust relative to its gain (a-/a+)", "อัตราส่วนการสูญเสียต่อการเพิ่ม", bounds=(0.1, 20))
    early_breach: float = quantity(1.1, "-", (0, 2), "Lount et al. 2008 (direction); prior size", "extra loss on a new tie (psi)", "ผลของการผิดสัญญาช่วงต้น", bounds=(0, 10))
    breach_ceiling: float = quantity(0.8, "share", (0.6, 1), "Schweitzer, Hershey & Bradlow 2006", "trust after a deceit never exceeds this share of what it was (kappa)", "เพดานความไว้วางใจหลังถูกหลอก", bounds=SHARE)
    experience_luck: float = quantity(0.0972, "0-1", (0.03, 0.15), "prior; at most .15", "luck in what partners experience of each other (standard deviation)", "ความผันผวนของประสบการณ์ร่วม", bounds=(0, 0.5))
    institutional_rate: float = quantity(0.114, "-", (0.1, 0.8), "prior", "pace of institutional trust relative to personal trust", "ความเร็วของความไว้วางใจเชิงสถาบัน", bounds=SHARE)
    personal_share: float = quantity(0.81, "share", (0.3, 0.9), "no estimate: a first factor of any sensitivity analysis", "personal part of a tie (phi)", "สัดส่วนความไว้วางใจส่วนบุคคล", bounds=SHARE)
    project_weight: float = quantity(0.459, "share", (0.2, 0.8), "prior", "weight of the project's success in what is experienced; the rest is the partner's effort", "น้ำหนักของผลโครงการ", bounds=SHARE)
    fulfilment_half: float = quantity(0.206, "effort", (0.1, 0.4), "prior", "partner's effort that is felt as half of what was hoped for", "ความทุ่มเทที่รู้สึกว่าทำครึ่งหนึ่ง", bounds=(0.01, 2))
    joint_chance: float = quantity(4.19, "1/month", (1, 5), "prior", "chance of joint work a month for each unit of the lower effort", "โอกาสทำงานร่วมกัน", bounds=(0, 20))
    visit_warmth: float = quantity(0.206, "0-1", (0, 0.3), "prior (A-S3)", "better experience under full relationship activities", "ผลของกิจกรรมสัมพันธ์", bounds=SHARE)
    feedback_warmth: float = quantity(0.046, "0-1", (0, 0.15), "prior (A-S2)", "better experience under full two-way feedback", "ผลของการรับฟังความเห็น", bounds=SHARE)
    conflict_rate: float = quantity(0.0474, "1/month", (0.01, 0.12), "prior (A-H4, C-W4)", "chance of a conflict on a working tie at full misalignment and unclear roles", "โอกาสเกิดความขัดแย้ง", bounds=SHARE)
    conflict_harm: float = quantity(0.24, "0-1", (0.2, 0.7), "prior", "how much worse a month with conflict is experienced", "ผลของความขัดแย้ง", bounds=SHARE)
    mediation_effect: float = quantity(0.872, "share", (0.2, 0.9), "prior", "harm of conflicts taken away by full mediation", "ผลของการไกล่เกลี่ย", bounds=SHARE)
    strength_rate: float = quantity(0.0359, "1/month", (0.03, 0.3), "prior", "pace at which strength follows contact", "อัตราปรับความแน่นแฟ้น", bounds=SHARE)
    strength_effect: float = quantity(0.863, "-", (0, 1), "prior", "how much more often partners of a strong tie work together, and of a weak one less", "ผลของความแน่นแฟ้นต่อการทำงานร่วมกัน", bounds=SHARE)
    signing_chance: float = quantity(0.438, "1/year", (0.1, 0.8), "prior (C-A)", "chance that a tie is put under a full written agreement in a year", "โอกาสลงนามข้อตกลง", bounds=SHARE)


class ValueParameters(Typed):
    """Perceived value and fatigue (A-C6, C-O1)."""

    alone_weight: float = quantity(0.762, "share", (0.3, 0.8), "prior; a drifting reference alone erases any constant benefit", "weight of working alone in the reference (w)", "น้ำหนักของการทำงานลำพัง", bounds=SHARE)
    loss_aversion: float = quantity(2, "-", (1.8, 2.25), "Tversky & Kahneman 1992", "weight of losses (lambda)", "ความกลัวการสูญเสีย", bounds=(1, 5))
    value_months: float = quantity(14.9, "months", (6, 18), "prior: over about a year", "time over which value is perceived", "ช่วงเวลารับรู้คุณค่า", bounds=(1, 120))
    unfairness_cost: float = quantity(0.313, "benefit", (0.1, 1), "prior", "value lost when sharing is felt as wholly unfair", "ผลของความไม่เป็นธรรม", bounds=(0, 5))
    fatigue_gain: float = quantity(0.171, "1/month", (0.05, 0.2), "prior", "fatigue from load beyond capacity (a)", "อัตราความเหนื่อยล้า", bounds=SHARE)
    fatigue_recovery: float = quantity(0.163, "1/month", (0.05, 0.2), "prior", "recovery from fatigue (r)", "อัตราฟื้นตัว", bounds=SHARE)
    fatigue_capacity: float = quantity(0.62, "load", (0.4, 0.8), "prior", "load relative to own resources that can be borne", "ภาระที่รับได้", bounds=(0, 5))


class MembershipParameters(Typed):
    """Leaving, returning, joining; ties that form and fade (K2, E-T9)."""

    dormant_below: float = quantity(0.0856, "effort", (0.03, 0.1), "prior", "3-month mean effort below which a member is at rest", "ระดับความทุ่มเทที่ถือว่าพัก", bounds=SHARE)
    return_rate: float = quantity(0.109, "1/month", (0.02, 0.2), "prior (E-K5)", "chance that a well-informed member at rest returns to a full network", "โอกาสกลับมาของสมาชิกที่พัก", bounds=SHARE)
    comeback_rate: float = quantity(0.00222, "1/month", (0, 0.02), "prior", "chance that a member that left comes back to a full, famous network", "โอกาสกลับเข้ามาใหม่", bounds=SHARE)
    patience: float = quantity(3.63, "months", (1, 6), "no estimate of member exit; prior", "bad months in a row before a member may leave (m)", "จำนวนเดือนที่อดทน", bounds=(0, 60))
    exit_rate: float = quantity(0.052, "1/month", (0.01, 0.06), "no estimate of member exit; prior", "chance of leaving at the point of indifference (h)", "โอกาสออกจากเครือข่าย", bounds=(0, 0.5))
    exit_slope: float = quantity(6.44, "-", (2, 10), "prior", "steepness of leaving (k)", "ความไวของการออก", bounds=(0, 50))
    recruit_rate: float = quantity(0.0425, "1/month", (0.02, 0.3), "prior", "chance that a candidate joins a full welcome of 20 famous members", "โอกาสมีสมาชิกใหม่", bounds=SHARE)
    growth_limit: float = quantity(1.75, "-", (1.1, 3), "prior", "size at which nobody more joins, relative to the founders", "ขนาดสูงสุดเทียบเมื่อเริ่ม", bounds=(1, 100))
    newcomer_trust: float = quantity(0.322, "0-1", (0.3, 0.55), "prior", "trust in and of a newcomer", "ความไว้วางใจต่อสมาชิกใหม่", bounds=SHARE)
    onboarding_trust: float = quantity(0.221, "0-1", (0, 0.3), "prior (E-T9)", "trust added by full onboarding", "ผลของการต้อนรับสมาชิกใหม่", bounds=SHARE)
    closure_share: float = quantity(0.814, "share", (0.3, 0.9), "prior", "new ties with partners of partners", "สายสัมพันธ์ใหม่ผ่านภาคีร่วม", bounds=SHARE)
    formation_rate: float = quantity(0.137, "1/month", (0.02, 0.15), "prior", "chance of turning to a new partner", "อัตราเกิดสายสัมพันธ์ใหม่", bounds=SHARE)
    degree_limit: float = quantity(33.2, "ties", (10, 40), "prior", "ties at which nobody looks for more", "จำนวนสายสัมพันธ์สูงสุด", bounds=(1, 1000))
    decay_hazard: float = quantity(0.175, "1/month", (0.05, 0.175), "Burt 2002: 9 in 10 bridges gone in a year; a ceiling", "hazard of a bridge without contact (h0)", "อัตราขาดของสายสัมพันธ์ที่ไม่ติดต่อ", bounds=SHARE)
    partner_choice: float = quantity(0.215, "1/month", (0, 0.3), "Rand, Arbesman & Christakis 2011 (direction); prior", "chance of dropping a partner that is not trusted at all", "โอกาสเลิกสายสัมพันธ์กับภาคีที่ไม่ไว้วางใจ", bounds=SHARE)
    embedding: float = quantity(0.68, "1/partner", (0.4, 1), "Polidoro, Ahuja & Mitchell 2011", "log-hazard taken away by a common partner (beta_e)", "ผลของภาคีร่วม", bounds=(0, 5))
    formality: float = quantity(3.4, "-", (2, 4), "Polidoro, Ahuja & Mitchell 2011", "log-hazard taken away by a formal agreement (beta_f)", "ผลของข้อตกลง", bounds=(0, 10))
    decay_ageing: float = quantity(0.2, "-", (0, 0.3), "Burt 2002; at most .3", "exponent by which older ties decay slower (gamma)", "ผลของอายุสายสัมพันธ์", bounds=(0, 2))


class GovernanceParameters(Typed):
    """Formal processes, rigidity, standing, renewal of goals (A-S4, A-C7)."""

    crowd: float = quantity(28.7, "members", (8, 40), "Provan & Kenis 2008 (direction); prior", "members at which shared governance gets hard", "จำนวนสมาชิกที่กำกับร่วมกันได้ยาก", bounds=(1, 10000))
    plan_fading: float = quantity(0.0166, "1/month", (0.015, 0.035), "derived from Gloppen et al. 2012", "monthly loss of the plan without funding", "อัตราเสื่อมของแผน", bounds=SHARE)
    training_fading: float = quantity(0.0122, "1/month", (0.008, 0.02), "derived from Gloppen et al. 2012", "monthly loss of training without funding", "อัตราเสื่อมของการอบรม", bounds=SHARE)
    delivery_fading: float = quantity(0.00683, "1/month", (0.002, 0.008), "derived from Gloppen et al. 2012", "monthly loss of delivery without funding", "อัตราเสื่อมของการดำเนินงาน", bounds=SHARE)
    upkeep: float = quantity(0.0207, "1/month", (0.02, 0.15), "prior", "pace at which funded processes reach their level", "อัตราฟื้นฟูกระบวนการ", bounds=SHARE)
    rigidity_rate: float = quantity(0.00551, "1/month", (0.002, 0.015), "prior (C-W1, A-H5)", "pace at which a network gets stuck", "อัตราความแข็งตัว", bounds=SHARE)
    review_effect: float = quantity(0.348, "share", (0.1, 0.6), "prior (A-C7)", "rigidity taken away by a review", "ผลของการทบทวน", bounds=SHARE)
    review_fairness: float = quantity(0.0364, "share", (0, 0.4), "prior (A-S4)", "felt unfairness repaired by a review", "ผลต่อความเป็นธรรม", bounds=SHARE)
    flexibility_floor: float = quantity(0.307, "0-1", (0.1, 0.5), "prior", "flexibility that is left without reviews", "ความยืดหยุ่นพื้นฐาน", bounds=SHARE)
    skill_rate: float = quantity(0.0363, "1/month", (0.005, 0.04), "prior (B-F5)", "growth of skill under full capacity building", "อัตราการพัฒนาสมรรถนะ", bounds=SHARE)
    reputation_rate: float = quantity(0.0621, "1/month", (0.01, 0.1), "prior", "pace at which standing follows success", "อัตราปรับชื่อเสียง", bounds=SHARE)
    anchoring_rate: float = quantity(0.0127, "1/month", (0.004, 0.03), "prior (C-E8)", "pace at which joint work becomes culture", "อัตราการหยั่งราก", bounds=SHARE)
    anchoring_loss: float = quantity(0.0079, "1/month", (0, 0.01), "prior", "loss of that culture", "อัตราการสูญเสียการหยั่งราก", bounds=SHARE)
    adopt_rate: float = quantity(0.238, "1/month", (0.1, 0.9), "prior", "chance a month that members adopt a new goal, at full need, leadership and trust", "โอกาสตั้งเป้าหมายใหม่", bounds=SHARE)
    close_rate: float = quantity(0.235, "1/month", (0.02, 0.3), "prior", "chance a month that members close a network whose goals are met", "โอกาสปิดเครือข่ายเมื่อบรรลุเป้าหมาย", bounds=SHARE)


class Parameters(Typed):
    """All parameters, by mechanism."""

    leadership: LeadershipParameters = LeadershipParameters()
    resources: ResourceParameters = ResourceParameters()
    communication: CommunicationParameters = CommunicationParameters()
    vision: VisionParameters = VisionParameters()
    contribution: ContributionParameters = ContributionParameters()
    activity: ActivityParameters = ActivityParameters()
    sharing: SharingParameters = SharingParameters()
    trust: TrustParameters = TrustParameters()
    value: ValueParameters = ValueParameters()
    membership: MembershipParameters = MembershipParameters()
    governance: GovernanceParameters = GovernanceParameters()


def _groups() -> dict[str, type[BaseModel]]:
    return {name: type(field.default) for name, field in Parameters.model_fields.items()}


PARAMETER_GROUP: dict[str, str] = {
    name: group for group, part in _groups().items() for name in part.model_fields
}
"""Group of every parameter, by its name."""
PARAMETER_NAMES: tuple[str, ...] = tuple(PARAMETER_GROUP)


def parameter_values(parameters: Parameters) -> list[float]:
    """Values in the order of ``PARAMETER_NAMES``."""
    return [float(getattr(getattr(parameters, PARAMETER_GROUP[name]), name)) for name in PARAMETER_NAMES]
