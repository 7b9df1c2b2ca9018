"""Goals, channels of income and the memory of conditions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(eq=False)
class Goal:
    """A goal on the axis of priorities, and the projects that serve it."""

    row: int
    position: float
    breadth: float
    workload: float
    aim: float
    standing: bool
    original: int = 1
    met_month: int = 0
    wins: int = 0
    progress: float = 0.0
    success: float = 0.0
    people: int = 0

    @property
    def open(self) -> bool:
        """Whether it is not met yet."""
        return self.met_month == 0


@dataclass
class Channel:
    """A source of income."""

    row: int
    planned: float
    level: float
    level_target: float
    level_step: float = 0.0
    stock: float = 0.0
    income: float = 0.0
    income_year: float = 0.0


@dataclass
class Condition:
    """What is remembered of one of the seven conditions."""

    value: float = 0.0
    start: float = 0.0
    total: float = 0.0
    fell_month: int = 0
    fell_to: float = 0.0
    """Share of its start that was left when it fell."""
    event_kind: int = 0
    event_month: int = 0
