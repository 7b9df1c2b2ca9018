"""The seven conditions over time, in two series that must not be mistaken for each other.

``while_alive`` averages the networks still alive that month: it can rise when the weak ones die, so ``n``
stands beside it. ``all`` averages every network, the ended ones as 0.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from netsustain.health.survival import ENDS

CONDITIONS = ("c1", "c2", "c3", "c4", "c5", "c6", "c7")
FEW = 20
"""Below this many living networks a ``while_alive`` mean is drawn faint and called uncertain."""


def condition_series(months: pd.DataFrame, counted: set[int], horizon: int) -> pd.DataFrame:
    """Monthly means of the conditions over replicates.

    Parameters
    ----------
    months
        A row a replicate and month: ``replicate``, ``month``, ``alive`` (0 or 1), ``c1`` … ``c7`` (0-1).
    counted
        Replicates the means are of.
    horizon
        Last month to show; later months only confirm ends.

    Returns
    -------
    DataFrame
        ``month``, ``condition``, ``while_alive`` (NaN when none lives), ``n`` (living), ``all``.
    """
    shown = months[(months["month"] <= horizon) & months["replicate"].isin(counted)]
    month = shown["month"].to_numpy(dtype=int)
    alive = shown["alive"].to_numpy(dtype=float)
    living = np.bincount(month, weights=alive, minlength=horizon + 1)
    everyone = np.bincount(month, minlength=horizon + 1)
    present = np.flatnonzero(everyone)
    parts = []
    for name in CONDITIONS:
        sums = np.bincount(month, weights=np.nan_to_num(shown[name]) * alive, minlength=horizon + 1)
        with np.errstate(divide="ignore", invalid="ignore"):
            part = {"while_alive": sums / living, "n": living.astype(int), "all": sums / everyone}
        parts.append(pd.DataFrame({"month": present, "condition": name} | _at(part, present)))
    return pd.concat(parts, ignore_index=True)


def _at(columns: dict[str, np.ndarray], rows: np.ndarray) -> dict[str, np.ndarray]:
    return {name: values[rows] for name, values in columns.items()}


def causes(runs: pd.DataFrame, horizon: int) -> pd.DataFrame:
    """Why runs ended by the horizon: how often each condition gave way first, and which event started it.

    Returns
    -------
    DataFrame
        ``ended`` ("dissolved" or "completed"), ``cause`` and ``trigger`` ("none" where there was no single
        one), ``count``, ``share`` (of all rows of ``runs``), the most frequent first.
    """
    ended = runs[runs["ended"].isin(ENDS) & (runs["end_month"] <= horizon)]
    ended = ended.assign(**{name: ended[name].replace("", "none") for name in ("cause", "trigger")})
    keys = ["ended", "cause", "trigger"]
    counts = ended.groupby(keys, observed=True).size().rename("count").reset_index()
    counts["share"] = counts["count"] / max(1, len(runs))
    return counts.sort_values(["count", *keys], ascending=[False, True, True, True], ignore_index=True)
