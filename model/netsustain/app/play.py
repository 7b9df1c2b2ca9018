"""A play: a scenario, what the room changed of it, and one luck. The same play makes the same film, bit for bit.

What is done while a play runs becomes a dated event, so a play is always a scenario, and every scrub, branch and
comparison is one more run of a few milliseconds on the same luck.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from netsustain.scenario.problems import ScenarioError
from netsustain.scenario.schema import Scenario

MOST_EVENTS, MOST_MONTHS, MOST_MEMBERS = 60, 360, 600
"""What a browser and a room can follow; larger scenarios are for the command line."""
LONGEST_PLACE = 80
"""Characters of a key that a refusal repeats."""
Dose = float | str


class PlayError(ValueError):
    """A play that cannot be run; says what came and what was expected."""


class Play(BaseModel):
    """What a browser sends.

    Attributes
    ----------
    scenario
        Name of a scenario of the catalogue.
    levers
        Lever → dose from month 1 on; those left out stay as the scenario has them.
    parameters
        Path below ``parameters`` → value, for the few that the room may move (see the catalogue).
    events
        What the room made happen, after the scenario's own events: mappings as in a scenario file.
    cleared
        Leave out the scenario's own dated events.
    against
        Name of the scenario that the play is compared with; its own unless named.
    seed, replicate
        The luck.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    scenario: Annotated[str, Field(min_length=1, max_length=120)]
    levers: Annotated[dict[str, Dose], Field(max_length=40)] = {}
    parameters: Annotated[dict[str, float], Field(max_length=10)] = {}
    events: Annotated[tuple[dict[str, Any], ...], Field(max_length=MOST_EVENTS)] = ()
    cleared: bool = False
    against: Annotated[str | None, Field(min_length=1, max_length=120)] = None
    months: Annotated[int | None, Field(ge=6, le=MOST_MONTHS)] = None
    seed: Annotated[int, Field(ge=0, lt=2**53)] = 1
    replicate: Annotated[int, Field(ge=0, lt=2**31)] = 0


def play_of(data: Any) -> Play:
    """A play from what came over the wire. Raises :class:`PlayError`."""
    try:
        return Play.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise PlayError(f"{where[:LONGEST_PLACE] or 'play'}: {first['msg']}") from None


def staged(play: Play, base: Scenario) -> Scenario:
    """The scenario that a play is. Raises :class:`PlayError`."""
    changes: dict[str, Any] = {}
    if play.levers:
        changes["levers"] = dict(play.levers)
    if play.parameters:
        changes |= {f"parameters.{path}": value for path, value in play.parameters.items()}
    try:
        scenario = base.with_(**changes) if changes else base
        if play.months is not None and play.months != scenario.months:
            scenario = scenario.until(play.months)
        own = () if play.cleared else scenario.events
        if play.events or play.cleared:
            scenario = scenario.with_(events=[*own, *_within(play.events, scenario.months)])
    except ScenarioError as error:
        raise PlayError(str(error)) from None
    return scenario


def _within(events: tuple[dict[str, Any], ...], months: int) -> list[dict[str, Any]]:
    """Events that still can happen: a branch with a shorter horizon keeps the others for later."""
    return [event for event in events if not isinstance(event.get("at"), int) or event["at"] <= months]
