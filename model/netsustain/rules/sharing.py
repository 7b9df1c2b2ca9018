"""Step 7, sharing: who gets what from joint work, and whether it feels fair (A-S4, A-X, A-B1..B6, C-W5, C-O5).

Benefits have a tangible part, which is rival and shared by a rule (equal, by contribution, by need, captured by
the strong), and an intangible part, which everybody with ties can use (access grows with ties up to a cap,
A-T1). Both are measured in what a typical school gets in a month of working alone. Felt fairness is inequity
aversion against one's partners (Fehr & Schmidt 1999):

    1 - alpha mean(max(x_j - x_i, 0)) - beta mean(max(x_i - x_j, 0)),   x = tangible benefit - cost of effort.
"""

from __future__ import annotations

import numpy as np

from netsustain.kernels import compiled
from netsustain.portable import clip
from netsustain.rules.contract import Rule

ACTIVE = 0
EQUAL, CONTRIBUTION, NEED, CAPTURED = 0, 1, 2, 3


@compiled
def claim(i, rule, member):
    """Weight of a member's claim on the tangible benefit under a rule of sharing."""
    if rule == CONTRIBUTION:
        return member.contribution[i]
    if rule == NEED:
        return 1.0 / (0.5 + member.size[i])
    if rule == CAPTURED:
        return member.size[i] * member.size[i]
    return 1.0


@compiled
def share_out(pot, rule, member, parameter):
    """Divide the tangible benefit; members that capture take their part of everybody else's first."""
    claims, wanted = 0.0, 0.0
    for i in range(member.effort.size):
        if member.status[i] == ACTIVE:
            claims += claim(i, rule, member)
            wanted += max(member.captures[i], member.grabbed[i])
    taken = min(wanted, parameter.capture_limit)
    for i in range(member.effort.size):
        member.tangible[i] = 0.0
        if member.status[i] != ACTIVE or claims <= 0.0:
            continue
        member.tangible[i] = pot * (1.0 - taken) * claim(i, rule, member) / claims
        if wanted > 0.0:
            member.tangible[i] += pot * taken * max(member.captures[i], member.grabbed[i]) / wanted


@compiled
def envy(member, tie, parameter):
    """Mean disadvantage and advantage of each member against its partners, weighted by alpha and beta."""
    unfair = np.zeros(member.effort.size)
    for k in range(tie.a.size):
        a, b = tie.a[k], tie.b[k]
        if member.status[a] != ACTIVE or member.status[b] != ACTIVE:
            continue
        gap = (member.tangible[b] - parameter.effort_cost * member.effort[b]) - (
            member.tangible[a] - parameter.effort_cost * member.effort[a]
        )
        less, more = max(gap, 0.0), max(-gap, 0.0)
        unfair[a] += parameter.envy * less + parameter.guilt * more
        unfair[b] += parameter.guilt * less + parameter.envy * more
    return unfair


@compiled
def kernel(member, tie, network, lever, parameter):
    """One month of sharing."""
    members, room = 0, 0.0
    for i in range(member.effort.size):
        if member.status[i] == ACTIVE:
            members += 1
            room += member.own_resources[i]
    level = network.output[0] / room if room > 0.0 else 0.0
    pot = parameter.tangible_benefit * level * members
    share_out(pot, int(lever.fairness_rule), member, parameter)
    unfair = envy(member, tie, parameter)
    recognised = lever.transparency * network.funded_share[0]
    for i in range(member.effort.size):
        if member.status[i] != ACTIVE:
            member.benefit[i] = 0.0
            continue
        access = min(member.partners[i] / parameter.access_cap, 1.0)
        intangible = parameter.intangible_benefit * level * access
        member.benefit[i] = member.tangible[i] + intangible - parameter.effort_cost * member.effort[i]
        member.benefit[i] += parameter.recognition * recognised * member.effort[i]
        partners = max(member.partners[i], 1.0)
        felt = clip(1.0 - unfair[i] / partners, 0.0, 1.0)
        member.fairness[i] += parameter.fairness_rate * (felt - member.fairness[i])


RULE = Rule(
    name="sharing",
    kernel=kernel,
    concepts="A-S4, A-X, A-B1..B6, A-T1, A-T3, C-B1..B8, C-O5, C-W5, D-Q1..Q4, E-K3",
    reads=(
        "member.status", "member.effort", "member.contribution", "member.own_resources", "member.size",
        "member.partners", "member.captures", "member.grabbed",
        "tie.a", "tie.b",
        "network.output", "network.funded_share",
        "lever.fairness_rule", "lever.transparency",
        "parameter.tangible_benefit", "parameter.intangible_benefit", "parameter.effort_cost",
        "parameter.access_cap", "parameter.envy", "parameter.guilt", "parameter.recognition",
        "parameter.fairness_rate", "parameter.capture_limit",
    ),
    writes=("member.tangible", "member.benefit", "member.fairness"),
)  # fmt: skip
