"""Step 8, trust: what partners experience of each other moves the trust of each in the other (A-S3, A-C2, A-H3).

The month's outcome is averaged over the joint projects and compared with the own trust, d = outcome - t:

    d >= 0:  t += a+ (1 - t) d           d < 0:  t -= a- (1 + psi e^(-age / 6)) t |d|,

losses weigh more than gains (Slovic 1993), and most on a young tie (Lount et al. 2008). With a learning
expectation instead of the own trust, trust would sink to 1 / (1 + a-/a+). The personal part learns at the full
rate, the institutional part slower. Credit-grabbing leaves a ceiling for ever (Schweitzer, Hershey & Bradlow
2006). Misaligned goals and unclear roles make conflicts, which mediation softens (A-H4, C-W4).
"""

from __future__ import annotations

import numpy as np

from netsustain.kernels import compiled, inlined
from netsustain.portable import clip, exp
from netsustain.rules.contract import Rule
from netsustain.streams import AGREEMENT, TIE_EXPERIENCE, uniforms
from netsustain.trust import settle

ACTIVE = 0


@compiled
def moved(trust, surprise, gain, loss):
    """Trust after one surprise (both signs in one expression: the sign is a coin flip to the processor)."""
    better, worse = max(surprise, 0.0), min(surprise, 0.0)
    return max(trust + gain * (1.0 - trust) * better + loss * trust * worse, 0.0)


@compiled
def felt_efforts(member, parameter):
    """How each member's effort is felt by its partners, weighted: half at effort ``fulfilment_half``."""
    felt = np.empty(member.effort.size)
    for i in range(member.effort.size):
        share = member.effort[i] / (member.effort[i] + parameter.fulfilment_half)
        felt[i] = (1.0 - parameter.project_weight) * share
    return felt


@compiled
def joint_chance(effort, strength, parameter):
    """Chance that partners work together this month: by the lower effort, and more often on a strong tie."""
    habit = 1.0 + parameter.strength_effect * (2.0 * strength - 1.0)
    return min(parameter.joint_chance * effort * habit, 1.0)


@inlined
def meet(k, u, member, tie, parameter):
    """Whether the partners of a tie had contact this month, and whether they worked together."""
    a, b = tie.a[k], tie.b[k]
    tie.contact[k], tie.joint[k] = 0, 0
    if member.status[a] == ACTIVE and member.status[b] == ACTIVE:
        effort = min(member.effort[a], member.effort[b])
        together = member.project[a] == member.project[b] and effort >= parameter.at_work
        if together and u < joint_chance(effort, tie.strength[k], parameter):
            tie.joint[k], tie.contact[k] = 1, 1
    if tie.contact[k] == 0:
        heard = min(member.face_to_face[a] + member.written[a], member.face_to_face[b] + member.written[b])
        tie.contact[k] = 1 if u < heard else 0
    tie.idle[k] = 0 if tie.contact[k] == 1 else tie.idle[k] + 1
    tie.unused[k] = 0 if tie.joint[k] == 1 else tie.unused[k] + 1
    tie.age[k] += 1.0
    tie.strength[k] += parameter.strength_rate * (tie.contact[k] - tie.strength[k])


@compiled
def learn(k, common, u, felt, tie, parameter):
    """Move both directed trusts of one tie by what was experienced this month."""
    a, b = tie.a[k], tie.b[k]
    loss = parameter.trust_gain * parameter.loss_ratio
    loss *= 1.0 + parameter.early_breach * tie.youth[k]
    # A uniform of this half-width has the standard deviation experience_luck.
    noise = 3.4641016151377544 * parameter.experience_luck
    from_b = common + felt[b] + noise * (u[0] - 0.5)
    from_a = common + felt[a] + noise * (u[1] - 0.5)
    d = clip(from_b, 0.0, 1.0) - tie.trust_ab[k]
    gain, slow = parameter.trust_gain, parameter.institutional_rate
    tie.personal_ab[k] = moved(tie.personal_ab[k], d, gain, loss)
    tie.institutional_ab[k] = moved(tie.institutional_ab[k], d, slow * gain, slow * loss)
    d = clip(from_a, 0.0, 1.0) - tie.trust_ba[k]
    tie.personal_ba[k] = moved(tie.personal_ba[k], d, gain, loss)
    tie.institutional_ba[k] = moved(tie.institutional_ba[k], d, slow * gain, slow * loss)


