"""V11: the three seed cases and their mix (B-K1..K3, B-F1).

Four statements of the case studies, each as differences under the same luck that have to be clear of nothing:
face-to-face work takes more of members' time for meetings and travel than either other case; the committee needs more
co-ordination than either other case; a platform adds more to members' effort where access is good than where it is
not; and networks with the mix last longer than those of each case.

Time and co-ordination are staff-days a month and active member, over the first two years while alive. The cases also
differ in members, remoteness and goals, as they did; so does the mix, which is set in the typical network.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from netsustain.validation.measures import grid, mean
from netsustain.validation.pattern import UNBOUNDED, Measured, Pattern, Target

if TYPE_CHECKING:
    from netsustain.ensemble import Ensemble

IN_PERSON, PLATFORM, COMMITTEE, MIX = "case_nakhon_pathom", "case_chiang_mai", "case_suphan_buri", "mix"
OFF, NEAR, NEAR_OFF = "pattern_platform_off", "pattern_platform_near", "pattern_platform_near_off"
EARLY = slice(0, 24)


def a_member(ensemble: Ensemble, name: str) -> np.ndarray:
    """A sum over the network in staff-days, over two years, for each active member-month."""
    members = grid(ensemble, "active_members")[:, EARLY].sum(axis=1)
    return np.asarray(grid(ensemble, name)[:, EARLY].sum(axis=1) / np.maximum(members, 1.0))


def gained(with_platform: Ensemble, without: Ensemble) -> np.ndarray:
    """Effort over two years that the platform adds (0 once ended), by replicate."""
    one, other = (grid(each, "effort")[:, EARLY].mean(axis=1) for each in (with_platform, without))
    return np.asarray(one - other)


def measure(ensembles: Mapping[str, Ensemble]) -> dict[str, Measured]:
    """Differences between the cases, in the order of the four statements."""
    cases = (IN_PERSON, PLATFORM, COMMITTEE)
    time = {name: a_member(ensembles[name], "meeting_days") for name in cases}
    effort = {name: a_member(ensembles[name], "need_days") for name in cases}
    months = {name: ensembles[name].runs["months_sustained"].to_numpy() for name in (*cases, MIX)}
    limited = gained(ensembles[NEAR], ensembles[NEAR_OFF]) - gained(ensembles[PLATFORM], ensembles[OFF])
    return {
        "time_platform": mean(time[IN_PERSON] - time[PLATFORM]),
        "time_committee": mean(time[IN_PERSON] - time[COMMITTEE]),
        "coordination_in_person": mean(effort[COMMITTEE] - effort[IN_PERSON]),
        "coordination_platform": mean(effort[COMMITTEE] - effort[PLATFORM]),
        "access": mean(limited),
        "mix_in_person": mean(months[MIX] - months[IN_PERSON]),
        "mix_platform": mean(months[MIX] - months[PLATFORM]),
        "mix_committee": mean(months[MIX] - months[COMMITTEE]),
    }


def _clear(name: str, unit: str) -> Target:
    return Target(name, float("nan"), 0.0, UNBOUNDED, unit, ordinal=True)


PATTERN = Pattern(
    id="V11",
    role="shown",
    source="Three Thai case studies (B-K1..K3, B-F1)",
    setups=(IN_PERSON, PLATFORM, COMMITTEE, MIX, OFF, NEAR, NEAR_OFF),
    targets=(
        _clear("time_platform", "staff-days"),
        _clear("time_committee", "staff-days"),
        _clear("coordination_in_person", "staff-days"),
        _clear("coordination_platform", "staff-days"),
        _clear("access", "effort"),
        _clear("mix_in_person", "months"),
        _clear("mix_platform", "months"),
        _clear("mix_committee", "months"),
    ),
    measure=measure,
    replicates=300,
    built="partly",
)
