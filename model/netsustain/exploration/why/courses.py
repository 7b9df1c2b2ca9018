"""What every network went through as arrays of months: (networks × months), unknown once it is no longer alive."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from netsustain.health.intervals import Floats
from netsustain.health.series import CONDITIONS
from netsustain.health.survival import ended_by, is_counted

WATCHED = (*CONDITIONS, "active_members", "effort")
"""What is watched for falls: the seven conditions, the members that take part, and what they put in."""
ALSO = ("leadership", "income", "need_days", "joined", "left")
"""Columns that say more of what happened."""


class MonthsError(ValueError):
    """The table of months does not fit the table of runs; says what is missing."""


@dataclass(frozen=True)
class Courses:
    """Networks that count (they ran through and had a network to begin with), a row each.

    Attributes
    ----------
    runs
        Their rows of ``runs``.
    end
        First month no longer alive, whatever the end; ``inf`` where it lives at the horizon.
    dissolved
        Whether it dissolved by the horizon.
    levels
        Column of the months → (networks × months), NaN from the end on.
    horizon
        Months.
    """

    runs: pd.DataFrame
    end: Floats
    dissolved: np.ndarray
    levels: dict[str, Floats]
    horizon: int

    @property
    def replicates(self) -> np.ndarray:
        """Number of each network's replicate."""
        return self.runs["replicate"].to_numpy(dtype=int)

    @property
    def alive(self) -> np.ndarray:
        """Whether a network is alive in a month, (networks × months)."""
        found: np.ndarray = np.arange(1, self.horizon + 1)[None, :] < self.end[:, None]
        return found


def courses(runs: pd.DataFrame, months: pd.DataFrame, horizon: int) -> Courses:
    """The courses of the networks that count.

    Parameters
    ----------
    runs, months
        Tables of an ensemble (see :class:`netsustain.ensemble.Ensemble`).
    horizon
        Last month looked at.

    Raises
    ------
    MonthsError
        If a month of a network is missing, or a column.
    """
    counted = runs[is_counted(runs)].sort_values("replicate", ignore_index=True)
    missing = [name for name in (*WATCHED, *ALSO) if name not in months.columns]
    if missing:
        raise MonthsError(f"months: got no column {', '.join(missing)}; simulate with months=True")
    rows = months[months["replicate"].isin(counted["replicate"]) & (months["month"] <= horizon)]
    if len(rows) != len(counted) * horizon:
        wanted = f"{len(counted)} networks x {horizon} months"
        raise MonthsError(f"months: got {len(rows)} rows, expected {wanted}; simulate with months=True")
    rows = rows.sort_values(["replicate", "month"])
    end = counted["end_month"].where(counted["end_month"] <= horizon, np.inf).to_numpy(dtype=float)
    alive = np.arange(1, horizon + 1)[None, :] < end[:, None]
    levels = {
        name: np.where(alive, rows[name].to_numpy(dtype=float).reshape(len(counted), horizon), np.nan)
        for name in (*WATCHED, *ALSO)
    }
    return Courses(counted, end, ended_by(counted, horizon, "dissolved").to_numpy(dtype=bool), levels, horizon)
