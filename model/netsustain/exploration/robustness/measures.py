"""Measures of how well scenarios do over futures, each from the true means of every future.

McPhail et al. 2018 (Earth's Future 6) compare such measures: they answer different questions and need not agree.
Throughout, values are (draws × scenarios) and more is better; a measure is one number a scenario.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from netsustain.exploration.pairs import chance_of_highest
from netsustain.health.intervals import Floats

FEW = 0.1
"""The share of worst futures, or of largest regrets, that a measure of bad cases looks at."""


def regrets(values: Floats) -> Floats:
    """What choosing a scenario gives away in each future against the best choice there (Savage 1951)."""
    return values.max(axis=1, keepdims=True) - values


def better(values: Floats) -> Floats:
    """Share of futures in which a scenario does better than the first, half of the ties included; NaN for the first."""
    ahead = (values > values[:, :1]).mean(axis=0) + (values == values[:, :1]).mean(axis=0) / 2
    return np.concatenate([[np.nan], ahead[1:]])


def satisfied(values: Floats, threshold: float) -> Floats:
    """Share of futures that are good enough: Starr's domain criterion (Starr 1963)."""
    return np.asarray((values >= threshold).mean(axis=0))


def signal_to_noise(values: Floats) -> Floats:
    """Mean over futures in standard deviations over futures; times it where the mean is negative.

    So more of it is better either way, as where less of an outcome is better and its sign was turned (McPhail et al.
    2018). Infinite for a positive mean that never varies, NaN for one future.
    """
    if len(values) < 2:
        return np.full(values.shape[1], np.nan)
    mean, spread = values.mean(axis=0), values.std(axis=0, ddof=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(mean > 0, mean / spread, mean * spread))


MEASURES: dict[str, Callable[[Floats, float], Floats]] = {
    "mean": lambda values, _: values.mean(axis=0),
    "better": lambda values, _: better(values),
    "best": lambda values, _: chance_of_highest(values),
    "satisfied": satisfied,
    "regret": lambda values, _: regrets(values).mean(axis=0),
    "regret_few": lambda values, _: np.quantile(regrets(values), 1 - FEW, axis=0),
    "regret_worst": lambda values, _: regrets(values).max(axis=0),
    "low_few": lambda values, _: np.quantile(values, FEW, axis=0),
    "worst": lambda values, _: values.min(axis=0),
    "hurwicz": lambda values, _: (values.min(axis=0) + values.max(axis=0)) / 2,
    "signal_to_noise": lambda values, _: signal_to_noise(values),
}
"""Name → function of (values, threshold)."""
CRITERIA: dict[str, int] = {
    "mean": 1, "best": 1, "satisfied": 1, "regret_few": -1, "regret_worst": -1, "worst": 1, "signal_to_noise": 1,
}  # fmt: skip
"""Measures that choose a scenario: the one with most (1) or least (-1) of it. Mean regret would choose as the mean."""
EXTREME = ("regret_worst", "worst", "hurwicz")
"""Measures of the single worst or best future: they are of the futures seen, not of all that could be drawn."""


def measured_by(values: Floats, threshold: float) -> dict[str, Floats]:
    """Every measure."""
    return {name: np.asarray(measure(values, threshold), dtype=float) for name, measure in MEASURES.items()}


def chosen_by(measure: Floats, sign: int) -> Floats:
    """One for the scenario that a criterion chooses, zero for the others; ties are split evenly."""
    shown = np.nan_to_num(sign * measure, nan=-np.inf)
    if not len(shown) or shown.max() == -np.inf:
        return np.full(len(shown), np.nan)
    top = shown >= shown.max()
    return np.asarray(top / top.sum())
