"""A comparison as a decision: runs until it can be answered, futures, and the answer in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from netsustain.exploration.answer import Findings
from netsustain.exploration.comparison import Comparison, compare
from netsustain.exploration.decision.futures import NONE, STANDARD, Future, read_futures
from netsustain.exploration.decision.growing import look, settle
from netsustain.exploration.decision.judged import judged
from netsustain.exploration.decision.looks import AT_MOST
from netsustain.exploration.decision.options import options
from netsustain.exploration.decision.plain import futures_json, verdicts_json
from netsustain.exploration.decision.shown import shown_of
from netsustain.exploration.decision.telling import sentences, warnings
from netsustain.exploration.decision.verdicts import Verdict, verdicts, worthwhile_months
from netsustain.exploration.decision.worlds import in_worlds
from netsustain.exploration.ensembles import Progress, Simulate


@dataclass(frozen=True, kw_only=True)
class Decision(Findings):
    """What a comparison answers.

    Attributes
    ----------
    tables
        ``verdicts`` (a row an option), ``looks`` (how they settled) and, with several futures, ``futures`` (a row a
        future and option), ``options``, ``criteria`` and ``flips``.
    worthwhile
        Least difference that matters [months].
    verdicts
        Name of an option → the answer about it, in the order of the comparison.
    futures
        Futures beside the one in which nothing is changed.
    """

    comparison: Comparison
    worthwhile: float
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    futures: dict[str, Future] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The object ``compare --json`` prints: that of the comparison, with ``verdicts`` and ``futures``."""
        said = {"worthwhile_months": self.worthwhile, "verdicts": verdicts_json(self.tables["verdicts"])}
        return self.comparison.to_json() | said | {"futures": futures_json(self.tables, self.futures)}


def decide(
    scenarios: dict[str, Any],
    *,
    worthwhile: float | None = None,
    at_most: int = AT_MOST,
    replicates: int | None = None,
    futures: str | Path | Mapping[str, Future] = STANDARD,
    seed: int = 1,
    parameters: str = "accepted",
    simulate: Simulate | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    calibration: Path | None = None,
) -> Decision:
    """Compare scenarios until it can be said of each whether it is better than the first.

    Parameters
    ----------
    scenarios
        Name → scenario, all of one horizon; the first is the reference.
    worthwhile
        Least difference that matters [months]; a twentieth of the horizon unless given.
    at_most
        Replicates of each scenario are not doubled beyond this.
    replicates
        So many replicates and no more, looked at once, as :func:`netsustain.compare` makes them.
    futures
        Ways the world may go: ``standard``, ``none``, a file, or futures by name.
    seed, parameters, simulate, workers, progress, calibration
        As :func:`netsustain.compare`. Progress is told anew for each round of runs.

    Raises
    ------
    UnlikeScenariosError, ParametersError, CalibrationError
        As :func:`netsustain.compare`.
    WorthwhileError
        If ``worthwhile`` is not between 0 and the horizon.
    ScenarioError
        If the file of futures is faulty or does not fit a scenario.
    """
    horizon = min((int(scenario.months) for scenario in scenarios.values()), default=1)
    least = worthwhile_months(horizon, worthwhile)
    worlds = futures if isinstance(futures, Mapping) else read_futures(futures, scenarios.values())
    common: dict[str, Any] = {
        "seed": seed, "parameters": parameters, "simulate": simulate, "workers": workers, "progress": progress,
        "calibration": calibration,
    }  # fmt: skip
    if replicates is not None:
        comparison, looks = compare(scenarios, replicates=replicates, **common), None
    else:
        settling = settle(scenarios, worthwhile=least, at_most=at_most, **common)
        comparison, looks = settling.comparison, settling.looks
    tables = {}
    if worlds and len(scenarios) > 1:
        tables = judged(in_worlds(comparison, worlds, simulate=simulate, workers=workers, progress=progress))
    return decided(comparison, worthwhile=least, looks=looks, judged_over=tables, futures=worlds)


def decided(
    comparison: Comparison,
    *,
    worthwhile: float | None = None,
    looks: pd.DataFrame | None = None,
    judged_over: Mapping[str, pd.DataFrame] | None = None,
    futures: Mapping[str, Future] | None = None,
) -> Decision:
    """What a comparison answers that was made already; runs nothing.

    Parameters
    ----------
    looks
        How it settled; one look unless given.
    judged_over, futures
        What :func:`~netsustain.exploration.decision.judged.judged` says over futures, and these.
    """
    least = worthwhile_months(comparison.horizon, worthwhile)
    found = verdicts(comparison.pairs, comparison.reference, least)
    tables = {
        "verdicts": options(comparison, found),
        "looks": look(comparison, least) if looks is None else looks,
        **(judged_over or {}),
    }
    return Decision(
        tables=tables,
        shown=shown_of(comparison, tables, least),
        sentences=sentences(comparison, tables, least),
        warnings=warnings(comparison, tables),
        comparison=comparison,
        worthwhile=least,
        verdicts=found,
        futures=dict(futures or {}) if judged_over else {},
    )


__all__ = ["NONE", "STANDARD", "Decision", "decide", "decided"]
