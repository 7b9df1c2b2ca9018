"""Factors: numbers of a scenario that an experiment varies, and the range each is drawn from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from pydantic.fields import FieldInfo

from netsustain.scenario.declarations import field_at
from netsustain.scenario.parameters import PARAMETER_GROUP, PARAMETER_NAMES
from netsustain.scenario.paths import NoSuchNumberError, Spot, number_at
from netsustain.scenario.problems import nearest_choice
from netsustain.scenario.quantities import Quantity, quantity_of
from netsustain.scenario.schema import Scenario

WHOLE_UNITS = ("0/1", "calendar month", "leaders")
"""Units of numbers that are counts or choices although their type is a real number."""
_PARAMETERS = "parameters."


class FactorError(ValueError):
    """A factor that cannot be varied; ``part`` is the key at fault inside it, empty for its name."""

    def __init__(self, part: str, message: str) -> None:
        super().__init__(message)
        self.part = part


@dataclass(frozen=True)
class Factor:
    """One number that is varied, uniformly between ``low`` and ``high``."""

    name: str
    """As the experiment writes it: a parameter's name or a path; the name of its column."""
    path: str
    """Where it stands in a scenario."""
    low: float
    high: float
    whole: bool
    """Drawn as a whole number, each equally likely."""
    parameter: int | None
    """Place among ``PARAMETER_NAMES``; None for any other number."""

    def values(self, unit: np.ndarray) -> np.ndarray:
        """Values at points of the unit interval."""
        if self.whole:
            return np.minimum(np.floor(self.low + unit * (self.high - self.low + 1)), self.high)
        return self.low + unit * (self.high - self.low)


def path_of(name: str) -> str:
    """The path of a parameter's name; any other name is a path already."""
    return f"{_PARAMETERS}{PARAMETER_GROUP[name]}.{name}" if name in PARAMETER_GROUP else name


def factor_of(name: str, span: tuple[float, float] | None, scenarios: Iterable[Scenario]) -> Factor:
    """The factor of a name, checked against every scenario it will be varied in.

    Parameters
    ----------
    span
        From and to; the plausible range of the declaration when None.

    Raises
    ------
    FactorError
        If a scenario has no such number, or refuses an end of the range.
    """
    path = path_of(name)
    spots = [_spot(scenario, path, name) for scenario in scenarios]
    field = field_at(Scenario, tuple(path.split(".")))
    quantity = quantity_of(field) if field else None
    whole = _is_whole(field, quantity)
    low, high = map(float, span or _plausible(quantity))
    for spot in spots:
        _refuse_outside(spot, low, high)
    for part, value in (("from", low), ("to", high)):
        if whole and not value.is_integer():
            raise FactorError(part, f"got {value:g}, expected a whole number, type {round(value)}")
    last = path.rsplit(".", 1)[-1]
    parameter = PARAMETER_NAMES.index(last) if path.startswith(_PARAMETERS) else None
    return Factor(name, path, low, high, whole, parameter)


def _is_whole(field: FieldInfo | None, quantity: Quantity | None) -> bool:
    whole = field is not None and field.annotation in (int, int | None)
    return whole or (quantity is not None and quantity.unit in WHOLE_UNITS)


def _plausible(quantity: Quantity | None) -> tuple[float, float]:
    """The declared range; raises :class:`FactorError` where none is declared."""
    if quantity is None:
        raise FactorError("", "got no range, expected one: this number declares none, type {from: …, to: …}")
    return quantity.plausible


def _spot(scenario: Scenario, path: str, name: str) -> Spot:
    try:
        return number_at(scenario, path)
    except NoSuchNumberError as error:
        raise FactorError("[key]", _unknown(name, error.choices, scenario)) from None


def _refuse_outside(spot: Spot, low: float, high: float) -> None:
    for part, value in (("from", low), ("to", high)):
        if not spot.low <= value <= spot.high:
            allowed = f"expected a number from {spot.low:g} to {spot.high:g}"
            raise FactorError(part, f"got {value:g}, {allowed}, type for example {spot.value:g}")


def _unknown(name: str, choices: list[str], scenario: Scenario) -> str:
    """What to say of a name that leads to no number."""
    levers = [f"levers.{lever}" for lever in type(scenario.levers).model_fields]
    if name in levers:
        return f"got {name}, which is no number, expected one: write a scenario for each choice instead"
    known = [*PARAMETER_NAMES, *levers, *choices]
    close = f"levers.{name}" if f"levers.{name}" in levers else nearest_choice(name, known)
    got = f"got a name that leads to no number in {scenario.name or 'the scenario'}"
    if close:
        return f"{got}, expected a parameter or a path, type {close} (did you mean {close}?)"
    if choices and "." in name:
        return f"{got}, expected a parameter or a path, such as {', '.join(choices[:8])}"
    return f"{got}, expected a parameter or a path that every scenario of the experiment has"
