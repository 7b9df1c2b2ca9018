"""From a scenario to arrays: the template state, the timeline and the recipe of its replicates."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from netsustain.rules import events as codes
from netsustain.rules.contract import Clock, Plan, Recipe, Timeline
from netsustain.scenario.events import Event, Recurrent
from netsustain.scenario.happenings import Channel, Policy
from netsustain.scenario.kinds import Kind
from netsustain.scenario.levers import LEVER_NAMES
from netsustain.scenario.members import Members, blank_members
from netsustain.scenario.parameters import PARAMETER_NAMES, parameter_values
from netsustain.scenario.schema import Scenario
from netsustain.state import POSITION, Source, State, Status, allocate

ALL_KINDS = (1 << len(Kind)) - 1
ALL_SEASONS = sum(1 << season for season in range(1, 13))
WHOLE_COLUMNS, REAL_COLUMNS = 9, 5
CODE = {
    "transfer": codes.TRANSFER, "budget": codes.BUDGET, "grant_end": codes.GRANT_END, "set": codes.SET,
    "communication": codes.SET, "join": codes.JOIN, "leave": codes.LEAVE, "scandal": codes.SCANDAL,
    "crisis": codes.CRISIS, "goal_reached": codes.GOAL_REACHED, "need_ended": codes.NEED_ENDED,
    "relaunch": codes.RELAUNCH, "merger": codes.MERGER, "ministry_policy": codes.MINISTRY_POLICY,
}  # fmt: skip
"""Code of every kind of event (a communication policy is a set of levers)."""
TALK = (
    "meeting_frequency", "face_to_face_share", "platform", "community_forum", "newsletter", "transparency",
    "two_way_feedback",
)  # fmt: skip
POLICIES: dict[Policy, dict[str, float]] = {
    Policy.FACE_TO_FACE: {"meeting_frequency": 1.5, "face_to_face_share": 1.0, "platform": 0.0},
    Policy.PLATFORM: {"meeting_frequency": 0.3, "face_to_face_share": 0.0, "platform": 1.0},
    Policy.HYBRID: {"meeting_frequency": 1.0, "face_to_face_share": 0.6, "platform": 0.6},
    Policy.NEWSLETTER: {**dict.fromkeys(TALK, 0.0), "newsletter": 1.0},
    Policy.BLACKOUT: dict.fromkeys(TALK, 0.0),
}
"""Doses of levers under a communication policy (assumed)."""
SOURCE = {
    Channel.ALL: codes.EVERY_SOURCE, Channel.GRANT: Source.GRANT, Channel.AREA_OFFICE: Source.AREA_OFFICE,
    Channel.PUBLIC_PRIVATE: Source.PUBLIC_PRIVATE, Channel.COMMUNITY: Source.COMMUNITY,
    Channel.HUMAN: Source.HUMAN, Channel.TECHNOLOGY: Source.TECHNOLOGY,
    Channel.INTERNATIONAL: Source.INTERNATIONAL,
}  # fmt: skip


class Compiled(NamedTuple):
    """Everything the driver needs for a scenario; shared by all replicates, never written."""

    template: State
    plan: Plan
    clock: Clock
    names: tuple[str, ...]
    """Names of the members in the template, by row."""


def kinds_in_order(weights: dict[Kind, float], count: int) -> list[int]:
    """Kinds of ``count`` members so that every first n of them hold the weights as well as n members can.

    The next member is of the kind that lags most behind its share, so appending members never changes the
    kinds of those before.
    """
    total = sum(weights.values())
    shares = [(int(kind), weight / total) for kind, weight in sorted(weights.items()) if weight > 0]
    given = dict.fromkeys((kind for kind, _ in shares), 0)
    order = []
    for n in range(1, count + 1):
        kind = max(shares, key=lambda item: item[1] * n - given[item[0]])[0]
        given[kind] += 1
        order.append(kind)
    return order


def drawn_members(scenario: Scenario) -> Members:
    """Members of a recipe: the area office first (where there is one), then kinds by weight."""
    recipe = scenario.network.recipe
    assert recipe is not None
    count = int(recipe.members.high)
    members = blank_members(count)
    kinds = kinds_in_order(dict(recipe.kinds), count - 1 if recipe.area_office else count) if count else []
    if recipe.area_office and count:
        kinds = [int(Kind.AREA_OFFICE), *kinds]
    members.whole["kind"][:] = kinds
    return members


def expected_members(scenario: Scenario) -> list[Any]:
    """Join events of the timeline, in order: their members wait in rows after the others."""
    return [event for event in scenario.events if event.kind == "join"]


def with_expected(members: Members, joining: list[Any]) -> Members:
    """Append a row for every member that joins by an event."""
    count, extra = len(members.names), len(joining)
    first = int(members.whole["number"].max(initial=-1)) + 1
    more = blank_members(extra)
    more.whole["number"][:] += first
    more.whole["status"][:] = int(Status.EXPECTED)
    names = list(members.names)
    for row, event in enumerate(joining):
        action = event.action
        more.whole["kind"][row] = int(action.kind)
        names.append(action.name or f"M{count + row + 1}")
        for field in ("size", "own_resources", "skill", "priority"):
            value = getattr(action, field)
            if value is not None:
                more.real[field][row] = value
    return Members(
        names,
        {name: np.concatenate([members.whole[name], more.whole[name]]) for name in members.whole},
        {name: np.concatenate([members.real[name], more.real[name]]) for name in members.real},
    )


def row_of(reference: int | str, names: list[str]) -> int:
    """Row of a member named by its place in the table (from 1) or by its name."""
    if isinstance(reference, int):
        if not 1 <= reference <= len(names):
            raise ValueError(f"there is no member {reference}: the network has {len(names)} members")
        return reference - 1
    if reference not in names:
        raise ValueError(f"there is no member named {reference!r}")
    return names.index(reference)


def override(members: Members, scenario: Scenario) -> None:
    """Apply the scenario's edits of single members."""
    for edit in scenario.network.members:
        row = row_of(edit.member, members.names)
        for name in edit.model_fields_set - {"member"}:
            value = getattr(edit, name)
            if value is None:
                continue
            table = members.whole if name in members.whole else members.real
            table[name][row] = value


