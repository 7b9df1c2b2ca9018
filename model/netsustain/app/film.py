"""A film: one run of a play, month by month, as a browser shows it: members, ties, series and what happened.

All months are recorded at once (a run takes milliseconds), so that the browser can play, scrub and compare without
asking again.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from netsustain import driver
from netsustain.app.happened import Happened, happened
from netsustain.app.places import places
from netsustain.ensemble import run_batch, runs_frame
from netsustain.kernels import kernel_source
from netsustain.plan import Compiled, compile_scenario
from netsustain.scenario.kinds import Kind
from netsustain.scenario.schema import Scenario
from netsustain.state import POSITION, Ended, State, Status
from netsustain.storage import at_month
from netsustain.streams import CANDIDATE

ABSENT = 255
"""Status of a member before it is there."""
SERIES = (
    "live", "live_members", "active_members", "joined", "left", *(f"c{number}" for number in range(1, 8)), "effort",
    "mean_trust", "fatigue", "ties", "funded_share", "income", "need_days", "paid_days", "reserve", "progress",
    "self_reliance", "vacant_share", "win",
)  # fmt: skip
"""Monthly columns that a browser gets."""
_M8, _MF = POSITION["member", "i8"], POSITION["member", "f8"]
_L8, _LF = POSITION["leader", "i8"], POSITION["leader", "f8"]
_T8, _TF = POSITION["tie", "i8"], POSITION["tie", "f8"]
_ENDED = POSITION["network", "i8"]["ended"]
_SERIES = np.array([POSITION["network", "f8"][name] for name in SERIES])


@dataclass(frozen=True)
class Frames:
    """What changes from month to month; month 0 is the start.

    Attributes
    ----------
    status, effort, trust, value, fatigue, post
        (months + 1 × members), uint8: status code, or ``ABSENT``; 0-255 for 0-1; trust is what partners have in the
        member; ``post`` adds 1 while the post is vacant, 2 while the leader is new (under a year), 4 in the core group.
    tie_start
        (months + 2,) uint32: the ties of month t are ``tie_start[t] : tie_start[t + 1]``.
    tie_a, tie_b, tie_trust, tie_marks
        Places of the two members (uint16), mean trust (uint8), 1 formal + 2 joint work this month (uint8).
    """

    status: np.ndarray
    effort: np.ndarray
    trust: np.ndarray
    value: np.ndarray
    fatigue: np.ndarray
    post: np.ndarray
    tie_start: np.ndarray
    tie_a: np.ndarray
    tie_b: np.ndarray
    tie_trust: np.ndarray
    tie_marks: np.ndarray


@dataclass(frozen=True)
class Film:
    """One run, recorded."""

    scenario: Scenario
    names: list[str]
    kinds: list[str]
    joined: np.ndarray
    """Month of joining, 0 for founders, (members,)."""
    place: np.ndarray
    """Where each member stands, 0-1, (members × 2) float32."""
    frames: Frames
    series: np.ndarray
    """(months × ``SERIES``) float32; 0 from the end on."""
    run: pd.Series
    happened: list[Happened] = field(default_factory=list)

    @property
    def months(self) -> int:
        """Months recorded: to the horizon."""
        return self.series.shape[0]


def film_of(scenario: Scenario, seed: int, replicate: int) -> Film:
    """Run a scenario and record it.

    Raises
    ------
    ValueError
        For a scenario that cannot be run.
    """
    compiled, luck = compile_scenario(scenario), (np.uint64(seed), np.uint64(replicate))
    at, months = kernel_source(at_month), driver.load()
    state = months.start(compiled.template, compiled.plan, at(compiled.clock, 1), *luck)
    shots, states = [_shot(state)], [_people(state)]
    series = np.zeros((scenario.months, len(SERIES)), dtype=np.float32)
    while len(shots) <= scenario.months and state.network_i8[_ENDED, 0] == Ended.ALIVE:
        month = len(shots)
        state = months.one_month(state, compiled.plan, at(compiled.clock, month), *luck)
        shots.append(_shot(state))
        states.append(_people(state))
        series[month - 1] = state.network_f8[_SERIES, 0]
    run = _run(compiled, seed, replicate)
    if np.isfinite(run["end_month"]):
        series[int(run["end_month"]) - 1 :] = 0.0  # dated six months before it was certain
    number = shots[-1].status.size
    frames = _frames(shots, number, scenario.months)
    member = state.member_i8
    joined = member[_M8["joined_month"], :number].copy()
    return Film(
        scenario=scenario,
        names=[_name(compiled, int(code), row) for row, code in enumerate(member[_M8["number"], :number])],
        kinds=[Kind(code).name.lower() for code in member[_M8["kind"], :number]],
        joined=joined,
        place=places(member[_M8["kind"], :number], joined, frames.tie_start, frames.tie_a, frames.tie_b),
        frames=frames,
        series=series,
        run=run,
        happened=happened(scenario, states, run),
    )


# ---- one month ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shot:
    """Members and ties at the end of a month."""

    status: np.ndarray
    effort: np.ndarray
    trust: np.ndarray
    value: np.ndarray
    fatigue: np.ndarray
    post: np.ndarray
    a: np.ndarray
    b: np.ndarray
    tie_trust: np.ndarray
    marks: np.ndarray


def _shot(state: State) -> Shot:
    members, ties = int(state.size[0]), int(state.size[1])
    mf, l8, lf = state.member_f8[:, :members], state.leader_i8[:, :members], state.leader_f8[:, :members]
    t8, tf = state.tie_i8[:, :ties], state.tie_f8[:, :ties]
    a, b = t8[_T8["a"]], t8[_T8["b"]]
    post = (lf[_LF["vacancy"]] > 0) * 1 + (lf[_LF["months_in_post"]] < 12) * 2 + (l8[_L8["core"]] > 0) * 4
    return Shot(
        status=state.member_i8[_M8["status"], :members].astype(np.uint8),
        effort=_byte(mf[_MF["effort"]]),
        trust=_byte(_trusted(a, b, tf, members)),
        value=_byte(mf[_MF["value"]] / 2),
        fatigue=_byte(mf[_MF["fatigue"]]),
        post=post.astype(np.uint8),
        a=a.astype(np.uint16),
        b=b.astype(np.uint16),
        tie_trust=_byte((tf[_TF["trust_ab"]] + tf[_TF["trust_ba"]]) / 2),
        marks=(t8[_T8["formal"]] + 2 * t8[_T8["joint"]]).astype(np.uint8),
    )


def _byte(share: np.ndarray) -> np.ndarray:
    return np.rint(255 * np.clip(share, 0.0, 1.0)).astype(np.uint8)


def _trusted(a: np.ndarray, b: np.ndarray, tie: np.ndarray, members: int) -> np.ndarray:
    """Mean trust that a member's partners have in it; 0 without ties."""
    total = np.bincount(b, tie[_TF["trust_ab"]], members) + np.bincount(a, tie[_TF["trust_ba"]], members)
    number = np.bincount(a, minlength=members) + np.bincount(b, minlength=members)
    return np.divide(total, number, out=np.zeros(members), where=number > 0)


