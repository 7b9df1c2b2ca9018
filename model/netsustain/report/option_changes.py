"""What each option of a comparison changes against the reference, in words: levers, events, grants, parameters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from enum import Enum
from typing import Any

from netsustain.messages import has, text
from netsustain.report.marks import event_label
from netsustain.report.naming import title
from netsustain.report.phrases import say

CONCEPTS = re.compile(r"\s*\([A-E]-[A-Z]\d?[^)]*\)")
"""Concept IDs trace a lever to its source; a planner does not need them here."""


def options(scenarios: Mapping[str, Any], labels: Mapping[str, str], lang: str) -> list[dict[str, Any]]:
    """Label, title and changes of each option; a sum of other options is said by their names.

    Parameters
    ----------
    scenarios
        By name; the first is the reference.
    labels
        Short labels by name.
    """
    reference = next(iter(scenarios))
    changes = {name: all_changes(scenarios[reference], each, lang) for name, each in scenarios.items()}
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


def all_changes(reference: Any, scenario: Any, lang: str) -> list[str]:
    """What sets a scenario apart from the reference: levers, then what happens to it, then parameters."""
    return [
        *lever_changes(reference, scenario, lang), *happening_changes(reference, scenario, lang),
        *parameter_changes(reference, scenario, lang),
    ]  # fmt: skip


def happening_changes(reference: Any, scenario: Any, lang: str) -> list[str]:
    """Events, recurrent events and grants that only one of both has, in words."""
    if not hasattr(scenario, "events"):
        return []
    from netsustain.scenario.differences import TIMED, phrases

    found = []
    for path in TIMED:
        before, after = (phrases(each, path, lang) for each in (reference, scenario))
        if path == "events":
            short = [_events(each, lang) for each in (reference, scenario)]
            before, after = short if short[0] != short[1] else (before, after)  # by their details, where these differ
        found += [say("happening_added", lang, what=each) for each in (after - before).elements()]
        found += [say("happening_removed", lang, what=each) for each in (before - after).elements()]
    return found


def _events(scenario: Any, lang: str) -> Counter[str]:
    """What happens when, without details but a budget's level."""
    said = ((event.month(scenario.start), event_label(event, lang)) for event in scenario.events)
    return Counter(text("scenario.event", lang, month=month, what=what) for month, what in said)


def parameter_changes(reference: Any, scenario: Any, lang: str) -> list[str]:
    """The parameters in which a scenario differs from the reference, in words."""
    if not hasattr(scenario, "parameters"):
        return []
    from netsustain.scenario.parameters import PARAMETER_GROUP
    from netsustain.scenario.quantities import quantity_of

    found = []
    for name, group in PARAMETER_GROUP.items():
        before, after = (getattr(getattr(each.parameters, group), name) for each in (reference, scenario))
        if before != after:
            declared = quantity_of(type(getattr(scenario.parameters, group)).model_fields[name])
            meaning = CONCEPTS.sub("", getattr(declared, lang, "") or name)
            said = {"reference": _value(before, lang), "option": _value(after, lang)}
            found.append(say("lever_change", lang, lever=meaning, **said))
    return found


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
