"""What must hold of the conditions, the structure and the end of a run, recomputed from the state every month."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
from tests.invariants.telling import first_of, rows_where, unequal
from tests.worlds import Snapshot

from netsustain.plan import Compiled
from netsustain.state import COLUMNS, Ended, Status

SHARES = {"0-1": (0.0, 1.0), "0/1": (0.0, 1.0), "share": (0.0, 1.0), "-1..1": (-1.0, 1.0), "0-4": (0.0, 4.0)}
AMOUNTS = ("staff-days", "staff-days/month", "months", "members", "ties", "money", "leaders", "count")
MAY_PASS_1 = {"channel.level", "channel.level_target"}
"""Budgets in shares of what was planned, which an event may raise."""
MAY_BE_NEGATIVE = {"network.sustained_value", "leader.handover", "leader.appointed_month"}
"""A balance, a -1 that stands for no order, and dates before the start."""
STRUCTURE = ("ties", "density", "centralisation", "transitivity", "components")


# ---- numbers -----------------------------------------------------------------------------------------------------


def numbers_are_numbers(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Every number of everybody who is known is finite."""
    for name in EVERY_NUMBER:
        problem = rows_where(f"{name} is not finite", ~np.isfinite(_known(after, name)))
        if problem:
            return problem
    return None


