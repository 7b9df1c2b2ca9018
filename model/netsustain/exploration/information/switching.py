"""Switching values: where in the range of a factor another option becomes the best."""

from __future__ import annotations

import numpy as np
import pandas as pd

from netsustain.exploration.information.value import Knowing
from netsustain.health.intervals import Floats

GRID = 201
RESAMPLES = 100


def curves(knowing: Knowing, benefits: Floats) -> Floats:
    """Expected net benefit of each option along one factor's range, (GRID × options)."""
    return knowing.expected(benefits, np.linspace(0, 1, GRID)[:, None])


def switches(lines: Floats) -> list[tuple[float, int, int]]:
    """Where the best option changes along a grid of curves: (place in 0-1, best below, best above)."""
    best = lines.argmax(axis=1)
    grid = np.linspace(0, 1, len(lines))
    found = []
    for left in np.flatnonzero(best[1:] != best[:-1]):
        below, above = int(best[left]), int(best[left + 1])
        before, after = (lines[at, above] - lines[at, below] for at in (left, left + 1))
        part = before / (before - after) if after != before else 0.5
        found.append((float(grid[left] + part * (grid[left + 1] - grid[left])), below, above))
    return found


def switching_values(points: Floats, benefits: Floats, seed: int) -> pd.DataFrame:
    """Switching values of one factor, with how surely they are there.

    Parameters
    ----------
    points
        Where the draws lie in the factor's range, (draws,), in [0, 1].

    Returns
    -------
    DataFrame
        ``at`` (0-1), ``below``, ``above`` (options), ``seen`` (share of resamples of the draws in which the best
        option changes between the same two, in this order) and its interval there, ``low`` and ``high``.
    """
    names = ["at", "below", "above", "seen", "low", "high"]
    found = switches(curves(Knowing(points[:, None], seed), benefits))
    if not found:
        return pd.DataFrame(columns=names)
    again = _resampled(points, benefits, seed)
    rows = []
    for at, below, above in found:
        places = [place for each in again for place in each.get((below, above), [])[:1]]
        low, high = np.quantile(places, [0.025, 0.975]) if places else (np.nan, np.nan)
        rows.append((at, below, above, len(places) / RESAMPLES, float(low), float(high)))
    return pd.DataFrame(rows, columns=names)


def _resampled(points: Floats, benefits: Floats, seed: int) -> list[dict[tuple[int, int], list[float]]]:
    """Switches of resamples of the draws, by pair of options."""
    from netsustain.exploration.information.smoothing import Smoother

    generator = np.random.Generator(np.random.PCG64(seed))
    grid = np.linspace(0, 1, GRID)[:, None]
    found = []
    for _ in range(RESAMPLES):
        rows = generator.integers(0, len(points), len(points))
        lines = Smoother.at(points[rows, None]).fit(benefits[rows]).at(grid)
        pairs: dict[tuple[int, int], list[float]] = {}
        for at, below, above in switches(lines):
            pairs.setdefault((below, above), []).append(at)
        found.append(pairs)
    return found
