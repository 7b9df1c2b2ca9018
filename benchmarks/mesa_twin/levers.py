"""The organisers' levers: doses that move towards targets, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

from benchmarks.mesa_twin.numbers import clip
from netsustain.scenario.levers import LEVER_COSTS, LEVER_NAMES, Levers

TALK = (
    "meeting_frequency", "face_to_face_share", "platform", "community_forum", "newsletter", "transparency",
    "two_way_feedback",
)  # fmt: skip
"""The levers of communication."""
CHOICES = ("governance_mode", "fairness_rule")
"""Levers that are one of several forms: they change at once."""
SILENCE = dict.fromkeys(TALK, 0.0)
POLICIES = {
    "face_to_face": {"meeting_frequency": 1.5, "face_to_face_share": 1.0, "platform": 0.0},
    "platform": {"meeting_frequency": 0.3, "face_to_face_share": 0.0, "platform": 1.0},
    "hybrid": {"meeting_frequency": 1.0, "face_to_face_share": 0.6, "platform": 0.6},
    "newsletter": {**SILENCE, "newsletter": 1.0},
    "blackout": SILENCE,
}


@dataclass
class Move:
    """Where a dose goes, and how far a month."""

    target: float
    step: float = 0.0


class LeverBoard:
    """All levers: their doses now, and where they move."""

    def __init__(self, levers: Levers) -> None:
        self.own = {name: float(getattr(levers, name)) for name in LEVER_NAMES}
        """The scenario's doses."""
        self.now = SimpleNamespace(**self.own)
        self.moves = {name: Move(dose) for name, dose in self.own.items()}

    def set(self, doses: dict[str, float], months: int = 0) -> None:
        """Move levers to new doses over so many months."""
        for name, dose in doses.items():
            way = abs(dose - getattr(self.now, name))
            self.moves[name] = Move(dose, way if name in CHOICES else way / max(months, 1))

    def communicate(self, policy: str) -> None:
        """Impose a way to communicate, or restore the scenario's."""
        self.set({name: self.own[name] for name in TALK} if policy == "restore" else POLICIES[policy])

    def move(self) -> None:
        """One month towards the targets."""
        for name, move in self.moves.items():
            dose = getattr(self.now, name)
            setattr(self.now, name, dose + clip(move.target - dose, -move.step, move.step))

    @property
    def seats(self) -> int:
        """Leaders wanted in the core group."""
        return int(self.now.core_leaders + 0.5)

    def days(self, members: int, baht_a_day: float) -> float:
        """Staff-days a month that all levers take from the network, at the price of a staff-day in baht."""
        return sum(
            getattr(self.now, name) * (cost.days + cost.days_per_member * members + cost.money / baht_a_day)
            for name, cost in LEVER_COSTS.items()
        )

    def money(self) -> float:
        """Baht a month that all levers take."""
        return sum(getattr(self.now, name) * cost.money for name, cost in LEVER_COSTS.items())

    def member_days(self) -> float:
        """Staff-days a month that all levers take from every organisation that takes part."""
        return sum(getattr(self.now, name) * cost.member_days for name, cost in LEVER_COSTS.items())
