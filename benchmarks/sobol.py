"""How long do Sobol' indices of twenty factors and luck take, 225,280 runs of sixty members over ten years?

The experiment is ``benchmarks/sobol.yaml``, run by the command as a user would, into a store of its own. The scale of
the settings shrinks it; seconds and memory are those of the scale.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.rows import ROOT, Row, Settings

TITLE = "A Sobol experiment"
GOAL_MINUTES, GOAL_MIB = 10.0, 1024.0


def measure(settings: Settings) -> list[Row]:
    """Wall time and peak memory of the whole command: design, runs, indices, page."""
    with tempfile.TemporaryDirectory() as place:
        scaled = [] if settings.sobol_scale == 1.0 else ["--scale", str(settings.sobol_scale)]
        command = [sys.executable, "-m", "netsustain", "experiment", str(ROOT / "benchmarks" / "sobol.yaml")]
        done = subprocess.run(
            [*command, *scaled, "--json", "--out", str(Path(place) / "out")],
            env={**os.environ, "NETSUSTAIN_STORE": str(Path(place) / "store")},
            stdout=subprocess.PIPE, check=True, text=True,
        )  # fmt: skip
    found = json.loads(done.stdout)
    whole = settings.sobol_scale == 1.0
    how = f"{found['rows']:,} runs, everything included"
    return [
        Row("the whole command", found["seconds"] / 60.0, "min", how, goal=GOAL_MINUTES if whole else None),
        Row("runs a second", found["rows"] / found["seconds"], "1/s", how),
        Row("peak memory", found["peak_rss_mib"], "MiB", how, goal=GOAL_MIB),
    ]
