"""Housekeeping: neighbour lists are rebuilt only when ties changed."""

from __future__ import annotations

from netsustain.kernels import compiled
from netsustain.rules.contract import Rule
from netsustain.ties import rebuild


@compiled
def kernel(tie, network, size, neighbour_start, neighbour_member, neighbour_tie):
    """Rebuild the lists if a tie was added or removed."""
    if network.ties_changed[0] == 1:
        rebuild(tie.a, tie.b, size[0], size[1], neighbour_start, neighbour_member, neighbour_tie)
        network.ties_changed[0] = 0


RULE = Rule(
    name="neighbours",
    kernel=kernel,
    concepts="A-N2",
    structural=True,
    reads=("tie.a", "tie.b"),
    writes=("network.ties_changed",),
)
