"""The terms of the surface: each number on a scale of its own, then powers and products.

A number between ``low`` and ``high`` is placed at 0-1 and bent: most doses do most of their work early, so that the
scale ``log(1 + bend × place) / log(1 + bend)`` makes their effect straighter; a negative bend does the same from the
other end, 0 leaves the place as it is. The terms of degree 2 are 1, every scaled number s (−1 to 1), every square and
every product of two; degree 3 adds every cube.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from netsustain.health.intervals import Floats

BENDS = (0.0, 3.0, 12.0, -3.0)
DEGREES = (1, 2, 3)


@dataclass(frozen=True)
class Basis:
    """How a setting becomes the terms of the surface."""

    low: tuple[float, ...]
    high: tuple[float, ...]
    bends: tuple[float, ...]
    degree: int = 2

    @property
    def terms(self) -> int:
        """How many there are."""
        wide = len(self.low)
        return 1 + wide + (wide * (wide + 1) // 2 if self.degree >= 2 else 0) + (wide if self.degree >= 3 else 0)

    @property
    def plain(self) -> int:
        """The first terms: a constant and straight lines."""
        return 1 + len(self.low)

    def bent(self, place: int, bend: float) -> Basis:
        """The same with another bend of one number."""
        return replace(self, bends=(*self.bends[:place], bend, *self.bends[place + 1 :]))

    def scaled(self, settings: Floats) -> Floats:
        """Settings on the scales from −1 to 1, (points × sliders)."""
        low, high = np.array(self.low), np.array(self.high)
        share = (np.atleast_2d(settings) - low) / (high - low)
        columns = [2 * _bent(share[:, place], bend) - 1 for place, bend in enumerate(self.bends)]
        return np.stack(columns, axis=1)

    def of(self, settings: Floats) -> Floats:
        """Terms of settings, (points × terms)."""
        scaled = self.scaled(settings)
        wide = scaled.shape[1]
        columns = [np.ones(len(scaled)), *scaled.T]
        if self.degree >= 2:
            columns += [scaled[:, first] * scaled[:, second] for first in range(wide) for second in range(first + 1)]
        if self.degree >= 3:
            columns += list(scaled.T**3)
        return np.stack(columns, axis=1)


def _bent(share: Floats, bend: float) -> Floats:
    if bend < 0:
        return 1 - _bent(1 - share, -bend)
    return np.log1p(bend * share) / np.log1p(bend) if bend else share
