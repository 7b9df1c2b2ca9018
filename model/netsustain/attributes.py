"""Columns as attributes: whatever stands for a row of the state reads and writes it by the column's name.

Every read and write goes through the model's present state, because a state that needs more room moves to
larger arrays; nothing here keeps an array. Codes are read as their enumeration, ``0/1`` columns as bool.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable
from enum import IntEnum
from typing import Any, TypeVar

from netsustain.scenario.kinds import Contributor, Kind
from netsustain.state import COLUMNS, GOAL, POSITION, Column, Ended, State, Status

Owner = TypeVar("Owner", bound=type)
Place = Callable[[Any], tuple[State, int]]
"""From an object to the state and the row it stands for."""

CODES: dict[tuple[str, str], type[IntEnum]] = {
    ("member", "kind"): Kind,
    ("member", "status"): Status,
    ("member", "contributor"): Contributor,
    ("network", "ended"): Ended,
}
FIXED = ("number", "ring", "ring_order", "a", "b")
"""Columns that say who or where a row is; rules rely on their order, so nobody else writes them."""
_SPAN = re.compile(r"(-?\d+)(?:-|/|\.\.)(\d+)")


def place_of_row(owner: Any) -> tuple[State, int]:
    """State and row of a view that has a ``model`` and a ``row``."""
    return owner.model.state, owner.row


def place_of_network(model: Any) -> tuple[State, int]:
    """State and row of the network itself."""
    return model.state, 0


def _span(unit: str) -> tuple[float, float]:
    """Lowest and highest value that a unit such as ``0-1``, ``0/1`` or ``-1..1`` allows."""
    match = _SPAN.fullmatch(unit)
    return (float(match[1]), float(match[2])) if match else (-math.inf, math.inf)


def _reading(column: Column) -> Callable[[int], Any] | None:
    """What a stored whole number is read as; None = as it is."""
    if (column.entity, column.name) in CODES:
        return CODES[column.entity, column.name]
    return bool if column.dtype == "i8" and column.unit == "0/1" else None


class ColumnAttribute:
    """One column of the row that its owner stands for."""

    def __init__(self, column: Column, place: Place) -> None:
        self.column, self.place = column, place
        self.block = f"{column.entity}_{column.dtype}"
        self.position = POSITION[column.entity, column.dtype][column.name]
        self.low, self.high = _span(column.unit)
        self.reading = _reading(column)
        self.__doc__ = f"{column.meaning} [{column.unit}]"

    def __get__(self, owner: Any, cls: type | None = None) -> Any:
        if owner is None:
            return self
        state, row = self.place(owner)
        value = getattr(state, self.block).item(self.position, row)
        return value if self.reading is None else self.reading(value)

    def __set__(self, owner: Any, value: Any) -> None:
        state, row = self.place(owner)
        getattr(state, self.block)[self.position, row] = self._checked(value, state)

    def _checked(self, value: Any, state: State) -> float | int:
        """The value as it is stored. Raises where it cannot be one of this column."""
        name = self.column.name
        if name in FIXED:
            raise AttributeError(f"{name} says who or where a row is: it cannot be changed")
        number: float | int = float(value) if self.column.dtype == "f8" else operator.index(value)
        low, high = (0, state.size[GOAL] - 1) if name == "project" else (self.low, self.high)
        if not (math.isfinite(number) and low <= number <= high):
            raise ValueError(f"{name} = {value!r}: expected {self.column.unit} ({self.column.meaning})")
        return number if self.reading is None else int(self.reading(number))  # type: ignore[arg-type]


def with_columns(entity: str, place: Place = place_of_row) -> Callable[[Owner], Owner]:
    """Decorator of a class: one attribute for every column of the entity."""

    def decorate(cls: Owner) -> Owner:
        for column in COLUMNS:
            if column.entity == entity:
                setattr(cls, column.name, ColumnAttribute(column, place))
        return cls

    return decorate
