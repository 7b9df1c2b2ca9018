"""What exactly is asked, and the folder that answers it.

``question.json`` says everything that decides the numbers and nothing that does not (titles, workers): its digest
names the folder, so two different questions never share one. It stands in the folder before the first run does,
beside the drawn design (``design.parquet``), and is what a killed experiment goes on from.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from netsustain import ensemble, kernels
from netsustain.exploration.answer import Status
from netsustain.exploration.designs import unit_points
from netsustain.exploration.digest import digest_of_arrays, digest_of_plain, digest_of_table, exact
from netsustain.exploration.experiment import RunsExperiment
from netsustain.exploration.reading import Asked
from netsustain.exploration.store import write_whole
from netsustain.plan import Compiled, compile_scenario
from netsustain.scenario.parameters import PARAMETER_NAMES

SCHEMA = 1
QUESTION, DESIGN, VECTORS = "question.json", "design.parquet", "vectors.parquet"
FEWEST_ROWS, MOST_ROWS, PARTS = 500, 5_000, 400
"""A part holds at least so many rows (writing it then costs little beside computing them) and at most so many (as
much is lost by a kill); between the two an experiment has about 400 parts of each scenario."""


class QuestionError(ValueError):
    """A folder that cannot answer this question; says why and what to type."""


@dataclass(frozen=True)
class Question:
    """Everything that decides the rows of an experiment."""

    asked: Asked
    experiment: RunsExperiment
    compiled: dict[str, Compiled]
    vectors: dict[str, np.ndarray | None]
    """By scenario: a row a replicate (taken again from the first when they run out), or the scenario's own."""
    plain: dict[str, Any]
    """The same as plain data."""

    @property
    def digest(self) -> str:
        """Names the folder."""
        return digest_of_plain(self.plain)

    @property
    def rows_a_scenario(self) -> int:
        """Rows of one scenario: draws × replicates."""
        return self.experiment.draws * self.experiment.replicates


def question_of(asked: Asked) -> Question:
    """What an experiment asks. Raises :class:`QuestionError` where it needs a calibration and there is none."""
    experiment = asked.experiment
    assert isinstance(experiment, RunsExperiment)
    compiled = {name: compile_scenario(scenario) for name, scenario in asked.scenarios.items()}
    vectors = {name: _vectors(asked, name, experiment) for name in asked.scenarios}
    said = experiment.model_dump(mode="json", by_alias=True)
    settings = ("replicates", "seed", "design", "outcomes", "parameters")
    plain = {
        "schema": SCHEMA,
        "results": results_version(),
        **{key: said[key] for key in settings},
        "design_seed": experiment.design_seed,
        "factors": [[each.name, each.path, each.low, each.high, each.whole] for each in asked.factors],
        "scenarios": {name: _identity(asked, name, each) for name, each in compiled.items()},
        "vectors": {name: None if each is None else digest_of_arrays(each) for name, each in vectors.items()},
    }
    return Question(asked, experiment, compiled, vectors, plain)


def campaign_digest(asked: Asked) -> str:
    """Names the folder of an experiment."""
    return question_of(asked).digest


def _identity(asked: Asked, name: str, compiled: Compiled) -> str:
    """Digest of all that decides the runs of a scenario: its arrays, and its text where draws compile it again."""
    if all(factor.parameter is not None for factor in asked.factors):
        return digest_of_arrays(compiled)
    said = asked.scenarios[name].resolved()
    for key in ("title", "question", "sources"):
        del said[key]
    said["network"].pop("files", None)  # paths differ from machine to machine; the arrays hold what the tables say
    return digest_of_plain([digest_of_arrays(compiled), said])


