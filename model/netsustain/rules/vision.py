"""Step 5, vision: members' priorities, the goals, and how clear they are (A-S1, A-C1, A-H4, B-F6, C-W2, C-W3).

Bounded confidence (Deffuant et al. 2000; Hegselmann & Krause 2002): partners closer than epsilon move towards
each other, by trust and by what they know. Leaders pull towards the goal. Priorities drift with members' own
worlds; where communication is one-way a goal drifts towards what its strongest member wants.
"""

from __future__ import annotations

import numpy as np

from netsustain.kernels import compiled
from netsustain.portable import clip
from netsustain.rules.contract import Rule
from netsustain.streams import NOBODY, PRIORITY_DRIFT, bell, uniforms

ACTIVE, DORMANT = 0, 1


@compiled
def pulls(member, tie, parameter):
    """Trust-weighted sum of partners' differences within the bound, and the sum of weights, for each member."""
    pull = np.zeros(member.priority.size)
    weight = np.zeros(member.priority.size)
    for k in range(tie.a.size):
        a, b = tie.a[k], tie.b[k]
        gap = member.priority[b] - member.priority[a]
        if abs(gap) > parameter.confidence or tie.contact[k] == 0:
            continue
        if member.status[a] > DORMANT or member.status[b] > DORMANT:
            continue
        pull[a] += tie.trust_ab[k] * gap
        weight[a] += tie.trust_ab[k]
        pull[b] -= tie.trust_ba[k] * gap
        weight[b] += tie.trust_ba[k]
    return pull, weight


@compiled
def nearest(priority, goal):
    """Row of the open goal closest to a priority (-1 if none is open)."""
    best, least = -1, 9.0
    for g in range(goal.position.size):
        gap = abs(goal.position[g] - priority)
        if goal.met_month[g] == 0 and gap < least:
            best, least = g, gap
    return best


@compiled
def move(i, pull, weight, clock, luck, member, goal, network, parameter):
    """A month of change in what matters to one member, and the goal it works on."""
    x = member.priority[i]
    if weight > 0.0:
        x += parameter.vision_pull * member.informed[i] * pull / weight
    g = nearest(x, goal)
    if g >= 0 and abs(goal.position[g] - x) <= 2.0 * parameter.confidence:
        lead = parameter.leader_pull * network.leadership[0] * member.informed[i]
        x += lead * (goal.position[g] - x)
    u = uniforms(luck, PRIORITY_DRIFT, clock.month, member.number[i], NOBODY, 0)
    x += parameter.priority_drift * bell(u[0], u[1], u[2], u[3])
    member.priority[i] = clip(x, 0.0, 1.0)
    member.project[i] = g
    gap = abs(goal.position[g] - member.priority[i]) if g >= 0 else 1.0
    member.alignment[i] = max(1.0 - gap / parameter.alignment_scale, 0.0)


@compiled
def drift_goals(member, goal, network, parameter):
    """Goals move towards the priority of the strongest member at work on them, unless all are heard."""
    for g in range(goal.position.size):
        strongest, size = -1, 0.0
        for i in range(member.priority.size):
            if member.status[i] == ACTIVE and member.project[i] == g and member.size[i] > size:
                strongest, size = i, member.size[i]
        if strongest >= 0 and goal.met_month[g] == 0:
            deaf = 1.0 - network.two_way[0] * network.agreement[0]
            goal.position[g] += parameter.goal_drift * deaf * (member.priority[strongest] - goal.position[g])


@compiled
def kernel(clock, luck, member, tie, goal, network, parameter):
    """One month of vision."""
    pull, weight = pulls(member, tie, parameter)
    informed, active = 0.0, 0
    for i in range(member.priority.size):
        if member.status[i] > DORMANT:
            continue
        move(i, pull[i], weight[i], clock, luck, member, goal, network, parameter)
        if member.status[i] == ACTIVE:
            informed += member.informed[i]
            active += 1
    drift_goals(member, goal, network, parameter)
    breadth, open_goals = 0.0, 0
    for g in range(goal.position.size):
        if goal.met_month[g] == 0:
            breadth += goal.breadth[g]
            open_goals += 1
    broad = breadth / open_goals if open_goals > 0 else 1.0
    known = informed / active if active > 0 else 0.0
    target = (1.0 - parameter.breadth_cost * broad) * (0.35 + 0.4 * known + 0.25 * network.plan[0])
    network.goal_clarity[0] += parameter.clarity_rate * (target - network.goal_clarity[0])


RULE = Rule(
    name="vision",
    kernel=kernel,
    concepts="A-C1, A-H4, A-N3, B-F6, C-W2, C-W3, C-E3, C-E4, C-O8, C-O9, C-F1, E-T1",
    reads=(
        "member.number", "member.status", "member.size", "member.informed",
        "tie.a", "tie.b", "tie.trust_ab", "tie.trust_ba", "tie.contact",
        "goal.met_month", "goal.breadth",
        "network.leadership", "network.two_way", "network.agreement", "network.plan",
        "parameter.confidence", "parameter.vision_pull", "parameter.leader_pull", "parameter.priority_drift",
        "parameter.alignment_scale", "parameter.goal_drift", "parameter.breadth_cost", "parameter.clarity_rate",
    ),
    writes=("member.priority", "member.project", "member.alignment", "goal.position", "network.goal_clarity"),
)  # fmt: skip
