"""Step 2: leaders learn, move and are succeeded; the core group (docs/model.md, 7.2)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from benchmarks.mesa_twin.leader import Leader
from benchmarks.mesa_twin.numbers import clip
from benchmarks.mesa_twin.organisation import Organisation
from benchmarks.mesa_twin.philox import Stream
from benchmarks.mesa_twin.timeline import CODES

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import CollaborationModel


SHORTEST_HANDOVER = 0.5
"""Months; less is none."""


def step(model: CollaborationModel) -> None:
    """Everything about leaders in a month."""
    planned = model.levers.now.succession_planning * model.network.funded_share
    kept: dict[Organisation, float] = {}
    for organisation in model.taking_part:
        _month_in_post(model, organisation.leader, planned)
        _move(model, organisation.leader, planned, kept)
    _pay_handovers(model)
    if kept:
        _forget(model, kept)
    _seat(model, planned)
    _lead(model)


def _month_in_post(model: CollaborationModel, leader: Leader, planned: float) -> None:
    parameters, funded = model.parameters, model.network.funded_share
    training = model.levers.now.leadership_training
    if leader.vacant:
        leader.vacancy -= 1.0
        if leader.vacancy < 0.5:
            leader.appoint(0.3 * leader.readiness * planned)
        return
    leader.months_in_post += 1.0
    pace = leader.pace * (1.0 + 0.5 * training * funded)
    leader.competence += (1.0 - leader.competence) * min(pace / parameters.learning_months, 1.0)
    leader.facilitation += (
        parameters.training_rate * training * funded * (parameters.facilitation_trained - leader.facilitation)
    )
    leader.readiness += parameters.readiness_rate * (planned - leader.readiness)
    effort = leader.organisation.effort
    leader.championing = clip(leader.championing + parameters.emergence_rate * (effort - leader.championing))


def _move(model: CollaborationModel, leader: Leader, planned: float, kept: dict[Organisation, float]) -> None:
    forced, ordered = leader.leaving, leader.handover
    leader.leaving, leader.handover = False, -1.0
    if leader.vacant:
        return
    u = model.luck.uniforms(Stream.LEADER_MOVES, model.month, leader.organisation.number)
    if forced or _goes_of_own_accord(model, leader, u[0]):
        lever = model.levers.now.handover_months * model.network.funded_share
        months = ordered if forced and ordered >= 0.0 else lever
        months = months if months >= SHORTEST_HANDOVER else 0.0
        kept[leader.organisation] = _vacate(model, leader, months, planned, u[1])


def _goes_of_own_accord(model: CollaborationModel, leader: Leader, lot: float) -> bool:
    parameters = model.parameters
    if leader.months_in_post < parameters.minimum_tenure:
        return False
    if parameters.annual_window < 0.5:
        return lot < parameters.transfer_probability / 12.0
    return model.season == int(parameters.window_month) and lot < parameters.transfer_probability


def _vacate(model: CollaborationModel, leader: Leader, months: float, planned: float, lot: float) -> float:
    """Leave the post after so many months side by side; gives the share of personal trust that is kept."""
    parameters, network = model.parameters, model.network
    network.transfers += 1 if model.month <= model.horizon else 0
    if leader.core or leader.organisation.is_area_office:
        network.event_kind, network.event_month = CODES["transfer"], model.month
    overlap = 1.0 - math.exp(-months / parameters.handover_scale)
    kept = parameters.retained_none + (parameters.retained_overlap - parameters.retained_none) * overlap
    kept = clip(kept + parameters.anchoring_retains * network.anchoring)
    if months > 0.0:
        leader.handover_left = months
        leader.appoint(0.5 * (1.0 - math.exp(-months / 2.0)))
        return kept
    ready = leader.readiness * planned
    length = int(-math.log(lot) * parameters.vacancy_mean * (1.0 - 0.8 * ready) + 0.5)
    leader.vacancy = min(length, parameters.vacancy_longest)
    if not leader.organisation.is_area_office:
        leader.core = False
    if leader.vacancy < 0.5:
        leader.appoint(0.3 * ready)
    return kept


def _pay_handovers(model: CollaborationModel) -> None:
    model.network.handover_days = 0.0
    for organisation in model.taking_part:
        months = min(organisation.leader.handover_left, 1.0)
        model.network.handover_days += months * model.parameters.handover_cost
        organisation.leader.handover_left -= months


def _forget(model: CollaborationModel, kept: dict[Organisation, float]) -> None:
    for tie in model.ties:
        share = kept.get(tie.a, 1.0) * kept.get(tie.b, 1.0)
        if share < 1.0:
            tie.ab.personal *= share
            tie.ba.personal *= share
            tie.settle(model.parameters.personal_share)


def _seat(model: CollaborationModel, planned: float) -> None:
    wanted = model.levers.seats
    leaders = [organisation.leader for organisation in model.organisations]
    for leader in leaders:
        leader.core = leader.core and leader.organisation.takes_part
    seated = [leader for leader in leaders if leader.core]
    if len(seated) > wanted:
        min(seated, key=lambda leader: leader.seat_score).core = False
    elif len(seated) < wanted:
        outside = [leader for leader in leaders if not leader.core and leader.seat_score > 0.0]
        rate = model.parameters.core_seat_rate
        chance = rate + (1.0 - rate) * planned
        if outside and model.luck.uniforms(Stream.CORE_GROUP, model.month)[0] < chance:
            max(outside, key=lambda leader: leader.seat_score).core = True


def _lead(model: CollaborationModel) -> None:
    acting = model.parameters.acting_level
    leaders = [organisation.leader for organisation in model.organisations]
    for leader in leaders:
        skill = 0.5 * (leader.championing + leader.facilitation)
        leader.level = acting if leader.vacant else leader.competence * (0.4 + 0.6 * skill)
    seats = max(model.levers.seats, 1)
    group = [leader.level for leader in leaders if leader.core][:seats]
    model.network.leadership = (sum(group) + (seats - len(group)) * acting) / seats
    posts = [organisation.leader.vacant for organisation in model.taking_part]
    model.network.vacant_share = sum(posts) / len(posts) if posts else 0.0
