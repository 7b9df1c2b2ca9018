"""What a browser may offer: scenarios, levers with their ranges and prices, and every text in both languages."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from netsustain.exploration.search.price import prices_of
from netsustain.messages import LANGUAGES, section_texts
from netsustain.plan import compile_scenario
from netsustain.scenario.kinds import TRAITS, Kind
from netsustain.scenario.levers import LEVER_NAMES, LEVER_STRATEGY, Levers
from netsustain.scenario.reader import load
from netsustain.scenario.resolve import shipped_names
from netsustain.scenario.schema import Scenario

HIDDEN = ("pattern_", "contributions_game")
"""Shipped scenarios that stand for a published observation rather than for a question of a workshop."""
FIRST = ("demo_none", "baseline")
"""Shipped scenarios that a list opens with."""
LEVERS = (
    "core_leaders", "succession_planning", "handover_months", "leadership_training", "meeting_frequency",
    "face_to_face_share", "platform", "newsletter", "transparency", "two_way_feedback", "relationship_activities",
    "onboarding", "governance_mode", "written_agreement", "fairness_rule", "mediation", "fundraising_community",
    "capacity_building", "reserve_plan", "monitoring",
)  # fmt: skip
"""Levers that a room moves, in the order of the five strategies; the others stay as the scenario has them."""
PARAMETERS = {"leadership.transfer_probability": (0.0, 0.6, 0.05)}
"""Path below ``parameters`` → least, most and step of what else the room may move."""
TEXTS = ("app", "lessons", "conditions", "events", "causes")
STEPS = 20
"""Steps of a slider for a dose."""


class UnknownScenarioError(ValueError):
    """A browser asked for a scenario that is not in the catalogue."""


@dataclass(frozen=True)
class Catalogue:
    """Scenarios that a server offers: the trainer's own first."""

    own: dict[str, Scenario] = field(default_factory=dict)

    def names(self) -> list[str]:
        """Names in the order in which they are offered."""
        shipped = [name for name in shipped_names() if not name.startswith(HIDDEN)]
        ordered = [*FIRST, *(name for name in shipped if name not in FIRST)]
        return [*self.own, *(name for name in ordered if name not in self.own)]

    def scenario(self, name: str) -> Scenario:
        """The scenario of a name. Raises :class:`UnknownScenarioError`."""
        if name in self.own:
            return self.own[name]
        if name not in self.names():
            raise UnknownScenarioError(f"scenario: got {name[:60]!r}, expected one of the catalogue")
        return _shipped(name)

    def plain(self) -> dict[str, Any]:
        """Everything that does not depend on a scenario, as JSON."""
        return {
            "scenarios": [_line(name, self.scenario(name)) for name in self.names()],
            "levers": [_lever(name) for name in LEVERS],
            "parameters": [
                {"path": path, "least": low, "most": high, "step": step}
                for path, (low, high, step) in PARAMETERS.items()
            ],
            "kinds": {kind.name.lower(): {"th": TRAITS[kind].th} for kind in Kind},
            "texts": {lang: {name: section_texts(name, lang) for name in TEXTS} for lang in LANGUAGES},
        }


@lru_cache(maxsize=64)
def _shipped(name: str) -> Scenario:
    return load(name)


def _line(name: str, scenario: Scenario) -> dict[str, Any]:
    return {
        "name": name,
        "title": {lang: scenario.title.in_language(lang) for lang in LANGUAGES},
        "question": {lang: scenario.question.in_language(lang) for lang in LANGUAGES},
        "months": scenario.months,
    }


def _lever(name: str) -> dict[str, Any]:
    """Range, step and meaning of a lever; a choice has its choices."""
    own = Levers.model_fields[name]
    extra: Any = own.json_schema_extra
    quantity = extra.quantity
    kind: Any = own.annotation
    choices = [each.name.lower() for each in kind] if hasattr(kind, "__members__") else []
    low, high = quantity.plausible
    whole = quantity.unit in ("leaders", "months")
    return {
        "name": name,
        "strategy": LEVER_STRATEGY[name],
        "least": low,
        "most": high,
        "step": 1 if whole else (high - low) / STEPS,
        "choices": choices,
        "meaning": {"en": quantity.en, "th": quantity.th},
    }


def details(scenario: Scenario) -> dict[str, Any]:
    """What a scenario says of levers, prices and its own timeline, as JSON."""
    prices = prices_of(scenario)
    return {
        "months": scenario.months,
        "start": scenario.start,
        "doses": {name: _dose(getattr(scenario.levers, name)) for name in LEVERS},
        "moved": _moved(scenario),
        "parameters": {path: _at(scenario.parameters, path) for path in PARAMETERS},
        "planned": prices.planned({}),
        "price": {name: float(prices.monthly[LEVER_NAMES.index(name)]) for name in LEVERS},
        "members": int(prices.members),
        "names": [str(name) for name in compile_scenario(scenario).names],
        "events": [
            {"at": int(event.month(scenario.start)), "kind": event.kind, "level": getattr(event.action, "level", None)}
            for event in scenario.events
        ],
    }


def _moved(scenario: Scenario) -> dict[str, float | str]:
    """Levers, also those that a room does not see, that are elsewhere than by default: what a strategy does."""
    default = Levers()
    doses = {name: getattr(scenario.levers, name) for name in LEVER_NAMES}
    return {name: _dose(dose) for name, dose in doses.items() if dose != getattr(default, name)}


def _dose(value: Any) -> float | str:
    return value.name.lower() if hasattr(value, "name") else float(value)


def _at(part: Any, path: str) -> float:
    for name in path.split("."):
        part = getattr(part, name)
    return float(part)
