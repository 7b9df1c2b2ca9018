"""Many replicates of one scenario, in parallel: :func:`simulate` and what it returns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from netsustain import driver
from netsustain.plan import Compiled, compile_scenario
from netsustain.rules.contract import Clock
from netsustain.state import Ended
from netsustain.storage import AT_END, MONTHLY, RUN_COLUMNS
from netsustain.threads import as_made, default_workers
from netsustain.timeline import CODE

if TYPE_CHECKING:
    import pandas as pd

    from netsustain.scenario.schema import Scenario

Progress = Callable[[int, int], None]
"""Called with the replicates done and the replicates in all."""

CAUSES: dict[int, str] = {0: "", **{c: f"c{c}" for c in range(1, 8)}, 8: "goal_met", 9: "need_met"}
TRIGGERS: dict[int, str] = {0: "none", **{code: kind for kind, code in CODE.items() if kind != "communication"}}
CHUNK = 25
"""Replicates a task; results do not depend on it."""


class Batch(NamedTuple):
    """Raw numbers of some replicates: a row a run, and a table a run of months if asked for."""

    replicates: np.ndarray
    runs: np.ndarray
    months: np.ndarray


@dataclass(frozen=True)
class Ensemble:
    """Replicates of one scenario under one seed."""

    scenario: Scenario
    seed: int
    replicates: int
    runs: pd.DataFrame
    """A row a replicate (see ``docs/model.md`` for the columns)."""
    months: pd.DataFrame | None = None
    """A row a replicate and month, when asked for; after the end every column is 0."""


def run_batch(compiled: Compiled, seed: int, replicates: np.ndarray, vectors: np.ndarray, months: bool) -> Batch:
    """Run the given replicates on this thread, without the interpreter lock."""
    horizon = compiled.clock.horizon if months else 0
    runs = np.zeros((len(replicates), len(RUN_COLUMNS)))
    series = np.zeros((len(replicates), horizon, len(MONTHLY)))
    driver.load().ensemble(
        compiled.template, compiled.plan, compiled.clock, np.uint64(seed), replicates, vectors, runs, series
    )
    return Batch(replicates, runs, series)


def chunks(replicates: np.ndarray, size: int = CHUNK) -> list[np.ndarray]:
    """The replicates in pieces of at most ``size``."""
    return [replicates[first : first + size] for first in range(0, len(replicates), size)]


def run_chunks(
    compiled: Compiled, seed: int, replicates: np.ndarray, vectors: np.ndarray, months: bool, workers: int
) -> Iterator[Batch]:
    """Run chunks on ``workers`` threads, few at a time, and yield them as they finish (in any order)."""
    driver.load()  # once, before there are threads
    return as_made(lambda chunk: run_batch(compiled, seed, chunk, vectors, months), chunks(replicates), workers)


def check_seed(seed: int) -> int:
    """A seed as the generator takes it. Raises ValueError outside 0 .. 2**64 - 1."""
    if not 0 <= int(seed) < 2**64:
        raise ValueError(f"seed {seed}: expected a whole number from 0 to {2**64 - 1}")
    return int(seed)


def simulate(
    scenario: Scenario,
    replicates: int = 200,
    seed: int = 1,
    *,
    months: bool = False,
    workers: int | None = None,
    vectors: np.ndarray | None = None,
    first: int = 0,
    progress: Progress | None = None,
) -> Ensemble:
    """Run replicates of a scenario in compiled code, on all cores.

    Parameters
    ----------
    scenario
        What to run.
    replicates, seed, first
        Replicates ``first`` .. ``first + replicates - 1`` of ``seed``. Replicate k is the same, bit for bit,
        whatever else is run with it.
    months
        Keep the monthly series as well (about 500 bytes a replicate and month).
    workers
        Threads; all cores this process may use by default. Results do not depend on it.
    vectors
        Parameter vectors, a row each in the order of ``PARAMETER_NAMES``; replicate k takes row k modulo
        their number. The scenario's own parameters when not given.
    progress
        Called with the replicates done and in all.

    Raises
    ------
    ValueError
        For a seed, a number of replicates or a scenario that cannot be run.
    """
    if replicates < 1:
        raise ValueError(f"replicates {replicates}: expected at least 1")
    compiled = compile_scenario(scenario)
    numbers = np.arange(first, first + replicates, dtype=np.uint64)
    table = np.zeros((0, 0)) if vectors is None else np.ascontiguousarray(vectors, dtype=float)
    runs = np.empty((replicates, len(RUN_COLUMNS)))
    series = np.empty((replicates, scenario.months if months else 0, len(MONTHLY)))
    done = 0
    for batch in run_chunks(compiled, check_seed(seed), numbers, table, months, workers or default_workers()):
        rows = (batch.replicates - np.uint64(first)).astype(int)
        runs[rows], series[rows] = batch.runs, batch.months
        done += len(rows)
        if progress is not None:
            progress(done, replicates)
    frame = runs_frame(runs, numbers, compiled.clock)
    return Ensemble(
        scenario, seed, replicates, frame, months_frame(series, numbers, frame) if months else None
    )


def runs_frame(runs: np.ndarray, replicates: np.ndarray, clock: Clock) -> pd.DataFrame:
    """The rows of runs with names, codes spelt out, and a run whose numbers are not finite marked as failed."""
    import pandas as pd

    raw = {name: runs[:, column] for column, name in enumerate(RUN_COLUMNS)}
    finite = np.isfinite(runs).all(axis=1)
    ended = raw["ended"].astype(int)
    absent = raw["end_month"] == 0
    live = np.maximum(raw["live_months"], 1.0)
    table = {
        "replicate": replicates.astype("int64"),
        "months_sustained": raw["months_sustained"],
        "ended": [Ended(code).name.lower() for code in ended],
        "end_month": np.where(absent, np.nan, raw["end_month"]),
        "confirmed_month": np.where(absent, np.nan, raw["confirmed_month"]),
        "cause": [CAUSES[int(code)] for code in raw["cause"]],
        "trigger": np.where(ended == Ended.DISSOLVED, [TRIGGERS[int(code)] for code in raw["trigger"]], ""),
        "trigger_month": np.where(raw["trigger_month"] == 0, np.nan, raw["trigger_month"]),
        "live_months": raw["live_months"],
        "cost_days": raw["cost_days"],
        "cost_money": raw["cost_money"],
        "cost_per_live_month": raw["cost_days"] / live,
        "sustained_value": raw["sustained_value"],
        **{f"c{c}": raw[f"c{c}"] for c in range(1, 8)},
        "progress": raw["progress_end"],
        "outcome_index": raw["outcome_index_end"],
        **{f"{name}_end": raw[f"{name}_end"] for name in AT_END if name not in ("progress", "outcome_index")},
        "founders": raw["founders"].astype(int),
        "transfers": raw["transfers"].astype(int),
        "failed": ~finite,
        "failure": np.where(finite, "", "a number of this run is not finite"),
    }
    return pd.DataFrame(table)


def months_frame(series: np.ndarray, replicates: np.ndarray, runs: pd.DataFrame) -> pd.DataFrame:
    """The monthly series with names; ``alive`` is 0 from the month to which the end is dated."""
    import pandas as pd

    count, horizon, _ = series.shape
    month = np.arange(1, horizon + 1)
    end = runs["end_month"].fillna(horizon + 1).to_numpy()
    formed = (runs["ended"] != "never_formed").to_numpy()
    alive = (month[None, :] < end[:, None]) & formed[:, None]
    table = {
        "replicate": np.repeat(replicates.astype("int64"), horizon),
        "month": np.tile(month, count),
        "alive": alive.astype("int8").ravel(),
    }
    for column, name in enumerate(MONTHLY):
        table[name] = np.where(alive, series[:, :, column], 0.0).ravel()
    return pd.DataFrame(table)
