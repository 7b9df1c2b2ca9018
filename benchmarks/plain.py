"""How much faster is machine code than the same rules in plain Python, and do they agree?

``python -m benchmarks.plain MEMBERS MONTHS REPEATS`` is the process that is timed, with and without the compiler.
"""

from __future__ import annotations

import hashlib
import json
import sys

import numpy as np

from benchmarks import processes, scenes
from benchmarks.rows import Row, Settings, best

TITLE = "Machine code and plain Python"


def measure(settings: Settings) -> list[Row]:
    """Time of a small run both ways, and the ratio of the two."""
    size = (settings.plain_members, settings.plain_months)
    _, slow = processes.report("plain", *size, 1, environment={"NUMBA_DISABLE_JIT": "1"})
    _, quick = processes.report("plain", *size, settings.repeats)
    how = f"{size[0]} members, {size[1]} months (and 6 more); the network of the first table"
    same = "the same bits" if slow["digest"] == quick["digest"] else "NOT THE SAME NUMBERS"
    return [
        Row("a small run in plain Python", 1e3 * slow["seconds"], "ms", how),
        Row("the same run in machine code", 1e3 * quick["seconds"], "ms", how),
        Row("plain ÷ machine code", slow["seconds"] / quick["seconds"], "times", same),
    ]


def _use(members: int, months: int, repeats: int) -> dict[str, float | str]:
    """Time one run, and a digest of its months."""
    from netsustain.ensemble import Batch, run_batch
    from netsustain.plan import compile_scenario

    compiled = compile_scenario(scenes.held(members, months))

    def once() -> Batch:
        return run_batch(compiled, 1, np.zeros(1, dtype=np.uint64), np.zeros((0, 0)), True)

    made = once()
    digest = hashlib.sha256(made.runs.tobytes() + made.months.tobytes()).hexdigest()
    return {"seconds": best(once, repeats).wall, "digest": digest}


if __name__ == "__main__":
    print(json.dumps(_use(*map(int, sys.argv[1:4]))))
