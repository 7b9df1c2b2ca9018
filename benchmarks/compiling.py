"""How long does the first process compile, and how soon does the next one start from the cache?

``python -m benchmarks.compiling`` is the process that is timed: it uses every compiled entry point once.
"""

from __future__ import annotations

import json
import tempfile
import time

from benchmarks import processes
from benchmarks.rows import Row, Settings

TITLE = "Compiling, and starting from the cache"
GOAL_SECONDS = 40.0


def measure(settings: Settings) -> list[Row]:
    """A process with an empty cache, then one that finds its machine code there."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"NETSUSTAIN_CACHE_DIR": folder}
        cold, _ = processes.report("compiling", environment=environment)
        warm, found = processes.report("compiling", environment=environment)
    how = f"the same process again: {found['hits']} of 3 entry points from the cache"
    return [
        Row(
            "first process, empty cache", cold.wall, "s", "imports, baseline once in an ensemble and one month in Mesa",
            goal=GOAL_SECONDS, processor=cold.processor,
        ),
        Row("second process", warm.wall, "s", how, processor=warm.processor),
        Row("of that, after the imports", found["seconds"], "s", "machine code loaded, scenario read, one run"),
    ]  # fmt: skip


def _use() -> dict[str, float]:
    """Use every entry point once."""
    from netsustain import NetworkModel, driver, kernels, load, simulate

    began = time.perf_counter()
    scenario = load("baseline")
    simulate(scenario, replicates=1)
    NetworkModel(scenario).step()
    seconds = time.perf_counter() - began
    entries = [getattr(driver.load(), name) for name in ("start", "one_month", "ensemble")]
    return {"seconds": seconds, "hits": sum(map(kernels.cache_hits, entries)) if kernels.JIT else 0}


if __name__ == "__main__":
    print(json.dumps(_use()))
