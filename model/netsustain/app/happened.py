"""What happened in a run, as a list that a browser turns into pins and sentences."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from netsustain.state import Status
from netsustain.timeline import CODE

if TYPE_CHECKING:
    import pandas as pd

    from netsustain.scenario.schema import Scenario

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
        found += [each for each in befell(month, before, after) if (each.month, each.what) not in dated]
    end = run["end_month"]
    if np.isfinite(end):
        found.append(Happened(int(end), str(run["ended"])))
    return sorted((each for each in found if each.month <= scenario.months), key=lambda each: each.month)


def befell(month: int, before: dict[str, Any], after: dict[str, Any]) -> list[Happened]:
    """What befell the network and its members in one month."""
    kind = KIND.get(int(after["event_kind"]), "")
    struck = int(after["event_month"]) == month and kind and kind != "transfer"
    return [Happened(month, kind)] * bool(struck) + _of_members(month, before, after)


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
