"""Is anything lost, doubled or believed that is not so, when an experiment is killed again and again?

``python -m benchmarks.killing KILLS [SEED]`` kills so many processes (``kill -9``) at random moments and prints one
JSON object. An experiment that gets through in spite of it is compared with an undisturbed one, and begun anew.
Now and then a stored part loses a bit as well. Processes are forked from one that has everything loaded, so that a
thousand take some minutes; needs a system that forks.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import processes
from benchmarks.rows import Row, Settings

TITLE = "Experiments killed at random moments"
QUESTION = """schema: 1
kind: compare
title: {en: Killed, th: ถูกสั่งหยุด}
question: {en: What is lost?, th: อะไรหายไป}
sources: [A-S1]
scenarios: [demo_none, demo_all]
factors: {personal_share: , levers.platform: }
design: {draws: 20}
replicates: 10
months: 6
outcomes: [live_months, cost, ended]
"""
SAID = "said.json"
ROWS, PART_ROWS, WORKERS = 400, 4, 2
LONGEST = 0.5
"""Longest that a process lives before it is killed, as a share of the time that an undisturbed one takes."""
DAMAGE_EVERY = 10
"""Kills from one lost bit to the next."""


@dataclass
class Count:
    """What happened."""

    kills: int = 0
    experiments: int = 0
    """That got through in spite of all kills."""
    bits_flipped: int = 0
    parts_lost: int = 0
    """Stored, then absent or other after a kill."""
    rows_doubled: int = 0
    rows_absent: int = 0
    other_digests: int = 0
    """Experiments whose rows are not those of an undisturbed one."""
    faults: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing went wrong."""
        wrong = self.parts_lost + self.rows_doubled + self.rows_absent + self.other_digests + len(self.faults)
        return wrong == 0


def measure(settings: Settings) -> list[Row]:
    """Kill as often as the settings say; what went wrong should be nothing."""
    timing, found = processes.report("killing", settings.kills)
    how = f"{found['experiments']} experiments of {ROWS} rows, {found['bits_flipped']} bits flipped"
    rows = [Row("processes killed", found["kills"], "", f"{how}, {timing.wall:.0f} s")]
    named = {
        "parts lost": "parts_lost", "rows doubled": "rows_doubled", "rows absent": "rows_absent",
        "digests other than undisturbed": "other_digests",
    }  # fmt: skip
    return rows + [Row(what, float(found[key]), "", "", goal=0.0) for what, key in named.items()]


# ---- one process ----------------------------------------------------------------------------------


def forked(work: Callable[[], Any]) -> int:
    """Do something in a process of its own; returns its number. It ends with 0 where the work was done."""
    process = os.fork()
    if process:
        return process
    code = 1
    try:
        work()
        code = 0
    except BaseException as error:  # this process is a copy: nothing of it may go on
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
    finally:
        os._exit(code)


