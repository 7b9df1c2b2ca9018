"""What has to fit together in a scenario beyond each value by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from netsustain.scenario.paths import NoSuchNumberError, number_at
from netsustain.scenario.problems import Location, nearest_choice

if TYPE_CHECKING:
    from netsustain.scenario.schema import Scenario


ALWAYS_THERE = ("levers", "parameters")
"""Parts whose numbers exist whatever else is wrong in the file."""


class Fault(NamedTuple):
    """An inconsistency: where, in words, and the other parts it was judged by."""

    location: Location
    text: str
    given: tuple[Location, ...]


def crosscheck(scenario: Scenario) -> list[Fault]:
    """All inconsistencies, part by part."""
    return [*_events_in_time(scenario), *_goals_exist(scenario), *_uncertain_numbers(scenario)]


def _events_in_time(scenario: Scenario) -> Iterator[Fault]:
    given: tuple[Location, ...] = (("months",), ("start",))
    allowed = f"expected a month from 1 to {scenario.months}, the scenario's last"
    for index, event in enumerate(scenario.events):
        month = event.month(scenario.start)
        if 1 <= month <= scenario.months:
            continue
        if event.at is not None:
            yield Fault(("events", index, "at"), f"got month {month}, {allowed}", given)
        else:
            got = f"got {event.date}, which is month {month} after the start {scenario.start}"
            yield Fault(("events", index, "date"), f"{got}, {allowed}", given)


def _goals_exist(scenario: Scenario) -> Iterator[Fault]:
    goals = len(scenario.network.goals)
    for part in ("events", "recurrent"):
        for index, happening in enumerate(getattr(scenario, part)):
            reached = happening.goal_reached
            if reached is not None and reached.goal > goals:
                text = f"got goal {reached.goal}, expected the number of one of the network's {goals} goals"
                yield Fault((part, index, "goal_reached", "goal"), text, (("network",),))


def _uncertain_numbers(scenario: Scenario) -> Iterator[Fault]:
    for path, span in scenario.uncertain.items():
        here: Location = ("uncertain", path)
        part = path.split(".")[0]
        given: tuple[Location, ...] = () if part in ALWAYS_THERE else ((part,),)
        try:
            spot = number_at(scenario, path)
        except NoSuchNumberError as error:
            text = f"got a path that leads to no number, expected one{_hint(path, error.choices)}"
            yield Fault((*here, "[key]"), text, given)
            continue
        for end in ("low", "high"):
            value = getattr(span, end)
            if not spot.low <= value <= spot.high:
                text = f"got {value:g}, expected a number from {spot.low:g} to {spot.high:g}"
                yield Fault((*here, end), text, given)


def _hint(path: str, choices: list[str]) -> str:
    near = nearest_choice(path, choices)
    if near:
        return f", type {near} (did you mean {near}?)"
    return f" such as {', '.join(choices[:8])}" if choices else ", for example levers.platform"
