"""Many runs into a store: what is missing is computed, what is there is never computed again.

A campaign can be killed at any moment. Every part is whole or absent, so the same command goes on where it was; the
rows, and the digest of their values, are those of an undisturbed campaign.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from netsustain import driver
from netsustain.ensemble import default_workers
from netsustain.exploration.answer import Answer, Progress, Shown, Status
from netsustain.exploration.chunks import Chunk, chunks_of, columns_of, rows_of
from netsustain.exploration.digest import Rows
from netsustain.exploration.question import DESIGN, QUESTION, VECTORS, Prepared
from netsustain.exploration.store import Store, into_place, temporary_name

RUNS = "runs.parquet"


class RowsError(ValueError):
    """Stored rows that are not those asked for."""


@dataclass(frozen=True)
class Finished:
    """All rows of a campaign, in the store and in ``runs.parquet``."""

    prepared: Prepared
    rows: int
    failed: int
    digest: str
    failures: pd.DataFrame
    """Why runs failed: ``scenario``, ``failure``, ``runs``, the commonest first."""

    @property
    def files(self) -> tuple[Path, ...]:
        """Files of the folder that belong to the result."""
        names = (QUESTION, DESIGN, VECTORS, RUNS)
        return tuple(path for name in names if (path := self.prepared.folder / name).exists())

    def answer(self, tables: dict[str, pd.DataFrame], shown: tuple[Shown, ...]) -> Answer:
        """What was found, with the tables that a kind of experiment makes of it."""
        experiment = self.prepared.question.experiment
        seeds = {"runs": experiment.seed, "design": experiment.design_seed}
        found = {**tables, "failures": self.failures} if self.failed else tables
        return Answer(self.rows, self.failed, self.digest, found, shown, self.files, seeds)


def run(prepared: Prepared, *, workers: int | None = None, progress: Progress | None = None) -> Finished:
    """Compute the missing parts, then put all rows into ``runs.parquet``.

    Parameters
    ----------
    workers
        Threads; all cores by default. Results do not depend on it.
    progress
        Called with the rows done, stored ones included, and the rows in all.
    """
    store, chunks = Store(prepared.folder), chunks_of(prepared)
    store.clean()
    missing = [chunk for chunk in chunks if not store.has(chunk.key)]
    total = sum(chunk.rows for chunk in chunks)
    done = total - sum(chunk.rows for chunk in missing)
    if progress is not None:
        progress(done, total)
    for chunk in _computed(store, missing, workers or default_workers()):
        done += chunk.rows
        if progress is not None:
            progress(done, total)
    return collected(prepared, store)


def _computed(store: Store, chunks: list[Chunk], workers: int) -> Iterator[Chunk]:
    """Compute and store parts on threads, few at a time; yields each once it is safe."""

    def compute(chunk: Chunk) -> Chunk:
        store.write(chunk.key, rows_of(chunk))
        return chunk

    waiting = iter(chunks)
    running: set[Future[Chunk]] = set()
    if chunks:
        driver.load()  # once, before there are threads
    with ThreadPoolExecutor(max_workers=workers) as pool:
        try:
            while True:
                while len(running) < workers + 1 and (chunk := next(waiting, None)) is not None:
                    running.add(pool.submit(compute, chunk))
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield future.result()
        finally:
            for future in running:
                future.cancel()


def status(prepared: Prepared) -> Status:
    """How far a campaign is; runs nothing and writes nothing."""
    store = Store(prepared.folder)
    parts_done = rows_done = failed = parts = rows = 0
    for chunk in chunks_of(prepared):
        parts, rows = parts + 1, rows + chunk.rows
        frame = store.read(chunk.key)
        if frame is not None:
            parts_done, rows_done = parts_done + 1, rows_done + chunk.rows
            failed += int(frame["failed"].sum())
    return Status(parts_done, parts - parts_done, rows_done, rows - rows_done, failed)


# ---- all rows -------------------------------------------------------------------------------------


def collected(prepared: Prepared, store: Store) -> Finished:
    """Write ``runs.parquet`` from the parts, one part in memory at a time, and digest every row."""
    rows, reasons, digest = 0, Counter[tuple[str, str]](), Rows()
    temporary = temporary_name(prepared.folder / RUNS)
    try:
        writer: pq.ParquetWriter | None = None
        places = {name: place for place, name in enumerate(prepared.question.compiled)}
        for chunk in sorted(chunks_of(prepared), key=lambda chunk: (places[chunk.scenario], chunk.first)):
            frame = part(store, chunk)
            table = pa.Table.from_pandas(frame, preserve_index=False)
            writer = writer or pq.ParquetWriter(temporary, table.schema, compression="zstd")
            writer.write_table(table.cast(writer.schema))
            rows += len(frame)
            reasons.update((chunk.scenario, reason) for reason in frame.loc[frame["failed"], "failure"])
            digest.add(frame)
        assert writer is not None, "an experiment has rows"
        writer.close()
        into_place(temporary, prepared.folder / RUNS)
    finally:
        temporary.unlink(missing_ok=True)
    failures = pd.DataFrame(
        [(scenario, reason, runs) for (scenario, reason), runs in reasons.most_common()],
        columns=["scenario", "failure", "runs"],
    )
    return Finished(prepared, rows, reasons.total(), digest.hexdigest(), failures)


def part(store: Store, chunk: Chunk) -> pd.DataFrame:
    """The rows of a part, checked against what was asked. Raises :class:`RowsError` or DamagedPartError."""
    ((_, frame),) = store.frames([chunk.key])
    sound = len(frame) == chunk.rows and list(frame.columns) == columns_of(chunk.prepared)
    if not sound or frame["replicate"].iloc[0] != chunk.first or (frame["scenario"] != chunk.scenario).any():
        path = store.path(chunk.key)
        raise RowsError(f"{path}: got rows of something else, expected {chunk.scenario}; remove the file and go on")
    return frame
