"""Products of results under different lucks, and under the same one.

For lucks ω, ω' that are drawn independently, E[f(x, ω) f(x', ω')] = m(x) m(x') with m the mean response: the noise of
single runs is in no product of two lucks. Every ordered pair of lucks counts once (Hart, Alexanderian & Gremaud 2017
take one pair; all pairs are the U-statistic with less variance, as in Mazo 2021 for his repetitions).
"""

from __future__ import annotations

from netsustain.health.intervals import Floats


def across(a: Floats, b: Floats) -> Floats:
    """Mean of a·b over ordered pairs of two different lucks.

    Parameters
    ----------
    a, b
        (… × lucks), two lucks at least.

    Returns
    -------
    array
        (…), Σ_{l≠k} a_l b_k / (L (L − 1)).
    """
    lucks = a.shape[-1]
    if lucks < 2:
        raise ValueError(f"lucks: got {lucks}, expected 2 or more, type replicates: 2")
    every: Floats = a.sum(axis=-1) * b.sum(axis=-1) - (a * b).sum(axis=-1)
    return every / (lucks * (lucks - 1))


def within(a: Floats, b: Floats) -> Floats:
    """Mean of a·b over lucks, both under the same one; (…)."""
    found: Floats = (a * b).mean(axis=-1)
    return found


def squared_mean(mean: Floats, mean_of_squares: Floats, blocks: int) -> Floats:
    """Unbiased estimate of the square of an expectation, from independent blocks.

    Parameters
    ----------
    mean, mean_of_squares
        Of one number a block, over blocks.

    Returns
    -------
    array
        Σ_{i≠j} z_i z_j / (N (N − 1)), which is (N z̄² − mean(z²)) / (N − 1).
    """
    return (blocks * mean**2 - mean_of_squares) / (blocks - 1)
