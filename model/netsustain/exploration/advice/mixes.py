"""The mixes of an advice, and the advice as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

import numpy as np

from netsustain.exploration.advice.asking import Asked
from netsustain.exploration.advice.cutting import Dropping
from netsustain.exploration.advice.gains import MONTHS, WORST
from netsustain.exploration.advice.timing import USEFUL_FIRST, Start, timed
from netsustain.exploration.advice.trimming import Trimmed, changes
from netsustain.exploration.advice.unknown import World
from netsustain.exploration.answer import Findings
from netsustain.exploration.search.choose import different
from netsustain.exploration.search.decisions import Policy, distances
from netsustain.exploration.search.objectives import Runs, estimates
from netsustain.exploration.search.simulated import with_levers
from netsustain.health.intervals import Floats
from netsustain.scenario.schema import Scenario

TODAY = "today"
"""Name of today's way among the options."""
LONGEST, ROBUST, CHEAPEST, OTHER = "longest", "robust", "cheapest", "other"
SURELY, ON_AVERAGE, NOT_TOLD = "surely", "on_average", "not_told"


@dataclass(frozen=True)
class Mix:
    """A mix of measures within the budget.

    Attributes
    ----------
    letter
        A is the one that lasted longest where mixes were judged.
    trimmed
        The setting of every lever, and what each change is worth.
    days
        What it needs a month when all is paid, staff-days with money at the scenario's price.
    roles
        What it is among the mixes: ``longest``, ``robust``, ``cheapest``, ``other`` (as different as can be).
    dropping
        What to give up when the budget is cut by a fifth.
    """

    letter: str
    trimmed: Trimmed
    days: float
    roles: tuple[str, ...]
    dropping: Dropping | None = None

    @property
    def policy(self) -> Policy:
        """The setting of every lever."""
        return self.trimmed.policy

    def changes(self, now: Policy) -> list[str]:
        """Levers set otherwise than today, the most useful first."""
        return sorted(changes(self.policy, now), key=lambda lever: -self.trimmed.worth.get(lever, 0.0))


@dataclass(frozen=True)
class Advice:
    """What to do within a budget.

    Attributes
    ----------
    findings
        Sentences, tables and warnings for readers (:mod:`netsustain.report.planners.advice` makes a section of it).
    verdict
        ``surely`` (some mix gains even where ignorance is counted), ``on_average`` (some gains on average over
        futures) or ``not_told``.
    runs, seconds
        What it took.
    """

    asked: Asked
    world: World
    mixes: tuple[Mix, ...]
    verdict: str
    findings: Findings
    runs: int
    seconds: float

    @property
    def scenario(self) -> Scenario:
        """What was asked about, as it was given."""
        return self.asked.scenario

    def begun(self, mix: Mix) -> Scenario:
        """The scenario under a mix from its first month on."""
        return with_levers(self.scenario, {lever: mix.policy[lever] for lever in mix.changes(self.asked.now)})

    def in_steps(self, mix: Mix, month: int) -> Scenario:
        """The scenario under a mix in two steps, the useful half first."""
        return timed(self.scenario, mix.trimmed, self.asked.now, Start(USEFUL_FIRST, month), self.asked.prices)


def chosen(asked: Asked, candidates: Sequence[Trimmed], runs: Runs, worthwhile: float) -> list[Mix]:
    """The mixes to tell of, A first: the longest, the most robust, the cheapest that is about as good, others.

    Parameters
    ----------
    runs
        Outcomes of the candidates where they are judged; what is told of them must rest on other futures.
    worthwhile
        The least difference in months that counts.
    """
    if not candidates:
        return []
    value = estimates((MONTHS, WORST), runs)
    mean, worst = (np.nan_to_num(column, nan=-np.inf) for column in value.T)
    longest = int(np.lexsort((runs.planned, -mean))[0])
    robust = int(np.lexsort((runs.planned, -worst))[0])
    good = np.flatnonzero(mean >= mean[longest] - worthwhile)
    cheapest = int(good[np.argmin(runs.planned[good])])
    first = list(dict.fromkeys([longest, robust, cheapest]))
    decisions = asked.within.decisions
    apart = distances(decisions, [each.policy for each in candidates])
    rest = [int(place) for place in np.argsort(-mean, kind="stable") if place not in first]
    added = different(apart, rest, asked.effort.mixes - len(first), first)
    roles = {longest: (LONGEST,)}
    for place, role in ((robust, ROBUST), (cheapest, CHEAPEST)):
        roles[place] = (*roles.get(place, ()), role)
    return [
        Mix(letter, candidates[place], float(runs.planned[place]), roles.get(place, (OTHER,)))
        for letter, place in zip(ascii_uppercase, [*first, *added], strict=False)
    ]


def verdict_of(low: Floats, low_chance: Floats) -> str:
    """Whether any of some gains is told, and how surely."""
    if (low > 0).any():
        return SURELY
    return ON_AVERAGE if (low_chance > 0).any() else NOT_TOLD
