"""What mixes gain on today's way, future by future under the same luck, with intervals of chance and ignorance.

The interval is that of a comparison (:mod:`netsustain.health.ignorance`), futures in the place of parameter vectors:
it holds the gain that endless luck would show in the one future that will come, and shrinks with more runs only to the
range that the futures leave. ``chance`` alone is the interval of the mean over futures.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netsustain.exploration.pairs import variance_reduction
from netsustain.exploration.search.objectives import WORST_TENTH, Objective, Runs, estimates
from netsustain.health.ignorance import Widened, components, widened
from netsustain.health.intervals import LEVEL, Floats, Resamples

MONTHS = Objective("months_sustained", 1)
WORST = Objective("months_sustained", 1, WORST_TENTH)
FEW_RESAMPLES = 2000


@dataclass(frozen=True)
class Gain:
    """Means of k differences with both intervals; ``on_average`` is luck alone, ``surely`` holds ignorance too."""

    value: Floats
    low: Floats
    high: Floats
    low_chance: Floats
    high_chance: Floats
    share_positive: Floats
    """Estimated share of futures in which the difference is above 0, luck averaged out."""


def difference(values: Floats, least: float, most: float, seed: int) -> Gain:
    """Means of differences.

    Parameters
    ----------
    values
        (k × futures × runs); NaN where a run does not count.
    least, most
        Bounds of what is possible.
    """
    flat = values.reshape(len(values), -1).T
    counts = np.isfinite(flat)
    numerator, denominator = np.where(counts, flat, 0.0), counts.astype(float)
    found = Resamples(len(flat), seed, FEW_RESAMPLES).ratios(numerator, denominator)
    vector = np.repeat(np.arange(values.shape[1]), values.shape[2])
    both: Widened = widened(found, components(numerator, denominator, vector), least, most)
    return Gain(both.value, both.low, both.high, both.low_chance, both.high_chance, both.share_positive)


@dataclass(frozen=True)
class Odds:
    """Shares of runs, pair by pair under the same luck, that last longer, as long, and less long than today's way."""

    longer: Floats
    equal: Floats
    shorter: Floats


def odds(months: Floats, today: Floats) -> Odds:
    """How often each option lasts longer: ``months`` (options × futures × runs), ``today`` (futures × runs)."""
    over = months - today
    known = np.isfinite(over)
    number = np.maximum(known.sum(axis=(1, 2)), 1)

    def share(which: np.ndarray) -> Floats:
        return np.asarray((which & known).sum(axis=(1, 2)) / number, dtype=float)

    return Odds(share(over > 0), share(over == 0), share(over < 0))


def reductions(months: Floats, today: Floats) -> Floats:
    """Share of the variance of each option's gains that the same futures and luck took away; 1 for today's way."""
    found = []
    for own in months.reshape(len(months), -1):
        both = np.isfinite(own) & np.isfinite(today.ravel())
        found.append(variance_reduction(own[both], today.ravel()[both]))
    return np.array(found)


def worst_tenth(runs: Runs) -> Floats:
    """Mean of months in the worst tenth of each option's futures, cleared of luck."""
    return np.asarray(estimates((WORST,), runs)[:, 0])


@dataclass(frozen=True)
class Kept:
    """What share of a gain is kept, with the interval of chance; NaN where there is no gain to keep."""

    value: Floats
    low: Floats
    high: Floats


def kept(variants: Floats, whole: Floats, seed: int) -> Kept:
    """Share of a gain that variants keep: ratio of sums of gains over futures.

    Parameters
    ----------
    variants
        Gains of the variants over today's way, (k × futures × runs).
    whole
        Gain of what they are variants of, (futures × runs).
    """
    flat = variants.reshape(len(variants), -1).T
    full = np.broadcast_to(whole.reshape(-1, 1), flat.shape)
    counts = np.isfinite(flat) & np.isfinite(full)
    top, bottom = np.where(counts, flat, 0.0), np.where(counts, full, 0.0)
    sums = Resamples(len(flat), seed, FEW_RESAMPLES).sums(np.concatenate([top, bottom], axis=1))
    again = _ratio(sums[:, : len(variants)], sums[:, len(variants) :])
    tail = (1 - LEVEL) / 2
    low, high = np.nanquantile(again, [tail, 1 - tail], axis=0, method="nearest")
    return Kept(_ratio(top.sum(axis=0), bottom.sum(axis=0)), low, high)


def _ratio(top: Floats, bottom: Floats) -> Floats:
    """The ratio where there is a gain, NaN elsewhere."""
    return np.divide(top, bottom, out=np.full_like(top, np.nan), where=bottom > 0)
