"""From a question to a judged answer, without files: search, run the front again, name a handful of policies.

What ``netsustain advise`` and ``kind: search`` have in common. They differ in what evaluates policies: in memory
(:class:`netsustain.exploration.advice.trials.Trials`), or through the store of experiments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from netsustain.exploration.search import choose
from netsustain.exploration.search.algorithm import Plan
from netsustain.exploration.search.confirm import Confirmed, Interval, confirmed, shortfalls, too_good
from netsustain.exploration.search.decisions import Policy, Value, distances
from netsustain.exploration.search.objectives import WORST_TENTH, Objective, Runs, estimates
from netsustain.exploration.search.optimise import Found, search
from netsustain.exploration.search.price import ROUNDING, Within
from netsustain.exploration.search.simulated import Evaluate, Futures
from netsustain.health.intervals import Floats

WORTHWHILE = 0.05
"""The least difference that counts, as a share of the best headline, where nothing else is said."""


@dataclass(frozen=True)
class Problem:
    """What is searched for, and where.

    Attributes
    ----------
    objectives
        The first is the headline: what most people ask for, and what ``worthwhile`` is measured in.
    futures, confirming
        Those searched in, and others by which the front is judged.
    references
        Name → settings of policies to compare with. They need not keep to the decisions or the budget.
    now
        The settings of all levers in the scenario as it is.
    worthwhile
        The least difference in the headline that counts; a twentieth of the best policy's when None.
    """

    within: Within
    objectives: tuple[Objective, ...]
    plan: Plan
    futures: Futures
    confirming: Futures
    references: Mapping[str, Policy]
    now: Mapping[str, Value]
    worthwhile: float | None = None

    @property
    def headline(self) -> Objective:
        """The first objective."""
        return self.objectives[0]


@dataclass(frozen=True)
class Judged:
    """What was found, and what fresh runs say of it.

    Policies are those of the search's front, then the references; rows of arrays are theirs.
    """

    problem: Problem
    found: Found
    policies: list[Policy]
    planned: Floats
    eligible: np.ndarray
    """Whether a policy is within the budget. References that are may be on the front as well as what was found."""
    searched: Floats
    """Objectives in the futures of the search."""
    confirmed: Confirmed
    worst: Interval
    """The headline in the worst tenth of futures."""
    names: dict[str, int]
    """Policies that a reader asks for (:data:`netsustain.exploration.search.choose.NAMES`)."""
    short: Interval
    """By how much each policy falls short of the longest in the headline."""
    worthwhile: float
    too_good: Interval
    """By how much the search's numbers were too good, one an objective, on average over its policies."""

    @property
    def of_search(self) -> int:
        """How many of the policies are the search's own."""
        return len(self.found.policies)


def judged(problem: Problem, evaluate: Evaluate) -> Judged:
    """Search and judge. Raises :class:`netsustain.exploration.search.algorithm.MissingExtraError` without pymoo."""
    decided = [each.lever for each in problem.within.decisions]
    compared = [{**{name: problem.now[name] for name in decided}, **each} for each in problem.references.values()]

    def in_futures(policies: Sequence[Policy]) -> Runs:
        return evaluate(policies, problem.futures)

    found = search(problem.within, problem.objectives, in_futures, problem.plan, compared)
    policies = [*found.policies, *compared]
    return _judged(
        problem, found, policies, evaluate(policies, problem.futures), evaluate(policies, problem.confirming)
    )


def _judged(problem: Problem, found: Found, policies: list[Policy], searched: Runs, fresh: Runs) -> Judged:
    own, seed = np.arange(len(policies)) < len(found.policies), problem.plan.seed
    eligible = fresh.planned <= problem.within.budget + ROUNDING
    headline = problem.headline
    tail = Objective(headline.outcome, headline.aim, WORST_TENTH)
    both = (*problem.objectives, tail)
    whole = confirmed(both, fresh, eligible, seed)  # the tail rests on the same resamples; it decides no front
    sure = confirmed(problem.objectives, fresh, eligible, seed)
    worst = Interval(*(each[:, -1] for each in (whole.objectives.value, whole.objectives.low, whole.objectives.high)))
    aim = headline.aim
    front = sure.on_front
    names = choose.named(aim * sure.objectives.value[:, 0], aim * worst.value, fresh.planned, front)
    best = names.get(choose.LONGEST, 0)
    short = shortfalls(sure, 0, best, aim)
    least = problem.worthwhile
    if least is None:
        least = WORTHWHILE * abs(float(sure.objectives.value[best, 0]))
    names |= _as_good(problem, policies[: len(found.policies)], names, short, fresh.planned, eligible, least)
    gap = too_good(problem.objectives, searched, fresh, own, seed)
    return Judged(
        problem, found, policies, fresh.planned, eligible, estimates(problem.objectives, searched), sure, worst, names,
        short, least, gap,
    )  # fmt: skip


def _as_good(
    problem: Problem, own: list[Policy], names: Mapping[str, int], short: Interval, planned: Floats,
    eligible: np.ndarray, least: float,
) -> dict[str, int]:  # fmt: skip
    """The cheapest policy that is as good as the longest, and of the search's own the most different one that is."""
    if choose.LONGEST not in names:
        return {}
    found, best = {}, names[choose.LONGEST]
    cheap = choose.enough(short, planned, eligible, least)
    if cheap is not None and cheap != best:
        found[choose.ENOUGH] = cheap
    good = np.flatnonzero(choose.as_good(short, least)[: len(own)] & eligible[: len(own)])
    taken = {*names.values(), *found.values()}
    among = [int(place) for place in good if place not in taken]
    chosen = [place for place in (best, *found.values()) if place < len(own)]
    for other in choose.different(distances(problem.within.decisions, own), among, 1, chosen):
        found[choose.ANOTHER] = other
    return found
