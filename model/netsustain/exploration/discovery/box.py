"""Boxes in the space of the factors, and what is said of one: density, coverage, mass, strength."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netsustain.exploration.discovery.cases import Cases, Flags
from netsustain.health.intervals import Floats

LOWER, UPPER = 0, 1
"""Sides of a box."""


@dataclass(frozen=True)
class Box:
    """Limits of each factor, (2 × factors); infinite where it is free. A point on a limit is inside."""

    limits: Floats

    @classmethod
    def everything(cls, factors: int) -> Box:
        """No factor restricted."""
        return cls(np.repeat([[-np.inf], [np.inf]], factors, axis=1))

    def contains(self, points: Floats) -> Flags:
        """Which points (draws × factors) lie inside."""
        inside: Flags = ((points >= self.limits[LOWER]) & (points <= self.limits[UPPER])).all(axis=1)
        return inside

    def moved(self, factor: int, side: int, limit: float) -> Box:
        """The same box with one limit elsewhere."""
        limits = self.limits.copy()
        limits[side, factor] = limit
        return Box(limits)

    def freed(self, factor: int) -> Box:
        """The same box without a restriction of this factor."""
        return self.moved(factor, LOWER, -np.inf).moved(factor, UPPER, np.inf)

    @property
    def restricted(self) -> tuple[int, ...]:
        """Factors with a limit, in order."""
        return tuple(int(factor) for factor in np.flatnonzero(np.isfinite(self.limits).any(axis=0)))

    @property
    def edges(self) -> tuple[tuple[int, int], ...]:
        """(factor, side) of every limit there is, in order."""
        sides, factors = np.nonzero(np.isfinite(self.limits))
        return tuple(sorted((int(factor), int(side)) for factor, side in zip(factors, sides, strict=True)))


@dataclass(frozen=True)
class Measures:
    """How well a box holds the event; shares of 0-1, by runs."""

    density: float
    """Share of the runs inside that have the event."""
    coverage: float
    """Share of all runs with the event that lie inside."""
    mass: float
    """Share of all runs that lie inside."""
    strength: float
    """How far the density is from that of all draws, in standard deviations of a run times the root of the mass: what a
    binomial test of the box ranks by (Klösgen 1996)."""
    draws: int
    """Draws inside."""


def measures(box: Box, cases: Cases, events_in_all: float | None = None) -> Measures:
    """Measure a box on some cases.

    Parameters
    ----------
    events_in_all
        What coverage counts from; the events of these cases by default. Boxes that cover one after the other count
        from the events there were before the first.
    """
    inside = box.contains(cases.points)
    events, runs = float(cases.events[inside].sum()), float(cases.runs[inside].sum())
    total, wanted = float(cases.runs.sum()), float(cases.events.sum())
    wanted = wanted if events_in_all is None else events_in_all
    spread = cases.share * (1 - cases.share) if total else 0.0
    return Measures(
        density=events / runs if runs else float("nan"),
        coverage=events / wanted if wanted else float("nan"),
        mass=runs / total if total else float("nan"),
        strength=float((events - runs * cases.share) / np.sqrt(runs * total * spread)) if runs * spread > 0 else 0.0,
        draws=int(inside.sum()),
    )