class Row(NamedTuple):
    """One row of the timeline, in the order of the columns in ``rules/events.py``."""

    month: int
    kind: int
    who: int = 0
    kinds: int = ALL_KINDS
    target: int = -1
    over: int = 0
    many: int = 1
    seasons: int = 0
    number: int = 0
    real: tuple[float, ...] = ()
    rate: float = 0.0

    def whole_columns(self) -> list[int]:
        """The whole-number columns."""
        what = [self.month, self.kind, self.who, self.kinds, self.target, self.over, self.many]
        return [*what, self.seasons, self.number]

    def real_columns(self) -> list[float]:
        """The real columns: up to four numbers of the event, then its yearly rate."""
        return [*self.real, *(0.0,) * (REAL_COLUMNS - 1 - len(self.real)), self.rate]


def _bits(kinds: tuple[Kind, ...] | None) -> int:
    return ALL_KINDS if kinds is None else sum(1 << int(kind) for kind in kinds)


def _aimed(kind: str, action: Any, names: list[str], row: Row) -> Row:
    """The row of one event, its time given (sets of levers and joins apart)."""
    if kind == "transfer":
        handover = -1.0 if action.handover is None else float(action.handover)
        return row._replace(real=(action.share, handover), who=int(action.who), kinds=_bits(action.kinds))
    if kind == "budget":
        return row._replace(real=(action.level,), target=int(SOURCE[action.channel]), over=action.over)
    if kind == "grant_end":
        return row._replace(over=action.taper)
    if kind == "leave":
        target = -1 if action.member is None else row_of(action.member, names)
        kinds = ALL_KINDS if action.kind is None else _bits((action.kind,))
        return row._replace(target=target, kinds=kinds, many=action.count)
    if kind == "scandal":
        target = -1 if action.member is None else row_of(action.member, names)
        return row._replace(real=(action.severity,), target=target)
    if kind == "crisis":
        return row._replace(real=(action.urgency,), over=action.months)
    if kind == "goal_reached":
        return row._replace(target=action.goal - 1)
    if kind == "merger":
        return row._replace(kinds=_bits((action.kind,)), many=action.count)
    if kind == "ministry_policy":
        steering = -1.0 if action.steering is None else float(action.steering)
        return row._replace(real=(action.shift, action.rigidity, steering))
    return row


