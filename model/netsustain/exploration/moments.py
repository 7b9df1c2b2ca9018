"""Counts, means and spreads of every scenario and draw, and of differences from the first scenario.

Rows come part by part, so memory holds a few parts and one set of sums a draw. A run that failed, or that had no
network to begin with, counts in neither means nor differences.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from netsustain.exploration import campaign
from netsustain.exploration.answer import Progress, Status
from netsustain.exploration.campaign import Finished, part
from netsustain.exploration.chunks import Chunk, chunks_of
from netsustain.exploration.crossed import Crossed, widened
from netsustain.exploration.outcomes import numbers_of
from netsustain.exploration.prepared import Prepared, nothing_done, prepared, taken_up
from netsustain.exploration.question import question_of
from netsustain.exploration.reading import Asked
from netsustain.health.intervals import LEVEL, Floats


@dataclass
class Moments:
    """Sums over replicates, each (scenarios × draws × outcomes)."""

    count: Floats
    total: Floats
    squares: Floats

    @classmethod
    def empty(cls, shape: tuple[int, int, int]) -> Moments:
        """Nothing summed yet."""
        return cls(np.zeros(shape), np.zeros(shape), np.zeros(shape))

    def add(self, scenario: int, draws: np.ndarray, values: Floats) -> None:
        """Add rows: the draw of each, and its outcomes (rows × outcomes), NaN where one does not count."""
        first, width = int(draws[0]), int(draws[-1] - draws[0]) + 1
        known = np.isfinite(values)
        plain = np.where(known, values, 0.0)
        powers = ((self.count, known.astype(float)), (self.total, plain), (self.squares, plain * plain))
        for sums, terms in powers:
            for outcome in range(values.shape[1]):
                added = np.bincount(draws - first, weights=terms[:, outcome], minlength=width)
                sums[scenario, first : first + width, outcome] += added

    def join(self, other: Moments) -> None:
        """Add the sums of other replicates of the same draws."""
        self.count += other.count
        self.total += other.total
        self.squares += other.squares

    @property
    def mean(self) -> Floats:
        """Means over replicates; NaN where nothing counts."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return self.total / self.count

    @property
    def variance(self) -> Floats:
        """Variances over replicates; NaN below two."""
        with np.errstate(invalid="ignore", divide="ignore"):
            found = (self.squares - self.total * self.total / self.count) / (self.count - 1)
        return np.where(self.count > 1, np.maximum(found, 0.0), np.nan)


@dataclass(frozen=True)
class Spread:
    """A mean over draws and replicates with its interval, and where its spread comes from; one number an outcome."""

    value: Floats
    low: Floats
    high: Floats
    by_replicate: Floats
    """Standard deviation over replicates within a draw."""
    by_draw: Floats
    """Standard deviation over draws of the mean that endless replicates would give; NaN for one draw."""
    low_chance: Floats
    high_chance: Floats
    """The interval that luck and the choice of draws alone would have; ``low`` and ``high`` hold ignorance too."""

    @property
    def ignorance(self) -> Floats:
        """Share of the interval's width that chance alone would not have; 0 where it has no width."""
        with np.errstate(invalid="ignore", divide="ignore"):
            share = 1.0 - (self.high_chance - self.low_chance) / (self.high - self.low)
        return np.maximum(np.nan_to_num(share), 0.0)


@dataclass(frozen=True)
class Measured:
    """Everything the summaries are made of."""

    names: tuple[str, ...]
    outcomes: tuple[str, ...]
    values: Moments
    differences: Moments
    """Each scenario less the first, run by run."""
    failed: Floats
    """Failed runs, (scenarios × draws)."""
    crossed: tuple[Crossed, Crossed] | None = None
    """Of values and of differences, where all draws ran under the same accepted vectors."""
    horizon: float = np.inf
    """Months of the longest scenario."""

    @property
    def vectors(self) -> int:
        """Accepted vectors that all draws ran under; 0 where there are none to tell apart."""
        return 0 if self.crossed is None else int(self.crossed[0].vector.max()) + 1

    def mean(self, scenario: int) -> Spread:
        """A scenario's means, with intervals that hold ignorance where it can be told."""
        return self._told(self.values, 0, scenario)

    def difference(self, scenario: int) -> Spread:
        """A scenario's differences from the first, with such intervals."""
        return self._told(self.differences, 1, scenario)

    def _told(self, moments: Moments, place: int, scenario: int) -> Spread:
        if self.crossed is None:
            return spread(moments, scenario)
        parts = self.crossed[place].parts(scenario)
        # The vectors are the same in every draw, so that draws differ by what is left of a cell alone.
        found = spread(moments, scenario, parts.chance / np.maximum(parts.vectors, 1))
        ends = (found.value, found.low, found.high)
        low, high = widened(*ends, parts, self.outcomes, self.horizon, difference=place == 1)
        return replace(found, low=low, high=high)


