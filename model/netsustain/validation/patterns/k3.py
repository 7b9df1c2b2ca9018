"""K3: contributions without talk or choice of partner (Fischbacher, Gächter & Fehr 2001; Fischbacher & Gächter 2010).

Bands. Round 1: the sources' 50-60 % of the endowment. Round 10: "about 10 %", read as 5-15 %.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from netsustain.validation.measures import grid, mean
from netsustain.validation.pattern import Measured, Pattern, Target

if TYPE_CHECKING:
    from netsustain.ensemble import Ensemble

SETUP = "contributions_game"


def measure(ensembles: Mapping[str, Ensemble]) -> dict[str, Measured]:
    """Mean contribution of a group in the first and the tenth round, as a share of the endowment."""
    effort = grid(ensembles[SETUP], "effort")
    return {"round_1": mean(effort[:, 0]), "round_10": mean(effort[:, 9])}


PATTERN = Pattern(
    id="K3",
    role="calibrated",
    source="Fischbacher, Gächter & Fehr 2001; Fischbacher & Gächter 2010",
    setups=(SETUP,),
    targets=(Target("round_1", 0.55, 0.50, 0.60, "share"), Target("round_10", 0.10, 0.05, 0.15, "share")),
    measure=measure,
    replicates=200,
    built="partly",
)
