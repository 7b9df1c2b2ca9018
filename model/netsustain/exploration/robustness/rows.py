"""The runs of a campaign as sums for one outcome: what was seen of each future, and of its luck."""

from __future__ import annotations

import numpy as np
import pandas as pd

from netsustain.exploration.campaign import part
from netsustain.exploration.moments import counted, side_by_side
from netsustain.exploration.outcomes import OUTCOMES
from netsustain.exploration.prepared import Prepared
from netsustain.exploration.robustness.blurred import Blurred, Products


def blurred_futures(ready: Prepared, outcome: str) -> Blurred:
    """What all stored rows say of an outcome, turned so that more is better, one part of each scenario at a time."""
    sign = float(OUTCOMES[outcome].better)
    found = Products.empty(ready.question.draws, len(ready.question.compiled))
    for chunks in side_by_side(ready):
        frames = [part(chunk) for chunk in chunks]
        found.add(*_runs(frames, outcome, sign))
    return found.blurred()


def _runs(frames: list[pd.DataFrame], outcome: str, sign: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    values = np.column_stack([sign * counted(frame, (outcome,))[:, 0] for frame in frames])
    return frames[0]["draw"].to_numpy(), frames[0]["replicate"].to_numpy(), values
