"""Step 11, governance and adaptation: what formal arrangements become, and whether goals are renewed
(A-S4, A-C3, A-C7, A-H5, A-R5, A-R6, B-W4, C-A, C-W1).

Formal processes fade when nobody pays for them: a month without funding leaves .975 of the plan, .987 of the
training and .9958 of the delivery (derived from Gloppen et al. 2012). Reviews loosen rigidity; without them it
grows. A governance mode fits a network by its size, its trust and its goal consensus (direction: Provan & Kenis
2008). When all goals are met the members decide to adopt a new one or to wind down.
"""

from __future__ import annotations

from netsustain.kernels import compiled
from netsustain.portable import clip, logistic
from netsustain.rules.contract import Rule
from netsustain.streams import NETWORK_ENTITY, NEW_GOAL, NOBODY, uniforms

LEAD_ORGANISATION, SHARED, COMMITTEE, CENTRE = 0, 1, 2, 3


@compiled
def fitness(mode, members, trust, consensus, parameter):
    """How well a mode fits, 0-1: shared wants few members, trust and consensus; a centre suits many."""
    crowd = logistic((members - parameter.crowd) / (0.25 * parameter.crowd))
    if mode == SHARED:
        return (1.0 - crowd) * (0.5 * trust + 0.5 * consensus) + 0.2
    if mode == COMMITTEE:
        return 0.35 + 0.2 * trust + 0.25 * consensus + 0.1 * (1.0 - crowd)
    if mode == CENTRE:
        return 0.45 + 0.3 * crowd + 0.15 * consensus
    return 0.5 + 0.15 * (1.0 - trust) + 0.15 * (1.0 - crowd) + 0.05 * consensus


@compiled
def formal_processes(network, lever, parameter):
    """Plan, training, delivery and agreement: kept up as far as funded, fading as far as not."""
    funded = network.funded_share[0]
    missing = 1.0 - funded
    network.plan[0] *= 1.0 - parameter.plan_fading * missing
    network.training[0] *= 1.0 - parameter.training_fading * missing
    network.delivery[0] *= 1.0 - parameter.delivery_fading * missing
    planned = clip(0.4 + 0.3 * lever.written_agreement + 0.3 * lever.monitoring, 0.0, 1.0)
    network.plan[0] += parameter.upkeep * funded * max(planned - network.plan[0], 0.0)
    trained = clip(0.3 + 0.4 * lever.leadership_training + 0.5 * lever.capacity_building, 0.0, 1.0)
    network.training[0] += parameter.upkeep * funded * max(trained - network.training[0], 0.0)
    delivered = clip(0.6 + 0.2 * network.training[0] + 0.2 * network.plan[0], 0.0, 1.0)
    network.delivery[0] += parameter.upkeep * funded * max(delivered - network.delivery[0], 0.0)
    network.agreement[0] += parameter.upkeep * (lever.written_agreement * funded - network.agreement[0])
    clear = 0.3 + 0.4 * network.agreement[0] + 0.3 * network.plan[0]
    network.role_clarity[0] += parameter.upkeep * (clear - network.role_clarity[0])


@compiled
def adapt(clock, member, network, lever, parameter):
    """Rigidity grows by itself; a review that is paid for loosens it and repairs fairness."""
    funded = network.funded_share[0]
    growth = parameter.rigidity_rate * (1.0 - 0.5 * lever.monitoring * funded)
    network.inertia[0] += growth * (1.0 - network.inertia[0])
    every = int(lever.review_every + 0.5)
    if every > 0 and clock.month % every == 0:
        network.inertia[0] *= 1.0 - parameter.review_effect * funded
        network.flexibility[0] += parameter.review_effect * funded * (1.0 - network.flexibility[0])
        for i in range(member.fairness.size):
            member.fairness[i] += parameter.review_fairness * funded * (1.0 - member.fairness[i])
    network.flexibility[0] += parameter.rigidity_rate * (parameter.flexibility_floor - network.flexibility[0])


