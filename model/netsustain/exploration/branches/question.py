"""What exactly a branch asks, cut into parts that are computed once and kept."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from netsustain.exploration.answer import Progress, Status
from netsustain.exploration.atomic import write_whole
from netsustain.exploration.branches import running
from netsustain.exploration.branches.form import Branches
from netsustain.exploration.branches.rows import rows_of
from netsustain.exploration.digest import digest_of_arrays, digest_of_plain
from netsustain.exploration.elsewhere import Crew, crew
from netsustain.exploration.origins import digests_of_tables
from netsustain.exploration.pace import Pace, rows_a_second
from netsustain.exploration.question import QuestionError, results_version
from netsustain.exploration.store import Store, shared_store
from netsustain.scenario.parameters import PARAMETER_NAMES
from netsustain.threads import as_made

BRANCHES, VECTORS = "branches.json", "vectors.parquet"
CHUNK = 50
"""Replicates a part: some seconds of work."""
KEY_DIGITS = 24


class Part(NamedTuple):
    """Replicates ``first`` .. ``last - 1``."""

    first: int
    last: int


@dataclass(frozen=True)
class Question:
    """Everything that decides the rows."""

    branches: Branches

    @cached_property
    def vectors(self) -> np.ndarray | None:
        """Accepted parameter vectors; None for the scenario's own. Raises QuestionError where there are none."""
        said, asked = self.branches.experiment, self.branches.asked
        if said.parameters == "default":
            return None
        from netsustain.calibration.accepted import vectors_for

        found = vectors_for(self.branches.base, said.replicates)
        if found is None:
            raise QuestionError(
                f"{asked.name}: parameters: got accepted, but nothing has been calibrated here yet, expected default; "
                "type parameters: default, or calibrate first: netsustain experiment calibration"
            )
        return found

    @cached_property
    def shared(self) -> dict[str, Any]:
        """What all rows have in common, as plain data."""
        said = self.branches.experiment.model_dump(mode="json", by_alias=True)
        return {
            "kind": "branch", "results": results_version(), "source": running.SOURCE,
            **{key: said[key] for key in ("seed", "outcomes", "at", "starts", "states")},
            "branches": [[name, digest_of_arrays(each)] for name, each in self.branches.compiled.items()],
            "vectors": None if self.vectors is None else digest_of_arrays(self.vectors),
        }  # fmt: skip

    @property
    def digest(self) -> str:
        """Names the folder."""
        return digest_of_plain([self.shared, self.branches.experiment.replicates])

    @property
    def parts(self) -> list[Part]:
        """All replicates."""
        replicates = self.branches.experiment.replicates
        return [Part(first, min(first + CHUNK, replicates)) for first in range(0, replicates, CHUNK)]

    def key(self, part: Part) -> str:
        """Says what is asked of these replicates, and nothing else."""
        return digest_of_plain([self.shared, *part])[:KEY_DIGITS]

    def rows(self, part: Part) -> int:
        """Rows of a part."""
        return len(self.branches.compiled) * (part.last - part.first)


def keep(question: Question, folder: Path) -> tuple[Path, ...]:
    """Write down what makes every row again: the branches as whole scenarios, and the parameter vectors if any."""
    resolved = {name: scenario.resolved() for name, scenario in question.branches.scenarios.items()}
    content = {"results": results_version(), "scenarios": resolved, "tables": digests_of_tables(resolved.values())}
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    write_whole(folder / BRANCHES, text.encode("utf-8"))
    if question.vectors is None:
        return (folder / BRANCHES,)
    stream = io.BytesIO()
    pd.DataFrame(question.vectors, columns=list(PARAMETER_NAMES)).to_parquet(stream, compression="zstd")
    write_whole(folder / VECTORS, stream.getvalue())
    return folder / BRANCHES, folder / VECTORS


def status(question: Question, folder: Path) -> Status:
    """How far it is; runs nothing and writes nothing."""
    store = shared_store(folder)
    parts = rows = failed = 0
    for part in question.parts:
        note = store.note(question.key(part))
        if note is not None:
            parts, rows, failed = parts + 1, rows + question.rows(part), failed + json.loads(note)["failed"]
    left = question.branches.experiment.runs - rows
    return Status(parts, len(question.parts) - parts, rows, left, failed, rows_a_second(folder))


def all_rows(question: Question, folder: Path, workers: int, progress: Progress | None) -> pd.DataFrame:
    """All rows, by replicate and branch; parts that are stored are not computed again."""
    store, pace = shared_store(folder), Pace(folder)
    store.clean()
    missing = [part for part in question.parts if not store.has(question.key(part))]
    total = question.branches.experiment.runs
    done = total - sum(map(question.rows, missing))
    if progress is not None:
        progress(done, total)
    if missing:
        folder.mkdir(parents=True, exist_ok=True)
        pace.begun()
    others = crew()
    if others is None:
        made = _computed(question, store, missing, workers)
    else:
        made = _made_by(others, question, store, missing)
    for part in made:
        done += question.rows(part)
        pace.made(question.rows(part))
        if progress is not None:
            progress(done, total)
    return store.read_all([question.key(part) for part in question.parts])


def _computed(question: Question, store: Store, missing: list[Part], workers: int) -> Iterator[Part]:
    """Compute and store parts on threads; yields each once it is safe."""

    def compute(part: Part) -> Part:
        _keep(question, store, part, rows_of(question.branches, *part, question.vectors))
        return part

    if missing:  # once, before there are threads
        running.load()
        _ = question.branches.burn_ins, question.vectors
    return as_made(compute, missing, workers)


def _made_by(others: Crew, question: Question, store: Store, missing: list[Part]) -> Iterator[Part]:
    """Have a crew make the rows of parts, and store them here; yields each once it is safe."""
    from netsustain.exploration.branches.travelling import job

    jobs = ((part, job(question.branches, *part, question.vectors)) for part in missing)
    return others.made(jobs, lambda part, rows: _keep(question, store, part, rows))


def _keep(question: Question, store: Store, part: Part, rows: pd.DataFrame) -> None:
    store.write(question.key(part), rows, json.dumps({"failed": int(rows["failed"].sum())}))
