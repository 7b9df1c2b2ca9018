"""The rows of one part: some consecutive runs of one scenario, each on its own draw of the factors and its own luck.

Run ``r`` of a scenario belongs to draw ``r // replicates`` and has the luck that :class:`Lucks` says: by default every
draw has lucks of its own, so what holds on average over draws does not hang on a few lucks that all of them share;
every scenario has the same luck in the same row, so differences between scenarios are paired.

What is stored of a run is its luck and its outcomes; scenario, draw and factors are put beside them when a part is
read. So a part answers for every experiment that asks the same of its runs, under whatever names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from netsustain.ensemble import run_batch, runs_frame
from netsustain.exploration.digest import digest_of_arrays, digest_of_plain
from netsustain.exploration.factors import Factor
from netsustain.exploration.outcomes import OUTCOMES, with_derived
from netsustain.exploration.prepared import Prepared
from netsustain.health.intervals import Floats
from netsustain.plan import Compiled, compile_scenario
from netsustain.rules.contract import Clock
from netsustain.scenario.parameters import parameter_values
from netsustain.storage import RUN_COLUMNS

SCHEMA = 2
KEY_DIGITS = 24
FAILURE = ("failed", "failure")
LONGEST_REASON = 500


@dataclass(frozen=True)
class Chunk:
    """Runs ``first`` .. ``last - 1`` of one scenario."""

    prepared: Prepared
    scenario: str
    first: int
    last: int

    @cached_property
    def key(self) -> str:
        """Says what is asked of these runs, to the last bit: the same question has the same key anywhere."""
        question, plain = self.prepared.question, self.prepared.question.plain
        shared = [SCHEMA, plain["results"], plain["seed"], plain["outcomes"], plain["scenarios"][self.scenario]]
        paths = [factor.path for factor in question.factors]
        vectors = plain["vectors"][self.scenario]
        picked = np.zeros(0) if vectors is None else self.vectors
        each = digest_of_arrays((self.lucks, self.prepared.values[self.draws], picked))
        return digest_of_plain([*shared, paths, vectors, each])[:KEY_DIGITS]

    @property
    def rows(self) -> int:
        """How many."""
        return self.last - self.first

    @property
    def draws(self) -> np.ndarray:
        """Draw of each run."""
        return np.arange(self.first, self.last) // self.prepared.question.lucks.replicates

    @property
    def within(self) -> np.ndarray:
        """Replicate of each run within its draw."""
        return np.arange(self.first, self.last) % self.prepared.question.lucks.replicates

    @property
    def lucks(self) -> np.ndarray:
        """Luck of each run."""
        return self.prepared.question.lucks.of(self.draws, self.within)

    @property
    def vectors(self) -> np.ndarray:
        """Which accepted vector each run has."""
        question = self.prepared.question
        base = question.vectors[self.scenario]
        assert base is not None
        picked = self.lucks if question.vectors_by == "luck" else self.within + question.lucks.first
        return np.asarray(picked % len(base))


def chunks_of(prepared: Prepared) -> list[Chunk]:
    """All parts of a campaign: the first of every scenario, then the second of every scenario, and so on."""
    rows = prepared.question.rows_a_scenario
    names = list(prepared.question.compiled)
    starts = range(0, rows, prepared.chunk)
    return [Chunk(prepared, name, first, min(first + prepared.chunk, rows)) for first in starts for name in names]


# ---- running --------------------------------------------------------------------------------------


class Ran(NamedTuple):
    """Raw numbers of runs, a row each."""

    runs: Floats
    """(runs × ``RUN_COLUMNS``); zeros where a run failed."""
    horizon: Floats
    """Months of the scenario that was run."""
    reasons: list[str]
    """Why a run failed; empty for one that did not."""


def rows_of(chunk: Chunk) -> pd.DataFrame:
    """Run a part on this thread. A run that fails is a row that says why; the others are not touched by it."""
    pieces = list(_pieces(chunk))
    ran = joined([_ran(chunk, piece) for piece in pieces])
    back = np.argsort(np.concatenate(pieces))
    ordered = Ran(ran.runs[back], ran.horizon[back], [ran.reasons[place] for place in back])
    return _stored(chunk, ordered)


def _pieces(chunk: Chunk) -> Iterator[np.ndarray]:
    """Places in a part that one call can run: the same compiled scenario, and lucks one after the other.

    Rows at the same place of their blocks have consecutive lucks, so a few calls run a part whatever the block.
    """
    block = chunk.prepared.question.lucks.block
    order = np.argsort(chunk.draws % block, kind="stable")
    breaks = np.diff(chunk.lucks[order]) != 1
    breaks |= np.diff(chunk.draws[order] % block) != 0
    if _compiled_again(chunk):
        breaks |= np.diff(chunk.draws[order]) != 0
    yield from np.split(order, np.flatnonzero(breaks) + 1)


def _ran(chunk: Chunk, places: np.ndarray) -> Ran:
    """Run some rows of a part, in halves where something stops them, so that only the culprit fails."""
    lucks = chunk.lucks[places].astype(np.uint64)
    try:
        compiled = _compiled(chunk, int(chunk.draws[places[0]]))
        batch = run_batch(compiled, chunk.prepared.question.seed, lucks, _vectors(chunk, places), months=False)
    except MemoryError:  # not the run's fault
        raise
    except Exception as error:  # whatever stops a run must not stop the experiment
        if len(places) > 1:
            return joined([_ran(chunk, half) for half in np.array_split(places, 2)])
        return failed(error)
    rows = np.ones(len(places))
    return Ran(batch.runs, rows * compiled.clock.horizon, [""] * len(places))


def failed(error: Exception) -> Ran:
    """A run that came to nothing, with the reason."""
    return Ran(np.zeros((1, len(RUN_COLUMNS))), np.ones(1), [reason_of(error)])


def reason_of(error: Exception) -> str:
    """Why a run failed, on one line."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:LONGEST_REASON]


