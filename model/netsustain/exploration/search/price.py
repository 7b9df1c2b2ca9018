"""What a policy costs to keep up: the planned cost, and policies cut down to a budget.

The budget limits the **planned cost**: the coordination of a month at full funding, in staff-days with money at the
scenario's price of a staff-day, for the members it starts with. It is what the model calls ``need_days``: the
overhead of governance, a core group's meetings among itself, every lever at its dose, travel and reviews (equations:
:mod:`netsustain.rules.resources`). Handovers are left out: whether and when leaders move is luck.

Why not the mean cost of the runs? ``cost_days`` also counts what members put into joint activity, which is what the
network is for: a limit on it would favour networks that do nothing. It is also a number with noise, so that policies
would pass by luck, and it falls when a policy is underfunded or the network dies early. The planned cost is known
before anything is run and is the same in every future.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

from netsustain.exploration.search.decisions import Decision, Policy, Value, number_of
from netsustain.plan import compile_scenario
from netsustain.roster import expected_members
from netsustain.rules.resources import COST_FIXED, COST_MONEY, COST_PER_MEMBER, overhead
from netsustain.scenario.levers import LEVER_NAMES
from netsustain.scenario.parameters import PARAMETER_NAMES, parameter_values
from netsustain.scenario.schema import Scenario
from netsustain.state import POSITION

REMOTE, NEAR = 0.75, 0.15
"""Mean remoteness of a remote and of a near member, where none is given (:mod:`netsustain.traits`)."""
ROUNDING = 1e-9
_PLACE = {name: place for place, name in enumerate(LEVER_NAMES)}


@dataclass(frozen=True)
class Prices:
    """Prices of the levers in a scenario."""

    doses: np.ndarray
    """The scenario's own levers, in the order of ``LEVER_NAMES``."""
    members: float
    """Members it starts with."""
    travel: float
    """Their remoteness, added up."""
    parameters: Any
    monthly: np.ndarray
    """Staff-days a month of each lever at a dose of 1."""

    def planned(self, policy: Mapping[str, Value]) -> float:
        """Planned cost of a policy, staff-days a month."""
        doses = self.doses.copy()
        for lever, value in policy.items():
            doses[_PLACE[lever]] = number_of(lever, value)
        own = self.parameters
        cores, every = int(doses[_PLACE["core_leaders"]] + 0.5), doses[_PLACE["review_every"]]
        govern = getattr(overhead, "py_func", overhead)
        days = govern(int(doses[_PLACE["governance_mode"]]), self.members, own)
        days += own.core_pair * cores * (cores - 1) / 2 + float(doses @ self.monthly)
        met = doses[_PLACE["meeting_frequency"]] * doses[_PLACE["face_to_face_share"]]
        days += own.travel_days * met * self.travel
        return float(days + (own.review_days / every if every >= 0.5 else 0.0))

    def priced(self, lever: str) -> bool:
        """Whether a dose of the lever costs something by itself."""
        return bool(self.monthly[_PLACE[lever]] > 0)


def prices_of(scenario: Scenario) -> Prices:
    """Prices in a scenario, for the members and the travel it is expected to start with."""
    compiled = compile_scenario(scenario)
    recipe = compiled.plan.recipe
    joining = len(expected_members(scenario))
    count = int(compiled.template.size[0]) - joining
    members = (recipe.members_low + recipe.members_high) / 2 - joining if recipe.generated else float(count)
    remoteness = compiled.template.member_f8[POSITION["member", "f8"]["remoteness"], :count]
    drawn = scenario.network.recipe
    share = drawn.remote_share if drawn else 0.3
    expected = np.where(np.isnan(remoteness), share * REMOTE + (1 - share) * NEAR, remoteness)
    values = dict(zip(PARAMETER_NAMES, parameter_values(scenario.parameters), strict=True))
    return Prices(
        doses=np.array([float(getattr(scenario.levers, name)) for name in LEVER_NAMES]),
        members=members,
        travel=float(expected.mean()) * members,
        parameters=SimpleNamespace(**values),
        monthly=COST_FIXED + COST_PER_MEMBER * members + COST_MONEY * scenario.baht_price / scenario.staff_day_price,
    )


# ---- within a budget ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Within:
    """Cuts policies down to a limit of planned cost."""

    decisions: tuple[Decision, ...]
    prices: Prices
    budget: float = float("inf")
    """Staff-days a month."""

    def cheapest(self) -> Policy:
        """The cheapest policy there is, as far as one lever at a time can tell."""
        policy: Policy = {each.lever: each.choices[0] if each.choices else each.low for each in self.decisions}
        return self._cheaper(policy, self.decisions)

    def cut(self, policy: Mapping[str, Value], limit: float | None = None) -> Policy:
        """The policy in steps that can be set and at most at the limit (the budget unless given).

        One that costs too much has all its priced doses cut by the same share: what it does more of than others it
        still does. Where that is not enough its other decisions become as cheap as they can be, one after the other.
        """
        most = self.budget if limit is None else min(limit, self.budget)
        snapped: Policy = {each.lever: each.snapped(policy[each.lever]) for each in self.decisions}
        if self.prices.planned(snapped) <= most + ROUNDING:
            return snapped
        doses = [each for each in self.decisions if not each.choices and self.prices.priced(each.lever)]
        least: Policy = {**snapped, **{each.lever: each.low for each in doses}}
        floor, cost = self.prices.planned(least), self.prices.planned(snapped)
        if floor > most:
            return self._other_cuts(least, most)
        share = (most - floor) / (cost - floor)  # the cost of doses is linear
        cut = {each.lever: each.below(each.low + share * (float(snapped[each.lever]) - each.low)) for each in doses}
        return {**snapped, **cut}

    def _other_cuts(self, policy: Policy, most: float) -> Policy:
        for decision in self.decisions:
            if self.prices.planned(policy) <= most + ROUNDING:
                break
            policy = self._cheaper(policy, (decision,))
        return policy

    def _cheaper(self, policy: Policy, decisions: Sequence[Decision]) -> Policy:
        """The policy with each of these decisions at its cheapest."""
        for decision in decisions:
            values: Sequence[Value] = decision.choices or (decision.low, decision.high)
            options = [{**policy, decision.lever: value} for value in (policy[decision.lever], *values)]
            policy = min(options, key=self.prices.planned)
        return policy
