"""Pydantic's errors in plain words: what came · what was expected, with unit and range · what to type."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from pydantic.fields import FieldInfo

from netsustain.scenario.declarations import field_at, keys_at
from netsustain.scenario.paths import bounds_of
from netsustain.scenario.problems import Location, nearest, nearest_choice, shortened
from netsustain.scenario.quantities import quantity_of
from netsustain.scenario.schema import Scenario

LISTED = 14
"""More choices than this are not listed in a message."""
_ALMOST_NUMBER = re.compile(r"([-+]?[0-9][0-9_, ]*(?:\.[0-9]+)?)\s*(%?)")
_TRUTHY = {"yes": "true", "on": "true", "no": "false", "off": "false"}


def message_of(error: dict[str, Any], location: Location) -> str:
    """The message for an error of pydantic at ``location`` (as in the file)."""
    wording = _WORDINGS.get(error["type"], _other)
    return wording(error, location)


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


# ---- numbers --------------------------------------------------------------------------------------


def _limits(error: dict[str, Any], field: FieldInfo | None) -> str:
    low, high = bounds_of(field)
    given = error.get("ctx", {})
    low = max(low, given.get("ge", low), given.get("gt", low))
    high = min(high, given.get("le", high), given.get("lt", high))
    item = quantity_of(field) if field else None
    unit = f" [{item.unit}]" if item else ""
    least = "above" if "gt" in given or _open_below(field) else "from"
    if math.isinf(low) and math.isinf(high):
        return unit
    if math.isinf(high):
        return f" {least} {low:g}{' on' if least == 'from' else ''}{unit}"
    return f" {least} {low:.10g} to {high:.10g}{unit}"


def _open_below(field: FieldInfo | None) -> bool:
    return field is not None and any(getattr(rule, "gt", None) is not None for rule in field.metadata)


def _whole(error: dict[str, Any], field: FieldInfo | None) -> bool:
    return error["type"].startswith("int") or (field is not None and field.annotation in (int, int | None))


def _number(error: dict[str, Any], location: Location) -> str:
    field = field_at(Scenario, location)
    kind = "a whole number" if _whole(error, field) else "a number"
    return f"{came(error['input'])}, expected {kind}{_limits(error, field)}, type {_example(error, field)}"


def _example(error: dict[str, Any], field: FieldInfo | None) -> str:
    value = error["input"]
    match = _ALMOST_NUMBER.fullmatch(value) if isinstance(value, str) else None
    if match:
        number = _meant(match[1], bool(match[2]))
        return f"{number:.10g}"
    default = field.default if field else None
    if isinstance(default, (int, float)) and not isinstance(default, bool):
        return f"for example {float(default):.10g}"
    low, _ = bounds_of(field)
    return f"for example {max(low, 1):g}"


def _meant(digits: str, percent: bool) -> float:
    """``0,5`` is a half and ``1,500`` is fifteen hundred; ``50%`` is a half."""
    if re.fullmatch(r"[-+]?[0-9]+,[0-9]{1,2}", digits):
        digits = digits.replace(",", ".")
    value = float(re.sub(r"[_, ]", "", digits))
    return value / 100 if percent else value


# ---- keys and choices -----------------------------------------------------------------------------


def _unknown_key(error: dict[str, Any], location: Location) -> str:
    key = str(location[-1])
    choices = keys_at(Scenario, location[:-1])
    return f"got an unknown key, expected {_one_of(choices)}{_advice(key, choices)}"


def _missing(error: dict[str, Any], location: Location) -> str:
    key = location[-1]
    if isinstance(key, int):
        return f"got {key} values, expected {key + 1}"
    example = _EXAMPLES.get(key, "…")
    return f"got no {key}, expected the key {key}, type {key}: {example}"


_EXAMPLES = {
    "schema": "1",
    "title": "{en: …, th: …}",
    "question": "{en: …, th: …}",
    "sources": "[A-S1]",
    "network": "{recipe: {members: 24}}, or extends: baseline",
    "level": "0.5",
    "policy": "platform",
    "kind": "school",
    "rate": "0.2",
    "from": "1",
    "to": "36",
    "amount": "20",
}


def _choice(error: dict[str, Any], location: Location) -> str:
    choices = error["ctx"]["choices"]
    value = error["input"]
    word = value if isinstance(value, str) else ""
    return f"{came(value)}, expected {_one_of(choices)}{_advice(word, choices)}"


def _literal(error: dict[str, Any], location: Location) -> str:
    choices = re.findall(r"'([^']+)'", error["ctx"]["expected"])
    return f"{came(error['input'])}, expected {_one_of(choices)}{_advice(str(error['input']), choices)}"


def _concept(error: dict[str, Any], location: Location) -> str:
    choices = error["ctx"]["choices"]
    return f"{came(error['input'])}, expected the ID of a concept such as A-S1{_advice(error['input'], choices)}"


def _one_of(choices: list[str]) -> str:
    if not choices:
        return "none here"
    return f"one of {', '.join(choices)}" if len(choices) <= LISTED else "a known one"


def _advice(word: str, choices: list[str]) -> str:
    close = nearest_choice(word, choices)
    if close:
        return f", type {close}{nearest(word, choices)}"
    return f", for example {choices[0]}" if len(choices) > LISTED else ""


# ---- shapes ---------------------------------------------------------------------------------------


def _part(error: dict[str, Any], location: Location) -> str:
    keys = keys_at(Scenario, location)
    return f"{came(error['input'])}, expected keys and values{f': {_one_of(keys)}' if keys else ''}"


def _list(error: dict[str, Any], location: Location) -> str:
    return f"{came(error['input'])}, expected a list, type - before each item"


def _text(error: dict[str, Any], location: Location) -> str:
    value = error["input"]
    quoted = isinstance(value, (int, float)) and not isinstance(value, bool)
    advice = f', type "{came(value)[4:]}"' if quoted or isinstance(value, bool) else ""
    return f"{came(value)}, expected a text{advice}"


def _boolean(error: dict[str, Any], location: Location) -> str:
    value = error["input"]
    advice = f", type {_TRUTHY[value.lower()]}" if isinstance(value, str) and value.lower() in _TRUTHY else ""
    return f"{came(value)}, expected true or false{advice}"


def _size(error: dict[str, Any], location: Location) -> str:
    least, most = error["ctx"].get("min_length"), error["ctx"].get("max_length")
    bound = f"at least {least}" if least is not None else f"at most {most}"
    return f"{came(error['input'])}, expected {bound} item{'' if (least or most) == 1 else 's'}"


def _empty_text(error: dict[str, Any], location: Location) -> str:
    return "got an empty text, expected a text"


def _said(error: dict[str, Any], location: Location) -> str:
    return error["ctx"]["text"]


def _member(error: dict[str, Any], location: Location) -> str:
    return f"{came(error['input'])}, expected a member's row number from 1 on or its name, type for example 1"


def _other(error: dict[str, Any], location: Location) -> str:
    return f"{came(error['input'])}: {error['msg']}"


_WORDINGS: dict[str, Callable[[dict[str, Any], Location], str]] = {
    **dict.fromkeys(
        ("float_type", "int_type", "int_from_float", "float_parsing", "int_parsing", "finite_number",
         "greater_than", "greater_than_equal", "less_than", "less_than_equal"), _number),
    **dict.fromkeys(("model_type", "model_attributes_type", "dict_type"), _part),
    **dict.fromkeys(("tuple_type", "list_type"), _list),
    **dict.fromkeys(("too_short", "too_long"), _size),
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "choice": _choice,
    "literal_error": _literal,
    "concept": _concept,
    "string_type": _text,
    "string_too_short": _empty_text,
    "bool_type": _boolean,
    "fault": _said,
    "member": _member,
}  # fmt: skip
