"""Outcomes an experiment can keep of a run: the columns of the runs table, and what is derived from them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from netsustain.health.intervals import Floats
from netsustain.health.survival import ENDS


class Outcome(NamedTuple):
    """What a reader must know of an outcome."""

    unit: str
    better: int = 0
    """1 if more is better, -1 if less is, 0 if neither can be said."""
    text: bool = False
    """A word, not a number: kept in the rows, left out of means."""


_LEVEL = Outcome("0-1", 1)
_MONTH = Outcome("months")
OUTCOMES: dict[str, Outcome] = {
    "months_sustained": Outcome("months", 1),
    "alive": Outcome("share", 1),
    "dissolved": Outcome("share", -1),
    "completed": Outcome("share", 1),
    "ended": Outcome("", text=True),
    "end_month": _MONTH,
    "confirmed_month": _MONTH,
    "cause": Outcome("", text=True),
    "trigger": Outcome("", text=True),
    "trigger_month": _MONTH,
    "live_months": Outcome("months", 1),
    "cost": Outcome("staff-days", -1),
    "cost_days": Outcome("staff-days", -1),
    "cost_money": Outcome("currency", -1),
    "cost_per_live_month": Outcome("staff-days/month", -1),
    "sustained_value": Outcome("staff-days", 1),
    **{f"c{number}": _LEVEL for number in range(1, 8)},
    "progress": _LEVEL,
    "outcome_index": _LEVEL,
    "active_share_end": Outcome("share", 1),
    "active_members_end": Outcome("members", 1),
    "mean_trust_end": _LEVEL,
    "density_end": Outcome("0-1"),
    "centralisation_end": Outcome("0-1"),
    "founders": Outcome("members", 1),
    "transfers": Outcome("transfers"),
}
"""Every outcome by name. ``alive``, ``dissolved`` and ``completed`` are 0 or 1 at the scenario's horizon; ``cost``
is all staff-days spent, what was paid in money included at the scenario's price of a staff-day (``cost_days``)."""
DEFAULT: tuple[str, ...] = (
    "months_sustained", "alive", "dissolved", "completed", "ended", "end_month", "cause", "live_months", "cost",
    "cost_per_live_month", "sustained_value", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "active_share_end", "transfers",
)  # fmt: skip
ALWAYS = ("ended",)
"""Kept whatever was asked: says which runs had a network to begin with."""


def numbers_of(outcomes: tuple[str, ...]) -> tuple[str, ...]:
    """The outcomes that have a mean."""
    return tuple(name for name in outcomes if not OUTCOMES[name].text)


def with_derived(runs: pd.DataFrame, horizon: Floats) -> pd.DataFrame:
    """The runs with the derived outcomes beside their own columns.

    Parameters
    ----------
    runs
        A row a run, as ``simulate`` returns them.
    horizon
        Months of each run's scenario: an end dated after it is none.
    """
    ends = {end: (runs["ended"] == end) & (runs["end_month"] <= horizon) for end in ENDS}
    formed = runs["ended"] != "never_formed"
    return runs.assign(
        alive=(formed & ~np.logical_or.reduce(list(ends.values()))).astype(float),
        **{end: happened.astype(float) for end, happened in ends.items()},
        cost=runs["cost_days"],
    )
