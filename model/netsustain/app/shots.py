"""Shots: members and ties at the end of a month, small enough for a browser; many of them make the frames of a film."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netsustain.state import POSITION, State, Status

ABSENT = 255
"""Status of a member before it is there."""
_M8, _MF = POSITION["member", "i8"], POSITION["member", "f8"]
_L8, _LF = POSITION["leader", "i8"], POSITION["leader", "f8"]
_T8, _TF = POSITION["tie", "i8"], POSITION["tie", "f8"]


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


def shot(state: State) -> Shot:
    members, ties = int(state.size[0]), int(state.size[1])
    mf, l8, lf = state.member_f8[:, :members], state.leader_i8[:, :members], state.leader_f8[:, :members]
    t8, tf = state.tie_i8[:, :ties], state.tie_f8[:, :ties]
    a, b = t8[_T8["a"]], t8[_T8["b"]]
    post = (lf[_LF["vacancy"]] > 0) * 1 + (lf[_LF["months_in_post"]] < 12) * 2 + (l8[_L8["core"]] > 0) * 4
    return Shot(
        status=state.member_i8[_M8["status"], :members].astype(np.uint8),
        effort=_byte(mf[_MF["effort"]]),
        trust=_byte(trusted(a, b, tf, members)),
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


def trusted(a: np.ndarray, b: np.ndarray, tie: np.ndarray, members: int) -> np.ndarray:
    """Mean trust that a member's partners have in it; 0 without ties."""
    total = np.bincount(b, tie[_TF["trust_ab"]], members) + np.bincount(a, tie[_TF["trust_ba"]], members)
    number = np.bincount(a, minlength=members) + np.bincount(b, minlength=members)
    return np.divide(total, number, out=np.zeros(members), where=number > 0)


def people(state: State) -> dict[str, np.ndarray]:
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


def frames_of(shots: list[Shot], members: int, horizon: int) -> Frames:
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
