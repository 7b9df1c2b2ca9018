"""Orders in which random numbers are looked at: one coordinate after the other, interleaved, reversed, shuffled.

An order is a table of coordinates, a row a draw. A draw gives four words; they stand one after the other unless
they are taken apart (``LANES``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from netsustain.streams import CANDIDATE, STREAMS

NOBODY = 0xFFFFFFFF
LIMITS = {"seed": 1 << 32, "replicate": 1 << 20, "stream": len(STREAMS), "month": 1200, "entity": 1 << 16,
          "other": 1 << 16, "block": 256}  # fmt: skip
"""How far a coordinate may run."""


class Coordinates(NamedTuple):
    """Coordinates of draws, each ``[draws]`` (uint64)."""

    seed: np.ndarray
    replicate: np.ndarray
    stream: np.ndarray
    month: np.ndarray
    entity: np.ndarray
    other: np.ndarray
    block: np.ndarray


ALIKE = {"seed": 11, "replicate": 3, "stream": 11, "month": 7, "entity": 5, "other": NOBODY, "block": 0}
"""What a coordinate is that an order leaves alone."""


def coordinates(count: int, **told: np.ndarray) -> Coordinates:
    """Coordinates of so many draws; what is not told is the same in all."""
    return Coordinates(*(
        np.asarray(told.get(name, np.full(count, ALIKE[name])), dtype=np.uint64) for name in Coordinates._fields
    ))  # fmt: skip


def nested(count: int, **sizes: int) -> Coordinates:
    """A grid, the first coordinate named running fastest, cut to so many draws; the last takes what is left."""
    place, told = np.arange(count), {}
    for name, size in sizes.items():
        own = min(size, LIMITS[name])
        told[name] = place % own + (1 if name in ("stream", "month", "seed") else 0)
        place = place // own
    assert not place.any(), "the grid is too small"
    return coordinates(count, **told)


def reversed_bits(values: np.ndarray, width: int) -> np.ndarray:
    """Whole numbers below ``2**width`` with their bits in the opposite order."""
    found = np.zeros_like(values)
    for bit in range(width):
        found |= ((values >> bit) & 1) << (width - 1 - bit)
    return found


def _bit_reversed(count: int) -> Coordinates:
    """Members in bit-reversed order, then months."""
    width = min(int(np.log2(count)), 16)
    place = np.arange(count)
    return coordinates(count, entity=reversed_bits(place % (1 << width), width), month=1 + place // (1 << width))


def _shuffled(count: int) -> Coordinates:
    """A grid of all coordinates in a fixed arbitrary order."""
    grid = nested(count, entity=32, month=16, stream=8, replicate=LIMITS["replicate"])
    order = np.random.default_rng(4).permutation(count)
    return Coordinates(*(values[order] for values in grid))


def _pairs(count: int) -> Coordinates:
    """Ties (a, b), a < b: by b, then by a."""
    size = int((2 * count) ** 0.5) + 2
    a, b = np.triu_indices(size, 1)
    return coordinates(count, entity=a[:count], other=b[:count])


def _candidates(count: int) -> Coordinates:
    """Organisations that may join: slots, then months, in replicates."""
    place = np.arange(count)
    month = 1 + place // 4 % 1200
    return coordinates(
        count, entity=CANDIDATE | month << 18 | place % 4, month=month, replicate=place // 4800,
        stream=np.full(count, 15),
    )  # fmt: skip


def _run(count: int) -> Coordinates:
    """As a run draws: all members and streams of a month, months, replicates."""
    return nested(count, entity=24, stream=8, month=120, replicate=LIMITS["replicate"])


ORDERS: dict[str, Callable[[int], Coordinates]] = {
    "by entity": lambda count: nested(count, entity=1 << 16, month=1200),
    "by month": lambda count: nested(count, month=1200, entity=1 << 16),
    "by replicate": lambda count: nested(count, replicate=1 << 20, entity=1 << 16),
    "by stream": lambda count: nested(count, stream=20, entity=1 << 16, month=1200),
    "by seed": lambda count: nested(count, seed=1 << 32),
    "by block": lambda count: nested(count, block=256, entity=1 << 16),
    "by tie": _pairs,
    "by candidate": _candidates,
    "as a run draws": _run,
    "entities bit-reversed": _bit_reversed,
    "shuffled": _shuffled,
}
LANES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "four words of a draw together": lambda words: words.reshape(-1),
    "first words, then second, third, fourth": lambda words: words.T.reshape(-1),
    "first words alone": lambda words: words[:, 0],
    "last word first": lambda words: words[:, ::-1].reshape(-1),
}


def ordered(words: np.ndarray, lanes: str) -> np.ndarray:
    """Words ``[draws, 4]`` one after the other."""
    return np.ascontiguousarray(LANES[lanes](words), dtype=np.uint32)


NEIGHBOURS = {
    "the next seed": {"seed": 1}, "the next replicate": {"replicate": 1}, "the next stream": {"stream": 1},
    "the next month": {"month": 1}, "the same month of the next year": {"month": 12}, "the next entity": {"entity": 1},
    "an entity of twice the number": {}, "the next block": {"block": 1},
}  # fmt: skip
"""Where else to look: what is added to each coordinate."""


def neighbours(count: int, name: str) -> tuple[Coordinates, Coordinates]:
    """Draws, and those beside them."""
    here = nested(count, entity=1 << 10, month=64, replicate=LIMITS["replicate"])
    if not NEIGHBOURS[name]:
        return here, here._replace(entity=(here.entity + 1024) * 2)
    return here, here._replace(**{key: getattr(here, key) + np.uint64(step) for key, step in NEIGHBOURS[name].items()})
