"""The runs a surface is made from: every setting on the same luck and the same accepted vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from netsustain.calibration.accepted import Accepted, filled
from netsustain.exploration.answer import Progress
from netsustain.exploration.surface.levers import Slider, setting
from netsustain.health.intervals import Floats
from netsustain.health.series import CONDITIONS
from netsustain.health.survival import is_counted
from netsustain.scenario.schema import Scenario

SUSTAINED, COST = "months_sustained", "cost_per_live_month"
EVERY = 3
"""Months between two points of the curve."""
Run = Callable[..., pd.DataFrame]
"""Runs of a scenario: (scenario, replicates=, seed=, vectors=, workers=) → the table of runs."""


class NoRunsError(ValueError):
    """No network that counts under every setting; says why."""


@dataclass(frozen=True)
class Sampled:
    """Outcomes of every setting under every luck that counts.

    Attributes
    ----------
    settings
        (points × sliders), the scenario's own first.
    outcomes
        Names, in the order of the last axis of ``values``.
    values
        (points × lucks × outcomes).
    vector
        Which accepted vector a luck ran under, (lucks,); all 0 without a calibration.
    vectors
        Accepted vectors the lucks were spread over; 0 without a calibration.
    months
        Months of the curve.
    dropped
        Lucks left out since a network never formed, or a run failed, under some setting.
    completes
        Whether any network completed its goals.
    """

    settings: Floats
    outcomes: tuple[str, ...]
    values: Floats
    vector: np.ndarray
    vectors: int
    months: tuple[int, ...]
    dropped: int
    failed: int
    completes: bool


def curve_months(horizon: int) -> tuple[int, ...]:
    """Months of the curve: every third, and the last."""
    return tuple(dict.fromkeys((*range(EVERY, horizon, EVERY), horizon)))


def share_name(month: int) -> str:
    """Outcome: whether a network is alive, or completed, at the close of a month."""
    return f"sustained_{month}"


def sample(
    scenario: Scenario,
    sliders: Sequence[Slider],
    settings: Floats,
    *,
    replicates: int,
    seed: int,
    calibration: Accepted | None,
    vectors: int,
    workers: int | None = None,
    progress: Progress | None = None,
    run: Run | None = None,
) -> Sampled:
    """Run every setting.

    Raises
    ------
    NoRunsError
        If there is no luck under which a network formed and ran through in every setting.
    """
    months = curve_months(scenario.months)
    outcomes = (SUSTAINED, *(share_name(month) for month in months), *CONDITIONS, COST)
    values = np.empty((len(settings), replicates, len(outcomes)))
    counted = np.ones(replicates, dtype=bool)
    completes, failed = False, 0
    for place, row in enumerate(settings):
        chosen = setting(scenario, sliders, row)
        table = filled(calibration, chosen, vectors) if calibration is not None else None
        runs = (run or _runs)(chosen, replicates=replicates, seed=seed, vectors=table, workers=workers)
        counted &= is_counted(runs).to_numpy()
        failed += int(runs["failed"].sum())
        completes |= bool((runs["ended"] == "completed").any())
        values[place] = _outcomes(runs, months)
        if progress is not None:
            progress((place + 1) * replicates, len(settings) * replicates)
    if counted.sum() < 2:
        raise NoRunsError("explore: fewer than 2 networks formed and ran through; type more --replicates")
    vector = (np.arange(replicates) % max(vectors, 1))[counted]
    dropped = int((~counted).sum())
    return Sampled(settings, outcomes, values[:, counted], vector, vectors, months, dropped, failed, completes)


def _runs(scenario: Scenario, **options: object) -> pd.DataFrame:
    from netsustain.ensemble import simulate  # compiles: only when something is to be run

    found: pd.DataFrame = simulate(scenario, **options).runs  # type: ignore[arg-type]
    return found


def _outcomes(runs: pd.DataFrame, months: Sequence[int]) -> Floats:
    """Outcomes of one setting, (lucks × outcomes)."""
    end = np.where(runs["ended"] == "dissolved", runs["end_month"].to_numpy(dtype=float), np.inf)
    shares = end[:, None] > np.array(months)[None, :]
    ends = runs[[SUSTAINED]].to_numpy(dtype=float)
    return np.concatenate([ends, shares, runs[[*CONDITIONS, COST]].to_numpy(dtype=float)], axis=1)
