"""Chance and ignorance where every draw ran under the same accepted vectors.

Draws (futures) and vectors are crossed. In a cell, one draw under one vector, the mean outcome is

    cell(d, v) = mean + draw(d) + vector(v) + rest(d, v)

with the rest holding luck and whatever a vector does in this draw only. Draws and luck are chance, vectors ignorance: a
mean over all cells knows the draws' part the better the more draws there are, but never which vector is true. The
variance between vectors follows from how their means over draws differ, less what the rest makes of them (two-way
random effects, one number a cell, by moments; Searle, Casella & McCulloch 1992, section 4.5); each cell is taken less
its draw's mean first, which makes it one-way. Where cells are missing (runs that failed, or had no network) this is an
approximation: their draw's mean is that of the others.

What intervals carry is that of :mod:`netsustain.health.ignorance`: ``allowed``, and the widening.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from netsustain.exploration.outcomes import OUTCOMES
from netsustain.health.ignorance import Components, expected_ratio, wider
from netsustain.health.intervals import Floats

ROUNDING = 1e-12
"""Of a draw's mean: what differs less does so by rounding alone."""
_BOUNDED = ("share", "0-1")
_COUNTED = ("months", "members", "transfers")


@dataclass
class Crossed:
    """Sums over draws of cells less their draw's mean, each (scenarios × vectors × outcomes).

    Rows come part by part; a draw whose rows are in two parts waits until it is whole.
    """

    vector: np.ndarray
    """Vector of each replicate of a draw, from 0."""
    count: Floats
    total: Floats
    squares: Floats
    runs: Floats
    """Runs that count."""
    draws: Floats
    """Draws in which anything counts, (scenarios × outcomes)."""
    _tails: dict[int, Floats] = field(default_factory=dict)

    @classmethod
    def empty(cls, scenarios: int, vector: np.ndarray, outcomes: int) -> Crossed:
        """Nothing summed yet."""
        shape = (scenarios, int(vector.max()) + 1, outcomes)
        count, total, squares, runs = (np.zeros(shape) for _ in range(4))
        return cls(vector, count, total, squares, runs, np.zeros((scenarios, outcomes)))

    def add(self, scenario: int, values: Floats) -> None:
        """Add the next rows of a scenario, by draw and replicate: (rows × outcomes), NaN where one does not count."""
        waiting = self._tails.get(scenario, values[:0])
        rows, size = np.concatenate([waiting, values]), len(self.vector)
        whole = len(rows) // size
        self._tails[scenario] = rows[whole * size :]
        if whole:
            self._add_draws(scenario, rows[: whole * size].reshape(whole, size, -1))

    def _add_draws(self, scenario: int, values: Floats) -> None:
        """Add whole draws: (draws × replicates × outcomes)."""
        known = np.isfinite(values)
        belongs = (self.vector[:, None] == np.arange(self.count.shape[1])).astype(float)
        runs = np.einsum("drk,rv->dvk", known.astype(float), belongs)
        sums = np.einsum("drk,rv->dvk", np.where(known, values, 0.0), belongs)
        cells, counts = np.divide(sums, runs, out=np.zeros_like(sums), where=runs > 0), runs > 0
        filled = counts.sum(axis=1, keepdims=True)
        centre = np.divide(cells.sum(axis=1, keepdims=True), filled, out=np.zeros(filled.shape), where=filled > 0)
        pull = np.where(counts, cells - centre, 0.0)
        pull[np.abs(pull) <= ROUNDING * np.maximum(np.abs(centre), 1.0)] = 0.0
        self.count[scenario] += counts.sum(axis=0)
        self.total[scenario] += pull.sum(axis=0)
        self.squares[scenario] += (pull**2).sum(axis=0)
        self.runs[scenario] += runs.sum(axis=0)
        self.draws[scenario] += (filled[:, 0] > 0).sum(axis=0)

    def parts(self, scenario: int) -> Components:
        """Variance components of a scenario's outcomes: ``chance`` is that of the rest, ``ignorance`` of vectors.

        NaN where fewer than two vectors or draws count.
        """
        number, total = self.count[scenario], self.total[scenario]
        vectors = (number > 0).sum(axis=0).astype(float)
        with np.errstate(divide="ignore", invalid="ignore"):
            means = total / number
            free = number.sum(axis=0) - vectors - self.draws[scenario] + 1
            rest = (self.squares[scenario].sum(axis=0) - np.nansum(means * total, axis=0)) / free
            rest = np.where((vectors > 1) & (free > 0), np.maximum(rest, 0.0), np.nan)
            of_mean = rest * np.nansum(np.where(number > 0, 1 / number, 0.0), axis=0) / vectors
            centred = np.where(number > 0, means - np.nansum(means, axis=0) / vectors, 0.0)
            between = (centred**2).sum(axis=0) / (vectors - 1)
            ignorance = np.where(np.isnan(rest), np.nan, np.maximum(between - of_mean, 0.0))
            allowed = of_mean * (expected_ratio(between / of_mean, vectors) - 1)
            shares = self.runs[scenario] / self.runs[scenario].sum(axis=0)
        allowed = np.where(of_mean > 0, allowed, ignorance)
        return Components(rest, ignorance, allowed, (shares**2).sum(axis=0), vectors, centred, number)


def widened(
    value: Floats, low: Floats, high: Floats, parts: Components, outcomes: tuple[str, ...], horizon: float, *,
    difference: bool,
) -> tuple[Floats, Floats]:  # fmt: skip
    """Intervals of chance widened by what is not known of the parameters, cut to what is possible."""
    units = [OUTCOMES[name].unit if name in OUTCOMES else "" for name in outcomes]
    most = np.array([1.0 if unit in _BOUNDED else horizon if unit == "months" else np.inf for unit in units])
    least = np.array([0.0 if unit in _BOUNDED + _COUNTED else -np.inf for unit in units])
    return wider(value, low, high, parts, -most if difference else least, most)
