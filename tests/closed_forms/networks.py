"""Networks and numbers of the closed forms."""

import math

import numpy as np
from tests.worlds import World

RING = [{"source": f"S{i + 1}", "target": f"S{(i + 1) % 6 + 1}", "trust": 0.5, "formal": 0, "age": 0} for i in range(6)]
UNPAID = {"funding": {"area_office_budget": 0}}
PAID = {"funding": {"area_office_budget": 0, "grants": [{"amount": 500, "from": 1, "to": 120}]}}

PINNED = {
    "parameters": {
        "leadership": {"learning_months": 12, "readiness_rate": 0.08, "retained_none": 0.1, "retained_overlap": 0.65,
                       "handover_scale": 1.5, "handover_cost": 1},
        "resources": {"overhead_lead": 1.5, "overhead_lead_member": 0.1, "fundraising_ramp": 12, "volume_human": 7,
                      "volume_international": 18},
        "communication": {"newsletter_dose": 0.35},
        "contribution": {"steady_contribution": 0.48, "belief_start": 0.57, "reciprocity": 0.65, "warm_months": 3},
        "activity": {"urgency_fading": 0.02, "urgency_floor": 0.46, "at_work": 0.1},
        "sharing": {"effort_cost": 0.49},
        "trust": {"fulfilment_half": 0.21, "breach_ceiling": 0.8, "strength_rate": 0.1},
        "value": {"loss_aversion": 2, "fatigue_capacity": 0.42},
        "membership": {"embedding": 0.68, "formality": 3.4},
        "governance": {"plan_fading": 0.025, "training_fading": 0.013, "delivery_fading": 0.0042,
                       "rigidity_rate": 0.006, "review_effect": 0.35, "skill_rate": 0.015},
    },
    "network.initial": {"inertia": 0.2, "anchoring": 0.1},
}  # fmt: skip
"""Numbers the sums below are written with, whatever the defaults are."""


def series(scenario, *names, months):
    """Columns of the network (or of member or leader rows), after every month."""
    found = [[now[name].copy() for name in names] for now in World(scenario).months(months)]
    return [np.array(column) for column in zip(*found, strict=True)]


def share(near, what, hits, probability):
    """Hits and misses of one probability."""
    near(what, hits, probability, math.sqrt(probability * (1.0 - probability)))
