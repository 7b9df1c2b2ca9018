"""Ties between organisations, with what each side trusts the other."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.mesa_twin.organisation import Organisation

LONG_AGO = 99
"""Months without joint work of a tie on which nobody worked together yet."""
ASSUMED_STRENGTH = 0.3


@dataclass
class Trust:
    """What one side of a tie trusts the other."""

    level: float
    personal: float = field(default=-1.0)
    institutional: float = field(default=-1.0)
    ceiling: float = 1.0

    def __post_init__(self) -> None:
        self.personal = self.institutional = self.level

    def settle(self, personal_share: float) -> None:
        """Put the level together from its parts, under the ceiling."""
        whole = personal_share * self.personal + (1.0 - personal_share) * self.institutional
        self.level = min(whole, self.ceiling)


class Tie:
    """A tie between two organisations, ``a`` the one with the lower row."""

    def __init__(
        self,
        one: Organisation,
        other: Organisation,
        trust_of_one: float,
        trust_of_other: float,
        *,
        formal: bool = False,
        age: float = 0.0,
        strength: float = ASSUMED_STRENGTH,
    ) -> None:
        self.join(one, other, Trust(trust_of_one), Trust(trust_of_other))
        self.formal = formal
        self.age = age
        self.strength = strength
        self.youth = math.exp(-age / 6.0)
        self.contact, self.joint = True, False
        self.idle, self.unused = 0, LONG_AGO

    def join(self, one: Organisation, other: Organisation, trust_of_one: Trust, trust_of_other: Trust) -> None:
        """Tie two organisations, the one with the lower row first."""
        self.a, self.b, self.ab, self.ba = one, other, trust_of_one, trust_of_other
        if other.row < one.row:
            self.a, self.b, self.ab, self.ba = other, one, trust_of_other, trust_of_one

    @property
    def ends(self) -> tuple[Organisation, Organisation]:
        """The two organisations."""
        return self.a, self.b

    @property
    def active(self) -> bool:
        """Whether both ends are active."""
        return self.a.active and self.b.active

    @property
    def mutual(self) -> float:
        """The lower of the two trusts."""
        return min(self.ab.level, self.ba.level)

    def settle(self, personal_share: float) -> None:
        """Put both trusts together from their parts."""
        self.ab.settle(personal_share)
        self.ba.settle(personal_share)
