"""How long do a month and a run of 60 members, 360 ties and 120 months take on one core, and which rule takes it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks import inside, scenes
from benchmarks.rows import Row, Settings, best

if TYPE_CHECKING:
    from netsustain.plan import Compiled

TITLE = "A run on one core, rule by rule"
GOAL_MS, AIM_MS = 5.0, 2.0
TO_CONFIRM = 6
"""Months simulated after the last, so that an end can be confirmed."""
SELDOM = 60
"""Months between measures of structure, to see what they cost."""


def measure(settings: Settings) -> list[Row]:
    """A run, a month, what each rule takes of it, and shipped networks that live as they like."""
    from netsustain.ensemble import run_batch
    from netsustain.plan import compile_scenario

    compiled = compile_scenario(scenes.held(settings.members, settings.months))
    numbers, none = np.arange(settings.replicates, dtype=np.uint64), np.zeros((0, 0))
    ties = np.mean([scenes.initial_ties(compiled, 1, int(number)) for number in numbers])
    run_batch(compiled, 1, numbers[:1], none, False)
    timings = [
        best(lambda one=numbers[k : k + 1]: run_batch(compiled, 1, one, none, False), settings.repeats)  # type: ignore[misc]
        for k in range(len(numbers))
    ]
    size = f"{settings.members} members, {ties:.0f} ties"
    whole = _inside(compiled, settings)
    how = (
        f"all levers, all rules, health; members and ties neither come nor go; mean of {len(numbers)} runs of "
        f"{whole.months / len(numbers):.0f} months ({TO_CONFIRM} past the last, to confirm an end)"
    )
    return [
        Row(
            f"a run of {size}, {settings.months} months", 1e3 * _mean([each.wall for each in timings]), "ms", how,
            goal=GOAL_MS, aim=AIM_MS, processor=_mean([each.processor for each in timings]),
        ),
        Row("making a network", whole.begin / 1e3, "µs", "members, leaders and ties drawn, once a run"),
        Row("a month", whole.whole / 1e3, "µs", f"mean of {whole.months:,} months"),
        _without_structure(settings),
        *_rules(whole.whole, _inside(compiled, settings, by_rule=True)),
        *_alive(settings),
    ]  # fmt: skip


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _inside(compiled: Compiled, settings: Settings, by_rule: bool = False) -> inside.Spent:
    """A run's months; between rules by the wall clock, which is quicker to read."""
    last, which = settings.months + TO_CONFIRM, inside.WALL if by_rule else inside.THREAD
    return inside.measure(compiled, settings.replicates, last, settings.repeats, by_rule, which)


def _without_structure(settings: Settings) -> Row:
    """A month with structure measured as seldom as a scenario may ask."""
    from netsustain.plan import compile_scenario

    scenario = scenes.held(settings.members, settings.months).with_(structure_every=SELDOM)
    spent = _inside(compile_scenario(scenario), settings)
    return Row("the same, structure seldom", spent.whole / 1e3, "µs", f"measured every {SELDOM} months, not every 3")


def _rules(month: float, parts: inside.Spent) -> list[Row]:
    """What each rule takes of the month, the slowest first."""
    total = sum(parts.rules.values())
    slowest_first = sorted(parts.rules.items(), key=lambda item: -item[1])
    rows = [
        Row(f"rule {name}", nanoseconds / 1e3, "µs", f"{nanoseconds / max(total, 1.0):.0%} of the month")
        for name, nanoseconds in slowest_first
    ]
    how = "sum of the rules ÷ the month as a whole; below 1 where the smallest of several is taken rule by rule"
    return [*rows, Row("rules ÷ month", total / max(month, 1.0), "", how)]


def _alive(settings: Settings) -> list[Row]:
    """Months of shipped networks, in which members and ties come and go."""
    from netsustain import load
    from netsustain.plan import compile_scenario

    rows = []
    for name in ("baseline", "strategies_all"):
        spent = _inside(compile_scenario(load(name).until(settings.months)), settings)
        rows.append(Row(f"a month of {name}", spent.whole / 1e3, "µs", f"as shipped; mean of {spent.months:,} months"))
    return rows
