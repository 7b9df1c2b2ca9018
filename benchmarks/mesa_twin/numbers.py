"""Small functions of the formulas."""

from __future__ import annotations

import math
from collections.abc import Iterable


def clip(value: float, low: float = 0.0, high: float = 1.0) -> float:
    """The value, or the end of the range it is beyond."""
    return min(max(value, low), high)


def logistic(x: float) -> float:
    """Log-odds as a share."""
    return 1.0 / (1.0 + math.exp(min(max(-x, -708.0), 708.0)))


def power(base: float, exponent: float) -> float:
    """A power, 0 for a base that is not above 0."""
    return math.exp(exponent * math.log(base)) if base > 0.0 else 0.0


def mean(values: Iterable[float]) -> float:
    """The mean, 0 of nothing."""
    total, count = 0.0, 0
    for value in values:
        total += value
        count += 1
    return total / count if count else 0.0
