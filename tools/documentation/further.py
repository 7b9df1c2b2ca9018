"""What the names in the code do not say of themselves: further carriers of a concept, and what one mechanism merges.

A column, lever or parameter declares its concepts where it is declared. The lists here add what is carried by
something whose declaration names another concept first, and say plainly where a concept has no mechanism of its own.
"""

from __future__ import annotations

ALSO = """
A-R1 | recipe.area_office, leader.core
A-R2 | funding.area_office_budget, channel.planned, leader.facilitation
A-R3 | funding.area_office_budget
A-R4 | recipe.hub_share, relationship_activities
A-R5 | governance_mode, review_every, written_agreement
A-H7 | network.role_clarity, network.plan
A-N1 | recipe.kinds, member.kind
A-N3 | goal.position, member.alignment
A-N4 | goal.success, network.output
A-N5 | member.tangible, member.contribution
A-B2 | intangible_benefit
A-B3 | member.skill, capacity_building
A-B4 | network.concentration, core_leaders
A-B5 | intangible_benefit
A-B6 | community_forum, fundraising_community
A-T2 | network.fit, network.mean_trust
A-T3 | member.benefit, network.conflicts
B-F1 | face_to_face_share, platform, community_forum
B-F2 | member.digital_access, platform
B-F3 | governance_mode, network.fit
B-K3 | governance_mode, community_forum
B-F4 | transparency
B-W1 | goal.workload, goal.progress
B-W2 | monitoring
B-W3 | member.kind
B-P2 | capacity_building
B-P3 | transparency
C-B1 | intangible_benefit
C-B2 | intangible_benefit
C-B3 | intangible_benefit
C-B4 | network.mean_trust, tie.trust_ab, tie.trust_ba
C-B5 | intangible_benefit, access_cap
C-B6 | intangible_benefit, access_cap
C-B7 | intangible_benefit, access_cap
C-B8 | intangible_benefit
C-W3 | network.goal_clarity, initial.goal_clarity
C-F1 | member.alignment, alignment_effect
C-F3 | formation_rate, exit_rate
C-F4 | leader.core, core_leaders
C-F5 | tie.institutional_ab, tie.institutional_ba
C-G1 | goal.position, goal.breadth
C-G2 | fairness_rule, member.tangible
C-G3 | member.skill
C-G4 | network.role_clarity
C-G5 | written_agreement, review_every
C-E3 | network.goal_clarity, network.plan
C-E4 | member.informed, leader_pull
C-E5 | mediation, platform
C-O2 | goal.aim, goal.wins
C-O3 | dormant_below
C-O4 | network.anchoring, anchoring_retains
C-O8 | network.goal_clarity
D-Q1 | network.cost_days, network.months_sustained
D-Q2 | fairness_rule, member.fairness
D-Q3 | intangible_benefit
D-Q4 | network.training, member.skill
E-K4 | network.funded_share
E-T1 | member.informed, network.goal_clarity
E-T2 | confidence, conflict_rate
E-T3 | goal.aim, joint_chance
E-T5 | platform, remoteness_loss
E-T6 | tie.institutional_ab, tie.institutional_ba
E-T7 | capacity_building
E-T8 | tie.institutional_ab, tie.institutional_ba
E-T10 | community_forum, two_way_feedback
E-T11 | platform, member.digital_access
"""
"""Concept | carriers: ``entity.column``, a lever, a parameter, ``initial.level``, ``recipe.field`` …"""

NOT_BY_ITSELF = """
A-R4 | The office's own relations are its ties at the start; activities that build relations are the network's.
A-R5 | Who develops the rules is not told apart: reviews and agreements are the network's.
A-R6 | Monitoring is the network's lever, whoever does it.
A-B2 | One intangible benefit stands for learning, innovation, collective power and participation together.
A-B5 | No mechanism of its own: no policy outside the network reacts to it. It stands within the one intangible benefit.
A-B6 | Forums reach local bodies, civil society, parents and community fully, others by half.
A-T2 | Trust raises how well a governance mode fits, and so co-ordination; it lowers no cost in staff-days.
A-T3 | The frame of the whole model, not one mechanism.
B-F1 | Not built in: whether the mix sustains best is what V11 asks.
B-F3 | A committee fits by trust and consensus; ownership as such is no variable.
B-F4 | Shows contributions, informs and recognises; that decisions get faster is not represented.
B-W2 | Monitoring slows rigidity and keeps up the plan; research is not represented.
B-W3 | Kinds differ in traits, channels and forums; ties do not prefer other kinds.
B-O | One index for all subjects.
B-P3 | One dashboard for the network, not one a school.
C-B1 | No mechanism of its own: one intangible benefit stands for it.
C-B2 | No mechanism of its own: one intangible benefit stands for it, and no administrative cost of members falls.
C-B3 | No mechanism of its own: one intangible benefit stands for it.
C-B5 | No mechanism of its own: one intangible benefit stands for it; access to it grows with ties.
C-B6 | No mechanism of its own: one intangible benefit stands for it; access to it grows with ties.
C-B7 | No mechanism of its own: one intangible benefit stands for it; access to it grows with ties.
C-B8 | No mechanism of its own: one intangible benefit stands for it.
C-I | Newcomers come in the kinds of a typical network; whom to invite is not chosen.
C-E5 | Barriers are distance and access (platform), conflict (mediation) and skill; there is no variable of barriers.
C-G2 | The rule of sharing stands for the principles.
D-Q3 | No mechanism of its own: one intangible benefit stands for it.
E-T5 | Groups differ by remoteness, access and kind; support is not aimed at a group.
E-T7 | Skill is one number; special strengths of members are not told apart.
E-T8 | One tie a pair of organisations: its institutional part stands for the relations below the leaders.
E-T6 | One tie a pair of organisations: its institutional part stands for the relations of staff.
C-F5 | One tie a pair of organisations: personal and institutional part stand for relations at different levels.
"""
"""Concept | what a reader must know: merged with others, or without a mechanism of its own."""


def listed(text: str) -> dict[str, str]:
    """The lines ``concept | words`` of a list."""
    return {line.split(" | ", 1)[0]: line.split(" | ", 1)[1].strip() for line in text.strip().splitlines()}
