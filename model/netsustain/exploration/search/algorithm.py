"""The algorithm that breeds policies: pymoo's, seeded, from a first generation of our own.

NSGA-II (Deb et al. 2002) for up to four objectives, NSGA-III (Deb & Jain 2014) for more, among which nearly every
policy is on the front and reference directions have to tell them apart. Four is by measurement: on the shipped search
(four objectives; 32 policies, 16 generations, five seeds, the same operators) the mean hypervolume was 0.47 with
NSGA-II and 0.31 with NSGA-III, since what a network gains in one objective it mostly gains in the others too, and most
directions point at nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from netsustain.exploration.search.decisions import Policy
from netsustain.exploration.search.operators import mating
from netsustain.exploration.search.price import Within
from netsustain.health.intervals import Floats

MOST_CROWDED = 4
"""Objectives up to which NSGA-II searches."""


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


def algorithm_of(within: Within, objectives: int, plan: Plan, starts: Sequence[Policy]) -> Any:
    """An algorithm to ask and tell, seeded. Raises :class:`MissingExtraError`."""
    try:
        from pymoo.config import Config
    except ImportError:
        text = "policy search: got no pymoo, expected it installed, type pip install pymoo"
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
