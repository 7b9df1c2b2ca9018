"""Step 12, health: the seven conditions, structure, and whether the network is alive (A-C1..C7, A-D, C-P).

A month is live when at least 3 active members with a 3-month mean effort of .10 or more work, in one component
of the ties used in those 3 months, on a project of an open goal (NORC 2012, operationalised). Six months in a
row not live are an end, dated to the first of them: completed if the goals were met (whether members then adopted
another or wound down on purpose) or the need had gone; dissolved otherwise. The first condition that fell to half its
start and stayed there is the cause (of several in one month the one that fell furthest), the last shock before that
its trigger; where none fell, the lowest beside its start is the cause, and nothing its trigger.

Conditions (each 0-1):
  c1 = sqrt(goal clarity x mean alignment)            c2 = mean mutual trust x share of members with a partner
  c3 = (min(leadership / .8, 1) + fit of governance + role clarity) / 3
  c4 = (how informed + dose of talk x (1 + two-way) / 2) / 2
  c5 = funded share x (1 - .5 max(concentration - .3, 0) / .7)
  c6 = mean logistic(3 value)                          c7 = sqrt(flexibility x (1 - inertia))
"""

from __future__ import annotations

import math

import numpy as np

from netsustain.kernels import compiled
from netsustain.portable import logistic
from netsustain.rules.contract import Rule
from netsustain.structure import structure, working_together

ACTIVE, DORMANT, LEFT = 0, 1, 2
ENOUGH = 3
"""Members that make a network (NORC 2012)."""
CONFIRM = 6
ALIVE, DISSOLVED, COMPLETED = 0, 1, 2
GOAL_MET, NEED_GONE = 8, 9
LEVEL_EFFORT = (0.05, 0.20, 0.35, 0.50)
LEVEL_TRUST = (0.0, 0.30, 0.45, 0.60)
LEVEL_SLACK = 0.05
"""Thresholds of E-L1..L4; a level is lost only this far below its thresholds."""


@compiled
def reached(effort, trust, level):
    """Level of working together after a month, with hysteresis: up at the threshold, down only below the slack."""
    while level < 4 and effort >= LEVEL_EFFORT[level] and trust >= LEVEL_TRUST[level]:
        level += 1
    while level > 0 and (
        effort < LEVEL_EFFORT[level - 1] - LEVEL_SLACK or trust < LEVEL_TRUST[level - 1] - LEVEL_SLACK
    ):
        level -= 1
    return level


@compiled
def census(member, network):
    """Counts and means over members; returns sums needed by the conditions."""
    active, ever, paired = 0, 0, 0
    alignment, mutual, trust, value, informed, dose, effort, fatigue = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    levels = np.zeros(5)
    for i in range(member.status.size):
        ever += 1 if member.status[i] <= LEFT else 0
        if member.status[i] != ACTIVE:
            member.level[i] = 0
            continue
        active += 1
        if member.partners[i] > 0.0:
            paired += 1
            mutual += member.mutual_trust[i]
            trust += member.trust[i]
        alignment += member.alignment[i]
        value += logistic(3.0 * member.value[i])
        informed += member.informed[i]
        dose += member.face_to_face[i] + member.written[i]
        effort += member.effort[i]
        fatigue += member.fatigue[i]
        member.level[i] = reached(member.effort[i], member.mutual_trust[i], member.level[i])
        levels[member.level[i]] += 1.0
    share = 1.0 / active if active > 0 else 0.0
    network.active_members[0] = active
    network.active_share[0] = active / ever if ever > 0 else 0.0
    network.effort[0], network.fatigue[0] = effort * share, fatigue * share
    network.mean_trust[0] = trust / paired if paired > 0 else 0.0
    network.level_1[0], network.level_2[0] = levels[1] * share, levels[2] * share
    network.level_3[0], network.level_4[0] = levels[3] * share, levels[4] * share
    close = mutual / paired if paired > 0 else 0.0
    return alignment * share, close * paired * share, value * share, informed * share, dose * share