@compiled
def breach(k, member, tie, parameter):
    """Credit-grabbing: the partner's trust falls by its severity and never fully recovers."""
    a, b = tie.a[k], tie.b[k]
    if member.grabbed[b] > 0.0:
        tie.ceiling_ab[k] = min(tie.ceiling_ab[k], parameter.breach_ceiling * tie.trust_ab[k])
        tie.personal_ab[k] *= 1.0 - member.grabbed[b]
        tie.institutional_ab[k] *= 1.0 - 0.5 * member.grabbed[b]
    if member.grabbed[a] > 0.0:
        tie.ceiling_ba[k] = min(tie.ceiling_ba[k], parameter.breach_ceiling * tie.trust_ba[k])
        tie.personal_ba[k] *= 1.0 - member.grabbed[a]
        tie.institutional_ba[k] *= 1.0 - 0.5 * member.grabbed[a]


@compiled
def signs(k, clock, luck, member, tie, agreement, parameter):
    """Once a year a tie in contact may be put under the written agreement (C-A)."""
    a, b = tie.a[k], tie.b[k]
    u = uniforms(luck, AGREEMENT, clock.month, member.number[a], member.number[b], 0)
    if u[0] < parameter.signing_chance * agreement:
        tie.formal[k] = 1


@compiled
def kernel(clock, luck, member, tie, goal, network, lever, parameter):
    """One month of trust."""
    funded = network.funded_share[0]
    warmth = parameter.visit_warmth * lever.relationship_activities * funded
    warmth += parameter.feedback_warmth * lever.two_way_feedback * funded
    soothed = 1.0 - parameter.mediation_effect * lever.mediation * funded
    signing = clock.season == int(parameter.window_month) and network.agreement[0] > 0.0
    felt, ageing = felt_efforts(member, parameter), exp(-1.0 / 6.0)
    scandal = member.grabbed.max() > 0.0 if member.grabbed.size > 0 else False
    conflicts, meetings = 0, 0
    for k in range(tie.a.size):
        a, b = tie.a[k], tie.b[k]
        u = uniforms(luck, TIE_EXPERIENCE, clock.month, member.number[a], member.number[b], 0)
        meet(k, u[3], member, tie, parameter)
        tie.youth[k] *= ageing
        if scandal:
            breach(k, member, tie, parameter)
            settle(k, tie, parameter.personal_share)
        if tie.joint[k] == 1:
            meetings += 1
            gap = abs(member.priority[a] - member.priority[b])
            risk = parameter.conflict_rate * (0.3 + gap + (1.0 - network.role_clarity[0]))
            harm = 0.0
            if u[2] < risk:
                conflicts += 1
                harm = parameter.conflict_harm * soothed
            common = parameter.project_weight * goal.success[member.project[a]] + warmth - harm
            learn(k, common, u, felt, tie, parameter)
            settle(k, tie, parameter.personal_share)
        if signing and tie.contact[k] == 1 and tie.formal[k] == 0:
            signs(k, clock, luck, member, tie, network.agreement[0], parameter)
    network.conflicts[0] = conflicts * soothed / meetings if meetings > 0 else 0.0


RULE = Rule(
    name="trust",
    kernel=kernel,
    concepts="A-S3, A-C2, A-H3, A-H4, A-N2, A-T2, C-A, C-O5, C-W4, C-F5, E-K2, E-T2, E-T6, E-T8",
    reads=(
        "member.number", "member.status", "member.effort", "member.project", "member.priority",
        "member.face_to_face", "member.written", "member.grabbed",
        "tie.a", "tie.b", "goal.success",
        "network.funded_share", "network.role_clarity", "network.agreement",
        "lever.relationship_activities", "lever.two_way_feedback", "lever.mediation",
        "parameter.trust_gain", "parameter.loss_ratio", "parameter.early_breach", "parameter.experience_luck",
        "parameter.fulfilment_half", "parameter.project_weight", "parameter.institutional_rate",
        "parameter.breach_ceiling", "parameter.personal_share", "parameter.signing_chance",
        "parameter.visit_warmth", "parameter.feedback_warmth", "parameter.mediation_effect",
        "parameter.conflict_rate", "parameter.conflict_harm", "parameter.joint_chance",
        "parameter.strength_rate", "parameter.strength_effect", "parameter.at_work", "parameter.window_month",
    ),
    writes=(
        "tie.personal_ab", "tie.personal_ba", "tie.institutional_ab", "tie.institutional_ba",
        "tie.trust_ab", "tie.trust_ba", "tie.ceiling_ab", "tie.ceiling_ba", "tie.strength", "tie.age", "tie.youth",
        "tie.formal", "tie.contact", "tie.joint", "tie.unused", "tie.idle", "network.conflicts",
    ),
)  # fmt: skip
