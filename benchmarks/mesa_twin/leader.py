"""The leaders of organisations: Mesa agents; a transfer puts another person in the same post."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import mesa

from benchmarks.mesa_twin.numbers import clip
from benchmarks.mesa_twin.philox import Stream, bell

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import CollaborationModel
    from benchmarks.mesa_twin.organisation import Organisation


class Leader(mesa.Agent):
    """The person in the post at the head of an organisation, and the post itself."""

    def __init__(self, model: CollaborationModel, organisation: Organisation) -> None:
        super().__init__(model)
        self.organisation = organisation
        self.core = self.experienced = self.leaving = False
        self.appointed_month = 0
        self.competence = self.championing = self.facilitation = 0.0
        self.months_in_post = self.vacancy = self.readiness = self.level = 0.0
        self.handover = self.handover_left = 0.0

    @property
    def vacant(self) -> bool:
        """Whether the post waits for a successor."""
        return self.vacancy > 0.0

    @property
    def pace(self) -> float:
        """How fast the person learns, relative to one who never led."""
        return 2.0 if self.experienced else 1.0

    @property
    def seat_score(self) -> float:
        """Claim to a seat in the core group; -1 for none."""
        if not self.organisation.active or self.vacant:
            return -1.0
        office = 2.0 if self.organisation.is_area_office else 0.0
        return office + self.championing * self.competence + 0.5 * self.readiness

    def draw_person(self, month: int, head_start: float = 0.0) -> None:
        """Another person with traits of its own; the successor's readiness adds to championing."""
        parameters, network = self.model.parameters, self.model.network
        number, luck = self.organisation.number, self.model.luck
        who, champion, facilitator = (luck.uniforms(Stream.LEADER_TRAITS, month, number, block=b) for b in range(3))
        self.experienced = who[0] < network.leader_experience
        self.championing = clip(
            network.leader_championing + parameters.championing_spread * bell(champion) + 0.2 * self.readiness
        )
        self.facilitation = clip(parameters.facilitation_mean + parameters.facilitation_spread * bell(facilitator))
        self.competence = head_start
        self.readiness = 0.0

    def start_in_post(self, months_in_post: float, vacancy: float, start: int) -> None:
        """A leader who has been in post for a while in a month, or a post that has so many months to wait for one."""
        self.core = self.leaving = False
        self.handover, self.handover_left = -1.0, 0.0
        self.readiness = 0.0
        self.draw_person(0)
        self.months_in_post, self.vacancy = months_in_post, vacancy
        self.appointed_month = start - int(months_in_post)
        self.competence = 1.0 - math.exp(-months_in_post * self.pace / self.model.parameters.learning_months)

    def appoint(self, head_start: float) -> None:
        """Another person takes over the post this month."""
        self.draw_person(self.model.month, head_start)
        self.months_in_post = self.vacancy = 0.0
        self.appointed_month = self.model.month
