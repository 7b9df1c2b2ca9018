"""From a scenario to arrays: the template state, the timeline and the recipe of its replicates."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from netsustain.roster import drawn_members, expected_members, override, with_expected
from netsustain.rules.contract import Clock, Plan, Recipe
from netsustain.scenario.levers import LEVER_NAMES
from netsustain.scenario.members import Members
from netsustain.scenario.parameters import PARAMETER_NAMES, parameter_values
from netsustain.scenario.schema import Scenario
from netsustain.state import POSITION, Source, State, allocate
from netsustain.streams import CANDIDATE
from netsustain.timeline import timeline


class Compiled(NamedTuple):
    """Everything the driver needs for a scenario; shared by all replicates, never written."""

    template: State
    plan: Plan
    clock: Clock
    names: tuple[str, ...]
    """Names of the members in the template, by row."""

    def name_of(self, row: int, number: int) -> str:
        """An organisation's name; one that came by itself is named by its month of joining and its slot in it."""
        if row < len(self.names):
            return self.names[row]
        return f"N{(number - CANDIDATE) >> 18}-{(number & 0x3FFFF) + 1}"


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
        baht=float(scenario.baht_price),
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
    """Arrays of a scenario.

    Raises
    ------
    ValueError
        Where an event or an edit names a member that does not exist, or a member joins by an event in a network whose
        size is drawn; a :class:`netsustain.scenario.problems.ScenarioError` for faulty tables.
    """
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
