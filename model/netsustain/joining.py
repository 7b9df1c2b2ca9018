"""How an organisation comes in: its row, its leader, its first ties."""

from __future__ import annotations

import numpy as np

from netsustain.kernels import compiled
from netsustain.streams import NOBODY, RECRUITMENT, uniforms
from netsustain.ties import add_tie, ring_neighbour, sort_ring
from netsustain.traits import draw_leader, draw_member, fresh_member

ACTIVE = 0
OFFICE, SCHOOL = 0, 1


@compiled
def newcomer_kind(u, member, founders):
    """Kind of a candidate: that of a founder, so that the network's own mix goes on (no second area office).

    Founders stay in the first rows for good, so a candidate's kind does not depend on the policy.
    """
    kind = member.kind[min(int(u * founders), founders - 1)]
    return SCHOOL if kind == OFFICE else kind


@compiled
def open_row(number, kind, member, size):
    """A new row for an organisation about which nothing is known yet but number and kind."""
    i = size[0]
    size[0] = i + 1
    member.number[i], member.kind[i], member.contributor[i] = number, kind, -1
    unknown = np.nan
    member.ring[i], member.size[i], member.remoteness[i], member.digital_access[i] = unknown, unknown, unknown, unknown
    member.own_resources[i], member.skill[i], member.priority[i] = unknown, unknown, unknown
    member.alone[i], member.reciprocity[i], member.captures[i] = unknown, unknown, unknown
    return i


@compiled
def enter(i, clock, luck, member, leader, network, size, parameter):
    """The organisation in row ``i`` begins to take part, with a leader two years in post."""
    draw_member(i, luck, member, network, parameter)
    fresh_member(i, member, parameter)
    member.status[i], member.joined_month[i], member.founder[i], member.project[i] = ACTIVE, clock.month, 0, 0
    leader.months_in_post[i], leader.vacancy[i], leader.appointed_month[i] = 24.0, 0.0, clock.month - 24
    leader.level[i] = 0.5
    draw_leader(i, luck, member.number[i], leader, network, parameter)
    sort_ring(member.ring, member.ring_order, size[0])


@compiled
def welcome(i, ties, clock, luck, member, tie, size, parameter, trust):
    """A newcomer's first ties: with veterans near a drawn place on the ring."""
    made = 0
    for attempt in range(2 * ties):
        if made >= ties:
            break
        u = uniforms(luck, RECRUITMENT, clock.month, member.number[i], NOBODY, 1 + attempt // 4)
        j = ring_neighbour(u[attempt % 4], member.ring, member.ring_order, size[0], member.status, i)
        known = j < 0
        for k in range(size[1] - made, size[1]):
            known = known or tie.a[k] == j or tie.b[k] == j
        if not known:
            add_tie(tie, size, min(i, j), max(i, j), trust, trust, 0, 0.0)
            made += 1
    return made