@compiled
def develop(member, network, lever, parameter):
    """Clusters develop skills; standing and anchoring follow what is achieved and how long it lasts."""
    dose = lever.capacity_building * network.funded_share[0]
    for i in range(member.fairness.size):
        if member.status[i] == 0:
            member.skill[i] += parameter.skill_rate * dose * (1.0 - member.skill[i])
    network.reputation[0] += parameter.reputation_rate * (network.success[0] - network.reputation[0])
    lived = parameter.anchoring_rate * network.active_share[0] * network.success[0]
    network.anchoring[0] += lived * (1.0 - network.anchoring[0]) - parameter.anchoring_loss * network.anchoring[0]
    achieved = network.success[0] * network.delivery[0] * (0.5 + 0.5 * network.training[0])
    network.outcome_index[0] += (achieved - network.outcome_index[0]) / 12.0


@compiled
def decide(clock, luck, goal, network, parameter):
    """When every goal is met: adopt a new one, or wind down on purpose."""
    for g in range(goal.position.size):
        if goal.met_month[g] == 0:
            return
    network.originals_met[0] = 1
    if network.closed[0] == 1:
        return
    u = uniforms(luck, NEW_GOAL, clock.month, NETWORK_ENTITY, NOBODY, 0)
    eager = network.need[0] * network.leadership[0] * (0.5 + 0.5 * network.mean_trust[0])
    if u[0] < parameter.adopt_rate * eager:
        oldest = 0
        for g in range(goal.position.size):
            if goal.met_month[g] < goal.met_month[oldest]:
                oldest = g
        goal.met_month[oldest], goal.progress[oldest], goal.wins[oldest] = 0, 0.0, 0
        goal.position[oldest] = clip(goal.position[oldest] + 0.3 * (u[1] - 0.5), 0.0, 1.0)
        goal.original[oldest] = 2
    elif u[2] < parameter.close_rate:
        network.closed[0] = 1


@compiled
def kernel(clock, luck, member, goal, network, lever, parameter):
    """One month of governance."""
    formal_processes(network, lever, parameter)
    adapt(clock, member, network, lever, parameter)
    develop(member, network, lever, parameter)
    mode = int(lever.governance_mode)
    consensus = network.goal_clarity[0]
    fit = fitness(mode, network.active_members[0], network.mean_trust[0], consensus, parameter)
    network.fit[0] = clip(fit * (1.0 - 0.3 * network.inertia[0]), 0.0, 1.0)
    decide(clock, luck, goal, network, parameter)


RULE = Rule(
    name="governance",
    kernel=kernel,
    concepts="A-S4, A-C3, A-C7, A-H5, A-H7, A-R5, A-R6, A-T3, B-F4, B-F5, B-O, B-P1, B-W1..W4, C-A, C-E7, C-E8, "
    "C-G5, C-P, C-W1",
    reads=(
        "member.status",
        "network.funded_share", "network.success", "network.active_share", "network.active_members",
        "network.mean_trust", "network.goal_clarity", "network.leadership", "network.need",
        "lever.written_agreement", "lever.monitoring", "lever.leadership_training", "lever.capacity_building",
        "lever.review_every", "lever.governance_mode",
        "parameter.crowd", "parameter.plan_fading", "parameter.training_fading", "parameter.delivery_fading",
        "parameter.upkeep", "parameter.rigidity_rate", "parameter.review_effect", "parameter.review_fairness",
        "parameter.flexibility_floor", "parameter.skill_rate", "parameter.reputation_rate",
        "parameter.anchoring_rate", "parameter.anchoring_loss", "parameter.adopt_rate", "parameter.close_rate",
    ),
    writes=(
        "member.skill", "member.fairness",
        "goal.met_month", "goal.progress", "goal.wins", "goal.position", "goal.original",
        "network.plan", "network.training", "network.delivery", "network.agreement", "network.role_clarity",
        "network.inertia", "network.flexibility", "network.reputation", "network.anchoring",
        "network.outcome_index", "network.fit", "network.closed", "network.originals_met",
    ),
)  # fmt: skip
