"""What has to fit together in a scenario beyond each value by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from netsustain.scenario.paths import NoSuchNumberError, number_at
from netsustain.scenario.problems import Location, nearest_choice, shortened

if TYPE_CHECKING:
    from netsustain.scenario.schema import Scenario


ALWAYS_THERE = ("levers", "parameters")
"""Parts whose numbers exist whatever else is wrong in the file."""


GENERATED_NAME = re.compile(r"M([1-9][0-9]{0,6})")
"""Members of a generated network are called M1, M2, …"""


class Fault(NamedTuple):
    """An inconsistency: where, in words, and the other parts it was judged by."""

    location: Location
    text: str
    given: tuple[Location, ...]


def crosscheck(scenario: Scenario) -> list[Fault]:
    """All inconsistencies, part by part."""
    checks = (_currency_priced, _members_exist, _events_in_time, _goals_exist, _uncertain_numbers)
    return [fault for check in checks for fault in check(scenario)]


def _currency_priced(scenario: Scenario) -> Iterator[Fault]:
    """Prices of levers are in baht: another currency has to say what a baht is worth."""
    if scenario.currency != "THB" and "baht_price" not in scenario.model_fields_set:
        text = f"got {scenario.currency} without the price of a baht, in which levers are priced, expected baht_price"
        typed = f"type baht_price: followed by what a baht is worth in {scenario.currency}"
        yield Fault(("currency",), f"{text}, {typed}", ())


def _members_exist(scenario: Scenario) -> Iterator[Fault]:
    """In a generated network; one that is read from tables names its members there."""
    recipe = scenario.network.recipe
    if recipe is None:
        return
    joining = [event.join for event in scenario.events if event.join is not None]
    names = [member.name for member in joining if member.name]
    given: tuple[Location, ...] = (("network", "recipe"), ("events",))
    for location, member in named_members(scenario):
        # Edits are made before anybody joins, so they reach the recipe's members alone.
        edit = location[0] == "network"
        count = recipe.members.high + (0 if edit else len(joining))
        number = member if isinstance(member, int) else GENERATED_NAME.fullmatch(member)
        if isinstance(number, re.Match):
            number = int(number[1])
        if (member in names and not edit) or (number is not None and number <= count):
            continue
        text = f"got the member {shortened(str(member))}, expected a row number from 1 to {count}"
        yield Fault(location, text if edit else f"{text} or the name of a member that joins", given)


def named_members(scenario: Scenario) -> Iterator[tuple[Location, int | str]]:
    """Every member that an edit or an event names, and where."""
    for index, edit in enumerate(scenario.network.members):
        yield ("network", "members", index, "member"), edit.member
    for part in ("events", "recurrent"):
        for index, happening in enumerate(getattr(scenario, part)):
            member = getattr(happening.action, "member", None)
            if member is not None:
                yield (part, index, happening.kind, "member"), member


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
