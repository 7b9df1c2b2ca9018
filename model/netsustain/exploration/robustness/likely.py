"""Likely true means of each future: what was seen, cleared of luck, with what stays unknown.

Over futures the true means have some mean μ and covariance B. Seen means scatter by B + N (their own spread and the
blur), so B = cov(x) − mean(N_d), cut to what a covariance can be. Given what was seen of future d, its true means are
normal about μ + G_d (x_d − μ) with covariance B − G_d B, G_d = B (B + N_d)⁻¹ (empirical Bayes; Efron & Morris 1975,
Carlin & Louis 2000). Taking those centres as the truth would make futures too alike; taking x_d makes them too unlike:
the best of several, its regret, and the worst future would all be exaggerated. Samples from these distributions
scatter as the truth does.
"""

from __future__ import annotations

import numpy as np

from netsustain.exploration.robustness.blurred import Blurred
from netsustain.health.intervals import Floats

RIDGE = 1e-10
"""Added to a covariance before it is inverted, as a share of its trace: equal scenarios make it singular."""


class Likely:
    """Samples of the true means of the futures seen."""

    def __init__(self, seen: Blurred) -> None:
        self.seen = seen
        self._noise_root = _root(seen.noise)

    def sample(self, generator: np.random.Generator, chosen: np.ndarray | None = None) -> Floats:
        """One sample, (draws × scenarios).

        Parameters
        ----------
        chosen
            Which futures, by place, repeated ones too: μ and B are then estimated from these, so samples of futures
            drawn with replacement hold what is not known of μ and B. All of them once when left out.
        """
        chosen = np.arange(len(self.seen.means)) if chosen is None else chosen
        means, noise = self.seen.means[chosen], self.seen.noise[chosen]
        if len(means) < 2 or not noise.any():
            return np.asarray(means + self._blur(generator, chosen) if len(means) < 2 else means)
        centre, between = means.mean(axis=0), covariance_between(means, noise)
        # Matheron's rule: a sample of (truth, blur) before seeing, moved by what seeing would teach.
        truth = generator.standard_normal(means.shape) @ _root(between).T
        blur = self._blur(generator, chosen)
        taught = np.linalg.solve(_ridged(between + noise), (means - centre - truth - blur)[:, :, None])[:, :, 0]
        likely = centre + truth + taught @ between
        return np.clip(likely, self.seen.lowest, self.seen.highest)

    def _blur(self, generator: np.random.Generator, chosen: np.ndarray) -> Floats:
        drawn = generator.standard_normal((len(chosen), self.seen.means.shape[1]))
        return np.asarray(np.einsum("dij,dj->di", self._noise_root[chosen], drawn))


def covariance_between(means: Floats, noise: Floats) -> Floats:
    """Covariance of the true means over futures: that of the seen ones less the blur, never below nothing."""
    return _positive(np.cov(means, rowvar=False, ddof=1).reshape(noise.shape[1:]) - noise.mean(axis=0))


def _positive(matrix: Floats) -> Floats:
    """The nearest covariance: negative directions have no spread."""
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    return (vectors * np.maximum(values, 0.0)) @ vectors.T


def _root(matrices: Floats) -> Floats:
    """A square root of each covariance."""
    values, vectors = np.linalg.eigh(matrices)
    return vectors * np.sqrt(np.maximum(values, 0.0))[..., None, :]


def _ridged(matrices: Floats) -> Floats:
    size = np.trace(matrices, axis1=1, axis2=2)[:, None, None]
    return matrices + RIDGE * np.maximum(size, np.finfo(float).tiny) * np.eye(matrices.shape[1])
