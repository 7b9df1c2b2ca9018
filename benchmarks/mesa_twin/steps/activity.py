"""Step 6: who gives how much, what the projects achieve (docs/model.md, 7.6)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from benchmarks.mesa_twin.numbers import clip, mean
from benchmarks.mesa_twin.organisation import Contributor, Organisation
from benchmarks.mesa_twin.steps import projects

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import CollaborationModel


def step(model: CollaborationModel) -> None:
    """Look around, decide, work."""
    _look_around(model)
    published = mean(organisation.effort for organisation in model.active)
    induced = _induced(model)
    for organisation in model.organisations:
        organisation.effort_2, organisation.effort_1 = organisation.effort_1, organisation.effort
        if organisation.active and organisation.project is not None:
            _decide(model, organisation, published, induced)
        else:
            organisation.effort = organisation.contribution = 0.0
    projects.carry_out(model)
    _feel_urgency(model)


def _look_around(model: CollaborationModel) -> None:
    for organisation in model.organisations:
        organisation.trust = organisation.mutual_trust = organisation.seen = 0.0
        organisation.partners = 0
    for tie in model.active_ties:
        for one, other, trust in ((tie.a, tie.b, tie.ab), (tie.b, tie.a, tie.ba)):
            one.trust += trust.level
            one.mutual_trust += tie.mutual
            one.seen += other.effort
            one.partners += 1
    for organisation in model.organisations:
        if organisation.partners:
            organisation.trust /= organisation.partners
            organisation.mutual_trust /= organisation.partners
            organisation.seen /= organisation.partners


def _induced(model: CollaborationModel) -> float:
    """Share of what is held back that the steering of a present director brings about."""
    office = model.area_office
    if office is None or not office.active or office.leader.vacant:
        return 0.0
    return model.network.steering * model.parameters.steering_effect * office.leader.competence


def _decide(model: CollaborationModel, organisation: Organisation, published: float, induced: float) -> None:
    parameters = model.parameters
    _believe(model, organisation, published)
    given = _answer(model, organisation)
    given = clip(given + parameters.warm_start * organisation.warmth * (1.0 - given), 0.02, 0.98)
    odds = given / (1.0 - given) * math.exp(_inclination(model, organisation))
    own = odds / (1.0 + odds)
    wanted = own + (1.0 - own) * induced
    left = max(1.0 - organisation.reserved_days / max(organisation.own_resources, 0.01), 0.0)
    organisation.effort = min(wanted, left)
    organisation.contribution = organisation.effort * organisation.own_resources
    organisation.rounds += 1
    organisation.warmth *= math.exp(-1.0 / parameters.warm_months)


def _believe(model: CollaborationModel, organisation: Organisation, published: float) -> None:
    shown = model.levers.now.transparency * model.network.funded_share
    seen = organisation.seen if organisation.partners else published
    others = (1.0 - shown) * seen + shown * published
    if organisation.rounds >= 1:
        organisation.belief += model.parameters.belief_rate * (others - organisation.belief)


def _answer(model: CollaborationModel, organisation: Organisation) -> float:
    """What an organisation gives for what it expects of the others, by its type."""
    if organisation.contributor == Contributor.FREE_RIDER:
        return 0.0
    if organisation.contributor == Contributor.OTHER:
        return float(model.parameters.steady_contribution)
    if organisation.contributor == Contributor.HUMP_SHAPED and organisation.belief > 0.5:
        return organisation.reciprocity * (1.0 - organisation.belief)
    return organisation.reciprocity * organisation.belief


def _inclination(model: CollaborationModel, organisation: Organisation) -> float:
    """All that makes it give more or less than in the laboratory, in log-odds."""
    parameters, network = model.parameters, model.network
    talk = parameters.face_to_face_effect * organisation.face_to_face + parameters.written_effect * organisation.written
    led = 0.5 * organisation.leader.level + 0.5 * network.leadership
    return float(
        talk * parameters.laboratory_to_field * (1.0 - parameters.closeness_discount * organisation.trust)
        + parameters.value_effect * organisation.value
        + parameters.trust_effect * (organisation.trust - 0.5)
        + parameters.leadership_effect * (led - 0.6)
        + parameters.alignment_effect * (organisation.alignment * network.goal_clarity - 0.4)
        + parameters.urgency_effect * (network.urgency - 0.5)
        - parameters.fatigue_effect * organisation.fatigue
        - parameters.steering_cost * network.steering
    )


def _feel_urgency(model: CollaborationModel) -> None:
    parameters, network = model.parameters, model.network
    fading = parameters.urgency_fading * (network.urgency - parameters.urgency_floor)
    network.urgency = clip(network.urgency - fading + parameters.win_urgency * network.win)
