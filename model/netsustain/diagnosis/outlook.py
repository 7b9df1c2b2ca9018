"""What the model says of a network to which nothing is done: many futures under every accepted parameter vector."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from netsustain.calibration.coverage import Outside, outside
from netsustain.diagnosis.estimates import Ratios
from netsustain.exploration.comparison import Comparison, compare
from netsustain.exploration.pairs import chance_of_highest
from netsustain.health.series import CONDITIONS
from netsustain.health.survival import ended_by, is_counted, share_columns, vector_of

REPLICATES = 300
NAME = "as_it_is"


@dataclass(frozen=True)
class Outlook:
    """Months sustained with no change and what gives way first.

    Attributes
    ----------
    comparison
        The runs: one scenario under accepted vectors.
    first
        A row a condition: ``condition``, ``share`` of all futures in which the network dissolves and this gives way
        first, with ``share_low`` … ``share_high`` (luck and what is not known of the parameters), and ``leads``, the
        share of resampled parameter vectors under which it is the commonest.
    dissolved
        Futures that dissolve by the horizon.
    spread
        Months sustained that 10, 50 and 90 of 100 futures fall short of.
    start
        Mean level (0-1) of each condition in month 1.
    outside
        In what the network lies outside the calibrated range; None where nothing was calibrated.
    """

    comparison: Comparison
    first: pd.DataFrame
    dissolved: int
    spread: tuple[float, float, float]
    start: dict[str, float]
    outside: tuple[Outside, ...] | None

    @property
    def scenario(self) -> Any:
        """What was run."""
        return next(iter(self.comparison.scenarios.values()))

    @property
    def row(self) -> pd.Series:
        """Months sustained and shares at the horizon, with intervals."""
        return self.comparison.row(self.comparison.names[0])


def outlook_of(
    scenario: Any, *, name: str = NAME, replicates: int = REPLICATES, seed: int = 1, workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Outlook:  # fmt: skip
    """Run a network with no change.

    Parameters
    ----------
    replicates
        Futures, spread over the accepted parameter vectors.
    """
    found = compare({name: scenario}, replicates=replicates, seed=seed, workers=workers, progress=progress)
    runs = found.ensembles[name].runs
    counted = runs[is_counted(runs)]
    ended = ended_by(counted, found.horizon, "dissolved")
    months = counted["months_sustained"].to_numpy(dtype=float)
    quantiles = np.quantile(months, (0.1, 0.5, 0.9)) if len(months) else np.full(3, np.nan)
    return Outlook(
        comparison=found,
        first=first_to_give_way(counted, ended, found.vectors, seed),
        dissolved=int(ended.sum()),
        spread=(float(quantiles[0]), float(quantiles[1]), float(quantiles[2])),
        start=_start(found, name),
        outside=tuple(outside(scenario, found.calibration.coverage)) if found.calibration else None,
    )


def first_to_give_way(counted: pd.DataFrame, ended: pd.Series, vectors: int, seed: int) -> pd.DataFrame:
    """Which condition gave way first, as shares of all futures.

    Parameters
    ----------
    counted
        Runs that count, with ``cause`` and ``replicate``.
    ended
        Which of them dissolved.
    vectors
        Parameter vectors they were spread over; 0 or 1 when all ran under one.
    """
    marks = np.stack([((counted["cause"] == key) & ended).to_numpy(dtype=float) for key in CONDITIONS], axis=1)
    group = vector_of(counted, vectors) if vectors > 1 else None
    columns = [share_columns(marks[:, [k]], group) for k in range(len(CONDITIONS))]
    found = {f"share{part}": [float(each[part][0]) for each in columns] for part in ("", "_low", "_high")}
    # Vectors are the units, as far as they are known: which condition is first is mostly a question of them.
    units = group if group is not None else np.arange(len(marks))
    resampled = Ratios(marks, np.ones_like(marks), units).resampled(seed)
    leads = chance_of_highest(resampled) if ended.any() else np.full(len(CONDITIONS), np.nan)
    frame = pd.DataFrame({"condition": list(CONDITIONS)} | found | {"leads": leads})
    return frame.sort_values(["share", "condition"], ascending=[False, True], ignore_index=True)


def _start(found: Comparison, name: str) -> dict[str, float]:
    months = found.conditions
    first = months[(months["scenario"] == name) & (months["month"] == 1)]
    return dict(zip(first["condition"], first["all"].astype(float), strict=True))
