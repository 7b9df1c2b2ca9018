"""How policies are bred: what pymoo needs to know of doses, whole numbers, choices and the budget.

A dose passes whole from a parent to a child (uniform crossover) rather than as a mean of two: levers are building
blocks, and half of each of two measures is often neither. A mutated dose is left out, set anew anywhere in its range,
or moved a little, each as often; three doses of a child on average. Measured on the shipped search with 32 policies, 16
generations and five seeds, the mean hypervolume was 0.63 against 0.30 with the usual operators for reals (simulated
binary crossover, polynomial mutation of one dose on average).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from netsustain.exploration.search.decisions import Policy
from netsustain.exploration.search.price import Within
from netsustain.health.intervals import Floats

MUTATED = 3.0
"""Doses of a child that are mutated on average."""
NEAR = 0.1
"""Standard deviation of a small move, as a share of the range."""


def plain(genome: Any) -> Policy:
    """A policy from pymoo's genome."""
    return {name: str(value) if isinstance(value, str) else float(value) for name, value in genome.items()}


def mutated(doses: Floats, low: Floats, high: Floats, generator: np.random.Generator) -> Floats:
    """Doses with some left out, set anew or moved a little, (policies × doses)."""
    chosen, way, anywhere = (generator.random(doses.shape) for _ in range(3))
    moved = np.clip(doses + NEAR * generator.standard_normal(doses.shape) * (high - low), low, high)
    anew = low + anywhere * (high - low)
    changed = np.where(way < 1 / 3, low, np.where(way < 2 / 3, anew, moved))
    return np.where(chosen < MUTATED / doses.shape[1], changed, doses)


def mating(within: Within, selection: Any) -> Any:
    """pymoo's mating of mixed variables with these operators; every child is cut down to the budget."""
    from pymoo.core.mixed import MixedVariableDuplicateElimination, MixedVariableMating
    from pymoo.core.mutation import Mutation
    from pymoo.core.repair import Repair
    from pymoo.core.variable import Choice, Integer, Real
    from pymoo.operators.crossover.ux import UX
    from pymoo.operators.mutation.pm import PM
    from pymoo.operators.mutation.rm import ChoiceRandomMutation
    from pymoo.operators.repair.rounding import RoundingRepair

    class Doses(Mutation):
        """Mutates doses."""

        def _do(self, problem: Any, doses: Any, random_state: Any = None, **_: Any) -> Any:
            low, high = np.asarray(problem.xl, dtype=float), np.asarray(problem.xu, dtype=float)
            return mutated(np.asarray(doses, dtype=float), low, high, random_state)

    class ToBudget(Repair):
        """Cuts every policy down to steps that can be set and to the budget."""

        def _do(self, problem: Any, genomes: Any, **_: Any) -> Any:
            return np.array([within.cut(plain(each)) for each in genomes], dtype=object)

    whole = PM(eta=5, vtype=float, repair=RoundingRepair())
    return MixedVariableMating(
        selection=selection,
        crossover={Real: UX(), Integer: UX(), Choice: UX()},
        mutation={Real: Doses(), Integer: whole, Choice: ChoiceRandomMutation()},
        repair=ToBudget(),
        eliminate_duplicates=MixedVariableDuplicateElimination(),
    )
