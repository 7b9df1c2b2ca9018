"""The list of ties and the neighbour lists made from it: adding, removing, sorting, looking up."""

from __future__ import annotations

import numpy as np

from netsustain.kernels import compiled
from netsustain.portable import exp


@compiled
def add_tie(tie, size, a, b, trust_ab, trust_ba, formal, age):
    """Append a tie between rows ``a`` and ``b`` (stored with the lower member number's row first)."""
    k = size[1]
    size[1] = k + 1
    tie.a[k], tie.b[k] = a, b
    tie.formal[k], tie.contact[k], tie.joint[k], tie.unused[k], tie.idle[k] = formal, 1, 0, 99, 0
    tie.personal_ab[k], tie.institutional_ab[k], tie.trust_ab[k] = trust_ab, trust_ab, trust_ab
    tie.personal_ba[k], tie.institutional_ba[k], tie.trust_ba[k] = trust_ba, trust_ba, trust_ba
    tie.ceiling_ab[k], tie.ceiling_ba[k] = 1.0, 1.0
    tie.strength[k], tie.age[k], tie.youth[k] = 0.3, age, exp(-age / 6.0)


@compiled
def compact(keep, tie_i8, tie_f8, size):
    """Drop the ties that are not kept; the order of the others stays."""
    live = 0
    for k in range(size[1]):
        if keep[k]:
            if live != k:
                for column in range(tie_i8.shape[0]):
                    tie_i8[column, live] = tie_i8[column, k]
                for column in range(tie_f8.shape[0]):
                    tie_f8[column, live] = tie_f8[column, k]
            live += 1
    size[1] = live


@compiled
def rebuild(tie_a, tie_b, members, ties, start, neighbour, through):
    """Neighbour lists sorted by row, by two counting passes: time linear in ties.

    The first pass lists the ties of every member in the order of ties; walking those lists by member and
    appending the walker to each of its neighbours then leaves every list sorted.
    """
    for i in range(members + 1):
        start[i] = 0
    for k in range(ties):
        start[tie_a[k] + 1] += 1
        start[tie_b[k] + 1] += 1
    for i in range(members):
        start[i + 1] += start[i]
    fill = start[: members + 1].copy()
    rough = np.empty(2 * ties, dtype=np.int64)
    for k in range(ties):
        rough[fill[tie_a[k]]] = k
        fill[tie_a[k]] += 1
        rough[fill[tie_b[k]]] = k
        fill[tie_b[k]] += 1
    fill[:] = start[: members + 1]
    for i in range(members):
        for position in range(start[i], start[i + 1]):
            k = rough[position]
            j = tie_b[k] if tie_a[k] == i else tie_a[k]
            neighbour[fill[j]] = i
            through[fill[j]] = k
            fill[j] += 1


@compiled
def find(i, j, start, neighbour):
    """Position of ``j`` in the list of ``i``, or -1; binary search."""
    low, high = start[i], start[i + 1]
    while low < high:
        middle = (low + high) // 2
        if neighbour[middle] < j:
            low = middle + 1
        else:
            high = middle
    return low if low < start[i + 1] and neighbour[low] == j else -1


@compiled
def common_partners(a, b, most, start, neighbour):
    """Number of common neighbours, counted up to ``most``; work is at most the smaller degree."""
    if start[a + 1] - start[a] > start[b + 1] - start[b]:
        a, b = b, a
    count = 0
    for position in range(start[a], start[a + 1]):
        if find(b, neighbour[position], start, neighbour) >= 0:
            count += 1
            if count >= most:
                return count
    return count


@compiled
def closed_ties(status, members, start, neighbour):
    """Sum over ties between active members of their common active partners (three times the triangles).

    A member marks its active partners, then each partner of no higher degree counts the marks in its own list: work
    is the smaller degree a tie.
    """
    mark = np.full(members, -1)
    closed = 0
    for i in range(members):
        if status[i] != 0:
            continue
        degree = start[i + 1] - start[i]
        for position in range(start[i], start[i + 1]):
            if status[neighbour[position]] == 0:
                mark[neighbour[position]] = i
        for position in range(start[i], start[i + 1]):
            j = neighbour[position]
            lower = start[j + 1] - start[j] < degree or (start[j + 1] - start[j] == degree and j < i)
            if lower and status[j] == 0:
                for place in range(np.uint64(start[j]), np.uint64(start[j + 1])):
                    closed += 1 if mark[np.uint64(neighbour[place])] == i else 0
    return closed


@compiled
def ring_walk(point, steps, ring, order, members, status):
    """The active member so many active places after a point of the ring."""
    position, left = ring_position(point, ring, order, members), steps
    for step in range(1, members + 1):
        row = order[(position + step) % members]
        if status[row] == 0:
            left -= 1
            if left == 0:
                return row
    return -1


@compiled
def ring_position(point, ring, order, members):
    """Position of the first member at or after a point of the ring."""
    low, high = 0, members
    while low < high:
        middle = (low + high) // 2
        if ring[order[middle]] < point:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def ring_neighbour(point, ring, order, members, status, not_this):
    """First active member at or after a point of the ring, other than ``not_this`` (-1 if there is none).

    A choice by place and not by row number: adding a member changes only the choices that fall just before it.
    """
    low = ring_position(point, ring, order, members)
    for step in range(members):
        row = order[(low + step) % members]
        if status[row] == 0 and row != not_this:
            return row
    return -1


@compiled
def sort_ring(ring, order, members):
    """Order of the members' rows along the ring."""
    by_place = np.argsort(ring[:members])
    for position in range(members):
        order[position] = by_place[position]
