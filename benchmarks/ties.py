"""Is time linear in ties at a fixed mean degree, from a hundred ties to a million?"""

from __future__ import annotations

import math

from benchmarks import inside, processes, scenes, wording
from benchmarks.rows import Row, Settings, Size

TITLE = "From a hundred ties to a million, at one mean degree"
SLOPE = 1.1
"""Largest growth of time with ties that is still called linear: caches run out, and hubs are larger."""
SLOWEST = 3
"""Rules named at each size."""
LARGE = 3
"""Sizes whose growth is judged: in small networks what a month costs anyhow would hide it."""


def measure(settings: Settings) -> list[Row]:
    """A row a size, how time grows with ties, and what the largest network needs of memory."""
    rows, points = [], []
    for size in settings.sizes:
        row, ties = _at(size, settings)
        rows.append(row)
        points.append((math.log(ties), math.log(max(row.measured, 1e-9) * ties)))
    slope = _slope(points[-LARGE:])
    largest = settings.sizes[-1]
    _, found = processes.report("memory", scenes.members_for(largest.ties), 1, 1, "held")
    rows += [
        Row("growth: time ∝ ties to the power", slope, "", f"log scales, the {LARGE} largest", goal=SLOPE),
        Row(f"peak memory at {largest.ties:,} ties", found["peak_mib"], "MiB", "a process that makes and runs one"),
    ]
    return rows


def _at(size: Size, settings: Settings) -> tuple[Row, int]:
    """Time of a tie and month at one size."""
    from netsustain.plan import compile_scenario

    members = scenes.members_for(size.ties)
    compiled = compile_scenario(scenes.held(members, max(size.months, 1)))
    ties = scenes.initial_ties(compiled, 1, 0)
    repeats = max(settings.repeats if size.ties <= 10_000 else settings.repeats // 3, 1)
    spent = inside.measure(compiled, size.replicates, size.months, repeats)
    parts = inside.measure(compiled, size.replicates, size.months, repeats, by_rule=True).rules
    slowest = sorted(parts, key=lambda name: -parts[name])[:SLOWEST]
    memory = scenes.state_bytes(compiled)
    how = (
        f"{members:,} members, {ties:,} ties; {spent.months:,} months of {wording.duration(spent.whole / 1e9)}; "
        f"the network holds {memory / processes.MIB:,.1f} MiB, {memory / ties:,.0f} bytes a tie; "
        + ", ".join(f"{name} {parts[name] / ties:.0f} ns" for name in slowest)
    )
    return Row(f"{size.ties:,} ties: a tie and month", spent.whole / ties, "ns", how), ties


def _slope(points: list[tuple[float, float]]) -> float:
    """Least-squares slope."""
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    across = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / across if across else math.nan
