"""Step 10: who rests, leaves, returns, joins; ties form and fade (docs/model.md, 7.10)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from benchmarks.mesa_twin import joining
from benchmarks.mesa_twin.kinds import Kind
from benchmarks.mesa_twin.numbers import logistic, power
from benchmarks.mesa_twin.organisation import Organisation, Status
from benchmarks.mesa_twin.philox import Stream
from benchmarks.mesa_twin.ties import Tie

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import CollaborationModel

CANDIDATES = 2
"""A month."""
FEWEST_HOSTS = 3
MOST_COMMON_PARTNERS = 3


def step(model: CollaborationModel) -> None:
    """Rest, leave and return; look for partners; join; fade."""
    veterans, old_ties = list(model.organisations), list(model.ties)
    norm = model.active_share
    for organisation in veterans:
        if organisation.status == Status.LEFT:
            _come_back(model, organisation, norm)
        elif organisation.takes_part:
            _stay_or_go(model, organisation, norm)
    made: set[tuple[Organisation, Organisation]] = set()
    for organisation in veterans:
        if organisation.active:
            _look_for_partner(model, organisation, made)
    _recruit(model)
    _fade(model, old_ties)


def _come_back(model: CollaborationModel, organisation: Organisation, norm: float) -> None:
    organisation.bad_months += 1
    if organisation.bad_months > 1:
        lot = model.luck.uniforms(Stream.EXIT, model.month, organisation.number)[2]
        if lot < model.parameters.comeback_rate * norm * model.network.reputation:
            organisation.start_afresh()
            model.network.joined += 1


def _stay_or_go(model: CollaborationModel, organisation: Organisation, norm: float) -> None:
    parameters = model.parameters
    u = model.luck.uniforms(Stream.EXIT, model.month, organisation.number)
    if organisation.active:
        if organisation.recent_effort < parameters.dormant_below and organisation.rounds >= 3:
            organisation.status = Status.DORMANT
    elif u[1] < parameters.return_rate * organisation.informed * norm * (1.0 - organisation.fatigue):
        organisation.status = Status.ACTIVE
        organisation.effort = organisation.effort_1 = organisation.effort_2 = 0.2
    trust = organisation.trust if organisation.partners else 0.3
    worth = organisation.value + (trust - 0.5) + (norm - 0.5) - organisation.fatigue
    organisation.bad_months = organisation.bad_months + 1 if worth < 0.0 else 0
    leaves = 2.0 * parameters.exit_rate * logistic(-parameters.exit_slope * worth)
    if organisation.bad_months >= parameters.patience and u[0] < leaves:
        organisation.leave()


def _look_for_partner(
    model: CollaborationModel, organisation: Organisation, made: set[tuple[Organisation, Organisation]]
) -> None:
    parameters = model.parameters
    u = model.luck.uniforms(Stream.TIE_FORMATION, model.month, organisation.number)
    room = max(1.0 - organisation.partners / parameters.degree_limit, 0.0)
    convened = organisation.effort * model.network.funded_share
    if u[0] >= parameters.formation_rate * room * (organisation.talk + convened):
        return
    if u[1] < parameters.closure_share and organisation.neighbours:
        through = _drawn(organisation.neighbours, u[2])
        found: Organisation | None = _drawn(through.neighbours, u[3])
    else:
        found = model.ring.neighbour(u[2], organisation)
    if found is None or found is organisation or not found.active:
        return
    if found in organisation.neighbours or (found, organisation) in made:
        return
    made.add((organisation, found))
    trusts = (0.5 * (one.trust + parameters.newcomer_trust) for one in (organisation, found))
    model.ties.append(Tie(organisation, found, *trusts))
    model.ties_changed = True


def _drawn(among: list[Organisation], u: float) -> Organisation:
    return among[min(int(u * len(among)), len(among) - 1)]


def _recruit(model: CollaborationModel) -> None:
    parameters, network = model.parameters, model.network
    hosts = len(model.active)
    if hosts < FEWEST_HOSTS:
        return
    warm = model.levers.now.onboarding * network.funded_share
    room = max(1.0 - hosts / (parameters.growth_limit * max(network.founders, 1)), 0.0)
    chance = parameters.recruit_rate * network.reputation * (0.5 + 0.5 * warm) * room * hosts / 20.0
    for slot in range(CANDIDATES):
        number = joining.candidate(model.month, slot)
        u = model.luck.uniforms(Stream.RECRUITMENT, model.month, number)
        if u[0] < min(chance, 1.0):
            newcomer = joining.open_row(model, number, _kind_of_newcomer(model, u[1]), {})
            joining.enter(model, newcomer)
            trust = parameters.newcomer_trust + parameters.onboarding_trust * warm
            joining.welcome(model, newcomer, 2 + int(3.0 * warm + 0.5), trust)
            network.joined += 1


def _kind_of_newcomer(model: CollaborationModel, u: float) -> Kind:
    founders = model.network.founders
    like = model.organisations[min(int(u * founders), founders - 1)]
    return Kind.SCHOOL if like.is_area_office else like.kind


def _fade(model: CollaborationModel, old_ties: list[Tie]) -> None:
    gone = {tie for tie in old_ties if _ends_this_month(model, tie)}
    if gone:
        model.ties = [tie for tie in model.ties if tie not in gone]
        model.ties_changed = True


def _ends_this_month(model: CollaborationModel, tie: Tie) -> bool:
    parameters, (a, b) = model.parameters, tie.ends
    if any(end.status in (Status.LEFT, Status.MERGED) for end in tie.ends):
        return True
    u = model.luck.uniforms(Stream.TIE_DECAY, model.month, a.number, b.number)
    distrust = 1.0 - tie.mutual / max(parameters.newcomer_trust, 0.01)
    return (not tie.contact and u[0] < _decay(model, tie)) or u[1] < parameters.partner_choice * distrust


def _decay(model: CollaborationModel, tie: Tie) -> float:
    """Chance that a tie without contact ends."""
    parameters = model.parameters
    common = min(len(set(tie.a.neighbours) & set(tie.b.neighbours)), MOST_COMMON_PARTNERS)
    kept = math.exp(-parameters.embedding * common - parameters.formality * tie.formal)
    hazard = parameters.decay_hazard * kept * power(1.0 + tie.age / 12.0, -parameters.decay_ageing)
    return float(min(parameters.decay_hazard, hazard))
