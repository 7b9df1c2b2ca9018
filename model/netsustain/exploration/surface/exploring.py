"""From a scenario to its surface: what is moved, where it is run, and what is fitted."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from netsustain.exploration.answer import Progress
from netsustain.exploration.linear_algebra import one_thread
from netsustain.exploration.surface.costs import costs_of
from netsustain.exploration.surface.design import design
from netsustain.exploration.surface.features import Basis
from netsustain.exploration.surface.fitting import fit
from netsustain.exploration.surface.levers import sliders_of
from netsustain.exploration.surface.packing import rounded
from netsustain.exploration.surface.running import Run, sample
from netsustain.exploration.surface.surface import Surface
from netsustain.exploration.vectors import asked_for, vectors_of
from netsustain.scenario.schema import Scenario

REPLICATES = 160
"""Lucks of every setting, four under each of 40 vectors; some 220 settings of six levers then take less than a
minute on two cores, and chance adds less than interpolation."""


def explore(
    scenario: Scenario,
    *,
    levers: Sequence[str] | None = None,
    replicates: int = REPLICATES,
    seed: int = 1,
    budget: float | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    calibration: Path | None = None,
    run: Run | None = None,
) -> Surface:
    """Run a design of settings of the main levers and fit a surface through what they bring.

    Parameters
    ----------
    levers
        Names of levers, or ``name=low:high``; :data:`netsustain.exploration.surface.levers.DEFAULT` unless given. What
        the scenario's first budget event leaves and how often leaders are moved are always among what is moved.
    replicates, seed
        Lucks of every setting, and their common seed; the design is drawn with it as well.
    budget
        Staff-days a month that may be planned, to be shown beside the cost.
    calibration
        Folder of the accepted vectors; the packaged ones unless given.
    run
        What runs a setting; ``netsustain.simulate`` unless given.

    Raises
    ------
    LeverError
        If a lever cannot be moved.
    NoRunsError
        If no network formed.
    CalibrationError
        If the accepted vectors cannot be read.
    """
    started = time.perf_counter()
    found = asked_for("accepted", calibration)
    sliders = sliders_of(scenario, levers, found)
    settings = design(sliders, seed)
    number = vectors_of(replicates, len(found)) if found else 0
    sampled = sample(
        scenario, sliders, settings, replicates=replicates, seed=seed, calibration=found, vectors=number,
        workers=workers, progress=progress, run=run,
    )  # fmt: skip
    flat = Basis(
        tuple(each.low for each in sliders), tuple(each.high for each in sliders), (0.0,) * len(sliders)
    )
    with one_thread():
        fitted = rounded(fit(sampled, flat))
    return Surface(
        scenario=scenario, sliders=sliders, fitted=fitted, outcomes=sampled.outcomes, months=sampled.months,
        costs=costs_of(scenario, sliders), direct=sampled.values[0].mean(axis=0), points=len(settings),
        lucks=sampled.values.shape[1], vectors=len(set(sampled.vector.tolist())) if number else 0,
        dropped=sampled.dropped, failed=sampled.failed, completes=sampled.completes, replicates=replicates, seed=seed,
        seconds=time.perf_counter() - started, budget=budget,
    )  # fmt: skip
