"""What perfect information is worth, from a table of net benefits: draws of what is uncertain × options × lucks.

The decision maker chooses one option and gets its expected net benefit, luck averaged out. Knowing a factor before
choosing is worth what the choice then gains on average: the expected value of partial perfect information, EVPPI;
knowing every factor, that of perfect information, EVPI (Raiffa & Schlaifer 1961; Strong, Oakley & Brennan 2014).

Both are means of a largest value, so noise in what is compared biases them upward, by half the noise's variance
times the density of ties. How each is freed of that is said where it is done.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netsustain.exploration.information.smoothing import Smoother
from netsustain.health.intervals import Floats

FOLDS = 10
DEALS = 20
NORMAL = 1.959963984540054
"""Half width of a 95 % interval in standard errors."""


@dataclass(frozen=True)
class Worth:
    """A value of information with its interval; all in units of net benefit."""

    value: float
    low: float
    high: float
    upper: float
    """What errs upward: the estimate that chooses and judges by the same numbers."""
    lower: float
    """What errs downward: options chosen by some numbers and judged by others."""


def best_on_average(benefits: Floats) -> int:
    """The option to choose when nothing more is known; ``benefits`` (draws × options), the first of equals."""
    return int(np.argmax(benefits.mean(axis=0)))


# ---- everything known -------------------------------------------------------------------------------


def perfect(benefits: Floats, seed: int) -> Worth:
    """EVPI from single runs.

    Parameters
    ----------
    benefits
        (draws × lucks × options); all options share the luck of a run. Two lucks at least.

    Notes
    -----
    The mean of m lucks leaves noise of variance s²/m, whose bias falls as 1/m and 1/m². Means of halves and quarters of
    the lucks show it two and four times as large; extrapolated to 1/m = 0 the estimates are free of both terms (as the
    antithetic estimator of Giles & Goda 2019 is of the first; below eight lucks there are only halves). Many deals
    of the lucks are averaged. The lower value chooses on one half of the lucks and judges on the other.
    """
    draws, lucks, _ = benefits.shape
    if lucks < 2:
        raise ValueError(f"perfect: got {lucks} luck a draw, expected two or more: one cannot tell luck from knowledge")
    mean = benefits.mean(axis=1)
    now = best_on_average(mean)
    sizes = [lucks, lucks // 2, lucks // 4] if lucks >= 8 else [lucks, lucks // 2]
    generator = np.random.Generator(np.random.PCG64(seed))
    found, crossed = np.zeros((len(sizes), draws)), np.zeros(draws)
    found[0] = mean.max(axis=1) - mean[:, now]
    for _ in range(DEALS):
        order = generator.permutation(lucks)
        for place, size in enumerate(sizes[1:], start=1):
            found[place] += _largest(benefits, order, size, now) / DEALS
        crossed += _crossed(benefits, order, sizes[1], now) / DEALS
    return _worth(_extrapolation(sizes) @ found, float(found[0].mean()), float(crossed.mean()))


def _largest(benefits: Floats, order: np.ndarray, size: int, now: int) -> Floats:
    """Of each draw, the largest of means of so many lucks, over the choice now; over all hands of that size."""
    hands = [order[first : first + size] for first in range(0, len(order) - size + 1, size)]
    means = (benefits[:, hand].mean(axis=1) for hand in hands)
    return np.asarray(sum(mean.max(axis=1) - mean[:, now] for mean in means) / len(hands))


def _crossed(benefits: Floats, order: np.ndarray, size: int, now: int) -> Floats:
    """Of each draw, what is chosen on one half of the lucks, judged on the other."""
    one, other = (benefits[:, part].mean(axis=1) for part in (order[:size], order[size : 2 * size]))
    rows = np.arange(len(benefits))
    gains = [
        judged[rows, chosen.argmax(axis=1)] - judged[:, now] for chosen, judged in ((one, other), (other, one))
    ]
    return np.asarray(0.5 * (gains[0] + gains[1]))


def _extrapolation(sizes: list[int]) -> Floats:
    """Weights of estimates from so many lucks each that extrapolate a polynomial in 1/m to 0 (Lagrange)."""
    steps = 1.0 / np.array(sizes)
    return np.array([np.prod([other / (other - own) for other in steps if other != own]) for own in steps])


def _worth(parts: Floats, upper: float, lower: float) -> Worth:
    """A mean over draws with its interval; nothing that is known can be worth less than 0."""
    value = float(parts.mean())
    error = float(parts.std(ddof=1)) / np.sqrt(len(parts)) if len(parts) > 1 else float("nan")
    return Worth(max(value, 0.0), max(value - NORMAL * error, 0.0), max(value + NORMAL * error, 0.0), upper, lower)


# ---- some factors known -----------------------------------------------------------------------------


def _folds(points: Floats, seed: int) -> np.ndarray:
    """A fold for each draw; draws at the same point are in one fold, since whatever else they share is no proof."""
    draws = len(points)
    generator = np.random.Generator(np.random.PCG64(seed))
    _, place = np.unique(points, axis=0, return_inverse=True)
    place = place.reshape(-1)
    number = int(place.max()) + 1
    if number == draws:
        place = np.arange(draws)
    fold = np.empty(number, dtype=int)
    fold[generator.permutation(number)] = np.arange(number) % min(FOLDS, number)
    return np.asarray(fold[place])


class Knowing:
    """One factor or several, known before choosing; made once, asked of many tables of benefits.

    Parameters
    ----------
    points
        Where the draws lie, (draws × factors known), in [0, 1].
    seed
        Deals the draws to folds; draws at the same point stay together.
    """

    def __init__(self, points: Floats, seed: int) -> None:
        self.points = points
        self._all = Smoother.at(points)
        fold = _folds(points, seed)
        self._parts = [(fold != each, fold == each) for each in range(fold.max() + 1)]
        self._folds = [Smoother.at(points[rest]) for rest, _ in self._parts]

    def expected(self, benefits: Floats, points: Floats) -> Floats:
        """Expected net benefit of each option at some points, (points × options)."""
        return self._all.fit(benefits).at(points)

    def worth(self, benefits: Floats) -> Worth:
        """EVPPI from the means of the draws, (draws × options).

        The expected net benefit of each option given the factor is a smooth regression on it, which averages luck
        and all other factors out (Strong, Oakley & Brennan 2014). The mean of its largest values errs upward, since
        the fit follows some noise. Options chosen by a fit to other draws, and judged by the draws left out, err
        downward by as much, to first order: with noise of variance v about ties of density p, by v p / 2 either
        way. The value told is the mean of the two. The interval is that of the draws' own gains, which errors in
        the choice do not touch to first order (Luedtke & van der Laan 2016).
        """
        upper, lower, gains = self._both(benefits[:, :, None])
        middle = 0.5 * (upper[0] + lower[0])
        spread = gains[:, 0] - gains[:, 0].mean()
        return _worth(middle + spread, float(upper[0]), float(lower[0]))

    def values(self, benefits: Floats) -> Floats:
        """The value alone, of many tables at once: (draws × options × tables) → (tables,)."""
        upper, lower, _ = self._both(benefits)
        return np.maximum(0.5 * (upper + lower), 0.0)

    def _both(self, benefits: Floats) -> tuple[Floats, Floats, Floats]:
        """Upper and lower values of each table, and the gain of each draw by the choice made without it."""
        draws, options, tables = benefits.shape
        now = benefits.mean(axis=0).argmax(axis=0)  # (tables,)
        flat = benefits.reshape(draws, options * tables)
        fitted = self._all.fit(flat).at_points.reshape(benefits.shape)
        upper = fitted.max(axis=1).mean(axis=0) - fitted.mean(axis=0).max(axis=0)
        gains = np.empty((draws, tables))
        for (rest, left_out), smoother in zip(self._parts, self._folds, strict=True):
            told = smoother.fit(flat[rest]).at(self.points[left_out]).reshape(-1, options, tables)
            chosen = told.argmax(axis=1)[:, None]
            taken = np.take_along_axis(benefits[left_out], chosen, axis=1)[:, 0]
            kept = np.take_along_axis(benefits[left_out], now[None, None], axis=1)[:, 0]
            gains[left_out] = taken - kept
        return upper, gains.mean(axis=0), gains
