"""How scenarios do over the futures seen, cleared of luck, with intervals and how surely each criterion chooses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netsustain.exploration.robustness.blurred import Blurred
from netsustain.exploration.robustness.likely import Likely
from netsustain.exploration.robustness.measures import CRITERIA, EXTREME, chosen_by, measured_by
from netsustain.health.intervals import LEVEL, Floats

MOST_SAMPLES, LEAST_SAMPLES, CELLS = 300, 100, 200_000
"""Samples of the futures; fewer where there are many futures, since then each says the same."""
THRESHOLDS, CURVE = 61, "curve"


@dataclass(frozen=True)
class Assessed:
    """Measures by name, one number a scenario; more is better in all values."""

    value: dict[str, Floats]
    low: dict[str, Floats]
    high: dict[str, Floats]
    chosen: dict[str, Floats]
    """By criterion: how surely it chooses each scenario, given luck and that other futures might have been drawn."""
    thresholds: Floats
    """What might be good enough, over the range of the means."""
    curve: Floats
    """Share of futures that are, (thresholds × scenarios)."""
    curve_low: Floats
    curve_high: Floats

    def choice(self, criterion: str) -> int:
        """The scenario that a criterion chooses; the most surely chosen, by its place."""
        sure = np.nan_to_num(self.chosen[criterion], nan=-1.0)
        return int(sure.argmax())


def assess(seen: Blurred, threshold: float, seed: int, samples: int | None = None) -> Assessed:
    """Measure scenarios over the futures seen.

    A value is the mean over samples of the likely truth. An interval holds luck and, but for measures of single
    futures (``EXTREME``), that other futures might have been drawn: futures are drawn anew with replacement, and their
    likely truth with them.

    Parameters
    ----------
    threshold
        What is good enough.
    seed
        Of the samples: the same seed gives the same numbers.
    samples
        How many; as many as the number of futures asks for unless given.
    """
    likely, futures = Likely(seen), len(seen.means)
    number = samples or int(np.clip(CELLS // max(futures, 1), LEAST_SAMPLES, MOST_SAMPLES))
    generator = np.random.Generator(np.random.PCG64([seed, 1]))
    thresholds = np.linspace(*_range(seen), THRESHOLDS)
    here, anew = [], []
    for _ in range(number):
        here.append(_sampled(likely.sample(generator), threshold, thresholds))
        again = generator.integers(0, futures, futures)
        anew.append(_sampled(likely.sample(generator, again), threshold, thresholds))
    return _assessed(_stacked(here), _stacked(anew), thresholds)


def _range(seen: Blurred) -> tuple[float, float]:
    """Where the means of the futures lie; a little room where all are the same."""
    low, high = float(seen.means.min()), float(seen.means.max())
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _sampled(values: Floats, threshold: float, thresholds: Floats) -> dict[str, Floats]:
    """Every measure of one sample, and the curve of shares that are good enough."""
    ordered = np.sort(values, axis=0)
    below = np.stack([np.searchsorted(column, thresholds, side="left") for column in ordered.T], axis=1)
    return {**measured_by(values, threshold), CURVE: 1.0 - below / len(values)}


def _assessed(here: dict[str, Floats], anew: dict[str, Floats], thresholds: Floats) -> Assessed:
    spread = {name: here[name] if name in EXTREME else anew[name] for name in here}
    value = {name: each.mean(axis=0) for name, each in here.items()}
    low, high = (_quantiles(spread, 0.5 + side * LEVEL / 2) for side in (-1, 1))
    chosen = {
        name: np.mean([chosen_by(each, sign) for each in spread[name]], axis=0) for name, sign in CRITERIA.items()
    }
    curves = [each.pop(CURVE) for each in (value, low, high)]
    return Assessed(value, low, high, chosen, thresholds, *curves)


def _stacked(samples: list[dict[str, Floats]]) -> dict[str, Floats]:
    return {name: np.stack([sample[name] for sample in samples]) for name in samples[0]}


def _quantiles(samples: dict[str, Floats], share: float) -> dict[str, Floats]:
    return {name: np.quantile(each, share, axis=0, method="nearest") for name, each in samples.items()}