def joined(pieces: list[Ran]) -> Ran:
    """Pieces one below the other."""
    runs, horizon, reasons = zip(*pieces, strict=True)
    return Ran(np.concatenate(runs), np.concatenate(horizon), [r for each in reasons for r in each])


def _compiled_again(chunk: Chunk) -> list[Factor]:
    """Factors that need a scenario of their own in each draw; parameters go with each run instead."""
    return [factor for factor in chunk.prepared.question.factors if factor.parameter is None]


def _compiled(chunk: Chunk, draw: int) -> Compiled:
    """The scenario of a draw. Raises ValueError where the drawn values do not fit it."""
    question = chunk.prepared.question
    others = _compiled_again(chunk)
    if not others:
        return question.compiled[chunk.scenario]
    drawn = dict(zip((factor.name for factor in question.factors), chunk.prepared.values[draw], strict=True))
    changes = {factor.path: int(drawn[factor.name]) if factor.whole else float(drawn[factor.name]) for factor in others}
    return compile_scenario(question.scenarios[chunk.scenario].with_(**changes))


def _vectors(chunk: Chunk, places: np.ndarray) -> Floats:
    """Parameter vectors as the driver takes them: row ``luck % rows`` is a luck's; no rows for the scenario's own."""
    question = chunk.prepared.question
    varied = [(column, factor) for column, factor in enumerate(question.factors) if factor.parameter is not None]
    base = question.vectors[chunk.scenario]
    if base is None and not varied:
        return np.zeros((0, 0))
    if base is None:
        own = parameter_values(question.scenarios[chunk.scenario].parameters)
        table = np.tile(np.array(own), (len(places), 1))
    else:
        table = base[chunk.vectors[places]]
    values = chunk.prepared.values[chunk.draws[places]]
    for column, factor in varied:
        table[:, factor.parameter] = values[:, column]
    return np.roll(table, chunk.lucks[places[0]] % len(table), axis=0)  # row k is that of luck first + k


# ---- rows -----------------------------------------------------------------------------------------


def stored_columns(prepared: Prepared) -> list[str]:
    """Names of the columns of a stored row, in order."""
    return ["replicate", *prepared.question.outcomes, *FAILURE]


def told(chunk: Chunk, stored: pd.DataFrame) -> pd.DataFrame:
    """The rows of a part as readers get them: scenario, draw and factors beside what is stored."""
    found: dict[str, object] = {"scenario": chunk.scenario, "draw": chunk.draws, "replicate": stored["replicate"]}
    values = chunk.prepared.values[chunk.draws]
    found |= {name: values[:, column] for column, name in enumerate(chunk.prepared.design.columns)}
    found |= {name: stored[name] for name in (*chunk.prepared.question.outcomes, *FAILURE)}
    return pd.DataFrame(found)


def _stored(chunk: Chunk, ran: Ran) -> pd.DataFrame:
    """The stored table of a part, with the columns and types that every part has."""
    question = chunk.prepared.question
    return kept(ran, chunk.lucks, question.outcomes, question.compiled[chunk.scenario].clock)


def kept(ran: Ran, lucks: np.ndarray, outcomes: Sequence[str], clock: Clock) -> pd.DataFrame:
    """What is kept of runs: luck, outcomes, and why a run failed; a failed run has no outcomes."""
    runs = with_derived(runs_frame(ran.runs, lucks, clock), ran.horizon)
    reasons = np.array([own or said for own, said in zip(ran.reasons, runs["failure"], strict=True)], dtype=object)
    failed = reasons != ""
    found: dict[str, object] = {"replicate": lucks}
    for name in outcomes:
        if OUTCOMES[name].text:
            found[name] = np.where(failed, "", runs[name].to_numpy(dtype=object))
        else:
            found[name] = np.where(failed, np.nan, runs[name].to_numpy(dtype=float))
    return pd.DataFrame({**found, "failed": failed, "failure": reasons})