def _lever_doses(kind: str, action: Any, scenario: Scenario) -> tuple[dict[str, float], int]:
    """Doses an event gives to levers, and the months it takes."""
    if kind == "set":
        return action.doses, action.over
    if action.policy is Policy.RESTORE:
        return {name: float(getattr(scenario.levers, name)) for name in TALK}, 0
    return POLICIES[action.policy], 0


def _joining(action: Any, row: Row) -> Row:
    """The row of a join; a recurrent one (no target) brings a new organisation each time it happens."""
    known = [getattr(action, field) for field in ("size", "own_resources", "skill", "priority")]
    real = tuple(math.nan if value is None else float(value) for value in known)
    return row._replace(real=real, who=int(action.kind), many=action.ties)


def _timed(event: Event | Recurrent, number: int, start: str) -> Row:
    """The row of an event with its time only."""
    kind = CODE[event.kind]
    if isinstance(event, Event):
        return Row(month=event.month(start), kind=kind, number=number)
    seasons = ALL_SEASONS if event.season is None else sum(1 << season for season in event.season)
    return Row(month=0, kind=kind, seasons=seasons, number=number, rate=float(event.rate))


def _everything(scenario: Scenario) -> list[Event | Recurrent]:
    return [*scenario.events, *scenario.recurrent]


def timeline(scenario: Scenario, names: list[str], first_expected: int) -> Timeline:
    """Events and recurrent events as tables."""
    rows: list[Row] = []
    waiting = first_expected
    for number, event in enumerate(_everything(scenario)):
        row = _timed(event, number, scenario.start)
        if event.kind in ("set", "communication"):
            doses, over = _lever_doses(event.kind, event.action, scenario)
            row = row._replace(over=over)
            rows += [row._replace(real=(dose,), target=LEVER_NAMES.index(name)) for name, dose in doses.items()]
        elif event.kind == "join":
            rows.append(_joining(event.action, row))
            if isinstance(event, Event):
                rows[-1] = rows[-1]._replace(target=waiting)
                waiting += 1
        else:
            rows.append(_aimed(event.kind, event.action, names, row))
    grants = [[g.amount, g.from_month, g.to_month, g.taper] for g in scenario.funding.grants]
    return Timeline(
        whole=np.array([row.whole_columns() for row in rows], dtype="i8").reshape(-1, WHOLE_COLUMNS),
        real=np.array([row.real_columns() for row in rows], dtype="f8").reshape(-1, REAL_COLUMNS),
        grants=np.array(grants, dtype="f8").reshape(-1, 4),
    )


def recipe_of(scenario: Scenario, count: int) -> Recipe:
    """The numbers of the initial draws."""
    start, drawn = scenario.network.initial, scenario.network.recipe
    experience = getattr(drawn, "leader_experience", None)
    low, high = (experience.low, experience.high) if experience else (start.leader_experience,) * 2
    return Recipe(
        generated=int(drawn is not None),
        form=int(scenario.network.form),
        members_low=int(drawn.members.low) if drawn else count,
        members_high=int(drawn.members.high) if drawn else count,
        resources_low=float(drawn.own_resources_factor.low) if drawn else 1.0,
        resources_high=float(drawn.own_resources_factor.high) if drawn else 1.0,
        experience_low=float(low),
        experience_high=float(high),
        mean_degree=float(drawn.mean_degree) if drawn else 0.0,
        clustering=float(drawn.clustering) if drawn else 0.0,
        hub_share=float(drawn.hub_share) if drawn else 0.0,
        trust=float(start.trust),
        trust_spread=float(start.trust_spread),
        formal_share=float(start.formal_share),
        age=float(start.network_age_months),
    )


def clock_of(scenario: Scenario) -> Clock:
    """The clock before the first month; its season is that of month 1."""
    return Clock(
        month=0,
        season=int(scenario.start[5:7]),
        horizon=int(scenario.months),
        structure_every=int(scenario.structure_every),
        staff_day_price=float(scenario.staff_day_price),
        discount=1.0 / (1.0 + scenario.discount / 12.0),
    )


NETWORK_STARTS = (
    "goal_clarity", "role_clarity", "flexibility", "agreement", "plan", "training", "delivery", "reputation",
    "anchoring", "inertia", "urgency", "need", "priority_spread", "leader_experience", "leader_championing",
    "steering",
)  # fmt: skip


