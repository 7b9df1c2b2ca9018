"""Boxes in words: sentences and warnings of a discovery."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from netsustain.exploration.answer import Formed, Said
from netsustain.exploration.discovery.form import HAPPENS, Event
from netsustain.exploration.factors import Factor

FEW_DRAWS = 200
"""Below so many draws a box of a twentieth of them holds too few to say much."""
RARE = 0.02


def happens(event: Event, months: int) -> Said:
    """What the event is, as something that networks do."""
    if event.outcome in HAPPENS:
        return Said(f"event_{event.outcome}", {"months": months})
    limit = event.below if event.below is not None else event.above
    key = "event_below" if event.below is not None else "event_above"
    return Said(key, {"outcome": event.outcome, "limit": Formed(float(limit or 0.0), "amount", event.outcome)})


def sentences(
    boxes: pd.DataFrame, limits: pd.DataFrame, shares: dict[str, float], factors: Sequence[Factor], event: Said
) -> tuple[Said, ...]:
    """What was found in each scenario, the boxes that hold out of sample only.

    Parameters
    ----------
    boxes, limits
        The tables of boxes and of their restrictions.
    shares
        Scenario → share of all its runs with the event.
    """
    found: list[Said] = []
    for scenario, share in shares.items():
        own = boxes[(boxes["scenario"] == scenario) & (boxes["verdict"] == "holds")]
        found.append(Said("said_base", {"scenario": scenario, "share": Formed(share, "share"), "event": event}))
        if own.empty:
            key = "said_nothing" if 0 < share < 1 else "said_always"
            found.append(Said(key, {"scenario": scenario, "event": event}))
        for place, box in enumerate(own.to_dict("records")):
            rows = limits[(limits["scenario"] == scenario) & (limits["box"] == box["box"])]
            values = {
                "where": where(rows, factors), "event": event, "density": Formed(box["density"], "share"),
                "low": Formed(box["low"], "share"), "high": Formed(box["high"], "share"),
                "coverage": Formed(box["coverage"], "share"),
            }  # fmt: skip
            found.append(Said("said_next" if place else "said_box", values))
    return tuple(found)


def where(limits: pd.DataFrame, factors: Sequence[Factor]) -> list[Said]:
    """The restrictions of one box."""
    by_name = {factor.name: factor for factor in factors}
    return [_restriction(row, by_name[row["factor"]]) for row in limits.to_dict("records")]


def _restriction(row: dict[str, float], factor: Factor) -> Said:
    low, high = (row[side] if row[side] == row[side] else None for side in ("low", "high"))
    form = factor_form(factor)
    ends = {side: Formed(value, form) for side, value in (("low", low), ("high", high)) if value is not None}
    exact = low is not None and low == high
    kind = "exactly" if exact else "between" if len(ends) == 2 else "above" if low is not None else "below"
    return Said(f"where_{kind}{'_whole' if factor.whole and not exact else ''}", {"factor": factor.name, **ends})


def factor_form(factor: Factor) -> str:
    """How a value of a factor is written: a share of an amount or of members, and a chance, in hundredths."""
    from netsustain.scenario.declarations import field_at
    from netsustain.scenario.quantities import quantity_of
    from netsustain.scenario.schema import Scenario

    field = field_at(Scenario, tuple(factor.path.split(".")))
    declared = quantity_of(field) if field else None
    if factor.whole or declared is None:
        return "whole" if factor.whole else "number"
    return "share" if declared.unit.startswith(("share", "1/year among")) else "number"


def warnings(draws: int, shares: dict[str, float], boxes: pd.DataFrame) -> tuple[Said, ...]:
    """Too few draws; an event too rare or too common to be looked for; boxes that fell apart out of sample."""
    found = []
    if draws < FEW_DRAWS:
        found.append(Said("warn_few", {"draws": draws, "enough": FEW_DRAWS}))
    for scenario, share in shares.items():
        if not RARE <= share <= 1 - RARE:
            found.append(Said("warn_rare", {"scenario": scenario, "share": Formed(share, "chance")}))
        failed = int(((boxes["scenario"] == scenario) & (boxes["verdict"] == "fails")).sum())
        if failed:
            found.append(Said("warn_failed", {"scenario": scenario, "boxes": failed}))
    return tuple(found)
