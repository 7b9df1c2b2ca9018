"""Net benefits from the rows of a campaign: draws × lucks × options."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from netsustain.exploration.factors import Factor
from netsustain.exploration.information.form import ValueOfInformation
from netsustain.exploration.outcomes import OUTCOMES
from netsustain.health.intervals import Floats


@dataclass(frozen=True)
class Benefits:
    """What each option would bring in each draw and luck, and where the draws lie."""

    values: Floats
    """(draws × lucks × options); more is better."""
    points: Floats
    """(draws × factors), 0-1 from the low to the high end of each factor."""
    draws: np.ndarray
    """Their places in the design."""
    lost: int
    """Draws left out: fewer than two of their lucks counted in every option."""

    @property
    def mean(self) -> Floats:
        """(draws × options)."""
        return self.values.mean(axis=1)

    def over(self, option: int) -> Floats:
        """What each option brings more than one of them, run by run: what luck does to both falls out."""
        return self.values - self.values[:, :, [option]]


def net_benefit(rows: pd.DataFrame, experiment: ValueOfInformation) -> Floats:
    """Net benefit of each run: the headline outcome, with its sign turned where less is better; or what it is worth in
    staff-days less the cost. NaN for a run that failed or never formed a network."""
    headline = experiment.outcomes[0]
    value = (OUTCOMES[headline].better or 1) * rows[headline].to_numpy(dtype=float)
    if experiment.willingness is not None:
        value = experiment.willingness * value - rows["cost"].to_numpy(dtype=float)
    counts = ~rows["failed"].to_numpy(dtype=bool) & (rows["ended"] != "never_formed").to_numpy()
    return np.where(counts, value, np.nan)


def benefits_of(
    rows: pd.DataFrame, design: pd.DataFrame, factors: tuple[Factor, ...], experiment: ValueOfInformation
) -> Benefits:
    """Benefits of a campaign's rows, which stand by scenario, then draw, then replicate."""
    shape = (len(experiment.scenarios), len(design), experiment.replicates)
    return benefits_from(np.moveaxis(net_benefit(rows, experiment).reshape(shape), 0, 2), design, factors)


def benefits_from(values: Floats, design: pd.DataFrame, factors: tuple[Factor, ...]) -> Benefits:
    """Benefits from an array of them, (draws × lucks × options); NaN where a run does not count.

    A luck counts where it counts in every option. One that does not takes the mean of those of its draw that do, so
    that it changes no mean.
    """
    counts = np.asarray(np.isfinite(values).all(axis=2))
    known = np.where(counts[:, :, None], values, 0.0)
    number = counts.sum(axis=1)
    used = np.flatnonzero(number >= 2)
    middle = known.sum(axis=1)[used] / number[used, None]
    filled = np.where(counts[used][:, :, None], known[used], middle[:, None, :])
    low, high = (np.array([getattr(factor, end) for factor in factors]) for end in ("low", "high"))
    points = (design[[factor.name for factor in factors]].to_numpy(dtype=float)[used] - low) / (high - low)
    return Benefits(filled, points, used, len(design) - len(used))
