"""The organisations of a network: Mesa agents."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import mesa

from benchmarks.mesa_twin.kinds import Kind
from benchmarks.mesa_twin.leader import Leader

if TYPE_CHECKING:
    from benchmarks.mesa_twin.goals import Goal
    from benchmarks.mesa_twin.model import CollaborationModel


class Status(IntEnum):
    """Whether an organisation takes part."""

    ACTIVE = 0
    DORMANT = 1
    LEFT = 2
    EXPECTED = 3
    """joins by an event later"""
    MERGED = 4
    """into another; never comes back"""


class Contributor(IntEnum):
    """How an organisation answers what others give."""

    CONDITIONAL = 0
    FREE_RIDER = 1
    HUMP_SHAPED = 2
    OTHER = 3


class Organisation(mesa.Agent):
    """A member of the network, with the post at its head."""

    def __init__(self, model: CollaborationModel, row: int, number: int, kind: Kind, status: Status) -> None:
        super().__init__(model)
        self.row = row
        self.number = number
        self.kind = kind
        self.status = status
        self.leader = Leader(model, self)
        self.neighbours: list[Organisation] = []
        # traits (see traits.py)
        self.ring = self.size = self.remoteness = self.digital_access = self.own_resources = 0.0
        self.skill = self.priority = self.alone = self.reciprocity = self.belief = self.captures = 0.0
        self.contributor = Contributor.CONDITIONAL
        # what it does, gets and feels
        self.bad_months = self.level = self.joined_month = 0
        self.founder = False
        self.project: Goal | None = model.goals[0]
        self.alignment = self.trust = self.mutual_trust = self.seen = 0.0
        self.partners = 0
        self.rounds = 0
        self.warmth = self.effort = self.effort_1 = self.effort_2 = self.contribution = 0.0
        self.face_to_face = self.written = self.informed = self.meeting_days = self.reserved_days = 0.0
        self.tangible = self.benefit = self.reference = self.value = self.fairness = self.fatigue = self.grabbed = 0.0

    @property
    def active(self) -> bool:
        """Whether it works with the others."""
        return self.status == Status.ACTIVE

    @property
    def takes_part(self) -> bool:
        """Whether it is active or at rest."""
        return self.status <= Status.DORMANT

    @property
    def is_area_office(self) -> bool:
        """Whether it is the area office."""
        return self.kind == Kind.AREA_OFFICE

    @property
    def recent_effort(self) -> float:
        """Mean effort of three months."""
        return (self.effort + self.effort_1 + self.effort_2) / 3.0

    @property
    def talk(self) -> float:
        """Dose of two-way communication."""
        return self.face_to_face + self.written

    @property
    def net_tangible(self) -> float:
        """What partners compare: tangible benefit less the cost of effort."""
        return self.tangible - self.model.parameters.effort_cost * self.effort

    def start_afresh(self) -> None:
        """The state of an organisation that begins to take part."""
        self.status = Status.ACTIVE
        self.bad_months = self.level = 0
        self.warmth = 1.0
        self.rounds = 0
        self.value = self.fatigue = self.grabbed = 0.0
        self.effort = self.effort_1 = self.effort_2 = 0.3
        self.reference = self.alone
        self.fairness = 0.9
        self.informed = 0.4
        self.contribution = self.tangible = self.benefit = 0.0
        self.face_to_face = self.written = self.meeting_days = self.alignment = 0.0

    def leave(self) -> None:
        """End taking part."""
        self.status = Status.LEFT
        self.bad_months = 0
        self.effort = self.effort_1 = self.effort_2 = 0.0
        self.model.network.left += 1
