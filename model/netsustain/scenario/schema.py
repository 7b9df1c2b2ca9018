"""What a scenario is: everything one run needs but the seed, typed, immutable and checked as a whole."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, Field, PrivateAttr, model_validator
from pydantic_core import PydanticCustomError

from netsustain.scenario.concepts import CONCEPTS, LOOKS_LIKE_CONCEPT
from netsustain.scenario.crosschecks import crosscheck
from netsustain.scenario.events import Event, Recurrent
from netsustain.scenario.funding import Funding
from netsustain.scenario.levers import Levers
from netsustain.scenario.network import Network
from netsustain.scenario.parameters import Parameters
from netsustain.scenario.quantities import Typed, described, quantity
from netsustain.scenario.values import Frozen, Range, Text, YearMonth, fault

SCHEMA_VERSION = 1
CURRENCY = re.compile(r"[A-Z]{3}")


def _known_version(version: int) -> int:
    if version > SCHEMA_VERSION:
        raise fault(
            f"schema {version}", f"schema {SCHEMA_VERSION}: the file is from a newer netsustain", "schema: 1"
        )
    if version < SCHEMA_VERSION:
        raise fault(
            f"schema {version}, from which there is no migration", f"schema {SCHEMA_VERSION}", "schema: 1"
        )
    return version


def known_source(source: str) -> str:
    """A citation, or the ID of a concept that there is; for pydantic."""
    if LOOKS_LIKE_CONCEPT.fullmatch(source) and source not in CONCEPTS:
        raise PydanticCustomError("concept", "no such concept", {"choices": sorted(CONCEPTS)})
    if not source.strip():
        raise fault("an empty text", "a concept ID or a citation", "for example A-S1")
    return source


def _currency(code: str) -> str:
    if not CURRENCY.fullmatch(code):
        raise fault(repr(code), "the three capital letters of a currency", "for example THB")
    return code


class Scenario(Typed):
    """One what-if question, complete; :func:`netsustain.load` makes one, ``with_`` makes a changed copy."""

    schema_: Annotated[int, AfterValidator(_known_version)] = Field(
        alias="schema", description="version of the file's form"
    )
    extends: str | None = Field(
        default=None, min_length=1, description="scenario whose values hold where this is silent"
    )
    title: Text
    question: Text
    sources: tuple[Annotated[str, AfterValidator(known_source)], ...] = Field(
        min_length=1, description="concept IDs and citations"
    )
    start: YearMonth = described(
        "month 1; October opens the Thai fiscal year", "เดือนที่ 1 (ตุลาคมเป็นต้นปีงบประมาณ)", default="2026-10"
    )
    months: int = described("horizon [months]", "ระยะเวลาจำลอง (เดือน)", default=120, ge=1, le=1200)
    structure_every: int = described(
        "months between measures of structure", "ช่วงห่างการวัดโครงสร้าง (เดือน)", default=3, ge=1, le=60
    )
    currency: Annotated[str, AfterValidator(_currency)] = described(
        "currency of amounts of money (ISO 4217)", "สกุลเงิน", default="THB"
    )
    staff_day_price: float = quantity(
        1500, "currency/staff-day", (800, 3000), "assumed", "price at which money and staff-days convert",
        "ราคาต่อวันทำงาน", bounds=(1e-6, 1e9))  # fmt: skip
    baht_price: float = quantity(
        1, "currency/baht", (1, 1), "1 when the currency is the baht",
        "what a baht is worth in the currency; prices of levers are in baht", "มูลค่าหนึ่งบาทในสกุลเงินที่ใช้",
        bounds=(1e-9, 1e9))  # fmt: skip
    discount: float = quantity(
        0.03, "1/year", (0, 0.08), "assumed", "yearly discount of later benefits and costs", "อัตราคิดลด",
        bounds=(0, 0.3))  # fmt: skip
    network: Network
    funding: Funding = Funding()
    levers: Levers = Levers()
    parameters: Parameters = Parameters()
    events: tuple[Event, ...] = ()
    recurrent: tuple[Recurrent, ...] = ()
    uncertain: Annotated[dict[str, Range], Frozen] = Field(
        default={}, description="path of a number → range of its plausible values", validate_default=True
    )
    _name: str = PrivateAttr(default="")

    @model_validator(mode="after")
    def _consistent(self) -> Any:
        faults = crosscheck(self)
        if faults:
            raise PydanticCustomError("faults", "inconsistent", {"faults": faults})
        return self

    @property
    def name(self) -> str:
        """The stem of the file it was read from; empty for one made in Python."""
        return self._name

    def with_(self, **changes: Any) -> Scenario:
        """A changed copy, validated.

        Keys are field names; dots or double underscores lead into a part and mappings merge, so
        ``with_(levers={"platform": 1.0})``, ``with_(levers__platform=1.0)`` and
        ``with_(**{"levers.platform": 1.0})`` say the same. Lists are replaced whole; an item is
        reached by its number from 1 (``network.goals.1.breadth``). Raises :class:`ScenarioError`.
        """
        from netsustain.scenario.changes import changed

        return changed(self, changes)

    def until(self, months: int) -> Scenario:
        """A copy with another horizon, without the events that then come too late to happen."""
        kept = tuple(event for event in self.events if event.month(self.start) <= months)
        return self.with_(months=months, events=kept)

    def resolved(self) -> dict[str, Any]:
        """Every value as plain data, defaults and what it extends filled in; what a manifest stores."""
        return self.model_dump(mode="json", by_alias=True, exclude={"extends"})

    @classmethod
    def from_resolved(cls, data: dict[str, Any], name: str = "") -> Scenario:
        """The scenario that :meth:`resolved` was called on. Raises :class:`ScenarioError`."""
        from netsustain.scenario.changes import built

        return built(data, name)
