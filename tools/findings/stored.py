"""Results the findings rest on: experiments in their own folders, and monthly series and dose curves beside them.

An experiment is run by ``netsustain experiment``; what is there is never computed again. Series are kept in
``results/findings`` under a name that changes with the model and the accepted vectors.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from netsustain import simulate
from netsustain.calibration.accepted import accepted, vectors_for
from netsustain.commands import experiment as command
from netsustain.exploration.digest import digest_of_arrays
from netsustain.exploration.question import results_version
from netsustain.scenario.schema import Scenario

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "results"
SERIES = RESULTS / "findings"
TIMES = "seconds.json"
VECTORS = 48
"""Accepted vectors of every series; experiments say their own number."""


@cache
def version() -> str:
    """Changes with the model and with the accepted vectors."""
    found = accepted()
    vectors = "defaults" if found is None else digest_of_arrays(found.values)
    return f"{results_version()[:10]}-{vectors[:10]}"


def rows(name: str) -> pd.DataFrame:
    """All runs of a shipped experiment, with the column ``vector``; runs what is missing.

    Replicate r of a draw ran under vector r, or from the first again where there are fewer.
    """
    from netsustain.exploration.kinds import module_of
    from netsustain.exploration.reading import load_experiment

    asked = load_experiment(ROOT / "experiments" / f"{name}.yaml")
    digest = module_of(asked.experiment.kind).digest_of(asked)
    folder = RESULTS / name / digest[: command.FOLDER_DIGITS]
    if not (folder / "manifest.json").exists():
        _timed(name, lambda: command.execute(file=str(ROOT / "experiments" / f"{name}.yaml"), out=folder, json=True))
    found = pd.read_parquet(folder / "runs.parquet")
    if failed := int(found["failed"].sum()):
        raise ValueError(f"{folder}: {failed} runs failed: {found.loc[found['failed'], 'failure'].iloc[0]}")
    within = found["replicate"] % asked.experiment.replicates  # type: ignore[attr-defined]
    known = accepted()
    return found.assign(vector=within % (1 if known is None else len(known)))


def runs_of(scenario: Scenario, replicates: int, seed: int, *, months: bool = False) -> tuple[pd.DataFrame, Any]:
    """Replicates of a scenario under accepted vectors, with the column ``vector``, and their months if asked for."""
    vectors = vectors_for(scenario, VECTORS)
    found = simulate(scenario, replicates, seed, months=months, vectors=vectors)
    number = 1 if vectors is None else len(vectors)
    return found.runs.assign(vector=np.arange(replicates) % number), found.months


def kept(name: str, make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """A table made once for this model and these vectors."""
    path = SERIES / f"{name}-{version()}.parquet"
    if not path.exists():
        SERIES.mkdir(parents=True, exist_ok=True)
        frame = _timed(name, make)
        frame.to_parquet(path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)
    return pd.read_parquet(path)


def seconds() -> Mapping[str, float]:
    """Processor seconds each part took when it was last computed, over all cores."""
    path = SERIES / TIMES
    found: dict[str, float] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def _timed(name: str, make: Callable[[], Any]) -> Any:
    began = time.process_time()
    made = make()
    took = {**seconds(), name: round(time.process_time() - began, 1)}
    SERIES.mkdir(parents=True, exist_ok=True)
    (SERIES / TIMES).write_text(json.dumps(took, indent=1) + "\n", encoding="utf-8")
    return made
