"""The factors of an experiment as readers know them: meaning, unit, range and where the range comes from."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from netsustain.exploration.factors import Factor, path_of
from netsustain.exploration.reading import Asked
from netsustain.messages import has, text
from netsustain.report.option_changes import CONCEPTS
from netsustain.scenario.declarations import field_at
from netsustain.scenario.quantities import Quantity, quantity_of, thai_of
from netsustain.scenario.schema import Scenario


class Described(NamedTuple):
    """A factor in words."""

    name: str
    """As the file writes it."""
    meaning: str
    low: str
    high: str
    unit: str
    source: str
    """Where its declared value comes from; empty where nothing is declared."""
    plausible: bool
    """True where the range is that of its declaration."""


def meaning(asked: Asked, name: str, lang: str) -> str:
    """What a factor is, in a few words; its name where none is declared.

    Two numbers of one declaration (a grant's amount in the first and in the second grant) are told apart by their path.
    """
    own = meaning_of(name, lang)
    if not own:
        return name
    alike = [each.name for each in asked.factors if each.name != name and meaning_of(each.name, lang) == own]
    return f"{own} ({name})" if alike else own


def described(asked: Asked, lang: str) -> list[Described]:
    """Every factor in the order of the file."""
    return [_described(asked, factor, lang) for factor in asked.factors]


def _described(asked: Asked, factor: Factor, lang: str) -> Described:
    declared = _declared(factor.name)
    return Described(
        factor.name, meaning(asked, factor.name, lang), _written(factor.low), _written(factor.high),
        unit_of(declared.unit, lang) if declared else "", declared.source if declared else "",
        declared is not None and declared.plausible == (factor.low, factor.high),
    )  # fmt: skip


def unit_of(unit: str, lang: str) -> str:
    """A declared unit in a language; as it is declared where nobody has translated it."""
    key = f"experiment_page.of_unit_{unit}"
    return text(key, lang) if has(key) else unit


def _written(value: float) -> str:
    """An end of a range as a file writes it."""
    return f"{value:,.6g}".replace("-", "−")


@cache
def meaning_of(name: str, lang: str) -> str:
    """What a number is: what the declaration says, or a text of our own where it says too little for a reader."""
    key = f"experiment_page.factor_{'.'.join(step for step in path_of(name).split('.') if not step.isdigit())}"
    if has(key):
        return text(key, lang)
    field = field_at(Scenario, tuple(path_of(name).split(".")))
    if field is None:
        return ""
    declared = quantity_of(field)
    english = declared.en if declared else field.description or ""
    return CONCEPTS.sub("", (thai_of(field) if lang == "th" else "") or english)


@cache
def _declared(name: str) -> Quantity | None:
    field = field_at(Scenario, tuple(path_of(name).split(".")))
    return quantity_of(field) if field else None
