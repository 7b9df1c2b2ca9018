"""Compare scenarios on the same luck: which keeps the network alive longest, how surely, and at what cost."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from netsustain.calibration.accepted import Accepted, filled
from netsustain.exploration.decision.looks import widening
from netsustain.exploration.ensembles import EnsembleLike, Progress, Simulate
from netsustain.exploration.plain import SCHEMA, pair_json, scenario_json
from netsustain.exploration.summaries import Summaries
from netsustain.exploration.vectors import asked_for, vectors_of
from netsustain.health.series import causes, condition_series
from netsustain.health.survival import is_counted


class UnlikeScenariosError(ValueError):
    """The scenarios given cannot be compared; says why and what to type."""


@dataclass(frozen=True)
class Comparison:
    """Paired runs of several scenarios and everything said about them; the first is the reference.

    Attributes
    ----------
    table
        A row a scenario: months sustained, shares at the horizon, costs (``cost`` in staff-days, money
        included), gain over the reference, chance to be the best, means of the seven conditions. Intervals
        ``x_low`` … ``x_high`` with the part that is chance, ``x_low_chance`` … ``x_high_chance``, and
        ``x_ignorance``, the share of the variance that comes from not knowing the parameters.
    pairs
        A row a pair ``a``, ``b``: difference a − b in months with its intervals, the chance that a lasts
        longer, and ``share_positive``, the share of accepted vectors under which it does on average.
    curves
        Share alive and cumulative incidence of each end by ``scenario`` and ``month``.
    conditions
        The seven conditions by ``scenario`` and ``month``, while alive and over all.
    causes
        Why runs ended: counts by ``scenario``, ``ended``, ``cause`` and ``trigger``.
    """

    scenarios: dict[str, Any]
    ensembles: dict[str, EnsembleLike]
    table: pd.DataFrame
    pairs: pd.DataFrame
    curves: pd.DataFrame
    conditions: pd.DataFrame
    causes: pd.DataFrame
    replicates: int
    seed: int
    horizon: int
    seconds: float
    vectors: int = 0
    """Accepted parameter vectors the replicates were spread over; 0 when each scenario ran on its own."""
    calibration: Accepted | None = None
    """Where the vectors come from."""
    looks: int = 1
    """How often one meant to look before the last replicate: intervals of differences are wider for it."""

    @property
    def names(self) -> list[str]:
        """Scenario names in the order given."""
        return list(self.scenarios)

    @property
    def reference(self) -> str:
        """The scenario the others are measured against."""
        return self.names[0]

    def row(self, name: str) -> pd.Series:
        """The scenario's row of ``table``."""
        return self.table.set_index("name").loc[name]

    def curve(self, name: str) -> pd.DataFrame:
        """The scenario's rows of ``curves``."""
        return self.curves[self.curves["scenario"] == name]

    def ranked(self) -> list[str]:
        """Names from the longest-lasting on; scenarios that never formed come last."""
        order = self.table.sort_values("sustained_months", ascending=False, kind="stable", na_position="last")
        return list(order["name"])

    def to_json(self) -> dict[str, Any]:
        """The object ``compare --json`` prints: shares 0-1, months, costs in staff-days, None if unknown."""
        return {
            "schema": SCHEMA,
            "scenarios": [scenario_json(self.row(name), self.curve(name)) for name in self.names],
            "pairs": [pair_json(pair) for _, pair in self.pairs.iterrows()],
            "replicates": self.replicates,
            "seed": self.seed,
            "parameters": self.ran_under,
            "vectors": self.vectors,
            "seconds": round(self.seconds, 3),
        }

    @property
    def ran_under(self) -> str:
        """``"accepted"`` or ``"default"``: what the replicates ran under."""
        return "accepted" if self.vectors else "default"

    def parameters(self, name: str) -> np.ndarray | None:
        """The parameter vectors a scenario ran under, (vectors × parameters); None for its own parameters."""
        return filled(self.calibration, self.scenarios[name], self.vectors) if self.calibration else None


