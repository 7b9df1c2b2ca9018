"""Step 11: formal processes, reviews, rigidity, standing, renewal of goals (docs/model.md, 7.11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.mesa_twin.numbers import clip, logistic
from benchmarks.mesa_twin.philox import Stream
from netsustain.scenario.levers import GovernanceMode

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import CollaborationModel


def step(model: CollaborationModel) -> None:
    """In this order: each sees what those before it have set."""
    _keep_up_processes(model)
    _stiffen_and_review(model)
    _develop(model)
    model.network.fit = _fit(model)
    if not any(goal.open for goal in model.goals):
        _renew(model)


def _keep_up_processes(model: CollaborationModel) -> None:
    parameters, network, now = model.parameters, model.network, model.levers.now
    funded = network.funded_share
    missing = 1.0 - funded
    network.plan *= 1.0 - parameters.plan_fading * missing
    network.training *= 1.0 - parameters.training_fading * missing
    network.delivery *= 1.0 - parameters.delivery_fading * missing
    upkeep = parameters.upkeep * funded
    planned = clip(0.4 + 0.3 * now.written_agreement + 0.3 * now.monitoring)
    network.plan += upkeep * max(planned - network.plan, 0.0)
    trained = clip(0.3 + 0.4 * now.leadership_training + 0.5 * now.capacity_building)
    network.training += upkeep * max(trained - network.training, 0.0)
    delivered = clip(0.6 + 0.2 * network.training + 0.2 * network.plan)
    network.delivery += upkeep * max(delivered - network.delivery, 0.0)
    network.agreement += parameters.upkeep * (now.written_agreement * funded - network.agreement)
    clear = 0.3 + 0.4 * network.agreement + 0.3 * network.plan
    network.role_clarity += parameters.upkeep * (clear - network.role_clarity)


def _stiffen_and_review(model: CollaborationModel) -> None:
    parameters, network, now = model.parameters, model.network, model.levers.now
    funded = network.funded_share
    stiffening = parameters.rigidity_rate * (1.0 - 0.5 * now.monitoring * funded)
    network.inertia += stiffening * (1.0 - network.inertia)
    every = int(now.review_every + 0.5)
    if every > 0 and model.month % every == 0:
        network.inertia *= 1.0 - parameters.review_effect * funded
        network.flexibility += parameters.review_effect * funded * (1.0 - network.flexibility)
        for organisation in model.organisations:
            organisation.fairness += parameters.review_fairness * funded * (1.0 - organisation.fairness)
    network.flexibility += parameters.rigidity_rate * (parameters.flexibility_floor - network.flexibility)


def _develop(model: CollaborationModel) -> None:
    parameters, network = model.parameters, model.network
    pace = parameters.skill_rate * model.levers.now.capacity_building * network.funded_share
    for organisation in model.active:
        organisation.skill += pace * (1.0 - organisation.skill)
    network.reputation += parameters.reputation_rate * (network.success - network.reputation)
    taking_root = parameters.anchoring_rate * network.active_share * network.success
    network.anchoring += taking_root * (1.0 - network.anchoring) - parameters.anchoring_loss * network.anchoring
    outcome = network.success * network.delivery * (0.5 + 0.5 * network.training)
    network.outcome_index += (outcome - network.outcome_index) / 12.0


def _fit(model: CollaborationModel) -> float:
    network, turning = model.network, model.parameters.crowd
    crowd = logistic((network.active_members - turning) / (0.25 * turning))
    trust, consensus = network.mean_trust, network.goal_clarity
    fit = {
        GovernanceMode.LEAD_ORGANISATION: 0.5 + 0.15 * (1.0 - trust) + 0.15 * (1.0 - crowd) + 0.05 * consensus,
        GovernanceMode.SHARED: (1.0 - crowd) * (0.5 * trust + 0.5 * consensus) + 0.2,
        GovernanceMode.COMMITTEE: 0.35 + 0.2 * trust + 0.25 * consensus + 0.1 * (1.0 - crowd),
        GovernanceMode.ADMINISTRATIVE_CENTRE: 0.45 + 0.3 * crowd + 0.15 * consensus,
    }[GovernanceMode(int(model.levers.now.governance_mode))]
    return clip(fit * (1.0 - 0.3 * network.inertia))


def _renew(model: CollaborationModel) -> None:
    parameters, network = model.parameters, model.network
    network.originals_met = True
    if network.closed:
        return
    u = model.luck.uniforms(Stream.NEW_GOAL, model.month)
    willing = network.need * network.leadership * (0.5 + 0.5 * network.mean_trust)
    if u[0] < parameters.adopt_rate * willing:
        goal = min(model.goals, key=lambda goal: goal.met_month)
        goal.met_month = goal.wins = 0
        goal.progress = 0.0
        goal.position = clip(goal.position + 0.3 * (u[1] - 0.5))
        goal.original = 2
    elif u[2] < parameters.close_rate:
        network.closed = True
