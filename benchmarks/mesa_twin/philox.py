"""Random numbers as a pure function of who, what and when: Philox4x32-10 (Salmon et al. 2011)."""

from __future__ import annotations

from enum import IntEnum

Words = tuple[int, int, int, int]
Uniforms = tuple[float, float, float, float]

WORD = 0xFFFFFFFF
NOBODY = WORD
"""The other entity of a draw that concerns one entity alone."""
ROUNDS = 10
FIRST_MULTIPLIER, SECOND_MULTIPLIER = 0xD2511F53, 0xCD9E8D57
FIRST_WEYL, SECOND_WEYL = 0x9E3779B9, 0xBB67AE85
UNIT_VARIANCE = 1.7320508075688772
"""√3: the sum of four uniforms has variance 4/12."""


class Stream(IntEnum):
    """What a draw is used for."""

    MEMBER_TRAITS = 1
    LEADER_TRAITS = 2
    LEADER_MOVES = 3
    NETWORK_SIZE = 4
    GENERATED_TIES = 5
    TIE_START = 6
    CORE_GROUP = 7
    INCOME = 8
    PRIORITY_DRIFT = 9
    PROJECT_OUTCOME = 10
    TIE_EXPERIENCE = 11
    TIE_DECAY = 12
    EXIT = 13
    TIE_FORMATION = 14
    RECRUITMENT = 15
    NEW_GOAL = 16
    RECURRENT_EVENT = 17
    EVENT_TARGET = 18
    NEIGHBOURHOOD = 19
    AGREEMENT = 20


def philox(counter: Words, key: tuple[int, int]) -> Words:
    """Four random words of 32 bits for a counter and a key."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(ROUNDS):
        first, second = FIRST_MULTIPLIER * c0, SECOND_MULTIPLIER * c2
        c0, c1, c2, c3 = (second >> 32) ^ c1 ^ k0, second & WORD, (first >> 32) ^ c3 ^ k1, first & WORD
        k0, k1 = (k0 + FIRST_WEYL) & WORD, (k1 + SECOND_WEYL) & WORD
    return c0, c1, c2, c3


class Luck:
    """All random numbers of one replicate."""

    def __init__(self, seed: int, replicate: int) -> None:
        self.key = (seed & WORD, seed >> 32)
        self.replicate = replicate

    def uniforms(self, stream: Stream, month: int, entity: int = 0, other: int = NOBODY, block: int = 0) -> Uniforms:
        """Four uniforms above 0 and below 1; the same coordinates give the same four."""
        counter = (entity, other, (stream << 20) + (month << 8) + block, self.replicate)
        c0, c1, c2, c3 = philox(counter, self.key)
        size = 4294967296.0
        return (c0 + 0.5) / size, (c1 + 0.5) / size, (c2 + 0.5) / size, (c3 + 0.5) / size


def bell(four: Uniforms) -> float:
    """Mean 0, variance 1, nearly normal: the scaled sum of four uniforms."""
    return (four[0] + four[1] + four[2] + four[3] - 2.0) * UNIT_VARIANCE
