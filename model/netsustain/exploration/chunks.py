"""The rows of one part: some consecutive runs of one scenario, each on its own draw of the factors and its own luck.

Row ``r`` of a scenario belongs to draw ``r // replicates`` and runs as replicate ``r`` of the experiment's seed: every
draw has lucks of its own, so what holds on average over draws does not hang on a few lucks that all of them share;
every scenario has the same luck in the same row, so differences between scenarios are paired.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from netsustain.ensemble import run_batch, runs_frame
from netsustain.exploration.digest import digest_of_plain, exact
from netsustain.exploration.factors import Factor
from netsustain.exploration.outcomes import ALWAYS, OUTCOMES, with_derived
from netsustain.exploration.question import Prepared
from netsustain.health.intervals import Floats
from netsustain.plan import Compiled, compile_scenario
from netsustain.scenario.parameters import parameter_values
from netsustain.storage import RUN_COLUMNS

KEY_DIGITS = 24
IDENTITY = ("scenario", "draw", "replicate")
"""Columns that say which row a row is."""
FAILURE = ("failed", "failure")
LONGEST_REASON = 500


@dataclass(frozen=True)
class Chunk:
    """Rows ``first`` .. ``last - 1`` of one scenario."""

    prepared: Prepared
    scenario: str
    first: int
    last: int

    @cached_property
    def key(self) -> str:
        """Says what is asked of these runs, to the last bit: the same question has the same key anywhere."""
        question = self.prepared.question
        replicates = question.experiment.replicates
        draws = slice(self.first // replicates, (self.last - 1) // replicates + 1)
        design = exact(self.prepared.design.to_numpy(dtype=float)[draws]).tobytes().hex()
        plain = question.plain
        shared = {key: plain[key] for key in ("schema", "results", "replicates", "seed", "outcomes")}
        paths = [[name, path] for name, path, *_ in plain["factors"]]
        own = [self.scenario, plain["scenarios"][self.scenario], plain["vectors"][self.scenario]]
        return digest_of_plain([shared, paths, own, self.first, self.last, design])[:KEY_DIGITS]

    @property
    def rows(self) -> int:
        """How many."""
        return self.last - self.first


def chunks_of(prepared: Prepared) -> list[Chunk]:
    """All parts of an experiment: the first of every scenario, then the second of every scenario, and so on."""
    rows = prepared.question.rows_a_scenario
    names = list(prepared.question.compiled)
    starts = range(0, rows, prepared.chunk)
    return [Chunk(prepared, name, first, min(first + prepared.chunk, rows)) for first in starts for name in names]


# ---- running --------------------------------------------------------------------------------------


class Ran(NamedTuple):
    """Raw numbers of consecutive runs, a row each."""

    runs: Floats
    """(runs × ``RUN_COLUMNS``); zeros where a run failed."""
    horizon: Floats
    """Months of the scenario that was run."""
    price: Floats
    """Money a staff-day in it."""
    reasons: list[str]
    """Why a run failed; empty for one that did not."""


def rows_of(chunk: Chunk) -> pd.DataFrame:
    """Run a part on this thread. A run that fails is a row that says why; the others are not touched by it."""
    pieces = [_ran(chunk, first, last) for first, last in _pieces(chunk)]
    return _framed(chunk, _joined(pieces))


def columns_of(prepared: Prepared) -> list[str]:
    """Names of the columns of a row, in order."""
    return [*IDENTITY, *prepared.design.columns, *kept_outcomes(prepared), *FAILURE]


def kept_outcomes(prepared: Prepared) -> tuple[str, ...]:
    """What is kept of a run: what was asked, and what is always kept."""
    return tuple(dict.fromkeys((*prepared.question.experiment.outcomes, *ALWAYS)))


def _pieces(chunk: Chunk) -> list[tuple[int, int]]:
    """Rows that one call can run: all of them, or those of a draw where each draw compiles its own scenario."""
    if not _compiled_again(chunk):
        return [(chunk.first, chunk.last)]
    replicates = chunk.prepared.question.experiment.replicates
    edges = range(chunk.first // replicates * replicates, chunk.last, replicates)
    return [(max(chunk.first, edge), min(chunk.last, edge + replicates)) for edge in edges]


def _ran(chunk: Chunk, first: int, last: int) -> Ran:
    """Run rows ``first`` .. ``last - 1``, in halves where something stops them, so that only the culprit fails."""
    lucks = np.arange(first, last, dtype=np.uint64)
    question = chunk.prepared.question
    try:
        compiled = _compiled(chunk, first)
        batch = run_batch(compiled, question.experiment.seed, lucks, _vectors(chunk, first, last), months=False)
    except MemoryError:  # not the run's fault
        raise
    except Exception as error:  # whatever stops a run must not stop the experiment
        if last - first > 1:
            middle = (first + last) // 2
            return _joined([_ran(chunk, first, middle), _ran(chunk, middle, last)])
        return _failed(f"{type(error).__name__}: {error}")
    clock = compiled.clock
    rows = np.ones(last - first)
    return Ran(batch.runs, rows * clock.horizon, rows * clock.staff_day_price, [""] * (last - first))


def _failed(reason: str) -> Ran:
    """A run that came to nothing."""
    nothing = np.zeros((1, len(RUN_COLUMNS)))
    return Ran(nothing, np.ones(1), np.ones(1), [" ".join(reason.split())[:LONGEST_REASON]])


def _joined(pieces: list[Ran]) -> Ran:
    """Pieces one below the other."""
    runs, horizon, price, reasons = zip(*pieces, strict=True)
    return Ran(
        np.concatenate(runs), np.concatenate(horizon), np.concatenate(price), [r for each in reasons for r in each]
    )


def _compiled_again(chunk: Chunk) -> list[Factor]:
    """Factors that need a scenario of their own in each draw; parameters go with each run instead."""
    return [factor for factor in chunk.prepared.question.asked.factors if factor.parameter is None]


def _compiled(chunk: Chunk, row: int) -> Compiled:
    """The scenario of a row. Raises ValueError where the drawn values do not fit it."""
    question = chunk.prepared.question
    others = _compiled_again(chunk)
    if not others:
        return question.compiled[chunk.scenario]
    drawn = chunk.prepared.design.iloc[row // question.experiment.replicates]
    changes = {factor.path: int(drawn[factor.name]) if factor.whole else float(drawn[factor.name]) for factor in others}
    return compile_scenario(question.asked.scenarios[chunk.scenario].with_(**changes))


def _vectors(chunk: Chunk, first: int, last: int) -> Floats:
    """Parameter vectors as the driver takes them: row ``luck % rows`` is a luck's; no rows for the scenario's own."""
    question, design = chunk.prepared.question, chunk.prepared.design
    varied = [factor for factor in question.asked.factors if factor.parameter is not None]
    base = question.vectors[chunk.scenario]
    if base is None and not varied:
        return np.zeros((0, 0))
    if base is None:
        base = np.array([parameter_values(question.asked.scenarios[chunk.scenario].parameters)])
    draws, within = np.divmod(np.arange(first, last), question.experiment.replicates)
    table = base[within % len(base)]
    for factor in varied:
        table[:, factor.parameter] = design[factor.name].to_numpy()[draws]
    return np.roll(table, first % len(table), axis=0)  # consecutive lucks: row k is that of luck first + k


# ---- rows -----------------------------------------------------------------------------------------


def _framed(chunk: Chunk, ran: Ran) -> pd.DataFrame:
    """The table of a part, with the columns and types that every part has; outcomes of failed runs are unknown."""
    prepared = chunk.prepared
    lucks = np.arange(chunk.first, chunk.last)
    draws = lucks // prepared.question.experiment.replicates
    runs = runs_frame(ran.runs, lucks, prepared.question.compiled[chunk.scenario].clock)
    runs = with_derived(runs, ran.horizon, ran.price)
    reasons = np.array([own or said for own, said in zip(ran.reasons, runs["failure"], strict=True)], dtype=object)
    failed = reasons != ""
    found: dict[str, object] = {"scenario": chunk.scenario, "draw": draws, "replicate": lucks}
    found |= {name: prepared.design[name].to_numpy(dtype=float)[draws] for name in prepared.design.columns}
    for name in kept_outcomes(prepared):
        if OUTCOMES[name].text:
            found[name] = np.where(failed, "", runs[name].to_numpy(dtype=object))
        else:
            found[name] = np.where(failed, np.nan, runs[name].to_numpy(dtype=float))
    return pd.DataFrame({**found, "failed": failed, "failure": reasons})[columns_of(prepared)]
