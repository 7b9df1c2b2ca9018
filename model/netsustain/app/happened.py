"""What happened in a run, as a list that a browser turns into pins and sentences."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from netsustain.scenario.schema import Scenario
from netsustain.state import Status
from netsustain.timeline import CODE

KIND = {code: kind for kind, code in CODE.items()}
"""Code of the last shock in the state → kind of event."""


class Happened(NamedTuple):
    """Something that happened: in which month, what, and to which member (its place; -1 = to the network)."""

    month: int
    what: str
    member: int = -1


def happened(scenario: Scenario, states: list[dict[str, np.ndarray]], run: pd.Series) -> list[Happened]:
    """Everything of a run by month: dated events, then what befell members, then the end.

    Parameters
    ----------
    states
        The start, then a state a month.
    run
        The row of the run.
    """
    found = [Happened(int(event.month(scenario.start)), event.kind) for event in scenario.events]
    dated = {(each.month, each.what) for each in found}
    for month, (before, after) in enumerate(pairwise(states), start=1):
        kind = KIND.get(int(after["event_kind"]), "")
        if int(after["event_month"]) == month and kind and (month, kind) not in dated and kind != "transfer":
            found.append(Happened(month, kind))
        found += _of_members(month, before, after)
    end = run["end_month"]
    if np.isfinite(end):
        found.append(Happened(int(end), str(run["ended"])))
    return sorted((each for each in found if each.month <= scenario.months), key=lambda each: each.month)


def _of_members(month: int, before: dict[str, Any], after: dict[str, Any]) -> list[Happened]:
    """Leaders who changed, members who came, rested, returned, left; goals that were met."""
    old, new = before["status"], after["status"]
    number = old.size
    found = [Happened(month, "new_leader", int(row)) for row in np.flatnonzero(
        before["appointed"] != after["appointed"][:number])]  # fmt: skip
    moves = {
        "rested": (old == Status.ACTIVE) & (new[:number] == Status.DORMANT),
        "returned": (old == Status.DORMANT) & (new[:number] == Status.ACTIVE),
        "went": (old <= Status.DORMANT) & (new[:number] == Status.LEFT),
        "merged": (old <= Status.DORMANT) & (new[:number] == Status.MERGED),
        "came": (old > Status.DORMANT) & (new[:number] <= Status.DORMANT),
        "vacant": (before["vacancy"] <= 0) & (after["vacancy"][:number] > 0) & (new[:number] <= Status.DORMANT),
    }
    for what, rows in moves.items():
        found += [Happened(month, what, int(row)) for row in np.flatnonzero(rows)]
    found += [Happened(month, "came", row) for row in range(number, new.size) if new[row] <= Status.DORMANT]
    goals = min(before["met"].size, after["met"].size)
    met = np.flatnonzero((before["met"][:goals] == 0) & (after["met"][:goals] > 0))
    return found + [Happened(month, "goal_met", -1) for _ in met]
