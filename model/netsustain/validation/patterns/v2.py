"""V2: what fades first after support ends (Gloppen et al. 2012: 12 coalitions, 11 of them still there).

Twenty months after five years of support, among those that went on: written action plan 92 -> 55 % of coalitions,
three quarters of members trained 83 -> 64 %, implementation 4.55 -> 4.18 of 6. Compared are the shares of the funded
level that are left: .60 of the plan, .77 of the training, .92 of the delivery.

Built in: the monthly losses without funding come from this table. They are losses at *no* funding, while a network
that goes on pays part of its formal processes itself, so the model may still miss.

Bands: plus or minus one standard error of a share among 11 coalitions (.15, so .16 of the plan's and .17 of the
training's starting level), since two would let anything pass; .05 for the score, of which no spread is published. The
order, plan before training before delivery, has to be clear.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from netsustain.validation.measures import alive, grid, mean
from netsustain.validation.pattern import UNBOUNDED, Measured, Pattern, Target

if TYPE_CHECKING:
    from netsustain.ensemble import Ensemble

SETUP = "pattern_after_support"
LAST_PAID, SURVEY = 60, 80


def measure(ensembles: Mapping[str, Ensemble]) -> dict[str, Measured]:
    """Mean share of the funded level left at the survey, among networks alive, and differences between processes."""
    here = alive(ensembles[SETUP], SURVEY)
    left = {}
    for name in ("plan", "training", "delivery"):
        level = grid(ensembles[SETUP], name)[here]
        left[name] = level[:, SURVEY - 1] / level[:, LAST_PAID - 1]
    return {
        **{name: mean(values) for name, values in left.items()},
        "plan_first": mean(left["training"] - left["plan"]),
        "delivery_last": mean(left["delivery"] - left["training"]),
    }


PATTERN = Pattern(
    id="V2",
    role="shown",
    source="Gloppen et al. 2012 (Communities That Care; 11 of 12 coalitions, 20 months on)",
    setups=(SETUP,),
    targets=(
        Target("plan", 0.55 / 0.92, 0.44, 0.76, "share left"),
        Target("training", 0.64 / 0.83, 0.60, 0.94, "share left"),
        Target("delivery", 4.18 / 4.55, 0.87, 0.97, "share left"),
        Target("plan_first", 0.64 / 0.83 - 0.55 / 0.92, 0.0, UNBOUNDED, "share left", ordinal=True),
        Target("delivery_last", 4.18 / 4.55 - 0.64 / 0.83, 0.0, UNBOUNDED, "share left", ordinal=True),
    ),
    measure=measure,
    replicates=300,
    repaired=True,
    built="yes",
)
