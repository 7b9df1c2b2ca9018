"""The network that is timed: all levers of the five strategies, and a size that stays as it starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from netsustain.plan import Compiled
    from netsustain.scenario.schema import Scenario

MEAN_DEGREE = 13.6
"""Wishes for partners that leave about 360 ties among 60 members (some wishes meet)."""
TIES_A_MEMBER = 6.0
BUDGET_A_MEMBER = 0.5
"""Staff-days a month from the area office, so that no run ends before its last month."""
STILL = {"exit_rate": 0, "dormant_below": 0, "decay_hazard": 0, "formation_rate": 0, "recruit_rate": 0}
"""Nobody rests, leaves or joins; no tie forms or fades. Every rule still looks at every member and tie."""


def held(members: int, months: int) -> Scenario:
    """A network that keeps its members and ties for all its months."""
    from netsustain import load

    changes: dict[str, Any] = {
        "network.recipe.members": members,
        "network.recipe.mean_degree": MEAN_DEGREE,
        "funding.area_office_budget": BUDGET_A_MEMBER * members,
        "parameters.membership": STILL,
    }
    return load("strategies_all").until(months).with_(**changes)


def members_for(ties: int) -> int:
    """Members of a network of about so many ties."""
    return max(round(ties / TIES_A_MEMBER), 3)


def initial_ties(compiled: Compiled, seed: int, replicate: int) -> int:
    """Ties of a replicate before its first month."""
    from netsustain import driver

    state = driver.load().start(compiled.template, compiled.plan, compiled.clock, np.uint64(seed), np.uint64(replicate))
    return int(state.size[1])


def state_bytes(compiled: Compiled) -> int:
    """Bytes of all columns of one network, room to grow included."""
    return sum(block.nbytes for block in compiled.template)
