"""A part that can travel: what its runs need, and nothing of the rest of the campaign.

A campaign may have hundreds of scenarios and a design of 10⁵ rows. Each part takes along its own scenario, the rows of
the design it uses, its lucks and its parameter vectors, some hundred kilobytes: so no machine has to hold anything that
others rely on, and a part that was lost is simply sent again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

import numpy as np
import pandas as pd

from netsustain.exploration.chunks import Chunk, rows_of
from netsustain.exploration.elsewhere import Job
from netsustain.exploration.origins import digest_of_file, digests_of_tables
from netsustain.exploration.prepared import Prepared
from netsustain.exploration.question import Question
from netsustain.exploration.remote.worker import ClusterError
from netsustain.exploration.store import Store

NOWHERE = Path("nowhere")


@dataclass(frozen=True)
class Alone(Chunk):
    """A part as it travels: its rows can be made (``rows_of``), and nothing else is asked of it."""

    carried: np.ndarray
    """Luck of each run."""

    @property
    def lucks(self) -> np.ndarray:
        """Luck of each run."""
        return self.carried

    @property
    def vectors(self) -> np.ndarray:
        """Row of the carried table of vectors: one a run."""
        return np.arange(self.rows)


def job(chunk: Chunk) -> Job:
    """What makes the rows of a part, anywhere."""
    scenario = chunk.prepared.question.scenarios[chunk.scenario]
    compiled_there = any(factor.parameter is None for factor in chunk.prepared.question.factors)
    if compiled_there and scenario.network.files is not None:
        return partial(_with_tables, digests_of_tables([scenario.resolved()]), alone(chunk))
    return partial(rows_of, alone(chunk))


def alone(chunk: Chunk) -> Alone:
    """The same runs, cut out of their campaign; draws are counted from the part's first."""
    whole, draws = chunk.prepared, chunk.draws
    begin = int(draws[0])
    design = whole.design.iloc[begin : int(draws[-1]) + 1].reset_index(drop=True)
    ready = Prepared(_question(chunk, len(design)), NOWHERE, NOWHERE, Store(NOWHERE), design, chunk.rows)
    before = begin * whole.question.lucks.replicates
    return Alone(ready, chunk.scenario, chunk.first - before, chunk.last - before, chunk.lucks)


def _question(chunk: Chunk, draws: int) -> Question:
    """The question, of one scenario and of the vectors that the part uses."""
    question, name = chunk.prepared.question, chunk.scenario
    vectors = question.vectors[name]
    scenarios = {name: question.scenarios[name]}
    return replace(
        question,
        asked=replace(question.asked, scenarios=scenarios),
        scenarios=scenarios,
        draws=draws,
        given=None,
        compiled={name: question.compiled[name]},
        vectors={name: None if vectors is None else vectors[chunk.vectors]},
        plain={},
    )


# ---- on a worker ----------------------------------------------------------------------------------


def _with_tables(tables: dict[str, str], part: Alone) -> pd.DataFrame:
    """The rows of a part whose draws read tables; raises :class:`ClusterError` where this machine has others."""
    for path, digest in tables.items():
        _check_table(path, digest)
    return rows_of(part)


@cache
def _check_table(path: str, digest: str) -> None:
    try:
        found = digest_of_file(Path(path))[:12]
    except OSError as error:
        found = type(error).__name__
    if found != digest[:12]:
        raise ClusterError(
            f"cluster: {path}: got {found} on a worker, expected the table of the machine that asks ({digest[:12]}); "
            "put it where all machines see it under the same path"
        )
