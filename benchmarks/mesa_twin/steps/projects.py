"""What the joint projects achieve, goal by goal (docs/model.md, 7.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.mesa_twin.goals import Goal
from benchmarks.mesa_twin.numbers import clip, logistic, mean
from benchmarks.mesa_twin.organisation import Organisation
from benchmarks.mesa_twin.philox import Stream, bell

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import CollaborationModel


class Team:
    """The active organisations at work on a goal, and what they bring."""

    def __init__(self, members: list[Organisation], at_work: float) -> None:
        self.given = sum(member.contribution for member in members)
        self.room = sum(member.own_resources for member in members)
        self.skill = sum(member.contribution * member.skill for member in members)
        self.people = sum(member.effort >= at_work for member in members)

    @property
    def able(self) -> float:
        """How much a contributed day brings about, by the skill of those who contribute."""
        return 0.5 + self.skill / self.given if self.given > 0.0 else 0.5


def carry_out(model: CollaborationModel) -> None:
    """A month's projects of all goals."""
    network = model.network
    at_work = [organisation for organisation in model.active if organisation.project is not None]
    teams = [
        Team([member for member in at_work if member.project is goal], model.parameters.at_work) for goal in model.goals
    ]
    given = sum(team.given for team in teams)
    everybody = max(sum(team.room for team in teams), 0.01)
    at_projects = max(1.0 - network.own_income / max(given, 0.01), 0.0)
    trust = mean(organisation.trust for organisation in at_work)
    quality = 0.7 + 0.6 * _quality(model)
    network.win = False
    network.output = weighted = room = 0.0
    for goal, team in zip(model.goals, teams, strict=True):
        goal.success, goal.people = 0.0, team.people
        if team.room > 0.0 and goal.open:
            _try(model, goal, team, quality, trust)
            work = team.given * at_projects * team.able * quality * (0.5 + goal.success)
            work += 0.5 * network.project_days * team.room / everybody
            network.output += work
            weighted += goal.success * team.room
            room += team.room
            _progress(model, goal, work)
    network.success = weighted / room if room > 0.0 else 0.0


def _quality(model: CollaborationModel) -> float:
    network = model.network
    smooth = 0.4 * network.funded_share + 0.2 * network.delivery + 0.2 * network.role_clarity + 0.2 * network.fit
    return float(smooth * (1.0 - model.parameters.conflict_cost * network.conflicts))


def _try(model: CollaborationModel, goal: Goal, team: Team, quality: float, trust: float) -> None:
    parameters, network = model.parameters, model.network
    bought = network.project_days / max(network.need_days, 1.0)
    level = team.given / team.room * team.able * quality * (1.0 + parameters.project_boost * bought)
    luck = parameters.project_luck * bell(model.luck.uniforms(Stream.PROJECT_OUTCOME, model.month, goal.row))
    goal.success = clip(logistic(parameters.success_slope * (level - goal.aim)) + luck)
    goal.aim += parameters.aim_rate * (trust - goal.aim)


def _progress(model: CollaborationModel, goal: Goal, work: float) -> None:
    if goal.standing:
        return
    goal.progress = min(goal.progress + work / goal.workload, 1.0)
    if int(4.0 * goal.progress) > goal.wins:
        goal.wins = int(4.0 * goal.progress)
        model.network.win = True
    if goal.progress >= 1.0:
        goal.met_month = model.month
