"""A scenario value by value: what it is, who said it, its unit, range and source, and what another says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from math import isfinite
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from netsustain.scenario.document import OWN_KEYS, Document
from netsustain.scenario.paths import bounds_of, fields_by_key
from netsustain.scenario.problems import Location, Place, path_text
from netsustain.scenario.quantities import quantity_of, thai_of
from netsustain.scenario.reader import Loaded
from netsustain.scenario.values import Span, Text


@dataclass(frozen=True)
class Value:
    """One value of a scenario and what a reader should know of it."""

    location: Location
    value: Any
    place: Place | None
    """Where a file says it; None for a default."""
    unit: str = ""
    source: str = ""
    """Where the default comes from."""
    bounds: tuple[float, float] | None = None
    """Values outside are refused."""
    plausible: tuple[float, float] | None = None
    """Values a sensitivity analysis draws."""
    en: str = ""
    th: str = ""

    @property
    def path(self) -> str:
        """The path as one types it."""
        return path_text(self.location)

    def meaning(self, lang: str) -> str:
        """What the value is, in a few words."""
        return (self.th if lang == "th" else "") or self.en


def values_of(loaded: Loaded) -> list[Value]:
    """Every value of a scenario but its title, question and sources, in the order of the schema."""
    return [value for value in _walk(loaded.scenario, (), loaded.document) if value.location[0] not in OWN_KEYS]


def _walk(part: BaseModel, location: Location, document: Document) -> Iterator[Value]:
    for key, (name, field) in fields_by_key(type(part)).items():
        yield from _values(getattr(part, name), (*location, key), field, document)


def _values(value: Any, location: Location, field: FieldInfo, document: Document) -> Iterator[Value]:
    if isinstance(value, BaseModel) and not isinstance(value, (Span, Text)):
        yield from _walk(value, location, document)
    elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
        for index, item in enumerate(value):
            yield from _values(item, (*location, index), field, document)
    elif isinstance(value, dict) and value:
        for key, item in value.items():
            yield from _values(item, (*location, shown(key)), field, document)
    elif value is not None or location in document.values:
        yield _leaf(value, location, field, document)


def _leaf(value: Any, location: Location, field: FieldInfo, document: Document) -> Value:
    item = quantity_of(field)
    bounds = bounds_of(field)
    return Value(
        location=location,
        value=value,
        place=document.values.get(location),
        unit=item.unit if item else "",
        source=item.source if item else "",
        bounds=bounds if all(map(isfinite, bounds)) else None,
        plausible=item.plausible if item else None,
        en=item.en if item else field.description or "",
        th=thai_of(field),
    )


def shown(value: Any, lang: str = "en") -> str:
    """A value as a scenario file writes it."""
    if value is None:
        return "null"
    if isinstance(value, Enum):
        return value.name.lower()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, Text):
        return value.in_language(lang)
    if isinstance(value, Span):
        ends = [shown(value.low), shown(value.high)]
        return ends[0] if ends[0] == ends[1] else f"{{from: {ends[0]}, to: {ends[1]}}}"
    if isinstance(value, tuple):
        return f"[{', '.join(shown(item) for item in value)}]"
    return "{}" if value == {} else str(value)
