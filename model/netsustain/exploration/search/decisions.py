"""Decisions: the levers a policy sets, the range of each, and the steps in which it is set.

A policy is a dictionary from levers to doses (numbers) or choices (their names). Doses are set in steps of a
twentieth of the range by default: nobody can give a newsletter a dose of 0.3172, and a search among a few steps finds
more than one among all real numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from netsustain.scenario.levers import LEVER_NAMES, lever_field
from netsustain.scenario.paths import bounds_of
from netsustain.scenario.problems import nearest, nearest_choice
from netsustain.scenario.quantities import quantity_of
from netsustain.scenario.values import choice_names

Value = float | str
Policy = dict[str, Value]
"""Lever → its dose, or the name of its choice; levers that are absent stay as in the scenario."""
WHOLE_UNITS = ("leaders", "months")
"""Units of levers that are set in whole numbers."""
STEP = 0.05
"""Step of a dose, as a share of its range."""


class DecisionError(ValueError):
    """A lever that cannot be decided on; ``part`` is the key at fault inside it."""

    def __init__(self, part: str, message: str) -> None:
        super().__init__(message)
        self.part = part


@dataclass(frozen=True)
class Decision:
    """A lever that a policy sets."""

    lever: str
    low: float = 0.0
    high: float = 0.0
    step: float = 1.0
    choices: tuple[str, ...] = ()
    """Names to choose from; empty for a dose."""

    @property
    def whole(self) -> bool:
        """Whether it is set in whole numbers."""
        return not self.choices and self.step == 1.0 and self.low.is_integer()

    def snapped(self, value: Value) -> Value:
        """The nearest value that can be set; a choice that is not offered becomes the first that is."""
        if self.choices:
            return str(value) if value in self.choices else self.choices[0]
        return self._on_step(round((float(value) - self.low) / self.step))

    def below(self, value: float) -> float:
        """The largest dose that can be set and is at most ``value`` (the lowest if there is none)."""
        return self._on_step(int(np.floor((value - self.low) / self.step + 1e-9)))

    def _on_step(self, steps: int) -> float:
        return float(min(max(round(self.low + steps * self.step, 10), self.low), self.high))

    def place(self, value: Value) -> float:
        """Where in its range a dose lies, 0-1; the number of a choice."""
        if self.choices:
            return float(self.choices.index(str(value)))
        return (float(value) - self.low) / (self.high - self.low)


def is_choice(lever: str) -> bool:
    """Whether a lever is a choice between forms rather than a dose."""
    return bool(choices_of(lever))


def choices_of(lever: str) -> tuple[str, ...]:
    """Names of the forms a lever offers; empty for a dose."""
    options: Any = lever_field(lever).annotation
    return () if options in (float, int) else tuple(choice_names(options))


def number_of(lever: str, value: Value) -> float:
    """A dose as it is; the number by which the model knows a choice."""
    if not isinstance(value, str):
        return float(value)
    options: Any = lever_field(lever).annotation
    return float(options[value.upper()].value)


def decision_of(
    lever: str, span: tuple[float, float] | None = None, choices: Sequence[str] = (), step: float = STEP
) -> Decision:
    """The decision about a lever; its declared range, or all of its choices, unless some are given.

    Parameters
    ----------
    step
        Of a dose, as a share of its range; levers in whole numbers have steps of 1.

    Raises
    ------
    DecisionError
        If there is no such lever, or it cannot take these values.
    """
    if lever not in LEVER_NAMES:
        close = nearest_choice(lever, LEVER_NAMES)
        raise DecisionError("[key]", f"got {lever}, expected a lever, type {close}{nearest(lever, LEVER_NAMES)}")
    offered = choices_of(lever)
    if offered:
        return Decision(lever, choices=_offered(lever, offered, span, choices))
    if choices:
        raise DecisionError("", "got a list of choices, expected a range of doses, type {from: 0, to: 1}")
    return _dose(lever, span, step)


def _offered(
    lever: str, offered: tuple[str, ...], span: tuple[float, float] | None, choices: Sequence[str]
) -> tuple[str, ...]:
    if span is not None:
        raise DecisionError("", f"got a range, expected choices, type [{', '.join(offered[:2])}]")
    for place, name in enumerate(choices):
        if name not in offered:
            raise DecisionError(str(place), f"got {name!r}, expected one of {', '.join(offered)}")
    found = tuple(dict.fromkeys(choices or offered))
    if len(found) < 2:
        raise DecisionError("", f"got one choice, expected two or more; a scenario can fix {lever}")
    return found


def _dose(lever: str, span: tuple[float, float] | None, step: float) -> Decision:
    field = lever_field(lever)
    quantity = quantity_of(field)
    assert quantity is not None, f"lever {lever} declares a unit"
    low, high = map(float, span or quantity.plausible)
    lowest, highest = bounds_of(field)
    whole = quantity.unit in WHOLE_UNITS
    for part, value in (("from", low), ("to", high)):
        if not lowest <= value <= highest:
            raise DecisionError(part, f"got {value:g}, expected a number from {lowest:g} to {highest:g}")
        if whole and not value.is_integer():
            raise DecisionError(part, f"got {value:g}, expected a whole number, type {round(value)}")
    return Decision(lever, low, high, 1.0 if whole else step * (high - low))


def settings(levers: Any, names: Sequence[str]) -> Policy:
    """The settings of these levers in a scenario (``scenario.levers``)."""
    return {
        name: getattr(levers, name).name.lower() if is_choice(name) else float(getattr(levers, name)) for name in names
    }


def differing(levers: Any, others: Any) -> Policy:
    """The settings of ``levers`` that differ from those of ``others``."""
    mine, theirs = settings(levers, LEVER_NAMES), settings(others, LEVER_NAMES)
    return {name: value for name, value in mine.items() if value != theirs[name]}


def distances(decisions: Sequence[Decision], policies: Sequence[Mapping[str, Value]]) -> np.ndarray:
    """How different policies are: Gower's distance over the decisions, 0 (the same) to 1, (policies × policies).

    Gower 1971: the mean over levers of the difference of doses as a share of the range, 0 or 1 for choices.
    """
    total = np.zeros((len(policies), len(policies)))
    for decision in decisions:
        place = np.array([decision.place(policy[decision.lever]) for policy in policies])
        apart = np.abs(place[:, None] - place[None, :])
        total += (apart > 0).astype(float) if decision.choices else apart
    return total / max(len(decisions), 1)
