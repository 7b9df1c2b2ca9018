"""V8: a centralised route to effectiveness exists (Raab, Mannak & Cambré 2015: 39 networks, crisp-set QCA).

Effective were networks that are centrally integrated, at least three years old and stable, and have either
considerable resources or an administrative organisation. Here five kinds of network are run into their fourth year:
the two routes, the same with neither, with unstable leaders, and a dispersed network with money. Effective is a
network whose outcome index over months 37-48 is above the median of all five kinds (0 once it has ended).

Criterion. Consistency, the share of a route's networks that are effective, is at least .75, the usual least value of
crisp-set analysis, for both routes; and the conditions matter: with neither money nor administration, and without
stability, clearly fewer networks are effective.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from netsustain.validation.measures import grid, mean, share
from netsustain.validation.pattern import UNBOUNDED, Measured, Pattern, Target

if TYPE_CHECKING:
    from netsustain.ensemble import Ensemble

MONEY, ADMINISTRATION = "pattern_route_money", "pattern_route_administration"
NEITHER, UNSTABLE, DISPERSED = "pattern_route_neither", "pattern_route_unstable", "pattern_route_dispersed"
FOURTH_YEAR = slice(36, 48)
CONSISTENT = 0.75


def measure(ensembles: Mapping[str, Ensemble]) -> dict[str, Measured]:
    """Consistency of both routes, and what the absence of a condition takes away."""
    names = (MONEY, ADMINISTRATION, NEITHER, UNSTABLE, DISPERSED)
    outcome = {name: grid(ensembles[name], "outcome_index")[:, FOURTH_YEAR].mean(axis=1) for name in names}
    middle = np.median(np.concatenate(list(outcome.values())))
    effective = {name: values > middle for name, values in outcome.items()}
    routes = 0.5 * (effective[MONEY].astype(float) + effective[ADMINISTRATION])
    return {
        "money": share(effective[MONEY]),
        "administration": share(effective[ADMINISTRATION]),
        "neither_less": mean(routes - effective[NEITHER]),
        "unstable_less": mean(effective[MONEY].astype(float) - effective[UNSTABLE]),
    }


PATTERN = Pattern(
    id="V8",
    role="shown",
    source="Raab, Mannak & Cambré 2015 (39 crime-prevention networks in the Netherlands)",
    setups=(MONEY, ADMINISTRATION, NEITHER, UNSTABLE, DISPERSED),
    targets=(
        Target("money", float("nan"), CONSISTENT, 1.0, "share"),
        Target("administration", float("nan"), CONSISTENT, 1.0, "share"),
        Target("neither_less", float("nan"), 0.0, UNBOUNDED, "share", ordinal=True),
        Target("unstable_less", float("nan"), 0.0, UNBOUNDED, "share", ordinal=True),
    ),
    measure=measure,
    replicates=300,
)
