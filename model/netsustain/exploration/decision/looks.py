"""Looking at results before all runs are made, without seeing differences that are not there.

Whoever stops as soon as an interval leaves out 0 stops too often on luck: the more often one looks, the more.
Intervals of differences are therefore wider by a constant factor, so that a difference that is nothing lies inside at
*every* look in 95 of 100 cases (repeated confidence intervals: Pocock 1977, Jennison & Turnbull 1989). They hold
whenever, and for whatever reason, one stops.

The number of runs doubles from look to look, so the standardised differences at successive looks are a stationary
first-order autoregression with correlation √½, whatever the numbers are; ``CRITICAL`` are its two-sided bounds. Looks
that are closer together than that are more alike, and the bounds then hold more than they say.
"""

from __future__ import annotations

from netsustain.health.intervals import LEVEL

BASE, AT_MOST = 200, 1600
"""Runs of each scenario at the first look, and at the last."""
CRITICAL = (1.9600, 2.1783, 2.3118, 2.4085, 2.4842, 2.5463, 2.5987, 2.6439)
"""Bound of the standardised difference for 1, 2, … looks: inside at all of them with probability 0.95."""
MOST_LOOKS = len(CRITICAL)

assert LEVEL == 0.95  # the bounds are of this level


def totals(base: int, at_most: int) -> list[int]:
    """Runs made by each look: ``base``, twice as many, and so on up to ``at_most``.

    Where that would be more than ``MOST_LOOKS`` looks, the last step is the longest.
    """
    found = [min(base, at_most)]
    while found[-1] < at_most:
        found.append(min(2 * found[-1], at_most) if len(found) < MOST_LOOKS - 1 else at_most)
    return found


def widening(looks: int) -> float:
    """How much wider intervals of differences are because one looks so often."""
    return CRITICAL[looks - 1] / CRITICAL[0]
