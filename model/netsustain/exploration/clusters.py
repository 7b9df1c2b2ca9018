"""Means and ratios when rows come in groups that share their fate: what is independent is the group.

Networks under the same national shocks, or runs under the same accepted parameter vector, rise and fall together;
counting each as a witness of its own would make intervals too narrow. A mean is the ratio of two sums over groups,
and its error follows from how the groups' sums scatter around it (ratio estimator by linearisation: Cochran 1977,
*Sampling Techniques*, section 6.4), with Student's quantile on groups less one degrees of freedom. Groups of one
row each give the usual interval of a mean.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from netsustain.exploration.moments import student
from netsustain.health.intervals import LEVEL, Floats


class Estimated(NamedTuple):
    """Numbers with their intervals, arrays of one shape; NaN where nothing can be said."""

    value: Floats
    low: Floats
    high: Floats


def ratio_of_sums(numerator: Floats, denominator: Floats, level: float = LEVEL) -> Estimated:
    """The ratio of two sums over groups, column by column.

    Parameters
    ----------
    numerator, denominator
        (groups × columns): a group's part of either sum. A group with nothing in the denominator does not count.

    Returns
    -------
    Estimated
        One number a column; no interval below two groups.
    """
    counts = (denominator != 0) & np.isfinite(numerator)
    above, below = np.where(counts, numerator, 0.0), np.where(counts, denominator, 0.0)
    groups, whole = counts.sum(axis=0), below.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = above.sum(axis=0) / whole
        scatter = np.where(counts, above - value * below, 0.0)
        error = np.sqrt((scatter**2).sum(axis=0) * groups / (groups - 1.0)) / np.abs(whole)
        half = student(groups - 1.0, level) * error
    return Estimated(value, value - half, value + half)


def ratio_less_ratio(
    first: tuple[Floats, Floats], second: tuple[Floats, Floats], level: float = LEVEL
) -> Estimated:
    """One ratio of sums less another over the same groups, column by column, the error of both together.

    Parameters
    ----------
    first, second
        Numerator and denominator as in :func:`ratio_of_sums`, all finite.
    """
    values, scatter = [], np.zeros_like(first[0])
    for sign, (above, below) in ((1.0, first), (-1.0, second)):
        with np.errstate(invalid="ignore", divide="ignore"):
            values.append(above.sum(axis=0) / below.sum(axis=0))
            scatter = scatter + sign * (above - values[-1] * below) / below.sum(axis=0)
    groups = len(scatter)
    value = values[0] - values[1]
    with np.errstate(invalid="ignore", divide="ignore"):
        error = np.sqrt((scatter**2).sum(axis=0) * groups / (groups - 1.0))
    half = student(float(groups - 1), level) * error
    return Estimated(value, value - half, value + half)


def group_sums(values: Floats, groups: np.ndarray, number: int) -> tuple[Floats, Floats]:
    """Sums and counts of what is known in each group.

    Parameters
    ----------
    values
        (rows × columns); NaN does not count.
    groups
        Group of each row, 0 .. ``number`` - 1.

    Returns
    -------
    sums, counts
        (groups × columns).
    """
    known = np.isfinite(values)
    plain = np.where(known, values, 0.0)
    columns = range(values.shape[1])
    sums = [np.bincount(groups, weights=plain[:, column], minlength=number) for column in columns]
    counts = [np.bincount(groups, weights=known[:, column], minlength=number) for column in columns]
    return np.stack(sums, axis=1), np.stack(counts, axis=1)


def grouped_means(values: Floats, groups: np.ndarray, number: int, level: float = LEVEL) -> Estimated:
    """Mean of each column over all rows, its interval from the groups; as :func:`group_sums` and the ratio of both."""
    return ratio_of_sums(*group_sums(values, groups, number), level)
