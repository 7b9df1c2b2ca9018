"""What a mix does when things go wrong: the director leaves without a handover, half of every budget is cut."""

from __future__ import annotations

from typing import Any

import pandas as pd

from netsustain.exploration.advice.gains import difference
from netsustain.exploration.advice.unknown import OCTOBER, next_month
from netsustain.health.intervals import Floats
from netsustain.scenario.problems import ScenarioError
from netsustain.scenario.schema import Scenario

DIRECTOR, CORE, BUDGET = "director", "core", "budget"
LEFT = 0.5
"""What is left of every budget after the cut."""
AFTER, ROOM = 8, 6
"""Blows fall in the first October after so many months, if so many are left then."""


def blows(scenario: Scenario) -> dict[str, dict[str, Any]]:
    """Name → event; none where the horizon is too short. Networks without a director lose their core group."""
    month = next_month(scenario.start, OCTOBER, AFTER)
    if month + ROOM > scenario.months:
        return {}
    found = {BUDGET: {"at": month, "budget": {"level": LEFT}}}
    for who in (DIRECTOR, CORE):
        event = {"at": month, "transfer": {"who": who}}
        try:
            struck(scenario, event)
        except ScenarioError:
            continue
        return {who: event, **found}
    return found


def struck(scenario: Scenario, event: dict[str, Any]) -> Scenario:
    """The scenario with a blow as its last event."""
    return scenario.with_(events=[*scenario.events, event])


def table(
    letters: list[str], blow: str, month: int, plain: Floats, after: Floats, horizon: int, seed: int
) -> pd.DataFrame:
    """A row an option: months the blow takes from it, and what it still has over today's way under the same blow.

    Parameters
    ----------
    letters
        Options, today's way first.
    plain, after
        Months without and with the blow, (options × futures × runs).
    """
    lost = difference(plain - after, -horizon, horizon, seed)
    gain = difference(after - after[:1], -horizon, horizon, seed)
    spared = difference((plain - after)[:1] - (plain - after), -horizon, horizon, seed)
    return pd.DataFrame({
        "letter": letters, "blow": blow, "month": month,
        "lost": lost.value, "lost_low": lost.low_chance, "lost_high": lost.high_chance,
        "gain": gain.value, "gain_low": gain.low, "gain_high": gain.high, "gain_low_chance": gain.low_chance,
        "spared": spared.value, "spared_low": spared.low_chance, "spared_high": spared.high_chance,
    })  # fmt: skip
