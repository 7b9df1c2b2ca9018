"""What nobody knows: the futures in which mixes are tried, and what of them somebody could find out.

A future has an accepted parameter vector of its own, a depth of the next budget cut, a starting trust where none was
measured, and what the scenario itself calls ``uncertain``; every run of it has its own luck.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from netsustain.calibration.accepted import Accepted, accepted, explicit_parameters
from netsustain.exploration.designs import unit_points
from netsustain.exploration.factors import Factor, factor_of, path_of
from netsustain.exploration.search.simulated import Futures
from netsustain.plan import compile_scenario
from netsustain.scenario.parameters import PARAMETER_GROUP
from netsustain.scenario.paths import number_at
from netsustain.scenario.schema import Scenario
from netsustain.state import POSITION

KNOWABLE: dict[str, tuple[str, ...]] = {
    "transfers": ("transfer_probability", "vacancy_mean"),
    "handover": ("personal_share", "retained_none", "handover_scale"),
    "giving": ("conditional_share", "free_rider_share"),
    "trust": ("network.initial.trust",),
}
"""Group → numbers that one enquiry would tell. ``money`` (the budget cut) and ``own`` (what the scenario calls
uncertain) come from the scenario."""
MONEY, OWN = "money", "own"
OCTOBER = 10
"""The Thai fiscal year begins: budgets change and leaders move."""
CUT_AFTER, CUT_ROOM = 24, 12
"""A budget cut that may come falls into the first October after so many months, if so many are left then (assumed)."""
CUT = (0.5, 1.0)
"""What may be left of every budget where the scenario plans no cut (assumed)."""
CUT_ABOUT, TRUST_ABOUT = 0.25, 0.15
"""How far a planned cut, and a starting trust that nobody measured, may lie from what the scenario says (assumed)."""


@dataclass(frozen=True)
class World:
    """A scenario as its futures have it.

    Attributes
    ----------
    scenario
        With the budget cut that may come as its last event, where it has none of its own.
    factors
        Every number that differs between futures, accepted parameters among them.
    groups
        Group → those of the factors that somebody could find out.
    calibration
        The accepted vectors; None where nothing was calibrated.
    cut_month
        Month of the budget cut that varies; 0 where none does.
    """

    scenario: Scenario
    factors: tuple[Factor, ...]
    groups: dict[str, tuple[str, ...]]
    calibration: Accepted | None
    cut_month: int

    @property
    def knowable(self) -> tuple[Factor, ...]:
        """The factors somebody could find out."""
        names = [name for group in self.groups.values() for name in group]
        return tuple(factor for factor in self.factors if factor.name in names)

    def futures(self, name: str, draws: int, replicates: int, seed: int) -> Futures:
        """So many futures, drawn evenly; another seed draws others.

        Accepted vectors come in an order of the seed's own, each as often as any other as far as numbers allow.
        """
        drawn = [factor for factor in self.factors if not self._accepted(factor)]
        points = unit_points("latin_hypercube", draws, len(drawn), seed + 1) if drawn else np.empty((draws, 0))
        design = pd.DataFrame({factor.name: factor.values(points[:, at]) for at, factor in enumerate(drawn)},
                              index=range(draws))  # fmt: skip
        if self.calibration is None:
            return Futures(name, design, replicates, seed)
        generator = np.random.Generator(np.random.PCG64([seed, 3]))
        rounds = -(-draws // len(self.calibration))
        order = np.concatenate([generator.permutation(len(self.calibration)) for _ in range(rounds)])[:draws]
        columns = [at for at, name in enumerate(self.calibration.names) if name in self._names]
        vectors = pd.DataFrame(
            self.calibration.values[order][:, columns], columns=[self.calibration.names[at] for at in columns]
        )
        own = [name for name in vectors.columns if name not in design.columns]
        return Futures(name, pd.concat([design, vectors[own]], axis=1), replicates, seed)

    @property
    def _names(self) -> set[str]:
        return {factor.name for factor in self.factors}

    def _accepted(self, factor: Factor) -> bool:
        """Whether an accepted vector says it (what the scenario calls uncertain is drawn from its own range)."""
        calibrated = self.calibration is not None and factor.name in self.calibration.names
        return calibrated and factor.name not in self.groups.get(OWN, ())


def world_of(scenario: Scenario) -> World:
    """What differs between the futures of a scenario. Raises FactorError for an ``uncertain`` that leads nowhere."""
    calibration = accepted()
    own = {name: (span.low, span.high) for name, span in scenario.uncertain.items()}
    varied, cut_month, cut_path = _with_cut(scenario)
    spans: dict[str, tuple[float, float] | None] = {**own}
    if cut_path and cut_path not in spans:
        spans[cut_path] = _about(varied, cut_path, CUT_ABOUT, 0.0, 1.0) if varied is scenario else CUT
    trust = KNOWABLE["trust"][0]
    if trust not in spans and trust_is_assumed(scenario):
        spans[trust] = _about(scenario, trust, TRUST_ABOUT, 0.05, 0.95)
    said = {path_of(name) for name in (*own, *explicit_parameters(scenario))}
    known = calibration.names if calibration else tuple(name for each in KNOWABLE.values() for name in each)
    for name in known:
        if name in PARAMETER_GROUP and path_of(name) not in said:
            spans[name] = _accepted_span(calibration, name)
    factors = tuple(factor_of(name, span, [varied]) for name, span in spans.items())
    groups = {name: tuple(each for each in names if each in spans and each not in own)
              for name, names in KNOWABLE.items()}  # fmt: skip
    groups |= {MONEY: (cut_path,) if cut_path in spans and cut_path not in own else (), OWN: tuple(own)}
    return World(varied, factors, {name: each for name, each in groups.items() if each}, calibration, cut_month)


def trust_is_assumed(scenario: Scenario) -> bool:
    """Whether ties start with a trust that the scenario draws: no table of ties says it."""
    ties = compile_scenario(scenario).template
    number = int(ties.size[1])
    if scenario.network.recipe is not None or number == 0:
        return True
    measured = ties.tie_f8[POSITION["tie", "f8"]["trust_ab"], :number]
    return bool(np.isnan(measured).mean() > 0.5)


def next_month(start: str, calendar_month: int, after: int) -> int:
    """The first month number above ``after`` that falls into a calendar month; ``start`` is month 1."""
    first = int(start[5:7])
    return next(month for month in range(after + 1, after + 13) if (first + month - 2) % 12 + 1 == calendar_month)


def cuts(scenario: Scenario) -> Iterator[tuple[int, float]]:
    """Place (from 1) and level of each event that lowers all budgets."""
    for place, event in enumerate(scenario.events, start=1):
        if event.budget is not None and event.budget.level < 1 and event.budget.channel.name == "ALL":
            yield place, event.budget.level


def _with_cut(scenario: Scenario) -> tuple[Scenario, int, str]:
    """The scenario with one budget cut that can vary, its month and path; 0 and empty where there is no room."""
    planned = next(cuts(scenario), None)
    if planned is not None:
        place = planned[0]
        return scenario, scenario.events[place - 1].month(scenario.start), f"events.{place}.budget.level"
    month = next_month(scenario.start, OCTOBER, CUT_AFTER)
    if month + CUT_ROOM > scenario.months:
        return scenario, 0, ""
    cut = {"at": month, "budget": {"level": CUT[0]}}
    return scenario.with_(events=[*scenario.events, cut]), month, f"events.{len(scenario.events) + 1}.budget.level"


def _about(scenario: Scenario, path: str, around: float, least: float, most: float) -> tuple[float, float]:
    value = number_at(scenario, path).value
    return max(value - around, least), min(value + around, most)


def _accepted_span(calibration: Accepted | None, name: str) -> tuple[float, float] | None:
    """The range accepted vectors have of a parameter; its plausible one (None) without any."""
    if calibration is None:
        return None
    values = calibration.values[:, calibration.names.index(name)]
    return float(values.min()), float(values.max())
