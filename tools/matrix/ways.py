"""The ways to run a network, and what each says of it in full.

Parts of a pair: ``network member``, ``network tie``, … (all that was drawn before the first month), ``months`` (every
monthly column), ``run`` (the row of the run) and ``outcomes`` (the row that an experiment keeps).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from tools.matrix.pairs import Block
from tools.matrix.series import Columns, Found, pair, plain

if TYPE_CHECKING:
    from netsustain import Scenario
    from netsustain.state import State

Scenarios = Mapping[str, "Scenario"]
ROWS = {"member": 0, "leader": 0, "tie": 1, "goal": 2}
"""Where the number of live rows of an entity stands in ``State.size``."""
ASKED = """schema: 1
kind: replicates
title: {en: Same bits, th: บิตเดียวกัน}
question: {en: Are the numbers the same?, th: ตัวเลขเหมือนกันหรือไม่}
sources: [A-M]
scenarios: [baseline]
parameters: default
replicates: 2
"""
CLUSTER_WORKERS = 2


def run(levels: Mapping[str, str], blocks: Sequence[Block], months: int | None) -> Found:
    """Run blocks in the way of a configuration; all parts of all pairs."""
    from netsustain import load

    loaded = {name: load(name) for name in dict.fromkeys(block.scenario for block in blocks)}
    scenarios = {
        name: scenario if months is None else scenario.until(min(months, scenario.months))
        for name, scenario in loaded.items()
    }
    return WAYS[levels["way"]](levels, blocks, scenarios)


def parts_of(levels: Mapping[str, str]) -> set[str]:
    """Kinds of parts that a configuration must tell, by their first words."""
    if levels["way"] in ("campaign", "cluster"):
        return {"outcomes"}
    return {"network", "run", "outcomes"} | ({"months"} if levels["months"] == "yes" else set())


# ---- simulate ---------------------------------------------------------------------------------------------


def _simulate(levels: Mapping[str, str], blocks: Sequence[Block], scenarios: Scenarios) -> Found:
    from netsustain import ensemble, simulate

    # The size of a chunk is no option of users: whatever it is, nobody is to see it.
    ensemble.chunks = partial(ensemble.chunks, size=int(levels["chunk"]))  # type: ignore[assignment]
    found: Found = {}
    for block in blocks:
        scenario = scenarios[block.scenario]
        made = simulate(
            scenario, block.count, block.seed, first=block.first, months=levels["months"] == "yes",
            workers=int(levels["threads"]),
        )  # fmt: skip
        networks = _networks(scenario, block)
        for place, replicate in enumerate(range(block.first, block.first + block.count)):
            parts = networks[place]
            if made.months is not None:
                rows = slice(place * scenario.months, (place + 1) * scenario.months)
                parts["months"] = _told(made.months.iloc[rows])
            found[pair(block.scenario, block.seed, replicate)] = parts | _row(made.runs.iloc[[place]], scenario.months)
    return found


def _networks(scenario: Scenario, block: Block) -> list[dict[str, Columns]]:
    """What is drawn before the first month, of every replicate."""
    from netsustain import driver
    from netsustain.plan import compile_scenario

    compiled = compile_scenario(scenario)
    start = partial(driver.load().start, compiled.template, compiled.plan, compiled.clock, np.uint64(block.seed))
    return [_network(start(np.uint64(block.first + place))) for place in range(block.count)]


def _network(state: State) -> dict[str, Columns]:
    """A copy of every column of a state, live rows only: months that follow change the state in place."""
    from netsustain.state import COLUMNS, ENTITIES, POSITION

    found: dict[str, Columns] = {}
    for entity in ENTITIES:
        rows = slice(0, int(state.size[ROWS[entity]]) if entity in ROWS else None)
        blocks = {dtype: getattr(state, f"{entity}_{dtype}") for dtype in ("i8", "f8")}
        found[f"network {entity}"] = {
            column.name: plain(blocks[column.dtype][POSITION[entity, column.dtype][column.name]][rows].copy())
            for column in COLUMNS
            if column.entity == entity
        }
    return found


def _told(frame: pd.DataFrame) -> Columns:
    """The columns of a table but for the replicate, which the pair says."""
    return {str(name): plain(frame[name].to_numpy()) for name in frame.columns if name != "replicate"}


def _row(runs: pd.DataFrame, horizon: int) -> dict[str, Columns]:
    """The row of a run, and what experiments keep of it."""
    from netsustain.exploration.outcomes import with_derived

    return {"run": _told(runs), "outcomes": _outcomes(with_derived(runs, np.array([float(horizon)])))}


def _outcomes(rows: pd.DataFrame) -> Columns:
    """Every outcome; numbers as real numbers, as they are stored."""
    from netsustain.exploration.outcomes import OUTCOMES

    return {
        name: plain(rows[name].to_numpy() if outcome.text else rows[name].to_numpy(dtype=float))
        for name, outcome in OUTCOMES.items()
    }


# ---- Mesa ---------------------------------------------------------------------------------------------------


def _mesa(levels: Mapping[str, str], blocks: Sequence[Block], scenarios: Scenarios) -> Found:
    from netsustain import NetworkModel

    found: Found = {}
    for block in blocks:
        scenario = scenarios[block.scenario]
        for replicate in range(block.first, block.first + block.count):
            model = NetworkModel(scenario, rng=block.seed, replicate=replicate)
            parts = _network(model.state)
            while model.running:
                model.step()
            parts["months"] = _told(model.months())
            row = pd.DataFrame([model.run_row()]).infer_objects()
            found[pair(block.scenario, block.seed, replicate)] = parts | _row(row, scenario.months)
    return found


# ---- experiments --------------------------------------------------------------------------------------------


def _campaign(levels: Mapping[str, str], blocks: Sequence[Block], scenarios: Scenarios) -> Found:
    """A campaign for every luck, over all scenarios that have it."""
    from netsustain.exploration import campaign
    from netsustain.exploration.outcomes import OUTCOMES
    from netsustain.exploration.prepared import prepared
    from netsustain.exploration.question import Lucks, question_over
    from netsustain.exploration.reading import load_experiment
    from netsustain.exploration.store import Store

    found: Found = {}
    by_luck: dict[tuple[int, int, int], list[str]] = {}
    for block in blocks:
        by_luck.setdefault(block[1:], []).append(block.scenario)
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "asked.yaml"
        file.write_text(ASKED, encoding="utf-8")
        asked = load_experiment(file)
        for number, ((seed, first, count), names) in enumerate(by_luck.items()):
            question = question_over(
                asked, pd.DataFrame(index=range(1)), scenarios={name: scenarios[name] for name in names},
                lucks=Lucks(count, first=first), seed=seed, outcomes=tuple(OUTCOMES),
            )  # fmt: skip
            ready = prepared(question, Path(place) / str(number), store=Store(Path(place) / "store"))
            ready = replace(ready, chunk=int(levels["chunk"]))
            rows = campaign.run(ready, workers=int(levels["threads"])).frame()
            for row in range(len(rows)):
                one = rows.iloc[[row]]
                name, replicate = str(one["scenario"].iloc[0]), int(one["replicate"].iloc[0])
                found[pair(name, seed, replicate)] = {"outcomes": _outcomes(one)}
    return found


def _cluster(levels: Mapping[str, str], blocks: Sequence[Block], scenarios: Scenarios) -> Found:
    from netsustain.exploration.remote.client import crew_for

    with _workers(levels["hash"]) as address, crew_for(address):
        return _campaign(levels, blocks, scenarios)


@contextmanager
def _workers(hash_seed: str) -> Iterator[str]:
    """A Dask cluster on this machine; its address. Dask takes a seed of its own in place of 0."""
    import dask
    from distributed import LocalCluster

    with (
        dask.config.set({"distributed.nanny.pre-spawn-environ.PYTHONHASHSEED": hash_seed}),
        LocalCluster(
            n_workers=CLUSTER_WORKERS, threads_per_worker=1, processes=True, dashboard_address=None,
            silence_logs="ERROR",
        ) as cluster,
    ):  # fmt: skip
        yield cluster.scheduler_address


Way = Callable[[Mapping[str, str], Sequence[Block], Any], Found]
WAYS: dict[str, Way] = {"simulate": _simulate, "mesa": _mesa, "campaign": _campaign, "cluster": _cluster}
