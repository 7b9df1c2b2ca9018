"""All invariants by name, and what watches them.

An invariant is a function of the network at the end of the month before, at the end of this month, and of the plan:
it returns what is violated, or None.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.invariants import leaders, members, money, outcome, ties
from tests.worlds import Snapshot, World

from netsustain.plan import Compiled
from netsustain.scenario.schema import Scenario

Invariant = Callable[[Snapshot, Snapshot, Compiled], str | None]

INVARIANTS: dict[str, Invariant] = {
    invariant.__name__: invariant for part in (money, members, leaders, ties, outcome) for invariant in part.INVARIANTS
}


def violations(before: Snapshot, after: Snapshot, plan: Compiled) -> list[str]:
    """Everything that does not hold this month, with the name of its invariant."""
    found = []
    for name, invariant in INVARIANTS.items():
        problem = invariant(before, after, plan)
        if problem is not None:
            found.append(f"month {after.month}: {name}: {problem}")
    return found


def watched(scenario: Scenario, months: int, seed: int = 1, replicate: int = 0) -> list[Snapshot]:
    """A run of so many months (past its end, if it ends) in which every invariant held; raises AssertionError."""
    world = World(scenario, seed, replicate)
    history = [world.now()]
    for after in world.months(months):
        found = violations(history[-1], after, world.compiled)
        assert not found, "\n".join(found)
        history.append(after)
    return history
