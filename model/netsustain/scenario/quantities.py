"""How a number is declared: its default, unit, admissible bounds, plausible range and source, in one place.

Everything that shows numbers (``explain``, the generated tables, the JSON Schema, sensitivity factors)
reads them from here, so adding a parameter or a lever is adding one field.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo


@dataclass(frozen=True)
class Quantity:
    """What a reader must know of a number besides its value."""

    unit: str
    source: str
    """Where the default comes from; ``prior`` where no estimate is published."""
    plausible: tuple[float, float]
    """Range a sensitivity analysis draws from."""
    en: str
    th: str = ""


class Typed(BaseModel):
    """Base of every part of a scenario: immutable; unknown keys are errors, and text is no number."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


def quantity(
    default: float,
    unit: str,
    plausible: tuple[float, float],
    source: str,
    en: str,
    th: str = "",
    *,
    bounds: tuple[float, float] | None = None,
) -> Any:
    """Declare a number of a :class:`Typed` part.

    Parameters
    ----------
    default
        The value used when a scenario says nothing.
    unit
        Unit as a reader would say it (``"1/month"``, ``"staff-days/month"``, ``"share"``).
    plausible
        Range for sensitivity analysis; the default lies inside it.
    source
        Publication, concept ID or ``"prior"``.
    en, th
        One line of meaning in English and in Thai.
    bounds
        Values outside are refused; the plausible range when not given.
    """
    low, high = bounds if bounds is not None else plausible
    extra = {"quantity": Quantity(unit, source, plausible, en, th)}
    return Field(
        default=default, ge=low, le=high, description=f"{en} [{unit}]", json_schema_extra=_hidden(extra)
    )


def required(unit: str, bounds: tuple[float, float], en: str, th: str = "", **options: Any) -> Any:
    """Declare a number that has no default: the scenario must say it. ``options`` go to pydantic's Field."""
    low, high = bounds
    extra = {"quantity": Quantity(unit, "the scenario", bounds, en, th)}
    text = f"{en} [{unit}]"
    return Field(ge=low, le=high, description=text, json_schema_extra=_hidden(extra), **options)


def described(en: str, th: str, **options: Any) -> Any:
    """Declare a value that is no quantity, with its meaning; ``options`` go to pydantic's Field."""

    def plain(schema: dict[str, Any]) -> None:
        """Nothing to add: the English meaning is the description."""

    plain.thai = th  # type: ignore[attr-defined]
    return Field(description=en, json_schema_extra=plain, **options)


def thai_of(field: FieldInfo) -> str:
    """The Thai meaning of a field; empty where none is given."""
    item = quantity_of(field)
    return item.th if item else getattr(field.json_schema_extra, "thai", "")


def _hidden(extra: dict[str, Quantity]) -> Any:
    """Carry the Quantity on the field without putting a Python object into the JSON Schema."""

    def plain(schema: dict[str, Any]) -> None:
        item = extra["quantity"]
        schema["unit"] = item.unit
        schema["source"] = item.source
        schema["plausible"] = list(item.plausible)

    plain.quantity = extra["quantity"]  # type: ignore[attr-defined]
    return plain


def quantity_of(field: FieldInfo) -> Quantity | None:
    """The declaration behind a field made by :func:`quantity`, or None for any other field."""
    return getattr(field.json_schema_extra, "quantity", None)
