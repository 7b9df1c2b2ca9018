"""How a value is declared, found by its location: the part it belongs to, its field, its unit and bounds."""

from __future__ import annotations

from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from netsustain.scenario.paths import fields_by_key
from netsustain.scenario.problems import Location


def part_of(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation: ``tuple[Goal, ...] | None`` holds ``Goal``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) is Annotated:
        return part_of(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType, tuple, dict):
        parts = [part_of(argument) for argument in get_args(annotation)]
        return next((part for part in parts if part), None)
    return None


def field_at(model: type[BaseModel], location: Location) -> FieldInfo | None:
    """The declaration of the value at ``location``, if it is a field of a part."""
    field: FieldInfo | None = None
    part: type[BaseModel] | None = model
    for step in location:
        if isinstance(step, int):
            continue
        if part is None or step not in fields_by_key(part):
            # Inside a free mapping, such as weights by kind, the part of its values goes on.
            field = None
            continue
        field = fields_by_key(part)[step][1]
        part = part_of(field.annotation)
    return field


def keys_at(model: type[BaseModel], location: Location) -> list[str]:
    """The keys that can stand in the part at ``location``."""
    part: type[BaseModel] | None = model
    for step in location:
        fields = fields_by_key(part) if part else {}
        if step in fields:
            part = part_of(fields[str(step)][1].annotation)
        # Any other step is an item of a list or a key of a free mapping: the part of its values goes on.
    return list(fields_by_key(part)) if part else []
