"""Small statistics on ensembles: monthly tables as arrays, means, shares, hazards and their standard errors.

Rows are replicates in the order of the ensemble's frames, columns months from 1; ensembles measured together are in
step, so that row k of each is the same replicate under the same luck.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from netsustain.validation.pattern import Measured

if TYPE_CHECKING:
    from netsustain.ensemble import Ensemble

NOTHING = Measured(float("nan"), float("nan"))
GROUPS = 20
"""Groups of replicates left out in turn by the jackknife; fewer where there are fewer replicates."""


def grid(ensemble: Ensemble, name: str) -> np.ndarray:
    """A monthly column as (replicates × months). Raises ValueError if the months were not kept."""
    if ensemble.months is None:
        raise ValueError(f"column {name}: the ensemble has no months; run it with months=True")
    return ensemble.months[name].to_numpy().reshape(len(ensemble.runs), -1)


def alive(ensemble: Ensemble, month: int) -> np.ndarray:
    """Whether each replicate is alive in a month (from 1)."""
    return grid(ensemble, "alive")[:, month - 1] > 0


def mean(values: np.ndarray) -> Measured:
    """Mean and standard error; nothing for fewer than two values."""
    if len(values) < 2:
        return NOTHING
    return Measured(float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values))))


def share(hits: np.ndarray) -> Measured:
    """Share of replicates that are True.

    The error adds two hits and two misses (Agresti & Coull 1998), so that none or all of a few replicates do not
    pass for certainty.
    """
    count = len(hits)
    if count == 0:
        return NOTHING
    shrunk = (float(np.count_nonzero(hits)) + 2.0) / (count + 4.0)
    return Measured(float(np.count_nonzero(hits)) / count, float(np.sqrt(shrunk * (1.0 - shrunk) / (count + 4.0))))


def difference_of_groups(values: np.ndarray, first: np.ndarray) -> Measured:
    """Mean over rows in the first group minus mean over the others (two independent groups)."""
    one, other = mean(values[first]), mean(values[~first])
    return Measured(one.value - other.value, float(np.hypot(one.error, other.error)))


def jackknife(count: int, statistic: Callable[[np.ndarray], np.ndarray]) -> list[Measured]:
    """Values of a statistic over all replicates, with errors from leaving out groups of them in turn.

    Parameters
    ----------
    count
        Number of replicates.
    statistic
        From the rows kept (integers) to one number or several; NaN where it is not defined.
    """
    rows = np.arange(count)
    whole = np.atleast_1d(np.asarray(statistic(rows), dtype=float))
    groups = min(GROUPS, count)
    if groups < 2:
        return [Measured(float(value), float("nan")) for value in whole]
    parts = np.array([np.atleast_1d(statistic(rows[rows % groups != group])) for group in range(groups)], dtype=float)
    errors = np.sqrt((groups - 1) / groups * np.square(parts - parts.mean(axis=0)).sum(axis=0))
    return [Measured(float(value), float(error)) for value, error in zip(whole, errors, strict=True)]


def yearly_hazard(first: float, last: float, years: float) -> float:
    """Constant yearly chance of ending that takes a share alive from ``first`` to ``last``; NaN if none is."""
    if first <= 0.0:
        return float("nan")
    return float(1.0 - (last / first) ** (1.0 / years))


def log_odds(share_: float) -> float:
    """Log-odds of a share; NaN at 0 and 1."""
    return float(np.log(share_ / (1.0 - share_))) if 0.0 < share_ < 1.0 else float("nan")
