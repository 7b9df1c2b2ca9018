"""V10: young volunteer-run networks die most, and a grant removes the gradient (Hager, Galaskiewicz & Larson 2004).

In a panel of non-profit organisations reliance on volunteers raised the mortality of the young against the old, and
public funding made young and old equally likely to survive. The model's counterpart is the yearly chance of ending
while young (months 1-24) and while old (months 37-72) within the same population, without outside money and with a
grant that pays throughout. As in any panel, part of a gradient is that the weak go first.

Criteria: without money the young's chance of ending is clearly higher; with the grant clearly less than a quarter of
that gradient is left.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from netsustain.validation.measures import grid, jackknife, yearly_hazard
from netsustain.validation.pattern import UNBOUNDED, Measured, Pattern, Target

if TYPE_CHECKING:
    from netsustain.ensemble import Ensemble

ALONE, FUNDED = "pattern_volunteers", "pattern_volunteers_funded"
LEFT = 0.25
"""Share of the gradient that a grant may leave."""


def gradient(living: np.ndarray) -> float:
    """Yearly chance of ending while young minus while old, from (replicates × months) alive."""
    kept = living.mean(axis=0)
    return yearly_hazard(1.0, kept[23], 2.0) - yearly_hazard(kept[35], kept[71], 3.0)


def measure(ensembles: Mapping[str, Ensemble]) -> dict[str, Measured]:
    """The age gradient of volunteer-run networks, and what a grant leaves of it beyond a quarter."""
    alone, funded = (grid(ensembles[name], "alive") > 0 for name in (ALONE, FUNDED))

    def gradients(rows: np.ndarray) -> np.ndarray:
        without, with_grant = gradient(alone[rows]), gradient(funded[rows])
        return np.array([without, with_grant - LEFT * without])

    without, beyond = jackknife(len(alone), gradients)
    return {"gradient": without, "left_by_grant": beyond}


PATTERN = Pattern(
    id="V10",
    role="shown",
    source="Hager, Galaskiewicz & Larson 2004 (non-profit organisations, Minneapolis-St Paul)",
    setups=(ALONE, FUNDED),
    targets=(
        Target("gradient", float("nan"), 0.0, UNBOUNDED, "1/year", ordinal=True),
        Target("left_by_grant", float("nan"), -UNBOUNDED, 0.0, "1/year", ordinal=True),
    ),
    measure=measure,
)
