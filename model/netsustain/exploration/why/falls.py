"""Which level fell first, lastingly, and further than it does in networks that live on.

A level has *fallen* in a month when it is

1. below its mean over the six months before (three at least) by a tenth or more,
2. further below than in 95 of 100 networks that were still alive a year later, in the same months (two on either side
   are taken together, since there may be few; where fewer than 20 such values are known the first rule alone holds),
3. and never comes back to that mean while the network lives.

The second takes away what all networks go through, such as a budget cut or the end of the first enthusiasm; the third
takes away ups and downs. All numbers are assumed: they say what is told, and change no run.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netsustain.exploration.why.courses import WATCHED, Courses
from netsustain.health.intervals import Floats

HISTORY, LEAST_HISTORY = 6, 3
"""Months whose mean a level is held against, and the fewest."""
LEAST = 0.10
UNUSUAL = 0.05
"""Share of the networks that live on in which a level falls as far."""
LIVES_ON = 12
"""Months after which a network that is still alive counts as one that lives on."""
AROUND = 2
ENOUGH = 20


@dataclass(frozen=True)
class Falls:
    """Falls of the watched levels.

    Attributes
    ----------
    fallen
        (networks × months × levels): fallen in that month.
    change, before
        Relative change against the mean of the months before, and that mean; NaN where it is not known.
    compared
        Whether there were networks that live on to hold them against, (months,).
    """

    fallen: np.ndarray
    change: Floats
    before: Floats
    compared: np.ndarray

    def first_months(self) -> np.ndarray:
        """First month (from 1) in which each level has fallen, 0 where it never did: (networks × levels)."""
        found: np.ndarray = np.where(self.fallen.any(axis=1), self.fallen.argmax(axis=1) + 1, 0)
        return found


def falls(given: Courses) -> Falls:
    """Falls of every watched level of every network."""
    later = given.end[:, None] > np.arange(1, given.horizon + 1)[None, :] + LIVES_ON
    fallen, changes, befores, compared = [], [], [], np.ones(given.horizon, dtype=bool)
    for name in WATCHED:
        level = given.levels[name]
        before = mean_before(level)
        change = np.divide(level, before, out=np.full_like(level, np.nan), where=before > 0) - 1.0
        usual = bound(np.where(later, change, np.nan))
        compared &= np.isfinite(usual)
        fallen.append((change < np.fmin(usual, -LEAST)[None, :]) & (highest_from(level) < before))
        changes.append(change)
        befores.append(before)
    return Falls(np.stack(fallen, axis=2), np.stack(changes, axis=2), np.stack(befores, axis=2), compared)


def mean_before(level: Floats) -> Floats:
    """Mean over the months before each month, at most ``HISTORY`` and at least ``LEAST_HISTORY``; else NaN."""
    found = np.full_like(level, np.nan)
    for month in range(LEAST_HISTORY, level.shape[1]):
        found[:, month] = level[:, max(0, month - HISTORY) : month].mean(axis=1)
    return np.where(np.isfinite(level), found, np.nan)


def bound(change: Floats) -> Floats:
    """The change that all but ``UNUSUAL`` of the known ones stay above, month by month; NaN where few are known."""
    found = np.full(change.shape[1], np.nan)
    for month in range(change.shape[1]):
        near = change[:, max(0, month - AROUND) : month + AROUND + 1]
        known = near[np.isfinite(near)]
        if len(known) >= ENOUGH:
            found[month] = np.quantile(known, UNUSUAL)
    return found


def highest_from(level: Floats) -> Floats:
    """The highest level from each month on, while the network lives."""
    known = np.where(np.isfinite(level), level, -np.inf)
    found: Floats = np.maximum.accumulate(known[:, ::-1], axis=1)[:, ::-1]
    return found
