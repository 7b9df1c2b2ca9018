"""Many cases in worker processes: one that dies or hangs is a failure of its case, and another goes on behind it."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue

from .judging import FAILED, Verdict, judged, made, put
from .kinds import KINDS
from .memory import keep_below
from .stored import make_results

HANGS = 120.0
"""Seconds after which a case counts as hanging: long, since the machine may be busy with other work."""
TOGETHER = 5_000
"""Cases that a worker reads before another takes its place, so that what readers leave behind cannot pile up."""
Numbers = list[tuple[str, int]]


def numbers(cases: int, only: list[str] | None = None) -> Numbers:
    """Kind and number of every case, each kind by its share, mixed so that any part has all of them."""
    shares = {name: kind.share for name, kind in KINDS.items() if not only or name in only}
    total = sum(shares.values())
    counts = {name: max(round(cases * share / total), 1) for name, share in shares.items()}
    found = [((number + 0.5) / count, name, number) for name, count in counts.items() for number in range(count)]
    return [(name, number) for _, name, number in sorted(found)]


def campaign(wanted: Numbers, *, seed: int, workers: int = 1, keep: Path | None = None) -> Iterator[Verdict]:
    """Judge cases; inputs that fail are kept under ``keep``, a folder each."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as base:
        shared = Path(base)
        if any(kind == "result" for kind, _ in wanted):
            os.environ["NETSUSTAIN_STORE"] = str(shared / "store")
            (shared / "results").mkdir()
            make_results(shared / "results")
        blocks = iter([wanted[first : first + TOGETHER] for first in range(0, len(wanted), TOGETHER)])
        back: SimpleQueue[Verdict | None] = SimpleQueue()
        lock = threading.Lock()

        def crew(place: Path) -> None:
            while True:
                with lock:
                    block = next(blocks, None)
                if block is None:
                    back.put(None)
                    return
                for verdict in _block(block, seed, shared, place):
                    back.put(verdict)

        crews = [
            threading.Thread(target=crew, args=(shared / f"worker{number}",), daemon=True) for number in range(workers)
        ]
        for each in crews:
            each.start()
        running = workers
        while running:
            verdict = back.get()
            if verdict is None:
                running -= 1
                continue
            if verdict.outcome == FAILED and keep is not None:
                put(
                    made(verdict.kind, verdict.number, seed, shared),
                    keep / f"{verdict.kind}-{verdict.number}-seed{seed}",
                )
            yield verdict


def _block(block: Numbers, seed: int, shared: Path, place: Path) -> Iterator[Verdict]:
    """Judge some cases in a process of their own, and the rest in another if it dies."""
    while block:
        done = 0
        for verdict in _process(block, seed, shared, place):
            done += 1
            yield verdict
        block = block[done:]


def _process(block: Numbers, seed: int, shared: Path, place: Path) -> Iterator[Verdict]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, block, seed, shared, place), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(10 * HANGS):
            raise TimeoutError("fuzz: got a worker that does not begin, expected it within minutes")
        ours.recv()
        for kind, number in block:
            begin = time.monotonic()
            try:
                if not ours.poll(HANGS):
                    yield Verdict(
                        kind, number, FAILED, time.monotonic() - begin, 0.0, f"hangs: no answer in {HANGS:g} s"
                    )
                    return
                yield ours.recv()
            except EOFError:
                process.join()
                yield Verdict(kind, number, FAILED, 0.0, 0.0, f"the worker died (exit {process.exitcode})")
                return
    finally:
        process.kill()
        process.join()
        ours.close()


def _work(answers: Connection, block: Numbers, seed: int, shared: Path, place: Path) -> None:
    """Judge cases one after the other, in a folder of its own."""
    home = place / "home"
    home.mkdir(parents=True, exist_ok=True)
    os.chdir(home)
    warm_up(block, shared, place)
    keep_below()
    answers.send("begun")
    for kind, number in block:
        file = put(made(kind, number, seed, shared), place / "case")
        answers.send(judged(kind, number, file))
    shutil.rmtree(place, ignore_errors=True)


def warm_up(block: Numbers, shared: Path, place: Path) -> None:
    """Load what the readers load when first called, so that no case pays for it."""
    from netsustain.exploration.kinds import KINDS as EXPERIMENTS
    from netsustain.exploration.kinds import module_of

    for name in EXPERIMENTS:
        module_of(name)
    for kind in {kind for kind, _ in block}:
        for number in range(3):
            judged(kind, number, put(made(kind, number, -1, shared), place / "case"))
