"""What a rule is: a compiled function that declares which columns it reads and which it writes.

The driver hands a rule one view an entity, with the declared columns only, cut to the live rows; columns that
are read but not written are read-only, so an undeclared write does not compile and an undeclared read has no
name. Only a structural rule may see whole blocks, because only it may add or remove rows.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from netsustain.kernels import kernel_source
from netsustain.scenario.levers import LEVER_NAMES
from netsustain.scenario.parameters import PARAMETER_NAMES
from netsustain.state import COLUMNS, ENTITIES, State

VIEWS: tuple[str, ...] = (*ENTITIES, "lever", "parameter")
ALWAYS: tuple[str, ...] = ("clock", "luck")


class Clock(NamedTuple):
    """Where a month stands in time."""

    month: int
    """Months since the start; the first is 1."""
    season: int
    """Calendar month, 1-12."""
    horizon: int
    """Last month of the scenario."""
    structure_every: int
    """Months between measurements of structure."""
    staff_day_price: float
    """Money a staff-day, in the scenario's currency."""
    baht: float
    """What a baht is worth in the scenario's currency: prices of levers are in baht."""
    discount: float
    """Monthly discount factor of benefits and costs."""


class Timeline(NamedTuple):
    """Events of a scenario as tables, a row an event (columns: see ``rules/events.py``), and its grants."""

    whole: np.ndarray
    real: np.ndarray
    grants: np.ndarray
    """Rows of amount a month, first month, last month, months of taper."""


class Recipe(NamedTuple):
    """What the initial draws need beside the template (a span is drawn once a replicate)."""

    generated: int
    form: int
    members_low: int
    members_high: int
    resources_low: float
    resources_high: float
    experience_low: float
    experience_high: float
    mean_degree: float
    clustering: float
    hub_share: float
    trust: float
    trust_spread: float
    formal_share: float
    age: float


class Plan(NamedTuple):
    """What does not change during a run."""

    timeline: Timeline
    recipe: Recipe


@dataclass(frozen=True)
class Rule:
    """One step of the month.

    ``reads`` and ``writes`` name ``entity.column``; ``lever.name`` and ``parameter.name`` can only be read.
    """

    name: str
    kernel: Callable[..., Any]
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    concepts: str
    structural: bool = False

    @property
    def arguments(self) -> tuple[str, ...]:
        """Names of the kernel's arguments, which say what the driver passes."""
        return tuple(inspect.signature(kernel_source(self.kernel)).parameters)

    def columns(self, entity: str) -> tuple[str, ...]:
        """Declared columns of an entity, in the order of the view; ``entity.*`` declares all of them."""
        names: list[str] = []
        for item in (*self.writes, *self.reads):
            declared, _, name = item.partition(".")
            if declared == entity:
                names.extend(names_of(entity) if name == "*" else (name,))
        return tuple(dict.fromkeys(names))

    def is_written(self, entity: str, name: str) -> bool:
        """Whether the rule declared that it writes this column."""
        return f"{entity}.{name}" in self.writes or f"{entity}.*" in self.writes


def names_of(entity: str) -> tuple[str, ...]:
    """All columns of an entity, all levers or all parameters."""
    if entity == "lever":
        return LEVER_NAMES
    if entity == "parameter":
        return PARAMETER_NAMES
    return tuple(item.name for item in COLUMNS if item.entity == entity)


def check(rule: Rule) -> None:
    """Raise ValueError if a declaration does not fit the state, the levers, the parameters or the kernel."""
    for item in (*rule.reads, *rule.writes):
        entity, _, name = item.partition(".")
        known = entity in VIEWS and (name in names_of(entity) or (name == "*" and rule.structural))
        if not known:
            raise ValueError(f"rule {rule.name}: {item} does not exist")
    if any(item.startswith(("lever.", "parameter.")) for item in rule.writes):
        raise ValueError(f"rule {rule.name}: levers and parameters are never written")
    allowed = {*VIEWS, *ALWAYS, "neighbour", "timeline", "recipe", "doses"}
    for argument in rule.arguments:
        whole_block = argument in State._fields and argument not in VIEWS
        if argument not in allowed and not (whole_block and rule.structural):
            raise ValueError(f"rule {rule.name}: argument {argument} is not offered to it")


class Neighbours(NamedTuple):
    """Read-only neighbour lists: those of member ``i`` lie between ``start[i]`` and ``start[i + 1]``."""

    start: np.ndarray
    member: np.ndarray
    tie: np.ndarray
