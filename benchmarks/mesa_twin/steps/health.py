"""Step 12: the seven conditions, structure, and whether the network lives (docs/model.md, 7.12)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from benchmarks.mesa_twin.numbers import logistic, mean
from benchmarks.mesa_twin.organisation import Organisation
from benchmarks.mesa_twin.steps import accounts, ending, structure

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import CollaborationModel

LEVELS = ((0.05, 0.0), (0.20, 0.30), (0.35, 0.45), (0.50, 0.60))
"""Effort and mutual trust from which a level of working together is reached."""
SLACK = 0.05
"""How far both may fall below before a level is lost."""
RECENT = 3
"""Months in which a tie was used if it counts as one at work."""
SMALLEST_LIVE = 3


def step(model: CollaborationModel) -> None:
    """Count, measure, account, and decide whether the network lives."""
    _census(model)
    _conditions(model)
    _note_conditions(model)
    _live(model)
    _progress(model)
    if model.month == 1 or model.month % model.structure_every == 0:
        structure.measure(model)
    if model.month <= model.horizon:
        accounts.add_month(model)
    ending.remember_conditions(model)
    ending.confirm(model)


def _level(organisation: Organisation) -> int:
    effort, trust, level = organisation.effort, organisation.mutual_trust, organisation.level
    while level < len(LEVELS) and effort >= LEVELS[level][0] and trust >= LEVELS[level][1]:
        level += 1
    while level > 0 and (effort < LEVELS[level - 1][0] - SLACK or trust < LEVELS[level - 1][1] - SLACK):
        level -= 1
    return level


def _census(model: CollaborationModel) -> None:
    network = model.network
    for organisation in model.organisations:
        organisation.level = _level(organisation) if organisation.active else 0
    active = model.active
    network.active_members, network.active_share = len(active), model.active_share
    network.effort = mean(organisation.effort for organisation in active)
    network.fatigue = mean(organisation.fatigue for organisation in active)
    network.mean_trust = mean(organisation.trust for organisation in active if organisation.partners)
    for level in range(1, 5):
        share = mean(float(organisation.level == level) for organisation in active)
        setattr(network, f"level_{level}", share)


def _conditions(model: CollaborationModel) -> None:
    network, active = model.network, model.active
    if not active:
        network.c1 = network.c2 = network.c3 = network.c4 = network.c5 = network.c6 = network.c7 = 0.0
        return
    paired = [organisation.mutual_trust for organisation in active if organisation.partners]
    informed = mean(organisation.informed for organisation in active)
    talk = min(mean(organisation.talk for organisation in active), 1.0)
    network.c1 = math.sqrt(network.goal_clarity * mean(organisation.alignment for organisation in active))
    network.c2 = mean(paired) * len(paired) / len(active)
    network.c3 = (min(network.leadership / 0.8, 1.0) + network.fit + network.role_clarity) / 3.0
    network.c4 = 0.5 * (informed + talk * 0.5 * (1.0 + network.two_way))
    network.c5 = network.funded_share * (1.0 - 0.5 * max(network.concentration - 0.3, 0.0) / 0.7)
    network.c6 = mean(logistic(3.0 * organisation.value) for organisation in active)
    network.c7 = math.sqrt(network.flexibility * (1.0 - network.inertia))


def _note_conditions(model: CollaborationModel) -> None:
    for number, condition in enumerate(model.conditions, 1):
        condition.value = getattr(model.network, f"c{number}")


def _live(model: CollaborationModel) -> None:
    least = model.parameters.at_work
    at_work = [
        organisation
        for organisation in model.active
        if organisation.project is not None and organisation.project.open and organisation.recent_effort >= least
    ]
    working = set(at_work)
    used = [tie for tie in model.ties if tie.unused < RECENT and working.issuperset(tie.ends)]
    sizes = [len(group) for group in structure.components(at_work, used)]
    model.network.live_members = max(sizes, default=0)
    model.network.live = float(model.network.live_members >= SMALLEST_LIVE)


def _progress(model: CollaborationModel) -> None:
    originals = [goal for goal in model.goals if not goal.standing and goal.original == 1]
    workload = sum(goal.workload for goal in originals)
    done = sum(goal.progress * goal.workload for goal in originals)
    model.network.progress = done / workload if originals else float(model.network.originals_met)
