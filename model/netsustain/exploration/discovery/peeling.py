"""PRIM's two moves (Friedman & Fisher 1999): peel a thin slice off a box, or paste one back on.

A slice holds about a share alpha of the draws inside, at least one; draws of equal value go together, so a factor of
whole numbers loses a whole value at a time. Of all slices, the one is taken that raises the density most for each
run it costs, so that a thick slice of a whole number has no advantage ("lenient" objective of Kwakkel & Jaxa-Rozen
2016). Ties go to a factor that is restricted already, then to the first, its upper side first (as in ema_workbench):
the same cases always give the same boxes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from netsustain.exploration.discovery.box import LOWER, UPPER, Box
from netsustain.exploration.discovery.cases import Cases
from netsustain.health.intervals import Floats

ROUNDING = 1e-12
"""Scores that differ by less are equal: sums of the same runs may end in other bits."""


class Move(NamedTuple):
    """One limit of a box put elsewhere."""

    factor: int
    side: int
    limit: float


def peel(box: Box, cases: Cases, alpha: float, least_runs: float) -> Move | None:
    """The best slice to cut off; None where each would leave fewer than ``least_runs`` runs."""
    inside = cases.where(box.contains(cases.points))
    if len(inside) < 2:
        return None
    limits = _limits(np.sort(inside.points, axis=0), alpha)  # (2 × factors)
    kept = np.stack([inside.points >= limits[LOWER], inside.points <= limits[UPPER]])  # (2 × draws × factors)
    runs, events = (np.einsum("d,sdf->sf", weights, kept) for weights in (inside.runs, inside.events))
    lost = inside.runs.sum() - runs
    possible = (lost > 0) & (runs >= least_runs)
    with np.errstate(invalid="ignore", divide="ignore"):
        score = np.where(possible, (events / runs - inside.share) / lost, -np.inf)
    return _best(score, limits, box)


def _limits(ordered: Floats, alpha: float) -> Floats:
    """Limits that cut off the lowest and the highest share alpha of sorted columns, midway between two values."""
    last = len(ordered) - 1
    spot = last * alpha
    lower = _above(ordered, int(np.floor(spot)), int(np.ceil(spot)))
    upper = -_above(-ordered[::-1], int(np.floor(spot)), int(np.ceil(spot)))
    return np.stack([lower, upper])


def _above(ordered: Floats, before: int, after: int) -> Floats:
    """Midway between the values at two places; where they are equal, the next value that differs stands in."""
    low = ordered[before]
    differs = (ordered != low) & (np.arange(len(ordered))[:, None] >= after)
    place = np.where(differs.any(axis=0), differs.argmax(axis=0), len(ordered) - 1)
    return 0.5 * (low + ordered[place, np.arange(ordered.shape[1])])


def _best(score: Floats, limits: Floats, box: Box) -> Move | None:
    """The move with the highest score."""
    top = float(score.max())
    if not np.isfinite(top):
        return None
    tied = np.asarray(score >= top - ROUNDING * abs(top)).T  # (factors × sides)
    known = tied & np.asarray(np.isfinite(box.limits).any(axis=0))[:, None]
    preferred = known if known.any() else tied
    factor, place = divmod(int(np.argmax(preferred[:, ::-1])), 2)
    side = UPPER - place
    return Move(factor, side, float(limits[side, factor]))


def pastes(box: Box, cases: Cases, alpha: float) -> list[Move]:
    """For every limit, the move that lets about a share alpha of the draws inside back in (or frees the factor)."""
    wanted = max(1, round(alpha * int(box.contains(cases.points).sum())))
    return [Move(factor, side, _farther(box, cases, factor, side, wanted)) for factor, side in box.edges]


def _farther(box: Box, cases: Cases, factor: int, side: int, wanted: int) -> float:
    """The limit beyond the nearest ``wanted`` draws outside this side and inside all others."""
    free = -np.inf if side == LOWER else np.inf
    sign = -1.0 if side == LOWER else 1.0
    open_box = box.moved(factor, side, free)
    values = sign * cases.points[open_box.contains(cases.points), factor]
    beyond = np.sort(values[values > sign * box.limits[side, factor]])
    rest = beyond[beyond > beyond[min(wanted, len(beyond)) - 1]] if len(beyond) else beyond
    if len(rest) == 0:
        return free
    return float(sign * 0.5 * (rest[0] + beyond[len(beyond) - len(rest) - 1]))
