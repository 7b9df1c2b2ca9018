"""The search itself: a population of policies, generation by generation, by pymoo.

NSGA-II (Deb et al. 2002) for up to four objectives, NSGA-III (Deb & Jain 2014) for more, among which nearly every
policy is on the front and reference directions have to tell them apart. Four is by measurement: on the shipped search
(four objectives; 32 policies, 16 generations, five seeds, the same operators) the mean hypervolume was 0.47 with
NSGA-II and 0.31 with NSGA-III, since what a network gains in one objective it mostly gains in the others too, and most
directions point at nothing. A policy that breaks the budget is cut down to it before it is run, so no run is spent on
what nobody may choose. All chance is pymoo's own generator, seeded; whole generations are evaluated at once; nothing
depends on what evaluates them. A killed search is begun again from its first generation: what an evaluation finds
stored it does not run, so it is back where it was in no time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from netsustain.exploration.search.decisions import Policy
from netsustain.exploration.search.front import hypervolume, nondominated
from netsustain.exploration.search.objectives import Objective, Runs, estimates, smaller_is_better
from netsustain.exploration.search.operators import mating, plain
from netsustain.exploration.search.price import Within
from netsustain.health.intervals import Floats

MOST_CROWDED = 4
"""Objectives up to which NSGA-II searches."""
Evaluated = Callable[[Sequence[Policy]], Runs]
"""Runs policies in the futures of the search."""


class MissingExtraError(ImportError):
    """pymoo is not installed; says what to type."""


@dataclass(frozen=True)
class Plan:
    """How long and how widely to search."""

    population: int
    generations: int
    """At most."""
    seed: int
    stall: int = 8
    """The search ends when so many generations ..."""
    gain: float = 0.005
    """... made the hypervolume grow by less than this share of it."""


@dataclass(frozen=True)
class Found:
    """What a search found, by its own numbers: those of the futures it searched in."""

    policies: list[Policy]
    """No other policy of the search is at least as good in everything and better in something."""
    values: Floats
    """(policies × objectives), in the objectives' own units."""
    trace: list[float]
    """Hypervolume of the best so far, generation by generation, of the box between the worst and the best of the
    first generation's policies."""
    tried: int
    """Policies evaluated."""
    stalled: bool
    """Whether the hypervolume had stopped growing; False when the generations ended first."""


@dataclass
class Archive:
    """Every policy evaluated, each once, and the box that hypervolumes are measured in."""

    objectives: tuple[Objective, ...]
    policies: list[Policy] = field(default_factory=list)
    values: list[Floats] = field(default_factory=list)
    trace: list[float] = field(default_factory=list)
    box: tuple[Floats, Floats] | None = None

    def add(self, policies: Sequence[Policy], values: Floats) -> None:
        """Add a generation."""
        self.policies += list(policies)
        self.values += list(values)
        turned = self.turned
        if self.box is None:
            usable = turned[(turned < 1e11).all(axis=1)]
            self.box = (usable.min(axis=0), usable.max(axis=0)) if len(usable) else (turned[0], turned[0])
        self.trace.append(hypervolume(turned[nondominated(turned)], *self.box))

    @property
    def turned(self) -> Floats:
        """All objectives so far, less is better."""
        return smaller_is_better(self.objectives, np.array(self.values))

    def best(self) -> np.ndarray:
        """Numbers of the policies that none dominates, one of each that are the same."""
        keep = np.flatnonzero(nondominated(self.turned))
        seen = {tuple(sorted(self.policies[place].items())): place for place in reversed(keep)}
        return np.array(sorted(seen.values()))


def search(
    within: Within, objectives: Sequence[Objective], evaluate: Evaluated, plan: Plan, starts: Sequence[Policy] = ()
) -> Found:
    """Search for policies that none dominates.

    Parameters
    ----------
    within
        The decisions, and the budget.
    evaluate
        Called with each generation; must give a policy the same numbers whenever it is asked.
    starts
        Policies to begin with, cut down to the decisions and the budget.

    Raises
    ------
    MissingExtraError
        If pymoo is not installed.
    """
    archive = Archive(tuple(objectives))
    algorithm = _algorithm(within, len(objectives), plan, starts)
    stalled = False
    for _ in range(plan.generations):
        asked = algorithm.ask()
        if asked is None or len(asked) == 0:  # no policy is left that was not tried
            stalled = True
            break
        policies = [plain(each) for each in asked.get("X")]
        values = estimates(objectives, evaluate(policies))
        asked.set("F", smaller_is_better(objectives, values))
        for each in asked:
            each.evaluated.update({"F", "G", "H"})
        algorithm.tell(infills=asked)
        archive.add(policies, values)
        if has_stalled(archive.trace, plan.stall, plan.gain):
            stalled = True
            break
    best = archive.best()
    front = [archive.policies[place] for place in best]
    return Found(front, np.array(archive.values)[best], archive.trace, len(archive.policies), stalled)


