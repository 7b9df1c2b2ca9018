"""Cases from the rows of a campaign: in how many runs of each draw did the event happen?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from netsustain.exploration.discovery.cases import Cases
from netsustain.exploration.discovery.form import HAPPENS, Event


def event_in(values: pd.Series, event: Event) -> np.ndarray:
    """Which runs had the event; unknown values have not."""
    numbers = values.to_numpy(dtype=float)
    if event.outcome in HAPPENS:
        return numbers == 1
    return numbers < event.below if event.below is not None else numbers > event.above


def cases_of(rows: pd.DataFrame, design: pd.DataFrame, event: Event) -> tuple[Cases, np.ndarray]:
    """Cases of one scenario.

    Parameters
    ----------
    rows
        Its runs: ``draw``, ``failed``, ``ended`` and the event's outcome. Runs that failed, never formed a network or
        have no value of the outcome do not count.
    design
        A row a draw, a column a factor.

    Returns
    -------
    cases, draws
        Draws with a run that counts, and their places in the design.
    """
    known = ~rows["failed"].to_numpy(dtype=bool) & (rows["ended"] != "never_formed").to_numpy()
    known &= np.isfinite(rows[event.outcome].to_numpy(dtype=float))
    counted = rows[known]
    draws = counted["draw"].to_numpy(dtype=int)
    runs = np.bincount(draws, minlength=len(design)).astype(float)
    happened = event_in(counted[event.outcome], event).astype(float)
    events = np.bincount(draws, weights=happened, minlength=len(design)).astype(float)
    used = np.flatnonzero(runs)
    return Cases(design.to_numpy(dtype=float)[used], events[used], runs[used]), used
