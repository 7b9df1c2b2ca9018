"""Policies: what can be done for a network, as a change of its scenario from the start or from some month on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import Field, model_validator

from netsustain.exploration.reading import Fault
from netsustain.scenario.beside import named_scenario
from netsustain.scenario.events import Event
from netsustain.scenario.funding import Grant
from netsustain.scenario.happenings import SetLevers
from netsustain.scenario.levers import LEVER_NAMES
from netsustain.scenario.problems import Location, ScenarioError
from netsustain.scenario.quantities import Typed
from netsustain.scenario.reader import load
from netsustain.scenario.schema import Scenario
from netsustain.scenario.values import Text, fault


class Policy(Typed):
    """What is done: doses of levers, events, grants."""

    label: Text | None = Field(default=None, description="name for readers")
    like: str | None = Field(
        default=None, min_length=1, description="scenario whose levers are taken: a shipped one, or a file beside this"
    )
    levers: SetLevers | None = Field(default=None, description="levers and their doses; over: months of the change")
    events: tuple[Event, ...] = Field(default=(), description="what is made to happen")
    grants: tuple[Grant, ...] = Field(default=(), description="money that is given besides")

    @model_validator(mode="after")
    def _does_something(self) -> Any:
        if not (self.like or self.levers or self.events or self.grants):
            raise fault("a policy that does nothing", "levers, events or grants", "levers: {meeting_frequency: 1}")
        return self

    def doses(self, base: Scenario, folder: Path) -> dict[str, Any]:
        """Levers that are set and to what: where ``like`` differs from the base, and those named. ScenarioError."""
        found = {} if self.like is None else _differing(base, load_beside(self.like, folder))
        own = {} if self.levers is None else {name: getattr(self.levers, name) for name in self.levers.doses}
        return {name: _plain(dose) for name, dose in (found | own).items()}

    def last_month(self, start: str) -> int:
        """The latest month named; 0 when none is."""
        return max([*(event.month(start) for event in self.events), *(grant.from_month for grant in self.grants), 0])


def load_beside(name: str, folder: Path) -> Scenario:
    """A scenario of a shipped name, or of a file relative to a folder. Raises :class:`ScenarioError`."""
    return load(named_scenario(name, folder))


def _differing(base: Scenario, other: Scenario) -> dict[str, Any]:
    pairs = {name: (getattr(base.levers, name), getattr(other.levers, name)) for name in LEVER_NAMES}
    return {name: new for name, (old, new) in pairs.items() if new != old}


def _plain(dose: Any) -> Any:
    """A dose as a file writes it: a choice by its name."""
    return dose.name.lower() if hasattr(dose, "name") else dose


# ---- scenarios ------------------------------------------------------------------------------------


def from_the_start(policy: Policy, base: Scenario, folder: Path) -> Scenario:
    """The base with the policy from month 1 on (``over`` does not matter). Raises :class:`ScenarioError`."""
    changes: dict[str, Any] = {"levers": policy.doses(base, folder), **_added(policy, base, ())}
    return base.with_(**{key: value for key, value in changes.items() if value})


def from_month(policy: Policy, base: Scenario, folder: Path, month: int) -> Scenario:
    """The base with the policy from a month on: its levers are set by an event. Raises :class:`ScenarioError`."""
    doses = policy.doses(base, folder)
    over = policy.levers.over if policy.levers is not None else 0
    setting = ({"at": month, "set": {**doses, "over": over}},) if doses else ()
    changes = _added(policy, base, setting)
    return base.with_(**changes) if changes else base


def _added(policy: Policy, base: Scenario, events: tuple[dict[str, Any], ...]) -> dict[str, Any]:
    """Events and grants after those of the base, so that those keep their places and their luck."""
    changes: dict[str, Any] = {}
    if policy.events or events:
        changes["events"] = [*base.events, *events, *policy.events]
    if policy.grants:
        changes["funding.grants"] = [*base.funding.grants, *policy.grants]
    return changes


# ---- faults ---------------------------------------------------------------------------------------


def policy_faults(policy: Policy, base: Scenario, folder: Path, month: int, here: Location) -> Iterator[Fault]:
    """What does not fit the base, or comes before ``month``; ``here`` is the place of the policy in its file."""
    if policy.like is not None:
        try:
            load_beside(policy.like, folder)
        except ScenarioError as error:
            yield Fault((*here, "like"), error.problems[0].message)
            return
    early = list(_too_early(policy, base.start, month, here))
    yield from early
    if early:
        return
    try:
        from_month(policy, base, folder, month)
    except ScenarioError as error:
        yield Fault(here, f"{error.problems[0].where}: {error.problems[0].message}")


def _too_early(policy: Policy, start: str, month: int, here: Location) -> Iterator[Fault]:
    for index, event in enumerate(policy.events):
        if event.month(start) < month:
            text = f"got month {event.month(start)}, expected month {month} or later: the policy begins there"
            yield Fault((*here, "events", index), f"{text}, type at: {month}")
    for index, grant in enumerate(policy.grants):
        if grant.from_month < month:
            text = f"got month {grant.from_month}, expected month {month} or later: the policy begins there"
            yield Fault((*here, "grants", index, "from"), f"{text}, type {month}")
