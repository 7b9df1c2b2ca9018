"""Step 6, joint activity: how much each member gives, and what the projects achieve (E-K1, C-G6, C-E6, B-F5).

Contribution is conditional on belief, with a warm start at formation and at a relaunch,

    c = s(b) + w e^(-r / tau) (1 - s(b)),          b' = (1 - eta) b + eta (observed effort of others),

after Fischbacher & Gachter (2010). Effort adds the field to the laboratory on the scale of log-odds:

    effort = logistic(logit(clip(c, .02, .98)) + communication (1 - zeta closeness) + theta_v value
                      + theta_t (trust - .5) + theta_l (leadership - .6) + theta_a (alignment x goal clarity - .4)
                      + theta_u (urgency - .5) - theta_F fatigue - theta_s steering),

plus, where an area office steers, its share of what is left to give. So it is unless somebody outside the model plays
the member and says how much; and it is capped by the staff-days left after meetings, held or not: days that meetings
would have taken are not offered to joint work by themselves, somebody has to ask (Verba, Schlozman & Brady 1995, on why
people do not take part). What members lend to coordination still serves the capacity of the projects, and is missing
from their output. Projects have an aim and a capacity; success and aim move together (small wins, Huxham & Vangen
2003).
"""

from __future__ import annotations

import numpy as np

from netsustain.kernels import compiled
from netsustain.portable import clip, exp, logistic
from netsustain.rules.contract import Rule
from netsustain.streams import NOBODY, PROJECT_OUTCOME, bell, uniforms

ACTIVE = 0
FREE_RIDER, HUMP_SHAPED, OTHER = 1, 2, 3
OFFICE = 0


@compiled
def conditional(kind, slope, belief, steady):
    """Contribution s(b) that a type of contributor makes when it expects b of the others."""
    if kind == FREE_RIDER:
        return 0.0
    if kind == OTHER:
        return steady
    if kind == HUMP_SHAPED and belief > 0.5:
        return slope * (1.0 - belief)
    return slope * belief


@compiled
def look_around(member, tie):
    """Start-of-month view of the partners: trust both ways, ties, and their effort of last month."""
    seen = np.zeros(member.effort.size)
    for i in range(member.effort.size):
        member.trust[i], member.mutual_trust[i], member.partners[i] = 0.0, 0.0, 0.0
    for k in range(tie.a.size):
        a, b = tie.a[k], tie.b[k]
        if member.status[a] != ACTIVE or member.status[b] != ACTIVE:
            continue
        ab, ba = tie.trust_ab[k], tie.trust_ba[k]
        low = min(ab, ba)
        member.trust[a] += ab
        member.trust[b] += ba
        member.mutual_trust[a] += low
        member.mutual_trust[b] += low
        member.partners[a] += 1.0
        member.partners[b] += 1.0
        seen[a] += member.effort[b]
        seen[b] += member.effort[a]
    for i in range(member.effort.size):
        if member.partners[i] > 0.0:
            share = 1.0 / member.partners[i]
            member.trust[i] *= share
            member.mutual_trust[i] *= share
            seen[i] *= share
    return seen


@compiled
def mean_effort(member):
    """Mean effort of active members last month: what a dashboard would publish."""
    total, active = 0.0, 0
    for i in range(member.effort.size):
        if member.status[i] == ACTIVE:
            total += member.effort[i]
            active += 1
    return total / active if active > 0 else 0.0


@compiled
def field(i, member, leader, network, parameter):
    """What the field adds to the laboratory: log-odds of effort from talk, value, trust, leaders, goal, fatigue."""
    talk = parameter.face_to_face_effect * member.face_to_face[i] + parameter.written_effect * member.written[i]
    talk *= parameter.laboratory_to_field * (1.0 - parameter.closeness_discount * member.trust[i])
    led = 0.5 * leader.level[i] + 0.5 * network.leadership[0]
    return (
        talk
        + parameter.value_effect * member.value[i]
        + parameter.trust_effect * (member.trust[i] - 0.5)
        + parameter.leadership_effect * (led - 0.6)
        + parameter.alignment_effect * (member.alignment[i] * network.goal_clarity[0] - 0.4)
        + parameter.urgency_effect * (network.urgency[0] - 0.5)
        - parameter.fatigue_effect * member.fatigue[i]
        - parameter.steering_cost * network.steering[0]
    )


