"""Elementary effects of the mean response (Morris 1991; Campolongo, Cariboni & Saltelli 2007), apart from chance.

An elementary effect is the change of the outcome when one factor moves by a step of its range, over the step; here
under each of the trajectory's lucks.

    mu       mean effect                                        of the mean over lucks: chance adds spread, no bias
    sigma²   variance of effects over the factors' space        product of effects under two lucks, less mu²
    rms²     mean squared effect, mu² + sigma²                  product of effects under two lucks
    mu*      mean absolute effect                               of the mean over lucks: chance raises it, see ``floor``
    floor    mu* that chance alone makes at so many lucks       from signed sums of lucks, in which every effect cancels

No product makes the absolute value unbiased, so mu* is shown beside what chance alone would give, and whether an
effect is there at all is told by rms².
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netsustain.exploration.sensitivity.blocks import Blocks
from netsustain.exploration.sensitivity.products import across, squared_mean
from netsustain.exploration.sensitivity.resampling import resampled_means
from netsustain.health.intervals import Floats


@dataclass(frozen=True)
class Effects:
    """In units of the outcome for the whole range of a factor; each (… × factors)."""

    mu: Floats
    mu_star: Floats
    floor: Floats
    square: Floats
    """rms²: an estimate, so it may lie below 0."""
    variance: Floats
    """sigma²: likewise."""


def effects(blocks: Blocks, points: Floats, groups: np.ndarray, seed: int) -> tuple[Effects, Effects]:
    """Effects from all trajectories and from trajectories drawn again.

    Parameters
    ----------
    points
        (blocks × rows × factors), in the unit cube.
    groups
        Group of every factor, 0, 1, …; factors of a group move together, and the sign of their effect says nothing.
    """
    each = elementary(blocks.values, points, groups)
    terms = _terms(each)
    number, wide = blocks.number, each.shape[1]
    return _effects(terms.mean(axis=0), number, wide), _effects(resampled_means(terms, seed), number, wide)


def elementary(values: Floats, points: Floats, groups: np.ndarray) -> Floats:
    """Elementary effects, (blocks × groups × lucks).

    Raises
    ------
    ValueError
        If a step moves no group or several.
    """
    moved = np.diff(points, axis=1)
    number = int(groups.max()) + 1
    member = np.eye(number)[groups]  # (factors × groups)
    touched = (np.abs(moved) > 0) @ member > 0
    if (touched.sum(axis=2) != 1).any():
        raise ValueError("points: got a step that does not move exactly one factor or group, expected a trajectory")
    which = touched.argmax(axis=2)
    alone = member.sum(axis=0)[which] == 1
    size = np.abs(moved).max(axis=2)
    step = np.where(alone, np.sign(moved.sum(axis=2)), 1.0) * size
    change = np.diff(values, axis=1) / step[:, :, None]
    found = np.empty_like(change)
    np.put_along_axis(found, which[:, :, None], change, axis=1)
    return found


def _terms(each: Floats) -> Floats:
    """(blocks × 5 factors): mean effect, its square, its size, that of chance, and the product over two lucks."""
    level = each.mean(axis=2)
    return np.concatenate([level, level**2, np.abs(level), np.abs(_noise(each)), across(each, each)], axis=1)


def _noise(each: Floats) -> Floats:
    """A sum over lucks in which every effect cancels and noise spreads as it does in the mean over lucks."""
    lucks = each.shape[2]
    even = lucks // 2 * 2
    signs = np.where(np.arange(even) % 2, -1.0, 1.0)
    return (each[:, :, :even] @ signs) / np.sqrt(even * lucks)


def _effects(means: Floats, blocks: int, factors: int) -> Effects:
    level, squares, size, floor, product = np.split(means, [factors * place for place in range(1, 5)], axis=-1)
    return Effects(level, size, floor, product, product - squared_mean(level, squares, blocks))
