"""How soon does ``netsustain --help`` answer?"""

from __future__ import annotations

from benchmarks import processes
from benchmarks.rows import Row, Settings

TITLE = "Asking for help"
GOAL_SECONDS = 0.5


def measure(settings: Settings) -> list[Row]:
    """Help of the program, and what Python itself takes to start."""
    asked = processes.fastest(settings.processes, "-m", "netsustain", "--help")
    alone = processes.fastest(settings.processes, "-c", "pass")
    how = f"best of {settings.processes} processes"
    return [
        Row("netsustain --help", asked.wall, "s", how, goal=GOAL_SECONDS, processor=asked.processor),
        Row("python -c pass", alone.wall, "s", how, processor=alone.processor),
    ]
