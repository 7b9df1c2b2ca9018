"""The runs of a programme as arrays: outcome by scenario, future and network."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from netsustain.exploration.clusters import Estimated, ratio_of_sums
from netsustain.exploration.programmes.form import WITH, WITHOUT
from netsustain.health.intervals import LEVEL, Floats


@dataclass(frozen=True)
class Results:
    """Every network in every future, without and with the programme.

    Networks of one future share its shocks and its parameters, so futures are what is independent: every interval
    comes from how futures scatter (:mod:`netsustain.exploration.clusters`).
    """

    networks: pd.DataFrame
    """A row a network: ``name``, ``group``, traits."""
    traits: tuple[str, ...]
    headline: str
    """Outcome whose gain is told and targeted."""
    values: dict[str, Floats]
    """Outcome → (2 × futures × networks × replicates), NaN where a run does not count in either scenario."""

    @property
    def futures(self) -> int:
        """How many."""
        return int(self.values[self.headline].shape[1])

    def mean(self, outcome: str) -> Floats:
        """Means over replicates, (2 × futures × networks)."""
        return mean_known(self.values[outcome])

    @cached_property
    def gain(self) -> Floats:
        """Gain in the headline outcome, (futures × networks)."""
        without, with_it = self.mean(self.headline)
        return with_it - without

    @cached_property
    def cost(self) -> Floats:
        """Extra cost [staff-days], (futures × networks)."""
        without, with_it = self.mean("cost")
        return with_it - without

    def over(self, values: Floats, chosen: np.ndarray | None = None, level: float = LEVEL) -> Estimated:
        """Mean over the networks chosen, or all, and over futures; one number each.

        Parameters
        ----------
        values
            (futures × networks).
        """
        some = values if chosen is None else values[:, chosen]
        known = np.isfinite(some)
        above, below = np.where(known, some, 0.0).sum(axis=1), known.sum(axis=1).astype(float)
        found = ratio_of_sums(above[:, None], below[:, None], level)
        return Estimated(*(part[0] for part in found))


def results_of(
    runs: pd.DataFrame, networks: pd.DataFrame, traits: tuple[str, ...], headline: str, outcomes: tuple[str, ...],
    replicates: int,
) -> Results:  # fmt: skip
    """Results from rows ordered by scenario, draw and replicate.

    A run that failed, or had no network to begin with, counts in neither scenario.
    """
    many = len(networks)
    counts = np.stack([_counts(runs[runs["scenario"] == name]) for name in (WITHOUT, WITH)]).all(axis=0)
    values = {}
    for outcome in outcomes:
        pair = np.stack([runs.loc[runs["scenario"] == name, outcome].to_numpy(float) for name in (WITHOUT, WITH)])
        if outcome == "end_month":  # no end is none within sight
            pair = np.where(np.isnan(pair), np.inf, pair)
        values[outcome] = np.where(counts, pair, np.nan).reshape(2, -1, many, replicates)
    return Results(networks, traits, headline, values)


def _counts(runs: pd.DataFrame) -> np.ndarray:
    return np.asarray(~runs["failed"].to_numpy(dtype=bool) & (runs["ended"] != "never_formed").to_numpy())


def mean_known(values: Floats, axis: int = -1) -> Floats:
    """Mean over an axis of what is known there; NaN where nothing is."""
    known = np.isfinite(values)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(known, values, 0.0).sum(axis=axis) / known.sum(axis=axis)
