"""The range of networks that the parameters were calibrated on, and whether a scenario lies inside it.

Five ranges and one list describe a set-up; a scenario is outside where its own reach beyond them.

``members``
    Organisations at the start.
``months``
    Horizon; a scenario may be shorter than every set-up, not longer.
``own_resources``
    What members can give, relative to what is typical of their kinds.
``leader_experience``
    Share of leaders who have led elsewhere.
``outside_income``
    Grants and the area office's budget, staff-days a month for each member, over the months.
``governance``
    Names of the modes of governance.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from netsustain.scenario.kinds import TRAITS, Kind
from netsustain.scenario.levers import GovernanceMode
from netsustain.scenario.schema import Scenario

RANGES = ("members", "months", "own_resources", "leader_experience", "outside_income")
GOVERNANCE = "governance"
Interval = tuple[float, float]


@dataclass(frozen=True)
class Outside:
    """One way in which a scenario lies outside: ``found`` and ``covered`` are ranges, or names of modes."""

    what: str
    found: tuple[Any, ...]
    covered: tuple[Any, ...]


def coverage_of(setups: Iterable[Scenario]) -> dict[str, list[Any]]:
    """The range that set-ups span together, as ``calibration.json`` holds it.

    Give the set-ups in which networks live and may end, not laboratory games: contributions in ten rounds say
    nothing of the survival of a network governed by all.
    """
    described = [described_by(setup) for setup in setups]
    if not described:
        raise ValueError("setups: got none, expected at least one scenario")
    ends = {name: [one[name] for one in described] for name in RANGES}
    found: dict[str, list[Any]] = {
        name: [min(low for low, _ in spans), max(high for _, high in spans)] for name, spans in ends.items()
    }
    modes = {mode for one in described for mode in one[GOVERNANCE]}
    return found | {GOVERNANCE: [mode.name.lower() for mode in GovernanceMode if mode.name.lower() in modes]}


def outside(scenario: Scenario, coverage: dict[str, Any]) -> list[Outside]:
    """In what a scenario lies outside the calibrated range; empty when it lies inside.

    A range that ``coverage`` does not name is not judged.
    """
    mine = described_by(scenario)
    found = []
    for name in RANGES:
        if name in coverage:
            low, high = (float(end) for end in coverage[name])
            least = -np.inf if name == "months" else low
            if _below(mine[name][0], least) or _below(high, mine[name][1]):
                found.append(Outside(name, mine[name], (low, high)))
    if GOVERNANCE in coverage:
        strange = tuple(mode for mode in mine[GOVERNANCE] if mode not in coverage[GOVERNANCE])
        if strange:
            found.append(Outside(GOVERNANCE, strange, tuple(coverage[GOVERNANCE])))
    return found


def _below(value: float, end: float) -> bool:
    """Below, by more than rounding."""
    return value < end - 1e-9 * max(1.0, abs(end))


def described_by(scenario: Scenario) -> dict[str, Any]:
    """What a scenario spans: (low, high) of each of ``RANGES``, and its modes of governance."""
    recipe = scenario.network.recipe
    initial = scenario.network.initial.leader_experience
    experience = recipe.leader_experience if recipe else None
    if recipe is not None:
        members = (float(recipe.members.low), float(recipe.members.high))
        resources = (recipe.own_resources_factor.low, recipe.own_resources_factor.high)
    else:
        members, resources = _tabled(scenario)
    return {
        "members": members,
        "months": (float(scenario.months), float(scenario.months)),
        "own_resources": resources,
        "leader_experience": (experience.low, experience.high) if experience else (initial, initial),
        "outside_income": _outside_income(scenario, members),
        GOVERNANCE: _modes(scenario),
    }


def _tabled(scenario: Scenario) -> tuple[Interval, Interval]:
    """Size, and mean own resources relative to the kinds' typical ones, of a network read from tables."""
    from netsustain.scenario.tables import network_tables

    table, _ = network_tables(scenario)
    kinds, days = table.whole["kind"], table.real["own_resources"]
    typical = np.array([TRAITS[Kind(kind)].own_resources if kind >= 0 else np.nan for kind in kinds])
    # What the tables leave open is drawn about what is typical.
    relative = np.nan_to_num(days / typical, nan=1.0)
    mean = float(relative.mean()) if len(relative) else 1.0
    return (float(len(kinds)), float(len(kinds))), (mean, mean)


def _outside_income(scenario: Scenario, members: Interval) -> Interval:
    """Least and most a member over the months, from the stated amounts and the levels events set them to."""
    month = np.arange(1, scenario.months + 1)
    income = np.full(scenario.months, scenario.funding.area_office_budget)
    for grant in scenario.funding.grants:
        left = 1.0 - (month - grant.to_month) / (grant.taper + 1)
        income = income + grant.amount * np.where(month >= grant.from_month, np.clip(left, 0, 1), 0)
    levels = [event.action.level for event in scenario.events if event.kind == "budget"]
    levels.append(scenario.funding.budget_level)
    fewest, most = (max(size, 1.0) for size in members)
    return float(income.min() * min(levels)) / most, float(income.max() * max(levels)) / fewest


def _modes(scenario: Scenario) -> tuple[str, ...]:
    """The mode at the start and those that events turn to."""
    sets = [event.action for event in scenario.events if event.kind == "set"]
    changes = [action.governance_mode for action in sets if "governance_mode" in action.model_fields_set]
    modes = [scenario.levers.governance_mode, *changes]
    return tuple(dict.fromkeys(mode.name.lower() for mode in modes))
