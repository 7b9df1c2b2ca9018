"""Means with what is luck and what is ignorance of them, and in how many accepted vectors they hold."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from netsustain.health.ignorance import components, share_positive
from netsustain.health.intervals import LEVEL


class Told(NamedTuple):
    """A mean of runs.

    ``low`` and ``high`` hold luck and not knowing the parameters; ``half_chance`` is the half width of luck alone;
    ``holds`` is the estimated number of the ``vectors`` under which the mean is above 0.
    """

    value: float
    low: float
    high: float
    half_chance: float
    holds: float
    vectors: int

    @property
    def ignorance(self) -> float:
        """Share of the squared half width that comes from not knowing the parameters."""
        half = (self.high - self.low) / 2
        return 0.0 if half <= 0 else max(1 - (self.half_chance / half) ** 2, 0.0)

    def stored(self) -> dict[str, float]:
        """As plain data, with the share of ignorance."""
        return {**{name: round(float(value), 4) for name, value in self._asdict().items()}, "ignorance": self.ignorance}


def told(values: pd.Series | np.ndarray, vector: pd.Series | np.ndarray, within: pd.Series | None = None) -> Told:
    """The mean of values that ran under vectors.

    Parameters
    ----------
    within
        A condition the design set (a draw): its mean is no luck and is taken out before the luck is measured.
    """
    from scipy.special import stdtrit

    raw = np.asarray(values, dtype=float)
    mean = float(raw.mean())
    centred = raw if within is None else raw - pd.Series(raw).groupby(np.asarray(within)).transform("mean") + mean
    column = np.asarray(centred, dtype=float)[:, None]
    parts = components(column, np.ones_like(column), np.asarray(vector))
    number = int(parts.vectors[0])
    if number < 2:
        half = float(stdtrit(len(raw) - 1, 0.5 + LEVEL / 2) * column.std(ddof=1) / np.sqrt(len(raw)))
        return Told(mean, mean - half, mean + half, half, float(mean > 0), 1)
    chance, ignorance = float(np.nan_to_num(parts.chance[0])), float(np.nan_to_num(parts.ignorance[0]))
    half_chance = float(stdtrit(len(raw) - number, 0.5 + LEVEL / 2)) * np.sqrt(chance / len(raw))
    spread = float(stdtrit(number - 1, 0.5 + LEVEL / 2)) ** 2 * ignorance * (1 + float(parts.repeats[0]))
    half = float(np.sqrt(half_chance**2 + spread))
    holds = float(share_positive(np.array([mean]), parts)[0]) * number
    return Told(mean, mean - half, mean + half, float(half_chance), holds, number)
