"""Mixes without what they do not need, and what each of their changes is worth.

A search moves levers that matter little this way and that. Each change of a mix is taken back alone, then all of them
one after the other, the least useful first; the shortest mix that is about as good stays. What is told of it later
rests on other futures, so that choosing it here by luck does it no good there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from netsustain.exploration.advice.gains import MONTHS, WORST
from netsustain.exploration.search.decisions import Decision, Policy, Value
from netsustain.exploration.search.objectives import Runs, estimates
from netsustain.exploration.search.price import ROUNDING, Within
from netsustain.health.intervals import Floats

Evaluated = Callable[[Sequence[Policy]], Runs]
PATH = 12
"""Lengths of a mix that are tried at most."""


@dataclass(frozen=True)
class Trimmed:
    """A mix, and what its changes are worth.

    Attributes
    ----------
    policy
        The setting of every lever.
    worth
        Lever that differs from today → months lost when it alone is set back to today's (in the longer mix it came
        from; on average and in the worst tenth of futures, each half).
    """

    policy: Policy
    worth: dict[str, float]


def changes(policy: Mapping[str, Value], now: Mapping[str, Value]) -> list[str]:
    """Levers that a policy sets otherwise than today."""
    return [lever for lever, value in policy.items() if value != now[lever]]


def trimmed(policy: Policy, now: Policy, within: Within, evaluate: Evaluated, tolerance: float) -> Trimmed:
    """The policy with as many levers as today's as can be, at a loss of no more than ``tolerance`` months.

    The loss counts in the mean and in the worst tenth of futures alike, so changes that harm neither when they are
    taken back go first. No step may lead out of the budget.
    """
    moved = changes(policy, now)
    if not moved:
        return Trimmed(policy, {})
    singles = [{**policy, lever: now[lever]} for lever in moved]
    whole, *without = _goodness(evaluate([policy, *singles]))
    losses = {lever: whole - each for lever, each in zip(moved, without, strict=True)}
    order = sorted(moved, key=lambda lever: float(losses[lever].max()))
    lengths = _lengths(len(order))
    shorter = [{**policy, **{lever: now[lever] for lever in order[:number]}} for number in lengths]
    usable = [each for each in shorter if within.prices.planned(each) <= within.budget + ROUNDING]
    best = policy
    if usable:
        for each, good in zip(usable, _goodness(evaluate(usable)), strict=True):
            if (whole - good <= tolerance).all():
                best = each  # the last one, the shortest of them
    return Trimmed(best, {lever: float(losses[lever].mean()) for lever in changes(best, now)})


def _goodness(runs: Runs) -> Floats:
    """Mean of months and mean of the worst tenth, (policies × 2)."""
    return estimates((MONTHS, WORST), runs)


def _lengths(number: int) -> list[int]:
    """How many changes to take back: at most so many numbers, evenly up to all."""
    return sorted({round(each) for each in np.linspace(1, number, min(PATH, number))})


def tidied(decisions: Sequence[Decision], policy: Policy, now: Policy, step: float) -> Policy:
    """Doses that barely differ from today's are today's: nobody can tell such a change."""
    found = dict(policy)
    for each in decisions:
        value, old = policy[each.lever], now[each.lever]
        if isinstance(value, str) or isinstance(old, str) or each.whole:
            continue
        if abs(float(value) - float(old)) < step * (each.high - each.low):
            found[each.lever] = old
    return found
