"""Means and ratios of answers with intervals: respondents of one organisation are taken together.

People of one organisation tend to answer alike, so organisations, not respondents, are the units that were drawn. Each
estimate is a sum of pulls, one a respondent: for a mean (y - mean) / n, for a ratio of sums R the linear approximation
(numerator - R x denominator) / sum of denominators. Its variance is that of the sums of pulls over G organisations,
G / (G - 1) x sum of squares (ultimate clusters; Kish & Frankel 1974, Binder 1983), its interval Student's with G - 1
degrees of freedom. With fewer than ten organisations such intervals are rough (Cameron & Miller 2015).

How sure a ranking is comes from resamples of organisations: G - 1 of the G are drawn with replacement and count
G / (G - 1) times, which gives the same variance (Rao & Wu 1988); a plain bootstrap of few clusters would be too narrow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netsustain.diagnosis.survey import ENOUGH, Floats
from netsustain.health.intervals import LEVEL

FEWEST_ORGANISATIONS = 3
"""With fewer the spread between organisations is not known: no interval."""
ROUGH = 10
RESAMPLES = 4000
NAN = float("nan")


@dataclass(frozen=True)
class Estimate:
    """A number, its interval, and how many respondents and organisations stand behind it.

    ``low`` and ``high`` are NaN where the answers cannot tell; all is NaN where a group is too small to be shown.
    """

    value: float
    low: float
    high: float
    respondents: int
    organisations: int

    @property
    def told(self) -> bool:
        """Whether there is an interval."""
        return bool(np.isfinite(self.low))


def cluster_sums(values: Floats, organisation: NDArray[np.int64]) -> Floats:
    """Sums over the respondents of each organisation: (respondents × k) → (organisations × k)."""
    found = np.zeros((int(organisation.max(initial=-1)) + 1, values.shape[1]))
    np.add.at(found, organisation, values)
    return found


@dataclass(frozen=True)
class Ratios:
    """k ratios of sums over the same respondents; a mean has 1 as its denominator where it counts, 0 elsewhere."""

    numerator: Floats
    """(respondents × k), 0 where a respondent does not count."""
    denominator: Floats
    organisation: NDArray[np.int64]

    @property
    def counted(self) -> NDArray[np.bool_]:
        """Which respondents count, (respondents × k)."""
        return self.denominator != 0

    @property
    def values(self) -> Floats:
        """The k ratios; NaN without respondents."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return self.numerator.sum(axis=0) / self.denominator.sum(axis=0)

    @property
    def pulls(self) -> Floats:
        """How far each respondent pulls each ratio, (respondents × k)."""
        with np.errstate(invalid="ignore", divide="ignore"):
            pulls = (self.numerator - self.values * self.denominator) / self.denominator.sum(axis=0)
        return np.where(self.counted, pulls, 0.0)

    def estimates(self, bounds: tuple[float, float]) -> list[Estimate]:
        """Each ratio with its interval, cut to what is possible."""
        weights = np.eye(self.numerator.shape[1])
        return [self.contrast(each, bounds=bounds) for each in weights]

    def contrast(
        self, weights: Floats, *, comparisons: int = 1, bounds: tuple[float, float] = (-np.inf, np.inf)
    ) -> Estimate:
        """A weighted sum of the ratios, with its interval.

        Parameters
        ----------
        weights
            (k,); ratios of weight 0 take no part.
        comparisons
            Estimates looked at together: an interval is widened so that in 95 of 100 surveys all of them hold
            (Bonferroni).
        """
        part = weights != 0
        counted = self.counted[:, part]
        respondents = int(counted.sum(axis=0).min(initial=len(counted)))
        groups = np.unique(self.organisation[counted.any(axis=1)])
        if respondents < ENOUGH:
            return Estimate(NAN, NAN, NAN, respondents, len(groups))
        value = float((self.values[part] * weights[part]).sum())
        # A mean over one organisation has no spread between organisations: it must not pass for a sure one.
        fewest = min(len(np.unique(self.organisation[column])) for column in counted.T)
        half = self._half(weights, part, groups, comparisons) if fewest >= FEWEST_ORGANISATIONS else NAN
        low, high = max(value - half, bounds[0]), min(value + half, bounds[1])
        return Estimate(value, *((low, high) if np.isfinite(half) else (NAN, NAN)), respondents, len(groups))

    def _half(self, weights: Floats, part: NDArray[np.bool_], groups: NDArray[np.int64], comparisons: int) -> float:
        """Half the width of the interval; NaN where answers do not vary."""
        from scipy.special import stdtrit  # quantile of Student's t; scipy.stats takes long to load

        sums = cluster_sums(self.pulls[:, part] @ weights[part][:, None], self.organisation)[groups, 0]
        error = float(np.sqrt(len(groups) / (len(groups) - 1) * (sums**2).sum()))
        # What rounding leaves of answers that do not vary is no spread.
        return error * float(stdtrit(len(groups) - 1, 1 - (1 - LEVEL) / (2 * comparisons))) if error > 1e-12 else NAN

    def resampled(self, seed: int = 1) -> Floats:
        """The k ratios in resamples of organisations, (resamples × k); none with fewer than two organisations."""
        groups = np.unique(self.organisation[self.counted.any(axis=1)])
        number = len(groups)
        if number < 2:
            return np.empty((0, self.numerator.shape[1]))
        generator = np.random.Generator(np.random.PCG64(seed))
        counts = generator.multinomial(number - 1, np.full(number, 1 / number), RESAMPLES).astype(float)
        above = counts @ cluster_sums(self.numerator, self.organisation)[groups]
        below = counts @ cluster_sums(self.denominator, self.organisation)[groups]
        with np.errstate(invalid="ignore", divide="ignore"):
            return above / below


def means(scores: Floats, organisation: NDArray[np.int64]) -> Ratios:
    """Means of k columns of scores (respondents × k) over those who have one."""
    given = np.isfinite(scores)
    return Ratios(np.where(given, scores, 0.0), given.astype(float), organisation)
