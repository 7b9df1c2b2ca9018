"""What a question returns: rows of one figure each; how large the questions are; how a figure is timed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SECONDS = {"s": 1.0, "ms": 1e-3, "µs": 1e-6, "ns": 1e-9}
"""Units of time."""


@dataclass(frozen=True)
class Row:
    """One figure.

    Attributes
    ----------
    what, how
        What was measured, and on what.
    measured, unit
        The figure; times are wall-clock.
    goal
        The most it should be, in the same unit; None where there is none.
    aim
        What would be better still.
    processor
        Processor time of the same work [s], all threads together.
    ratio
        Steps of the calibration loop that take as long; filled in for times.
    """

    what: str
    measured: float
    unit: str
    how: str = ""
    goal: float | None = None
    aim: float | None = None
    processor: float | None = None
    ratio: float | None = None


@dataclass(frozen=True)
class Size:
    """One line of the table of sizes."""

    ties: int
    months: int
    replicates: int


@dataclass(frozen=True)
class Settings:
    """How large the questions are."""

    name: str
    members: int = 60
    months: int = 120
    replicates: int = 20
    repeats: int = 7
    sizes: tuple[Size, ...] = (
        Size(100, 120, 20), Size(1_000, 60, 10), Size(10_000, 24, 3), Size(100_000, 12, 1), Size(1_000_000, 6, 1),
    )  # fmt: skip
    paired: int = 200
    paired_months: int = 120
    ensemble: int = 10_000
    ensemble_with_months: int = 500
    plain_members: int = 12
    plain_months: int = 12
    demo: int = 200
    processes: int = 5
    """How often a process that is soon done is started."""
    kills: int = 1_000
    phones: int = 100
    room_minutes: float = 3.0
    room_kills: int = 30
    many_runs: int = 1_000_000
    few_runs: int = 1_000
    sobol_scale: float = 1.0
    """1 is the size that has a goal."""
    loop_steps: int = 10_000_000


FULL = Settings("full")
QUICK = Settings(
    "quick", replicates=5, repeats=3, sizes=(Size(100, 24, 5), Size(1_000, 12, 3), Size(10_000, 6, 1)), paired=50,
    ensemble=500, ensemble_with_months=50, demo=20, processes=2, kills=30, sobol_scale=0.02,
    many_runs=20_000, loop_steps=1_000_000, phones=12, room_minutes=0.5, room_kills=3,
)  # fmt: skip
TINY = Settings(
    "tiny", members=10, months=3, replicates=1, repeats=1, sizes=(Size(30, 3, 1), Size(60, 3, 1)), paired=4,
    paired_months=3, ensemble=2, ensemble_with_months=2, plain_members=8, plain_months=3, demo=2, processes=1, kills=2,
    many_runs=40, few_runs=20, sobol_scale=0.0002, loop_steps=1_000, phones=3, room_minutes=0.1,
    room_kills=1,
)  # fmt: skip
"""Small enough for plain Python: what the tests run."""
SETTINGS = {settings.name: settings for settings in (FULL, QUICK, TINY)}


@dataclass(frozen=True)
class Timing:
    """The fastest of several: seconds by the wall clock, and the processor's."""

    wall: float
    processor: float


def best(work: Callable[[], object], repeats: int) -> Timing:
    """Do the work so many times; the smallest of each time (other programs only ever add to it)."""
    walls, processors = [], []
    for _ in range(max(repeats, 1)):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    return Timing(min(walls), min(processors))
