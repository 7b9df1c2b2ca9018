"""When a network has ended, and why (docs/model.md, 7.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.mesa_twin.goals import Condition
from benchmarks.mesa_twin.network import Ended

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import CollaborationModel

DEAD_MONTHS = 6
"""Months in a row that are not live and make an end."""
NEVER_FELL = 1e6
"""Score of a condition that did not fall, beyond every month."""
GOALS_MET, NEED_GONE = 8, 9
"""Causes of completion, after those of the seven conditions."""


def remember_conditions(model: CollaborationModel) -> None:
    """Note when a condition falls below half its start, and the last shock before."""
    network = model.network
    for condition in model.conditions:
        if model.month == 1:
            condition.start = condition.value
        if network.live and model.month <= model.horizon:
            condition.total += condition.value
        low = 0.5 * condition.start
        if condition.value < low and condition.fell_month == 0:
            condition.fell_month, condition.fell_to = model.month, condition.value / condition.start
            condition.event_kind, condition.event_month = network.event_kind, network.event_month
        elif condition.value > 1.1 * low:
            condition.fell_month = 0


def confirm(model: CollaborationModel) -> None:
    """Six months in a row that are not live are an end, dated to the first."""
    network = model.network
    if network.live:
        network.dead_months = 0
        return
    network.dead_months += 1
    first = model.month - DEAD_MONTHS + 1
    if network.dead_months < DEAD_MONTHS or network.ended or first > model.horizon:
        return
    network.end_month, network.confirmed_month = first, model.month
    if network.originals_met or network.need <= 0.05:
        network.ended = Ended.COMPLETED
        network.cause = GOALS_MET if network.originals_met else NEED_GONE
    else:
        _dissolve(model, first)


def _dissolve(model: CollaborationModel, first: int) -> None:
    network = model.network
    network.ended = Ended.DISSOLVED
    network.months_sustained = first - 1
    first_row = min(range(len(model.conditions)), key=lambda row: _score(model.conditions[row]))
    weakest = model.conditions[first_row]
    network.cause = 1 + first_row
    if weakest.fell_month > 0:
        network.trigger, network.trigger_month = weakest.event_kind, weakest.event_month


def _score(condition: Condition) -> float:
    if condition.fell_month > 0:
        return condition.fell_month + condition.fell_to
    return NEVER_FELL + (condition.value / condition.start if condition.start else 9.0)