@cache
def results_version() -> str:
    """Changes whenever the same question may give other rows: a digest of the sources behind them."""
    digest = hashlib.sha256()
    for path in [*kernels.compiled_sources(), Path(ensemble.__file__), Path(__file__).with_name("outcomes.py")]:
        digest.update(path.relative_to(kernels.PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:20]


def _vectors(asked: Asked, name: str, experiment: RunsExperiment) -> np.ndarray | None:
    """Accepted parameter vectors, a row a replicate; None for the scenario's own parameters."""
    if experiment.parameters == "default":
        return None
    from netsustain.calibration.accepted import vectors_for

    found = vectors_for(asked.scenarios[name], experiment.replicates)
    if found is None:
        raise QuestionError(
            f"{asked.name}: parameters: got accepted, but nothing has been calibrated here yet, expected default; "
            "type parameters: default, or calibrate first: netsustain experiment calibration"
        )
    return found


# ---- the folder -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Prepared:
    """A question with its folder: the stored design and the size of the parts."""

    question: Question
    folder: Path
    design: pd.DataFrame
    """A row a draw, a column a factor."""
    chunk: int
    """Rows a part."""


def prepared(question: Question, folder: Path) -> Prepared:
    """The folder of a question: taken up again where it was begun, else made, with the design drawn and stored.

    Raises
    ------
    QuestionError
        As :func:`taken_up`.
    """
    begun = taken_up(question, folder)
    if begun is not None:
        write_whole(folder / DESIGN, _parquet(begun.design))  # the same values, mended if the file was damaged
        return begun
    design, chunk = _drawn(question), chunk_size(question.rows_a_scenario)
    write_whole(folder / DESIGN, _parquet(design))
    _keep_vectors(question, folder)
    content = {"digest": question.digest, "asked": question.plain, "chunk": chunk, "design": digest_of_table(design)}
    write_whole(folder / QUESTION, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
    return Prepared(question, folder, design, chunk)


def taken_up(question: Question, folder: Path) -> Prepared | None:
    """The folder of a question that was begun; None for one that was not. Writes nothing.

    Raises
    ------
    QuestionError
        If the folder answers another question, or its design was damaged and would be drawn otherwise now.
    """
    stored = _stored(folder)
    if stored is None:
        return None
    if stored["digest"] != question.digest:
        raise QuestionError(
            f"{folder}: got the results of another design ({stored['digest'][:12]}), expected an empty folder or those "
            f"of this one ({question.digest[:12]}); type another --out, or remove the folder"
        )
    return Prepared(question, folder, _kept_design(question, folder, stored["design"]), int(stored["chunk"]))


def chunk_size(rows: int) -> int:
    """Rows a part, for so many rows of a scenario."""
    return min(max(FEWEST_ROWS, -(-rows // PARTS)), MOST_ROWS)


def _stored(folder: Path) -> dict[str, Any] | None:
    """The question that a folder answers; None where there is none that can be read."""
    try:
        content = json.loads((folder / QUESTION).read_text(encoding="utf-8"))
        sound = digest_of_plain(content["asked"]) == content["digest"] and int(content["chunk"]) > 0
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return content if sound and isinstance(content["design"], str) else None


def _drawn(question: Question) -> pd.DataFrame:
    """Draw the design."""
    experiment, factors = question.experiment, question.asked.factors
    if experiment.design is None:
        return pd.DataFrame(index=range(1))
    points = unit_points(experiment.design.method, experiment.draws, len(factors), experiment.design_seed)
    return pd.DataFrame({factor.name: factor.values(points[:, place]) for place, factor in enumerate(factors)})


def _kept_design(question: Question, folder: Path, digest: str) -> pd.DataFrame:
    """The stored design; drawn again only if the file is damaged, and refused unless the same values come out."""
    try:
        design = pd.read_parquet(folder / DESIGN)
        if digest_of_table(design) == digest and len(design) == question.experiment.draws:
            return design
    except Exception:  # a damaged file can lead the reader anywhere
        pass
    again = _drawn(question)
    if digest_of_table(again) != digest:
        raise QuestionError(
            f"{folder / DESIGN}: got a damaged design that this version would draw otherwise, expected the stored one; "
            "remove the folder and begin again"
        )
    return again


def _keep_vectors(question: Question, folder: Path) -> None:
    """Store the accepted parameter vectors, so that every row can be made again."""
    frames = [
        pd.DataFrame(exact(vectors), columns=list(PARAMETER_NAMES)).assign(scenario=name)
        for name, vectors in question.vectors.items()
        if vectors is not None
    ]
    if frames:
        write_whole(folder / VECTORS, _parquet(pd.concat(frames, ignore_index=True)))


def _parquet(frame: pd.DataFrame) -> bytes:
    stream = io.BytesIO()
    frame.to_parquet(stream, compression="zstd")
    return stream.getvalue()


def nothing_done(question: Question) -> Status:
    """The status of an experiment that has not begun."""
    parts = -(-question.rows_a_scenario // chunk_size(question.rows_a_scenario)) * len(question.compiled)
    return Status(0, parts, 0, question.rows_a_scenario * len(question.compiled), 0)
