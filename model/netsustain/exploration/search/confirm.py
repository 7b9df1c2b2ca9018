"""Judging what a search found by fresh numbers: other futures and other lucks.

A search keeps what looked best, and what looks best has been lucky too (Smith & Winkler 2006: the optimizer's curse),
the more so the more policies were tried in the same futures. So its own numbers are never told as what a policy
achieves. Every policy of its front is run again, with references that nobody selected, and everything said rests on
that: which policies none dominates, their intervals, and by how much the search's own numbers were too good.

Intervals are percentiles of a bootstrap of whole futures, the same resample for every policy. Where runs of all
futures share accepted parameter vectors, futures and vectors are resampled apart from each other (Owen 2007), which
is on the safe side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from netsustain.exploration.search.front import nondominated
from netsustain.exploration.search.objectives import Objective, Runs, estimates, smaller_is_better, weighted
from netsustain.health.intervals import LEVEL, Floats

RESAMPLES = 1000
AT_ONCE = 50
"""Resamples worked out together: more would only take more memory."""


@dataclass(frozen=True)
class Interval:
    """A number with its 95 % interval; arrays of one shape."""

    value: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Confirmed:
    """Policies as fresh runs show them.

    Attributes
    ----------
    objectives
        (policies × objectives), in the objectives' own units.
    resampled
        (resamples × policies × objectives).
    on_front
        Which policies none of those that could be chosen dominates.
    stays
        Share of resamples in which that is so.
    """

    objectives: Interval
    resampled: Floats
    on_front: np.ndarray
    stays: Floats


def confirmed(objectives: Sequence[Objective], runs: Runs, eligible: np.ndarray, seed: int) -> Confirmed:
    """Judge policies by fresh runs.

    Parameters
    ----------
    eligible
        Which policies may be chosen (those within the budget); others are estimated but on no front.
    seed
        Of the bootstrap.
    """
    runs = runs.by_future()
    value = estimates(objectives, runs)
    again = np.concatenate([weighted(objectives, runs, each) for each in resamples(runs, seed)])
    on_front, stays = _front(objectives, value[None], eligible)[0], _front(objectives, again, eligible).mean(axis=0)
    return Confirmed(Interval(value, *_ends(again)), again, on_front, stays)


def _front(objectives: Sequence[Objective], values: Floats, eligible: np.ndarray) -> np.ndarray:
    """Which policies no eligible one dominates, (resamples × policies); False for those that are not eligible."""
    found = np.zeros(values.shape[:2], dtype=bool)
    turned = smaller_is_better(objectives, values[:, eligible])
    for number, each in enumerate(turned):  # a resample at a time: all at once would not fit
        found[number, eligible] = nondominated(each)
    return found


def resamples(runs: Runs, seed: int, number: int = RESAMPLES) -> Iterator[Floats]:
    """How often each run counts in each resample, some resamples at a time: (resamples × futures × runs)."""
    generator = np.random.Generator(np.random.PCG64([seed, 2]))
    futures, replicates = runs.values.shape[1:3]
    for first in range(0, number, AT_ONCE):
        size = min(AT_ONCE, number - first)
        rows = generator.multinomial(futures, np.full(futures, 1 / futures), size).astype(float)
        if runs.crossed:
            columns = generator.multinomial(replicates, np.full(replicates, 1 / replicates), size).astype(float)
        else:
            columns = np.ones((size, replicates))
        yield rows[:, :, None] * columns[:, None, :]


def _ends(resampled: Floats) -> tuple[Floats, Floats]:
    """Ends of the percentile interval over the first axis."""
    tail = (1 - LEVEL) / 2
    low, high = np.nanquantile(resampled, [tail, 1 - tail], axis=0, method="nearest")
    return low, high


# ---- how much too good ----------------------------------------------------------------------------


def too_good(objectives: Sequence[Objective], searched: Runs, fresh: Runs, selected: np.ndarray, seed: int) -> Interval:
    """By how much the search's numbers were better than fresh ones, on average over what it selected; one an objective.

    Counted as the lead over the policies that nobody selected: the futures of the search may be kinder or harder than
    the fresh ones to everybody, and that is no fault of the search. Positive where the search promised too much, in
    the objective's unit; the interval holds the luck of both sets of futures.

    Parameters
    ----------
    selected
        Which policies the search chose; if it chose all, the numbers are compared as they are.
    """
    aims = np.array([each.aim for each in objectives])
    mine, other = searched.by_future(), fresh.by_future()
    pairs = zip(resamples(mine, seed), resamples(other, seed + 1), strict=True)
    again = [
        _lead(weighted(objectives, mine, one), selected) - _lead(weighted(objectives, other, two), selected)
        for one, two in pairs
    ]
    found = _lead(estimates(objectives, mine), selected) - _lead(estimates(objectives, other), selected)
    low, high = _ends(aims * np.concatenate(again))
    return Interval(aims * found, low, high)


def _lead(values: Floats, selected: np.ndarray) -> Floats:
    """Mean of the selected policies less that of the others, (… × policies × objectives) → (… × objectives)."""
    lead = np.nanmean(values[..., selected, :], axis=-2)
    return lead - np.nanmean(values[..., ~selected, :], axis=-2) if (~selected).any() else lead


def shortfalls(found: Confirmed, objective: int, of: int, aim: int) -> Interval:
    """By how much every policy falls short of one of them in an objective, paired by future; below 0 if it does not."""
    values, again = found.objectives.value[:, objective], found.resampled[:, :, objective]
    return Interval(aim * (values[of] - values), *_ends(aim * (again[:, [of]] - again)))
