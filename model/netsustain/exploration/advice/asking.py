"""What is asked: a scenario, a budget in staff-days or money, and how much work the answer is worth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from netsustain.exploration.search.algorithm import Plan
from netsustain.exploration.search.decisions import Decision, Policy, decision_of, settings
from netsustain.exploration.search.price import ROUNDING, Prices, Within, prices_of
from netsustain.scenario.levers import LEVER_NAMES
from netsustain.scenario.schema import Scenario

STAFF_DAYS, BAHT = "staff-days", "baht"
UNITS = (STAFF_DAYS, BAHT)
MOST_MEETINGS = 2.0
"""Meetings a month that a mix may plan, where the scenario does not hold more."""
FAIR = ("equal", "contribution", "need")
"""Nobody would propose that the strong take the benefit."""
RUNS = 750
"""Runs of each mix that is told of, unless asked otherwise."""
LUCKS = 5
"""Runs of each future that is told of: what luck does and what a future does must be told apart."""
FEWEST_MONTHS = 12


class AdviceError(ValueError):
    """A budget or horizon that cannot be advised on; says what came, what was expected and what to type."""


@dataclass(frozen=True)
class Budget:
    """What coordination may cost a month."""

    amount: float
    """As given, in ``unit``."""
    unit: str
    days: float
    """Staff-days a month, money at the scenario's price of a staff-day."""


@dataclass(frozen=True)
class Effort:
    """How many futures and runs each step of the work gets: (futures, runs of each)."""

    population: int = 32
    generations: int = 20
    search: tuple[int, int] = (24, 2)
    judge: tuple[int, int] = (60, 2)
    tell: tuple[int, int] = (RUNS // LUCKS, LUCKS)
    time: tuple[int, int] = (100, 2)
    mixes: int = 4
    """Mixes that are told of at most."""

    @classmethod
    def of(cls, runs: int) -> Effort:
        """Effort for so many runs of each mix told of; fewer runs shrink every step alike."""
        share = min(runs / RUNS, 1.0)

        def fewer(step: tuple[int, int], least: int) -> tuple[int, int]:
            return max(round(step[0] * share), least), step[1]

        full = cls()
        return replace(
            full,
            population=max(round(full.population * share**0.5), 12),
            generations=max(round(full.generations * share), 5),
            search=fewer(full.search, 6), judge=fewer(full.judge, 8), time=fewer(full.time, 10),
            tell=(max(ceil(runs / LUCKS), 4), LUCKS),
        )  # fmt: skip

    def within(self, vectors: int) -> Effort:
        """The same number of runs told of in no more futures than there are accepted vectors.

        Two futures of one vector are alike in nearly everything; whatever learns from futures would take them for two.
        """
        draws, lucks = self.tell
        if not 0 < vectors < draws:
            return self
        return replace(self, tell=(vectors, ceil(draws * lucks / vectors)))

    def plan(self, seed: int) -> Plan:
        """How long and how widely to search."""
        return Plan(self.population, self.generations, seed, stall=6, gain=0.005)

    def shorter(self, seed: int) -> Plan:
        """A search that begins from what another found."""
        return Plan(max(self.population // 2, 8), max(self.generations // 3, 3), seed, stall=3, gain=0.005)


@dataclass(frozen=True)
class Asked:
    """A question for advice, checked."""

    scenario: Scenario
    budget: Budget
    within: Within
    now: Policy
    """The setting of every lever today."""
    effort: Effort
    seed: int

    @property
    def prices(self) -> Prices:
        """Prices of the levers."""
        return self.within.prices

    @property
    def now_days(self) -> float:
        """What today's way needs, staff-days a month."""
        return self.prices.planned(self.now)

    def money(self, days: float) -> float:
        """Staff-days in the scenario's currency."""
        return days * self.scenario.staff_day_price


def asked(
    scenario: Scenario, amount: float, unit: str = STAFF_DAYS, *, runs: int | None = None, seed: int = 1,
    effort: Effort | None = None,
) -> Asked:  # fmt: skip
    """A question for advice.

    Parameters
    ----------
    amount, unit
        What coordination may cost a month when all of it is paid (:mod:`netsustain.exploration.search.price`), in
        ``staff-days`` or ``baht``; baht become staff-days at the scenario's prices.
    runs
        Of each mix told of; ``effort`` says more, for tests.

    Raises
    ------
    AdviceError
        If the unit is unknown, the horizon too short, or the budget below what the cheapest mix costs.
    """
    if unit not in UNITS:
        raise AdviceError(f"budget-unit: got {unit}, expected {' or '.join(UNITS)}, type --budget-unit {STAFF_DAYS}")
    if scenario.months < FEWEST_MONTHS:
        text = f"months: got {scenario.months}, expected {FEWEST_MONTHS} or more: less says nothing of what lasts"
        raise AdviceError(f"{text}, type --months 60")
    price = scenario.baht_price / scenario.staff_day_price if unit == BAHT else 1.0
    within = Within(decisions_of(scenario), prices_of(scenario), amount * price)
    least = within.prices.planned(within.cheapest())
    if not amount > 0 or least > within.budget + ROUNDING:
        enough = ceil(least / price) if price == 1 else ceil(least / price / 100) * 100
        text = f"budget: got {amount:g} {unit} a month, expected at least {least / price:,.4g}"
        raise AdviceError(f"{text}: less does not pay for governing the network at all, type --budget {enough}")
    now = settings(scenario.levers, LEVER_NAMES)
    return Asked(scenario, Budget(amount, unit, within.budget), within, now, effort or Effort.of(runs or RUNS), seed)


def decisions_of(scenario: Scenario) -> tuple[Decision, ...]:
    """Every lever, over its plausible range; the scenario's own setting is always one of the choices."""
    now = settings(scenario.levers, LEVER_NAMES)
    found = []
    for lever in LEVER_NAMES:
        if lever == "fairness_rule":
            choices = FAIR if now[lever] in FAIR else (*FAIR, str(now[lever]))
            found.append(decision_of(lever, choices=choices))
        elif lever == "meeting_frequency":
            found.append(decision_of(lever, (0.0, max(MOST_MEETINGS, float(now[lever])))))
        else:
            found.append(decision_of(lever))
    return tuple(found)
