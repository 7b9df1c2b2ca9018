"""What members could go by when they decided: the columns that the model's own rule of effort answers to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from netsustain.state import POSITION, State, Status

Floats = NDArray[np.float64]
KEPT = ("belief", "value", "fairness", "fatigue", "alignment", "benefit")
"""Cues that are columns of the state as they stand."""
NEW = 12.0
"""Months in which a leader is new, as everywhere in the app."""
_M8, _MF = POSITION["member", "i8"], POSITION["member", "f8"]
_LF, _NF = POSITION["leader", "f8"], POSITION["network", "f8"]
_T8, _TF = POSITION["tie", "i8"], POSITION["tie", "f8"]


def cues(state: State) -> dict[str, Floats]:
    """Name → value of every member at the start of a month, from the state at the end of the month before.

    Trust and the effort of others are of partners that take part, as the rule sees them
    (:mod:`netsustain.rules.activity`); NaN without such partners.
    """
    members = int(state.size[0])
    real, leader = state.member_f8[:, :members], state.leader_f8[:, :members]
    found = {name: real[_MF[name]].copy() for name in KEPT}
    found |= _partners(state, members)
    found["leader_vacant"] = (leader[_LF["vacancy"]] > 0).astype(float)
    filled = leader[_LF["vacancy"]] <= 0
    found["leader_new"] = (filled & (leader[_LF["months_in_post"]] < NEW)).astype(float)
    found["funded_share"] = np.full(members, float(state.network_f8[_NF["funded_share"], 0]))
    found["staff_days"] = real[_MF["own_resources"]].copy()
    return found


def _partners(state: State, members: int) -> dict[str, Floats]:
    """Number of partners, mean trust in them, mean of the lower of both trusts, and their mean effort last month."""
    ties = int(state.size[1])
    active = state.member_i8[_M8["status"], :members] == Status.ACTIVE
    effort = state.member_f8[_MF["effort"], :members]
    a, b = state.tie_i8[_T8["a"], :ties], state.tie_i8[_T8["b"], :ties]
    both = active[a] & active[b]
    a, b = a[both], b[both]
    ab, ba = (state.tie_f8[_TF[name], :ties][both] for name in ("trust_ab", "trust_ba"))
    one, other = np.r_[a, b], np.r_[b, a]
    number = np.bincount(one, minlength=members).astype(float)

    def mean(values: Floats) -> Floats:
        total = np.bincount(one, values, members)
        return np.divide(total, number, out=np.full(members, np.nan), where=number > 0)

    low = np.minimum(ab, ba)
    return {
        "partners": number, "trust": mean(np.r_[ab, ba]), "mutual_trust": mean(np.r_[low, low]),
        "others_effort": mean(effort[other]),
    }  # fmt: skip
