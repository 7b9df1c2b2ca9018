"""What scenario discovery looks at: draws of the factors, and how many runs of each had the event.

A draw is the unit, not a run: all runs of a draw lie in the same box, so the share of runs with the event inside a
box is the same either way, but runs of one draw are alike and must not count as independent evidence. Draws weigh by
their runs; where evidence is counted, runs are divided by the design effect of a sample of clusters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netsustain.health.intervals import Floats, wilson

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Cases:
    """Draws (a row each) and what happened in their runs."""

    points: Floats
    """Values of the factors, (draws × factors)."""
    events: Floats
    """Runs with the event, of each draw."""
    runs: Floats
    """Runs that count, of each draw; above 0."""

    def __post_init__(self) -> None:
        draws = len(self.points)
        if self.points.ndim != 2 or self.events.shape != (draws,) or self.runs.shape != (draws,):
            shapes = f"{self.points.shape}, {self.events.shape}, {self.runs.shape}"
            raise ValueError(f"cases: got shapes {shapes}, expected (draws, factors), (draws,), (draws,)")
        if not (np.isfinite(self.points).all() and (self.runs > 0).all()):
            raise ValueError("cases: got an unknown value or a draw without runs, expected finite numbers")

    def __len__(self) -> int:
        """Number of draws."""
        return len(self.runs)

    def where(self, chosen: Flags | NDArray[np.intp]) -> Cases:
        """Some of the draws."""
        return Cases(self.points[chosen], self.events[chosen], self.runs[chosen])

    @property
    def share(self) -> float:
        """Share of all runs with the event; NaN without draws."""
        total = float(self.runs.sum())
        return float(self.events.sum()) / total if total else float("nan")


def design_effect(cases: Cases) -> float:
    """How many times more a share over these draws varies than over as many independent runs; at least 1.

    The variance of a ratio over clusters by the binomial variance (Rao & Scott 1992, equation 1). Where no run, or
    every run, has the event this cannot be seen: each draw then counts as a single run.
    """
    draws, runs, share = len(cases), float(cases.runs.sum()), cases.share
    if (cases.runs == 1).all():
        return 1.0
    if draws < 2:
        return runs
    binomial = share * (1 - share) / runs
    if binomial == 0:
        return runs / draws
    off = cases.events - share * cases.runs
    return max(1.0, draws / (draws - 1) * float((off * off).sum()) / runs**2 / binomial)


def share_interval(cases: Cases) -> tuple[float, float]:
    """Wilson's interval of the share of runs with the event, runs divided by the design effect; NaN without draws."""
    if not len(cases):
        return float("nan"), float("nan")
    effect = design_effect(cases)
    low, high = wilson(float(cases.events.sum()) / effect, float(cases.runs.sum()) / effect)
    return float(low), float(high)


def halves(draws: int, seed: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Draws to search in, and as many held out to judge what was found; a pure function of (draws, seed)."""
    order = np.random.Generator(np.random.PCG64(seed)).permutation(draws)
    middle = (draws + 1) // 2
    return np.sort(order[:middle]), np.sort(order[middle:])
