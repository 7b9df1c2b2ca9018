"""What a planner moves: some levers, the budget after a cut, and how often leaders are moved; each with its range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from netsustain.calibration.accepted import Accepted, explicit_parameters
from netsustain.exploration.search.decisions import DecisionError, decision_of, is_choice
from netsustain.scenario.levers import LEVER_NAMES
from netsustain.scenario.schema import Scenario

DEFAULT = (
    "handover_months", "meeting_frequency", "platform", "relationship_activities", "written_agreement",
    "fundraising_public_private",
)  # fmt: skip
"""One or two of each strategy, A-S1 to A-S5, that an area office decides on."""
MOST = 8
"""Levers at most: a quadratic surface in ten dimensions has 66 coefficients, and the file grows with their square."""
NARROWER = {"meeting_frequency": (0.2, 2.0)}
"""Ranges narrower than what is possible: networks of schools hardly meet weekly; never to meet is no dose."""
UNEVEN = {"review_every": "0 means never and 1 every month, so what lies between is no dose"}
"""Levers that no smooth surface can follow, and why."""
TRANSFERS, BUDGET = "transfer_probability", "budget_level"
"""Names of the two shocks."""
TRANSFERS_RANGE, BUDGET_RANGE = (0.06, 0.45), (0.2, 1.0)
"""Plausible yearly chances that an eligible leader moves (K6), and what a cut may leave of a budget."""
SHOCK_STEPS = {TRANSFERS: 0.01, BUDGET: 0.05}


class LeverError(ValueError):
    """A lever that cannot be moved here; says what to type."""


@dataclass(frozen=True)
class Slider:
    """One number that is moved.

    Attributes
    ----------
    name
        A lever, ``transfer_probability`` or ``budget_level``.
    path
        Where it stands in a scenario (``levers.platform``).
    low, high, step
        Its range, and the step in which it is set.
    own
        Its value in the scenario as it is.
    """

    name: str
    path: str
    low: float
    high: float
    step: float
    own: float

    @property
    def is_lever(self) -> bool:
        """Whether the network's organisers decide on it; shocks befall them."""
        return self.path.startswith("levers.")

    def snapped(self, share: float) -> float:
        """The value in steps nearest to a place in the range (0-1)."""
        steps = round(share * (self.high - self.low) / self.step)
        return float(min(max(round(self.low + steps * self.step, 10), self.low), self.high))


def sliders_of(scenario: Scenario, names: Sequence[str] | None, calibration: Accepted | None) -> tuple[Slider, ...]:
    """What is moved: the levers asked for (:data:`DEFAULT` if none), then the shocks the scenario knows.

    Parameters
    ----------
    names
        Levers, each as its name or ``name=low:high``.
    calibration
        Accepted vectors: where they decide how often leaders move, their mean is the scenario's own value.

    Raises
    ------
    LeverError
        If there is no such lever, or none that a surface can follow.
    """
    set_later = _set_by_events(scenario)
    asked = list(names) if names else [name for name in DEFAULT if name not in set_later]
    if not asked or len(asked) > MOST:
        raise LeverError(f"--levers: got {len(asked)} levers, expected 1 to {MOST}")
    levers = tuple(_lever(scenario, *_split(each), set_later) for each in asked)
    twice = [each.name for place, each in enumerate(levers) if each.name in [one.name for one in levers[:place]]]
    if twice:
        raise LeverError(f"--levers: got {twice[0]} twice, expected each lever once")
    return (*levers, *_budget(scenario), _transfers(scenario, calibration))


def _split(given: str) -> tuple[str, tuple[float, float] | None]:
    """A lever and the range asked for."""
    name, sign, span = given.strip().partition("=")
    if not sign:
        return name, None
    try:
        low, high = (float(end) for end in span.split(":"))
    except ValueError:
        low = high = float("nan")
    if not low < high:
        raise LeverError(f"--levers: {name}: got range {span!r}, expected low:high, type for example {name}=0:1")
    return name.strip(), (low, high)


def _lever(scenario: Scenario, name: str, span: tuple[float, float] | None, set_later: dict[str, int]) -> Slider:
    if name in LEVER_NAMES and is_choice(name):
        raise LeverError(
            f"--levers: got {name}, a choice between forms, expected doses: compare a scenario for each form instead"
        )
    if name in UNEVEN:
        raise LeverError(f"--levers: got {name}: {UNEVEN[name]}; compare scenarios instead")
    if name in set_later:
        raise LeverError(
            f"--levers: got {name}, which an event sets in month {set_later[name]}, expected levers that no event sets"
        )
    try:
        found = decision_of(name, span or NARROWER.get(name))
    except DecisionError as error:
        raise LeverError(f"--levers: {error}") from None
    own = float(getattr(scenario.levers, name))
    return Slider(name, f"levers.{name}", min(found.low, own), max(found.high, own), found.step, own)


def _set_by_events(scenario: Scenario) -> dict[str, int]:
    """Levers that the scenario's events set anew → the month of the first that does."""
    found: dict[str, int] = {}
    for event in sorted(scenario.events, key=lambda each: each.month(scenario.start)):
        for name in getattr(event.set, "doses", {}):
            found.setdefault(name, event.month(scenario.start))
    return found


def _budget(scenario: Scenario) -> list[Slider]:
    """The level that the scenario's first budget event leaves; none where it has no such event."""
    for number, event in enumerate(scenario.events, start=1):
        if event.budget is not None:
            own = float(event.budget.level)
            low, high = min(BUDGET_RANGE[0], own), max(BUDGET_RANGE[1], own)
            return [Slider(BUDGET, f"events.{number}.budget.level", low, high, SHOCK_STEPS[BUDGET], own)]
    return []


def _transfers(scenario: Scenario, calibration: Accepted | None) -> Slider:
    own = float(scenario.parameters.leadership.transfer_probability)
    if calibration is not None and TRANSFERS in calibration.names and TRANSFERS not in explicit_parameters(scenario):
        own = float(np.round(np.mean(calibration.values[:, calibration.names.index(TRANSFERS)]), 2))
    low, high = min(TRANSFERS_RANGE[0], own), max(TRANSFERS_RANGE[1], own)
    return Slider(TRANSFERS, f"parameters.leadership.{TRANSFERS}", low, high, SHOCK_STEPS[TRANSFERS], own)


def setting(scenario: Scenario, sliders: Sequence[Slider], values: Sequence[float]) -> Scenario:
    """The scenario with these values."""
    changes: dict[str, Any] = {each.path: float(value) for each, value in zip(sliders, values, strict=True)}
    return scenario.with_(**changes)


def budget_month(scenario: Scenario) -> int | None:
    """Month of the budget event that is moved; None where there is none."""
    return next((event.month(scenario.start) for event in scenario.events if event.budget is not None), None)
