"""Why a network ends: runs it, and runs it without what happens to it; everything found in one :class:`Why`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from netsustain.calibration.accepted import filled
from netsustain.exploration.answer import Findings
from netsustain.exploration.comparison import default_simulate, shifted
from netsustain.exploration.ensembles import EnsembleLike, Progress, Simulate
from netsustain.exploration.vectors import asked_for, vectors_of
from netsustain.exploration.why.chains import chains, steps
from netsustain.exploration.why.courses import courses
from netsustain.exploration.why.falls import falls
from netsustain.exploration.why.happened import happened
from netsustain.exploration.why.telling import sentences, shown, warnings
from netsustain.exploration.why.typical import levels_of, medoid, story
from netsustain.exploration.why.ways import FEW, OTHER, belongs, flows, met, ways
from netsustain.exploration.why.without import COLUMNS, Without, table, worlds


@dataclass(frozen=True)
class Why:
    """Why the networks of a scenario end.

    Attributes
    ----------
    findings
        Sentences, warnings and tables for readers; its ``tables`` are

        ``chains``, ``steps``
            A row a network that dissolved, and a row a dated step of it (:mod:`netsustain.exploration.why.chains`).
        ``ways``, ``flows``, ``met``
            The commonest ways, how events lead by first falls to last ones, and what became of all networks that met
            an event (:mod:`netsustain.exploration.why.ways`).
        ``without``
            The same networks without an event (:mod:`netsustain.exploration.why.without`).
        ``timeline``, ``typical``
            The story of a typical run, and its months (:mod:`netsustain.exploration.why.typical`); absent where fewer
            than five networks dissolved.
    replicate
        The typical run; None where there is none.
    networks, horizon
        Networks that count, and months.
    vectors
        Parameter vectors the replicates were spread over; 0 when all ran under the scenario's own.
    """

    scenario: Any
    findings: Findings
    replicate: int | None
    networks: int
    horizon: int
    seed: int
    vectors: int = 0
    replicates: int = 0
    failed: int = 0
    pairs: Mapping[str, Any] = field(default_factory=dict)
    """Name of each world without an event → its scenario."""


def ask(
    scenario: Any,
    *,
    replicates: int = 200,
    seed: int = 1,
    parameters: str = "accepted",
    ensemble: EnsembleLike | None = None,
    simulate: Simulate | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    calibration: Path | None = None,
) -> Why:
    """Run a scenario, and run it without each of its events, on the same luck.

    Parameters
    ----------
    replicates, seed, parameters, simulate, calibration
        As :func:`netsustain.exploration.comparison.compare` takes them: replicate k is the same network in both.
    ensemble
        The scenario's own runs with their months, where they were made before with the same replicates, seed and
        parameters.
    progress
        Called with (runs done, runs in all).

    Raises
    ------
    ParametersError
        If ``parameters`` is neither ``accepted`` nor ``default``.
    CalibrationError
        If the accepted vectors cannot be read.
    """
    found = asked_for(parameters, calibration)
    number = vectors_of(replicates, len(found)) if found else 0
    vectors = filled(found, scenario, number) if found else None
    run = simulate if simulate is not None else default_simulate()
    left_out = worlds(scenario)
    total = replicates * (1 + len(left_out))
    options: dict[str, Any] = {"replicates": replicates, "seed": seed, "workers": workers}
    if ensemble is None:
        ensemble = run(scenario, **options, months=True, progress=shifted(progress, 0, total), **_given(vectors))
    dissolved = int(((ensemble.runs["ended"] == "dissolved") & (ensemble.runs["end_month"] <= scenario.months)).sum())
    runs: dict[Without, pd.DataFrame] = {}
    for place, world in enumerate(left_out if dissolved >= FEW else (), start=1):
        own = filled(found, world.scenario, number) if found else None
        done = shifted(progress, place * replicates, total)
        runs[world] = run(world.scenario, **options, months=False, progress=done, **_given(world.vectors(own))).runs
    return find(ensemble, seed=seed, without=runs, vectors=number, values=vectors)


def find(
    ensemble: EnsembleLike,
    *,
    seed: int,
    without: Mapping[Without, pd.DataFrame] | None = None,
    vectors: int = 0,
    values: np.ndarray | None = None,
    told: bool = True,
) -> Why:
    """Why the networks of an ensemble end; pure, but for the months of one typical run made once more.

    Parameters
    ----------
    ensemble
        With its months.
    without
        World without an event → its runs of the same replicates.
    vectors, values
        Number of the parameter vectors the replicates were spread over, and the vectors.
    told
        Make the months of the typical run again, to tell which members it lost.

    Raises
    ------
    MonthsError
        If the ensemble's months do not fit its runs.
    """
    scenario, horizon = ensemble.scenario, int(ensemble.scenario.months)
    months = ensemble.months if ensemble.months is not None else pd.DataFrame({"replicate": [], "month": []})
    given = courses(ensemble.runs, months, horizon)
    fallen, struck = falls(given), happened(scenario, seed, given)
    chain = chains(given, fallen, struck)
    way = ways(chain, given, vectors)
    other = table(given, dict(without), vectors) if without and len(chain) >= FEW else pd.DataFrame(columns=COLUMNS)
    meeting = met(chain, given, struck) if len(chain) >= FEW else pd.DataFrame()
    found = {
        "chains": chain, "steps": steps(given, fallen, struck, chain), "ways": way, "flows": flows(chain),
        "met": meeting, "without": other,
    }  # fmt: skip
    replicate = None
    if len(chain) >= FEW:
        replicate = medoid(belongs(chain, way.iloc[0]) if way["trigger"].iloc[0] != OTHER else chain, given, fallen)
        one = chain[chain["replicate"] == replicate].iloc[0]
        people = _people(scenario, seed, replicate, int(one["last_month"]), values) if told else None
        found["timeline"] = story(one, found["steps"], struck, given, people)
        found["typical"] = levels_of(given, replicate)
    return Why(
        scenario=scenario,
        findings=Findings(
            tables=found,
            shown=tuple(shown(way, other, meeting, given)),
            sentences=tuple(sentences(given, chain, way, other, meeting, vectors)),
            warnings=tuple(warnings(chain, other, fallen.compared, vectors)),
        ),
        replicate=replicate,
        networks=len(given.replicates),
        horizon=horizon,
        seed=seed,
        vectors=vectors,
        replicates=len(ensemble.runs),
        failed=int(ensemble.runs["failed"].sum()),
        pairs={world.name: world.scenario for world in (without or {})},
    )


def _people(scenario: Any, seed: int, replicate: int, months: int, values: np.ndarray | None) -> pd.DataFrame:
    from netsustain.exploration.why.who import who  # compiles: only where there is a run to tell

    vector = values[replicate % len(values)] if values is not None and len(values) else None
    return who(scenario, seed, replicate, months, vector)


def _given(vectors: np.ndarray | None) -> dict[str, Any]:
    return {} if vectors is None else {"vectors": vectors}
