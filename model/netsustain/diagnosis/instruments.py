"""The questionnaires a survey may have used: their items by key, and which of the seven conditions they speak of.

The wording of items is their owners' and stands nowhere here. Which domain or factor speaks of which condition is
this project's reading (A-C1..A-C7), not the owners'; it is shown beside the scores. What lies outside the seven
conditions has none. A scale that says where a network stands on a starting level of a scenario names it in ``starts``
(K5 does the same: 3.27 of 5 is .57).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from netsustain.health.series import CONDITIONS


@dataclass(frozen=True)
class Scale:
    """Items that are scored together: a condition, a domain or a factor."""

    key: str
    items: tuple[str, ...]
    condition: str = ""
    """One of ``c1`` … ``c7``; empty where none is spoken of."""
    starts: str = ""
    """Starting level of a scenario (``network.initial.<it>``) that it measures; empty where none corresponds."""


@dataclass(frozen=True)
class Instrument:
    """A questionnaire: answers from ``low`` to ``high``."""

    key: str
    low: int
    high: int
    scales: tuple[Scale, ...]
    norm: float | None = None
    """Mean of all items over published assessments."""

    @property
    def items(self) -> tuple[str, ...]:
        """Keys of all items, in order."""
        return tuple(item for scale in self.scales for item in scale.items)

    def of(self, condition: str) -> tuple[str, ...]:
        """Items that speak of a condition."""
        return tuple(item for scale in self.scales if scale.condition == condition for item in scale.items)

    def level(self, score: float) -> float:
        """A score as a level of 0-1."""
        return (score - self.low) / (self.high - self.low)


_STARTS = {"c1": "goal_clarity", "c2": "trust", "c3": "role_clarity", "c7": "flexibility"}
SEVEN = "seven_conditions"


def seven_conditions(items: Iterable[str]) -> Instrument:
    """The seven-condition survey (A-D) with the items a file has: ``c1_1``, ``c1_2``, …, at least one."""
    ordered = sorted(set(items), key=lambda item: (item[:2], int(item[3:])))
    scales = (
        Scale(key, tuple(item for item in ordered if item.startswith(f"{key}_")), key, _STARTS.get(key, ""))
        for key in CONDITIONS
    )
    return Instrument(SEVEN, 1, 5, tuple(scale for scale in scales if scale.items))


def _numbered(letter: str, scales: tuple[tuple[str, int, str, str], ...]) -> Iterator[Scale]:
    """Scales whose items are numbered through: (key, number of items, condition, starting level)."""
    first = 1
    for key, number, condition, starts in scales:
        yield Scale(key, tuple(f"{letter}{item:02d}" for item in range(first, first + number)), condition, starts)
        first += number


_PSAT = (
    ("environmental_support", 5, "c3", "leader_championing"), ("funding_stability", 5, "c5", ""),
    ("partnerships", 5, "c2", "trust"), ("organisational_capacity", 5, "c3", ""),
    ("evaluation", 5, "c7", ""), ("adaptation", 5, "c7", "flexibility"),
    ("communications", 5, "c4", ""), ("strategic_planning", 5, "c1", "plan"),
)  # fmt: skip
PSAT = Instrument("psat", 1, 7, tuple(_numbered("q", _PSAT)), norm=4.73)
"""Program Sustainability Assessment Tool; the norm is over 5,706 assessments."""

_WILDER_BEFORE = (
    ("history", 2, "c2", ""), ("legitimacy", 2, "c3", "reputation"), ("climate", 2, "", ""),
    ("respect_and_trust", 2, "c2", "trust"), ("cross_section", 2, "c3", ""), ("self_interest", 1, "c6", ""),
    ("compromise", 1, "c7", ""), ("stake", 3, "c6", ""), ("layers", 2, "c3", ""),
    ("flexibility", 2, "c7", "flexibility"),
    ("roles", 2, "c3", "role_clarity"), ("adaptability", 2, "c7", ""), ("pace", 2, "c5", ""),
)  # fmt: skip
_WILDER_AFTER = (
    ("frequent_communication", 3, "c4", ""), ("informal_links", 2, "c4", ""),
    ("attainable_goals", 3, "c1", "goal_clarity"),
    ("shared_vision", 2, "c1", ""), ("unique_purpose", 2, "c1", ""), ("means", 2, "c5", ""),
    ("skilled_leadership", 1, "c3", ""),
)  # fmt: skip
WILDER_40 = Instrument("wilder_40", 1, 5, tuple(_numbered("w", (*_WILDER_BEFORE, *_WILDER_AFTER))))
"""Wilder Collaboration Factors Inventory of 40 items and 20 factors."""
WILDER_44 = Instrument(
    "wilder_44", 1, 5,
    tuple(_numbered("w", (*_WILDER_BEFORE, ("learning", 3, "c7", ""), *_WILDER_AFTER, ("engagement", 1, "c3", "")))),
)  # fmt: skip
"""The same with 44 items and 22 factors."""

INSTRUMENTS = (SEVEN, PSAT.key, WILDER_40.key, WILDER_44.key)
"""What ``--instrument`` may name."""
