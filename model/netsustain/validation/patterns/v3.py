"""V3: leader experience, from the lowest to the highest with everything else at its mean (NORC 2012).

The regression on 165 coalitions gives a chance of being sustained of 48 % at the lowest and 84 % at the highest
leader experience (managing coalitions, years in the field, working in the community). The model's counterpart is
whether leaders have led elsewhere: none of them against all of them, in networks of average size and resources.

Bands: both ends rest on few coalitions; taken as shares of a quarter of the sample (41), their 95 % intervals
(Wilson) are .33-.63 and .70-.92. The difference has to be clear of nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from netsustain.validation.measures import alive, mean, share
from netsustain.validation.pattern import UNBOUNDED, Measured, Pattern, Target

if TYPE_CHECKING:
    from netsustain.ensemble import Ensemble

LOWEST, HIGHEST = "pattern_experience_lowest", "pattern_experience_highest"
SURVEY = 96


def measure(ensembles: Mapping[str, Ensemble]) -> dict[str, Measured]:
    """Shares sustained at the survey, and their difference replicate by replicate."""
    low, high = alive(ensembles[LOWEST], SURVEY), alive(ensembles[HIGHEST], SURVEY)
    return {"lowest": share(low), "highest": share(high), "difference": mean(high.astype(float) - low)}


PATTERN = Pattern(
    id="V3",
    role="shown",
    source="NORC 2012 (Healthy Communities Access Program; regression on 165 coalitions)",
    setups=(LOWEST, HIGHEST),
    targets=(
        Target("lowest", 0.48, 0.33, 0.63, "share"),
        Target("highest", 0.84, 0.70, 0.92, "share"),
        Target("difference", 0.36, 0.0, UNBOUNDED, "share", ordinal=True),
    ),
    measure=measure,
)
