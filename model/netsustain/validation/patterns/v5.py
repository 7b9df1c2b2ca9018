"""V5: a third of 42 networks shatter when a key player leaves; fewer under distributed leadership (Florida, 2009-17).

The source removes organisations from surveyed networks: a third fall into pieces. Here the key organisation really
leaves, with its ties, its budget and its leader, and what counts is work: over the year that follows (its first month
left out) the largest group at work together is less than half of what it is in the same network under the same luck
that lost nobody. Networks that are not alive at the departure are left out.

Partly built in: the loss at one exit is shared by the leaders of the core group.

Band: 14 of 42 have a 95 % interval of .21-.48 (Wilson). The difference that distributed leadership makes has to be
clear.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from netsustain.validation.measures import alive, grid, mean, share
from netsustain.validation.pattern import UNBOUNDED, Measured, Pattern, Target

if TYPE_CHECKING:
    from netsustain.ensemble import Ensemble

ONE = ("pattern_key_player_stays", "pattern_key_player_leaves")
SEVERAL = ("pattern_shared_lead_stays", "pattern_shared_lead_leaves")
DEPARTURE = 13
YEAR = slice(DEPARTURE, DEPARTURE + 11)
"""Columns of the eleven months after the month of departure."""


def shattered(stays: Ensemble, leaves: Ensemble) -> np.ndarray:
    """Whether the working group is less than half of its twin's, by replicate."""
    twin = grid(stays, "live_members")[:, YEAR].mean(axis=1)
    return np.asarray(grid(leaves, "live_members")[:, YEAR].mean(axis=1) < 0.5 * twin)


def measure(ensembles: Mapping[str, Ensemble]) -> dict[str, Measured]:
    """Share of networks that shatter around one leader, and how many fewer do around several."""
    one, several = (shattered(ensembles[a], ensembles[b]) for a, b in (ONE, SEVERAL))
    alone, together = (alive(ensembles[a], DEPARTURE) for a, _ in (ONE, SEVERAL))
    both = alone & together
    return {"one_leader": share(one[alone]), "fewer": mean(one[both].astype(float) - several[both])}


PATTERN = Pattern(
    id="V5",
    role="shown",
    source="Bohnett et al. 2022 (42 health collaboratives in Florida, 2009-17)",
    setups=(*ONE, *SEVERAL),
    targets=(
        Target("one_leader", 1 / 3, 0.21, 0.48, "share"),
        Target("fewer", float("nan"), 0.0, UNBOUNDED, "share", ordinal=True),
    ),
    measure=measure,
    built="partly",
)
