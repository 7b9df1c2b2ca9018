"""Step 9, value and fatigue: whether working together is felt to be worth it (A-C6, C-O1, E-K3).

Value is reference-dependent (Tversky & Kahneman 1992): gains to the power .88, losses the same times lambda,
against a reference that lies between working alone and what one has become used to (a drifting reference alone
would erase any constant benefit within three years). Felt unfairness is a loss. Value is perceived over about
a year. Fatigue rises with load beyond capacity and recovers: F' = F + a max(0, load - capacity) - r F.
"""

from __future__ import annotations

from netsustain.kernels import compiled
from netsustain.portable import clip, power
from netsustain.rules.contract import Rule

ACTIVE, DORMANT = 0, 1
CURVATURE = 0.88
"""Exponent of gains and losses, Tversky & Kahneman 1992."""


@compiled
def prospect(gain, aversion):
    """Subjective worth of a gain or loss."""
    if gain >= 0.0:
        return power(gain, CURVATURE)
    return -aversion * power(-gain, CURVATURE)


@compiled
def tire(i, member, parameter):
    """One month of load and recovery."""
    load = member.effort[i] + member.meeting_days[i] / max(member.own_resources[i], 0.01)
    strain = parameter.fatigue_gain * max(load - parameter.fatigue_capacity, 0.0)
    member.fatigue[i] = clip(member.fatigue[i] + strain - parameter.fatigue_recovery * member.fatigue[i], 0.0, 1.0)


@compiled
def kernel(member, parameter):
    """One month of value and fatigue."""
    for i in range(member.effort.size):
        if member.status[i] > DORMANT:
            continue
        tire(i, member, parameter)
        if member.status[i] != ACTIVE:
            member.value[i] -= member.value[i] / parameter.value_months
            continue
        used_to = parameter.alone_weight * member.alone[i] + (1.0 - parameter.alone_weight) * member.reference[i]
        felt = prospect(member.benefit[i] - used_to, parameter.loss_aversion)
        felt -= parameter.unfairness_cost * (1.0 - member.fairness[i])
        member.value[i] += (clip(felt, -1.0, 1.0) - member.value[i]) / parameter.value_months
        member.reference[i] += (member.benefit[i] - member.reference[i]) / parameter.value_months


RULE = Rule(
    name="value",
    kernel=kernel,
    concepts="A-C6, A-B1..B6, C-O1, E-K3",
    reads=(
        "member.status", "member.effort", "member.meeting_days", "member.own_resources", "member.alone",
        "member.benefit", "member.fairness",
        "parameter.fatigue_gain", "parameter.fatigue_capacity", "parameter.fatigue_recovery",
        "parameter.value_months", "parameter.alone_weight", "parameter.loss_aversion",
        "parameter.unfairness_cost",
    ),
    writes=("member.value", "member.reference", "member.fatigue"),
)  # fmt: skip
