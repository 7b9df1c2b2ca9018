"""Sobol' indices of the mean response, and of luck, from blocks of A, AB, BA and B rows.

f(X, ω) is a run, m(X) = E[f | X] its mean over luck. With V = Var m(X):

    first-order   S_j = Var E[m | X_j] / V          = E[m(B) (m(AB_j) − m(A))] / V              (Saltelli et al. 2010)
    total-order   T_j = E Var[m | X_~j] / V         = E[(m(A) − m(AB_j))²] / 2V                 (Jansen 1999)
    second-order  S_jk = (Var E[m | X_j, X_k] − V_j − V_k) / V, from m(BA_j) m(AB_k)             (Saltelli 2002)

AB_j is the row A with X_j (or all factors of group j) taken from B; BA_j the other way round. Each product of two m is
estimated by the product of f under two different lucks of the block. Luck is one more input, independent of the
others, so with the variance of single runs W = Var f it has indices too:

    first-order   Var E[f | ω] / W, from f(A, ω) f(B, ω);     total-order   E Var[f | X] / W = 1 − V / W

and a factor has, beside those of the mean, its first- and total-order share of single runs, V_j / W and
E Var[f | X_~j, ω] / W: what it does together with luck is in the latter.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from netsustain.exploration.sensitivity.blocks import Blocks
from netsustain.exploration.sensitivity.products import across, squared_mean, within
from netsustain.exploration.sensitivity.resampling import RESAMPLES, resampled_means
from netsustain.health.intervals import Floats

_COMMON = 5
"""Terms before those of factors: mean, its square, product over two lucks, over one luck, and of A and B."""


@dataclass(frozen=True)
class Variances:
    """Parts of variance, each (…) or (… × factors); estimates, so they may lie below 0."""

    mean: Floats
    of_means: Floats
    """V: of the mean response."""
    of_runs: Floats
    """W: of single runs."""
    luck_first: Floats
    first: Floats
    total: Floats
    total_with_luck: Floats
    closed: Floats
    """Of pairs of factors, in the order of ``pairs``; no columns without BA rows."""

    @property
    def indices(self) -> Floats:
        """First-order, total-order and second-order indices of the mean, side by side; NaN where V is not positive."""
        first, second = self.first, self.closed
        if second.shape[-1]:
            left, right = (list(side) for side in zip(*pairs(first.shape[-1]), strict=True))
            second = second - first[..., left] - first[..., right]
        return _shares(np.concatenate([first, self.total, second], axis=-1), self.of_means)

    @property
    def of_single_runs(self) -> Floats:
        """First-order, total-order shares of single runs' variance: of factors and, last of each, of luck."""
        chance = self.of_runs - self.of_means
        parts = [self.first, self.luck_first[..., None], self.total_with_luck, chance[..., None]]
        return _shares(np.concatenate(parts, axis=-1), self.of_runs)


@dataclass(frozen=True)
class Estimated:
    """Variances from all blocks and from blocks drawn again."""

    value: Variances
    resampled: Variances


def pairs(factors: int) -> list[tuple[int, int]]:
    """All pairs of factors in order."""
    return list(combinations(range(factors), 2))


def rows_a_block(factors: int, second_order: bool) -> int:
    """A, AB of each factor, BA of each if second-order indices are wanted, B."""
    return 2 + factors * (2 if second_order else 1)


def estimated(blocks: Blocks, second_order: bool, seed: int, resamples: int = RESAMPLES) -> Estimated:
    """Variances with their bootstrap, from two blocks or more."""
    terms = _terms(blocks.values - blocks.values.mean(), second_order)
    factors = (blocks.values.shape[1] - 2) // (2 if second_order else 1)
    number, centre = blocks.number, float(blocks.values.mean())
    resampled = resampled_means(terms, seed, resamples)
    return Estimated(
        _variances(terms.mean(axis=0), number, factors, centre), _variances(resampled, number, factors, centre)
    )


def _terms(values: Floats, second_order: bool) -> Floats:
    """What is averaged over blocks, (blocks × terms); of values less their overall mean, which loses no digits.

    One side of a product is less the mean of the *other* blocks: that takes away most of the variance of the product
    (Owen 2013) and, being independent of the block, adds no bias.
    """
    factors = (values.shape[1] - 2) // (2 if second_order else 1)
    a, b, mixed = values[:, 0], values[:, -1], values[:, 1 : 1 + factors]
    level = (a.mean(axis=-1) + b.mean(axis=-1)) / 2
    common = [level, level**2, (across(a, a) + across(b, b)) / 2, (within(a, a) + within(b, b)) / 2]
    common.append(within(a, b) - across(a, b))
    others = -values.mean(axis=(1, 2))[:, None] / (len(values) - 1)
    moved = mixed - a[:, None]
    first = across((b - others)[:, None], moved)
    total, with_luck = across(moved, moved) / 2, within(moved, moved) / 2
    closed = np.zeros((len(values), 0))
    if second_order:
        back = values[:, 1 + factors : 1 + 2 * factors]
        unmoved = back - b[:, None]
        first = (first + across((a - others)[:, None], unmoved)) / 2
        total = (total + across(unmoved, unmoved) / 2) / 2
        with_luck = (with_luck + within(unmoved, unmoved) / 2) / 2
        closed = _closed(mixed - others[:, None], back - others[:, None], across(a - others, b - others))
    return np.concatenate([np.stack(common, axis=1), first, total, with_luck, closed], axis=1)


def _closed(mixed: Floats, back: Floats, apart: Floats) -> Floats:
    """Var E[m | X_j, X_k] of every pair: AB_k and BA_j share X_j and X_k and nothing else; A and B share nothing."""
    every = pairs(mixed.shape[1])
    found = [(across(back[:, j], mixed[:, k]) + across(back[:, k], mixed[:, j])) / 2 - apart for j, k in every]
    return np.stack(found, axis=1) if found else np.zeros((len(mixed), 0))


def _variances(means: Floats, blocks: int, factors: int, centre: float) -> Variances:
    level, squares, two, one, luck = (means[..., place] for place in range(_COMMON))
    square = squared_mean(level, squares, blocks)
    edges = _COMMON + factors * np.arange(4)
    first, total, with_luck = (means[..., edges[place] : edges[place + 1]] for place in range(3))
    return Variances(
        level + centre, two - square, one - square, luck, first, total, with_luck, means[..., edges[3] :]
    )


def _shares(parts: Floats, whole: Floats) -> Floats:
    """Parts of a whole; NaN where there is none."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(whole[..., None] > 0, parts / whole[..., None], np.nan)
