"""A generator judged in every order, and beside its neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from tests.luck import battery
from tests.luck.generators import Generator
from tests.luck.orders import LANES, NEIGHBOURS, ORDERS, neighbours, ordered

from netsustain.exploration.linear_algebra import one_thread

TAKEN_APART = ("as a run draws", "by entity")
"""Orders in which the four words of a draw also stand elsewhere than together."""


class Verdict(NamedTuple):
    """One test of one order."""

    order: str
    test: str
    p: float


def judged(generator: Generator, draws: int) -> list[Verdict]:
    """Every test of every order, words of a draw together; in two orders also with the words of draws taken apart."""
    with one_thread():
        return [*_in_orders(generator, draws), *_beside(generator, draws)]


def _in_orders(generator: Generator, draws: int) -> Iterator[Verdict]:
    together = next(iter(LANES))
    for order, made in ORDERS.items():
        words = generator(made(draws))
        for lanes in LANES if order in TAKEN_APART else (together,):
            said = order if lanes == together else f"{order}; {lanes}"
            for test, p in battery.judge(ordered(words, lanes)).items():
                yield Verdict(said, test, p)


def _beside(generator: Generator, draws: int) -> Iterator[Verdict]:
    """Words of draws and of those beside them have nothing to do with each other."""
    for name in NEIGHBOURS:
        here, there = (generator(at) for at in neighbours(draws, name))
        for test, p in beside(here, there).items():
            yield Verdict(f"beside {name}", test, p)


def beside(here: np.ndarray, there: np.ndarray) -> dict[str, float]:
    """P-values of two sets of words ``[draws, 4]``, place by place."""
    one, other = here.reshape(-1), there.reshape(-1)
    count = one.size
    product = ((battery.real(one) - 0.5) * (battery.real(other) - 0.5)).sum()
    apart = np.bitwise_count(one ^ other).astype(float) - 16.0
    squares = apart**2 - 8.0  # mean 0, variance 32 × 31 / 8
    return {
        "correlation": battery.normal(12.0 * product / count**0.5),
        "bits that differ": battery.normal(apart.sum() / (8.0 * count) ** 0.5),
        "spread of bits that differ": battery.normal(squares.sum() / (124.0 * count) ** 0.5),
        "words that are the same": battery.poisson(int((one == other).sum()), count / 2.0**32),
        "each bit": battery.bit_means(np.ascontiguousarray(one ^ other)),
    }


def ringing(verdicts: list[Verdict]) -> list[Verdict]:
    """Verdicts that ring under one rate of false alarms for all of them, the surest first."""
    rate = battery.alarm(len(verdicts))
    return sorted((verdict for verdict in verdicts if verdict.p < rate), key=lambda verdict: verdict.p)

