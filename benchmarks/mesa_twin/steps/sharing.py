"""Step 7: who gets what, and whether it feels fair (docs/model.md, 7.7)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from benchmarks.mesa_twin.numbers import clip
from benchmarks.mesa_twin.organisation import Organisation
from netsustain.scenario.levers import FairnessRule

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import CollaborationModel


def step(model: CollaborationModel) -> None:
    """Divide the tangible benefit, then feel about it."""
    room = sum(organisation.own_resources for organisation in model.active)
    level = model.network.output / room if room > 0.0 else 0.0
    for organisation in model.organisations:
        organisation.tangible = 0.0
        if not organisation.active:
            organisation.benefit = 0.0
    _divide(model, level)
    _feel(model, level)


def _claim(model: CollaborationModel, organisation: Organisation) -> float:
    rule = FairnessRule(int(model.levers.now.fairness_rule))
    if rule == FairnessRule.EQUAL:
        return 1.0
    if rule == FairnessRule.CONTRIBUTION:
        return organisation.contribution
    if rule == FairnessRule.NEED:
        return 1.0 / (0.5 + organisation.size)
    return organisation.size**2


def _divide(model: CollaborationModel, level: float) -> None:
    active, parameters = model.active, model.parameters
    pot = parameters.tangible_benefit * level * len(active)
    claims = {organisation: _claim(model, organisation) for organisation in active}
    grabs = {organisation: max(organisation.captures, organisation.grabbed) for organisation in active}
    all_claims, all_grabs = sum(claims.values()), sum(grabs.values())
    if all_claims <= 0.0:
        return
    taken = min(all_grabs, parameters.capture_limit)
    for organisation in active:
        organisation.tangible = pot * (1.0 - taken) * claims[organisation] / all_claims
        if all_grabs > 0.0:
            organisation.tangible += pot * taken * grabs[organisation] / all_grabs


def _unfairness(model: CollaborationModel) -> dict[Organisation, float]:
    """What comparing with partners does to everybody."""
    envy, guilt = model.parameters.envy, model.parameters.guilt
    unfair: dict[Organisation, float] = defaultdict(float)
    for tie in model.active_ties:
        gap = tie.b.net_tangible - tie.a.net_tangible
        less, more = max(gap, 0.0), max(-gap, 0.0)
        unfair[tie.a] += envy * less + guilt * more
        unfair[tie.b] += guilt * less + envy * more
    return unfair


def _feel(model: CollaborationModel, level: float) -> None:
    parameters = model.parameters
    shown = model.levers.now.transparency * model.network.funded_share
    unfair = _unfairness(model)
    for organisation in model.active:
        access = min(organisation.partners / parameters.access_cap, 1.0)
        intangible = parameters.intangible_benefit * level * access
        recognised = parameters.recognition * shown * organisation.effort
        organisation.benefit = organisation.net_tangible + intangible + recognised
        fair = clip(1.0 - unfair[organisation] / max(organisation.partners, 1))
        organisation.fairness += parameters.fairness_rate * (fair - organisation.fairness)
