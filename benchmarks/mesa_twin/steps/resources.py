"""Step 3: what the network should pay, what comes in, what is paid (docs/model.md, 7.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.mesa_twin.kinds import LOCAL
from benchmarks.mesa_twin.numbers import clip
from benchmarks.mesa_twin.philox import Stream, bell
from netsustain.scenario.funding import Grant
from netsustain.scenario.levers import GovernanceMode

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import CollaborationModel

FUNDRAISING = ("public_private", "community", "human", "technology", "international")
"""Channels 1 to 5."""
INTERNATIONAL = 5


def step(model: CollaborationModel) -> None:
    """Levels, need, income, payment."""
    for channel in model.channels:
        channel.level += clip(channel.level_target - channel.level, -channel.level_step, channel.level_step)
    need = _need(model)
    _income(model)
    own = _own_mobilisation(model, need)
    _pay(model, need, own)
    _concentrate(model, own)


def _need(model: CollaborationModel) -> float:
    active = model.active
    if not active:
        return 0.0
    parameters, levers = model.parameters, model.levers
    now, count, seats = levers.now, len(active), levers.seats
    need = _overhead(model, count) + parameters.core_pair * seats * (seats - 1) / 2.0
    need += levers.days(count, model.staff_day_price / model.baht_price)
    if model.network.crisis_months == 0:
        travel = sum(organisation.remoteness for organisation in active)
        need += parameters.travel_days * now.meeting_frequency * now.face_to_face_share * travel
    if now.review_every >= 0.5:
        need += parameters.review_days / now.review_every
    return need + model.network.handover_days


def _overhead(model: CollaborationModel, count: int) -> float:
    parameters = model.parameters
    return {
        GovernanceMode.LEAD_ORGANISATION: parameters.overhead_lead + parameters.overhead_lead_member * count,
        GovernanceMode.SHARED: parameters.overhead_pair * count * (count - 1) / 2.0,
        GovernanceMode.COMMITTEE: parameters.overhead_committee + parameters.overhead_committee_member * count,
        GovernanceMode.ADMINISTRATIVE_CENTRE: parameters.overhead_centre + parameters.overhead_centre_member * count,
    }[GovernanceMode(int(model.levers.now.governance_mode))]


def _grant_pays(grant: Grant, month: int) -> float:
    first, last, taper = grant.from_month, grant.to_month, grant.taper
    if month < first or month > last + taper:
        return 0.0
    return grant.amount if month <= last else grant.amount * (1.0 - (month - last) / (taper + 1.0))


def _grants_pay(model: CollaborationModel) -> float:
    end, taper = model.network.grant_end_month, model.network.grant_taper
    if end == 0 or model.month < end:
        return sum(_grant_pays(grant, model.month) for grant in model.grants)
    since = model.month - end + 1
    share = 1.0 - since / (taper + 1.0) if since <= taper else 0.0
    return sum(_grant_pays(grant, end - 1) * share for grant in model.grants)


def _income(model: CollaborationModel) -> None:
    channels, office = model.channels, model.area_office
    grant, area_office = channels[0], channels[6]
    grant.income = _grants_pay(model) * grant.level
    present = office is not None and office.active
    area_office.income = area_office.planned * area_office.level * (1.0 if present else 0.0)
    _raise_funds(model)
    for channel in channels:
        channel.income_year += (channel.income - channel.income_year) / 12.0
    model.network.income = sum(channel.income for channel in channels)


def _raise_funds(model: CollaborationModel) -> None:
    parameters, funded = model.parameters, model.network.funded_share
    for source, (name, promise) in enumerate(zip(FUNDRAISING, _promises(model), strict=True), 1):
        channel = model.channels[source]
        dose = getattr(model.levers.now, f"fundraising_{name}")
        channel.stock += (dose * funded - channel.stock) / parameters.fundraising_ramp
        volume = channel.stock * promise * len(model.active) / 20.0
        u = model.luck.uniforms(Stream.INCOME, model.month, source)
        if source == INTERNATIONAL:
            swing = 1.0 / parameters.international_chance if u[0] < parameters.international_chance else 0.0
        else:
            swing = max(1.0 + parameters.income_volatility * bell(u), 0.0)
        channel.income = volume * swing * channel.level


def _promises(model: CollaborationModel) -> tuple[float, ...]:
    """What 20 members could raise in each channel under full relations."""
    parameters, network, active = model.parameters, model.network, model.active
    count = max(len(active), 1)
    local = sum(organisation.kind in LOCAL for organisation in active) / count
    digital = sum(organisation.digital_access for organisation in active) / count
    skill = sum(organisation.skill for organisation in active) / count
    return (
        parameters.volume_public_private * network.reputation,
        parameters.volume_community * network.mean_trust * (0.5 + local),
        parameters.volume_human * skill * (0.5 + network.anchoring),
        parameters.volume_technology * digital * network.reputation,
        parameters.volume_international * network.reputation * network.leadership,
    )


def _own_mobilisation(model: CollaborationModel, need: float) -> float:
    parameters = model.parameters
    own_days = sum(organisation.own_resources * organisation.effort for organisation in model.active)
    most = max(parameters.own_share * own_days - parameters.crowding_out * model.channels[0].income, 0.0)
    return min(most, max(need - model.network.income, 0.0))


def _pay(model: CollaborationModel, need: float, own: float) -> None:
    network, parameters = model.network, model.parameters
    available, before = network.income + own, network.reserve
    network.project_days = network.lapsed_days = 0.0
    if available < need:
        bridge = min(before, need - available)
        network.reserve = before - bridge
        network.paid_days = available + bridge
    else:
        surplus = available - need
        room = max(parameters.reserve_longest * need - before, 0.0)
        saved = min(model.levers.now.reserve_plan * surplus, room)
        network.paid_days = need
        network.reserve = before + saved
        network.project_days = min(surplus - saved, parameters.project_room * need)
        network.lapsed_days = surplus - saved - network.project_days
    network.funded_share = network.paid_days / need if need > 0.0 else 1.0
    network.own_income, network.need_days = own, need
    network.money = network.funded_share * model.levers.money() * model.baht_price


def _concentrate(model: CollaborationModel, own: float) -> None:
    network, channels = model.network, model.channels
    total = sum(channel.income_year for channel in channels) + own
    network.concentration, network.self_reliance = 1.0, 0.0
    if total > 0.0:
        network.concentration = (sum(channel.income_year**2 for channel in channels) + own**2) / total**2
        network.self_reliance = 1.0 - (channels[0].income_year + channels[6].income_year) / total