def ended_within(process: int, seconds: float) -> int | None:
    """Its exit code; None if it lives on after so long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        number, status = os.waitpid(process, os.WNOHANG)
        if number:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.001)
    return None


def answer(asked: Any, folder: Path) -> None:
    """The experiment, from wherever it is; writes what is to be checked of it."""
    from netsustain.exploration import prepared
    from netsustain.exploration.kinds import module_of

    prepared.FEWEST_ROWS = prepared.USUAL_ROWS = PART_ROWS
    os.environ["NETSUSTAIN_STORE"] = str(folder / "store")
    found = module_of("compare").answer(asked, folder / "out", workers=WORKERS)
    rows = found_rows(folder / "out")
    doubled = int(rows.duplicated().sum())
    said = {"digest": found.digest, "rows": len(rows), "doubled": doubled}
    (folder / SAID).write_text(json.dumps(said), encoding="utf-8")


def found_rows(folder: Path) -> Any:
    """Which rows there are."""
    import pandas as pd

    return pd.read_parquet(folder / "runs.parquet", columns=["scenario", "draw", "replicate"])


# ---- one experiment, many deaths ------------------------------------------------------------------


def tormented(asked: Any, folder: Path, luck: random.Random, longest: float, count: Count, kills: int) -> bool:
    """Kill an experiment until it gets through, or there were enough kills; True if it got through."""
    seen: dict[str, str] = {}
    hurt: dict[str, str] = {}
    while count.kills < kills:
        process = forked(lambda: answer(asked, folder))
        code = ended_within(process, luck.uniform(0.0, longest))
        if code is None:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            count.kills += 1
        count.parts_lost += _lost(folder / "store", seen, hurt)
        if code == 0:
            return True
        if code is not None:
            count.faults.append(f"experiment {count.experiments + 1} ended with {code}")
            return False
        if seen and count.kills % DAMAGE_EVERY == 0:
            _flip(folder / "store", luck, seen, hurt)
            count.bits_flipped += 1
    return False


def _lost(store: Path, seen: dict[str, str], hurt: dict[str, str]) -> int:
    """Parts seen before that are absent or other now; remembers the new ones, but none that still lacks its bit."""
    there = {path.name: _digest(path) for path in store.glob("parts/part-*.parquet")}
    lost = sum(there.get(name) != digest for name, digest in seen.items())
    seen.update((name, digest) for name, digest in there.items() if hurt.get(name) != digest)
    return lost


def _flip(store: Path, luck: random.Random, seen: dict[str, str], hurt: dict[str, str]) -> None:
    """Change one bit of one stored part, which may be written anew from now on."""
    name = luck.choice(sorted(seen))
    path = store / "parts" / name
    content = bytearray(path.read_bytes())
    content[luck.randrange(len(content))] ^= 1 << luck.randrange(8)
    path.write_bytes(bytes(content))
    del seen[name]
    hurt[name] = _digest(path)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def undisturbed(asked: Any, folder: Path) -> dict[str, Any]:
    """What the experiment says when nobody disturbs it: its rows' digest and how many there are."""
    _, status = os.waitpid(forked(lambda: answer(asked, folder)), 0)
    if status:
        raise RuntimeError(f"the experiment ended with {os.waitstatus_to_exitcode(status)}, left in peace")
    return told(folder)


def told(folder: Path) -> dict[str, Any]:
    """What the experiment in a folder said at its end."""
    found: dict[str, Any] = json.loads((folder / SAID).read_text(encoding="utf-8"))
    return found


def compare(killed: dict[str, Any], calm: dict[str, Any], count: Count) -> None:
    """Hold what came through against the undisturbed one."""
    count.experiments += 1
    count.other_digests += killed["digest"] != calm["digest"]
    count.rows_doubled += killed["doubled"]
    count.rows_absent += ROWS - killed["rows"] + killed["doubled"]


def killing(kills: int, seed: int) -> Count:
    """Kill so many processes; the last experiment is left in peace to its end."""
    count, luck = Count(), random.Random(seed)
    with tempfile.TemporaryDirectory() as place:
        asked, calm_place = loaded(Path(place)), Path(place) / "calm"
        calm_place.mkdir()
        began = time.monotonic()
        calm = undisturbed(asked, calm_place)
        longest = LONGEST * (time.monotonic() - began)
        while count.kills < kills and not count.faults:
            folder = Path(place) / str(count.experiments)
            folder.mkdir()
            through = tormented(asked, folder, luck, longest, count, kills)
            if count.faults:
                break
            compare(undisturbed(asked, folder) if not through else told(folder), calm, count)
    return count


def loaded(place: Path) -> Any:
    """The experiment, with all that copies of this process will need in memory."""
    import numpy as np
    import scipy.stats.qmc  # noqa: F401

    from netsustain.ensemble import run_batch
    from netsustain.exploration.kinds import compare  # noqa: F401
    from netsustain.exploration.reading import load_experiment
    from netsustain.plan import compile_scenario

    file = place / "killed.yaml"
    file.write_text(QUESTION, encoding="utf-8")
    asked = load_experiment(file)
    compiled = compile_scenario(next(iter(asked.scenarios.values())))
    run_batch(compiled, 1, np.arange(1, dtype=np.uint64), np.zeros((0, 0)), months=False)
    return asked


if __name__ == "__main__":
    found = killing(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    print(json.dumps(asdict(found)))
    sys.exit(0 if found.sound else 1)
