"""Options for a planner who names none: the network as it is, with each of the five strategies, and with all of them.

The doses are those of the shipped scenarios of the strategies (A-S1 … A-S5). What the network does already it goes on
doing: a strategy never lowers a dose.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from netsustain.exploration.search.price import prices_of
from netsustain.messages import LANGUAGES, text
from netsustain.scenario.levers import CHOICE, LEVER_COSTS
from netsustain.scenario.reader import load
from netsustain.scenario.schema import Scenario

NOW = "now"
STRATEGIES = {
    "leadership": "strategy_leadership",
    "communication": "strategy_communication",
    "social_capital": "strategy_social_capital",
    "governance": "strategy_governance",
    "self_reliance": "strategy_self_reliance",
    "all_five": "strategies_all",
}
"""Name of an option → shipped scenario whose levers it takes."""
_SET = ("face_to_face_share", "review_every")
"""Levers of which more is not a larger effort: the strategy's own value holds."""


def standard_options(scenario: Scenario) -> dict[str, Scenario]:
    """The scenario as it is, first, and with each strategy: name → scenario.

    Raises
    ------
    ScenarioError
        If the scenario cannot take a strategy's levers; it says which.
    """
    found = {NOW: _named(scenario, NOW, {})}
    for name, shipped in STRATEGIES.items():
        found[name] = _named(scenario, name, _raised(scenario, load(shipped)))
    return found


def _named(scenario: Scenario, name: str, levers: dict[str, Any]) -> Scenario:
    """The scenario with other levers; its title says which, so that labels tell the options apart."""
    title = {
        lang: f"{getattr(scenario.title, lang)}: {text(f'options.{name}', lang)}" for lang in LANGUAGES
    }  # fmt: skip
    return scenario.with_(title=title, levers=levers, name=name)


def _raised(scenario: Scenario, strategy: Scenario) -> dict[str, Any]:
    """Levers that the strategy sets, none below what the network does already."""
    found: dict[str, Any] = {}
    for lever in sorted(strategy.levers.model_fields_set):
        own, wanted = getattr(scenario.levers, lever), getattr(strategy.levers, lever)
        chosen = LEVER_COSTS[lever] is CHOICE or lever in _SET
        if chosen or wanted > own:
            found[lever] = wanted.name.lower() if LEVER_COSTS[lever] is CHOICE else wanted
    return found


def planned_costs(scenarios: Mapping[str, Scenario]) -> pd.DataFrame:
    """What each option takes to keep up, before anything is run; the first is the reference.

    Returns
    -------
    DataFrame
        ``scenario``; ``planned`` and ``extra``, staff-days of coordination a month at full funding and those beyond the
        reference's (:mod:`netsustain.exploration.search.price`); ``money``, what the extra days are worth at the
        scenario's price of a staff-day, in its currency a year.
    """
    planned = {name: prices_of(scenario).planned({}) for name, scenario in scenarios.items()}
    first = next(iter(planned.values()))
    return pd.DataFrame(
        [
            {
                "scenario": name, "planned": days, "extra": days - first,
                "money": 12 * (days - first) * scenarios[name].staff_day_price,
            }
            for name, days in planned.items()
        ]
    )  # fmt: skip
