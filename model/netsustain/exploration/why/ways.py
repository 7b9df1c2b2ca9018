"""The ways a network dies: chains of the same event and first fall taken together; and who lived on all the same."""

from __future__ import annotations

from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.clusters import ratio_of_sums
from netsustain.exploration.why.courses import WATCHED, Courses
from netsustain.exploration.why.happened import HARMLESS, NAMED
from netsustain.health.intervals import LEVEL, Floats, wilson

FEW = 5
"""Networks below which a group is not told apart."""
MOST = 5
"""Ways that are told; the rest are other ways."""
OTHER = "other"
AFTER = 6
"""Months after an event in which what it did is looked at."""


def share(marks: np.ndarray, of: np.ndarray, replicates: np.ndarray, vectors: int) -> dict[str, float]:
    """Share of some networks that are marked, with its interval: ``share``, ``low``, ``high`` (0-1).

    Wilson's interval. Networks under one parameter vector share their fate: their number then counts for as much less
    as the share scatters more over vectors (a ratio of sums: :mod:`netsustain.exploration.clusters`) than it would
    among as many independent networks (effective sample size; Korn & Graubard 1998).

    Parameters
    ----------
    marks, of
        Which networks are marked, and which the share is of.
    vectors
        Parameter vectors the replicates were spread over; 0 when all ran under one.
    """
    count, total = float((marks & of).sum()), float(of.sum())
    worth = _effective(marks & of, of, replicates % vectors, vectors) if vectors > 1 and total else total
    low, high = wilson(worth * count / total, worth) if total else (np.nan, np.nan)
    return {"share": count / total if total else np.nan, "low": float(low), "high": float(high)}


def _effective(marks: np.ndarray, of: np.ndarray, group: np.ndarray, vectors: int) -> float:
    """As many independent networks would tell a share as closely; never more than there are."""
    total, found = float(of.sum()), ratio_of_sums(_sums(marks, group, vectors), _sums(of, group, vectors))
    share, half = float(found.value[0]), float(found.high[0] - found.value[0])
    if not (half > 0 and np.isfinite(half)):
        return total
    return min(total, share * (1.0 - share) * (NormalDist().inv_cdf(0.5 + LEVEL / 2) / half) ** 2)


def _sums(marks: np.ndarray, group: np.ndarray, vectors: int) -> Floats:
    return np.bincount(group, weights=marks.astype(float), minlength=vectors)[:, None].astype(float)


def ways(chain: pd.DataFrame, given: Courses, vectors: int = 0) -> pd.DataFrame:
    """The commonest ways, the most frequent first, other ways last; nothing where fewer than five networks dissolved.

    Returns
    -------
    DataFrame
        ``trigger``, ``first``; ``count``, and ``share`` of all networks with ``low`` and ``high``; medians of
        ``end_month`` and of the months ``from_first`` fall to end; ``straw``: what most often fell last, in how many.
    """
    columns = ["trigger", "first", "count", "share", "low", "high", "end_month", "from_first", "straw", "straw_count"]
    if len(chain) < FEW:
        return pd.DataFrame(columns=columns)
    sizes = chain.groupby(["trigger", "first"]).size().reset_index(name="count")
    sizes = sizes[sizes["count"] >= FEW].sort_values(["count", "trigger", "first"], ascending=[False, True, True])
    told = [(way.trigger, way.first) for way in sizes.head(MOST).itertuples()]
    rows, left = [], np.ones(len(chain), dtype=bool)
    for trigger, first in told:
        here = (chain["trigger"].eq(trigger) & chain["first"].eq(first)).to_numpy()
        left &= ~here
        rows.append(_way(trigger, first, chain[here], given, vectors))
    if left.any():
        rows.append(_way(OTHER, OTHER, chain[left], given, vectors))
    return pd.DataFrame(rows, columns=columns)


