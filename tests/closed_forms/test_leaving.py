"""How ties and members go, against geometric decay and logistic chances; fixed seeds.

``standard_errors`` is how far a mean may lie from what is expected (see ``FALSE_ALARM`` in ``tests/conftest.py``).
Without a compiler fewer replicates are run, and means are allowed to lie as much further.
"""

import math

import numpy as np
import pytest
from tests.closed_forms.networks import PINNED, share
from tests.worlds import NO_LUCK, STILL, World, both, from_tables, many, schools, small

from netsustain.state import Status

# ---- ties ------------------------------------------------------------------------------------------------------

SILENT = both(
    {"months": 12}, NO_LUCK, STILL, PINNED,
    {"funding": {"area_office_budget": 0},
     "parameters": {
         "contribution": {"steady_contribution": 0}, "membership": {"decay_hazard": 0.175, "decay_ageing": 0}}},
)  # fmt: skip
"""Nobody works or talks with anybody: no tie has contact."""


def survivors(folder, pairs, months, members, replicates, tie=None, **changes):
    """Whether each tie of each replicate is still there after each month: ``[months, replicates x ties]``."""
    rows = [{"source": f"S{a + 1}", "target": f"S{b + 1}", "trust": 0.5, "formal": 0, "age": 0, **(tie or {})}
            for a, b in pairs]  # fmt: skip
    scenario = from_tables(folder, schools(members), rows, **both(SILENT, changes))
    found = []
    for replicate in range(replicates):
        history = [set(now.pairs()) for now in World(scenario, replicate=replicate).months(months)]
        found.append([[pair in there for pair in pairs] for there in history])
    return np.concatenate(found, axis=1)


BRIDGES = [(2 * i, 2 * i + 1) for i in range(20)]
"""Twenty ties without a common partner."""


def test_bridges_without_contact_decay_geometrically(near, tmp_path):
    """(1 - h0)^t: 9 in 10 are gone within a year (Burt 2002)."""
    there = survivors(tmp_path, BRIDGES, 12, 40, many(60, 8))
    for month in (1, 4, 12):
        share(near, f"bridges after {month} months", there[month - 1], (1 - 0.175) ** month)
    assert pytest.approx(0.1, abs=0.005) == (1 - 0.175) ** 12


def test_formal_ties_decay_slowest(near, tmp_path):
    there = survivors(tmp_path, BRIDGES, 12, 40, many(60, 8), {"formal": 1})
    share(near, "formal ties after a year", there[11], (1 - 0.175 * math.exp(-3.4)) ** 12)


def test_old_ties_decay_slower(near, tmp_path):
    """(1 + age in years)^-gamma, age counted in the months of the run."""
    ageing = {"parameters": {"membership": {"decay_ageing": 1.0}}}
    there = survivors(tmp_path, BRIDGES, 12, 40, many(60, 8), {"age": 24}, **ageing)
    hazard = 0.175 / (1 + (24 + np.arange(1, 13)) / 12)
    share(near, "old ties after a year", there[11], np.prod(1 - hazard))


@pytest.mark.parametrize("partners", [1, 2, 4])
def test_common_partners_hold_a_tie(partners, near, tmp_path):
    """In a complete group of n + 2 every tie has n common partners; beyond three they count no more."""
    size, groups = partners + 2, 4
    pairs = [(group * size + a, group * size + b) for group in range(groups) for b in range(size) for a in range(b)]
    surely = {"parameters": {"membership": {"decay_hazard": 1}}}
    there = survivors(tmp_path, sorted(pairs), 1, size * groups, many(120, 15), **surely)
    share(near, "ties after a month", there[0], 1 - math.exp(-0.68 * min(partners, 3)))


# ---- members ---------------------------------------------------------------------------------------------------


def test_pure_exit_is_geometric_after_the_patience(near, tmp_path):
    """u < 0 from month 1 and slope 0: from month m on a chance h a month; (1 - h)^(t - m + 1) are left."""
    bleak = {"parameters": {"membership": {"exit_rate": 0.1, "exit_slope": 0, "patience": 3},
                            "value": {"value_months": 1}}, "months": 12}  # fmt: skip
    scenario = from_tables(tmp_path, schools(30), **both(SILENT, bleak))
    left = [
        [now["member.status"] == Status.LEFT for now in World(scenario, replicate=replicate).months(12)]
        for replicate in range(many(60, 8))
    ]
    stays = ~np.concatenate(left, axis=1)
    assert stays[1].all(), "nobody leaves before the third bad month"
    for month in (3, 6, 12):
        share(near, f"members after {month} months", stays[month - 1], 0.9 ** (month - 2))


@pytest.mark.parametrize("slope", [2, 6])
def test_the_chance_of_leaving_is_a_logistic_of_the_feeling(slope, near, tmp_path):
    """2 h logistic(-k u) with u = value + (trust - .5) + (norm - .5) - fatigue, here -1 - .2 + .5."""
    bleak = {"parameters": {"membership": {"exit_rate": 0.2, "exit_slope": slope, "patience": 1},
                            "value": {"value_months": 1}}, "months": 2}  # fmt: skip
    scenario = from_tables(tmp_path, schools(30), **both(SILENT, bleak))
    left = []
    for replicate in range(many(80, 10)):
        now = World(scenario, replicate=replicate).step()
        assert (now["member.value"] == -1).all()
        left.append(now["member.status"] == Status.LEFT)
    u = -1.0 + (0.3 - 0.5) + 0.5
    share(near, "leavers of the first month", np.concatenate(left), 0.4 / (1 + math.exp(slope * u)))


def test_types_of_contributors_are_shares_of_the_population(near):
    """Half conditional, 30 % free riders, 14 % hump-shaped, the rest others (Fischbacher, Gachter & Fehr 2001)."""
    shares = {"conditional_share": 0.5, "free_rider_share": 0.3, "hump_share": 0.14}
    scenario = small(60, 1, parameters={"contribution": shares})
    types = np.concatenate([World(scenario, replicate=k).now()["member.contributor"] for k in range(many(60, 10))])
    for code, probability in enumerate((0.5, 0.3, 0.14, 0.06)):
        share(near, f"type {code}", types == code, probability)