def has_stalled(trace: Sequence[float], generations: int, gain: float) -> bool:
    """Whether the hypervolume grew by less than a share ``gain`` of itself over the last generations."""
    if len(trace) <= generations:
        return False
    return trace[-1] - trace[-1 - generations] < gain * trace[-1] or trace[-1] == 0


# ---- pymoo ----------------------------------------------------------------------------------------


def _algorithm(within: Within, objectives: int, plan: Plan, starts: Sequence[Policy]) -> Any:
    """An algorithm to ask and tell, seeded."""
    try:
        from pymoo.config import Config
    except ImportError:
        text = "policy search: got no pymoo, expected it installed, type pip install 'netsustain[search]'"
        raise MissingExtraError(text) from None
    Config.warnings["not_compiled"] = False
    from pymoo.algorithms.moo.nsga2 import NSGA2, binary_tournament
    from pymoo.algorithms.moo.nsga3 import NSGA3, comp_by_cv_then_random
    from pymoo.core.mixed import MixedVariableDuplicateElimination
    from pymoo.core.population import Population
    from pymoo.operators.selection.tournament import TournamentSelection
    from pymoo.termination import get_termination

    few = objectives <= MOST_CROWDED
    chosen = TournamentSelection(func_comp=binary_tournament if few else comp_by_cv_then_random)
    shared = {
        "sampling": Population.new(X=np.array(first_generation(within, plan, starts), dtype=object)),
        "mating": mating(within, chosen), "eliminate_duplicates": MixedVariableDuplicateElimination(),
        "pop_size": plan.population, "n_offsprings": plan.population,
    }  # fmt: skip
    algorithm = NSGA2(**shared) if few else NSGA3(directions(objectives, plan.population), **shared)
    algorithm.setup(_problem(within, objectives), seed=plan.seed, termination=get_termination("n_gen", 10**9))
    return algorithm


def _problem(within: Within, objectives: int) -> Any:
    from pymoo.core.problem import Problem
    from pymoo.core.variable import Choice, Integer, Real

    variables: dict[str, Any] = {}
    for each in within.decisions:
        if each.choices:
            variables[each.lever] = Choice(options=list(each.choices))
        elif each.whole:
            variables[each.lever] = Integer(bounds=(int(each.low), int(each.high)))
        else:
            variables[each.lever] = Real(bounds=(each.low, each.high))
    return Problem(vars=variables, n_obj=objectives)


def first_generation(within: Within, plan: Plan, starts: Sequence[Policy]) -> list[Policy]:
    """Policies to begin with: the given ones, the cheapest, and random ones that cost from little to all there is.

    A random policy does only some of what could be done: a policy that does a little of everything is dear and rare
    among good ones.
    """
    generator = np.random.Generator(np.random.PCG64([plan.seed, 1]))
    cheapest = within.cheapest()
    found = [cheapest, *(within.cut({**cheapest, **each}) for each in starts)]
    while len(found) < plan.population:
        found.append(_random(within, cheapest, generator))
    return found[: plan.population]


def _random(within: Within, cheapest: Policy, generator: np.random.Generator) -> Policy:
    done, size = generator.random(), generator.random(len(within.decisions))
    policy = dict(cheapest)
    for each, unit, does in zip(within.decisions, size, generator.random(len(size)) < done, strict=True):
        if each.choices and does:
            policy[each.lever] = each.choices[int(unit * len(each.choices))]
        elif does:
            policy[each.lever] = each.low + unit * (each.high - each.low)
    return within.cut(policy)


def directions(objectives: int, population: int) -> Floats:
    """Reference directions of NSGA-III: the finest even grid with at most one for each policy (Das & Dennis 1998)."""
    from math import comb

    from pymoo.util.ref_dirs import get_reference_directions

    parts = 1
    while comb(parts + objectives, objectives - 1) <= population:
        parts += 1
    return np.asarray(get_reference_directions("das-dennis", objectives, n_partitions=parts))
