"""Shapley effects of the mean response, from blocks that change one factor after another in a random order.

Goda 2021: along x_0 … x_d, where step s takes factor j from a second point, φ_j = E[(m(x_0) − (m(x_{s−1}) +
m(x_s))/2) (m(x_{s−1}) − m(x_s))]; the effects add up to the variance of the mean response. Each product is one of
two different lucks of the block, so chance is in none of them.
"""

from __future__ import annotations

import numpy as np

from netsustain.exploration.sensitivity.blocks import Blocks
from netsustain.exploration.sensitivity.products import across, within
from netsustain.exploration.sensitivity.resampling import resampled_means
from netsustain.health.intervals import Floats


def estimated(blocks: Blocks, order: np.ndarray, seed: int) -> tuple[Floats, Floats]:
    """Effects as shares of the variance of the mean response, then the share of chance in that of single runs.

    Parameters
    ----------
    order
        (blocks × factors): which factor each step changes.

    Returns
    -------
    value, resampled
        (factors + 1) and (resamples × factors + 1).
    """
    terms = _terms(blocks.values - blocks.values.mean(), order)
    return _shares(terms.mean(axis=0)), _shares(resampled_means(terms, seed))


def _terms(values: Floats, order: np.ndarray) -> Floats:
    """(blocks × factors + 1): each factor's part of the variance, and the variance over lucks."""
    before, after = values[:, :-1], values[:, 1:]
    steps = across(values[:, :1] - (before + after) / 2, before - after)
    by_factor = np.empty_like(steps)
    np.put_along_axis(by_factor, order, steps, axis=1)
    ends = values[:, [0, -1]]
    noise = (within(ends, ends) - across(ends, ends)).mean(axis=1)
    return np.concatenate([by_factor, noise[:, None]], axis=1)


def _shares(means: Floats) -> Floats:
    effects, noise = means[..., :-1], means[..., -1:]
    whole = effects.sum(axis=-1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = np.where(whole > 0, effects / whole, np.nan)
        chance = np.where(whole + noise > 0, noise / (whole + noise), np.nan)
    return np.concatenate([shares, chance], axis=-1)
