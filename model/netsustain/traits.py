"""Who a member is: traits drawn by its number, so that the same organisation is the same whatever the policy."""

from __future__ import annotations

import numpy as np

from netsustain.kernels import compiled
from netsustain.portable import clip, exp
from netsustain.scenario.kinds import TRAITS, Kind
from netsustain.streams import LEADER_TRAITS, MEMBER_TRAITS, NEIGHBOURHOOD, NOBODY, bell, uniforms

SIZE = np.array([TRAITS[kind].size for kind in Kind])
OWN_RESOURCES = np.array([TRAITS[kind].own_resources for kind in Kind])
SKILL = np.array([TRAITS[kind].skill for kind in Kind])
DIGITAL_ACCESS = np.array([TRAITS[kind].digital_access for kind in Kind])
ALONE = np.array([TRAITS[kind].alone for kind in Kind])

START = np.int64(0)
"""Month of draws made before the first month."""


@compiled
def standard(luck, stream, number, block):
    """A bell-shaped draw (mean 0, variance 1) for one member."""
    u = uniforms(luck, stream, START, number, NOBODY, block)
    return bell(u[0], u[1], u[2], u[3])


@compiled
def given(value, drawn):
    """The value a table gives, or the drawn one where it says nothing (NaN)."""
    return drawn if np.isnan(value) else value


@compiled
def contributor_type(u, parameter):
    """Type of contributor by its share of the population (Fischbacher, Gachter & Fehr 2001)."""
    if u < parameter.conditional_share:
        return 0
    if u < parameter.conditional_share + parameter.free_rider_share:
        return 1
    if u < parameter.conditional_share + parameter.free_rider_share + parameter.hump_share:
        return 2
    return 3


@compiled
def draw_member(i, luck, member, network, parameter):
    """Fill every trait of member ``i`` that is not given; a given one is kept."""
    number, kind = member.number[i], member.kind[i]
    u = uniforms(luck, MEMBER_TRAITS, START, number, NOBODY, 0)
    v = uniforms(luck, MEMBER_TRAITS, START, number, NOBODY, 1)
    w = uniforms(luck, NEIGHBOURHOOD, START, number, NOBODY, 0)
    member.ring[i] = given(member.ring[i], w[0])
    member.size[i] = given(member.size[i], SIZE[kind] * exp(0.35 * standard(luck, MEMBER_TRAITS, number, 2)))
    remote = u[0] < network.remote_share[0]
    far = 0.5 + 0.5 * u[1] if remote else 0.3 * u[1]
    member.remoteness[i] = given(member.remoteness[i], far)
    access = DIGITAL_ACCESS[kind] - 0.35 * member.remoteness[i] + 0.1 * standard(luck, MEMBER_TRAITS, number, 3)
    member.digital_access[i] = given(member.digital_access[i], clip(access, 0.05, 1.0))
    days = OWN_RESOURCES[kind] * exp(0.3 * standard(luck, MEMBER_TRAITS, number, 4)) * network.resources_factor[0]
    member.own_resources[i] = given(member.own_resources[i], days)
    skill = SKILL[kind] + 0.12 * standard(luck, MEMBER_TRAITS, number, 5)
    member.skill[i] = given(member.skill[i], clip(skill, 0.05, 1.0))
    wish = network.priority_mean[0] + network.priority_spread[0] * standard(luck, MEMBER_TRAITS, number, 6)
    member.priority[i] = given(member.priority[i], clip(wish, 0.0, 1.0))
    alone = ALONE[kind] * parameter.alone_benefit * exp(0.2 * standard(luck, MEMBER_TRAITS, number, 7))
    member.alone[i] = given(member.alone[i], alone)
    slope = parameter.reciprocity + parameter.reciprocity_spread * (2.0 * v[0] - 1.0)
    member.reciprocity[i] = given(member.reciprocity[i], slope)
    member.belief[i] = clip(parameter.belief_start + parameter.belief_spread * (2.0 * v[1] - 1.0), 0.0, 1.0)
    if member.contributor[i] < 0:
        member.contributor[i] = contributor_type(u[2], parameter)
    member.captures[i] = given(member.captures[i], 0.0)


@compiled
def fresh_member(i, member, parameter):
    """State of a member that begins to take part: no history, no fatigue, neutral value."""
    member.bad_months[i], member.level[i] = 0, 0
    member.warmth[i] = 1.0
    member.rounds[i], member.value[i], member.fatigue[i], member.grabbed[i] = 0.0, 0.0, 0.0, 0.0
    member.effort[i] = 0.3
    member.effort_1[i], member.effort_2[i] = 0.3, 0.3
    member.reference[i] = member.alone[i]
    member.fairness[i], member.informed[i] = 0.9, 0.4
    member.contribution[i], member.tangible[i], member.benefit[i] = 0.0, 0.0, 0.0
    member.face_to_face[i], member.written[i], member.meeting_days[i], member.alignment[i] = 0.0, 0.0, 0.0, 0.0


@compiled
def draw_leader(i, luck, number, leader, network, parameter):
    """The person in post ``i`` when its member begins to take part (tenure is drawn elsewhere)."""
    u = uniforms(luck, LEADER_TRAITS, START, number, NOBODY, 0)
    leader.experienced[i] = 1 if u[0] < network.leader_experience[0] else 0
    champion = network.leader_championing[0] + parameter.championing_spread * standard(luck, LEADER_TRAITS, number, 1)
    leader.championing[i] = clip(champion, 0.0, 1.0)
    skilled = parameter.facilitation_mean + parameter.facilitation_spread * standard(luck, LEADER_TRAITS, number, 2)
    leader.facilitation[i] = clip(skilled, 0.0, 1.0)
    leader.core[i], leader.leaving[i], leader.readiness[i] = 0, 0, 0.0
    leader.handover[i], leader.handover_left[i] = -1.0, 0.0
    pace = 2.0 if leader.experienced[i] == 1 else 1.0
    leader.competence[i] = 1.0 - exp(-leader.months_in_post[i] * pace / parameter.learning_months)
