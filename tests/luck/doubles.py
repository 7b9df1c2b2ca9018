"""Whether any random number serves two purposes, in every shipped scenario.

A number that decides two things ties together what has nothing to do with each other. Three ways to use one twice:

- two lines of the rules draw at the same coordinates;
- two lines read the same one of the four numbers of a draw;
- one line draws more than once at the same coordinates (a loop that forgets who it is about).

Some numbers are meant to be looked at twice; ``ONE_DECISION`` and ``DRAWN_AGAIN`` say where and why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tests.conftest import PlainModel
from tests.luck.watching import Numbers, Place, Purpose, purpose, states, watched

from netsustain.plan import compile_scenario
from netsustain.scenario import load
from netsustain.scenario.schema import Scenario
from netsustain.streams import STREAMS

SCENARIOS = Path(__file__).parents[2] / "scenarios"
NAMES = {stream.number: stream.name for stream in STREAMS}

ONE_DECISION = {
    ("exit", 0): ("exits", 2),  # below the ceiling of the chance first, then below the chance itself
    ("tie_decay", 0): ("fade_ties", 2),  # the same
    ("event_target", 0): ("pick", 2),  # the least of all: compared, and remembered
}
"""Stream and place in the draw → the function that looks at the number for one decision, on so many lines."""
DRAWN_AGAIN = {
    "event_target": "pick",  # who is next, without those that were picked: the order of luck stays
    "member_traits": "draw_member",  # an expected member is drawn at the start and when it joins: the same organisation
    "neighbourhood": "draw_member",
    "recruitment": "welcome",  # four attempts to meet somebody share a draw, and each reads a number of its own
}
"""Stream → the function that may draw at the same coordinates again."""


class Draws(NamedTuple):
    """What was drawn where."""

    places: dict[Place, Counter[Purpose]]
    """How often each line drew at these coordinates."""
    read: dict[tuple[Place, int], set[Purpose]]
    """Which lines read this one of the four numbers."""


class Double(NamedTuple):
    """One kind of double use."""

    how: str
    stream: str
    purposes: tuple[Purpose, ...]
    places: int
    """At so many coordinates."""


class _Read(tuple[float, ...]):
    """Four numbers that note who reads them."""

    place: Place
    read: dict[tuple[Place, int], set[Purpose]]

    def __getitem__(self, index: int) -> float:  # type: ignore[override]
        self.read.setdefault((self.place, index), set()).add(purpose())
        return super().__getitem__(index)


def draws_of(plain: PlainModel, scenario: Scenario, replicates: Iterable[int] = (0,), seed: int = 1) -> Draws:
    """Everything drawn in replicates of a scenario, to its horizon, whether its network ends before or not."""
    found = Draws({}, {})

    def watch(place: Place, draw: Numbers) -> Numbers:
        found.places.setdefault(place, Counter())[purpose()] += 1
        numbers = _Read(draw())
        numbers.place, numbers.read = place, found.read
        return numbers

    made = compile_scenario(scenario)
    with watched(plain, watch):
        for replicate in replicates:
            for _ in states(plain, made, scenario.months, seed, replicate):
                pass
    return found


def doubles(draws: Draws) -> list[Double]:
    """Every double use that is not meant, each kind once."""
    kinds = Counter((how, stream, lines) for how, stream, lines in _all(draws))
    return [Double(*kind, places) for kind, places in sorted(kinds.items())]


def _all(draws: Draws) -> Iterator[tuple[str, str, tuple[Purpose, ...]]]:
    for place, callers in draws.places.items():
        stream = NAMES[place.stream]
        if len(callers) > 1:
            yield "drawn by two", stream, tuple(sorted(callers))
        for caller, times in callers.items():
            if times > 1 and DRAWN_AGAIN.get(stream) != caller.function:
                yield "drawn twice", stream, (caller,)
    for (place, index), readers in draws.read.items():
        stream = NAMES[place.stream]
        if len(readers) > 1 and not _is_one_decision(stream, index, readers):
            yield "read by two", stream, tuple(sorted(readers))


def _is_one_decision(stream: str, index: int, readers: set[Purpose]) -> bool:
    function, lines = ONE_DECISION.get((stream, index), ("", 0))
    return {each.function for each in readers} == {function} and len(readers) <= lines


def shortened(scenario: Scenario, months: int) -> Scenario:
    """The scenario in fewer months: its events happen one after the other from month 2 on, the last ones together."""
    told = scenario.resolved()["events"]
    when = sorted({event.month(scenario.start) for event in scenario.events})
    events = [
        {key: value for key, value in one.items() if key not in ("at", "date")}
        | {"at": min(2 + when.index(event.month(scenario.start)), months)}
        for one, event in zip(told, scenario.events, strict=True)
    ]
    return scenario.with_(months=months, events=events)


def shipped() -> list[str]:
    """Names of all shipped scenarios."""
    return sorted(path.stem for path in SCENARIOS.glob("*.yaml"))


def scenario_of(name: str, months: int | None) -> Scenario:
    """A shipped scenario, to its horizon or in so many months."""
    scenario = load(name)
    return scenario if months is None or months >= scenario.months else shortened(scenario, months)
