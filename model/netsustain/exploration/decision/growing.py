"""A comparison that grows: more replicates of every scenario until its answers are settled, or more would not help."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from netsustain.calibration.accepted import Accepted, filled
from netsustain.exploration.comparison import (
    Comparison,
    check_horizons,
    default_simulate,
    shifted,
    summarise,
)
from netsustain.exploration.decision.looks import BASE, totals
from netsustain.exploration.decision.verdicts import verdicts
from netsustain.exploration.ensembles import EnsembleLike, Progress, Simulate
from netsustain.exploration.vectors import asked_for, vectors_of


@dataclass(frozen=True)
class Grown:
    """The replicates of one scenario, made in several rounds."""

    scenario: Any
    runs: pd.DataFrame
    months: pd.DataFrame | None
    """Of the first round: memory does not grow with later ones."""

    def and_(self, more: EnsembleLike) -> Grown:
        """With the replicates of another round."""
        return Grown(self.scenario, pd.concat([self.runs, more.runs], ignore_index=True), self.months)


@dataclass(frozen=True)
class Settling:
    """A comparison, and what was seen at each look."""

    comparison: Comparison
    looks: pd.DataFrame
    """A row a look and option: ``replicates``, ``scenario``, ``gain``, ``low``, ``high``, ``verdict``, ``reason``,
    ``needed`` (runs that would settle it) and ``open`` (whether more runs may)."""


@dataclass
class _Rounds:
    """What every round of one comparison has in common."""

    scenarios: dict[str, Any]
    simulate: Simulate
    seed: int
    workers: int | None
    found: Accepted | None
    vectors: int

    def more(self, made: dict[str, Grown], total: int, progress: Progress | None) -> dict[str, Grown]:
        """Every scenario with so many replicates in all: the next ones of the same lucks."""
        first = len(next(iter(made.values())).runs) if made else 0
        number, together = total - first, total * len(self.scenarios)
        grown = {}
        for place, (name, scenario) in enumerate(self.scenarios.items()):
            before = first * len(self.scenarios) + place * number
            round_ = self._run(scenario, number, first, shifted(progress, before, together))
            grown[name] = made[name].and_(round_) if made else Grown(scenario, round_.runs, round_.months)
        return grown

    def _run(self, scenario: Any, number: int, first: int, progress: Progress | None) -> EnsembleLike:
        options: dict[str, Any] = {"first": first} if first else {}
        if self.found is not None:
            # A round may begin anywhere in the vectors: replicate k is under vector k modulo their number all the same.
            options["vectors"] = filled(self.found, scenario, self.vectors)
        return self.simulate(
            scenario, replicates=number, seed=self.seed, months=not first, workers=self.workers, progress=progress,
            **options,
        )  # fmt: skip


def settle(
    scenarios: dict[str, Any],
    *,
    worthwhile: float,
    at_most: int,
    base: int = BASE,
    seed: int = 1,
    parameters: str = "accepted",
    simulate: Simulate | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    calibration: Path | None = None,
) -> Settling:
    """Run scenarios on the same luck until each is settled against the first, or more runs will not do.

    From the second look on it is also given up when no option still open is expected to be settled by ``at_most`` runs.

    Replicate k is the same run as in a comparison that makes all of them at once under as many vectors. The number of
    vectors is that of the first round and stays: more would make earlier runs others.

    Parameters
    ----------
    worthwhile
        Least difference that matters [months].
    at_most, base
        Replicates of each scenario, at the last look and at the first.

    Raises
    ------
    UnlikeScenariosError, ParametersError, CalibrationError
        As :func:`netsustain.compare`.
    """
    started = time.perf_counter()
    check_horizons(scenarios)
    found, planned = asked_for(parameters, calibration), totals(base, at_most)
    number = vectors_of(planned[0], len(found)) if found else 0
    rounds = _Rounds(scenarios, simulate or default_simulate(), seed, workers, found, number)
    made: dict[str, Grown] = {}
    looks: list[pd.DataFrame] = []
    while True:
        made = rounds.more(made, planned[len(looks)], progress)
        comparison = summarise(
            dict(made), seed=seed, vectors=number, calibration=found, started=started, looks=len(planned)
        )
        looks.append(look(comparison, worthwhile))
        if len(looks) == len(planned) or not _worth_going_on(looks, at_most):
            return Settling(comparison, pd.concat(looks, ignore_index=True))


def _worth_going_on(looks: list[pd.DataFrame], at_most: int) -> bool:
    """Whether an option is open and, as far as can be told, may be settled by as many runs as are allowed."""
    now = looks[-1]
    # How many runs it would take is a guess at the first look; who goes by it there gives up too soon.
    within = (now["needed"] <= at_most) | (len(looks) == 1)
    return bool((now["open"] & within).any())


def look(comparison: Comparison, worthwhile: float) -> pd.DataFrame:
    """What a comparison says of each option at one look: a row an option."""
    found = verdicts(comparison.pairs, comparison.reference, worthwhile)
    rows = [
        {
            "replicates": comparison.replicates, "scenario": name, "verdict": each.verdict, "reason": each.reason,
            "needed": each.needed, "open": each.open,
        }
        for name, each in found.items()
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["replicates", "scenario", "verdict", "reason", "needed", "open"])
    gains = comparison.table.set_index("name")[["gain", "gain_low", "gain_high"]]
    gains.columns = pd.Index(["gain", "low", "high"])
    return frame.join(gains, on="scenario")
