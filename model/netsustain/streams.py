"""Randomness as a pure function of (seed, replicate, stream, month, entity, other entity).

Adding a policy, a rule, a member or a report never shifts anybody's luck, because nobody's luck comes from a
shared sequence. The generator is Philox4x32-10 (Salmon et al. 2011) with the coordinates packed, not hashed:
key = (seed low, seed high); counter = (entity, other entity, stream << 20 | month << 8 | block, replicate).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from netsustain.kernels import compiled, inlined

Number = int | np.integer[Any]
NOBODY = np.int64(0xFFFFFFFF)
"""The other entity when a draw concerns one entity alone."""

_MASK = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)
_MULTIPLIER_0 = np.uint64(0xD2511F53)
_MULTIPLIER_1 = np.uint64(0xCD9E8D57)
_WEYL_0 = np.uint64(0x9E3779B9)
_WEYL_1 = np.uint64(0xBB67AE85)
_STREAM_SHIFT = np.uint64(20)
_MONTH_SHIFT = np.uint64(8)
_TO_UNIT = 1.0 / 4294967296.0


class Luck(NamedTuple):
    """Where a replicate's draws come from; all three are ``np.uint64`` below 2**32."""

    seed_low: np.uint64
    seed_high: np.uint64
    replicate: np.uint64


class Stream(NamedTuple):
    """One named purpose of random numbers. Numbers are never reused or changed."""

    number: int
    name: str
    keyed_by: str
    meaning: str


STREAMS: tuple[Stream, ...] = (
    Stream(1, "member_traits", "member", "size, remoteness, resources, skill, priority, type of a member"),
    Stream(2, "leader_traits", "member", "experience, championing, facilitation of the person in a post"),
    Stream(3, "leader_moves", "member", "transfer, vacancy length"),
    Stream(4, "network_size", "network", "size and resources of a network drawn from a population"),
    Stream(5, "generated_ties", "member", "ties of a generated network"),
    Stream(6, "tie_start", "tie", "starting trust and formality of a tie"),
    Stream(7, "core_group", "network", "whether a vacant seat of the core group is filled"),
    Stream(8, "income", "channel", "volatility of a channel's income"),
    Stream(9, "priority_drift", "member", "drift of a member's priority"),
    Stream(10, "project_outcome", "goal", "luck of a goal's projects in a month"),
    Stream(11, "tie_experience", "tie", "what partners experience of each other, conflict, contact, formalisation"),
    Stream(12, "tie_decay", "tie", "dissolution of a tie without contact"),
    Stream(13, "exit", "member", "leaving and returning"),
    Stream(14, "tie_formation", "member", "whom a member turns to for a new tie"),
    Stream(15, "recruitment", "candidate", "arrival of candidates and whom they meet first"),
    Stream(16, "new_goal", "network", "whether members adopt a new goal, and where"),
    Stream(17, "recurrent_event", "event", "whether a random recurrent event happens in a month"),
    Stream(18, "event_target", "member", "whom an event strikes"),
    Stream(19, "neighbourhood", "member", "where a member lies on the ring of neighbourhoods"),
    Stream(20, "agreement", "tie", "whether a tie is put under the written agreement this year"),
)  # fmt: skip
_NUMBER = {stream.name: np.uint64(stream.number) for stream in STREAMS}

MEMBER_TRAITS = _NUMBER["member_traits"]
LEADER_TRAITS = _NUMBER["leader_traits"]
LEADER_MOVES = _NUMBER["leader_moves"]
NETWORK_SIZE = _NUMBER["network_size"]
GENERATED_TIES = _NUMBER["generated_ties"]
TIE_START = _NUMBER["tie_start"]
CORE_GROUP = _NUMBER["core_group"]
INCOME = _NUMBER["income"]
PRIORITY_DRIFT = _NUMBER["priority_drift"]
PROJECT_OUTCOME = _NUMBER["project_outcome"]
TIE_EXPERIENCE = _NUMBER["tie_experience"]
TIE_DECAY = _NUMBER["tie_decay"]
EXIT = _NUMBER["exit"]
TIE_FORMATION = _NUMBER["tie_formation"]
RECRUITMENT = _NUMBER["recruitment"]
NEW_GOAL = _NUMBER["new_goal"]
RECURRENT_EVENT = _NUMBER["recurrent_event"]
EVENT_TARGET = _NUMBER["event_target"]
NEIGHBOURHOOD = _NUMBER["neighbourhood"]
AGREEMENT = _NUMBER["agreement"]

CANDIDATE = 0x40000000
"""Numbers of organisations that may join later begin here: CANDIDATE | month << 18 | slot."""
NETWORK_ENTITY = np.int64(0)
"""The entity of draws that concern the network as a whole."""


@inlined
def philox(
    c0: np.uint64, c1: np.uint64, c2: np.uint64, c3: np.uint64, k0: np.uint64, k1: np.uint64
) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    """Philox4x32-10: four 32-bit words (as uint64) from a counter of four words and a key of two."""
    for _ in range(10):
        product_0 = _MULTIPLIER_0 * c0
        product_1 = _MULTIPLIER_1 * c2
        c0 = (product_1 >> _SHIFT) ^ c1 ^ k0
        c2 = (product_0 >> _SHIFT) ^ c3 ^ k1
        c1 = product_1 & _MASK
        c3 = product_0 & _MASK
        k0 = (k0 + _WEYL_0) & _MASK
        k1 = (k1 + _WEYL_1) & _MASK
    return c0, c1, c2, c3


@inlined
def uniforms(
    luck: Luck, stream: np.uint64, month: Number, entity: Number, other: Number, block: Number
) -> tuple[float, float, float, float]:
    """Four independent uniforms strictly between 0 and 1 for one coordinate (``block``: when four are not enough)."""
    purpose = (stream << _STREAM_SHIFT) | (np.uint64(month) << _MONTH_SHIFT) | np.uint64(block)
    w0, w1, w2, w3 = philox(
        np.uint64(entity), np.uint64(other), purpose, luck.replicate, luck.seed_low, luck.seed_high
    )
    return (
        (np.float64(w0) + 0.5) * _TO_UNIT,
        (np.float64(w1) + 0.5) * _TO_UNIT,
        (np.float64(w2) + 0.5) * _TO_UNIT,
        (np.float64(w3) + 0.5) * _TO_UNIT,
    )


@inlined
def bell(u0: float, u1: float, u2: float, u3: float) -> float:
    """Standardised sum of four uniforms: mean 0, variance 1, bell-shaped, bounded by +-2 sqrt(3)."""
    return (u0 + u1 + u2 + u3 - 2.0) * 1.7320508075688772


@compiled
def luck_of(seed: np.uint64, replicate: np.uint64) -> Luck:
    """The luck of one replicate of an ensemble."""
    return Luck(seed & _MASK, seed >> _SHIFT, replicate & _MASK)
