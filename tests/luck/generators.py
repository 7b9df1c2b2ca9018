"""The model's generator as arrays of words, and weak ones that the battery has to catch.

A generator turns coordinates into four 32-bit words a draw. The weak ones are what one could take for good: famous bad
generators in the place of Philox, too few rounds, and good rounds over coordinates of which some are lost.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from tests.luck.orders import Coordinates

from netsustain.kernels import entry_point
from netsustain.streams import luck_of, uniforms

Generator = Callable[[Coordinates], np.ndarray]
"""Coordinates → words ``[draws, 4]`` (uint32)."""
MASK = np.uint64(0xFFFFFFFF)


@entry_point
def _drawn(seed, replicate, stream, month, entity, other, block):
    found = np.empty((seed.size, 4))
    for k in range(seed.size):
        luck = luck_of(seed[k], replicate[k])
        u = uniforms(luck, stream[k], month[k], entity[k], other[k], block[k])
        found[k, 0], found[k, 1], found[k, 2], found[k, 3] = u
    return found


def model(at: Coordinates) -> np.ndarray:
    """The generator of the model, through the function that rules call; a uniform is (word + 1/2) / 2**32."""
    return (_drawn(*at) * 2.0**32 - 0.5).astype(np.uint32)


# ---- Philox in arrays --------------------------------------------------------------------------------------------


def counters(at: Coordinates) -> list[np.ndarray]:
    """Counter (four words) and key (two words) of each draw, as the model packs them."""
    purpose = at.stream << np.uint64(20) | at.month << np.uint64(8) | at.block
    return [at.entity, at.other, purpose, at.replicate, at.seed & MASK, at.seed >> np.uint64(32)]


def philox(words: list[np.ndarray], rounds: int) -> np.ndarray:
    """Philox4x32 with so many rounds."""
    c0, c1, c2, c3, k0, k1 = words
    shift = np.uint64(32)
    for _ in range(rounds):
        first, second = np.uint64(0xD2511F53) * c0, np.uint64(0xCD9E8D57) * c2
        c0, c1, c2, c3 = (second >> shift) ^ c1 ^ k0, second & MASK, (first >> shift) ^ c3 ^ k1, first & MASK
        k0, k1 = (k0 + np.uint64(0x9E3779B9)) & MASK, (k1 + np.uint64(0xBB67AE85)) & MASK
    return np.stack([c0, c1, c2, c3], axis=1).astype(np.uint32)


def rounds(number: int) -> Generator:
    """Philox with so many rounds over the model's coordinates."""
    return lambda at: philox(counters(at), number)


def forgetting(**lost: Callable[[np.ndarray], np.ndarray]) -> Generator:
    """The whole Philox, but of some coordinates only a part is left."""

    def words(at: Coordinates) -> np.ndarray:
        left = {name: part(getattr(at, name)) for name, part in lost.items()}
        return philox(counters(at._replace(**left)), 10)

    return words


# ---- weak generators ---------------------------------------------------------------------------------------------


def sequence(multiplier: int, increment: int, bits: int) -> Generator:
    """A linear congruential generator, the same sequence however it is asked; up to 32 bits."""

    def words(at: Coordinates) -> np.ndarray:
        count, mask = 4 * at.seed.size, (1 << bits) - 1
        state = np.zeros(count, dtype=np.uint64)
        value = int(at.seed[0]) | 1
        for k in range(count):
            value = (multiplier * value + increment) & mask
            state[k] = value
        return (state << np.uint64(32 - bits)).reshape(-1, 4).astype(np.uint32)

    return words


def xorshift(at: Coordinates) -> np.ndarray:
    """Marsaglia's 32-bit xorshift: every bit is an exclusive or of bits of the seed."""
    found, value = np.zeros(4 * at.seed.size, dtype=np.uint32), int(at.seed[0]) | 1
    for k in range(found.size):
        value ^= (value << 13) & 0xFFFFFFFF
        value ^= value >> 17
        value ^= (value << 5) & 0xFFFFFFFF
        found[k] = value
    return found.reshape(-1, 4)


def xored(at: Coordinates) -> np.ndarray:
    """All coordinates put together by exclusive or, each of the four words with another constant."""
    c0, c1, c2, c3, k0, k1 = counters(at)
    mixed = c0 ^ c1 ^ c2 ^ (c3 << np.uint64(7)) ^ k0 ^ k1
    return np.stack([(mixed ^ np.uint64(0x9E3779B9 * k)) & MASK for k in range(1, 5)], axis=1).astype(np.uint32)


def multiplied(at: Coordinates) -> np.ndarray:
    """A golden-ratio multiple of packed coordinates (Knuth's multiplicative hash)."""
    packed = at.entity + (at.month << np.uint64(16)) + (at.replicate << np.uint64(11)) + at.seed + at.block + at.stream
    packed = packed * np.uint64(4) + np.where(at.other < MASK, at.other << np.uint64(9), np.uint64(0))
    lanes = [(packed + np.uint64(k)) * np.uint64(2654435769) & MASK for k in range(4)]
    return np.stack(lanes, axis=1).astype(np.uint32)


def counted(at: Coordinates) -> np.ndarray:
    """A counter."""
    return np.arange(4 * at.seed.size, dtype=np.uint32).reshape(-1, 4)


def spread_counter(at: Coordinates) -> np.ndarray:
    """A counter over the whole range: as even as can be."""
    return counted(at) * np.uint32(2**32 // (4 * at.seed.size))


def _nothing(values: np.ndarray) -> np.ndarray:
    return np.zeros_like(values)


WEAK: dict[str, Generator] = {
    "a linear congruential generator of 32 bits": sequence(1664525, 1013904223, 32),
    "RANDU": sequence(65539, 0, 31),
    "xorshift of 32 bits": xorshift,
    "Philox with 1 round": rounds(1),
    "Philox with 2 rounds": rounds(2),
    "Philox with 3 rounds": rounds(3),
    "coordinates put together by exclusive or": xored,
    "coordinates multiplied by the golden ratio": multiplied,
    "a counter": counted,
    "a counter over the whole range": spread_counter,
    "one that forgets the entity": forgetting(entity=_nothing),
    "one that forgets the other of two partners": forgetting(other=_nothing),
    "one that forgets the stream": forgetting(stream=_nothing),
    "one that forgets the month": forgetting(month=_nothing),
    "one that repeats every year": forgetting(month=lambda month: month % np.uint64(12)),
    "one that forgets the replicate": forgetting(replicate=_nothing),
    "one that has 256 replicates": forgetting(replicate=lambda value: value % np.uint64(256)),
    "one that forgets the seed": forgetting(seed=_nothing),
    "one that forgets the block": forgetting(block=_nothing),
    "one for which an even and an odd entity are one": forgetting(entity=lambda value: value >> np.uint64(1)),
}
