"""What a page may send, and nothing else: forms checked for size, syntax and types before anybody acts on them."""

from __future__ import annotations

import json
import math
from typing import Annotated, Any, Literal, NoReturn, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from starlette.requests import Request

from netsustain.app.guard import TooLargeError
from netsustain.game.decisions import GameError

LARGEST_MESSAGE = 4 * 1024
"""Characters of one message of a page, and of a form that it posts."""
DEEPEST = 6
"""Brackets within brackets; an event of a scenario has three."""
Text = Annotated[str, Field(max_length=200)]
Row = Annotated[int, Field(ge=0, lt=2**31)]
Identity = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]


class Form(BaseModel):
    """What a page sends, nothing else in it."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Joining(Form):
    """A person wants to come in."""

    code: Text
    name: Text


class Leading(Form):
    """The facilitator wants to come in."""

    secret: Text


class Sit(Form):
    """Take a seat."""

    t: Literal["sit"]
    row: Row


class Stand(Form):
    """Leave the seat."""

    t: Literal["stand"]


class Decide(Form):
    """A decision; ``id`` is the page's own, so that one sent twice counts once."""

    t: Literal["decide"]
    id: Identity
    turn: Row
    decision: dict[str, Any]


class Slip(Form):
    """The facilitator writes down what somebody decided on paper."""

    t: Literal["slip"]
    id: Identity
    row: Row
    turn: Row
    decision: dict[str, Any]


class Lead(Form):
    """What the facilitator does."""

    t: Literal["lead"]
    do: Literal["start", "play", "happen", "set", "free", "seat", "remove", "finish"]
    what: dict[str, Any] | None = None
    row: Row | None = None
    person: Text | None = None


AnyForm = TypeVar("AnyForm", bound=Form)
Checked = TypeVar("Checked")
AnyMessage = Sit | Stand | Decide | Slip | Lead
MESSAGES: TypeAdapter[AnyMessage] = TypeAdapter(Annotated[AnyMessage, Field(discriminator="t")])


def message_of(text: str | None) -> AnyMessage:
    """A message from what came over the wire; None for bytes that are no text. Raises GameError."""
    return _checked(text or "", MESSAGES)


async def form_of(kind: type[AnyForm], request: Request) -> AnyForm:
    """A form from a body. Raises GameError."""
    try:
        text = (await request.body()).decode("utf-8")
    except TooLargeError as error:
        raise GameError("size", f"body: {error}") from None
    except UnicodeDecodeError:
        raise GameError("message", "body: not text") from None
    return _checked(text, TypeAdapter(kind))


def _checked(text: str, form: TypeAdapter[Checked]) -> Checked:
    if len(text) > LARGEST_MESSAGE:
        raise GameError("size", f"message: got {len(text)} characters, expected at most {LARGEST_MESSAGE}")
    try:
        return form.validate_python(_plain(text), strict=True)
    except (ValidationError, ValueError, RecursionError):
        raise GameError("message", "message: not one of those that a page sends") from None


def _plain(text: str) -> Any:
    """Plain data from JSON, stricter than the parser. Raises ValueError, RecursionError."""
    data = json.loads(text, parse_constant=_no_number, parse_float=_finite, object_pairs_hook=_each_key_once)
    _not_deep(data, DEEPEST)
    json.dumps(data, ensure_ascii=False).encode("utf-8")  # half characters cannot be written
    return data


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number beyond all bounds")
    return number


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key that stands twice")
    return found


def _not_deep(data: Any, left: int) -> None:
    if isinstance(data, (dict, list)):
        if not left:
            raise ValueError("brackets within brackets")
        for each in data.values() if isinstance(data, dict) else data:
            _not_deep(each, left - 1)
