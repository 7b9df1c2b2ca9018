"""Step 1: what happens to the network from outside (docs/model.md, 7.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from benchmarks.mesa_twin import joining
from benchmarks.mesa_twin.kinds import Kind
from benchmarks.mesa_twin.numbers import clip
from benchmarks.mesa_twin.organisation import Organisation, Status
from benchmarks.mesa_twin.philox import Stream
from benchmarks.mesa_twin.start import said
from benchmarks.mesa_twin.steps.mergers import merge
from benchmarks.mesa_twin.timeline import Happening
from netsustain.scenario.happenings import Channel, Who

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import CollaborationModel

RECURRENT_CANDIDATE = 128
"""Slot of the first recurrent event among the candidates of a month."""


def step(model: CollaborationModel) -> None:
    """What happens this month; then every lever moves."""
    model.network.left = model.network.joined = 0
    for organisation in model.organisations:
        organisation.grabbed = 0.0
    for happening in model.timeline:
        if happening.happens(model.month, model.season, model.luck):
            struck = _EFFECTS[happening.kind](model, happening)
            if struck:
                model.network.event_kind, model.network.event_month = happening.code, model.month
    model.levers.move()


def _concerned(model: CollaborationModel, kinds: tuple[Kind, ...] | None) -> list[Organisation]:
    return [member for member in model.taking_part if kinds is None or member.kind in kinds]


def _pick(model: CollaborationModel, happening: Happening, among: list[Organisation]) -> Organisation | None:
    def lot(organisation: Organisation) -> float:
        return model.luck.uniforms(Stream.EVENT_TARGET, model.month, organisation.number, happening.number)[0]

    return min(among, key=lot, default=None)


# ---- what happens; each gives whether it struck something and so is remembered as a shock ------------


def _transfer(model: CollaborationModel, happening: Happening) -> bool:
    action, struck = happening.action, False
    for organisation in _concerned(model, action.kinds):
        leader = organisation.leader
        if action.who == Who.DIRECTOR and not organisation.is_area_office:
            continue
        if action.who == Who.CORE and not leader.core:
            continue
        lot = model.luck.uniforms(Stream.EVENT_TARGET, model.month, organisation.number, happening.number)[1]
        if lot < action.share:
            leader.leaving = struck = True
            leader.handover = -1.0 if action.handover is None else action.handover
    return struck


def _budget(model: CollaborationModel, happening: Happening) -> bool:
    action, struck = happening.action, False
    for channel in model.channels:
        if action.channel in (Channel.ALL, _CHANNEL_NAMES[channel.row]):
            struck = struck or channel.level_target != action.level
            channel.level_target = action.level
            channel.level_step = abs(action.level - channel.level) / max(action.over, 1)
    return struck


def _grant_end(model: CollaborationModel, happening: Happening) -> bool:
    model.network.grant_end_month, model.network.grant_taper = model.month, happening.action.taper
    return any(grant.amount > 0.0 and grant.to_month >= model.month for grant in model.grants)


def _set(model: CollaborationModel, happening: Happening) -> bool:
    model.levers.set(happening.action.doses, happening.action.over)
    return False


def _communication(model: CollaborationModel, happening: Happening) -> bool:
    model.levers.communicate(happening.action.policy.name.lower())
    return False


def _join(model: CollaborationModel, happening: Happening) -> bool:
    action = happening.action
    if happening.date:
        newcomer = model.expected[happening.place]
        if newcomer.status != Status.EXPECTED:
            return False
    else:
        number = joining.candidate(model.month, RECURRENT_CANDIDATE + happening.number)
        newcomer = joining.open_row(model, number, Kind(int(action.kind)), said(action))
    joining.enter(model, newcomer)
    joining.welcome(model, newcomer, action.ties, model.parameters.newcomer_trust)
    model.network.joined += 1
    return False


def _leave(model: CollaborationModel, happening: Happening) -> bool:
    before = model.network.left
    for leaver in _leavers(model, happening):
        _depart(leaver)
    return model.network.left > before


def _leavers(model: CollaborationModel, happening: Happening) -> Iterator[Organisation]:
    """One after the other: whom to pick next depends on who is left."""
    action = happening.action
    if action.member is not None:
        named = model.named.get(action.member)
        if named is not None and named.takes_part:
            yield named
        return
    kinds = None if action.kind is None else (Kind(int(action.kind)),)
    for _ in range(action.count):
        picked = _pick(model, happening, _concerned(model, kinds))
        if picked is not None:
            yield picked


def _depart(organisation: Organisation) -> None:
    organisation.leave()
    organisation.contribution = 0.0


def _scandal(model: CollaborationModel, happening: Happening) -> bool:
    action = happening.action
    if action.member is not None:
        culprit = model.named.get(action.member)
    else:
        culprit = max(model.active, key=lambda organisation: organisation.size, default=None)
    if culprit is not None:
        culprit.grabbed = action.severity
    return culprit is not None and action.severity > 0.0


def _crisis(model: CollaborationModel, happening: Happening) -> bool:
    network, action = model.network, happening.action
    network.crisis_months = max(network.crisis_months, action.months)
    network.urgency = clip(network.urgency + action.urgency)
    return True


def _goal_reached(model: CollaborationModel, happening: Happening) -> bool:
    goal = model.goals[happening.action.goal - 1]
    was_open = goal.open
    if was_open:
        goal.met_month, goal.progress = model.month, 1.0
    return was_open


def _need_ended(model: CollaborationModel, _: Happening) -> bool:
    was_needed = model.network.need > 0.0
    model.network.need = model.network.urgency = 0.0
    return was_needed


def _relaunch(model: CollaborationModel, _: Happening) -> bool:
    model.network.urgency = clip(model.network.urgency + model.parameters.relaunch_urgency)
    for organisation in model.taking_part:
        organisation.status = Status.ACTIVE
        organisation.rounds = 0
        organisation.warmth = 1.0
    return False


def _merger(model: CollaborationModel, happening: Happening) -> bool:
    kind, struck = Kind(int(happening.action.kind)), False
    for _ in range(happening.action.count):
        among = [organisation for organisation in model.active if organisation.kind == kind]
        one = _pick(model, happening, among)
        other = _pick(model, happening, [organisation for organisation in among if organisation is not one])
        if one is None or other is None:
            break
        stays, goes = (other, one) if other.size > one.size else (one, other)
        stays.size += goes.size
        stays.own_resources += goes.own_resources
        _depart(goes)
        goes.status = Status.MERGED
        merge(model, stays, goes)
        struck = True
    return struck


def _ministry_policy(model: CollaborationModel, happening: Happening) -> bool:
    action, struck = happening.action, happening.action.rigidity > 0.0
    for organisation in model.organisations:
        if organisation.kind in (Kind.AREA_OFFICE, Kind.GOVERNMENT):
            organisation.priority = clip(organisation.priority + action.shift)
            struck = struck or action.shift != 0.0
    model.network.flexibility *= 1.0 - action.rigidity
    if action.steering is not None:
        struck = struck or action.steering != model.network.steering
        model.network.steering = action.steering
    return struck


_EFFECTS = {
    "transfer": _transfer, "budget": _budget, "grant_end": _grant_end, "set": _set, "communication": _communication,
    "join": _join, "leave": _leave, "scandal": _scandal, "crisis": _crisis, "goal_reached": _goal_reached,
    "need_ended": _need_ended, "relaunch": _relaunch, "merger": _merger, "ministry_policy": _ministry_policy,
}  # fmt: skip
_CHANNEL_NAMES = (
    Channel.GRANT, Channel.PUBLIC_PRIVATE, Channel.COMMUNITY, Channel.HUMAN, Channel.TECHNOLOGY,
    Channel.INTERNATIONAL, Channel.AREA_OFFICE,
)  # fmt: skip
