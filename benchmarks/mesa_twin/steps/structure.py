"""The structure of the network of active organisations (docs/model.md, 7.12)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from benchmarks.mesa_twin.organisation import Organisation
from benchmarks.mesa_twin.ties import Tie

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import CollaborationModel

Partners = dict[Organisation, set[Organisation]]


def _partners(members: Sequence[Organisation], ties: Sequence[Tie]) -> Partners:
    partners: Partners = {member: set() for member in members}
    for tie in ties:
        partners[tie.a].add(tie.b)
        partners[tie.b].add(tie.a)
    return partners


def components(members: Sequence[Organisation], ties: Sequence[Tie]) -> list[set[Organisation]]:
    """The connected groups of organisations; one without a tie is a group of its own."""
    partners = _partners(members, ties)
    groups, seen = [], set[Organisation]()
    for member in members:
        if member in seen:
            continue
        group, waiting = {member}, [member]
        while waiting:
            reached = partners[waiting.pop()] - group
            group |= reached
            waiting += reached
        seen |= group
        groups.append(group)
    return groups


def measure(model: CollaborationModel) -> None:
    """Ties, density, centralisation, transitivity and components of this month."""
    network, members, ties = model.network, model.active, model.active_ties
    count = len(members)
    partners = _partners(members, ties)
    degrees = [len(others) for others in partners.values()]
    network.ties = len(ties)
    network.components = len(components(members, ties))
    network.density = 2.0 * len(ties) / (count * (count - 1)) if count >= 2 else 0.0
    spread = sum(max(degrees, default=0) - degree for degree in degrees)
    network.centralisation = spread / ((count - 1) * (count - 2)) if count >= 3 else 0.0
    paths = sum(degree * (degree - 1) for degree in degrees) / 2.0
    closed = sum(len(partners[tie.a] & partners[tie.b]) for tie in ties)
    network.transitivity = closed / paths if paths > 0.0 else 0.0
