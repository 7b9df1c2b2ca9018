"""Money and time from outside: grants with an end, and the area office's own budget (A-C5, A-H2)."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from netsustain.scenario.quantities import Typed, quantity, required
from netsustain.scenario.values import fault


class Grant(Typed):
    """A grant; months are inclusive, so from 1 to 36 pays 36 times."""

    amount: float = required("staff-days/month", (0, 1e6), "what the grant buys each month")
    from_month: int = Field(alias="from", ge=1, le=1200, description="first month it pays")
    to_month: int = Field(alias="to", ge=1, le=1200, description="last month it pays in full")
    taper: int = Field(default=0, ge=0, le=120, description="months over which it then falls to nothing")

    @model_validator(mode="after")
    def _in_order(self) -> Any:
        if self.to_month < self.from_month:
            raise fault(f"from {self.from_month} to {self.to_month}", "a last month not before the first")
        return self


class Funding(Typed):
    """Outside income of the network besides what its levers raise."""

    grants: tuple[Grant, ...] = ()
    area_office_budget: float = quantity(
        6, "staff-days/month", (0, 30), "assumed", "coordination time the area office gives",
        "งบประมาณจากสำนักงานเขตพื้นที่", bounds=(0, 1e6))  # fmt: skip
    budget_level: float = quantity(
        1, "share", (0.3, 1.5), "definition", "all budgets relative to the stated amounts", "ระดับงบประมาณ",
        bounds=(0, 3))  # fmt: skip
