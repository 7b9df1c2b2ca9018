"""Who works together and how the network is built: components, density, centralisation, transitivity."""

from __future__ import annotations

import numpy as np

from netsustain.kernels import compiled
from netsustain.ties import closed_ties

ACTIVE = 0
WINDOW = 3
"""Months in which a tie must have been used."""


@compiled
def root(parent, i):
    """Representative of a component, halving the path on the way."""
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


@compiled
def works(i, member, goal, least):
    """Whether a member is at work on an open goal: its 3-month mean effort is at least ``least``."""
    g = member.project[i]
    if member.status[i] != ACTIVE or g < 0 or goal.met_month[g] > 0:
        return False
    return (member.effort[i] + member.effort_1[i] + member.effort_2[i]) / 3.0 >= least


@compiled
def working_together(member, tie, goal, least):
    """Size of the largest component of members at work, over ties used in the last three months."""
    n = member.status.size
    parent = np.arange(n)
    at_work = np.zeros(n, dtype=np.bool_)
    for i in range(n):
        at_work[i] = works(i, member, goal, least)
    for k in range(tie.a.size):
        a, b = tie.a[k], tie.b[k]
        if tie.unused[k] < WINDOW and at_work[a] and at_work[b]:
            ra, rb = root(parent, a), root(parent, b)
            if ra < rb:
                parent[rb] = ra
            elif rb < ra:
                parent[ra] = rb
    count = np.zeros(n, dtype=np.int64)
    largest = 0
    for i in range(n):
        if at_work[i]:
            r = root(parent, i)
            count[r] += 1
            largest = max(largest, count[r])
    return largest


@compiled
def structure(member, tie, network, neighbour):
    """Ties, density, degree centralisation (Freeman 1978), transitivity, components of the active members."""
    n = member.status.size
    parent = np.arange(n)
    degree = np.zeros(n)
    ties = 0
    closed = closed_ties(member.status, n, neighbour.start, neighbour.member)
    for k in range(tie.a.size):
        a, b = tie.a[k], tie.b[k]
        if member.status[a] != ACTIVE or member.status[b] != ACTIVE:
            continue
        ties += 1
        degree[a] += 1.0
        degree[b] += 1.0
        ra, rb = root(parent, a), root(parent, b)
        parent[max(ra, rb)] = min(ra, rb)
    active, most, paths, components = 0, 0.0, 0.0, 0
    for i in range(n):
        if member.status[i] == ACTIVE:
            active += 1
            most = max(most, degree[i])
            components += 1 if root(parent, i) == i else 0
        paths += 0.5 * degree[i] * (degree[i] - 1.0)
    spread = 0.0
    for i in range(n):
        if member.status[i] == ACTIVE:
            spread += most - degree[i]
    network.ties[0], network.components[0] = ties, components
    network.density[0] = 2.0 * ties / (active * (active - 1.0)) if active > 1 else 0.0
    network.centralisation[0] = spread / ((active - 1.0) * (active - 2.0)) if active > 2 else 0.0
    network.transitivity[0] = closed / paths if paths > 0.0 else 0.0
