"""The network as a whole: what is not of any one organisation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Ended(IntEnum):
    """How a run ended."""

    ALIVE = 0
    DISSOLVED = 1
    COMPLETED = 2
    NEVER_FORMED = 3


@dataclass
class Network:
    """Levels, money, standing and counters of the network (docs/tables/state.md)."""

    # starting levels of a scenario
    goal_clarity: float
    role_clarity: float
    flexibility: float
    agreement: float
    plan: float
    training: float
    delivery: float
    reputation: float
    anchoring: float
    inertia: float
    urgency: float
    need: float
    priority_spread: float
    leader_experience: float
    leader_championing: float
    steering: float
    # what a scenario says of the population
    remote_share: float
    priority_mean: float
    resources_factor: float = 1.0
    # shocks
    crisis_months: int = 0
    grant_end_month: int = 0
    grant_taper: int = 0
    event_kind: int = 0
    event_month: int = 0
    # life and end
    live: float = 0.0
    live_members: int = 0
    live_months: int = 0
    dead_months: int = 0
    ended: Ended = Ended.ALIVE
    end_month: int = 0
    confirmed_month: int = 0
    cause: int = 0
    trigger: int = 0
    trigger_month: int = 0
    months_sustained: int = 0
    originals_met: bool = False
    closed: bool = False
    # members and leaders
    founders: int = 0
    active_members: int = 0
    active_share: float = 1.0
    joined: int = 0
    left: int = 0
    transfers: int = 0
    leadership: float = 0.0
    vacant_share: float = 0.0
    handover_days: float = 0.0
    # the seven conditions and levels of working together
    c1: float = 0.0
    c2: float = 0.0
    c3: float = 0.0
    c4: float = 0.0
    c5: float = 0.0
    c6: float = 0.0
    c7: float = 0.0
    level_1: float = 0.0
    level_2: float = 0.0
    level_3: float = 0.0
    level_4: float = 0.0
    effort: float = 0.0
    mean_trust: float = 0.0
    fatigue: float = 0.0
    two_way: float = 0.0
    conflicts: float = 0.0
    fit: float = 0.5
    # structure
    ties: int = 0
    density: float = 0.0
    centralisation: float = 0.0
    transitivity: float = 0.0
    components: int = 0
    # money, in staff-days
    income: float = 0.0
    own_income: float = 0.0
    meeting_days: float = 0.0
    need_days: float = 0.0
    paid_days: float = 0.0
    funded_share: float = 1.0
    project_days: float = 0.0
    reserve: float = 0.0
    lapsed_days: float = 0.0
    concentration: float = 0.0
    self_reliance: float = 0.0
    money: float = 0.0
    cost_days: float = 0.0
    cost_money: float = 0.0
    sustained_value: float = 0.0
    # joint work
    output: float = 0.0
    success: float = 0.5
    progress: float = 0.0
    outcome_index: float = 0.0
    win: bool = False
