"""V4: what goes with survival (NORC 2012): more sources of funding, and a larger share of active members.

Sustained coalitions had 3.9 sources on average, the others 3.0; 79 % of their members were active, against 74 %. The
population here is made of networks with two to five sources in equal parts; their active share is the mean over the
last funded year, before any fate of theirs is known, among networks still alive then.

Criterion: both differences are positive and clear of nothing. Their sizes depend on how much the population varies,
which is not published, so they are shown and not judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from netsustain.validation.measures import alive, difference_of_groups, grid
from netsustain.validation.pattern import UNBOUNDED, Measured, Pattern, Target

if TYPE_CHECKING:
    from netsustain.ensemble import Ensemble

SOURCES = {
    "pattern_sources_two": 2.0, "pattern_grantees": 3.0, "pattern_sources_four": 4.0, "pattern_sources_five": 5.0,
}  # fmt: skip
"""Set-up → sources of funding beside the grant."""
LAST_PAID, SURVEY = 36, 96


def measure(ensembles: Mapping[str, Ensemble]) -> dict[str, Measured]:
    """Means among sustained networks minus means among the others, over the whole population."""
    sources, active, fate = [], [], []
    for name, number in SOURCES.items():
        formed = alive(ensembles[name], LAST_PAID)
        fate.append(alive(ensembles[name], SURVEY)[formed])
        active.append(grid(ensembles[name], "active_share")[formed, LAST_PAID - 12 : LAST_PAID].mean(axis=1))
        sources.append(np.full(int(formed.sum()), number))
    sustained = np.concatenate(fate)
    return {
        "sources": difference_of_groups(np.concatenate(sources), sustained),
        "active_share": difference_of_groups(np.concatenate(active), sustained),
    }


PATTERN = Pattern(
    id="V4",
    role="shown",
    source="NORC 2012 (Healthy Communities Access Program; 165 coalitions)",
    setups=tuple(SOURCES),
    targets=(
        Target("sources", 0.9, 0.0, UNBOUNDED, "sources", ordinal=True),
        Target("active_share", 0.05, 0.0, UNBOUNDED, "share", ordinal=True),
    ),
    measure=measure,
    replicates=300,
)
