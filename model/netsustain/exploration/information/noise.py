"""What the value of knowing a factor looks like when it is worth nothing: the noise floor, by permutation.

Benefits are dealt to the draws anew, all options of a draw together: the factor then tells nothing, and all else is
as it was. The largest value over all factors in each shuffle gives one floor for all of them, which a world without
any value of information passes for some factor in 5 % of experiments only (Westfall & Young 1993).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from netsustain.exploration.information.value import Knowing
from netsustain.health.intervals import Floats

SHUFFLES = 199
LEVEL = 0.05


class Floor(NamedTuple):
    """What chance alone gives."""

    floor: float
    """The value that the best of all pieces of information passes by chance in 5 % of experiments."""
    p: Floats
    """Of each piece: chance that the best of worthless ones would look as valuable."""


def noise_floor(pieces: Sequence[Knowing], benefits: Floats, values: Floats, seed: int) -> Floor:
    """Shuffle the benefits and value every piece of information again.

    Parameters
    ----------
    benefits
        Means of the draws, (draws × options).
    values
        What was found of each piece.
    """
    generator = np.random.Generator(np.random.PCG64(seed))
    orders = [generator.permutation(len(benefits)) for _ in range(SHUFFLES)]
    shuffled = np.stack([benefits[order] for order in orders], axis=2)  # (draws × options × shuffles)
    largest = np.max([piece.values(shuffled) for piece in pieces], axis=0)
    passed = (largest[None] >= values[:, None]).sum(axis=1)
    return Floor(float(np.quantile(largest, 1 - LEVEL)), (1 + passed) / (1 + SHUFFLES))
