"""Paths of numbers in a scenario: ``levers.platform``, ``network.goals.1.breadth`` (items count from 1)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo


class NoSuchNumberError(LookupError):
    """A path that leads nowhere, or to something that is no number; carries what could stand there."""

    def __init__(self, path: str, choices: list[str]) -> None:
        super().__init__(path)
        self.choices = choices


@dataclass(frozen=True)
class Spot:
    """A number inside a scenario, and the declaration that bounds it."""

    value: float
    low: float
    high: float


def field_key(name: str, field: FieldInfo) -> str:
    """The key a file uses for a field."""
    return field.alias or name


def fields_by_key(model: type[BaseModel]) -> dict[str, tuple[str, FieldInfo]]:
    """The fields of a part by the key a file uses."""
    return {field_key(name, field): (name, field) for name, field in model.model_fields.items()}


def _children(part: Any) -> dict[str, tuple[Any, FieldInfo | None]]:
    if isinstance(part, BaseModel):
        fields = fields_by_key(type(part))
        return {key: (getattr(part, name), field) for key, (name, field) in fields.items()}
    if isinstance(part, tuple):
        return {str(number): (item, None) for number, item in enumerate(part, start=1)}
    if isinstance(part, dict):
        return {getattr(key, "name", str(key)).lower(): (item, None) for key, item in part.items()}
    return {}


def rules_of(field: FieldInfo | None) -> list[Any]:
    """The rules a declaration sets for a number: its own, and those of the items of a list or mapping."""
    return [*field.metadata, *_rules_in(field.annotation)] if field else []


def _rules_in(annotation: Any) -> list[Any]:
    arguments = get_args(annotation)
    if get_origin(annotation) is Annotated:
        own = [getattr(rule, "metadata", [rule]) for rule in arguments[1:]]
        return [*_rules_in(arguments[0]), *(rule for rules in own for rule in rules)]
    inner = arguments[-1:] if get_origin(annotation) is dict else arguments
    return [rule for argument in inner for rule in _rules_in(argument)]


def bounds_of(field: FieldInfo | None) -> tuple[float, float]:
    """The bounds a declaration sets; infinite where it sets none."""
    low, high = float("-inf"), float("inf")
    for rule in rules_of(field):
        low = max(low, getattr(rule, "ge", low), getattr(rule, "gt", low))
        high = min(high, getattr(rule, "le", high), getattr(rule, "lt", high))
    return low, high


def number_at(part: BaseModel, path: str) -> Spot:
    """The number at ``path``; raises :class:`NoSuchNumberError`."""
    here: Any = part
    field: FieldInfo | None = None
    walked: list[str] = []
    for step in path.split("."):
        children = _children(here)
        if step not in children:
            raise NoSuchNumberError(path, [".".join([*walked, child]) for child in children])
        here, own = children[step]
        field = own or field  # an item of a list follows the rules of the list
        walked.append(step)
    if isinstance(here, (bool, Enum)) or not isinstance(here, (int, float)):
        raise NoSuchNumberError(path, [".".join([*walked, child]) for child in _children(here)])
    return Spot(float(here), *bounds_of(field))
