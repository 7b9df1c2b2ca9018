"""Kinds of organisation and what is typical of each (docs/model.md, 5.4)."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class Kind(IntEnum):
    """Kinds of organisation."""

    AREA_OFFICE = 0
    SCHOOL = 1
    UNIVERSITY = 2
    GOVERNMENT = 3
    LOCAL_GOVERNMENT = 4
    PRIVATE = 5
    CIVIL_SOCIETY = 6
    PARENTS = 7
    COMMUNITY = 8


class Typical(NamedTuple):
    """A typical organisation of a kind."""

    size: float
    own_resources: float
    skill: float
    digital_access: float
    alone: float


TYPICAL = {
    Kind.AREA_OFFICE: Typical(3.0, 8.0, 0.65, 0.95, 1.1),
    Kind.SCHOOL: Typical(1.0, 4.0, 0.5, 0.75, 1.0),
    Kind.UNIVERSITY: Typical(2.5, 5.0, 0.65, 0.98, 1.2),
    Kind.GOVERNMENT: Typical(2.0, 4.0, 0.55, 0.9, 1.0),
    Kind.LOCAL_GOVERNMENT: Typical(1.8, 4.0, 0.5, 0.85, 1.0),
    Kind.PRIVATE: Typical(1.5, 3.0, 0.55, 0.95, 1.2),
    Kind.CIVIL_SOCIETY: Typical(0.8, 4.0, 0.6, 0.8, 0.9),
    Kind.PARENTS: Typical(0.5, 2.0, 0.45, 0.7, 0.8),
    Kind.COMMUNITY: Typical(0.6, 2.5, 0.45, 0.6, 0.8),
}

LOCAL = {Kind.LOCAL_GOVERNMENT, Kind.PARENTS, Kind.COMMUNITY}
"""Kinds through which the community gives."""
FORUM = {Kind.LOCAL_GOVERNMENT, Kind.CIVIL_SOCIETY, Kind.PARENTS, Kind.COMMUNITY}
"""Kinds that a community forum reaches in full."""


def kinds_by_weight(weights: dict[Kind, float], count: int) -> list[Kind]:
    """The first ``count`` kinds of a sequence in which each kind always has nearly its share."""
    total = sum(weights.values())
    shares = {kind: weights[kind] / total for kind in sorted(weights) if weights[kind] > 0.0}
    given = dict.fromkeys(shares, 0)
    sequence = []
    for place in range(1, count + 1):
        chosen = max(shares, key=lambda kind: shares[kind] * place - given[kind])
        given[chosen] += 1
        sequence.append(chosen)
    return sequence
