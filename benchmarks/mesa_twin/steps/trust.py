"""Step 8: what partners experience of each other (docs/model.md, 7.8)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.mesa_twin.numbers import clip
from benchmarks.mesa_twin.organisation import Organisation
from benchmarks.mesa_twin.philox import Stream, Uniforms
from benchmarks.mesa_twin.ties import Tie, Trust

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import CollaborationModel

ONE_MONTH_OLDER = math.exp(-1.0 / 6.0)
WIDTH = 3.4641016151377544
"""√12: a uniform of this width has variance 1."""


class Climate(NamedTuple):
    """What is the same for all ties this month."""

    warmth: float
    soothed: float
    signing: bool
    scandal: bool


def step(model: CollaborationModel) -> None:
    """Every tie meets or not, and learns from it."""
    climate = _climate(model)
    joint = conflicts = 0
    for tie in model.ties:
        u = model.luck.uniforms(Stream.TIE_EXPERIENCE, model.month, tie.a.number, tie.b.number)
        _meet(model, tie, u[3])
        if climate.scandal:
            _resent(model, tie)
        if tie.joint:
            joint += 1
            conflicts += _experience(model, tie, climate, u)
        if climate.signing and tie.contact and not tie.formal:
            lot = model.luck.uniforms(Stream.AGREEMENT, model.month, tie.a.number, tie.b.number)[0]
            tie.formal = lot < model.parameters.signing_chance * model.network.agreement
    model.network.conflicts = climate.soothed * conflicts / joint if joint else 0.0


def _climate(model: CollaborationModel) -> Climate:
    parameters, now, network = model.parameters, model.levers.now, model.network
    funded = network.funded_share
    visits = parameters.visit_warmth * now.relationship_activities * funded
    return Climate(
        warmth=visits + parameters.feedback_warmth * now.two_way_feedback * funded,
        soothed=1.0 - parameters.mediation_effect * now.mediation * funded,
        signing=model.season == int(parameters.window_month) and network.agreement > 0.0,
        scandal=any(organisation.grabbed > 0.0 for organisation in model.organisations),
    )


def _meet(model: CollaborationModel, tie: Tie, lot: float) -> None:
    parameters, (a, b) = model.parameters, tie.ends
    tie.joint = False
    if tie.active and a.project is b.project:
        lower = min(a.effort, b.effort)
        chance = parameters.joint_chance * lower * (1.0 + parameters.strength_effect * (2.0 * tie.strength - 1.0))
        tie.joint = lower >= parameters.at_work and lot < min(chance, 1.0)
    tie.contact = tie.joint or lot < min(a.talk, b.talk)
    tie.idle = 0 if tie.contact else tie.idle + 1
    tie.unused = 0 if tie.joint else tie.unused + 1
    tie.age += 1.0
    tie.strength += parameters.strength_rate * (tie.contact - tie.strength)
    tie.youth *= ONE_MONTH_OLDER


def _resent(model: CollaborationModel, tie: Tie) -> None:
    for trust, other in ((tie.ab, tie.b), (tie.ba, tie.a)):
        if other.grabbed > 0.0:
            trust.ceiling = min(trust.ceiling, model.parameters.breach_ceiling * trust.level)
            trust.personal *= 1.0 - other.grabbed
            trust.institutional *= 1.0 - 0.5 * other.grabbed
    tie.settle(model.parameters.personal_share)


def _experience(model: CollaborationModel, tie: Tie, climate: Climate, u: Uniforms) -> bool:
    """Work together for a month; gives whether there was a conflict."""
    parameters, (a, b) = model.parameters, tie.ends
    apart = abs(a.priority - b.priority)
    conflict = u[2] < parameters.conflict_rate * (0.3 + apart + 1.0 - model.network.role_clarity)
    harm = parameters.conflict_harm * climate.soothed if conflict else 0.0
    success = a.project.success if a.project is not None else 0.0
    common = parameters.project_weight * success + climate.warmth - harm
    noise = WIDTH * parameters.experience_luck
    for trust, other, lot in ((tie.ab, b, u[0]), (tie.ba, a, u[1])):
        felt = clip(common + _felt(model, other) + noise * (lot - 0.5))
        _learn(model, trust, felt - trust.level, tie.youth)
    tie.settle(parameters.personal_share)
    return conflict


def _felt(model: CollaborationModel, other: Organisation) -> float:
    parameters = model.parameters
    effort = other.effort / (other.effort + parameters.fulfilment_half)
    return float((1.0 - parameters.project_weight) * effort)


def _learn(model: CollaborationModel, trust: Trust, surprise: float, youth: float) -> None:
    parameters = model.parameters
    gain = parameters.trust_gain
    loss = gain * parameters.loss_ratio * (1.0 + parameters.early_breach * youth)
    slow = parameters.institutional_rate
    trust.personal = _moved(trust.personal, surprise, gain, loss)
    trust.institutional = _moved(trust.institutional, surprise, slow * gain, slow * loss)


def _moved(trust: float, surprise: float, gain: float, loss: float) -> float:
    better, worse = max(surprise, 0.0), min(surprise, 0.0)
    return max(trust + gain * (1.0 - trust) * better + loss * trust * worse, 0.0)