def fill_network(state: State, scenario: Scenario) -> None:
    """Starting levels, goals, budgets and settings of the network."""
    start, goals = scenario.network.initial, scenario.network.goals
    real = POSITION["network", "f8"]
    for name in NETWORK_STARTS:
        state.network_f8[real[name], 0] = getattr(start, name)
    drawn = scenario.network.recipe
    state.network_f8[real["remote_share"], 0] = drawn.remote_share if drawn else 0.3
    state.network_f8[real["priority_mean"], 0] = sum(goal.position for goal in goals) / len(goals)
    state.network_f8[real["reserve"], 0] = start.reserve_months * scenario.funding.area_office_budget
    state.network_f8[real["months_sustained"], 0] = scenario.months
    for row, goal in enumerate(goals):
        state.goal_i8[POSITION["goal", "i8"]["original"], row] = 1
        state.goal_i8[POSITION["goal", "i8"]["standing"], row] = int(goal.workload is None)
        for name in ("position", "breadth", "aim"):
            state.goal_f8[POSITION["goal", "f8"][name], row] = getattr(goal, name)
        state.goal_f8[POSITION["goal", "f8"]["workload"], row] = goal.workload or 1.0
    channel = POSITION["channel", "f8"]
    for name in ("level", "level_target"):
        state.channel_f8[channel[name], :] = scenario.funding.budget_level
    state.channel_f8[channel["planned"], Source.AREA_OFFICE] = scenario.funding.area_office_budget


def fill_members(state: State, members: Members) -> None:
    """Copy the members table into the template."""
    count = len(members.names)
    for dtype, table in (("i8", members.whole), ("f8", members.real)):
        block = getattr(state, f"member_{dtype}")
        for name, values in table.items():
            block[POSITION["member", dtype][name], :count] = values


def fill_ties(state: State, ties: dict[str, np.ndarray]) -> None:
    """Copy a table of ties (rows a < b) into the template."""
    count = len(ties["a"])
    for name, values in ties.items():
        dtype = "i8" if name in POSITION["tie", "i8"] else "f8"
        getattr(state, f"tie_{dtype}")[POSITION["tie", dtype][name], :count] = values
    whole, real = POSITION["tie", "i8"], POSITION["tie", "f8"]
    state.tie_i8[whole["contact"], :count] = 1
    state.tie_i8[whole["unused"], :count] = 99
    for name in ("ceiling_ab", "ceiling_ba"):
        state.tie_f8[real[name], :count] = 1.0
    state.size[1] = count


def room_for_ties(scenario: Scenario, members: int) -> int:
    """Ties a generated network can have: half the degree and a hub tie for everybody, rounded up."""
    recipe = scenario.network.recipe
    return int(members * (recipe.mean_degree / 2.0 + 2.0)) + 16 if recipe else 0


def compile_scenario(scenario: Scenario) -> Compiled:
    """Arrays of a scenario. Raises ValueError where an event or an edit names a member that does not exist."""
    ties: dict[str, np.ndarray] = {}
    if scenario.network.recipe is not None:
        members = drawn_members(scenario)
    else:
        from netsustain.scenario.tables import network_tables

        members, ties = network_tables(scenario)
    override(members, scenario)
    first_expected = len(members.names)
    members = with_expected(members, expected_members(scenario))
    count = len(members.names)
    recipe = recipe_of(scenario, count)
    if recipe.members_low < recipe.members_high and count > first_expected:
        raise ValueError("members cannot join by an event in a network whose size is drawn: give members one number")
    if count > first_expected:
        recipe = recipe._replace(members_low=count, members_high=count)
    room = max(len(ties.get("a", ())), room_for_ties(scenario, count)) + count
    state = allocate(count + 8, room + 64, len(scenario.network.goals), len(LEVER_NAMES), len(PARAMETER_NAMES))
    state.size[:] = (count, 0, len(scenario.network.goals))
    fill_network(state, scenario)
    fill_members(state, members)
    if ties:
        fill_ties(state, ties)
    state.levers[:2, :] = [float(getattr(scenario.levers, name)) for name in LEVER_NAMES]
    state.parameters[:] = parameter_values(scenario.parameters)
    return Compiled(
        template=state,
        plan=Plan(timeline(scenario, members.names, first_expected), recipe),
        clock=clock_of(scenario),
        names=tuple(members.names),
    )
