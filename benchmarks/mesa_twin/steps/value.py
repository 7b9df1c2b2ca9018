"""Step 9: whether it is felt to be worth it; fatigue (docs/model.md, 7.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.mesa_twin.numbers import clip, power
from benchmarks.mesa_twin.organisation import Organisation

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import CollaborationModel

CURVATURE = 0.88
"""Exponent of gains and losses."""


def step(model: CollaborationModel) -> None:
    """Everybody that takes part tires or recovers, and judges or forgets."""
    for organisation in model.taking_part:
        _tire(model, organisation)
        if organisation.active:
            _judge(model, organisation)
        else:
            organisation.value -= organisation.value / model.parameters.value_months


def _tire(model: CollaborationModel, organisation: Organisation) -> None:
    parameters = model.parameters
    load = organisation.effort + organisation.meeting_days / max(organisation.own_resources, 0.01)
    strain = parameters.fatigue_gain * max(load - parameters.fatigue_capacity, 0.0)
    rest = parameters.fatigue_recovery * organisation.fatigue
    organisation.fatigue = clip(organisation.fatigue + strain - rest)


def _judge(model: CollaborationModel, organisation: Organisation) -> None:
    parameters = model.parameters
    weight = parameters.alone_weight
    used_to = weight * organisation.alone + (1.0 - weight) * organisation.reference
    gain = organisation.benefit - used_to
    felt = power(gain, CURVATURE) if gain >= 0.0 else -parameters.loss_aversion * power(-gain, CURVATURE)
    felt -= parameters.unfairness_cost * (1.0 - organisation.fairness)
    organisation.value += (clip(felt, -1.0, 1.0) - organisation.value) / parameters.value_months
    organisation.reference += (organisation.benefit - organisation.reference) / parameters.value_months
