"""Pydantic's errors in plain words: what came · what was expected, with unit and range · what to type."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from netsustain.scenario.declarations import keys_at
from netsustain.scenario.problems import Location, nearest, nearest_choice
from netsustain.scenario.schema import Scenario
from netsustain.scenario.wording_numbers import came, number_words

LISTED = 20
"""More choices than this are not listed in a message."""
_TRUTHY = {"yes": "true", "on": "true", "no": "false", "off": "false"}


def message_of(error: dict[str, Any], location: Location, form: type[BaseModel] = Scenario) -> str:
    """The message for an error of pydantic at ``location`` (as in the file), which was read as a ``form``."""
    wording = _WORDINGS.get(error["type"], _other)
    return wording({**error, "form": form}, location)


# ---- keys and choices -----------------------------------------------------------------------------


def _unknown_key(error: dict[str, Any], location: Location) -> str:
    key = str(location[-1])
    choices = keys_at(error["form"], location[:-1])
    return f"got an unknown key, expected {_one_of(choices)}{_advice(key, choices)}"


def _missing(error: dict[str, Any], location: Location) -> str:
    key = location[-1]
    if isinstance(key, int):
        return f"got {key} values, expected {key + 1}"
    example = getattr(error["form"], "EXAMPLES", _EXAMPLES).get(key, "…")
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
    return f"one of {', '.join(choices)}" if len(choices) <= LISTED else f"one of {len(choices)} known ones"


def _advice(word: str, choices: list[str]) -> str:
    close = nearest_choice(word, choices)
    if close:
        return f", type {close}{nearest(word, choices)}"
    return f", for example {choices[0]}" if len(choices) > LISTED else ""


# ---- shapes ---------------------------------------------------------------------------------------


def _part(error: dict[str, Any], location: Location) -> str:
    keys = keys_at(error["form"], location)
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
         "greater_than", "greater_than_equal", "less_than", "less_than_equal"), number_words),
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
