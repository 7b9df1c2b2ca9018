"""V1: survival in a grant programme that ends, all grantees (NORC 2012, Healthy Communities Access Program).

Five or more years after three-year grants, 113 of 165 coalitions (68 %) were at work: three or more organisations
jointly pursuing an original goal, the rule after which the model says *alive*. Of the 52 others 35 had dissolved and
17 had disbanded because all goals were met or the need was gone, about 2 : 1. The model's dissolved and completed
ends are these two; a network that met its goals and took up new ones counts as alive.

Bands: 95 % (Wilson) of 113 in 165, .61-.75, and of 35 in 52, .54-.78. The first is what K1 leads one to expect, so a
hit says little; the second depends on how much work a goal is taken to be, which nobody published.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from netsustain.validation.measures import alive, share
from netsustain.validation.pattern import Measured, Pattern, Target

if TYPE_CHECKING:
    from netsustain.ensemble import Ensemble

SETUP = "pattern_grantees"
SURVEY = 96
"""Month of the survey: three years of grant and five more."""


def measure(ensembles: Mapping[str, Ensemble]) -> dict[str, Measured]:
    """Share alive at the survey, and the share of the ended ones that dissolved."""
    at_work = alive(ensembles[SETUP], SURVEY)
    dissolved = ensembles[SETUP].runs["ended"].to_numpy() == "dissolved"
    return {"sustained": share(at_work), "dissolved": share(np.asarray(dissolved[~at_work], dtype=bool))}


PATTERN = Pattern(
    id="V1",
    role="shown",
    source="NORC 2012 (Healthy Communities Access Program; 165 coalitions)",
    setups=(SETUP,),
    targets=(
        Target("sustained", 0.68, 0.61, 0.75, "share"),
        Target("dissolved", 35 / 52, 0.54, 0.78, "share of the ended"),
    ),
    measure=measure,
)
