"""What a month cost and what it was worth (docs/model.md, 7.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import CollaborationModel


def add_month(model: CollaborationModel) -> None:
    """Add the month to the accounts; whoever left or went to rest this month still counts."""
    network, parameters = model.network, model.parameters
    if network.live:
        network.live_months += 1
    spent = network.paid_days - network.own_income + network.project_days
    gross = 0.0
    for organisation in model.organisations:
        spent += organisation.contribution + organisation.meeting_days
        if organisation.contribution > 0.0 or organisation.benefit != 0.0:
            effort = organisation.contribution / max(organisation.own_resources, 0.01)
            gross += organisation.benefit + parameters.effort_cost * effort
    network.cost_days += spent
    network.cost_money += network.money
    discount = 1.0 / (1.0 + model.discount / 12.0)
    network.sustained_value += discount ** (model.month - 1) * (parameters.benefit_days * gross - spent)
