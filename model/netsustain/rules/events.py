"""Step 1, events: what the scenario's timeline does to the network this month (A-H1, A-H2, C-O5, C-O6, C-P).

An event acts in its month, and is remembered as a shock if it struck anything. Most only leave a mark that the later
steps of the month act on: leaders are marked as leaving, budgets get a new level to move to, levers a new dose. Random
recurrent events have a yearly rate and a season. Tables: a row an event; ``whole`` holds the codes and counts, ``real``
the numbers (see ``timeline.py``).
"""

from __future__ import annotations

import numpy as np

from netsustain.joining import enter, open_row, welcome
from netsustain.kernels import compiled
from netsustain.portable import clip
from netsustain.rules.contract import Rule
from netsustain.scenario.levers import CHOICE, LEVER_COSTS, LEVER_NAMES
from netsustain.streams import CANDIDATE, EVENT_TARGET, NOBODY, RECURRENT_EVENT, uniforms
from netsustain.ties import compact

TRANSFER, BUDGET, GRANT_END, SET, JOIN, LEAVE, SCANDAL, CRISIS = 1, 2, 3, 4, 5, 6, 7, 8
GOAL_REACHED, NEED_ENDED, RELAUNCH, MERGER, MINISTRY_POLICY = 9, 10, 11, 12, 13
DIRECTOR, CORE = 0, 1
ACTIVE, DORMANT, LEFT, EXPECTED, MERGED = 0, 1, 2, 3, 4
OFFICE, GOVERNMENT = 0, 3
# Columns of the whole-number table.
MONTH, KIND, WHO, KINDS, TARGET, OVER, COUNT, SEASONS, NUMBER = 0, 1, 2, 3, 4, 5, 6, 7, 8
# Column of the real table that holds the yearly rate; the four before it are the event's own numbers.
RATE = 4
GRANT_AMOUNT, GRANT_LAST = 0, 2
FIRST_SLOT = 128
"""Slots of candidates below this belong to recruitment."""
CHOICES = np.array([LEVER_COSTS[name] is CHOICE for name in LEVER_NAMES])
EVERY_SOURCE = -1


@compiled
def happens(e, clock, luck, timeline):
    """Whether event ``e`` acts this month: at its month, or by chance in its season."""
    if timeline.whole[e, SEASONS] == 0:
        return timeline.whole[e, MONTH] == clock.month
    if (timeline.whole[e, SEASONS] >> clock.season) & 1 == 0:
        return False
    months = 0
    for season in range(1, 13):
        months += (timeline.whole[e, SEASONS] >> season) & 1
    u = uniforms(luck, RECURRENT_EVENT, clock.month, timeline.whole[e, NUMBER], NOBODY, 0)
    return u[0] < timeline.real[e, RATE] / months


@compiled
def concerned(i, kinds, member):
    """Whether a member takes part and is of one of the kinds (bits)."""
    return member.status[i] <= DORMANT and (kinds >> member.kind[i]) & 1 == 1


@compiled
def pick(e, kinds, clock, luck, member, members, timeline, status):
    """The member with the lowest luck among those concerned and at most in this status (-1 if none)."""
    best, least = -1, 2.0
    for i in range(members):
        if concerned(i, kinds, member) and member.status[i] <= status:
            u = uniforms(luck, EVENT_TARGET, clock.month, member.number[i], timeline.whole[e, NUMBER], 0)
            if u[0] < least:
                best, least = i, u[0]
    return best


@compiled
def transfer(e, clock, luck, member, leader, members, timeline):
    """Mark leaders as leaving; the leadership step moves them. Each of these returns whether anything was struck."""
    who, kinds, share = timeline.whole[e, WHO], timeline.whole[e, KINDS], timeline.real[e, 0]
    struck = False
    for i in range(members):
        if not concerned(i, kinds, member):
            continue
        if (who == DIRECTOR and member.kind[i] != OFFICE) or (who == CORE and leader.core[i] == 0):
            continue
        u = uniforms(luck, EVENT_TARGET, clock.month, member.number[i], timeline.whole[e, NUMBER], 0)
        if u[1] < share:
            leader.leaving[i] = 1
            leader.handover[i] = timeline.real[e, 1]
            struck = True
    return struck


@compiled
def budget(e, channel, timeline):
    """Give the sources concerned a new level to move to, at once or over months."""
    struck = False
    for s in range(channel.level.size):
        if timeline.whole[e, TARGET] != EVERY_SOURCE and timeline.whole[e, TARGET] != s:
            continue
        struck = struck or channel.level_target[s] != timeline.real[e, 0]
        channel.level_target[s] = timeline.real[e, 0]
        gap = abs(channel.level_target[s] - channel.level[s])
        channel.level_step[s] = gap / max(timeline.whole[e, OVER], 1)
    return struck


