"""Where the surface is measured: the scenario's own point, steps from it, corners of the range, and a Sobol' sequence.

A planner moves one number, then another: so every number goes to its ends alone from the scenario's own point. Corners
hold the surface at the edges, where all is moved; the sequence fills what lies between.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from netsustain.exploration.designs import unit_points
from netsustain.exploration.surface.levers import Slider
from netsustain.health.intervals import Floats

A_COEFFICIENT = 4
"""Points inside for every coefficient of a quadratic surface: enough to see by leaving one out how wrong it is."""
WHOLE = 16
"""Points inside come in multiples of this: Sobol' points are balanced in powers of two."""


def inside(dimensions: int) -> int:
    """Points of the Sobol' sequence for so many dimensions."""
    coefficients = (dimensions + 1) * (dimensions + 2) // 2
    return -(-A_COEFFICIENT * coefficients // WHOLE) * WHOLE


def corners(dimensions: int) -> Floats:
    """Corners of the unit cube in which any two numbers are low or high together equally often.

    Columns of a Hadamard matrix (Plackett & Burman 1946), (points × dimensions).
    """
    from scipy.linalg import hadamard

    size = 1 << dimensions.bit_length()
    return (hadamard(size)[:, 1 : dimensions + 1].astype(float) + 1) / 2


def steps(sliders: Sequence[Slider]) -> Floats:
    """The scenario's own setting with one number at one of its ends; none where it is there already."""
    own = np.array([each.own for each in sliders])
    ends = [(place, end) for place, each in enumerate(sliders) for end in (each.low, each.high) if end != each.own]
    found = np.tile(own, (len(ends), 1))
    for row, (place, end) in zip(found, ends, strict=True):
        row[place] = end
    return found


def design(sliders: Sequence[Slider], seed: int) -> Floats:
    """Settings to run, (points × sliders), the scenario's own first; all but it in steps that can be set."""
    wide = len(sliders)
    units = np.concatenate([corners(wide), unit_points("sobol", inside(wide), wide, seed)])
    spread = [[each.snapped(share) for each, share in zip(sliders, unit, strict=True)] for unit in units]
    own = np.array([[each.own for each in sliders]])
    return np.concatenate([own, steps(sliders), np.array(spread)])
