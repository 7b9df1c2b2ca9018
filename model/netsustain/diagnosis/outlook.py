"""What the model says of a network to which nothing is done: many futures under every accepted parameter vector."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from netsustain.calibration.coverage import Outside, outside
from netsustain.diagnosis.instruments import CONDITIONS
from netsustain.exploration.comparison import Comparison, compare
from netsustain.health.intervals import Resamples
from netsustain.health.survival import is_counted

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
        A row a condition: ``condition``, ``share`` of the futures that dissolve in which it gave way first with
        ``share_low`` … ``share_high`` (resampled futures), ``leads`` (share of resamples in which it comes first).
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
    ended = counted[(counted["ended"] == "dissolved") & (counted["end_month"] <= found.horizon)]
    months = counted["months_sustained"].to_numpy(dtype=float)
    quantiles = np.quantile(months, (0.1, 0.5, 0.9)) if len(months) else np.full(3, np.nan)
    return Outlook(
        comparison=found,
        first=first_to_give_way(ended, seed),
        dissolved=len(ended),
        spread=(float(quantiles[0]), float(quantiles[1]), float(quantiles[2])),
        start=_start(found, name),
        outside=tuple(outside(scenario, found.calibration.coverage)) if found.calibration else None,
    )


def first_to_give_way(ended: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Which condition gave way first in the futures that dissolved."""
    marks = np.stack([(ended["cause"] == key).to_numpy(dtype=float) for key in CONDITIONS], axis=1)
    columns = {"condition": list(CONDITIONS)}
    if not len(marks):
        nothing = np.full(len(CONDITIONS), np.nan)
        return pd.DataFrame(columns | {"share": nothing, "share_low": nothing, "share_high": nothing, "leads": nothing})
    found = Resamples(len(marks), seed).ratios(marks, np.ones_like(marks))
    from netsustain.exploration.pairs import chance_of_highest
    from netsustain.health.intervals import wilson

    low, high = wilson(marks.sum(axis=0), len(marks))
    leads = chance_of_highest(found.resampled)
    frame = pd.DataFrame(columns | {"share": found.value, "share_low": low, "share_high": high, "leads": leads})
    return frame.sort_values(["share", "condition"], ascending=[False, True], ignore_index=True)


def _start(found: Comparison, name: str) -> dict[str, float]:
    months = found.conditions
    first = months[(months["scenario"] == name) & (months["month"] == 1)]
    return dict(zip(first["condition"], first["all"].astype(float), strict=True))