@compiled
def end_grants(e, clock, network, timeline):
    """Every grant ends, at once or tapered; strikes a network to which one still pays or would pay."""
    network.grant_end_month[0], network.grant_taper[0] = clock.month, timeline.whole[e, OVER]
    for k in range(timeline.grants.shape[0]):
        if timeline.grants[k, GRANT_AMOUNT] > 0.0 and clock.month <= timeline.grants[k, GRANT_LAST]:
            return True
    return False


@compiled
def set_lever(e, levers, timeline):
    """Give a lever a new dose to move to, at once or over months."""
    k = timeline.whole[e, TARGET]
    levers[1, k] = timeline.real[e, 0]
    # A choice has nothing in between: it is made at once.
    months = 1 if CHOICES[k] else max(timeline.whole[e, OVER], 1)
    levers[2, k] = abs(levers[1, k] - levers[0, k]) / months


@compiled
def move_levers(levers):
    """Every lever moves one step towards its dose."""
    for k in range(levers.shape[1]):
        levers[0, k] += clip(levers[1, k] - levers[0, k], -levers[2, k], levers[2, k])


@compiled
def join(e, clock, luck, member, leader, tie, network, parameter, size, timeline):
    """An expected member begins to take part; a recurrent event brings a new one each time."""
    i = timeline.whole[e, TARGET]
    if i < 0:
        number = CANDIDATE | (clock.month << 18) | (FIRST_SLOT + timeline.whole[e, NUMBER])
        i = open_row(number, timeline.whole[e, WHO], member, size)
        given = timeline.real[e]
        member.size[i], member.own_resources[i] = given[0], given[1]
        member.skill[i], member.priority[i] = given[2], given[3]
    elif member.status[i] != EXPECTED:
        return
    enter(i, clock, luck, member, leader, network, size, parameter)
    welcome(i, timeline.whole[e, COUNT], clock, luck, member, tie, size, parameter, parameter.newcomer_trust)
    network.joined[0] += 1.0
    network.ties_changed[0] = 1


@compiled
def depart(i, member, network):
    """A member leaves; the membership step drops its ties this month."""
    member.status[i] = LEFT
    network.left[0] += 1.0
    member.effort[i], member.effort_1[i], member.effort_2[i], member.contribution[i] = 0.0, 0.0, 0.0, 0.0
    member.bad_months[i] = 0


@compiled
def leave(e, clock, luck, member, network, members, timeline):
    """A named member leaves, or some of a kind."""
    if timeline.whole[e, TARGET] >= 0:
        # In a network whose size is drawn a named member may not be there.
        there = timeline.whole[e, TARGET] < members and member.status[timeline.whole[e, TARGET]] <= DORMANT
        if there:
            depart(timeline.whole[e, TARGET], member, network)
        return there
    for turn in range(timeline.whole[e, COUNT]):
        i = pick(e, timeline.whole[e, KINDS], clock, luck, member, members, timeline, DORMANT)
        if i < 0:
            return turn > 0
        depart(i, member, network)
    return True


@compiled
def scandal(e, member, members, timeline):
    """A member (the strongest if none is named) takes the credit of all."""
    target, size = timeline.whole[e, TARGET], 0.0
    if target < 0:
        for i in range(members):
            if member.status[i] == ACTIVE and member.size[i] > size:
                target, size = i, member.size[i]
    if 0 <= target < members:
        member.grabbed[target] = timeline.real[e, 0]
        return timeline.real[e, 0] > 0.0
    return False


@compiled
def hand_over(k, old, new, other, tie):
    """Give a tie of ``old`` with ``other`` to ``new``, keeping each direction of trust with its owner."""
    forward = tie.a[k] == old
    first, second = min(new, other), max(new, other)
    if forward != (first == new):
        tie.personal_ab[k], tie.personal_ba[k] = tie.personal_ba[k], tie.personal_ab[k]
        tie.institutional_ab[k], tie.institutional_ba[k] = tie.institutional_ba[k], tie.institutional_ab[k]
        tie.trust_ab[k], tie.trust_ba[k] = tie.trust_ba[k], tie.trust_ab[k]
        tie.ceiling_ab[k], tie.ceiling_ba[k] = tie.ceiling_ba[k], tie.ceiling_ab[k]
    tie.a[k], tie.b[k] = first, second


@compiled
def merge(e, clock, luck, member, tie, network, size, timeline, tie_i8, tie_f8):
    """Two members of a kind become one: the smaller hands its people and its ties to the larger."""
    first = pick(e, timeline.whole[e, KINDS], clock, luck, member, size[0], timeline, ACTIVE)
    if first < 0:
        return False
    member.status[first] = LEFT
    second = pick(e, timeline.whole[e, KINDS], clock, luck, member, size[0], timeline, ACTIVE)
    member.status[first] = ACTIVE
    if second < 0:
        return False
    stays, goes = (first, second) if member.size[first] >= member.size[second] else (second, first)
    member.size[stays] += member.size[goes]
    member.own_resources[stays] += member.own_resources[goes]
    depart(goes, member, network)
    member.status[goes] = MERGED
    known = np.zeros(size[0], dtype=np.bool_)
    known[stays] = True
    for k in range(size[1]):
        if tie.a[k] == stays or tie.b[k] == stays:
            known[tie.a[k]], known[tie.b[k]] = True, True
    keep = np.ones(size[1], dtype=np.bool_)
    for k in range(size[1]):
        if tie.a[k] != goes and tie.b[k] != goes:
            continue
        other = tie.b[k] if tie.a[k] == goes else tie.a[k]
        if known[other]:
            keep[k] = False
        else:
            known[other] = True
            hand_over(k, goes, stays, other, tie)
    compact(keep, tie_i8, tie_f8, size)
    return True


