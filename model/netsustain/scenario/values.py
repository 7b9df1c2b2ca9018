"""Small types that the parts of a scenario share: texts, choices, dates, spans, references to members."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Annotated, Any, NoReturn, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from netsustain.scenario.problems import shortened
from netsustain.scenario.quantities import Typed

E = TypeVar("E", bound=IntEnum)
V = TypeVar("V")


def fault(got: str, expected: str, type_this: str = "") -> PydanticCustomError:
    """An error that says what came, what was expected and what to type; a validator raises it."""
    advice = f", type {type_this}" if type_this else ""
    text = f"got {shortened(got, 80)}, expected {expected}{advice}"
    return PydanticCustomError("fault", "{text}", {"text": text})


# ---- choices --------------------------------------------------------------------------------------


def choice_names(options: type[IntEnum]) -> list[str]:
    """The names a scenario file uses for the members of an enumeration."""
    return [option.name.lower() for option in options]


def named(options: type[E]) -> Any:
    """Pydantic annotations by which an enumeration is written as its members' lower-case names."""

    def by_name(value: object) -> E:
        if isinstance(value, options):
            return value
        names = choice_names(options)
        if isinstance(value, str) and value in names:
            return options[value.upper()]
        raise PydanticCustomError("choice", "expected one of {choices}", {"choices": names})

    return (
        BeforeValidator(by_name),
        PlainSerializer(lambda value: value.name.lower(), when_used="json"),
        WithJsonSchema({"enum": choice_names(options)}),
    )


# ---- texts and dates ------------------------------------------------------------------------------


def _not_blank(text: str) -> str:
    if not text.strip():
        raise fault("an empty text", "a sentence")
    return text


Sentence = Annotated[str, AfterValidator(_not_blank), Field(min_length=1)]


class Text(Typed):
    """A text for readers, in both languages."""

    en: Sentence = Field(description="English")
    th: Sentence = Field(description="Thai")

    def in_language(self, lang: str) -> str:
        """The text in ``"en"`` or ``"th"``."""
        return self.th if lang == "th" else self.en


YEAR_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
BUDDHIST_ERA = 543
"""Years between the Buddhist and the common era."""


def _year_month(text: str) -> str:
    match = YEAR_MONTH.fullmatch(text)
    if not match:
        raise fault(repr(text), "a year and a month", "for example 2026-10")
    year = int(match[1])
    if year >= 2400:
        common = f"{year - BUDDHIST_ERA}-{match[2]}"
        raise fault(f"{text!r}, which looks like the Buddhist Era", "a year of the common era", common)
    if not 1900 <= year <= 2200:
        raise fault(repr(text), "a year from 1900 to 2200", "for example 2026-10")
    return text


YearMonth = Annotated[
    str,
    AfterValidator(_year_month),
    WithJsonSchema({"type": "string", "pattern": f"^{YEAR_MONTH.pattern}$"}),
]


def months_from(start: str, date: str) -> int:
    """The month number of ``date`` when ``start`` is month 1 (both ``YYYY-MM``); below 1 before the start."""
    first, then = (12 * int(text[:4]) + int(text[5:7]) for text in (start, date))
    return then - first + 1


# ---- numbers --------------------------------------------------------------------------------------


def _number_as_span(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    return {"from": value, "to": value}


class Span(Typed):
    """Base of spans, from a low to a high number; both the same for a single number."""

    low: float = Field(alias="from")
    high: float = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Any:
        low, high = self.low, self.high
        if low > high:
            raise fault(f"from {low:g} to {high:g}", "from not above to", f"{{from: {high:g}, to: {low:g}}}")
        return self


class CountSpan(Span):
    """A whole number, or a span from which each replicate draws one uniformly."""

    low: int = Field(alias="from", ge=0, le=1_000_000)
    high: int = Field(alias="to", ge=0, le=1_000_000)


class ShareSpan(Span):
    """A share, or a span from which each replicate draws one uniformly."""

    low: float = Field(alias="from", ge=0, le=1)
    high: float = Field(alias="to", ge=0, le=1)


class FactorSpan(Span):
    """A positive factor, or a span from which each replicate draws one uniformly."""

    low: float = Field(alias="from", ge=0.01, le=100)
    high: float = Field(alias="to", ge=0.01, le=100)


def number_or(span: type[Span]) -> Any:
    """The annotation by which a span may be written as one number."""
    low = span.model_fields["low"]
    number: Any = Annotated[low.annotation, *low.metadata]  # type: ignore[name-defined]
    return BeforeValidator(_number_as_span, json_schema_input_type=number | span)


class Range(Typed):
    """The range of an uncertain number."""

    low: float
    high: float

    @model_validator(mode="after")
    def _in_order(self) -> Any:
        if self.low >= self.high:
            raise fault(f"low {self.low:g} and high {self.high:g}", "low below high")
        return self


# ---- members and immutable mappings ---------------------------------------------------------------


def _member(value: object) -> object:
    if isinstance(value, str) and value.strip():
        return value
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    raise PydanticCustomError("member", "expected a member's row number from 1, or its name")


MemberReference = Annotated[int | str, BeforeValidator(_member)]
"""A member's row number, from 1, or its name."""


class FrozenDict(dict[str, V]):
    """A mapping that refuses changes, so that a scenario stays as it was validated."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("a scenario does not change; scenario.with_(...) returns a changed copy")

    __setitem__ = __delitem__ = __ior__ = _refuse  # type: ignore[assignment]
    clear = pop = popitem = setdefault = update = _refuse  # type: ignore[assignment]

    def __reduce__(self) -> tuple[type[FrozenDict[V]], tuple[dict[str, V]]]:
        return type(self), (dict(self),)

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))


Frozen = AfterValidator(FrozenDict)
