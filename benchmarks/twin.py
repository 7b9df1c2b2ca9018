"""How many months of the compiled model pass in the time of one of the idiomatic Mesa twin, on one core?"""

from __future__ import annotations

from benchmarks.mesa_twin import speed
from benchmarks.rows import Row, Settings
from netsustain.scenario import load

TITLE = "Against the idiomatic Mesa twin"
SCENARIOS = ("baseline", "strategies_all", "newcomers")
TWIN_RUNS = 3


def measure(settings: Settings) -> list[Row]:
    """A ratio a scenario, and the twin's time; both by the processor's clock, monthly series kept."""
    rows = []
    for name in SCENARIOS:
        found = speed.measure(load(name).until(min(60, settings.months)), 1, min(TWIN_RUNS, settings.replicates))
        how = f"{name}: twin {1e3 * found.twin:.2f} ms a month, compiled {1e6 * found.compiled:.1f} µs"
        rows.append(Row(f"twin ÷ compiled, {name}", found.ratio, "", how))
    return rows