@compiled
def choose(i, seen, published, cooling, member, leader, network, lever, parameter, induced):
    """One member's effort this month."""
    shown = lever.transparency * network.funded_share[0]
    others = (1.0 - shown) * (seen if member.partners[i] > 0.0 else published) + shown * published
    if member.rounds[i] >= 1.0:
        member.belief[i] += parameter.belief_rate * (others - member.belief[i])
    s = conditional(member.contributor[i], member.reciprocity[i], member.belief[i], parameter.steady_contribution)
    c = clip(s + parameter.warm_start * member.warmth[i] * (1.0 - s), 0.02, 0.98)
    # logistic(logit(c) + x) without the logarithm: odds times e^x.
    odds = c / (1.0 - c) * exp(field(i, member, leader, network, parameter))
    own = odds / (1.0 + odds)
    effort = member.chosen[i] if member.played[i] > 0 else own + (1.0 - own) * induced
    left = max(1.0 - member.reserved_days[i] / max(member.own_resources[i], 0.01), 0.0)
    member.effort_2[i] = member.effort_1[i]
    member.effort_1[i] = member.effort[i]
    member.effort[i] = min(effort, left)
    member.contribution[i] = member.effort[i] * member.own_resources[i]
    member.rounds[i] += 1.0
    member.warmth[i] *= cooling


@compiled
def presence(member, leader):
    """Whether the area office and its director are there to steer (0, or the director's competence)."""
    for i in range(member.effort.size):
        if member.kind[i] == OFFICE and member.status[i] == ACTIVE and leader.vacancy[i] <= 0.0:
            return leader.competence[i]
    return 0.0


@compiled
def coordination(network, parameter):
    """How well joint work is co-ordinated, 0-1: funding, delivery, roles, governance that fits, few conflicts."""
    quality = 0.4 * network.funded_share[0] + 0.2 * network.delivery[0]
    quality += 0.2 * network.role_clarity[0] + 0.2 * network.fit[0]
    return quality * (1.0 - parameter.conflict_cost * network.conflicts[0])


@compiled
def projects(clock, luck, member, goal, network, lever, parameter):
    """Output, success, aim and progress of every goal; returns effective staff-days of joint work."""
    goals = goal.position.size
    given, room, skill = np.zeros(goals), np.zeros(goals), np.zeros(goals)
    for g in range(goals):
        goal.people[g] = 0.0
    trust, active = 0.0, 0
    for i in range(member.effort.size):
        g = member.project[i]
        if member.status[i] != ACTIVE or g < 0:
            continue
        trust += member.trust[i]
        active += 1
        if member.effort[i] >= parameter.at_work:
            goal.people[g] += 1.0
        given[g] += member.contribution[i]
        room[g] += member.own_resources[i]
        skill[g] += member.contribution[i] * member.skill[i]
    trust = trust / active if active > 0 else 0.0
    everybody = max(room.sum(), 0.01)
    at_projects = max(1.0 - network.own_income[0] / max(given.sum(), 0.01), 0.0)
    quality = coordination(network, parameter)
    output, success, busy = 0.0, 0.0, 0.0
    network.win[0] = 0.0
    for g in range(goals):
        goal.success[g] = 0.0
        if room[g] <= 0.0 or goal.met_month[g] > 0:
            continue
        able = 0.5 + skill[g] / given[g] if given[g] > 0.0 else 0.5
        share = given[g] / room[g]
        bought = network.project_days[0] / max(network.need_days[0], 1.0)
        level = share * able * (0.7 + 0.6 * quality) * (1.0 + parameter.project_boost * bought)
        u = uniforms(luck, PROJECT_OUTCOME, clock.month, g, NOBODY, 0)
        chance = logistic(parameter.success_slope * (level - goal.aim[g]))
        goal.success[g] = clip(chance + parameter.project_luck * bell(u[0], u[1], u[2], u[3]), 0.0, 1.0)
        goal.aim[g] += parameter.aim_rate * (trust - goal.aim[g])
        bought_here = 0.5 * network.project_days[0] * room[g] / everybody
        work = given[g] * at_projects * able * (0.7 + 0.6 * quality) * (0.5 + goal.success[g]) + bought_here
        output += work
        success += goal.success[g] * room[g]
        busy += room[g]
        advance(g, work, clock, goal, network)
    network.success[0] = success / busy if busy > 0.0 else 0.0
    network.output[0] = output