@compiled
def ministry(e, member, network, members, timeline):
    """Priorities of the public bodies shift, rules harden, steering changes."""
    struck = timeline.real[e, 1] > 0.0
    for i in range(members):
        if member.kind[i] == OFFICE or member.kind[i] == GOVERNMENT:
            member.priority[i] = clip(member.priority[i] + timeline.real[e, 0], 0.0, 1.0)
            struck = struck or timeline.real[e, 0] != 0.0
    network.flexibility[0] *= 1.0 - timeline.real[e, 1]
    if timeline.real[e, 2] >= 0.0:
        struck = struck or network.steering[0] != timeline.real[e, 2]
        network.steering[0] = timeline.real[e, 2]
    return struck


@compiled
def relaunch(member, network, members, parameter):
    """A fresh start: the warm start of contributions begins anew, those at rest are called back."""
    network.urgency[0] = clip(network.urgency[0] + parameter.relaunch_urgency, 0.0, 1.0)
    for i in range(members):
        if member.status[i] <= DORMANT:
            member.status[i] = ACTIVE
            member.rounds[i], member.warmth[i] = 0.0, 1.0


@compiled
def act(e, kind, clock, luck, member, leader, tie, goal, channel, network, parameter, size, timeline, levers):
    """Let one event act (mergers and departures, which move ties, apart); returns whether it was a shock."""
    members = size[0]
    if kind == TRANSFER:
        return transfer(e, clock, luck, member, leader, members, timeline)
    if kind == BUDGET:
        return budget(e, channel, timeline)
    if kind == GRANT_END:
        return end_grants(e, clock, network, timeline)
    if kind == SCANDAL:
        return scandal(e, member, members, timeline)
    if kind == CRISIS:
        network.crisis_months[0] = max(network.crisis_months[0], timeline.whole[e, OVER])
        network.urgency[0] = clip(network.urgency[0] + timeline.real[e, 0], 0.0, 1.0)
        return True
    if kind == GOAL_REACHED:
        g = timeline.whole[e, TARGET]
        open_until_now = goal.met_month[g] == 0
        if open_until_now:
            goal.met_month[g], goal.progress[g] = clock.month, 1.0
        return open_until_now
    if kind == NEED_ENDED:
        needed_until_now = network.need[0] > 0.0
        network.need[0], network.urgency[0] = 0.0, 0.0
        return needed_until_now
    if kind == MINISTRY_POLICY:
        return ministry(e, member, network, members, timeline)
    # What follows is no shock, whatever it does: it is never named as what triggered an end.
    if kind == SET:
        set_lever(e, levers, timeline)
    elif kind == JOIN:
        join(e, clock, luck, member, leader, tie, network, parameter, size, timeline)
    elif kind == RELAUNCH:
        relaunch(member, network, members, parameter)
    return False


@compiled
def kernel(
    clock, luck, member, leader, tie, goal, channel, network, parameter, timeline,
    size, levers, tie_i8, tie_f8,
):  # fmt: skip
    """The events of one month."""
    network.left[0], network.joined[0] = 0.0, 0.0
    for i in range(size[0]):
        member.grabbed[i] = 0.0
    for e in range(timeline.whole.shape[0]):
        if not happens(e, clock, luck, timeline):
            continue
        kind, struck = timeline.whole[e, KIND], False
        if kind == LEAVE:
            struck = leave(e, clock, luck, member, network, size[0], timeline)
        elif kind == MERGER:
            for _ in range(timeline.whole[e, COUNT]):
                struck = merge(e, clock, luck, member, tie, network, size, timeline, tie_i8, tie_f8) or struck
            network.ties_changed[0] = 1
        else:
            struck = act(
                e, kind, clock, luck, member, leader, tie, goal, channel, network, parameter, size, timeline, levers
            )
        if struck:
            network.event_kind[0], network.event_month[0] = kind, clock.month
    move_levers(levers)


RULE = Rule(
    name="events",
    kernel=kernel,
    concepts="A-H1, A-H2, A-H5, A-G, A-S2, C-E1, C-O5, C-O6, C-P, C-W5, E-T9",
    structural=True,
    reads=("channel.level", "parameter.*"),
    writes=(
        "member.*", "leader.*", "tie.*", "network.*",
        "goal.met_month", "goal.progress", "channel.level_target", "channel.level_step",
    ),
)  # fmt: skip
