"""Copying and growing a state, and writing what is kept of a run."""

from __future__ import annotations

import numpy as np

from netsustain.kernels import compiled
from netsustain.rules.contract import Clock
from netsustain.state import COLUMNS, POSITION, State

MOST_CANDIDATES = 2
TIES_A_CANDIDATE = 8
TIES_AN_EVENT = 50
"""Most ties that one joining member brings (the scenario's own limit)."""

RUN_WHOLE = tuple(c.name for c in COLUMNS if c.entity == "network" and c.reported == "runs" and c.dtype == "i8")
RUN_REAL = tuple(c.name for c in COLUMNS if c.entity == "network" and c.reported == "runs" and c.dtype == "f8")
AT_END = (
    "active_share", "active_members", "progress", "outcome_index", "mean_trust", "density", "centralisation",
)  # fmt: skip
"""Monthly columns whose value in the last month up to the horizon is kept in the row of a run."""
MONTHLY = tuple(c.name for c in COLUMNS if c.entity == "network" and c.reported == "months")
CONDITIONS = tuple(f"c{c}" for c in range(1, 8))
RUN_COLUMNS: tuple[str, ...] = (
    *RUN_WHOLE, *RUN_REAL, *(f"{name}_end" for name in AT_END), *CONDITIONS,
)  # fmt: skip

_WHOLE = np.array([POSITION["network", "i8"][name] for name in RUN_WHOLE])
_REAL = np.array([POSITION["network", "f8"][name] for name in RUN_REAL])
_AT_END = np.array([POSITION["network", "f8"][name] for name in AT_END])
_MONTHLY = np.array([POSITION["network", "f8"][name] for name in MONTHLY])
_TOTAL = POSITION["condition", "f8"]["total"]
_LIVE_MONTHS = POSITION["network", "f8"]["live_months"]


@compiled
def at_month(clock, month):
    """The clock of a month of the same scenario (``season`` of the given clock is that of month 1)."""
    season = (clock.season - 1 + month - 1) % 12 + 1
    return Clock(
        month, season, clock.horizon, clock.structure_every, clock.staff_day_price, clock.baht, clock.discount
    )


@compiled
def copied(state):
    """A state that shares no array with the given one."""
    return State(
        state.member_i8.copy(), state.member_f8.copy(), state.leader_i8.copy(), state.leader_f8.copy(),
        state.tie_i8.copy(), state.tie_f8.copy(), state.goal_i8.copy(), state.goal_f8.copy(),
        state.channel_i8.copy(), state.channel_f8.copy(), state.condition_i8.copy(), state.condition_f8.copy(),
        state.network_i8.copy(), state.network_f8.copy(), state.size.copy(), state.neighbour_start.copy(),
        state.neighbour_member.copy(), state.neighbour_tie.copy(), state.levers.copy(), state.parameters.copy(),
    )  # fmt: skip


@compiled
def wider(block, rows):
    """A block with room for more rows."""
    larger = np.zeros((block.shape[0], rows), dtype=block.dtype)
    larger[:, : block.shape[1]] = block
    return larger


@compiled
def longer(vector, size):
    """A vector with room for more values."""
    larger = np.zeros(size, dtype=vector.dtype)
    larger[: vector.size] = vector
    return larger


@compiled
def with_room(state, plan):
    """The state with room for every member and tie that one month can add; itself if there is room."""
    events = plan.timeline.whole.shape[0]
    members = state.size[0] + MOST_CANDIDATES + events
    ties = state.size[1] + state.size[0] + MOST_CANDIDATES * TIES_A_CANDIDATE
    ties += TIES_AN_EVENT * events
    if members <= state.member_i8.shape[1] and ties <= state.tie_i8.shape[1]:
        return state
    rows = max(state.member_i8.shape[1], members + members // 4)
    room = max(state.tie_i8.shape[1], ties + ties // 4)
    return State(
        wider(state.member_i8, rows), wider(state.member_f8, rows), wider(state.leader_i8, rows),
        wider(state.leader_f8, rows), wider(state.tie_i8, room), wider(state.tie_f8, room),
        state.goal_i8, state.goal_f8, state.channel_i8, state.channel_f8, state.condition_i8,
        state.condition_f8, state.network_i8, state.network_f8, state.size,
        longer(state.neighbour_start, rows + 1), longer(state.neighbour_member, 2 * room),
        longer(state.neighbour_tie, 2 * room), state.levers, state.parameters,
    )  # fmt: skip


@compiled
def store_month(state, months, r, t):
    """Keep the reported columns of month ``t`` (from 1) of the ``r``-th replicate."""
    for k in range(_MONTHLY.size):
        months[r, t - 1, k] = state.network_f8[_MONTHLY[k], 0]


@compiled
def store_last(state, runs, r):
    """Keep the last values of a run; called every month up to the horizon, so the last month's stay."""
    for k in range(_AT_END.size):
        runs[r, _WHOLE.size + _REAL.size + k] = state.network_f8[_AT_END[k], 0]


@compiled
def store_run(state, runs, r):
    """Keep the row of a run: counters, totals, conditions averaged over live months (last values apart)."""
    for k in range(_WHOLE.size):
        runs[r, k] = state.network_i8[_WHOLE[k], 0]
    for k in range(_REAL.size):
        runs[r, _WHOLE.size + k] = state.network_f8[_REAL[k], 0]
    live = max(state.network_f8[_LIVE_MONTHS, 0], 1.0)
    for c in range(7):
        runs[r, _WHOLE.size + _REAL.size + _AT_END.size + c] = state.condition_f8[_TOTAL, c] / live