@compiled
def advance(g, work, clock, goal, network):
    """Progress of one goal; each quarter of the way is a small success to celebrate (C-E6)."""
    if goal.standing[g] == 1:
        return
    goal.progress[g] = min(goal.progress[g] + work / goal.workload[g], 1.0)
    quarters = int(4.0 * goal.progress[g])
    if quarters > goal.wins[g]:
        goal.wins[g] = quarters
        network.win[0] = 1.0
    if goal.progress[g] >= 1.0:
        goal.met_month[g] = clock.month


@compiled
def kernel(clock, luck, member, leader, tie, goal, network, lever, parameter):
    """One month of joint activity."""
    seen = look_around(member, tie)
    published = mean_effort(member)
    cooling = exp(-1.0 / parameter.warm_months)
    induced = network.steering[0] * parameter.steering_effect * presence(member, leader)
    for i in range(member.effort.size):
        if member.status[i] == ACTIVE and member.project[i] >= 0:
            choose(i, seen[i], published, cooling, member, leader, network, lever, parameter, induced)
        else:
            member.effort_2[i] = member.effort_1[i]
            member.effort_1[i] = member.effort[i]
            member.effort[i] = 0.0
            member.contribution[i] = 0.0
    projects(clock, luck, member, goal, network, lever, parameter)
    worth = network.urgency[0]
    rise = parameter.win_urgency * network.win[0]
    network.urgency[0] = clip(worth - parameter.urgency_fading * (worth - parameter.urgency_floor) + rise, 0.0, 1.0)


RULE = Rule(
    name="activity",
    kernel=kernel,
    concepts="A-G, A-N4, A-R1, B-F3, B-F5, C-E1, C-E5, C-E6, C-F2, C-G6, C-O1, C-O2, C-O3, C-O6, C-O7, D-V, E-K1, E-T3",
    reads=(
        "member.kind", "member.status", "member.contributor", "member.reciprocity", "member.own_resources",
        "member.skill", "member.project", "member.face_to_face", "member.written", "member.value",
        "member.alignment", "member.fatigue", "member.reserved_days", "member.played", "member.chosen",
        "leader.level", "leader.vacancy", "leader.competence",
        "tie.a", "tie.b", "tie.trust_ab", "tie.trust_ba",
        "goal.position", "goal.standing", "goal.workload",
        "network.leadership", "network.funded_share", "network.steering", "network.delivery",
        "network.role_clarity", "network.fit", "network.conflicts", "network.project_days", "network.need_days",
        "network.own_income",
        "network.goal_clarity",
        "lever.transparency",
        "parameter.steady_contribution", "parameter.belief_rate", "parameter.warm_start",
        "parameter.warm_months", "parameter.face_to_face_effect", "parameter.written_effect",
        "parameter.laboratory_to_field", "parameter.closeness_discount", "parameter.value_effect",
        "parameter.trust_effect", "parameter.leadership_effect", "parameter.alignment_effect",
        "parameter.urgency_effect", "parameter.fatigue_effect", "parameter.steering_cost",
        "parameter.steering_effect", "parameter.conflict_cost", "parameter.at_work", "parameter.success_slope",
        "parameter.project_boost", "parameter.project_luck", "parameter.aim_rate", "parameter.win_urgency",
        "parameter.urgency_fading", "parameter.urgency_floor",
    ),
    writes=(
        "member.trust", "member.mutual_trust", "member.partners", "member.belief",
        "member.rounds", "member.warmth", "member.effort", "member.effort_1", "member.effort_2", "member.contribution",
        "goal.people", "goal.success", "goal.aim", "goal.progress", "goal.wins", "goal.met_month",
        "network.output", "network.success", "network.win", "network.urgency",
    ),
)  # fmt: skip
