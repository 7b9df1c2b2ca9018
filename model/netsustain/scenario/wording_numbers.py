"""A wrong number in plain words: what came, the unit and range expected, and a number to type."""

from __future__ import annotations

import math
import re
from typing import Annotated, Any, get_args, get_origin

from pydantic.fields import FieldInfo

from netsustain.scenario.declarations import field_at
from netsustain.scenario.paths import bounds_of, rules_of
from netsustain.scenario.problems import Location, shortened
from netsustain.scenario.quantities import quantity_of

_ALMOST_NUMBER = re.compile(r"([-+]?[0-9][0-9_, ]*(?:\.[0-9]+)?)\s*(%?)")


def came(value: object) -> str:
    """What came, in the words of a reader."""
    if value is None:
        return "got nothing"
    if isinstance(value, bool):
        return f"got {str(value).lower()}"
    if isinstance(value, str):
        return f"got the text {shortened(value)!r}" if value else "got an empty text"
    if isinstance(value, (int, float)):
        return f"got {value:.12g}" if isinstance(value, float) else f"got {shortened(str(value))}"
    return "got keys and values" if isinstance(value, dict) else f"got a list of {len(value)}"  # type: ignore[arg-type]


def _limits(field: FieldInfo | None) -> str:
    low, high = bounds_of(field)
    item = quantity_of(field) if field else None
    unit = f" [{item.unit}]" if item else ""
    least = "above" if any(getattr(rule, "gt", None) is not None for rule in rules_of(field)) else "from"
    if math.isinf(low):
        return unit
    if math.isinf(high):
        return f" {least} {low:g}{' on' if least == 'from' else ''}{unit}"
    return f" {least} {_end(low)} to {_end(high)}{unit}"


def _end(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.10g}"


def _whole(error: dict[str, Any], field: FieldInfo | None) -> bool:
    return error["type"].startswith("int") or (field is not None and int in _types_in(field.annotation))


def _types_in(annotation: Any) -> list[Any]:
    arguments = get_args(annotation)[:1] if get_origin(annotation) is Annotated else get_args(annotation)
    return [kind for argument in arguments for kind in _types_in(argument)] if arguments else [annotation]


def number_words(error: dict[str, Any], location: Location) -> str:
    """The message for something that is no number, or one out of range."""
    field = field_at(error["form"], error["loc"])
    kind = "a whole number" if _whole(error, field) else "a number"
    return f"{came(error['input'])}, expected {kind}{_limits(field)}, type {_example(error, field)}"


def _example(error: dict[str, Any], field: FieldInfo | None) -> str:
    value = error["input"]
    match = _ALMOST_NUMBER.fullmatch(value) if isinstance(value, str) else None
    if match:
        number = _meant(match[1], bool(match[2]))
        return f"{number:.10g}"
    low, high = bounds_of(field)
    if isinstance(value, (int, float)) and value > high:
        return f"for example {high:.10g}"
    default = field.default if field else None
    if isinstance(default, (int, float)) and not isinstance(default, bool):
        return f"for example {float(default):.10g}"
    return f"for example {max(low, 1):g}"


def _meant(digits: str, percent: bool) -> float:
    """``0,5`` is a half and ``1,500`` is fifteen hundred; ``50%`` is a half."""
    if re.fullmatch(r"[-+]?[0-9]+,[0-9]{1,2}", digits):
        digits = digits.replace(",", ".")
    value = float(re.sub(r"[_, ]", "", digits))
    return value / 100 if percent else value
