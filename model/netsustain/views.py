"""Views: what a rule sees of an entity, a few words wide however many columns it has.

A namedtuple of arrays would do the same, but every call that passes one moves seven words a column through the
compiler; with sixty columns that made most of the compile time. A view holds the two blocks of its entity and
the number of rows; naming a column makes the array on the spot, read-only unless the rule declared that it
writes it. An undeclared column has no name: the rule does not compile.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from netsustain.kernels import JIT, frozen


class Field(NamedTuple):
    """One column of a view."""

    name: str
    dtype: str
    row: int
    written: bool


def _plain_view(title: str, fields: tuple[Field, ...]) -> Callable[..., Any]:
    """The view in plain Python: a namedtuple of arrays."""
    shape = namedtuple(title, [field.name for field in fields])  # type: ignore[misc]

    def make(whole: np.ndarray, real: np.ndarray, rows: int) -> Any:
        arrays = []
        for field in fields:
            array = (whole if field.dtype == "i8" else real)[field.row, :rows]
            arrays.append(array if field.written else frozen(array))
        return shape(*arrays)

    return make


def _compiled_view(title: str, fields: tuple[Field, ...]) -> Callable[..., Any]:
    """An intrinsic that makes the view in compiled code."""
    from netsustain import view_types

    return view_types.maker(fields)


def _plain_scalars(title: str, fields: tuple[Field, ...]) -> Callable[..., Any]:
    """Levers or parameters in plain Python: a namedtuple of numbers."""
    shape = namedtuple(title, [field.name for field in fields])  # type: ignore[misc]
    return lambda vector: shape(*(vector[field.row] for field in fields))


def _compiled_scalars(title: str, fields: tuple[Field, ...]) -> Callable[..., Any]:
    """An intrinsic that makes the view of levers or parameters in compiled code."""
    from netsustain import view_types

    return view_types.scalar_maker(fields)


scalars: Callable[[str, tuple[Field, ...]], Callable[..., Any]] = _compiled_scalars if JIT else _plain_scalars
"""Make the constructor ``vector -> view`` of a rule's levers or parameters, whose attributes are numbers."""
view: Callable[[str, tuple[Field, ...]], Callable[..., Any]] = _compiled_view if JIT else _plain_view
"""Make the constructor ``(whole-number block, real block, rows) -> view`` of a rule's view of an entity."""
