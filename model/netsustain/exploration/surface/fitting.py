"""From runs to coefficients: least squares with a slight pull on bends and products, chosen by leaving one point out.

Every luck k has a surface of its own, terms(x) · c_k: the same linear smoother of its outcomes over the points. So the
mean surface, its spread over lucks and vectors, and the difference of two settings under common luck all follow from
the coefficients' means and covariances.

How wrong interpolation is shows in each point when the surface is made without it. The mean over lucks of what is
then left, squared, holds the chance of that one point too; its variance over lucks divided by their number is taken
off. What remains, averaged over points, is the squared ``misfit``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from netsustain.exploration.surface.features import BENDS, DEGREES, Basis
from netsustain.exploration.surface.running import Sampled
from netsustain.health.intervals import Floats

PULL = 0.1
"""Ridge on squares, products and cubes, in points: it hardly moves them, and keeps those in hand that a design cannot
tell apart."""
OWN_WEIGHT = 5.0
"""The scenario's own point counts so many times: everything is told as a difference from it."""


class Smoother(NamedTuple):
    """Linear maps from outcomes at the points, (terms × points) and (points × points)."""

    coefficients: Floats
    hat: Floats


@dataclass(frozen=True)
class Errors:
    """What is left in a point when the surface is made without it, one number an outcome.

    Attributes
    ----------
    raw
        Root mean square over points; holds the points' own chance.
    misfit
        The same without it.
    misfit_difference
        As ``misfit``, of differences from the scenario's own point.
    spread
        Standard deviation of the means over points: what the surface explains.
    """

    raw: Floats
    misfit: Floats
    misfit_difference: Floats
    spread: Floats


@dataclass(frozen=True)
class Fitted:
    """Coefficients of every outcome and what is known of their spread.

    Attributes
    ----------
    coefficients
        Means over lucks, (outcomes × terms).
    within, between
        Mean squares of the coefficients within and between vectors, (outcomes × terms × terms); ``between`` is zero
        without vectors.
    a_vector, repeats
        Lucks a vector has, and Σn²/N² over the vectors' numbers of lucks (:mod:`netsustain.health.ignorance`).
    """

    basis: Basis
    coefficients: Floats
    within: Floats
    between: Floats
    a_vector: float
    repeats: float
    errors: Errors


def fit(sampled: Sampled, basis: Basis) -> Fitted:
    """The surface of these runs over the ranges of a basis; bends and degree are chosen here."""
    chosen = _chosen(sampled, basis)
    smoother = smooth(chosen, sampled.settings)
    each = np.einsum("tp,pko->otk", smoother.coefficients, sampled.values)
    within, between, a_vector, repeats = _spread(each, sampled.vector, sampled.vectors)
    return Fitted(
        chosen, each.mean(axis=2), within, between, a_vector, repeats, errors(smoother.hat, sampled.values)
    )  # fmt: skip


def smooth(basis: Basis, settings: Floats) -> Smoother:
    """The smoother of a basis at these points, of which the first is the scenario's own."""
    terms = basis.of(settings)
    weights = np.ones(len(settings))
    weights[0] = OWN_WEIGHT
    pull = np.where(np.arange(basis.terms) < basis.plain, 1e-9, PULL)
    normal = (terms * weights[:, None]).T @ terms + np.diag(pull)
    found = np.linalg.solve(normal, (terms * weights[:, None]).T)
    return Smoother(found, terms @ found)


def _left_out(hat: Floats, values: Floats) -> Floats:
    """What is left in each point without it, (points × lucks × outcomes)."""
    leverage = np.diag(hat)[:, None, None]
    smoothed = np.tensordot(hat, values, axes=1)
    left: Floats = (values - smoothed) / np.maximum(1 - leverage, 1e-9)
    return left


def errors(hat: Floats, values: Floats) -> Errors:
    """Errors of leaving one point out; the scenario's own point, which stays in, is what others are compared with."""
    left = _left_out(hat, values)[1:]
    own = values[:1] - np.tensordot(hat[:1], values, axes=1)
    raw, misfit = _without_chance(left)
    _, difference = _without_chance(left - own)
    return Errors(raw, misfit, difference, values.mean(axis=1).std(axis=0))


def _without_chance(left: Floats) -> tuple[Floats, Floats]:
    means = left.mean(axis=1)
    chance = left.var(axis=1, ddof=1) / left.shape[1]
    squares = np.mean(means**2, axis=0)
    return np.sqrt(squares), np.sqrt(np.maximum(squares - chance.mean(axis=0), 0))


# ---- choosing -------------------------------------------------------------------------------------


def _chosen(sampled: Sampled, basis: Basis) -> Basis:
    """Bends one after the other, then the degree, each by what leaving one out costs over all outcomes."""
    means = sampled.values.mean(axis=1)
    best = basis
    for place in range(len(basis.low)):
        best = min((best.bent(place, bend) for bend in BENDS), key=lambda each: score(each, sampled.settings, means))
    degrees = [Basis(best.low, best.high, best.bends, degree) for degree in DEGREES]
    return min(degrees, key=lambda each: score(each, sampled.settings, means))


def score(basis: Basis, settings: Floats, means: Floats) -> float:
    """Mean over outcomes of the squared error of leaving one out, as a share of the outcome's variance over points."""
    if 2 * basis.terms > len(settings):
        return float("inf")
    hat = smooth(basis, settings).hat
    left = _left_out(hat, means[:, None, :])[:, 0]
    variance = means.var(axis=0)
    known = variance > 1e-12
    return float(np.mean((left**2).mean(axis=0)[known] / variance[known])) if known.any() else 0.0


# ---- spread over lucks and vectors ----------------------------------------------------------------


def _spread(each: Floats, vector: np.ndarray, vectors: int) -> tuple[Floats, Floats, float, float]:
    """Mean squares within and between vectors of coefficients (outcomes × terms × lucks)."""
    lucks = each.shape[2]
    present, group = np.unique(vector, return_inverse=True)
    numbers = np.bincount(group).astype(float)
    overall = each.mean(axis=2, keepdims=True)
    if vectors < 2 or len(present) < 2 or lucks <= len(present):
        pulled = each - overall
        within = pulled @ pulled.transpose(0, 2, 1) / (lucks - 1)
        return within, np.zeros_like(within), 1.0, 0.0
    sums = np.stack([each[:, :, group == place].sum(axis=2) for place in range(len(present))], axis=2)
    means = sums / numbers
    inner = each - means[:, :, group]
    within = inner @ inner.transpose(0, 2, 1) / (lucks - len(present))
    outer = (means - overall) * np.sqrt(numbers)
    between = outer @ outer.transpose(0, 2, 1) / (len(present) - 1)
    a_vector = (lucks - (numbers**2).sum() / lucks) / (len(present) - 1)
    return within, between, float(a_vector), float((numbers**2).sum() / lucks**2)
