"""Statistical tests of 32-bit words in an order, each with the chance of something so unlikely under true randomness.

Classical tests (Knuth 1997, section 3.3.2; Marsaglia 1985 for ranks and birthdays; L'Ecuyer & Simard 2007 for their
use), two-sided: words that are too even are as wrong as words that are too uneven. Each function takes ``[words]``
(uint32) and returns a p-value; too few words for a test give NaN.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from scipy import special
from tests.conftest import FALSE_ALARM

Words = np.ndarray[Any, np.dtype[np.uint32]]
Test = Callable[[Words], float]
HALF = 0x80000000
FEWEST = 5.0
"""Expected count that a cell of a chi-square test has at the least."""


def two_sided(above: float, below: float) -> float:
    """The p-value of a number from the chances to be at least, and at most, as large."""
    return float(min(1.0, 2.0 * min(above, below)))


def chi_square(counts: np.ndarray, expected: np.ndarray | float) -> float:
    """Whether counts are as expected, given their sum."""
    expected = np.broadcast_to(expected, counts.shape)
    if expected.min() < FEWEST:
        return float("nan")
    found, free = float(((counts - expected) ** 2 / expected).sum()), counts.size - 1
    return two_sided(special.chdtrc(free, found), special.chdtr(free, found))


def normal(z: float) -> float:
    """The p-value of a standard normal number."""
    return float(2.0 * special.ndtr(-abs(z)))


def poisson(count: int, mean: float) -> float:
    """The p-value of a count of rare things."""
    return two_sided(special.pdtrc(count - 1, mean) if count else 1.0, special.pdtr(count, mean))


def real(words: Words) -> np.ndarray:
    """Words as the model uses them: strictly between 0 and 1."""
    return (words + 0.5) / 2.0**32


# ---- how often ---------------------------------------------------------------------------------------------------


def equidistribution(words: Words, bits: int, low: bool) -> float:
    """Every value of the highest (or lowest) bits as often as any other."""
    values = words & ((1 << bits) - 1) if low else words >> (32 - bits)
    return chi_square(np.bincount(values, minlength=1 << bits), len(words) / (1 << bits))


def tuples(words: Words, bits: int, width: int, low: bool = False) -> float:
    """Words side by side, no two alike in place: every combination of their highest (or lowest) bits as often."""
    rows = words[: len(words) // width * width].reshape(-1, width)
    rows = rows & ((1 << bits) - 1) if low else rows >> (32 - bits)
    values = sum(rows[:, k].astype(np.int64) << (bits * k) for k in range(width))
    return chi_square(np.bincount(values, minlength=1 << (bits * width)), len(rows) / (1 << (bits * width)))


def hamming_weight(words: Words) -> float:
    """Bits that are set: binomial of 32."""
    weights = np.bincount(np.bitwise_count(words), minlength=33)
    expected = special.binom(32, np.arange(33)) / 2.0**32 * len(words)
    inside = np.flatnonzero(expected >= FEWEST)
    if len(inside) < 3:
        return float("nan")
    first, last = inside[0], inside[-1]
    ends = [(slice(None, first), first), (slice(last + 1, None), last)]
    for part, at in ends:
        weights[at] += weights[part].sum()
        expected[at] += expected[part].sum()
    return chi_square(weights[first : last + 1], expected[first : last + 1])


def hamming_pairs(words: Words) -> float:
    """The number of set bits of a word and of the next one do not go together."""
    centred = np.bitwise_count(words).astype(float) - 16.0
    return normal((centred[:-1] * centred[1:]).sum() / (8.0 * (len(words) - 1) ** 0.5))


# ---- one after the other -----------------------------------------------------------------------------------------


def autocorrelation(words: Words, lag: int) -> float:
    """Words so far apart do not go together."""
    if len(words) < 50 * lag:
        return float("nan")
    centred = real(words) - 0.5
    count = len(words) - lag
    return normal(12.0 * (centred[:-lag] * centred[lag:]).sum() / count**0.5)


def runs_up(words: Words) -> float:
    """Lengths of ascending runs; the word after each run is left out, which makes lengths independent (Knuth)."""
    ends = np.flatnonzero(words[:-1] > words[1:]).tolist()
    counts, start = np.zeros(6), 0
    for end in ends:
        if end >= start:
            counts[min(end - start, 5)] += 1
            start = end + 2
    length = np.arange(1, 7)
    chance = 1 / special.gamma(length + 1) - 1 / special.gamma(length + 2)
    chance[-1] = 1 / special.gamma(length[-1] + 1)
    return chi_square(counts, chance * counts.sum())


def runs_about_the_middle(words: Words) -> float:
    """Changes between words below and above the middle: every second time."""
    above = words >= HALF
    changes = int((above[1:] != above[:-1]).sum())
    count = len(words) - 1
    return normal((changes - count / 2.0) / (count / 4.0) ** 0.5)


def gaps(words: Words, low: float, high: float) -> float:
    """Words between two visits of a part of the range: geometric."""
    u = real(words)
    visits = np.flatnonzero((u >= low) & (u < high))
    lengths, chance = np.diff(visits) - 1, high - low
    longest = max(int(np.log(FEWEST / max(len(lengths), 6)) / np.log(1.0 - chance)), 1)
    counts = np.bincount(np.minimum(lengths, longest), minlength=longest + 1)
    expected = chance * (1.0 - chance) ** np.arange(longest + 1)
    expected[-1] = (1.0 - chance) ** longest
    return chi_square(counts, expected * len(lengths))


# ---- nearness and collisions -------------------------------------------------------------------------------------


def birthday_spacings(words: Words, days: int = 32, birthdays: int = 4096) -> float:
    """Distances between sorted words that occur again: Poisson (Marsaglia)."""
    years = len(words) // birthdays
    if years == 0:
        return float("nan")
    born = np.sort((words[: years * birthdays] >> (32 - days)).reshape(years, birthdays), axis=1)
    spacings = np.sort(np.diff(born.astype(np.int64), axis=1), axis=1)
    again = int((np.diff(spacings, axis=1) == 0).sum())
    return poisson(again, years * birthdays**3 / 2.0 ** (days + 2))


def collisions(words: Words, bits: int = 20, balls: int = 1 << 12) -> float:
    """Balls that fall into a taken urn (Knuth): their number has nearly a Poisson distribution in sparse urns."""
    throws = len(words) // balls
    if throws == 0:
        return float("nan")
    urns = np.sort((words[: throws * balls] >> (32 - bits)).reshape(throws, balls), axis=1)
    taken = int((np.diff(urns.astype(np.int64), axis=1) == 0).sum())
    empty = 1.0 - 2.0**-bits
    mean = balls - 2.0**bits * (1.0 - empty**balls)
    return poisson(taken, throws * mean)


# ---- bits --------------------------------------------------------------------------------------------------------


def bits_of(words: Words) -> np.ndarray:
    """Minus one and one, [words, 32]."""
    return 2 * np.unpackbits(words.view(np.uint8)).reshape(-1, 32).astype(np.int8) - 1


def bit_means(words: Words) -> float:
    """Every bit is set every second time."""
    z = bits_of(words).sum(axis=0, dtype=np.int64) / len(words) ** 0.5
    found = float((z**2).sum())
    return two_sided(special.chdtrc(32, found), special.chdtr(32, found))


def bit_pairs(words: Words, apart: int) -> float:
    """No bit goes with another bit of the same word, or with any bit of a word so far behind."""
    bits = bits_of(words).astype(np.float32)
    first, second = (bits, bits) if apart == 0 else (bits[:-apart], bits[apart:])
    z = (first.T @ second) / len(first) ** 0.5
    pairs = z[np.triu_indices(32, 1)] if apart == 0 else z.ravel()
    return min(1.0, pairs.size * normal(float(np.abs(pairs).max())))


def matrix_rank(words: Words) -> float:
    """Ranks of 32 × 32 matrices of bits (Marsaglia)."""
    count = len(words) // 32
    rows = words[: count * 32].reshape(count, 32).copy()
    ranks = np.zeros(count, dtype=np.int64)
    place = np.arange(32)
    for bit in range(32):
        candidates = ((rows >> np.uint32(bit)) & 1).astype(bool) & (place >= ranks[:, None])
        found = candidates.any(axis=1)
        pivot = candidates.argmax(axis=1)
        which = np.flatnonzero(found)
        at, to = pivot[which], ranks[which]
        chosen = rows[which, at].copy()
        rows[which, at] = rows[which, to]
        rows[which, to] = chosen
        below = ((rows[which] >> np.uint32(bit)) & 1).astype(bool) & (place > to[:, None])
        rows[which] ^= np.where(below, chosen[:, None], np.uint32(0))
        ranks[which] += 1
    full = np.prod(1.0 - 0.5 ** np.arange(1, 33))
    one_less = full * 2.0 * (1.0 - 0.5**32)  # 2^-1 (1 - 2^-32)^2 / (1 - 1/2)^2 × product from 2 on
    expected = np.array([1.0 - full - one_less, one_less, full]) * count
    counts = np.array([(ranks < 31).sum(), (ranks == 31).sum(), (ranks == 32).sum()])
    return chi_square(counts, expected)


LAGS = (1, 2, 3, 4, 5, 7, 8, 12, 16, 20, 24, 32, 64, 100, 128, 256, 512, 1024)
BATTERY: dict[str, Test] = {
    "equidistribution, 8 high bits": partial(equidistribution, bits=8, low=False),
    "equidistribution, 8 low bits": partial(equidistribution, bits=8, low=True),
    "pairs, 5 high bits": partial(tuples, bits=5, width=2),
    "pairs, 5 low bits": partial(tuples, bits=5, width=2, low=True),
    "triples, 3 high bits": partial(tuples, bits=3, width=3),
    "quadruples, 2 high bits": partial(tuples, bits=2, width=4),
    "runs up": runs_up,
    "runs about the middle": runs_about_the_middle,
    "gaps in the lowest eighth": partial(gaps, low=0.0, high=0.125),
    "gaps in the middle eighth": partial(gaps, low=0.4375, high=0.5625),
    "birthday spacings": birthday_spacings,
    "collisions": collisions,
    "Hamming weight": hamming_weight,
    "Hamming weights of neighbours": hamming_pairs,
    "bits set": bit_means,
    "bits of a word": partial(bit_pairs, apart=0),
    "bits of the next word": partial(bit_pairs, apart=1),
    "bits of the same place in the next draw": partial(bit_pairs, apart=4),
    "matrix rank": matrix_rank,
    **{f"autocorrelation at lag {lag}": partial(autocorrelation, lag=lag) for lag in LAGS},
}


def alarm(judged: int) -> float:
    """P-value at which one of so many tests rings: all together ring with a chance of at most ``FALSE_ALARM``."""
    return FALSE_ALARM / judged


def judge(words: Words) -> dict[str, float]:
    """The p-value of every test that has words enough."""
    found = {name: test(words) for name, test in BATTERY.items()}
    return {name: p for name, p in found.items() if not np.isnan(p)}
