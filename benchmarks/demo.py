"""How long does ``netsustain compare demo`` take the second time, report and figures included?"""

from __future__ import annotations

import tempfile

from benchmarks import processes
from benchmarks.rows import Row, Settings

TITLE = "The demonstration, the second time"
GOAL_SECONDS = 15.0


def measure(settings: Settings) -> list[Row]:
    """The whole command, after a first time that fills every cache."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["-m", "netsustain", "compare", "demo", "--replicates", str(settings.demo), "--out", folder]
        first, _ = processes.python(*command)
        second, _ = processes.python(*command)
    how = f"7 scenarios, {settings.demo} replicates each, tables, figures and report"
    return [
        Row("netsustain compare demo", second.wall, "s", how, goal=GOAL_SECONDS, processor=second.processor),
        Row("the time before", first.wall, "s", "may have compiled", processor=first.processor),
    ]
