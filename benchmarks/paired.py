"""How long do 2 × 200 paired runs take with all their statistics, once compiled?"""

from __future__ import annotations

from benchmarks.rows import Row, Settings, best

TITLE = "Two scenarios on the same luck"
NAMES = ("demo_none", "demo_all")
GOAL_SECONDS = 1.5


def measure(settings: Settings) -> list[Row]:
    """The comparison on all cores and on one, and its statistics alone."""
    from netsustain import compare, load
    from netsustain.exploration.comparison import summarise
    from netsustain.threads import default_workers

    scenarios = {name: load(name).until(settings.paired_months) for name in NAMES}
    number = settings.paired
    made = compare(scenarios, replicates=number, seed=1)
    everything = best(lambda: compare(scenarios, replicates=number, seed=1), settings.repeats)
    alone = best(lambda: compare(scenarios, replicates=number, seed=1, workers=1), settings.repeats)
    statistics = best(lambda: summarise(made.ensembles, seed=1), settings.repeats)
    how = f"{' and '.join(NAMES)}, {settings.paired_months} months, months kept"
    return [
        Row(
            f"2 × {number} runs and all statistics", everything.wall, "s", f"{how}; {default_workers()} cores",
            goal=GOAL_SECONDS, processor=everything.processor,
        ),
        Row("the same on one core", alone.wall, "s", how, processor=alone.processor),
        Row(
            "statistics alone", statistics.wall, "s", "survival, conditions, causes, 4,000 resamples",
            processor=statistics.processor,
        ),
    ]  # fmt: skip