def shares_lie_in_their_bounds(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Every column whose unit is a share or a code lies between its ends."""
    for name, (low, high) in EVERY_SHARE.items():
        values = _known(after, name)
        problem = rows_where(f"{name} not from {low} to {high}", (values < low) | (values > high + 1e-12))
        if problem:
            return problem
    return None


def amounts_are_not_negative(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Staff-days, money, months and counts are never below 0."""
    for name in EVERY_AMOUNT:
        problem = rows_where(f"{name} below 0", _known(after, name) < 0)
        if problem:
            return problem
    return None


EVERY_NUMBER = [f"{item.entity}.{item.name}" for item in COLUMNS if item.dtype == "f8"]
EVERY_SHARE = {
    name: SHARES[item.unit]
    for item in COLUMNS
    if item.unit in SHARES and (name := f"{item.entity}.{item.name}") not in MAY_PASS_1
}
EVERY_AMOUNT = [
    name for item in COLUMNS if item.unit in AMOUNTS and (name := f"{item.entity}.{item.name}") not in MAY_BE_NEGATIVE
]


def _known(after: Snapshot, name: str) -> np.ndarray:
    """A column; of members that are only expected, nothing is known."""
    values = after[name]
    if not name.startswith(("member.", "leader.")):
        return values
    return values[after["member.status"] != Status.EXPECTED]


# ---- conditions and levels ---------------------------------------------------------------------------------------


def means_are_those_of_active_members(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Effort, fatigue and trust of the network, and the shares of members at each level."""
    active = after["member.status"] == Status.ACTIVE
    tied = active & (after["member.partners"] > 0)
    levels = [_mean(after["member.level"][active] == level) for level in range(1, 5)]
    return first_of(
        unequal("effort", after.net("effort"), _mean(after["member.effort"][active])),
        unequal("fatigue", after.net("fatigue"), _mean(after["member.fatigue"][active])),
        unequal("mean trust", after.net("mean_trust"), _mean(after["member.trust"][tied])),
        unequal("shares of levels", [after.net(f"level_{level}") for level in range(1, 5)], levels),
    )


def _mean(values: np.ndarray) -> float:
    return float(np.mean(values)) if np.size(values) else 0.0


def conditions_follow_from_the_state(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """c1..c7 by the formulas of the model's documentation; all 0 without active members."""
    active = after["member.status"] == Status.ACTIVE
    got = [after.net(f"c{c}") for c in range(1, 8)]
    if not active.any():
        return unequal("conditions without members", got, np.zeros(7))
    tied = active & (after["member.partners"] > 0)
    talk = (after["member.face_to_face"] + after["member.written"])[active]
    net = after.net
    expected = [
        math.sqrt(net("goal_clarity") * _mean(after["member.alignment"][active])),
        _mean(after["member.mutual_trust"][tied]) * tied.sum() / active.sum(),
        (min(net("leadership") / 0.8, 1.0) + net("fit") + net("role_clarity")) / 3.0,
        0.5 * (_mean(after["member.informed"][active]) + min(talk.mean(), 1.0) * (1.0 + net("two_way")) / 2.0),
        net("funded_share") * (1.0 - 0.5 * max(net("concentration") - 0.3, 0.0) / 0.7),
        _mean(1.0 / (1.0 + np.exp(-3.0 * after["member.value"][active]))),
        math.sqrt(net("flexibility") * (1.0 - net("inertia"))),
    ]
    return unequal("conditions", got, expected) or unequal("stored conditions", after["condition.value"], got)


NEEDED = ((0.05, 0.0), (0.20, 0.30), (0.35, 0.45), (0.50, 0.60))
"""Effort and mutual trust of levels 1-4; a level is lost only .05 below them."""


def levels_follow_their_thresholds(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """A level is reached at both thresholds and lost below both slacks; who does not take part has none."""
    for i, status in enumerate(after["member.status"]):
        level = int(before["member.level"][i]) if i < len(before["member.level"]) else 0
        expected = _level(after["member.effort"][i], after["member.mutual_trust"][i], level)
        expected = expected if status == Status.ACTIVE else 0
        if after["member.level"][i] != expected:
            return f"level of row {i}: got {after['member.level'][i]}, expected {expected} after {level}"
    return None


def _level(effort: float, trust: float, held: int) -> int:
    """Highest level that is held (with slack) or reached, starting from the one held before."""
    reached = held
    for level in range(held + 1, 5):
        if effort < NEEDED[level - 1][0] or trust < NEEDED[level - 1][1]:
            break
        reached = level
    for level in range(reached, 0, -1):
        if effort >= NEEDED[level - 1][0] - 0.05 and trust >= NEEDED[level - 1][1] - 0.05:
            return level
    return 0


# ---- structure ---------------------------------------------------------------------------------------------------


def structure_is_networkxs(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Measures of structure are those of networkx on the active members, when they are due; else they stay."""
    if after.month != 1 and after.month % plan.clock.structure_every != 0:
        return unequal("structure between", [after.net(n) for n in STRUCTURE], [before.net(n) for n in STRUCTURE])
    graph = _graph(after, after["member.status"] == Status.ACTIVE, np.ones(len(after["tie.a"]), dtype=bool))
    n, degrees = len(graph), [degree for _, degree in graph.degree]
    spread = sum(max(degrees) - degree for degree in degrees) / ((n - 1) * (n - 2)) if n > 2 else 0.0
    expected = [
        graph.number_of_edges(),
        nx.density(graph) if n > 1 else 0.0,
        spread,
        nx.transitivity(graph) if n else 0.0,
        nx.number_connected_components(graph) if n else 0,
    ]
    return unequal("structure", [after.net(name) for name in STRUCTURE], expected)


def _graph(after: Snapshot, members: np.ndarray, ties: np.ndarray) -> nx.Graph:
    """Ties among members, both given row by row."""
    graph = nx.Graph()
    graph.add_nodes_from(np.flatnonzero(members).tolist())
    chosen = ties & members[after["tie.a"]] & members[after["tie.b"]]
    graph.add_edges_from(np.column_stack([after["tie.a"], after["tie.b"]])[chosen].tolist())
    return graph


def live_members_are_the_largest_working_group(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Active, 3-month effort of at_work or more, on an open goal, in one component of the ties used in 3 months."""
    project, efforts = after["member.project"], [after[f"member.effort{k}"] for k in ("", "_1", "_2")]
    open_goal = after["goal.met_month"] == 0
    works = (after["member.status"] == Status.ACTIVE) & (sum(efforts) / 3.0 >= after.parameter("at_work"))
    works &= (project >= 0) & open_goal[np.maximum(project, 0)]
    groups = nx.connected_components(_graph(after, works, after["tie.unused"] < 3))
    largest = max(map(len, groups), default=0)
    return unequal("live members", after.net("live_members"), largest) or unequal(
        "live", after.net("live"), float(largest >= 3)
    )


def the_living_are_active(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Never more members at work together than active ones."""
    if after.net("live_members") > after.net("active_members"):
        return f"{after.net('live_members')} at work of {after.net('active_members')} active"
    return None


# ---- goals, the count of months and the end ----------------------------------------------------------------------


def a_goal_that_is_met_stays_met(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Progress never falls and a met goal stays met, unless it is adopted anew (then it begins at 0)."""
    anew = (before["goal.met_month"] > 0) & (after["goal.met_month"] == 0)
    fell = (after["goal.progress"] < before["goal.progress"]) & ~anew
    begun = anew & ((after["goal.progress"] != 0.0) | (after["goal.original"] != 2))
    redated = (before["goal.met_month"] > 0) & ~anew & (after["goal.met_month"] != before["goal.met_month"])
    finished = (after["goal.standing"] == 0) & (after["goal.progress"] >= 1.0) & (after["goal.met_month"] == 0)
    return first_of(
        rows_where("progress fell", fell),
        rows_where("adopted, not begun anew", begun),
        rows_where("met again", redated),
        rows_where("finished and not met", finished),
    )


def dead_months_are_counted(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """A live month sets the count back to 0, any other adds 1; live months within the horizon are totalled."""
    live = after.net("live") > 0.0
    counted = after.month <= plan.clock.horizon
    return unequal("dead months", after.net("dead_months"), 0 if live else before.net("dead_months") + 1) or unequal(
        "live months", after.net("live_months"), before.net("live_months") + (live and counted)
    )


def an_end_is_an_end(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Once ended, how, when and why never change; it ends in its sixth dead month in a row."""
    told = ("ended", "end_month", "confirmed_month", "cause", "trigger", "trigger_month")
    if before.net("ended") != Ended.ALIVE:
        return unequal("the end", [after.net(name) for name in told], [before.net(name) for name in told])
    if after.net("ended") == Ended.ALIVE:
        due = after.net("dead_months") >= 6 and after.month - 5 <= plan.clock.horizon
        return "six dead months and no end" if due else unequal("an end of nothing", after.net("end_month"), 0)
    if after.net("dead_months") != 6:
        return f"ended after {after.net('dead_months')} dead months"
    return unequal("dates of the end", [after.net("end_month"), after.net("confirmed_month")],
                   [after.month - 5, after.month])  # fmt: skip


def months_sustained_are_those_before_dissolution(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """The months before the end of a dissolved network; the horizon of any other."""
    dissolved = after.net("ended") == Ended.DISSOLVED
    expected = after.net("end_month") - 1 if dissolved else plan.clock.horizon
    met = after.net("originals_met") or after.net("need") <= 0.05
    if after.net("ended") != before.net("ended") and dissolved == bool(met):
        return f"{'dissolved' if dissolved else 'completed'}, all goals met or no need: {bool(met)}"
    return unequal("months sustained", after.net("months_sustained"), expected)


def conditions_are_totalled_over_live_months(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Totals grow by the condition in live months of the horizon; the first month's value is remembered."""
    counted = after.month <= plan.clock.horizon and after.net("live") > 0.0
    grown = before["condition.total"] + counted * after["condition.value"]
    start = after["condition.value"] if after.month == 1 else before["condition.start"]
    return unequal("totals", after["condition.total"], grown) or unequal("starts", after["condition.start"], start)


INVARIANTS = (
    numbers_are_numbers, shares_lie_in_their_bounds, amounts_are_not_negative, means_are_those_of_active_members,
    conditions_follow_from_the_state, levels_follow_their_thresholds, structure_is_networkxs,
    live_members_are_the_largest_working_group, the_living_are_active, a_goal_that_is_met_stays_met,
    dead_months_are_counted, an_end_is_an_end, months_sustained_are_those_before_dissolution,
    conditions_are_totalled_over_live_months,
)  # fmt: skip
