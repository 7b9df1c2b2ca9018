"""What is not known of the parameters, added to resamples that hold luck alone.

Chances and ratios have no interval that could be widened. Their resamples are blurred instead: each gets a normal
draw with the variances and covariances between vectors, so that scenarios which gain and lose together under the
same parameters do so in every draw.
"""

from __future__ import annotations

import numpy as np

from netsustain.health.ignorance import common_part, components, deviations
from netsustain.health.intervals import Floats, Resamples

Ratio = tuple[Floats, Floats]
"""Numerator and denominator, (replicates × k)."""


class Unknowns:
    """Draws of what vectors add to means; the same each time for the same seed.

    Parameters
    ----------
    vector
        Which vector each replicate ran under.
    resamples
        What the draws are added to: says how many and from which seed.
    """

    def __init__(self, vector: np.ndarray, resamples: Resamples) -> None:
        self._vector, self._resamples = vector, resamples

    def of_all(self, numerator: Floats, denominator: Floats) -> Floats:
        """Joint draws for k means of the same replicates, (resamples × k)."""
        pull, counted = deviations(numerator, denominator)
        number = pull.shape[1]
        first, second = (place.ravel() for place in np.indices((number, number)))
        shared = common_part(pull[:, first], pull[:, second], counted[:, first], self._vector)
        return self._normal(number) @ _root(shared.reshape(number, number))

    def of_pairs(self, first: Ratio, second: Ratio) -> Ratio:
        """Draws for two means of each of k pairs, correlated within a pair: twice (resamples × k)."""
        (a, counted), (b, _) = deviations(*first), deviations(*second)
        one, other = (components(*pair, self._vector) for pair in (first, second))
        both = np.sqrt(np.nan_to_num(one.ignorance * other.ignorance))
        shared = common_part(a, b, counted, self._vector)
        alike = np.clip(np.divide(shared, both, out=np.zeros_like(both), where=both > 0), -1, 1)
        draws = self._normal(2)
        mixed = alike * draws[:, :1] + np.sqrt(1 - alike**2) * draws[:, 1:]
        spread_one, spread_other = (np.sqrt(np.nan_to_num(part.allowed)) for part in (one, other))
        return spread_one * draws[:, :1], spread_other * mixed

    def _normal(self, columns: int) -> Floats:
        generator = np.random.Generator(np.random.PCG64([self._resamples.seed, 1]))
        return generator.standard_normal((self._resamples.number, columns))


def _root(covariance: Floats) -> Floats:
    """The symmetric square root of the nearest covariance that is one: estimated variances may be negative.

    Unlike a triangular root or eigenvectors alone it is unique, so draws do not depend on the linear algebra
    library's choice of signs.
    """
    values, vectors = np.linalg.eigh((covariance + covariance.T) / 2)
    return (vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T
