"""A scenario's timeline: what happens when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.mesa_twin.philox import Luck, Stream
from netsustain.scenario.schema import Scenario

CODES = {
    "transfer": 1, "budget": 2, "grant_end": 3, "set": 4, "communication": 4, "join": 5, "leave": 6, "scandal": 7,
    "crisis": 8, "goal_reached": 9, "need_ended": 10, "relaunch": 11, "merger": 12, "ministry_policy": 13,
}  # fmt: skip
LUCK_OF_A_CODE = 1024
"""Numbers of events of a code."""
RECURRENT_CODES = 16
"""What the code of a recurrent event is more in its number."""
YEAR = tuple(range(1, 13))


def season_of(start: str, month: int) -> int:
    """The calendar month, 1 to 12, of a month of a run that starts at ``start`` (``YYYY-MM``)."""
    return (int(start[5:7]) - 1 + month - 1) % 12 + 1


@dataclass(frozen=True)
class Happening:
    """An event, dated or recurrent."""

    place: int
    """In the scenario, from 0: dated events first."""
    number: int
    """Who it is in draws: its place among those of its code and month, so that no other event moves its luck."""
    kind: str
    action: Any
    date: int = 0
    """Month in which it happens; 0 for a recurrent one."""
    rate: float = 0.0
    """Times a year."""
    season: tuple[int, ...] = YEAR

    @property
    def code(self) -> int:
        """What is remembered of it as the last shock."""
        return CODES[self.kind]

    def happens(self, month: int, calendar_month: int, luck: Luck) -> bool:
        """Whether it happens in a month."""
        if self.date:
            return month == self.date
        if calendar_month not in self.season:
            return False
        return luck.uniforms(Stream.RECURRENT_EVENT, month, self.number)[0] < self.rate / len(self.season)


def timeline_of(scenario: Scenario) -> list[Happening]:
    """What can happen, in the order in which it is gone through."""
    dates = [event.month(scenario.start) for event in scenario.events]
    numbers = _numbers([(event.kind, date) for event, date in zip(scenario.events, dates, strict=True)])
    dated = [
        Happening(place, number, event.kind, event.action, date=date)
        for place, (event, date, number) in enumerate(zip(scenario.events, dates, numbers, strict=True))
    ]
    numbers = _numbers([(event.kind, 0) for event in scenario.recurrent])
    recurrent = [
        Happening(place, number, event.kind, event.action, rate=event.rate, season=tuple(event.season or YEAR))
        for place, (event, number) in enumerate(zip(scenario.recurrent, numbers, strict=True), len(dated))
    ]
    return dated + recurrent


def _numbers(events: list[tuple[str, int]]) -> Iterator[int]:
    """Numbers of events by kind and month, which is 0 for all recurrent ones."""
    before = Counter[tuple[int, int]]()
    for kind, month in events:
        code = CODES[kind] + (0 if month else RECURRENT_CODES)
        yield LUCK_OF_A_CODE * code + before[code, month]
        before[code, month] += 1
