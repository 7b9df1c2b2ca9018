"""Chance and ignorance: how much of a spread is luck, and how much comes from not knowing the parameters.

Replicates are spread over accepted parameter vectors, several to a vector. Within a vector outcomes differ by luck
alone; between vectors also because the parameters do. The one-way random-effects model

    outcome of replicate j under vector v = mean + between(v) + within(v, j)

has two variances, estimated by analysis of variance (moments, for unequal numbers; Searle, Casella & McCulloch
1992, section 3.6): ``chance``, the mean square within, and ``ignorance``, what the mean square between exceeds it
by, divided by the replicates a vector has, and 0 where it does not exceed it.

An interval claims: *if the true parameters are as likely to be any of the accepted vectors*, the mean that
infinitely many networks would have under them lies inside in 95 of 100 cases. It does not shrink to nothing with
more replicates, only to the range the accepted vectors leave. Each half-width is the square root of the squares
of two: that of the chance interval, and Student's t (vectors − 1 degrees of freedom) × the standard deviation
between vectors, √(1 + Σn²/N²) times since the mean of the vectors drawn stands for that of all. A variance that is
small against chance is often estimated as 0, which would make intervals far too narrow: they carry instead
``allowed``, the mean of the variance given the mean squares when every shrinkage σ²/(σ² + nτ²) from 0 to 1 is as
likely beforehand (the uniform shrinkage prior; Strawderman 1971, Daniels 1999). It is the moment estimate where
that is well away from 0. A normal shape is used rather than quantiles of vectors' means: with a few replicates a
vector these are mostly luck, and shrunken ones too narrow; two moments is what the data give. Bounds are cut to
what is possible. What was measured: docs/decisions/0010-chance-and-ignorance.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netsustain.health.intervals import LEVEL, Estimates, Floats


@dataclass(frozen=True)
class Components:
    """Variance components of k estimates; NaN where fewer than two vectors, or no two replicates of one, count.

    Attributes
    ----------
    chance, ignorance
        Variance of a replicate about its vector's mean, and of vectors' means (at least 0), (k,).
    allowed
        Variance of vectors' means that intervals and chances carry; above ``ignorance`` where that is small.
    repeats
        Σn²/N² over the vectors' numbers of replicates n: how much of ``ignorance`` the overall mean carries.
    vectors
        Vectors with a replicate that counts.
    means, numbers
        Deviation of each vector's mean from the overall one, and its replicates, (vectors × k).
    """

    chance: Floats
    ignorance: Floats
    allowed: Floats
    repeats: Floats
    vectors: Floats
    means: Floats
    numbers: Floats

    @property
    def share(self) -> Floats:
        """Ignorance as a share of the whole variance of a replicate (intraclass correlation); NaN without any."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return self.ignorance / (self.ignorance + self.chance)


def deviations(numerator: Floats, denominator: Floats) -> tuple[Floats, Floats]:
    """How far each replicate pulls a ratio of sums, and which count: a mean's are value − mean.

    Linear approximation for other ratios (the delta method), so that one analysis serves both.
    """
    counted = (denominator != 0) | (numerator != 0)
    total = denominator.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = numerator.sum(axis=0) / total
        pull = (numerator - ratio * denominator) * (counted.sum(axis=0) / total)
    # What rounding leaves of values that do not vary must not count as variance.
    varies = counted & (np.abs(pull) > 1e-12 * np.maximum(np.abs(ratio), 1.0))
    return np.where(varies, pull, 0.0), counted.astype(float)


def components(numerator: Floats, denominator: Floats, vector: np.ndarray, pool: int = 0) -> Components:
    """Analysis of variance of ratios of sums over parameter vectors.

    Parameters
    ----------
    numerator, denominator
        (replicates × k), finite; a replicate that does not count is 0 in both.
    vector
        Which vector each replicate ran under, (replicates,).
    pool
        For columns in order of time: the share of ignorance is estimated from so many columns on either side
        together. Their estimates go up and down by luck, and a band drawn from single ones would too.
    """
    pull, counted = deviations(numerator, denominator)
    sums, numbers = _by_vector(pull, vector), _by_vector(counted, vector)
    between, within, a_vector = _parts((pull**2).sum(axis=0), _between(sums, sums, numbers), numbers)
    chance, ignorance, ratio = _split(between, np.maximum(within, 0), a_vector, pool)
    vectors = (numbers > 0).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        repeats = (numbers**2).sum(axis=0) / numbers.sum(axis=0) ** 2
        means = sums / numbers
        allowed = np.where(chance > 0, chance / a_vector * (expected_ratio(ratio, vectors) - 1), ignorance)
    return Components(chance, ignorance, allowed, repeats, vectors, means, numbers)


