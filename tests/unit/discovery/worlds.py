"""Draws with known boxes in them."""

import numpy as np

from netsustain.exploration.discovery.cases import Cases


def planted(draws=2000, seed=3, runs=1, inside=0.85, outside=0.2, noise=5):
    """The event is frequent where a > 0.6, b < 0.5 and c (whole, 0-4) ≥ 2: a box of 12 % of the space."""
    generator = np.random.default_rng(seed)
    points = generator.random((draws, 3 + noise))
    points[:, 2] = np.floor(5 * points[:, 2])
    box = (points[:, 0] > 0.6) & (points[:, 1] < 0.5) & (points[:, 2] >= 2)
    events = generator.binomial(runs, np.where(box, inside, outside)).astype(float)
    return Cases(points, events, np.full(draws, float(runs)))


def noise_only(draws=1000, seed=4, runs=1, share=0.4, factors=8):
    """Nothing matters."""
    generator = np.random.default_rng(seed)
    points, events = generator.random((draws, factors)), generator.binomial(runs, share, draws)
    return Cases(points, events.astype(float), np.full(draws, float(runs)))


def line(values, happened, runs=None):
    """One factor, written out."""
    points = np.array(values, dtype=float)[:, None]
    return Cases(points, np.array(happened, dtype=float), np.array(runs or [1.0] * len(values), dtype=float))
