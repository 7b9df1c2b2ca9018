"""The table of expected directions: pairs of settings, and what should differ between them and why.

``directions.yaml`` is written from the sources before the pairs are run and never edited to fit a result.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

from netsustain.scenario.concepts import CONCEPTS, LOOKS_LIKE_CONCEPT
from netsustain.scenario.declarations import field_at
from netsustain.scenario.parameters import PARAMETER_GROUP
from netsustain.scenario.quantities import quantity_of
from netsustain.scenario.schema import Scenario

FOLDER = Path(__file__).parent
EXPECTED, EXPLAINED = FOLDER / "directions.yaml", FOLDER / "explanations.yaml"
KEYS = {"subject", "case", "in", "with", "from", "to", "sources", "expected", "later"}
SIGN = re.compile(r"(?P<sign>\+|-|0|depends)\s+(?P<why>\S.*)", re.DOTALL)


class Expectation(NamedTuple):
    """What should happen to one outcome."""

    sign: str
    """``+``, ``-``, ``0`` or ``depends``, for the ``to`` side less the ``from`` side."""
    why: str


class Pair(NamedTuple):
    """Two settings of one number that are run with the same luck, and what is expected of the difference."""

    subject: str
    """A parameter's name, or the path of a number or choice in a scenario."""
    case: str
    """What sets this pair apart from others of the same subject; may be empty."""
    scenario: str
    changes: Mapping[str, Any]
    """Made on both sides, by path."""
    first: Any
    second: Any
    sources: tuple[str, ...]
    expected: Mapping[str, Expectation]
    """Outcome → what should happen to it."""
    later: bool
    """Added, with its expectation, after the first full run."""

    @property
    def name(self) -> str:
        """Subject and case."""
        return f"{self.subject} ({self.case})" if self.case else self.subject

    @property
    def is_parameter(self) -> bool:
        """Whether the subject is a parameter, which may be calibrated."""
        return self.subject in PARAMETER_GROUP


def pairs(path: Path = EXPECTED) -> tuple[Pair, ...]:
    """Every pair of the table. Raises ValueError that says which entry is at fault."""
    found = tuple(_pair(entry) for entry in YAML(typ="safe").load(path.read_text(encoding="utf-8")))
    names = [pair.name for pair in found]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"{path.name}: {name}: got it {names.count(name)} times, expected once, give each a case")
    return found


def _pair(entry: Mapping[str, Any]) -> Pair:
    subject = str(entry.get("subject", "?"))
    if unknown := set(entry) - KEYS:
        raise ValueError(f"{subject}: got {sorted(unknown)}, expected {sorted(KEYS)}")
    for source in entry["sources"]:
        if LOOKS_LIKE_CONCEPT.fullmatch(source) and source not in CONCEPTS:
            raise ValueError(f"{subject}: sources: got {source}, expected a concept ID or a citation")
    low, high = _ends(subject, entry)
    expected = {outcome: _expectation(f"{subject}: {outcome}", text) for outcome, text in entry["expected"].items()}
    return Pair(
        subject=subject, case=entry.get("case", ""), scenario=entry["in"], changes=entry.get("with", {}), first=low,
        second=high, sources=tuple(entry["sources"]), expected=expected, later=bool(entry.get("later", False)),
    )  # fmt: skip


def _expectation(where: str, text: str) -> Expectation:
    found = SIGN.fullmatch(str(text).strip())
    if found is None:
        raise ValueError(f'{where}: got {text!r}, expected a sign and a reason, for example "+ talk raises effort"')
    return Expectation(found["sign"], found["why"])


def _ends(subject: str, entry: Mapping[str, Any]) -> tuple[Any, Any]:
    """Both settings: as given, or the ends of the declared plausible range."""
    if "from" in entry:
        return entry["from"], entry["to"]
    path = f"parameters.{PARAMETER_GROUP[subject]}.{subject}" if subject in PARAMETER_GROUP else subject
    field = field_at(Scenario, tuple(path.split(".")))
    quantity = quantity_of(field) if field else None
    if quantity is None:
        raise ValueError(f"{subject}: got no range, expected one, type from: and to:")
    return quantity.plausible


def explanations(path: Path = EXPLAINED) -> Mapping[str, Mapping[str, str]]:
    """Pair → outcome → why it was found otherwise.

    The outcome ``all`` speaks of those of the pair that are not named, the pair ``any`` of an outcome wherever the pair
    says nothing of its own.
    """
    return YAML(typ="safe").load(path.read_text(encoding="utf-8")) or {} if path.exists() else {}


def explanation(said: Mapping[str, Mapping[str, str]], pair: str, outcome: str) -> str:
    """What is said of one outcome of a pair; empty where nothing is."""
    own, anywhere = said.get(pair, {}), said.get("any", {})
    return str(own.get(outcome) or anywhere.get(outcome) or own.get("all", ""))
