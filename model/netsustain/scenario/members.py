"""The members table of a scenario: what is known of each member before anything is drawn."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from netsustain.scenario.kinds import Kind


class Members(NamedTuple):
    """The members table: one row a member by number; NaN and -1 mean ``draw it``."""

    names: list[str]
    whole: dict[str, np.ndarray]
    real: dict[str, np.ndarray]


TRAIT_COLUMNS = (
    "ring", "size", "remoteness", "digital_access", "own_resources", "skill", "alone", "reciprocity", "captures",
    "priority",
)  # fmt: skip


def blank_members(count: int) -> Members:
    """A table of active schools about which nothing is known."""
    return Members(
        names=[f"M{row + 1}" for row in range(count)],
        whole={
            "number": np.arange(count, dtype="i8"),
            "kind": np.full(count, int(Kind.SCHOOL)),
            "contributor": np.full(count, -1),
            "status": np.zeros(count, dtype="i8"),
        },
        real={name: np.full(count, np.nan) for name in TRAIT_COLUMNS},
    )