def _people(state: State) -> dict[str, np.ndarray]:
    """What :mod:`netsustain.app.happened` compares from month to month."""
    members = int(state.size[0])
    return {
        "status": state.member_i8[_M8["status"], :members].copy(),
        "appointed": state.leader_i8[_L8["appointed_month"], :members].copy(),
        "vacancy": state.leader_f8[_LF["vacancy"], :members].copy(),
        "event_kind": state.network_i8[POSITION["network", "i8"]["event_kind"], 0].copy(),
        "event_month": state.network_i8[POSITION["network", "i8"]["event_month"], 0].copy(),
        "met": state.goal_i8[POSITION["goal", "i8"]["met_month"], : int(state.size[2])].copy(),
    }


# ---- all months -----------------------------------------------------------------------------------


def _frames(shots: list[Shot], members: int, horizon: int) -> Frames:
    """Months after the end show the last one."""
    kept = shots + [shots[-1]] * (horizon + 1 - len(shots))

    def table(name: str, absent: int = 0) -> np.ndarray:
        found = np.full((len(kept), members), absent, dtype=np.uint8)
        for month, shot in enumerate(kept):
            column = getattr(shot, name)
            found[month, : column.size] = column
        return found

    def ties(name: str) -> np.ndarray:
        return np.concatenate([getattr(shot, name) for shot in kept])

    status = table("status", ABSENT)
    status[status == Status.EXPECTED] = ABSENT
    start = np.concatenate([[0], np.cumsum([shot.a.size for shot in kept])]).astype(np.uint32)
    return Frames(
        status, table("effort"), table("trust"), table("value"), table("fatigue"), table("post"), start,
        ties("a"), ties("b"), ties("tie_trust"), ties("marks"),
    )  # fmt: skip


def _run(compiled: Compiled, seed: int, replicate: int) -> pd.Series:
    """The row of the run, its end looked for beyond the horizon as in an ensemble."""
    numbers = np.array([replicate], dtype=np.uint64)
    rows = run_batch(compiled, seed, numbers, np.zeros((0, 0)), months=False).runs
    return runs_frame(rows, numbers, compiled.clock).iloc[0]


def _name(compiled: Compiled, number: int, row: int) -> str:
    """An organisation's name; one that came by itself is named by its month of joining."""
    if row < len(compiled.names):
        return str(compiled.names[row])
    month, slot = (number - CANDIDATE) >> 18, number & 0x3FFFF
    return f"N{month}-{slot + 1}"
