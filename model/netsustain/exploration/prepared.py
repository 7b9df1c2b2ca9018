"""A question with its folder: what was asked stands there before the first run does.

``question.json`` says everything that decides the numbers and nothing that does not (titles, workers), beside the
drawn design (``design.parquet``), the accepted vectors, if any (``vectors.parquet``), and the scenarios with every
default (``scenarios.json``): what a replay needs. The rows themselves lie in a store that all experiments share
(:mod:`netsustain.exploration.store`).
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.answer import Status
from netsustain.exploration.atomic import write_whole
from netsustain.exploration.digest import digest_of_plain, digest_of_table, exact
from netsustain.exploration.origins import digests_of_tables
from netsustain.exploration.question import Question, QuestionError
from netsustain.exploration.store import Store, shared_store
from netsustain.scenario.parameters import PARAMETER_NAMES

QUESTION, DESIGN, VECTORS, SCENARIOS = "question.json", "design.parquet", "vectors.parquet", "scenarios.json"
CAMPAIGNS = "campaigns"
"""Folder of the campaigns of an experiment that makes several."""
FEWEST_ROWS, USUAL_ROWS, MOST_ROWS = 50, 500, 5_000
"""A part holds at least so many rows (writing it then costs little beside computing them), usually so many, and at
most so many (as much is lost by a kill)."""
FEWEST_PARTS, USUAL_PARTS = 16, 400
"""Of each scenario: below the first, processor cores would wait for the last part; above the second, parts grow."""


@dataclass(frozen=True)
class Prepared:
    """A question with its folder, the stored design and the size of the parts."""

    question: Question
    folder: Path
    """Of this campaign."""
    home: Path
    """Of the experiment; the same where it makes one campaign."""
    store: Store
    design: pd.DataFrame
    """A row a draw, a column a factor."""
    chunk: int
    """Rows a part."""

    @cached_property
    def values(self) -> np.ndarray:
        """The design as numbers, (draws × factors)."""
        return exact(self.design.to_numpy(dtype=float).reshape(len(self.design), -1))


def prepared(question: Question, folder: Path, name: str | None = None, *, store: Store | None = None) -> Prepared:
    """The folder of a question: taken up again where it was begun, else made, with the design drawn and stored.

    Parameters
    ----------
    folder
        Of the experiment.
    name
        Of this campaign, in an experiment that makes several: it gets a folder of its own inside.
    store
        Where rows are kept; the one shared by all experiments beside this one by default.

    Raises
    ------
    QuestionError
        As :func:`taken_up`.
    """
    begun = taken_up(question, folder, name, store=store)
    place = _place(folder, name)
    if begun is not None:
        write_whole(place / DESIGN, _parquet(begun.design))  # the same values, mended if the file was damaged
        return begun
    design, chunk = question.design(), chunk_size(question.rows_a_scenario)
    write_whole(place / DESIGN, _parquet(design))
    _keep_vectors(question, place)
    _keep_scenarios(question, place)
    content = {"digest": question.digest, "asked": question.plain, "chunk": chunk, "design": digest_of_table(design)}
    write_whole(place / QUESTION, _json(content))
    return Prepared(question, place, folder, store or shared_store(folder), design, chunk)


def taken_up(
    question: Question, folder: Path, name: str | None = None, *, store: Store | None = None
) -> Prepared | None:
    """The folder of a question that was begun; None for one that was not. Writes nothing.

    Raises
    ------
    QuestionError
        If the folder answers another question, or its design was damaged and would be drawn otherwise now.
    """
    place = _place(folder, name)
    stored = stored_question(place)
    if stored is None:
        return None
    if stored["digest"] != question.digest:
        raise QuestionError(
            f"{place}: got the results of another design ({stored['digest'][:12]}), expected an empty folder or those "
            f"of this one ({question.digest[:12]}); type another --out, or remove the folder"
        )
    design = _kept_design(question, place, stored["design"])
    return Prepared(question, place, folder, store or shared_store(folder), design, int(stored["chunk"]))


def chunk_size(rows: int) -> int:
    """Rows a part, for so many rows of a scenario."""
    usual = max(min(-(-rows // FEWEST_PARTS), USUAL_ROWS), -(-rows // USUAL_PARTS))
    return min(max(FEWEST_ROWS, usual), MOST_ROWS)


def stored_question(folder: Path) -> dict[str, Any] | None:
    """The question that a folder answers; None where there is none that can be read."""
    try:
        content = json.loads((folder / QUESTION).read_text(encoding="utf-8"))
        sound = digest_of_plain(content["asked"]) == content["digest"] and int(content["chunk"]) > 0
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return content if sound and isinstance(content["design"], str) else None


def nothing_done(question: Question) -> Status:
    """The status of a campaign that has not begun."""
    parts = -(-question.rows_a_scenario // chunk_size(question.rows_a_scenario)) * len(question.compiled)
    return Status(0, parts, 0, question.rows_a_scenario * len(question.compiled), 0)


def _place(folder: Path, name: str | None) -> Path:
    return folder if name is None else folder / CAMPAIGNS / name


def _kept_design(question: Question, folder: Path, digest: str) -> pd.DataFrame:
    """The stored design; drawn again only if the file is damaged, and refused unless the same values come out."""
    try:
        design = pd.read_parquet(folder / DESIGN)
        if digest_of_table(design) == digest and len(design) == question.draws:
            return design
    except Exception:  # a damaged file can lead the reader anywhere
        pass
    again = question.design()
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


def _keep_scenarios(question: Question, folder: Path) -> None:
    """Store the scenarios as they were asked, and digests of the tables that their networks were read from."""
    resolved = {name: scenario.resolved() for name, scenario in question.scenarios.items()}
    content = {"scenarios": resolved, "tables": digests_of_tables(resolved.values())}
    write_whole(folder / SCENARIOS, _json(content))


def _json(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _parquet(frame: pd.DataFrame) -> bytes:
    stream = io.BytesIO()
    frame.to_parquet(stream, compression="zstd")
    return stream.getvalue()
