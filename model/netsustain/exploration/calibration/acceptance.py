"""From draws to the accepted vectors: scored again on fresh seeds, then drawn by their likelihood.

A first look at few runs lets lucky draws through. Those within ``cutoff`` standard deviations of every target are
therefore simulated again, with a seed of their own and more runs, and only that second score counts: a vector is
kept with a chance proportional to exp(-½ Σ z²), never twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import kstest

from netsustain.exploration.calibration.scoring import Scale
from netsustain.exploration.calibration.waves import Draws

IDENTIFIED_BELOW = 0.01
"""p-value of a Kolmogorov-Smirnov test against the range drawn from, below which the data say something."""


@dataclass(frozen=True)
class Chosen:
    """The accepted vectors, the best first."""

    draws: Draws
    distances: np.ndarray
    """(vectors × targets) on the fresh seeds."""
    effective: float
    """Effective number of the candidates' weights: how many vectors of equal weight they are worth."""


def within(draws: Draws, scales: Sequence[Scale], cutoff: float) -> np.ndarray:
    """Rows of draws whose every target is within ``cutoff`` standard deviations."""
    near: np.ndarray = np.abs(draws.distances(scales)).max(axis=1) <= cutoff
    return near


def choose(rescored: Draws, scales: Sequence[Scale], cutoff: float, most: int, seed: int) -> Chosen:
    """Draw at most ``most`` vectors by likelihood, without replacement.

    Raises
    ------
    ValueError
        If no vector is within the cut-off on the fresh seeds.
    """
    kept = rescored.only(within(rescored, scales, cutoff))
    if len(kept) == 0:
        raise ValueError("no vector reproduces every table: widen the ranges, or draw more")
    distances = kept.distances(scales)
    badness = (distances**2).sum(axis=1)
    weights = np.exp(-0.5 * (badness - badness.min()))
    # Gumbel keys: the `most` largest are a sample without replacement with these weights.
    uniform = np.random.default_rng(seed).random(len(kept))
    keys = np.log(weights) - np.log(-np.log(uniform))
    taken = np.argsort(-keys, kind="stable")[:most]
    taken = taken[np.argsort(badness[taken], kind="stable")]
    effective = float(weights.sum() ** 2 / (weights**2).sum())
    return Chosen(kept.only(taken), distances[taken], effective)


def central(chosen: Chosen) -> int:
    """The accepted vector nearest to all others (medoid): the one to run when only one can be."""
    unit = chosen.draws.unit
    apart = np.sqrt(((unit[:, None, :] - unit[None, :, :]) ** 2).sum(axis=2))
    return int(apart.sum(axis=1).argmin())


def identification(names: Sequence[str], unit: np.ndarray) -> list[dict[str, float | str]]:
    """What the tables say of each parameter, against the even range it was drawn from; the surest first.

    ``contraction`` is 1 − variance of the accepted / variance of the range, ``shift`` the accepted mean's distance
    from the middle in widths of the range, ``p`` of a Kolmogorov-Smirnov test against the even range.
    """
    rows: list[dict[str, float | str]] = []
    for column, name in enumerate(names):
        values = unit[:, column]
        rows.append(
            {
                "parameter": name,
                "contraction": float(1.0 - values.var() * 12.0),
                "shift": float(values.mean() - 0.5),
                "p": float(kstest(values, "uniform").pvalue),
            }
        )
    return sorted(rows, key=lambda row: row["p"])
