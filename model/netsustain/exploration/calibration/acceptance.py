"""From a population that fits to the accepted vectors: scored again on fresh seeds.

A look at few runs lets lucky draws through. The population is therefore simulated again, with a seed of its own and
more runs, and only that second score counts: vectors with a target beyond ``cutoff`` standard deviations are dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import kstest

from netsustain.exploration.calibration.draws import Draws
from netsustain.exploration.calibration.scoring import Scale

IDENTIFIED_BELOW = 0.01
"""p-value of a Kolmogorov-Smirnov test against the range drawn from, below which the data say something."""


@dataclass(frozen=True)
class Chosen:
    """The accepted vectors, the nearest to the published numbers first."""

    draws: Draws
    distances: np.ndarray
    """(vectors × targets) on the fresh seeds."""


def distinct(draws: Draws) -> Draws:
    """Each vector once: a population may hold copies that no move has parted."""
    _, first = np.unique(draws.unit, axis=0, return_index=True)
    return draws.only(np.sort(first))


def choose(rescored: Draws, scales: Sequence[Scale], cutoff: float, most: int, seed: int) -> Chosen:
    """At most ``most`` vectors within the cut-off, evenly.

    Raises
    ------
    ValueError
        If no vector is within the cut-off on the fresh seeds.
    """
    near = np.flatnonzero(rescored.worst(scales) <= cutoff)
    if len(near) == 0:
        raise ValueError(
            f"no vector reproduces every table within {cutoff} standard deviations on fresh seeds: draw more"
        )
    taken = rescored.only(np.random.default_rng(seed).permutation(near)[:most])
    distances = taken.distances(scales)
    order = np.argsort((distances**2).sum(axis=1), kind="stable")
    return Chosen(taken.only(order), distances[order])


def identification(names: Sequence[str], unit: np.ndarray) -> list[dict[str, float | str]]:
    """What the tables say of each parameter, against the even range it was drawn from; the surest first.

    Regional sensitivity analysis (Hornberger & Spear 1981), on independent draws that came near every table: those of
    the first hypercube, not the moved population, whose members have ancestors in common.

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
