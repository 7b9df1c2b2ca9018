"""Step 4: who is reached, how richly, at what cost of time (docs/model.md, 7.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.mesa_twin.kinds import FORUM
from benchmarks.mesa_twin.organisation import Organisation

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import CollaborationModel


def step(model: CollaborationModel) -> None:
    """Everybody that takes part is reached, more or less."""
    network = model.network
    burden = model.levers.member_days()
    network.meeting_days = 0.0
    for organisation in model.organisations:
        organisation.reserved_days = organisation.meeting_days = 0.0
        if organisation.takes_part:
            _reach(model, organisation, burden)
        network.meeting_days += organisation.meeting_days
    network.two_way = _two_way_share(model)
    network.crisis_months = max(network.crisis_months - 1, 0)


def _reach(model: CollaborationModel, organisation: Organisation, burden: float) -> None:
    parameters, now, funded = model.parameters, model.levers.now, model.network.funded_share
    can_meet = model.network.crisis_months == 0
    share = now.face_to_face_share if can_meet else 0.0
    in_person = 1.0 if can_meet else 0.0
    meetings = now.meeting_frequency / (now.meeting_frequency + parameters.meeting_half)
    together = meetings * share * (1.0 - parameters.remoteness_loss * organisation.remoteness)
    forum = now.community_forum * (1.0 if organisation.kind in FORUM else 0.5)
    visits = parameters.forum_dose * forum + parameters.visit_dose * now.relationship_activities
    organisation.face_to_face = min(funded * (together + in_person * visits), 1.0)
    online = organisation.digital_access * (0.5 + 0.5 * organisation.skill)
    remote = funded * online * (meetings * (1.0 - share) + parameters.platform_dose * now.platform)
    organisation.written = min(remote, 1.0 - organisation.face_to_face)
    told = organisation.talk + funded * (parameters.newsletter_dose * now.newsletter + 0.3 * now.transparency)
    organisation.informed += 0.3 * (min(told, 1.0) - organisation.informed)
    travel = now.meeting_frequency * share * parameters.travel_time * organisation.remoteness
    organisation.reserved_days = burden + travel
    organisation.meeting_days = funded * organisation.reserved_days


def _two_way_share(model: CollaborationModel) -> float:
    now, funded = model.levers.now, model.network.funded_share
    heard_by_all = said_to_all = 0.0
    for organisation in model.active:
        heard = organisation.talk * (0.4 + 0.6 * now.two_way_feedback)
        heard_by_all += heard
        said_to_all += max(organisation.talk + 0.5 * now.newsletter * funded, heard)
    return heard_by_all / said_to_all if said_to_all > 0.0 else 0.0
