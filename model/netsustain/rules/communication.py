"""Step 4, communication: who is reached, how richly, and what it takes (A-S2, A-C4, B-K1..K3, E-W).

Face-to-face talk raises co-operation more than written talk (Balliet 2010); a newsletter informs and builds no
trust (E-W). Reach falls with remoteness for meetings and with poor digital access for the platform; a crisis
moves every meeting online. Doses are 0-1 a channel and capped at 1 together.
"""

from __future__ import annotations

import numpy as np

from netsustain.kernels import compiled
from netsustain.rules.contract import Rule
from netsustain.scenario.levers import LEVER_COSTS, LEVER_NAMES

ACTIVE, DORMANT = 0, 1
FORUM_KINDS = (4, 6, 7, 8)
MEMBER_DAYS = np.array([LEVER_COSTS[name].member_days for name in LEVER_NAMES])


@compiled
def saturating(frequency, half):
    """Dose of meeting so often: 0 for never, towards 1 for very often, 1/2 at ``half`` meetings a month."""
    return frequency / (frequency + half)


@compiled
def time_of_members(doses):
    """Staff-days a member spends this month taking part in what the levers offer."""
    days = 0.0
    for k in range(MEMBER_DAYS.size):
        days += doses[k] * MEMBER_DAYS[k]
    return days


@compiled
def online_reach(i, member):
    """How far an online channel reaches a member: access first, then the skill to use it (B-F2)."""
    return member.digital_access[i] * (0.5 + 0.5 * member.skill[i])


@compiled
def reach(i, member, meetings, meeting_share, in_person, funded, lever, parameter):
    """Doses of face-to-face and written communication and what the member knows of the network."""
    together = meetings * meeting_share * (1.0 - parameter.remoteness_loss * member.remoteness[i])
    forum = lever.community_forum * (1.0 if member.kind[i] in FORUM_KINDS else 0.5)
    visits = lever.relationship_activities
    face = funded * (together + in_person * (parameter.forum_dose * forum + parameter.visit_dose * visits))
    online = online_reach(i, member)
    written = funded * online * (meetings * (1.0 - meeting_share) + parameter.platform_dose * lever.platform)
    member.face_to_face[i] = min(face, 1.0)
    member.written[i] = min(written, 1.0 - member.face_to_face[i])
    one_way = funded * (parameter.newsletter_dose * lever.newsletter + 0.3 * lever.transparency)
    told = member.face_to_face[i] + member.written[i] + one_way
    member.informed[i] += 0.3 * (min(told, 1.0) - member.informed[i])


@compiled
def kernel(member, network, lever, parameter, doses):
    """One month of communication."""
    funded = network.funded_share[0]
    online_only = network.crisis_months[0] > 0
    share = 0.0 if online_only else lever.face_to_face_share
    meetings = saturating(lever.meeting_frequency, parameter.meeting_half)
    burden = time_of_members(doses)
    two_way, all_ways, spent = 0.0, 0.0, 0.0
    for i in range(member.kind.size):
        if member.status[i] > DORMANT:
            member.meeting_days[i], member.reserved_days[i] = 0.0, 0.0
            continue
        reach(i, member, meetings, share, 0.0 if online_only else 1.0, funded, lever, parameter)
        travel = lever.meeting_frequency * share * parameter.travel_time * member.remoteness[i]
        member.reserved_days[i] = burden + travel
        member.meeting_days[i] = funded * member.reserved_days[i]
        spent += member.meeting_days[i]
        if member.status[i] == ACTIVE:
            heard = (member.face_to_face[i] + member.written[i]) * (0.4 + 0.6 * lever.two_way_feedback)
            two_way += heard
            all_ways += max(member.face_to_face[i] + member.written[i] + lever.newsletter * funded * 0.5, heard)
    network.meeting_days[0] = spent
    network.two_way[0] = two_way / all_ways if all_ways > 0.0 else 0.0
    if online_only:
        network.crisis_months[0] -= 1


RULE = Rule(
    name="communication",
    kernel=kernel,
    concepts="A-S2, A-C4, B-K1, B-K2, B-K3, B-F1, B-F2, B-F4, C-O9, E-T4, E-T10, E-T11, E-W",
    reads=(
        "member.kind", "member.status", "member.remoteness", "member.digital_access", "member.skill",
        "network.funded_share",
        "lever.meeting_frequency", "lever.face_to_face_share", "lever.platform", "lever.community_forum",
        "lever.newsletter", "lever.transparency", "lever.two_way_feedback", "lever.relationship_activities",
        "parameter.meeting_half", "parameter.remoteness_loss", "parameter.forum_dose", "parameter.visit_dose",
        "parameter.platform_dose", "parameter.newsletter_dose", "parameter.travel_time",
    ),
    writes=(
        "member.face_to_face", "member.written", "member.informed", "member.meeting_days", "member.reserved_days",
        "network.two_way", "network.crisis_months", "network.meeting_days",
    ),
)  # fmt: skip