def _way(trigger: str, first: str, chain: pd.DataFrame, given: Courses, vectors: int) -> dict[str, Any]:
    straws = chain.groupby("straw").size().reset_index(name="count")
    straws = straws.sort_values(["count", "straw"], ascending=[False, True])
    marks = np.isin(given.replicates, chain["replicate"])
    gap = (chain["end_month"] - chain["first_month"]).dropna()
    return {
        "trigger": trigger, "first": first, "count": len(chain),
        **share(marks, np.ones(len(marks), dtype=bool), given.replicates, vectors),
        "end_month": float(chain["end_month"].median()), "from_first": float(gap.median()) if len(gap) else np.nan,
        "straw": straws["straw"].iloc[0], "straw_count": int(straws["count"].iloc[0]),
    }  # fmt: skip


def belongs(chain: pd.DataFrame, way: pd.Series) -> pd.DataFrame:
    """The chains of a way that is told."""
    return chain[chain["trigger"].eq(way["trigger"]) & chain["first"].eq(way["first"])]


def flows(chain: pd.DataFrame) -> pd.DataFrame:
    """How many chains lead from each event by each first fall to each last one.

    Returns
    -------
    DataFrame
        ``trigger``, ``first``, ``straw``, ``count``; names of fewer than five networks in all are ``other``.
    """
    columns = ["trigger", "first", "straw"]
    if len(chain) < FEW:
        return pd.DataFrame(columns=[*columns, "count"])
    named = chain[columns].copy()
    for column in columns:
        sizes = named[column].map(named[column].value_counts())
        named.loc[sizes < FEW, column] = OTHER
    found = named.groupby(columns).size().reset_index(name="count")
    return found.sort_values(["count", *columns], ascending=[False, True, True, True], ignore_index=True)


# ---- the same events, and lived on ----------------------------------------------------------------


def met(chain: pd.DataFrame, given: Courses, happened: pd.DataFrame) -> pd.DataFrame:
    """What became of the networks that met each kind of event, from its first time in each.

    Returns
    -------
    DataFrame
        ``kind``; ``networks`` that met it while alive, of which ``dissolved`` and ``lived`` (alive at the horizon);
        ``level``: what fell first most often in all chains, and its median relative change six months after the event
        in those that dissolved and lived (``change_dissolved``, ``change_lived``; NaN where fewer than five are known).
    """
    columns = ["kind", "networks", "dissolved", "lived", "level", "change_dissolved", "change_lived"]
    level = _commonest_fall(chain)
    place = {int(number): row for row, number in enumerate(given.replicates)}
    rows = []
    # What only a trigger tells is known of networks that dissolved alone: counting it would not be fair to the others.
    alike = happened[~happened["kind"].isin(HARMLESS) & (happened["how"] != NAMED)]
    for kind, events in alike.groupby("kind", sort=True):
        first = events.groupby("replicate")["month"].min()
        at = np.array([place[int(number)] for number in first.index])
        month = first.to_numpy(dtype=int)
        alive = month < given.end[at]
        at, month = at[alive], month[alive]
        dissolved, lived = given.dissolved[at], ~np.isfinite(given.end[at])
        change = _change_after(given.levels[level], at, month) if level else np.full(len(at), np.nan)
        ends = [int(dissolved.sum()), int(lived.sum())]
        rows.append([kind, len(at), *ends, level, _median(change[dissolved]), _median(change[lived])])
    found = pd.DataFrame(rows, columns=columns)
    return found.sort_values(["networks", "kind"], ascending=[False, True], ignore_index=True)


def _commonest_fall(chain: pd.DataFrame) -> str:
    sizes = chain.loc[chain["first"].isin(WATCHED), "first"].value_counts()
    return str(min(sizes[sizes == sizes.max()].index)) if len(sizes) else ""


def _change_after(level: np.ndarray, rows: np.ndarray, month: np.ndarray) -> np.ndarray:
    """Relative change from the months before an event to six months after it; NaN where either is not known."""
    found = np.full(len(rows), np.nan)
    for place, (row, at) in enumerate(zip(rows, month, strict=True)):
        before, after = level[row, max(0, at - 1 - AFTER) : at - 1], level[row, at - 1 : at - 1 + AFTER]
        known = after[np.isfinite(after)]
        if len(before) and len(known) and before.mean() > 0:
            found[place] = known[-1] / before.mean() - 1.0
    return found


def _median(values: np.ndarray) -> float:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) >= FEW else np.nan
