"""A scenario's timeline: what happens when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from benchmarks.mesa_twin.philox import Luck, Stream
from netsustain.scenario.schema import Scenario

CODES = {
    "transfer": 1, "budget": 2, "grant_end": 3, "set": 4, "communication": 4, "join": 5, "leave": 6, "scandal": 7,
    "crisis": 8, "goal_reached": 9, "need_ended": 10, "relaunch": 11, "merger": 12, "ministry_policy": 13,
}  # fmt: skip
NO_SHOCKS = {"set", "communication", "join", "relaunch"}
YEAR = tuple(range(1, 13))


def season_of(start: str, month: int) -> int:
    """The calendar month, 1 to 12, of a month of a run that starts at ``start`` (``YYYY-MM``)."""
    return (int(start[5:7]) - 1 + month - 1) % 12 + 1


@dataclass(frozen=True)
class Happening:
    """An event, dated or recurrent."""

    number: int
    """Its place in the scenario, from 0: dated events first."""
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

    @property
    def is_shock(self) -> bool:
        """Whether it is remembered as one."""
        return self.kind not in NO_SHOCKS

    def happens(self, month: int, calendar_month: int, luck: Luck) -> bool:
        """Whether it happens in a month."""
        if self.date:
            return month == self.date
        if calendar_month not in self.season:
            return False
        return luck.uniforms(Stream.RECURRENT_EVENT, month, self.number)[0] < self.rate / len(self.season)


def timeline_of(scenario: Scenario) -> list[Happening]:
    """What can happen, in the order in which it is gone through."""
    dated = [
        Happening(number, event.kind, event.action, date=event.month(scenario.start))
        for number, event in enumerate(scenario.events)
    ]
    recurrent = [
        Happening(number, event.kind, event.action, rate=event.rate, season=tuple(event.season or YEAR))
        for number, event in enumerate(scenario.recurrent, len(dated))
    ]
    return dated + recurrent
