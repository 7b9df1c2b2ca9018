"""What the same luck in two scenarios is worth: the share of the variance, hence of the runs, that it saves."""

from __future__ import annotations

import numpy as np

from netsustain.exploration.answer import Formed, Said
from netsustain.health.intervals import Floats


def reduction(difference: Floats | float, one: Floats | float, other: Floats | float) -> Floats:
    """Share of the variance of differences that pairing took away, from standard deviations of single runs.

    1 − sd(a − b)² / (sd(a)² + sd(b)²): 0 for unrelated runs, 1 for identical ones, below 0 where pairing hurt; NaN when
    neither varies. As :func:`netsustain.exploration.pairs.variance_reduction` of the runs themselves.
    """
    unpaired = np.asarray(one, dtype=float) ** 2 + np.asarray(other, dtype=float) ** 2
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(unpaired > 0, 1 - np.asarray(difference, dtype=float) ** 2 / unpaired, np.nan)


def said(scenario: str, reference: str, outcome: str, deviations: tuple[float, float, float]) -> Said | None:
    """The saving in a sentence; None where nothing varies.

    Parameters
    ----------
    deviations
        Standard deviations of single runs: of the difference, of the scenario, of the reference.
    """
    share, unpaired = float(reduction(*deviations)), float(np.hypot(*deviations[1:]))
    if not np.isfinite(share):
        return None
    return Said("answer_saved" if share > 0 else "answer_not_saved", {
        "scenario": scenario, "reference": reference, "share": Formed(abs(share), "chance"),
        "paired": Formed(deviations[0], "size", outcome), "unpaired": Formed(unpaired, "size", outcome),
    })  # fmt: skip
