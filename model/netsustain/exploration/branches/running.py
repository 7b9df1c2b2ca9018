"""A run in two parts: burnt in to the end of a month, then run on from a copy of that state, as often as wanted.

The entry points are generated beside the driver (:mod:`netsustain.driver`) and call the same compiled month, so a
run in two parts has every bit of a run in one: luck belongs to a month and an entity, never to how many draws came
before. They are compiled (a few seconds, once) when an experiment first branches, not with every installation.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import numpy as np

from netsustain import driver
from netsustain.kernels import CACHE
from netsustain.plan import Compiled
from netsustain.state import State
from netsustain.storage import MONTHLY, RUN_COLUMNS

MODULE = "netsustain_branching"
SOURCE = '''"""Generated from netsustain/exploration/branches/running.py. Do not edit."""

from netsustain.kernels import entry_point
from netsustain.storage import at_month, copied, store_last, store_month, store_run, with_room
from netsustain.streams import luck_of
from netsustain_driver import ENDED, begin, month


@entry_point
def burnt_in(template, plan, clock, seed, replicate, last, months):
    """The state at the end of month ``last`` (or of its end, if that is sooner); fills ``months[0]``."""
    luck = luck_of(seed, replicate)
    state = copied(template)
    begin(state, plan, at_month(clock, 1), luck)
    for t in range(1, last + 1):
        if state.network_i8[ENDED, 0] != 0:
            break
        state = with_room(state, plan)
        month(state, plan, at_month(clock, t), luck)
        if t <= months.shape[1]:
            store_month(state, months, 0, t)
    return state


@entry_point
def run_on(burnt, plan, clock, seed, replicate, first, runs, months):
    """Run a copy of a burnt-in state from month ``first`` to the end; fills ``runs[0]`` and ``months[0]``."""
    luck = luck_of(seed, replicate)
    state = copied(burnt)
    store_last(state, runs, 0)
    for t in range(first, clock.horizon + 7):
        if state.network_i8[ENDED, 0] != 0:
            break
        state = with_room(state, plan)
        month(state, plan, at_month(clock, t), luck)
        if t <= clock.horizon:
            store_last(state, runs, 0)
        if t <= months.shape[1]:
            store_month(state, months, 0, t)
    store_run(state, runs, 0)
'''


@cache
def load() -> ModuleType:
    """The generated module: ``burnt_in`` and ``run_on``."""
    driver.load()
    path = CACHE / f"{MODULE}.py"
    _write(path)
    spec = importlib.util.spec_from_file_location(MODULE, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[MODULE] = module
    spec.loader.exec_module(module)
    return module


def _write(path: Path) -> None:
    """Write once, whole: another process may be reading, and numba keys its cache on the file's time."""
    if path.exists() and path.read_text(encoding="utf-8") == SOURCE:
        return
    partial = path.with_suffix(f".{os.getpid()}.tmp")
    partial.write_text(SOURCE, encoding="utf-8")
    os.replace(partial, path)


def burnt_in(
    compiled: Compiled, seed: int, replicate: int, last: int, parameters: np.ndarray | None = None,
    months: np.ndarray | None = None,
) -> State:  # fmt: skip
    """One replicate at the end of a month.

    Parameters
    ----------
    last
        The month; a network that ends sooner stays as it ended.
    parameters
        A parameter vector in the order of ``PARAMETER_NAMES``; the scenario's own when None.
    months
        Filled with the months done: (1 × months × ``MONTHLY``), as many as there is room for.
    """
    template = compiled.template if parameters is None else compiled.template._replace(parameters=parameters)
    kept = np.zeros((1, 0, len(MONTHLY))) if months is None else months
    state: State = load().burnt_in(
        template, compiled.plan, compiled.clock, np.uint64(seed), np.uint64(replicate), last, kept
    )
    return state


def run_on(
    burnt: State, compiled: Compiled, seed: int, replicate: int, first: int, months: np.ndarray | None = None
) -> np.ndarray:
    """The row of a run (``RUN_COLUMNS``) that goes on from a burnt-in state at month ``first``; the state stays."""
    row = np.zeros((1, len(RUN_COLUMNS)))
    kept = np.zeros((1, 0, len(MONTHLY))) if months is None else months
    load().run_on(burnt, compiled.plan, compiled.clock, np.uint64(seed), np.uint64(replicate), first, row, kept)
    return row[0]
