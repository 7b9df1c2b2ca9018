"""Many runs into a store: what is missing is computed, what is there is never computed again.

A campaign can be killed at any moment. Every part is whole or absent, so the same command goes on where it was; the
rows, and the digest of their values, are those of an undisturbed campaign. A part that any other experiment has
computed counts as done.

    run(prepared(question_of(asked), folder))              the campaign that a file says
    over(asked, design, folder, "generation-3")            one of several, over a design of the kind's own
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from netsustain import driver
from netsustain.exploration.answer import Answer, Progress, Said, Shown, Status
from netsustain.exploration.atomic import into_place, left_behind, temporary_name
from netsustain.exploration.chunks import Chunk, chunks_of, rows_of, stored_columns, told
from netsustain.exploration.digest import Rows, digest_of_plain
from netsustain.exploration.elsewhere import Crew, crew
from netsustain.exploration.factors import Factor
from netsustain.exploration.pace import Pace, rows_a_second
from netsustain.exploration.prepared import DESIGN, QUESTION, SCENARIOS, VECTORS, Prepared, prepared
from netsustain.exploration.question import Lucks, question_over
from netsustain.exploration.reading import Asked
from netsustain.scenario.schema import Scenario
from netsustain.threads import as_made, default_workers

RUNS = "runs.parquet"


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
        names = (QUESTION, SCENARIOS, DESIGN, VECTORS, RUNS)
        return tuple(path for name in names if (path := self.prepared.folder / name).exists())

    def frame(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """All rows at once, or some of their columns: by scenario, then draw, then replicate."""
        return pd.read_parquet(self.prepared.folder / RUNS, columns=columns)

    def answer(
        self,
        tables: Mapping[str, pd.DataFrame],
        shown: tuple[Shown, ...],
        sentences: tuple[Said, ...] = (),
        warnings: tuple[Said, ...] = (),
    ) -> Answer:
        """What was found, with the tables that a kind of experiment makes of it."""
        return answer_of([self], tables, shown, sentences, warnings)


def answer_of(
    campaigns: Sequence[Finished],
    tables: Mapping[str, pd.DataFrame],
    shown: tuple[Shown, ...],
    sentences: tuple[Said, ...] = (),
    warnings: tuple[Said, ...] = (),
) -> Answer:
    """What the campaigns of an experiment found; the digest is of all their rows."""
    failed = sum(each.failed for each in campaigns)
    digests = [each.digest for each in campaigns]
    found = {**tables, "failures": _failures(campaigns)} if failed else dict(tables)
    return Answer(
        rows=sum(each.rows for each in campaigns),
        failed=failed,
        digest=digests[0] if len(digests) == 1 else digest_of_plain(digests),
        tables=found,
        shown=shown,
        files=tuple(path for each in campaigns for path in each.files),
        seeds=campaigns[0].prepared.question.experiment.seeds,
        sentences=sentences,
        warnings=warnings,
    )


def over(
    asked: Asked,
    design: pd.DataFrame,
    folder: Path,
    name: str,
    *,
    scenarios: Mapping[str, Scenario] | None = None,
    factors: Sequence[Factor] = (),
    lucks: Lucks | None = None,
    seed: int | None = None,
    outcomes: Sequence[str] | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Finished:
    """Run every row of a design; one campaign, by name, of an experiment that makes several.

    Parameters
    ----------
    design
        A row a draw, a column a factor; see :func:`netsustain.exploration.question.question_over`, also for
        ``scenarios``, ``factors``, ``lucks``, ``seed`` and ``outcomes``.
    folder
        Of the experiment; the campaign gets ``campaigns/<name>`` inside.

    Raises
    ------
    QuestionError
        If the design cannot be asked, or the campaign's folder answers another one.
    """
    question = question_over(
        asked, design, scenarios=scenarios, factors=factors, lucks=lucks, seed=seed, outcomes=outcomes
    )
    return run(prepared(question, folder, name), workers=workers, progress=progress)


def run(prepared: Prepared, *, workers: int | None = None, progress: Progress | None = None) -> Finished:
    """Compute the missing parts, then put all rows into ``runs.parquet``.

    Parameters
    ----------
    workers
        Threads; all cores by default. Results do not depend on it, nor on a crew that makes the rows elsewhere
        (:mod:`netsustain.exploration.elsewhere`).
    progress
        Called with the rows done, stored ones included, and the rows in all.
    """
    store, chunks = prepared.store, chunks_of(prepared)
    _clean(prepared)
    missing = [chunk for chunk in chunks if not store.exists(chunk.key)]
    total = sum(chunk.rows for chunk in chunks)
    done = total - sum(chunk.rows for chunk in missing)
    pace = Pace(prepared.home)
    if missing:
        pace.begun()
    if progress is not None:
        progress(done, total)
    others = crew()
    workers = workers or default_workers()
    made = _computed(missing, workers, pace) if others is None else _made_by(others, missing, pace)
    for chunk in made:
        done += chunk.rows
        if progress is not None:
            progress(done, total)
    return collected(prepared)


def _clean(prepared: Prepared) -> None:
    """Take away what killed processes left half-written."""
    prepared.store.clean()
    for path in {*left_behind(prepared.home), *left_behind(prepared.folder)}:
        path.unlink(missing_ok=True)


def _computed(chunks: list[Chunk], workers: int, pace: Pace) -> Iterator[Chunk]:
    """Compute and store parts on threads; yields each once it is safe."""
    if chunks:
        driver.load()  # once, before there are threads
    return as_made(lambda chunk: _compute(chunk, pace), chunks, workers)


def _compute(chunk: Chunk, pace: Pace) -> Chunk:
    if not chunk.prepared.store.exists(chunk.key):  # another process may have been here meanwhile
        _store(chunk)
        pace.made(chunk.rows)
    return chunk


def _made_by(others: Crew, chunks: list[Chunk], pace: Pace) -> Iterator[Chunk]:
    """Have a crew make the rows of parts, and store them here; yields each part once it is safe."""
    from netsustain.exploration.remote.alone import job

    def keep(chunk: Chunk, rows: pd.DataFrame) -> None:
        _keep(chunk, rows)
        pace.made(chunk.rows)

    return others.made(((chunk, job(chunk)) for chunk in chunks), keep)


def _store(chunk: Chunk) -> pd.DataFrame:
    rows = rows_of(chunk)
    _keep(chunk, rows)
    return rows


def _keep(chunk: Chunk, rows: pd.DataFrame) -> None:
    chunk.prepared.store.write(chunk.key, rows, json.dumps({"failed": int(rows["failed"].sum())}))


def status(prepared: Prepared) -> Status:
    """How far a campaign is; runs nothing and writes nothing.

    Parts are counted by their names and notes: one that is damaged inside is found when it is read for the answer.
    """
    parts_done = rows_done = failed = parts = rows = 0
    for chunk in chunks_of(prepared):
        parts, rows = parts + 1, rows + chunk.rows
        note = prepared.store.note(chunk.key)
        if note is not None:
            parts_done, rows_done = parts_done + 1, rows_done + chunk.rows
            failed += json.loads(note)["failed"]
    rate = rows_a_second(prepared.home)
    return Status(parts_done, parts - parts_done, rows_done, rows - rows_done, failed, rate)


# ---- all rows -------------------------------------------------------------------------------------


def collected(prepared: Prepared) -> Finished:
    """Write ``runs.parquet`` from the parts, one part in memory at a time, and digest every row."""
    rows, reasons, digest = 0, Counter[tuple[str, str]](), Rows()
    temporary = temporary_name(prepared.folder / RUNS)
    try:
        writer: pq.ParquetWriter | None = None
        for chunk in _in_order(prepared):
            frame = part(chunk)
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


def part(chunk: Chunk) -> pd.DataFrame:
    """The rows of a part; computed, and stored again, where what is stored is absent or damaged."""
    stored = chunk.prepared.store.read(chunk.key)
    if stored is None or not _is_answer(chunk, stored):
        stored = _store(chunk)
    return told(chunk, stored)


def _is_answer(chunk: Chunk, stored: pd.DataFrame) -> bool:
    """Whether a table has the form of this part's rows."""
    sound = len(stored) == chunk.rows and list(stored.columns) == stored_columns(chunk.prepared)
    return sound and bool((stored["replicate"].to_numpy() == chunk.lucks).all())


def _in_order(prepared: Prepared) -> list[Chunk]:
    """Parts by scenario, in the order of the question, then by run."""
    places = {name: place for place, name in enumerate(prepared.question.compiled)}
    return sorted(chunks_of(prepared), key=lambda chunk: (places[chunk.scenario], chunk.first))


def _failures(campaigns: Sequence[Finished]) -> pd.DataFrame:
    """Why runs of all campaigns failed, the commonest first."""
    found = pd.concat([each.failures for each in campaigns], ignore_index=True)
    summed = found.groupby(["scenario", "failure"], as_index=False, sort=False)["runs"].sum()
    return summed.sort_values("runs", ascending=False, kind="stable", ignore_index=True)
