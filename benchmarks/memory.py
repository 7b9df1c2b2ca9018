"""How much memory does an ensemble of 10,000 runs of 120 months need, without its months and with them?

``python -m benchmarks.memory MEMBERS MONTHS REPLICATES KIND`` is the process that is measured: KIND ``runs``
keeps the rows of runs of the baseline, ``months`` the months as well, ``held`` runs the network of the timings.
"""

from __future__ import annotations

import json
import sys

from benchmarks import processes, scenes
from benchmarks.rows import Row, Settings

TITLE = "Memory of an ensemble"
GOAL_MIB = 500.0
MEMBERS = 24


def measure(settings: Settings) -> list[Row]:
    """Peaks of three processes: one run, many runs, and fewer with their months."""
    months = settings.months
    asked = {
        "one run": (1, "runs", None),
        f"{settings.ensemble:,} runs": (settings.ensemble, "runs", GOAL_MIB),
        f"{settings.ensemble_with_months:,} runs with their months": (settings.ensemble_with_months, "months", None),
    }
    rows = []
    for what, (replicates, kind, goal) in asked.items():
        timing, found = processes.report("memory", MEMBERS, months, replicates, kind)
        how = f"baseline, {months} months; peak of a process, {timing.wall:.1f} s in all"
        rows.append(Row(f"peak: {what}", found["peak_mib"], "MiB", how, goal=goal))
    return rows


def _use(members: int, months: int, replicates: int, kind: str) -> dict[str, float]:
    """Run an ensemble; the most memory held."""
    from netsustain import load, simulate

    if kind == "held":
        scenario = scenes.held(members, months)
    else:
        scenario = load("baseline").until(months).with_(**{"network.recipe.members": members})
    kept = simulate(scenario, replicates=replicates, months=kind == "months")
    return {"peak_mib": processes.peak_mib(), "rows": len(kept.runs)}


if __name__ == "__main__":
    asked_members, asked_months, asked_replicates = map(int, sys.argv[1:4])
    print(json.dumps(_use(asked_members, asked_months, asked_replicates, sys.argv[4])))
