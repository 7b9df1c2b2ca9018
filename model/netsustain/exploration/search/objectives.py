"""Objectives: what a policy is judged by, estimated from its runs in common futures.

``over`` says how futures become one number: their ``mean``, the mean of the ``worst_tenth`` of them, or the ``worst``.
A future's own mean of a few runs is partly luck, and the worst of many such means are mostly the unlucky ones: taken
as they are they would say that every policy has worse futures than it has. The means of futures are therefore drawn
together until they differ as much as futures do without luck (by an analysis of variance; Louis 1984, Ghosh 1992),
and the worst are taken then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from netsustain.exploration.outcomes import OUTCOMES
from netsustain.health.ignorance import expected_ratio
from netsustain.health.intervals import Floats

PLANNED = "planned_cost"
"""An objective that needs no run: see :mod:`netsustain.exploration.search.price`."""
MEAN, WORST_TENTH, WORST = "mean", "worst_tenth", "worst"
OVER = (MEAN, WORST_TENTH, WORST)
TENTH = 0.1
UNUSABLE = 1e12
"""Stands for an objective that is not known, so that such a policy is dominated."""


@dataclass(frozen=True)
class Objective:
    """One thing to make large (``aim`` 1) or small (-1)."""

    outcome: str
    aim: int
    over: str = MEAN

    @property
    def name(self) -> str:
        """Names its column: the outcome, and how futures become one number unless by their mean."""
        return self.outcome if self.over == MEAN else f"{self.outcome}_{self.over}"

    @property
    def unit(self) -> str:
        """Unit of its values."""
        return "staff-days/month" if self.outcome == PLANNED else OUTCOMES[self.outcome].unit


@dataclass(frozen=True)
class Runs:
    """Outcomes of policies in common futures.

    Attributes
    ----------
    values
        (policies × futures × runs of a future × outcomes); NaN where a run does not count.
    outcomes
        Names of the last axis.
    planned
        Planned cost of each policy.
    crossed
        Whether run k of every future has something in common: the k-th accepted parameter vector.
    """

    values: Floats
    outcomes: tuple[str, ...]
    planned: Floats
    crossed: bool = False

    def of(self, outcome: str) -> Floats:
        """(policies × futures × runs) of one outcome."""
        return self.values[..., self.outcomes.index(outcome)]

    def some(self, policies: Sequence[int] | np.ndarray) -> Runs:
        """The same of some policies."""
        return Runs(self.values[policies], self.outcomes, self.planned[policies], self.crossed)

    def by_future(self) -> Runs:
        """The same with accepted vectors as the futures, where there is no other difference between runs."""
        if not self.crossed or self.values.shape[1] > 1:
            return self
        return Runs(np.swapaxes(self.values, 1, 2), self.outcomes, self.planned)


def estimates(objectives: Sequence[Objective], runs: Runs) -> Floats:
    """Objectives of each policy in their own units, (policies × objectives); NaN where nothing is known."""
    runs = runs.by_future()
    ones = np.ones((1, *runs.values.shape[1:3]))
    return weighted(objectives, runs, ones)[0]


def weighted(objectives: Sequence[Objective], runs: Runs, weights: Floats) -> Floats:
    """As :func:`estimates`, with runs counted as often as ``weights`` say: what a resample looks like.

    Parameters
    ----------
    weights
        (resamples × futures × runs), the same for every policy.

    Returns
    -------
    array
        (resamples × policies × objectives)
    """
    found = []
    for objective in objectives:
        if objective.outcome == PLANNED:
            found.append(np.broadcast_to(runs.planned, (len(weights), len(runs.planned))))
            continue
        mean, noise, weight = of_futures(runs.of(objective.outcome), weights)
        if objective.over == MEAN:
            found.append(_mean(mean, weight))
        else:
            share = TENTH if objective.over == WORST_TENTH else 0.0
            found.append(-objective.aim * highest(-objective.aim * without_luck(mean, noise, weight), weight, share))
    return np.stack(found, axis=-1)


def of_futures(values: Floats, weights: Floats) -> tuple[Floats, Floats, Floats]:
    """Mean of each future, the variance that luck gives it (NaN for single runs), and the weight of the future.

    Each (resamples × policies × futures); a future without runs that count has a weight of 0 there.
    """
    known = np.isfinite(values)
    plain = np.where(known, values, 0.0)
    count = np.einsum("bfr,pfr->bpf", weights, known.astype(float))
    total = np.einsum("bfr,pfr->bpf", weights, plain)
    squares = np.einsum("bfr,pfr->bpf", weights, plain * plain)
    runs = known.sum(axis=2)[None]
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = total / count
        variance = np.maximum(squares / count - mean**2, 0.0) * runs / (runs - 1)
        noise = np.where(runs > 1, variance / runs, np.nan)
    weight = weights.mean(axis=2)[:, None, :] * (count > 0)
    return np.where(count > 0, mean, 0.0), noise, weight


def without_luck(mean: Floats, noise: Floats, weight: Floats) -> Floats:
    """Means of futures drawn together until luck no longer widens their spread; as they are where luck is unknown.

    The variance between futures is not taken as 0 where luck could explain all of it, but as what it may still be
    (:func:`netsustain.health.ignorance.expected_ratio`): a policy has worse futures than its mean even if so few runs
    cannot show them.
    """
    centre = _mean(mean, weight)[..., None]
    share = weight.sum(axis=-1, keepdims=True)
    several = (weight > 0).sum(axis=-1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        apart = (weight * (mean - centre) ** 2).sum(axis=-1, keepdims=True) / share * several / (several - 1)
        luck = np.where(weight > 0, weight * np.nan_to_num(noise), 0.0).sum(axis=-1, keepdims=True) / share
        real = luck * (expected_ratio(np.nan_to_num(apart / luck, posinf=0.0), several) - 1)
        kept = np.where(luck > 0, np.sqrt(np.minimum(real / apart, 1.0)), 1.0)
    return centre + np.where(np.isfinite(kept), kept, 1.0) * (mean - centre)


def highest(values: Floats, weight: Floats, share: float) -> Floats:
    """Mean of the highest ``share`` of the futures, the last one in part; the single highest for a share of 0."""
    usable = np.where(weight > 0, values, -np.inf)
    if share == 0:
        found = usable.max(axis=-1)
        return np.where(np.isfinite(found), found, np.nan)
    order = np.argsort(-usable, axis=-1, kind="stable")
    value, part = np.take_along_axis(values, order, axis=-1), np.take_along_axis(weight, order, axis=-1)
    most = share * part.sum(axis=-1, keepdims=True)
    before = np.cumsum(part, axis=-1) - part
    taken = np.clip(most - before, 0.0, part)
    with np.errstate(invalid="ignore", divide="ignore"):
        return (taken * value).sum(axis=-1) / taken.sum(axis=-1)


def _mean(mean: Floats, weight: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return (weight * mean).sum(axis=-1) / weight.sum(axis=-1)


def smaller_is_better(objectives: Sequence[Objective], values: Floats) -> Floats:
    """Objectives turned so that less is better, as searches have them; unknown ones as bad as can be."""
    turned = -np.array([each.aim for each in objectives]) * values
    return np.where(np.isfinite(turned), turned, UNUSABLE)
