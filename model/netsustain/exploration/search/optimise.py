"""The search itself: a population of policies, generation by generation, by pymoo.

A policy that breaks the budget is cut down to it before it is run, so no run is spent on what nobody may choose. All
chance is pymoo's own generator, seeded; whole generations are evaluated at once; nothing depends on what evaluates
them. A killed search is begun again from its first generation: what an evaluation finds
stored it does not run, so it is back where it was in no time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from netsustain.exploration.search.algorithm import Plan, algorithm_of
from netsustain.exploration.search.decisions import Policy
from netsustain.exploration.search.front import hypervolume, nondominated
from netsustain.exploration.search.objectives import Objective, Runs, estimates, smaller_is_better
from netsustain.exploration.search.operators import plain
from netsustain.exploration.search.price import Within
from netsustain.health.intervals import Floats

Evaluated = Callable[[Sequence[Policy]], Runs]
"""Runs policies in the futures of the search."""


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
    algorithm = algorithm_of(within, len(objectives), plan, starts)
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
