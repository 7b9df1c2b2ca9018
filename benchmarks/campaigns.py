"""Do a million runs need more memory than a thousand, and what does keeping them cost beside making them?

``python -m benchmarks.campaigns RUNS FOLDER`` is the process that is measured: an experiment of so many runs of a
network of six over two months, 50 replicates a draw of two factors, into a store of its own. Given again, it resumes.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import processes
from benchmarks.rows import Row, Settings

TITLE = "Experiments of many runs"
GOAL_MIB, GOAL_SHARE, GOAL_RESUME = 100.0, 2.0, 5.0
REPLICATES = 50
SCENARIO = """schema: 1
extends: demo_none
title: {en: Six, th: หก}
question: {en: How many?, th: กี่รอบ}
sources: [A-S1]
network: {recipe: {members: 6}}
"""
QUESTION = """schema: 1
kind: replicates
title: {{en: Many, th: มาก}}
question: {{en: How many?, th: กี่รอบ}}
sources: [A-S1]
scenarios: [six.yaml]
factors: {{personal_share: , transfer_probability: }}
design: {{draws: {draws}}}
replicates: {replicates}
months: 2
"""


def measure(settings: Settings) -> list[Row]:
    """Peaks of experiments of few and of many runs, and what storing costs."""
    with tempfile.TemporaryDirectory() as place:
        _, few = processes.report("campaigns", settings.few_runs, Path(place) / "few")
        timing, many = processes.report("campaigns", settings.many_runs, Path(place) / "many")
        _, again = processes.report("campaigns", settings.many_runs, Path(place) / "many")
    how = f"networks of six, two months, {REPLICATES} replicates a draw; {timing.wall:.0f} s"
    growth = many["peak_mib"] - few["peak_mib"]
    return [
        Row(f"peak: {few['rows']:,} runs", few["peak_mib"], "MiB", how),
        Row(f"peak: {many['rows']:,} runs", many["peak_mib"], "MiB", how),
        Row("growth", growth, "MiB", "", goal=GOAL_MIB),
        Row("a run, stored and collected", 1e6 * many["seconds"] / many["rows"], "µs", "so small that storing counts"),
        Row("resumed: until the first part would begin", again["resume"], "s", f"{many['rows']:,} stored runs",
            goal=GOAL_RESUME),
        *_cost_of_storing(),
    ]  # fmt: skip


def _cost_of_storing() -> list[Row]:
    """Processor time of storing a part of 500 runs of the baseline, beside that of making them."""
    _, found = processes.report("campaigns", "part")
    share = 100.0 * found["store"] / found["make"]
    return [Row("storing, of the time of making", share, "%", "500 runs of baseline, one part", goal=GOAL_SHARE)]


def _experiment(runs: int, place: Path) -> dict[str, Any]:
    """Run or resume the experiment; what it took."""
    place.mkdir(exist_ok=True)
    os.environ["NETSUSTAIN_STORE"] = str(place / "store")
    (place / "six.yaml").write_text(SCENARIO, encoding="utf-8")
    replicates = min(REPLICATES, max(2, runs // 10))
    file = place / "many.yaml"
    file.write_text(QUESTION.format(draws=max(2, runs // replicates), replicates=replicates), encoding="utf-8")
    from netsustain.exploration.kinds import module_of
    from netsustain.exploration.reading import load_experiment

    began, first = time.perf_counter(), []

    def told(_done: int, _total: int) -> None:
        first.append(time.perf_counter() - began)

    found = module_of("replicates").answer(load_experiment(file), place / "out", progress=told)
    seconds = time.perf_counter() - began
    return {"rows": found.rows, "seconds": seconds, "resume": first[0], "peak_mib": processes.peak_mib()}


def _part() -> dict[str, float]:
    """Processor seconds of making a part, and of storing and reading it."""
    import pandas as pd

    from netsustain.exploration.campaign import part
    from netsustain.exploration.chunks import chunks_of, rows_of
    from netsustain.exploration.prepared import prepared
    from netsustain.exploration.question import Lucks, question_over
    from netsustain.exploration.reading import load_experiment

    with tempfile.TemporaryDirectory() as place:
        file, said = Path(place) / "one.yaml", QUESTION.format(draws=2, replicates=2)
        file.write_text(said.replace("six.yaml", "baseline").replace("months: 2\n", ""), encoding="utf-8")
        question = question_over(load_experiment(file), pd.DataFrame({"personal_share": [0.5]}), lucks=Lucks(8_000))
        chunk = chunks_of(prepared(question, Path(place) / "out"))[0]
        rows_of(chunk)  # loads the machine code
        began = time.process_time()
        rows = rows_of(chunk)
        made = time.process_time()
        chunk.prepared.store.write(chunk.key, rows)
        part(chunk)
        return {"make": made - began, "store": time.process_time() - made}


if __name__ == "__main__":
    print(json.dumps(_part() if sys.argv[1] == "part" else _experiment(int(sys.argv[1]), Path(sys.argv[2]))))
