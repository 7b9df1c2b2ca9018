"""What can happen to a network: one typed mapping for each kind of event (a scenario's timeline)."""

from __future__ import annotations

from enum import IntEnum
from typing import Annotated, Any

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from netsustain.scenario.kinds import Kind
from netsustain.scenario.levers import LEVER_NAMES, Levers
from netsustain.scenario.network import KindName
from netsustain.scenario.quantities import Typed, quantity, required
from netsustain.scenario.values import MemberReference, fault, named

SHARE = (0.0, 1.0)


class Who(IntEnum):
    """Whose posts a transfer concerns."""

    DIRECTOR = 0
    """the director of the area office"""
    CORE = 1
    """the core group"""
    LEADERS = 2
    """leaders of all members"""


class Channel(IntEnum):
    """Where income comes from (D-R1..D-R5, grants, the area office)."""

    ALL = 0
    GRANT = 1
    AREA_OFFICE = 2
    PUBLIC_PRIVATE = 3
    COMMUNITY = 4
    HUMAN = 5
    TECHNOLOGY = 6
    INTERNATIONAL = 7


class Policy(IntEnum):
    """Ways to communicate that an event can impose."""

    FACE_TO_FACE = 0
    PLATFORM = 1
    HYBRID = 2
    NEWSLETTER = 3
    BLACKOUT = 4
    RESTORE = 5
    """back to the scenario's levers"""


class Transfer(Typed):
    """Leaders leave their posts (A-H1, K6)."""

    who: Annotated[Who, *named(Who)] = Who.LEADERS
    share: float = quantity(1, "share", SHARE, "the scenario", "share of the posts concerned")
    kinds: tuple[KindName, ...] | None = Field(default=None, min_length=1, description="null = all kinds")
    handover: float | None = Field(
        default=None, ge=0, le=6, description="months both leaders overlap; null = as the lever says"
    )


class Budget(Typed):
    """Income of a channel is set to a level of its stated amount (A-H2)."""

    level: float = required("share of the stated amount", (0, 3), "new level")
    over: int = Field(default=0, ge=0, le=120, description="months over which it changes; 0 = at once")
    channel: Annotated[Channel, *named(Channel)] = Channel.ALL


class GrantEnd(Typed):
    """Every grant ends."""

    taper: int = Field(default=0, ge=0, le=120, description="months over which it falls to nothing")


class Communication(Typed):
    """The way members communicate is imposed or lost (A-S2)."""

    policy: Annotated[Policy, *named(Policy)]


class SetLevers(Levers):
    """Levers are set to new doses; those left out stay."""

    over: int = Field(default=0, ge=0, le=120, description="months over which doses change; 0 = at once")

    @property
    def doses(self) -> dict[str, float]:
        """The levers that are set, and to what."""
        return {name: float(getattr(self, name)) for name in LEVER_NAMES if name in self.model_fields_set}

    @model_serializer(mode="wrap")
    def _only_what_is_set(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Levers that were not named stay out: reading them back would set them."""
        return {key: value for key, value in dump(self).items() if key == "over" or key in self.model_fields_set}

    @model_validator(mode="after")
    def _some_lever(self) -> Any:
        if not self.doses:
            raise fault("no lever", "at least one", "for example {platform: 1}")
        return self


class Join(Typed):
    """A member joins."""

    kind: KindName
    name: str | None = Field(default=None, min_length=1)
    size: float | None = Field(default=None, gt=0, le=1000, description="relative to a typical school")
    own_resources: float | None = Field(default=None, ge=0, le=10_000, description="staff-days a month")
    skill: float | None = Field(default=None, ge=0, le=1)
    priority: float | None = Field(default=None, ge=0, le=1, description="place on the goal axis")
    ties: int = Field(default=2, ge=0, le=50, description="ties it starts with")


class Leave(Typed):
    """Members leave: one by number or name, or some of a kind."""

    member: MemberReference | None = None
    kind: KindName | None = None
    count: int = Field(default=1, ge=1, le=1_000_000)


class Scandal(Typed):
    """One takes the credit of all (C-O5)."""

    severity: float = quantity(0.7, "0-1", (0.2, 1), "prior", "how bad it is", bounds=SHARE)
    member: MemberReference | None = Field(default=None, description="null = the strongest member")


class Crisis(Typed):
    """Urgency rises and nobody can meet face to face (a pandemic, a flood)."""

    months: int = Field(default=6, ge=1, le=120, description="months it lasts")
    urgency: float = quantity(0.3, "0-1", (0, 0.6), "prior", "rise of felt urgency", bounds=SHARE)


class GoalReached(Typed):
    """A goal is met, whoever met it."""

    goal: int = Field(default=1, ge=1, le=8, description="number of the goal, from 1")


class NeedEnded(Typed):
    """The need that formed the network is gone (C-P)."""


class Relaunch(Typed):
    """A fresh start: the warm start of contributions begins anew, and members at rest are called back."""


class Merger(Typed):
    """Members of a kind merge, two into one."""

    kind: KindName = Kind.SCHOOL
    count: int = Field(default=1, ge=1, le=1_000_000, description="mergers")


class MinistryPolicy(Typed):
    """The ministry changes priorities, rules or how it steers (A-H5, A-G)."""

    shift: float = quantity(0, "priority axis", (-0.4, 0.4), "prior", "shift of priorities", bounds=(-1, 1))
    rigidity: float = quantity(0, "0-1", (0, 0.5), "prior", "fall of the rules' flexibility", bounds=SHARE)
    steering: float | None = Field(default=None, ge=0, le=1, description="new steering; null = unchanged")