def compare(
    scenarios: dict[str, Any],
    *,
    replicates: int = 200,
    seed: int = 1,
    parameters: str = "accepted",
    simulate: Simulate | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    calibration: Path | None = None,
) -> Comparison:
    """Run every scenario on the same luck and compare them; the first is the reference.

    Replicate k runs under the same accepted parameter vector in every scenario, k modulo their number, but for
    what a scenario sets itself.

    Parameters
    ----------
    scenarios
        Name → scenario, all of one horizon.
    replicates, seed
        Runs of each scenario (200 or more for the intervals to be worth reading), and their common seed.
    parameters
        ``"accepted"``: accepted vectors, so that intervals hold what is not known of the parameters (each
        scenario's own parameters if nothing was calibrated); ``"default"``: each scenario's own.
    simulate
        What runs one scenario; ``netsustain.simulate`` unless given.
    progress
        Called with (runs done, runs in all).
    calibration
        Folder of the accepted vectors; the packaged ones unless given.

    Raises
    ------
    UnlikeScenariosError
        If no scenario is given, or their horizons differ.
    ParametersError
        If ``parameters`` is neither.
    CalibrationError
        If the accepted vectors cannot be read.
    """
    started = time.perf_counter()
    check_horizons(scenarios)
    found = asked_for(parameters, calibration)
    number = vectors_of(replicates, len(found)) if found else 0
    run = simulate if simulate is not None else default_simulate()
    total, ensembles = replicates * len(scenarios), {}
    for place, (name, scenario) in enumerate(scenarios.items()):
        ensembles[name] = run(
            scenario, replicates=replicates, seed=seed, months=True, workers=workers,
            progress=shifted(progress, place * replicates, total),
            **_vectors(found, scenario, number),
        )  # fmt: skip
    return summarise(ensembles, seed=seed, vectors=number, calibration=found, started=started)


def _vectors(found: Accepted | None, scenario: Any, number: int) -> dict[str, Any]:
    return {} if found is None else {"vectors": filled(found, scenario, number)}


def summarise(
    ensembles: dict[str, EnsembleLike],
    *,
    seed: int,
    vectors: int = 0,
    calibration: Accepted | None = None,
    started: float | None = None,
    looks: int = 1,
) -> Comparison:
    """All statistics of ensembles that were run with common random numbers; the first is the reference.

    Parameters
    ----------
    vectors
        Accepted parameter vectors the replicates were spread over, replicate k on k modulo their number; 0
        when all ran under one vector.
    looks
        How often one means to look at results that grow; 1 when the number of replicates was fixed beforehand.
    """
    started = time.perf_counter() if started is None else started
    scenarios = {name: ensemble.scenario for name, ensemble in ensembles.items()}
    check_horizons(scenarios)
    runs = {name: ensemble.runs for name, ensemble in ensembles.items()}
    horizon = int(next(iter(scenarios.values())).months)
    summaries = Summaries(runs, horizon, seed, vectors, widening(looks))
    pairs = summaries.pairs()
    return Comparison(
        scenarios=scenarios,
        ensembles=ensembles,
        table=summaries.table(pairs),
        pairs=pairs,
        curves=_stacked(summaries.curves),
        conditions=_stacked({name: _conditions(ensemble, horizon) for name, ensemble in ensembles.items()}),
        causes=_stacked({name: causes(frame[is_counted(frame)], horizon) for name, frame in runs.items()}),
        replicates=len(next(iter(runs.values()))),
        seed=seed,
        horizon=horizon,
        seconds=time.perf_counter() - started,
        vectors=vectors,
        calibration=calibration,
        looks=looks,
    )


def _conditions(ensemble: EnsembleLike, horizon: int) -> pd.DataFrame:
    if ensemble.months is None:
        return pd.DataFrame(columns=["month", "condition", "while_alive", "n", "all"])
    counted = ensemble.runs.loc[is_counted(ensemble.runs), "replicate"]
    return condition_series(ensemble.months, set(counted), horizon)


def _stacked(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    parts = [frame.assign(scenario=name) for name, frame in frames.items()]
    stacked = pd.concat(parts, ignore_index=True)
    return stacked[["scenario", *(column for column in stacked.columns if column != "scenario")]]


def shifted(progress: Progress | None, before: int, total: int) -> Progress | None:
    """Progress of one scenario told as progress of the whole comparison."""
    if progress is None:
        return None
    return lambda done, _of_scenario: progress(before + done, total)


def check_horizons(scenarios: dict[str, Any]) -> None:
    """Raises :class:`UnlikeScenariosError` if there is no scenario, or their horizons differ."""
    if not scenarios:
        raise UnlikeScenariosError("compare: no scenario given; name at least one, for example: compare baseline")
    horizons = {name: int(scenario.months) for name, scenario in scenarios.items()}
    if len(set(horizons.values())) > 1:
        found = ", ".join(f"{name} runs {months} months" for name, months in horizons.items())
        shortest = min(horizons.values())
        raise UnlikeScenariosError(f"compare: {found}; they need one horizon: add --months {shortest}")


def default_simulate() -> Simulate:
    """:func:`netsustain.ensemble.simulate`."""
    from netsustain.ensemble import simulate  # compiles: only when something is to be run

    return simulate
