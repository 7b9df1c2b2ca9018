"""The chain of each network that dissolved: what struck, what fell first after it, what fell last, and the end.

Steps follow one another in time; nothing here says that one caused the other (``without.py`` does, where it can).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.why.courses import WATCHED, Courses
from netsustain.exploration.why.falls import HISTORY, LEAST, LEAST_HISTORY, Falls
from netsustain.exploration.why.happened import HARMLESS

WITHIN = 6
"""Months in which a first fall counts as one after an event (the month of the event included)."""
STRAWS = ("effort", "active_members", "c5")
"""What a network cannot live a month without: people who work, enough of them, and means."""
NO_EVENT, NO_FALL, SLOW_FADE = "no_event", "no_fall", "slow_fade"
"""No event before the first fall, no lasting fall, and no last fall to speak of."""
TOO_SOON = "too_soon"
"""The network ended before there were months to hold a level against."""
CHAIN = [
    "replicate", "trigger", "trigger_month", "first", "first_month", "first_before", "first_change", "straw",
    "straw_change", "last_month", "end_month", "confirmed_month", "cause",
]  # fmt: skip


def chains(given: Courses, fallen: Falls, happened: pd.DataFrame) -> pd.DataFrame:
    """A row a network that dissolved by the horizon.

    Returns
    -------
    DataFrame
        ``trigger`` and its month: the last event up to six months before the first fall (before the end where nothing
        fell), ``no_event`` if there was none; ``first``: the level that fell first, furthest of several in a month,
        with its mean before and relative change; ``straw``: what fell furthest over the last half year of effort,
        members and means; ``last_month`` alive, ``end_month``, ``confirmed_month``; ``cause``: the condition that the
        model's own account names (:mod:`netsustain.rules.health`).
    """
    harmful = happened[~happened["kind"].isin(HARMLESS)]
    of: dict[int, list[tuple[int, str]]] = {}
    for number, month, kind in zip(harmful["replicate"], harmful["month"], harmful["kind"], strict=True):
        of.setdefault(int(number), []).append((int(month), str(kind)))
    rows = [_chain(given, fallen, of, int(row)) for row in np.flatnonzero(given.dissolved)]
    return pd.DataFrame(rows, columns=CHAIN)


def _chain(given: Courses, fallen: Falls, happened: dict[int, list[tuple[int, str]]], row: int) -> dict[str, Any]:
    end = int(given.end[row])
    first = _first(fallen, row, end)
    run = given.runs.iloc[row]
    until = int(first["first_month"]) if np.isfinite(first["first_month"]) else end
    return {
        "replicate": int(run["replicate"]),
        **_trigger(happened.get(int(run["replicate"]), []), until),
        **first,
        **_straw(given, row, end),
        "last_month": end - 1,
        "end_month": end,
        "confirmed_month": float(run["confirmed_month"]),
        "cause": str(run["cause"]),
    }


def _first(fallen: Falls, row: int, end: int) -> dict[str, Any]:
    """The level that fell first; of several in one month the one that fell furthest."""
    marks = fallen.fallen[row]
    if not marks.any():
        why = TOO_SOON if end - 1 <= LEAST_HISTORY else NO_FALL
        return {"first": why, "first_month": np.nan, "first_before": np.nan, "first_change": np.nan}
    month = int(marks.any(axis=1).argmax())
    level = int(np.where(marks[month], fallen.change[row, month], np.inf).argmin())
    return {
        "first": WATCHED[level],
        "first_month": float(month + 1),
        "first_before": float(fallen.before[row, month, level]),
        "first_change": float(fallen.change[row, month, level]),
    }


def _trigger(happened: list[tuple[int, str]], until: int) -> dict[str, Any]:
    """The last event up to and with a month; of several in one month the one that stands first."""
    near = [event for event in happened if until - WITHIN <= event[0] <= until]
    if not near:
        return {"trigger": NO_EVENT, "trigger_month": np.nan}
    month, kind = max(near, key=lambda event: event[0])  # of several the first
    return {"trigger": kind, "trigger_month": float(month)}


def _straw(given: Courses, row: int, end: int) -> dict[str, Any]:
    """What fell furthest over the last half year that the network lived."""
    last = end - 2
    if last < LEAST_HISTORY:
        return {"straw": TOO_SOON, "straw_change": np.nan}
    change = {}
    for name in STRAWS:
        before = float(given.levels[name][row, max(0, last - HISTORY) : last].mean())
        change[name] = given.levels[name][row, last] / before - 1.0 if before > 0 else 0.0
    furthest = min(change, key=lambda name: change[name])
    found = furthest if change[furthest] <= -LEAST else SLOW_FADE
    return {"straw": found, "straw_change": float(change[furthest])}


def steps(given: Courses, fallen: Falls, happened: pd.DataFrame, chain: pd.DataFrame) -> pd.DataFrame:
    """Every dated step of every chain.

    Returns
    -------
    DataFrame
        ``replicate``, ``month``, ``step`` (``event``, ``fell``, ``last``, ``end``, ``confirmed``), ``what`` (kind of
        event or watched level), ``before`` and ``after`` (of a fall: mean before, level in that month), by replicate
        and month.
    """
    ended = set(chain["replicate"])
    events = happened[happened["replicate"].isin(ended)]
    parts = [_steps(events["replicate"], events["month"], "event", events["kind"])]
    first = fallen.first_months()
    for level, name in enumerate(WATCHED):
        rows = np.flatnonzero((first[:, level] > 0) & given.dissolved)
        month = first[rows, level]
        before, after = fallen.before[rows, month - 1, level], given.levels[name][rows, month - 1]
        parts.append(_steps(given.replicates[rows], month, "fell", name, before, after))
    for step, column in (("last", "last_month"), ("end", "end_month"), ("confirmed", "confirmed_month")):
        known = chain[chain[column] > 0]
        parts.append(_steps(known["replicate"], known[column], step, ""))
    found = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    found["order"] = found["step"].map({"event": 0, "fell": 1, "last": 2, "end": 3, "confirmed": 4})
    found = found.sort_values(["replicate", "month", "order"], kind="stable", ignore_index=True).drop(columns="order")
    return found.astype({"replicate": int, "month": int})


def _steps(
    replicates: Any, months: Any, step: str, what: Any, before: Any = np.nan, after: Any = np.nan
) -> pd.DataFrame:
    rows = {"replicate": np.asarray(replicates, dtype=int), "month": np.asarray(months, dtype=int)}
    columns = {**rows, "step": step, "what": np.asarray(what, dtype=object), "before": before, "after": after}
    return pd.DataFrame(columns, index=range(len(rows["month"])))
