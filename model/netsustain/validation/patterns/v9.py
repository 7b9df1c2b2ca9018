"""V9: fixed against changing partners (Rand, Arbesman & Christakis 2011).

Co-operation decays when everybody keeps the same partners, and stays high when ties can be changed often: links with
defectors are dropped, links with co-operators taken up. Set up as the closed group of K3, with ties that form and
fade as everywhere in the model or do not, and partners that are not trusted dropped by choice or not.

Criteria. Fixed: less than half of the first round's contribution is left in the tenth, clearly. Changing: at least
four fifths are left ("stays high"). Between them, a clear difference in the tenth round.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from netsustain.validation.measures import grid, jackknife, mean
from netsustain.validation.pattern import UNBOUNDED, Measured, Pattern, Target

if TYPE_CHECKING:
    from netsustain.ensemble import Ensemble

FIXED, REWIRING = "pattern_partners_fixed", "pattern_partners_rewiring"


def measure(ensembles: Mapping[str, Ensemble]) -> dict[str, Measured]:
    """Shares of the first round's contribution kept to the tenth, and the difference in the tenth round."""
    fixed, rewiring = (grid(ensembles[name], "effort") for name in (FIXED, REWIRING))

    def kept(rows: np.ndarray) -> np.ndarray:
        return np.array([each[rows, 9].mean() / each[rows, 0].mean() for each in (fixed, rewiring)])

    fixed_kept, rewiring_kept = jackknife(len(fixed), kept)
    return {"fixed_kept": fixed_kept, "rewiring_kept": rewiring_kept, "difference": mean(rewiring[:, 9] - fixed[:, 9])}


PATTERN = Pattern(
    id="V9",
    role="shown",
    source="Rand, Arbesman & Christakis 2011",
    setups=(FIXED, REWIRING),
    targets=(
        Target("fixed_kept", float("nan"), -UNBOUNDED, 0.5, "share kept", ordinal=True),
        Target("rewiring_kept", float("nan"), 0.8, UNBOUNDED, "share kept"),
        Target("difference", float("nan"), 0.0, UNBOUNDED, "share", ordinal=True),
    ),
    measure=measure,
    replicates=200,
    repaired=True,
)
