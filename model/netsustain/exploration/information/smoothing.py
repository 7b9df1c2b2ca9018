"""Smoothing splines in one factor or several: the mean of many columns as a smooth function of the same points.

Cubic smoothing splines and their tensor products (smoothing-spline ANOVA, Wahba 1990; Gu 2013), on few centres: a
fit of n points from 10 n^(2/9) of them is as good as one from all (Kim & Gu 2004). The penalty is chosen for every
column by generalised cross-validation, with the factor 1.4 of Kim & Gu that keeps it from following noise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netsustain.health.intervals import Floats

PENALTIES = np.geomspace(1e-9, 1e3, 37)
STRICTER = 1.4
"""What an effective parameter counts in cross-validation."""
SINGULAR = 1e-10
"""Directions of the centres' kernel below this share of the largest are rounding."""


@dataclass(frozen=True)
class Smoother:
    """A basis made from points in the unit cube; the same for every column that is fitted."""

    centres: Floats
    scale: Floats
    """From kernel values at the centres to penalised terms, (centres × terms)."""
    plain: Floats
    """Orthonormal columns of what is not penalised at the points, (points × 1 + factors)."""
    mixing: Floats
    """From the unpenalised terms to ``plain``."""
    left: Floats
    """Left singular vectors of the penalised terms off the plain ones."""
    strengths: Floats
    """Their singular values."""
    right: Floats
    terms: Floats
    """The penalised terms at the points, (points × terms)."""

    @classmethod
    def at(cls, points: Floats) -> Smoother:
        """The basis of points (draws × factors) in [0, 1]; centres are drawn from them, the same each time."""
        centres = _centres(points)
        values, vectors = np.linalg.eigh(_kernel(centres, centres))
        kept = values > SINGULAR * values[-1]
        scale = vectors[:, kept] / np.sqrt(values[kept])
        terms = _kernel(points, centres) @ scale
        plain, mixing = np.linalg.qr(_unpenalised(points))
        left, strengths, right = np.linalg.svd(terms - plain @ (plain.T @ terms), full_matrices=False)
        return cls(centres, scale, plain, mixing, left, strengths, right, terms)

    def fit(self, columns: Floats) -> Fitted:
        """Fit columns (draws × columns), each with a penalty of its own."""
        level = self.plain.T @ columns
        rest = columns - self.plain @ level
        along = self.left.T @ rest  # (terms × columns)
        shrunk = self.strengths**2 / (self.strengths**2 + len(columns) * PENALTIES[:, None])  # (penalties × terms)
        chosen = self._chosen(rest, along, shrunk)
        kept = shrunk[chosen].T * along  # (terms × columns)
        with np.errstate(divide="ignore", invalid="ignore"):
            part = np.where(self.strengths[:, None] > 0, kept / self.strengths[:, None], 0.0)
        bent = self.right.T @ part
        straight = np.linalg.solve(self.mixing, level - self.plain.T @ (self.terms @ bent))
        return Fitted(self, np.asarray(straight, dtype=float), bent, self.plain @ level + self.left @ kept)

    def _chosen(self, rest: Floats, along: Floats, shrunk: Floats) -> np.ndarray:
        """Place of each column's penalty: the least generalised cross-validation score."""
        number, used = len(rest), self.plain.shape[1]
        outside = (rest**2).sum(axis=0) - (along**2).sum(axis=0)
        residual = np.maximum(outside, 0.0) + (1 - shrunk) ** 2 @ along**2  # (penalties × columns)
        free = number - STRICTER * (used + shrunk.sum(axis=1))
        possible = free > 0
        possible[-1] = True  # where too few points are left for any bend, the straightest stands
        score = np.where(possible[:, None], residual / np.where(free > 0, free, 1.0)[:, None] ** 2, np.inf)
        # From the straightest up: among equals the one that bends least.
        return len(PENALTIES) - 1 - np.argmin(score[::-1], axis=0)


@dataclass(frozen=True)
class Fitted:
    """Smooth functions, one a column."""

    smoother: Smoother
    straight: Floats
    bent: Floats
    at_points: Floats
    """Their values at the points they were fitted to, (draws × columns)."""

    def at(self, points: Floats) -> Floats:
        """Their values at other points, (points × columns)."""
        terms = _kernel(points, self.smoother.centres) @ self.smoother.scale
        return _unpenalised(points) @ self.straight + terms @ self.bent


def _centres(points: Floats) -> Floats:
    """As many points as Kim & Gu take, spread over the lowest to the highest of the first factor; each value once."""
    distinct = np.unique(points, axis=0)
    wanted = min(len(distinct), int(np.ceil(10 * len(points) ** (2 / 9))) * (1 if points.shape[1] == 1 else 2))
    return distinct[np.unique(np.linspace(0, len(distinct) - 1, wanted).round().astype(int))]


def _unpenalised(points: Floats) -> Floats:
    """A constant and a straight line of each factor."""
    return np.column_stack([np.ones(len(points)), points - 0.5])


def _kernel(first: Floats, second: Floats) -> Floats:
    """Reproducing kernel of what is penalised, (first × second).

    Of one factor it is that of cubic smoothing splines, k2(x) k2(y) − k4(|x − y|) in scaled Bernoulli polynomials
    (Gu 2013, section 2.3.3); of several, everything in the product of 1 + k1 k1 + that but the constant and the
    straight lines.
    """
    product, lines = np.ones((len(first), len(second))), np.zeros((len(first), len(second)))
    for one, other in zip(first.T, second.T, strict=True):
        line = np.outer(one - 0.5, other - 0.5)
        bend = np.outer(_k2(one), _k2(other)) - _k4(np.abs(one[:, None] - other))
        product *= 1 + line + bend
        lines += line
    return product - 1 - lines


def _k2(x: Floats) -> Floats:
    return ((x - 0.5) ** 2 - 1 / 12) / 2


def _k4(x: Floats) -> Floats:
    centred = (x - 0.5) ** 2
    return (centred**2 - centred / 2 + 7 / 240) / 24
