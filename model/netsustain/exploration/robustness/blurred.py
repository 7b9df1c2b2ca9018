"""What was seen of each future: means over a few lucks, and how far luck blurs them.

In future d the scenarios have true means m_d, one number each, that endless replicates would give. Seen are
x_d = m_d + e_d, where e_d has covariance N_d: the covariance of single runs over lucks, divided by their number.
Scenarios share lucks, so N_d has large covariances, and differences are blurred much less than means.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netsustain.health.intervals import Floats

POOLED_EXTRA = 10
"""With so many degrees of freedom above the number of scenarios, the covariance of all futures together counts."""


@dataclass
class Products:
    """Sums over the lucks of each future; only runs that count in every scenario are added."""

    count: Floats
    """(draws)"""
    total: Floats
    """(draws × scenarios)"""
    cross: Floats
    """Sums of products, (draws × scenarios × scenarios)."""
    halves: Floats
    """Sums over every other luck, (2 × draws × scenarios)."""
    halves_count: Floats
    """(2 × draws)"""
    lowest: float = np.inf
    highest: float = -np.inf

    @classmethod
    def empty(cls, draws: int, scenarios: int) -> Products:
        """Nothing summed yet."""
        shape = (draws, scenarios)
        return cls(
            np.zeros(draws), np.zeros(shape), np.zeros((*shape, scenarios)), np.zeros((2, *shape)), np.zeros((2, draws))
        )

    def add(self, draws: np.ndarray, lucks: np.ndarray, values: Floats) -> None:
        """Add runs.

        Parameters
        ----------
        draws, lucks
            Future and luck of each run.
        values
            (runs × scenarios), more is better; NaN where a run does not count.
        """
        known = np.isfinite(values).all(axis=1)
        draws, lucks, values = draws[known], lucks[known] % 2, values[known]
        np.add.at(self.count, draws, 1.0)
        np.add.at(self.total, draws, values)
        np.add.at(self.cross, draws, values[:, :, None] * values[:, None, :])
        np.add.at(self.halves, (lucks, draws), values)
        np.add.at(self.halves_count, (lucks, draws), 1.0)
        if len(values):
            self.lowest, self.highest = min(self.lowest, values.min()), max(self.highest, values.max())

    def blurred(self) -> Blurred:
        """Means and the covariance of their blur, in futures that have any runs."""
        seen = self.count > 0
        count = self.count[seen]
        means = self.total[seen] / count[:, None]
        outer = means[:, :, None] * means[:, None, :]
        scatter = self.cross[seen] - count[:, None, None] * outer
        with np.errstate(invalid="ignore", divide="ignore"):
            halves = self.halves[:, seen] / self.halves_count[:, seen][:, :, None]
        return Blurred(means, _noise(scatter, count), halves, np.flatnonzero(seen), self.lowest, self.highest)


@dataclass(frozen=True)
class Blurred:
    """What was seen of the futures, (draws × scenarios); more is better."""

    means: Floats
    noise: Floats
    """Covariance of the blur, (draws × scenarios × scenarios); zeros where luck cannot be told (one run a future)."""
    halves: Floats
    """Means over every other luck, (2 × draws × scenarios); NaN in a half without runs."""
    draws: np.ndarray
    """Which futures these are."""
    lowest: float
    highest: float
    """Of single runs: no mean lies outside."""

    @property
    def luck_known(self) -> bool:
        """Whether luck can be told from the future."""
        return bool(self.noise.any()) or bool(np.isfinite(self.halves).all())

    def regret_bounds(self) -> tuple[Floats, Floats]:
        """Mean regret of each scenario, from below and from above; one number a scenario.

        From above: the best of noisy means looks better than it is, so regrets from all lucks are too large. From
        below: choose the best on half of the lucks and judge it, like all others, on the other half; the judgement is
        fair but the chosen one need not be the true best. Each is so on average, not in every sample. NaN from below
        where no future has runs in both halves.
        """
        high = (self.means.max(axis=1, keepdims=True) - self.means).mean(axis=0)
        both = np.isfinite(self.halves).all(axis=(0, 2))
        if not both.any():
            return np.full(self.means.shape[1], np.nan), high
        choosing, judging = self.halves[:, both], self.halves[::-1, both]
        chosen = choosing.argmax(axis=2)[:, :, None]
        regrets = np.take_along_axis(judging, chosen, axis=2) - judging
        return regrets.mean(axis=(0, 1)), high


def _noise(scatter: Floats, count: Floats) -> Floats:
    """Covariance of the blur of each future's means.

    The covariance of few runs is itself uncertain; it is drawn towards that of all futures together, as if that had
    been seen in some more runs of the future (the mean of an inverse Wishart distribution).
    """
    free = np.maximum(count - 1, 0)[:, None, None]
    if not free.any():
        return np.zeros_like(scatter)
    pooled = scatter.sum(axis=0) / free.sum()
    extra = scatter.shape[1] + POOLED_EXTRA
    single = (scatter + extra * pooled) / (free + extra)
    return single / count[:, None, None]
