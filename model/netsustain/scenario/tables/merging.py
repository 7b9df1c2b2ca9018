"""From rows of a ties table to ties: two sides' reports become one tie, distances become remoteness."""

from __future__ import annotations

import numpy as np

from netsustain.scenario.network import Scale
from netsustain.scenario.tables.fields import ASSUMED_STRENGTH, DAY_OF_TRAVEL
from netsustain.scenario.tables.ties import Reports

Columns = dict[str, np.ndarray]


def no_ties() -> Columns:
    """The arrays of a network without ties."""
    real = dict.fromkeys(("trust_ab", "trust_ba", "age", "strength"), np.zeros(0))
    return {**dict.fromkeys(("a", "b", "formal"), np.zeros(0, dtype=np.int64)), **real}


def merged(reports: Reports, directed: bool) -> Columns:
    """Ties sorted by their ends, one a pair.

    Of two reports the known strengths, ages and distances are averaged, and an agreement that one side names
    is one. A directed row gives the trust of its source alone, an undirected one that of both.
    """
    order = np.lexsort((~reports.forward, reports.b, reports.a))
    a, b, forward = reports.a[order], reports.b[order], reports.forward[order]
    new = np.ones(len(a), dtype=bool)
    new[1:] = (np.diff(a) != 0) | (np.diff(b) != 0)
    starts = np.flatnonzero(new)
    tie = np.cumsum(new) - 1
    values = {field: column[order] for field, column in reports.values.items()}
    found = {
        field: _mean(values[field], starts) for field in ("strength", "age", "distance") if field in values
    }
    blank = np.full(len(starts), np.nan)
    strength = found.get("strength", blank)
    trust = values.get("trust", np.full(len(a), np.nan))
    return {
        "a": a[starts],
        "b": b[starts],
        "formal": _either(values["formal"], starts) if "formal" in values else np.full(len(starts), -1),
        "trust_ab": _side(trust, tie, forward if directed else np.ones_like(forward), len(starts)),
        "trust_ba": _side(trust, tie, ~forward if directed else np.ones_like(forward), len(starts)),
        "age": found.get("age", blank),
        "strength": np.where(np.isnan(strength), ASSUMED_STRENGTH, strength),
        "distance": found.get("distance", blank),
    }


def _mean(values: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Mean of the known values of each tie."""
    known = ~np.isnan(values)
    total, count = (
        np.add.reduceat(part, starts) if len(starts) else np.zeros(0)
        for part in (np.where(known, values, 0.0), known.astype(float))
    )
    return np.divide(total, count, out=np.full(len(starts), np.nan), where=count > 0)


def _either(formal: np.ndarray, starts: np.ndarray) -> np.ndarray:
    return np.maximum.reduceat(formal, starts) if len(starts) else np.zeros(0, dtype=np.int64)


def _side(trust: np.ndarray, tie: np.ndarray, chosen: np.ndarray, count: int) -> np.ndarray:
    values = np.full(count, np.nan)
    values[tie[chosen]] = trust[chosen]
    return values


def remoteness(ties: Columns, area_office: int, members: int, scale: Scale | None) -> np.ndarray:
    """Remoteness of members by the distances of their ties, NaN where none is known.

    What counts is the way to the area office, where meetings are; without a known one it is the middle one of
    a member's distances.
    """
    near, far = scale or DAY_OF_TRAVEL
    share = np.clip((ties["distance"] - near) / (far - near), 0.0, 1.0)
    known = np.flatnonzero(~np.isnan(share))
    ends = np.concatenate([ties["a"][known], ties["b"][known]])
    others = np.concatenate([ties["b"][known], ties["a"][known]])
    shares = np.concatenate([share[known], share[known]])
    found = _medians(ends, shares, members)
    to_office = others == area_office
    found[ends[to_office]] = shares[to_office]
    if area_office >= 0 and len(known):
        found[area_office] = 0.0
    return found


def _medians(groups: np.ndarray, values: np.ndarray, count: int) -> np.ndarray:
    found = np.full(count, np.nan)
    order = np.lexsort((values, groups))
    sizes = np.bincount(groups, minlength=count)
    ends = np.cumsum(sizes)
    some = np.flatnonzero(sizes)
    first = (ends - sizes)[some]
    low, high = first + (sizes[some] - 1) // 2, first + sizes[some] // 2
    found[some] = (values[order][low] + values[order][high]) / 2.0
    return found
