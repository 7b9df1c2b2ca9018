"""Where every concept lives in the model, read from declarations in the code."""

from __future__ import annotations

import re
from collections import defaultdict
from enum import IntEnum
from functools import cache

from pydantic import BaseModel
from tools.documentation.further import ALSO, listed
from tools.documentation.happenings import event_part

from netsustain import initial, schedule
from netsustain.scenario import load
from netsustain.scenario.concepts import CONCEPTS
from netsustain.scenario.events import EVENT_KINDS
from netsustain.scenario.funding import Funding
from netsustain.scenario.happenings import Channel
from netsustain.scenario.initial_levels import Initial
from netsustain.scenario.kinds import Contributor, Kind
from netsustain.scenario.levers import LEVER_NAMES, LEVER_STRATEGY, FairnessRule, GovernanceMode, lever_field
from netsustain.scenario.network import Form, Goal, MemberOverride, Recipe
from netsustain.scenario.parameters import PARAMETER_GROUP, Parameters
from netsustain.scenario.quantities import quantity_of
from netsustain.scenario.resolve import shipped_names
from netsustain.state import COLUMNS

SORTS = ("rules", "columns", "levers", "parameters", "choices", "events", "scenarios")
"""Kinds of carrier, in the order in which a page names them."""
CHOICES: dict[str, type[IntEnum]] = {
    "kind of member": Kind, "contributor": Contributor, "form": Form, "governance_mode": GovernanceMode,
    "fairness_rule": FairnessRule, "channel": Channel,
}  # fmt: skip
"""Enumerations a scenario chooses from, whose docstrings name concepts."""
PARTS: tuple[tuple[type[BaseModel], str], ...] = (
    (Recipe, "recipe."), (Goal, "goals."), (MemberOverride, "members."), (Funding, "funding."),
)  # fmt: skip
"""Parts of a scenario beside parameters and starting levels, and how their fields are named here."""
_SPAN = re.compile(r"\b([A-E]-[A-Z]|[KV])(\d{1,2})\.\.[\w-]*?(\d{1,2})\b")
_ONE = re.compile(r"\b[A-E]-[A-Z]\d{0,2}\b|\b[KV]\d{1,2}\b")

Carriers = dict[str, list[str]]
"""Names of carriers by their sort."""


def concepts_in(text: str) -> list[str]:
    """Concept IDs in a text, spans spelt out: ``A-B1..B6, C-P`` holds A-B1, A-B2 … A-B6 and C-P."""

    def spelt(match: re.Match[str]) -> str:
        return " ".join(f"{match[1]}{number}" for number in range(int(match[2]), int(match[3]) + 1))

    return [item for item in _ONE.findall(_SPAN.sub(spelt, text)) if item in CONCEPTS]


def _quantities_of(part: type[BaseModel], prefix: str = "") -> list[tuple[str, str]]:
    """Name and declared texts of the fields of a part."""
    found = []
    for name, field in part.model_fields.items():
        item = quantity_of(field)
        found.append((prefix + name, f"{item.source} {item.en}" if item else (field.description or "")))
    return found


def _texts() -> list[tuple[str, str, str]]:
    """Sort, name and declared text of everything that can carry a concept."""
    found = [("rules", rule.name, rule.concepts) for rule in (initial.RULE, *dict.fromkeys(schedule.MONTH))]
    found += [("columns", f"{item.entity}.{item.name}", item.concepts) for item in COLUMNS]
    for name in LEVER_NAMES:
        item = quantity_of(lever_field(name))
        found.append(("levers", name, f"{LEVER_STRATEGY[name]} {item.en if item else ''}"))
    for group in dict.fromkeys(PARAMETER_GROUP.values()):
        found += [("parameters", *pair) for pair in _quantities_of(type(Parameters.model_fields[group].default))]
    found += [("parameters", *pair) for pair in _quantities_of(Initial, "initial.")]
    for part, prefix in PARTS:
        found += [("parameters", *pair) for pair in _quantities_of(part, prefix)]
    found += [("choices", name, options.__doc__ or "") for name, options in CHOICES.items()]
    found += [("events", kind, event_part(kind).__doc__ or "") for kind in EVENT_KINDS]
    found += [("scenarios", name, " ".join(load(name).sources)) for name in shipped_names()]
    return found


@cache
def carriers() -> dict[str, Carriers]:
    """What carries each concept; every concept of the registry is a key. Raises KeyError for a carrier that is none."""
    found: dict[str, Carriers] = {concept: defaultdict(list) for concept in CONCEPTS}
    texts = _texts()
    for sort, name, text in texts:
        for concept in dict.fromkeys(concepts_in(text)):
            found[concept][sort].append(name)
    sort_of = {name: sort for sort, name, _ in texts}
    for concept, names in listed(ALSO).items():
        for name in names.split(", "):
            here = found[concept][sort_of[name]]
            here += [] if name in here else [name]
    return {concept: {sort: by_sort[sort] for sort in SORTS if by_sort[sort]} for concept, by_sort in found.items()}
