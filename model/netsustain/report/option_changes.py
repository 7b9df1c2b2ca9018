"""What each option of a comparison changes against the reference, in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import Any

from netsustain.messages import has
from netsustain.report.naming import title
from netsustain.report.phrases import say

CONCEPTS = re.compile(r"\s*\([A-E]-[A-Z]\d?[^)]*\)")
"""Concept IDs trace a lever to its source; a planner does not need them here."""


def options(scenarios: Mapping[str, Any], labels: Mapping[str, str], lang: str) -> list[dict[str, Any]]:
    """Label, title and changed levers of each option; a sum of other options is said by their names.

    Parameters
    ----------
    scenarios
        By name; the first is the reference.
    labels
        Short labels by name.
    """
    reference = next(iter(scenarios))
    changes = {name: lever_changes(scenarios[reference], each, lang) for name, each in scenarios.items()}
    found = []
    for name, scenario in scenarios.items():
        said = _told(name, changes, labels, lang) or [say("option_same", lang)]
        if name == reference:
            said = [say("option_reference", lang)]
        found.append({"label": labels[name], "title": title(scenario, lang, name), "changes": said})
    return found


def _told(name: str, changes: dict[str, list[str]], labels: Mapping[str, str], lang: str) -> list[str]:
    """The option's changes; those it shares as a whole with another option, by that option's name."""
    mine = set(changes[name])
    within = [other for other in changes if changes[other] and set(changes[other]) < mine]
    covered = {change for other in within for change in changes[other]}
    rest = [change for change in changes[name] if change not in covered]
    return [*(say("option_all_of", lang, name=labels[other]) for other in within), *rest]


def lever_changes(reference: Any, scenario: Any, lang: str) -> list[str]:
    """The levers in which a scenario differs from the reference, in words."""
    if not hasattr(scenario, "levers"):
        return []
    from netsustain.scenario.levers import LEVER_NAMES, lever_field
    from netsustain.scenario.quantities import quantity_of

    found = []
    for lever in LEVER_NAMES:
        before, after = getattr(reference.levers, lever), getattr(scenario.levers, lever)
        if before != after:
            meaning = CONCEPTS.sub("", getattr(quantity_of(lever_field(lever)), lang, "") or lever)
            said = {"reference": _value(before, lang), "option": _value(after, lang)}
            found.append(say("lever_change", lang, lever=meaning, **said))
    return found


def _value(value: Any, lang: str) -> str:
    if not isinstance(value, Enum):
        return f"{value:g}"
    key = f"choice_{value.name.lower()}"
    return say(key, lang) if has(f"report.{key}") else value.name.lower().replace("_", " ")
