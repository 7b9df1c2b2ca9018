"""How an organisation joins: it enters, and is welcomed with ties (docs/model.md, 7.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.mesa_twin.kinds import Kind
from benchmarks.mesa_twin.organisation import Organisation, Status
from benchmarks.mesa_twin.philox import Stream
from benchmarks.mesa_twin.ring import Ring
from benchmarks.mesa_twin.ties import Tie
from benchmarks.mesa_twin.traits import Known, draw_traits

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import CollaborationModel

USUAL_TENURE = 24
"""Months in post of the leader of an organisation that joins."""


def candidate(month: int, slot: int) -> int:
    """The number of a candidate of a month."""
    return 0x40000000 + (month << 18) + slot


def open_row(model: CollaborationModel, number: int, kind: Kind, known: Known) -> Organisation:
    """A new organisation, with traits, that does not take part yet."""
    newcomer = Organisation(model, len(model.organisations), number, kind, Status.EXPECTED)
    model.organisations.append(newcomer)
    draw_traits(model, newcomer, known)
    return newcomer


def enter(model: CollaborationModel, newcomer: Organisation) -> None:
    """Begin to take part this month, under a leader who has been in post for two years."""
    newcomer.start_afresh()
    newcomer.joined_month = model.month
    newcomer.founder = False
    newcomer.project = model.goals[0]
    newcomer.leader.start_in_post(USUAL_TENURE, 0.0, model.month)
    newcomer.leader.level = 0.5
    model.ring = Ring(model.organisations)


def welcome(model: CollaborationModel, newcomer: Organisation, ties: int, trust: float) -> None:
    """Tie a newcomer to active organisations here and there on the ring."""
    made: set[Organisation] = set()
    for attempt in range(2 * ties):
        if len(made) == ties:
            return
        block, place = divmod(attempt, 4)
        point = model.luck.uniforms(Stream.RECRUITMENT, model.month, newcomer.number, block=1 + block)[place]
        host = model.ring.neighbour(point, newcomer)
        if host is not None and host not in made:
            made.add(host)
            model.ties.append(Tie(newcomer, host, trust, trust))
            model.ties_changed = True