def measured_campaign(
    asked: Asked, folder: Path, *, workers: int | None = None, progress: Progress | None = None
) -> tuple[Finished, Measured]:
    """Run what is missing of an experiment and sum up all its rows; hold the folder meanwhile (``store.locked``).

    Raises
    ------
    QuestionError
        If the folder answers another question.
    """
    ready = prepared(question_of(asked), folder)
    finished = campaign.run(ready, workers=workers, progress=progress)
    return finished, measured(ready)


def campaign_status(asked: Asked, folder: Path) -> Status:
    """How far it is; runs nothing and writes nothing."""
    question = question_of(asked)
    begun = taken_up(question, folder)
    return nothing_done(question) if begun is None else campaign.status(begun)


def measured(ready: Prepared) -> Measured:
    """Sum up all stored rows."""
    names = tuple(ready.question.compiled)
    outcomes = numbers_of(ready.question.experiment.outcomes)
    shape = (len(names), ready.question.draws, len(outcomes))
    crossed = _crossed(ready, shape)
    horizon = float(max(scenario.months for scenario in ready.question.scenarios.values()))
    sums = (Moments.empty(shape), Moments.empty(shape))
    found = Measured(names, outcomes, *sums, np.zeros(shape[:2]), crossed, horizon)
    for chunks in side_by_side(ready):
        reference: Floats | None = None
        for scenario, chunk in enumerate(chunks):
            frame = part(chunk)
            draws, values = frame["draw"].to_numpy(), counted(frame, outcomes)
            reference = values if reference is None else reference
            found.values.add(scenario, draws, values)
            found.differences.add(scenario, draws, values - reference)
            for by_vector, rows in zip(crossed or (), (values, values - reference), strict=False):
                by_vector.add(scenario, rows)
            np.add.at(found.failed[scenario], draws, frame["failed"].to_numpy(dtype=float))
    return found


def _crossed(ready: Prepared, shape: tuple[int, int, int]) -> tuple[Crossed, Crossed] | None:
    """Room for sums by vector; None with one draw, one vector, or vectors that differ from draw to draw."""
    question = ready.question
    vectors = min((0 if each is None else len(each) for each in question.vectors.values()), default=0)
    if question.draws < 2 or vectors < 2 or question.vectors_by != "replicate":
        return None
    vector = (np.arange(question.lucks.replicates) + question.lucks.first) % vectors
    scenarios, _, outcomes = shape
    return Crossed.empty(scenarios, vector, outcomes), Crossed.empty(scenarios, vector, outcomes)


def side_by_side(ready: Prepared) -> Iterator[list[Chunk]]:
    """The parts of all scenarios with the same rows."""
    chunks, wide = chunks_of(ready), len(ready.question.compiled)
    for first in range(0, len(chunks), wide):
        yield chunks[first : first + wide]


def counted(frame: pd.DataFrame, outcomes: tuple[str, ...]) -> Floats:
    """Outcomes (rows × outcomes), NaN in rows that count in nothing."""
    counts = ~frame["failed"].to_numpy(dtype=bool) & (frame["ended"] != "never_formed").to_numpy()
    values = frame[list(outcomes)].to_numpy(dtype=float)
    return np.where(counts[:, None], values, np.nan)


def spread(moments: Moments, scenario: int, noise: Floats | None = None) -> Spread:
    """Mean of a scenario over all draws, each draw weighing the same, with Student's interval.

    With two draws or more these are what is independent; with one draw its replicates are.

    Parameters
    ----------
    noise
        Variance of a draw's mean about what endless lucks would give, of each outcome; that of its replicates over
        their number unless given.
    """
    mean, variance, count = moments.mean[scenario], moments.variance[scenario], moments.count[scenario]
    used = count > 0
    draws = used.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.where(used, mean, 0.0).sum(axis=0) / draws
        within = _mean_known(variance)
        between = np.where(used, (mean - value) ** 2, 0.0).sum(axis=0) / (draws - 1)
        several = draws > 1
        error = np.where(several, between / draws, within / count.sum(axis=0))
        free = np.where(several, draws - 1, count.sum(axis=0) - 1)
        own = within / _mean_known(np.where(used, count, np.nan))
        real = np.maximum(between - (own if noise is None else np.where(np.isnan(noise), own, noise)), 0.0)
        half = student(free) * np.sqrt(error)
        by_draw = np.where(several, np.sqrt(real), np.nan)
    low, high = value - half, value + half
    return Spread(value, low, high, np.sqrt(within), by_draw, low, high)


def _mean_known(values: Floats) -> Floats:
    """Mean of each column over what is known in it."""
    known = np.isfinite(values)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(known, values, 0.0).sum(axis=0) / known.sum(axis=0)


def student(free: Floats | float, level: float = LEVEL) -> Floats:
    """Half width of Student's interval in standard errors; NaN without a degree of freedom."""
    from scipy.special import stdtrit  # scipy.special loads four times faster than scipy.stats

    free = np.asarray(free, dtype=float)
    return np.where(free > 0, stdtrit(np.maximum(free, 1.0), 0.5 + level / 2), np.nan)
