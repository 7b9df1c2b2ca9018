"""Counts, means and spreads of every scenario and draw, and of differences from the first scenario.

Rows come part by part, so memory holds a few parts and one set of sums a draw. A run that failed, or that had no
network to begin with, counts in neither means nor differences.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from netsustain.exploration import campaign
from netsustain.exploration.answer import Progress, Status
from netsustain.exploration.campaign import Finished, part
from netsustain.exploration.chunks import Chunk, chunks_of
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
    found = Measured(names, outcomes, Moments.empty(shape), Moments.empty(shape), np.zeros(shape[:2]))
    for chunks in side_by_side(ready):
        reference: Floats | None = None
        for scenario, chunk in enumerate(chunks):
            frame = part(chunk)
            draws, values = frame["draw"].to_numpy(), counted(frame, outcomes)
            reference = values if reference is None else reference
            found.values.add(scenario, draws, values)
            found.differences.add(scenario, draws, values - reference)
            np.add.at(found.failed[scenario], draws, frame["failed"].to_numpy(dtype=float))
    return found


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


def spread(moments: Moments, scenario: int) -> Spread:
    """Mean of a scenario over all draws, each draw weighing the same, with Student's interval.

    With two draws or more these are what is independent; with one draw its replicates are.
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
        real = np.maximum(between - within / _mean_known(np.where(used, count, np.nan)), 0.0)
        half = student(free) * np.sqrt(error)
        by_draw = np.where(several, np.sqrt(real), np.nan)
    return Spread(value, value - half, value + half, np.sqrt(within), by_draw)


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
