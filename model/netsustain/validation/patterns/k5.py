"""K5: starting levels of trust and structure (survey of Khon Kaen primary area 3, n = 195; Maricopa PARTNER survey).

The survey found 3.27 on a scale of 1 to 5, or .57 on 0-1, in networks at work; the model is given it as the starting
trust, so that month 1 is a check of the input. What the model can fail is to hold it: the same level is asked of the
mean over the year that follows, a round of transfers included, among networks alive at its end (a survey falls at any
time of the year). (With a learning expectation trust would sink to the ratio of its gains and losses.) The 41-member
network's density and centralisation come from the generator of ties, which is told the mean number of ties (.30 x 40 =
12) and that everybody is tied to the hub.

Bands. Trust: plus or minus .05, about twice the error of a mean of 195 answers and the spread between ways to put a
five-point scale on 0-1. Structure: one network, no sampling error is published; a sixth of the number (.05 of density)
and .10 of centralisation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from netsustain.validation.measures import alive, grid, mean
from netsustain.validation.pattern import Measured, Pattern, Target

if TYPE_CHECKING:
    from netsustain.ensemble import Ensemble

THAI, PARTNER = "pattern_start_thai", "pattern_start_partner"


def measure(ensembles: Mapping[str, Ensemble]) -> dict[str, Measured]:
    """Trust of Thai networks in month 1 and over a year; density and centralisation of the 41-member one."""
    trust = grid(ensembles[THAI], "mean_trust")
    structure = ensembles[PARTNER]
    return {
        "trust_start": mean(trust[:, 0]),
        "trust_year": mean(trust[alive(ensembles[THAI], 12)].mean(axis=1)),
        "density": mean(grid(structure, "density")[:, 0]),
        "centralisation": mean(grid(structure, "centralisation")[:, 0]),
    }


PATTERN = Pattern(
    id="K5",
    role="calibrated",
    source="Survey of Khon Kaen primary education area 3 (n = 195); PARTNER survey of Maricopa County (41 members)",
    setups=(THAI, PARTNER),
    targets=(
        Target("trust_start", 0.57, 0.52, 0.62, "0-1"),
        Target("trust_year", 0.57, 0.52, 0.62, "0-1"),
        Target("density", 0.30, 0.25, 0.35, "share"),
        Target("centralisation", 0.73, 0.63, 0.83, "0-1"),
    ),
    measure=measure,
    replicates=200,
    built="partly",
)
