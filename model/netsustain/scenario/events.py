"""A scenario's timeline: events at a month or date, and random recurrent ones."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from netsustain.messages import text
from netsustain.scenario import happenings as kinds
from netsustain.scenario.quantities import Typed, required
from netsustain.scenario.values import YearMonth, fault, months_from

CalendarMonth = Annotated[int, Field(ge=1, le=12)]


class _OneKind(Typed):
    """Exactly one of the kinds of event; ``kind`` names it and ``action`` is its mapping."""

    transfer: kinds.Transfer | None = None
    budget: kinds.Budget | None = None
    grant_end: kinds.GrantEnd | None = None
    communication: kinds.Communication | None = None
    set: kinds.SetLevers | None = None
    join: kinds.Join | None = None
    leave: kinds.Leave | None = None
    scandal: kinds.Scandal | None = None
    crisis: kinds.Crisis | None = None
    goal_reached: kinds.GoalReached | None = None
    need_ended: kinds.NeedEnded | None = None
    relaunch: kinds.Relaunch | None = None
    merger: kinds.Merger | None = None
    ministry_policy: kinds.MinistryPolicy | None = None

    @model_validator(mode="before")
    @classmethod
    def _nothing_more_to_say(cls, data: object) -> object:
        """``relaunch:`` with nothing behind it means ``relaunch: {}``."""
        if not isinstance(data, dict):
            return data
        return {key: {} if value is None and key in EVENT_KINDS else value for key, value in data.items()}

    @model_validator(mode="after")
    def _exactly_one_kind(self) -> Any:
        present = [name for name in EVENT_KINDS if getattr(self, name) is not None]
        if len(present) != 1:
            got = " and ".join(present) or "no kind of event"
            raise fault(
                got, f"exactly one of {', '.join(EVENT_KINDS)}", "for example transfer: {who: director}"
            )
        return self

    @model_serializer(mode="wrap")
    def _only_what_happens(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Other kinds of event are left out, so that what is stored can be read again."""
        return {key: value for key, value in dump(self).items() if value is not None or key not in EVENT_KINDS}

    @property
    def kind(self) -> str:
        """The name of what happens, as in the file."""
        return next(name for name in EVENT_KINDS if getattr(self, name) is not None)

    @property
    def action(self) -> Any:
        """What happens: a part of :mod:`netsustain.scenario.happenings`."""
        return getattr(self, self.kind)

    @property
    def label_en(self) -> str:
        """What happens, in English, for timelines and figures."""
        return text(f"events.{self.kind}", "en")

    @property
    def label_th(self) -> str:
        """What happens, in Thai."""
        return text(f"events.{self.kind}", "th")


EVENT_KINDS: tuple[str, ...] = tuple(_OneKind.model_fields)


class Event(_OneKind):
    """Something that happens once, at the start of a month."""

    at: int | None = Field(default=None, ge=1, description="month number; the scenario's start is month 1")
    date: YearMonth | None = Field(default=None, description="calendar month instead of a month number")

    @model_validator(mode="after")
    def _one_time(self) -> Any:
        if (self.at is None) == (self.date is None):
            got = "neither at nor date" if self.at is None else "both at and date"
            raise fault(got, "exactly one of them", "for example at: 25")
        return self

    def month(self, start: str) -> int:
        """The month number, in a scenario that starts at ``start`` (``YYYY-MM``)."""
        if self.at is not None:
            return self.at
        assert self.date is not None
        return months_from(start, self.date)


class Recurrent(_OneKind):
    """Something that happens at random, again and again."""

    rate: float = required("1/year", (1e-6, 12), "how often it happens, on average")
    season: tuple[CalendarMonth, ...] | None = Field(
        default=None, min_length=1, description="calendar months in which it can happen; null = any"
    )