def _split(between: Floats, within: Floats, a_vector: Floats, pool: int) -> tuple[Floats, Floats, Floats]:
    """Chance and ignorance, neither negative, and the ratio of mean squares, of each column or with neighbours."""
    if pool:
        whole = np.maximum(between + within, 0)
        both, between, within = _around(whole, pool), _around(between, pool), _around(within, pool)
        share = np.clip(np.divide(between, both, out=np.zeros_like(both), where=both > 0), 0, 1)
        chance, ignorance = (1 - share) * whole, share * whole
    else:
        chance, ignorance = within, np.maximum(between, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return chance, ignorance, np.maximum(1 + a_vector * between / within, 0)


def expected_ratio(ratio: Floats, vectors: Floats) -> Floats:
    """Mean of λ = 1 + nτ²/σ² given the ratio of mean squares, if 1/λ is beforehand uniform between 0 and 1.

    Then 1/λ follows a gamma distribution cut at 1, of shape (vectors + 1)/2.
    """
    from scipy.special import gammainc

    half = np.maximum(vectors - 1, 1) / 2
    squares = np.nan_to_num(half * ratio, posinf=0.0)
    below, above = gammainc(half, squares), gammainc(half + 1, squares)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = squares / half * below / above
    return np.where(above > 0, found, (half + 1) / half)


def _around(columns: Floats, pool: int) -> Floats:
    """Sum over each column and up to ``pool`` neighbours on either side."""
    running = np.concatenate([[0.0], np.cumsum(columns)])
    place = np.arange(len(columns))
    return running[np.minimum(place + pool + 1, len(columns))] - running[np.maximum(place - pool, 0)]


def common_part(a: Floats, b: Floats, counted: Floats, vector: np.ndarray) -> Floats:
    """Covariance between vectors of the deviations ``a`` and ``b`` (replicates × k), which count alike."""
    numbers = _by_vector(counted, vector)
    between = _between(_by_vector(a, vector), _by_vector(b, vector), numbers)
    return np.nan_to_num(_parts((a * b).sum(axis=0), between, numbers)[0])


def _by_vector(columns: Floats, vector: np.ndarray) -> Floats:
    """Sum of each column over the replicates of each vector: (replicates × k) → (vectors × k)."""
    order = np.argsort(vector, kind="stable")
    starts = np.flatnonzero(np.diff(vector[order], prepend=-1))
    return np.add.reduceat(columns[order], starts, axis=0)


def _between(a: Floats, b: Floats, numbers: Floats) -> Floats:
    """Sum of squares (or products) between vectors, of deviations from the overall mean."""
    return np.divide(a * b, numbers, out=np.zeros_like(a), where=numbers > 0).sum(axis=0)


def _parts(whole: Floats, between: Floats, numbers: Floats) -> tuple[Floats, Floats, Floats]:
    """Part between and part within from sums of squares or products, and the replicates a vector has."""
    count, vectors = numbers.sum(axis=0), (numbers > 0).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        known = (vectors > 1) & (count > vectors)
        a_vector = (count - (numbers**2).sum(axis=0) / count) / (vectors - 1)
        within = np.where(known, (whole - between) / (count - vectors), np.nan)
        return (between / (vectors - 1) - within) / a_vector, within, a_vector


# ---- what follows from the parts ------------------------------------------------------------------


@dataclass(frozen=True)
class Widened:
    """Estimates with both intervals; without vectors ``low`` and ``high`` are those of chance.

    Attributes
    ----------
    low_chance, high_chance
        What redrawing the replicates would do.
    low, high
        The same and not knowing the parameters.
    ignorance_share
        See :attr:`Components.share`; NaN without vectors.
    share_positive
        Share of the accepted vectors under which the number is above 0 (see :func:`share_positive`).
    resampled
        Resamples of the estimates (resamples × k): chance alone.
    """

    value: Floats
    low: Floats
    high: Floats
    low_chance: Floats
    high_chance: Floats
    ignorance_share: Floats
    share_positive: Floats
    resampled: Floats


def plain(found: Estimates) -> Widened:
    """Estimates of replicates that all ran under one vector: the interval is chance."""
    unknown = np.full_like(found.value, np.nan)
    return Widened(found.value, found.low, found.high, found.low, found.high, unknown, unknown, found.resampled)


def widened(found: Estimates, parts: Components, least: Floats | float, most: Floats | float) -> Widened:
    """Estimates whose intervals hold ignorance too, cut to ``least`` … ``most``."""
    low, high = wider(found.value, found.low, found.high, parts, least, most)
    return Widened(
        found.value, low, high, found.low, found.high, parts.share, share_positive(found.value, parts),
        found.resampled,
    )  # fmt: skip


def wider(
    value: Floats, low: Floats, high: Floats, parts: Components, least: Floats | float, most: Floats | float
) -> tuple[Floats, Floats]:
    """The chance interval and ignorance together; the chance interval where ignorance is not known."""
    from scipy.special import stdtrit

    freedom = np.maximum(parts.vectors - 1, 1)
    spread = stdtrit(freedom, 0.5 + LEVEL / 2) ** 2 * parts.allowed * (1 + parts.repeats)
    spread = np.nan_to_num(spread)
    below = np.sqrt((value - low) ** 2 + spread)
    above = np.sqrt((high - value) ** 2 + spread)
    # Where nothing is added (values that do not vary, too few vectors) the interval stays as it was.
    lower = np.where(spread > 0, np.maximum(value - below, least), low)
    return lower, np.where(spread > 0, np.minimum(value + above, most), high)


def left_by_endless(parts: Components) -> tuple[Floats, Floats]:
    """Half-width of an interval that endless replicates of the same vectors would leave: ignorance alone.

    Returns
    -------
    estimate, least
        By the moment estimate of ignorance, and by its lower 95 % bound: the ratio of mean squares between and within
        follows λ times an F distribution, λ = 1 + nτ²/σ² (exactly so for normal outcomes and equal numbers; Searle,
        Casella & McCulloch 1992, section 3.6). 0 where ignorance is not known.
    """
    from scipy.special import fdtri, stdtrit

    count, free = parts.numbers.sum(axis=0), np.maximum(parts.vectors - 1, 1)
    within = np.maximum(count - parts.vectors, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        a_vector = (count - (parts.numbers**2).sum(axis=0) / count) / free
        ratio = 1 + a_vector * parts.ignorance / parts.chance
        bound = parts.chance / a_vector * np.maximum(ratio / fdtri(free, within, LEVEL) - 1, 0)
        # Where nothing varies within a vector there is no luck to be mistaken for ignorance.
        bound = np.where(parts.chance > 0, bound, parts.ignorance)
        scale = stdtrit(free, 0.5 + LEVEL / 2) * np.sqrt(1 + parts.repeats)
        return np.nan_to_num(scale * np.sqrt(parts.ignorance)), np.nan_to_num(scale * np.sqrt(bound))


def share_positive(value: Floats, parts: Components) -> Floats:
    """Estimated share of vectors under which the mean is above 0.

    A vector has too few replicates to be judged by its own mean. Each therefore gets the chance that its true
    mean is above 0: normal about its shrunken mean (the best linear predictor), with what is left unknown of it.
    """
    from scipy.special import ndtr

    with np.errstate(divide="ignore", invalid="ignore"):
        pulled = parts.allowed / (parts.allowed + parts.chance / parts.numbers)
        pulled = np.where(parts.allowed > 0, pulled, 0.0)
        of_mean = parts.chance / parts.numbers.sum(axis=0) + parts.allowed * parts.repeats
        centre = value + pulled * np.nan_to_num(parts.means)
        spread = np.sqrt((1 - pulled) * parts.allowed + (1 - pulled) ** 2 * of_mean)
        chance = np.where(spread > 0, ndtr(centre / spread), (np.sign(centre) + 1) / 2)
    weight = (parts.numbers > 0).astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (np.nan_to_num(chance) * weight).sum(axis=0) / weight.sum(axis=0)
    return np.where(np.isnan(parts.ignorance), np.nan, share)
