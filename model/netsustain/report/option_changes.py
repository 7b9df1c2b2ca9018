"""What each option of a comparison changes against the reference, in words."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any

from netsustain.messages import has
from netsustain.report.naming import title
from netsustain.report.phrases import Phrases

CONCEPTS = re.compile(r"\s*\([A-E]-[A-Z]\d?[^)]*\)")
"""Concept IDs trace a lever to its source; a planner does not need them here."""


def options(words: Phrases) -> list[dict[str, Any]]:
    """Label, title and changed levers of each option; a sum of other options is said by their names."""
    scenarios = words.comparison.scenarios
    changes = {name: lever_changes(scenarios[words.reference], each, words) for name, each in scenarios.items()}
    found = []
    for name, scenario in scenarios.items():
        said = _told(words, name, changes) or [words.say("option_same")]
        if name == words.reference:
            said = [words.say("option_reference")]
        found.append({"label": words.label(name), "title": title(scenario, words.lang, name), "changes": said})
    return found


def _told(words: Phrases, name: str, changes: dict[str, list[str]]) -> list[str]:
    """The option's changes; those it shares as a whole with another option, by that option's name."""
    mine = set(changes[name])
    within = [other for other in changes if changes[other] and set(changes[other]) < mine]
    covered = {change for other in within for change in changes[other]}
    rest = [change for change in changes[name] if change not in covered]
    return [*(words.say("option_all_of", name=words.label(other)) for other in within), *rest]


def lever_changes(reference: Any, scenario: Any, words: Phrases) -> list[str]:
    """The levers in which a scenario differs from the reference, in words."""
    if not hasattr(scenario, "levers"):
        return []
    from netsustain.scenario.levers import LEVER_NAMES, lever_field
    from netsustain.scenario.quantities import quantity_of

    found = []
    for lever in LEVER_NAMES:
        before, after = getattr(reference.levers, lever), getattr(scenario.levers, lever)
        if before != after:
            meaning = CONCEPTS.sub("", getattr(quantity_of(lever_field(lever)), words.lang, "") or lever)
            said = {"reference": _value(before, words), "option": _value(after, words)}
            found.append(words.say("lever_change", lever=meaning, **said))
    return found


def _value(value: Any, words: Phrases) -> str:
    if not isinstance(value, Enum):
        return f"{value:g}"
    key = f"choice_{value.name.lower()}"
    return words.say(key) if has(f"report.{key}") else value.name.lower().replace("_", " ")
