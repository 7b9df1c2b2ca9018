"""V7: ties over the life of a grant (Heeren et al. 2022: seven Iowa sites; Ulibarri et al. 2020 for the life course).

Density and transitivity peaked during the three-year grant, against the networks before and after it. The model says
that less is convened where less is paid for; that ties rise and fall with it has to come out.

Measured on the same networks throughout, those alive three years after the grant: month 1 (before), the last funded
year (during), the last year followed (after). Criterion: up and then down, each clear of nothing, for both measures.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from netsustain.validation.measures import alive, grid, mean
from netsustain.validation.pattern import UNBOUNDED, Measured, Pattern, Target

if TYPE_CHECKING:
    from netsustain.ensemble import Ensemble

SETUP = "pattern_life_course"
LAST_PAID, FOLLOWED = 36, 72
MEASURES = ("density", "transitivity")


def measure(ensembles: Mapping[str, Ensemble]) -> dict[str, Measured]:
    """Rise from before to the last funded year, and fall from there to the last year."""
    here = alive(ensembles[SETUP], FOLLOWED)
    found = {}
    for name in MEASURES:
        level = grid(ensembles[SETUP], name)[here]
        before = level[:, 0]
        during = level[:, LAST_PAID - 12 : LAST_PAID].mean(axis=1)
        after = level[:, FOLLOWED - 12 : FOLLOWED].mean(axis=1)
        found[f"{name}_rise"] = mean(during - before)
        found[f"{name}_fall"] = mean(during - after)
    return found


PATTERN = Pattern(
    id="V7",
    role="shown",
    source="Heeren et al. 2022 (seven sites in Iowa); Ulibarri et al. 2020",
    setups=(SETUP,),
    targets=tuple(
        Target(f"{name}_{way}", float("nan"), 0.0, UNBOUNDED, "0-1", ordinal=True)
        for name in MEASURES
        for way in ("rise", "fall")
    ),
    measure=measure,
    replicates=300,
    repaired=True,
)
