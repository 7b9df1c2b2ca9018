"""Key players: whose leaving breaks a network apart (Borgatti 2006, the negative key player problem).

Fragmentation is the share of pairs that cannot reach each other: F = 1 − Σ s(s − 1) / (n(n − 1)) over components of
size s. A set of k members is judged by F of what is left without them. Sets are searched among all of them while these
are few, else member by member with exchanges, Borgatti's own procedure, which may miss the best set.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

LARGEST = 500
"""Members beyond which sets of key players are not searched."""
ALL_SETS = 6000
"""Sets up to which every one is tried."""
SHATTERED = 0.5
"""A network is called shattered when less than half of those who stay still hang together (as V5 counts work)."""
Adjacency = NDArray[np.bool_]


@dataclass(frozen=True)
class Leaving:
    """What is left of a network without some members (numbers from 0)."""

    members: tuple[int, ...]
    fragmentation: float
    components: int
    largest: int
    """Members of the largest component left."""
    left: int
    """Members left in all."""

    @property
    def cut_off(self) -> int:
        """Members who stay but are cut off from the largest component."""
        return self.left - self.largest

    @property
    def shatters(self) -> bool:
        """Whether less than half of those who stay still hang together."""
        return self.largest < SHATTERED * self.left


def adjacency_of(number: int, a: NDArray[np.int64], b: NDArray[np.int64]) -> Adjacency:
    """Who is tied to whom, (members × members)."""
    found = np.zeros((number, number), dtype=np.bool_)
    found[a, b] = found[b, a] = True
    np.fill_diagonal(found, False)
    return found


def without(adjacency: Adjacency, members: tuple[int, ...] = ()) -> Leaving:
    """The network when some members have left."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    stay = np.setdiff1d(np.arange(len(adjacency)), members)
    left = len(stay)
    if left == 0:
        return Leaving(members, 0.0, 0, 0, 0)
    components, labels = connected_components(csr_array(adjacency[np.ix_(stay, stay)]), directed=False)
    sizes = np.bincount(labels)
    pairs = left * (left - 1)
    fragmentation = 1 - float((sizes * (sizes - 1)).sum()) / pairs if pairs else 0.0
    return Leaving(members, fragmentation, int(components), int(sizes.max()), left)


def each_leaving(adjacency: Adjacency) -> list[Leaving]:
    """What is left without each member, member by member."""
    return [without(adjacency, (member,)) for member in range(len(adjacency))]


def key_set(adjacency: Adjacency, size: int) -> Leaving | None:
    """The set of ``size`` members whose leaving fragments most; None in too small or too large a network."""
    number = len(adjacency)
    if number <= size + 1 or number > LARGEST:
        return None
    if comb(number, size) <= ALL_SETS:
        return max((without(adjacency, each) for each in combinations(range(number), size)), key=_worth)
    return _exchanged(adjacency, size)


def _worth(each: Leaving) -> tuple[float, tuple[int, ...]]:
    """Fragmentation; of equals the first members in order."""
    return each.fragmentation, tuple(-member for member in each.members)


def _exchanged(adjacency: Adjacency, size: int) -> Leaving:
    """Start from those who fragment most alone, then exchange one member at a time while that fragments more."""
    alone = sorted(each_leaving(adjacency), key=_worth, reverse=True)
    best = without(adjacency, tuple(sorted(each.members[0] for each in alone[:size])))
    # Those who matter neither alone nor by their ties are not worth trying: it is the hubs and the bridges that do.
    degree = adjacency.sum(axis=1)
    tried = {each.members[0] for each in alone[:40]} | set(np.argsort(-degree, kind="stable")[:40].tolist())
    while True:
        swaps = [
            without(adjacency, tuple(sorted({*best.members} - {out} | {entering})))
            for out in best.members
            for entering in sorted(tried - {*best.members})
        ]
        better = max(swaps, key=_worth, default=best)
        if better.fragmentation <= best.fragmentation + 1e-12:
            return best
        best = better
