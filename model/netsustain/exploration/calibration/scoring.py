"""How far a draw is from the published numbers, in standard deviations.

Shares are compared on the scale of log-odds, where a sampling error is about the same near 0 and in the middle.
The published band counts as a 95 % interval, each side with its own width; to its variance are added that of
the simulation and a stated discrepancy between the model's world and the study's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netsustain.validation.pattern import Measured, Target

NORMAL_95 = 1.959964
FAR = 99.0
LEAST_SHARE = 1e-3
"""Shares nearer to 0 or 1 than this are told apart by nobody."""
SHARE_UNITS = ("share", "1/year")
"""Units of targets that are chances or shares."""


def log_odds(share: np.ndarray) -> np.ndarray:
    """Log-odds of shares, kept finite."""
    inside = np.clip(share, LEAST_SHARE, 1.0 - LEAST_SHARE)
    return np.log(inside / (1.0 - inside))


@dataclass(frozen=True)
class Scale:
    """The scale a target is compared on, with the published value and the spreads on either side of it."""

    name: str
    is_share: bool
    published: float
    below: float
    above: float
    discrepancy: float
    target: Target | None = None
    """Set for an ordinal target: it is hit or missed, nothing between."""

    def transformed(self, value: np.ndarray) -> np.ndarray:
        """Values on the target's scale."""
        return log_odds(value) if self.is_share else value

    def transformed_error(self, value: np.ndarray, error: np.ndarray) -> np.ndarray:
        """Standard errors on the target's scale: half of what one error less to one more comes to there.

        The slope at the value (the delta method) would not do: it has no end near 0 and 1, so that a share of 1 would
        come with an error that any published number lies within.
        """
        if not self.is_share:
            return error
        return np.asarray(0.5 * (log_odds(value + error) - log_odds(value - error)))

    def spread(self, difference: np.ndarray) -> np.ndarray:
        """Published spread and discrepancy, on the side the difference lies."""
        side = np.where(difference > 0, self.above, self.below)
        return np.asarray(np.sqrt(side**2 + self.discrepancy**2))

    def distances(self, value: np.ndarray, error: np.ndarray) -> np.ndarray:
        """Signed distances from the published value, in standard deviations; NaN and a missed line count as far."""
        if self.target is not None:
            hits = [self.target.holds(Measured(*pair)) for pair in zip(value, error, strict=True)]
            return np.where(hits, 0.0, FAR)
        difference = self.transformed(value) - self.published
        spread = np.hypot(self.spread(difference), self.transformed_error(value, error))
        return np.nan_to_num(difference / spread, nan=FAR)


def scale_of(name: str, target: Target, discrepancy: float) -> Scale:
    """The scale of a published number; a side without a bound takes the width of the other."""
    if target.ordinal:
        return Scale(name, False, np.nan, np.nan, np.nan, np.nan, target)
    is_share = target.unit in SHARE_UNITS
    ends = np.array([target.low, target.published, target.high])
    if is_share:
        ends = np.where(np.isfinite(ends), log_odds(ends), ends)
    below, above = (ends[1] - ends[0]) / NORMAL_95, (ends[2] - ends[1]) / NORMAL_95
    below, above = (below, above) if np.isfinite(below) else (above, above)
    above = above if np.isfinite(above) else below
    return Scale(name, is_share, float(ends[1]), float(below), float(above), discrepancy)
