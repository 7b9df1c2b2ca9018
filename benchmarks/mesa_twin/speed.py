"""How much longer the twin takes than the compiled model on one core."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

from benchmarks.mesa_twin import record
from benchmarks.mesa_twin.model import CONFIRMATION
from netsustain.scenario.schema import Scenario

COMPILED_RUNS = 200
REPEATS = 3


class Speed(NamedTuple):
    """Processor time of one month of one run [s]."""

    twin: float
    compiled: float

    @property
    def ratio(self) -> float:
        """Months of the compiled model in the time of one of the twin."""
        return self.twin / self.compiled


def _seconds(work: Callable[[], object]) -> float:
    """Processor time of all threads: other programs on the machine do not count."""
    began = time.process_time()
    work()
    return time.process_time() - began


def measure(setting: Scenario, seed: int, replicates: int) -> Speed:
    """Time a month, because the runs of the twin are too few to live as long on average as those of the other."""
    from netsustain.ensemble import simulate

    def compiled() -> object:
        return simulate(setting, COMPILED_RUNS, seed=seed, months=True, workers=1)

    runs = simulate(setting, COMPILED_RUNS, seed=seed, workers=1).runs
    lasted = runs["confirmed_month"].fillna(setting.months + CONFIRMATION).to_numpy()
    fast = min(_seconds(compiled) for _ in range(REPEATS)) / float(lasted.sum())
    slow = _seconds(lambda: [record.run(setting, seed, replicate) for replicate in range(replicates)])
    return Speed(slow / float(lasted[:replicates].sum()), fast)