@compiled
def conditions(active, sums, condition, network):
    """The seven conditions of this month; all 0 without active members."""
    alignment, close, value, informed, dose = sums
    network.c1[0] = math.sqrt(network.goal_clarity[0] * alignment)
    network.c2[0] = close
    governed = min(network.leadership[0] / 0.8, 1.0) + network.fit[0] + network.role_clarity[0]
    network.c3[0] = governed / 3.0
    network.c4[0] = 0.5 * (informed + min(dose, 1.0) * 0.5 * (1.0 + network.two_way[0]))
    network.c5[0] = network.funded_share[0] * (1.0 - 0.5 * max(network.concentration[0] - 0.3, 0.0) / 0.7)
    network.c6[0] = value
    network.c7[0] = math.sqrt(network.flexibility[0] * (1.0 - network.inertia[0]))
    here = 1.0 if active else 0.0
    condition.value[0], condition.value[1] = here * network.c1[0], here * network.c2[0]
    condition.value[2], condition.value[3] = here * network.c3[0], here * network.c4[0]
    condition.value[4], condition.value[5] = here * network.c5[0], here * network.c6[0]
    condition.value[6] = here * network.c7[0]
    network.c1[0], network.c2[0], network.c3[0] = condition.value[0], condition.value[1], condition.value[2]
    network.c4[0], network.c5[0], network.c6[0] = condition.value[3], condition.value[4], condition.value[5]
    network.c7[0] = condition.value[6]


@compiled
def watch(clock, live, condition, network):
    """Remember when each condition fell to half its start, and what shock came before."""
    for c in range(condition.value.size):
        if clock.month == 1:
            condition.start[c] = condition.value[c]
        if live and clock.month <= clock.horizon:
            condition.total[c] += condition.value[c]
        low = 0.5 * condition.start[c]
        if condition.value[c] < low:
            if condition.fell_month[c] == 0:
                condition.fell_month[c] = clock.month
                condition.fell_to[c] = condition.value[c] / condition.start[c]
                condition.event_kind[c] = network.event_kind[0]
                condition.event_month[c] = network.event_month[0]
        elif condition.value[c] > 1.1 * low:
            condition.fell_month[c] = 0


@compiled
def account(clock, member, network, parameter):
    """Costs and discounted value so far, in staff-days; what is paid holds money at the price of a staff-day."""
    # What members lent to coordination is part of what they contributed: it counts once.
    spent = network.paid_days[0] - network.own_income[0] + network.project_days[0]
    gross = 0.0
    for i in range(member.status.size):
        # Whoever gave or got something this month counts, also if it rests or has left since; one that returned
        # after the joint work does not. The effort behind a contribution is read off it: leaving sets effort to 0.
        spent += member.contribution[i] + member.meeting_days[i]
        if member.contribution[i] > 0.0 or member.benefit[i] != 0.0:
            effort = member.contribution[i] / max(member.own_resources[i], 0.01)
            gross += member.benefit[i] + parameter.effort_cost * effort
    network.cost_days[0] += spent
    network.cost_money[0] += network.money[0]
    net = parameter.benefit_days * gross - spent
    weight = 1.0
    for _ in range(clock.month - 1):
        weight *= clock.discount
    network.sustained_value[0] += weight * net


@compiled
def progress(goal, network):
    """Share of the finite work that is done (1 when there is none or all original goals were met)."""
    done, all_work = 0.0, 0.0
    for g in range(goal.position.size):
        if goal.standing[g] == 0 and goal.original[g] == 1:
            done += goal.progress[g] * goal.workload[g]
            all_work += goal.workload[g]
    network.progress[0] = done / all_work if all_work > 0.0 else float(network.originals_met[0])


@compiled
def first_to_fall(condition):
    """Row of the condition that fell first, furthest of several in a month, and stayed down; the lowest if none did."""
    best, lowest = 0, 9.0
    for c in range(condition.value.size):
        ratio = condition.value[c] / condition.start[c] if condition.start[c] > 0.0 else 9.0
        fell = float(condition.fell_month[c])
        # Below half of the start, so less than a month in this score.
        score = fell + condition.fell_to[c] if fell > 0.0 else 1e6 + ratio
        if c == 0 or score < lowest:
            best, lowest = c, score
    return best


