"""V6: recovery after a change of leader (Miller 2013; Béteille, Kalogrides & Loeb 2012).

After a new principal a school's achievement is lower for about two years and is back at its earlier level five years
on; less is lost when the successor has led elsewhere. The model's counterpart is the mean effort of members after the
director of the area office changes without handover, as the difference from the same network under the same luck
whose director stays. A month counts where both are alive; the difference is smoothed over three months.

Partly built in: a new leader's learning curve has a time constant, halved for an experienced one. What is not built
in is that effort, trust and value follow, and whether they come back.

Bands. The dip has to be clear in the first year. It lasts from the change until three quarters of the deepest loss
are made up: 24 months, give or take half (12-36; "about two years"). Five years on (months 49-60 after) no more than
a quarter of the deepest loss is left. Shorter with an experienced successor: clear.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from netsustain.validation.measures import grid, jackknife
from netsustain.validation.pattern import UNBOUNDED, Measured, Pattern, Target

if TYPE_CHECKING:
    from netsustain.ensemble import Ensemble

ANYONE = ("pattern_leader_stays", "pattern_leader_changes")
EXPERIENCED = ("pattern_experienced_stays", "pattern_experienced_succeeds")
CHANGE = 25
"""Month in which the director leaves."""
FOLLOWED = 60
LEFT = 0.25
"""Share of the deepest loss at which a dip counts as over."""


def losses(stays: Ensemble, changes: Ensemble) -> tuple[np.ndarray, np.ndarray]:
    """Effort lost in each month after the change and whether both twins are alive, (replicates × months)."""
    after = slice(CHANGE - 1, CHANGE - 1 + FOLLOWED)
    both = (grid(stays, "alive")[:, after] > 0) & (grid(changes, "alive")[:, after] > 0)
    lost = grid(stays, "effort")[:, after] - grid(changes, "effort")[:, after]
    return np.where(both, lost, 0.0), both


def curve(lost: np.ndarray, both: np.ndarray) -> np.ndarray:
    """Mean loss by month over networks alive in both, smoothed over three months; NaN where none is."""
    count = both.sum(axis=0)
    monthly = np.divide(lost.sum(axis=0), count, out=np.full(lost.shape[1], np.nan), where=count > 0)
    return np.convolve(np.pad(monthly, 1, mode="edge"), np.full(3, 1 / 3), mode="valid")


def duration(smooth: np.ndarray) -> float:
    """Months from the change until three quarters of the deepest loss are made up; all months if never.

    NaN where nothing was ever lost.
    """
    if not np.isfinite(smooth).all() or smooth.max() <= 0.0:
        return float("nan")
    deepest = int(smooth.argmax())
    over = np.flatnonzero(smooth[deepest:] <= LEFT * smooth[deepest])
    return float(deepest + over[0]) if over.size else float(len(smooth))


def measure(ensembles: Mapping[str, Ensemble]) -> dict[str, Measured]:
    """Depth in the first year, duration, what is left after five years, and months saved by experience."""
    lost, both = losses(*(ensembles[name] for name in ANYONE))
    lost_experienced, both_experienced = losses(*(ensembles[name] for name in EXPERIENCED))

    def statistics(rows: np.ndarray) -> np.ndarray:
        smooth = curve(lost[rows], both[rows])
        other = curve(lost_experienced[rows], both_experienced[rows])
        left = smooth[48:60].mean() / smooth.max() if smooth.max() > 0.0 else float("nan")
        return np.array([smooth[:12].mean(), duration(smooth), left, duration(smooth) - duration(other)])

    names = ("dip", "months", "left", "saved")
    return dict(zip(names, jackknife(len(lost), statistics), strict=True))


PATTERN = Pattern(
    id="V6",
    role="shown",
    source="Miller 2013; Béteille, Kalogrides & Loeb 2012",
    setups=(*ANYONE, *EXPERIENCED),
    targets=(
        Target("dip", float("nan"), 0.0, UNBOUNDED, "effort", ordinal=True),
        Target("months", 24.0, 12.0, 36.0, "months"),
        Target("left", 0.0, -0.25, 0.25, "share of the dip"),
        Target("saved", float("nan"), 0.0, UNBOUNDED, "months", ordinal=True),
    ),
    measure=measure,
    built="partly",
)