@compiled
def judge(clock, condition, network):
    """Count dead months; after six in a row the run has ended, dated to the first."""
    if network.live[0] > 0.0:
        network.dead_months[0] = 0
        return
    network.dead_months[0] += 1
    if network.dead_months[0] < CONFIRM or network.ended[0] != ALIVE:
        return
    first = clock.month - CONFIRM + 1
    if first > clock.horizon:
        return
    network.end_month[0], network.confirmed_month[0] = first, clock.month
    if network.originals_met[0] == 1 or network.need[0] <= 0.05:
        network.ended[0] = COMPLETED
        network.cause[0] = GOAL_MET if network.originals_met[0] == 1 else NEED_GONE
        return
    network.ended[0] = DISSOLVED
    network.months_sustained[0] = first - 1.0
    c = first_to_fall(condition)
    network.cause[0] = c + 1
    if condition.fell_month[c] > 0:  # one that rose again keeps the shock of its fall, which triggered nothing
        network.trigger[0], network.trigger_month[0] = condition.event_kind[c], condition.event_month[c]


@compiled
def kernel(clock, member, tie, goal, condition, network, parameter, neighbour):
    """One month of health."""
    sums = census(member, network)
    conditions(network.active_members[0] > 0.0, sums, condition, network)
    network.live_members[0] = working_together(member, tie, goal, parameter.at_work)
    network.live[0] = 1.0 if network.live_members[0] >= ENOUGH else 0.0
    progress(goal, network)
    if clock.month == 1 or clock.month % clock.structure_every == 0:
        structure(member, tie, network, neighbour)
    counted = clock.month <= clock.horizon
    live = network.live[0] > 0.0
    if counted and live:
        network.live_months[0] += 1.0
    if counted:
        account(clock, member, network, parameter)
    watch(clock, live, condition, network)
    if network.ended[0] == ALIVE and network.end_month[0] == 0:
        network.months_sustained[0] = float(clock.horizon)
    judge(clock, condition, network)


RULE = Rule(
    name="health",
    kernel=kernel,
    concepts="A-C1..C7, A-D, A-N2, A-T1, C-P, E-L1..L4",
    reads=(
        "member.status", "member.own_resources", "member.effort", "member.effort_1", "member.effort_2",
        "member.project", "member.partners", "member.mutual_trust", "member.trust", "member.alignment", "member.value",
        "member.informed", "member.face_to_face", "member.written", "member.fatigue", "member.contribution",
        "member.meeting_days", "member.benefit",
        "tie.a", "tie.b", "tie.unused",
        "goal.position", "goal.met_month", "goal.standing", "goal.original", "goal.progress", "goal.workload",
        "network.goal_clarity", "network.leadership", "network.fit", "network.role_clarity", "network.two_way",
        "network.funded_share", "network.concentration", "network.flexibility", "network.inertia",
        "network.event_kind", "network.event_month", "network.paid_days", "network.project_days",
        "network.own_income",
        "network.money", "network.originals_met", "network.need",
        "parameter.effort_cost", "parameter.benefit_days", "parameter.at_work",
    ),
    writes=(
        "member.level", "condition.value", "condition.start", "condition.total", "condition.fell_month",
        "condition.fell_to", "condition.event_kind", "condition.event_month",
        "network.c1", "network.c2", "network.c3", "network.c4", "network.c5", "network.c6", "network.c7",
        "network.live", "network.live_members", "network.active_members", "network.active_share",
        "network.effort", "network.fatigue", "network.mean_trust", "network.level_1", "network.level_2",
        "network.level_3", "network.level_4", "network.ties", "network.density", "network.centralisation",
        "network.transitivity", "network.components", "network.progress", "network.live_months",
        "network.cost_days", "network.cost_money", "network.sustained_value", "network.months_sustained",
        "network.dead_months", "network.ended", "network.end_month", "network.confirmed_month",
        "network.cause", "network.trigger", "network.trigger_month",
    ),
)  # fmt: skip
