"""Step 5: what matters to members, what the goals are, how clear (docs/model.md, 7.5)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from benchmarks.mesa_twin.goals import Goal
from benchmarks.mesa_twin.numbers import clip, mean
from benchmarks.mesa_twin.organisation import Organisation
from benchmarks.mesa_twin.philox import Stream, bell

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import CollaborationModel


def step(model: CollaborationModel) -> None:
    """Priorities, then goals, then clarity."""
    pulls, weights = _pulls(model)
    for organisation in model.taking_part:
        _change_mind(model, organisation, pulls[organisation], weights[organisation])
    for goal in model.goals:
        _drift(model, goal)
    _clarify(model)


def _pulls(model: CollaborationModel) -> tuple[dict[Organisation, float], dict[Organisation, float]]:
    pulls: dict[Organisation, float] = defaultdict(float)
    weights: dict[Organisation, float] = defaultdict(float)
    for tie in model.ties:
        gap = tie.b.priority - tie.a.priority
        if not (tie.a.takes_part and tie.b.takes_part):
            continue
        if tie.contact and abs(gap) <= model.parameters.confidence:
            pulls[tie.a] += tie.ab.level * gap
            weights[tie.a] += tie.ab.level
            pulls[tie.b] -= tie.ba.level * gap
            weights[tie.b] += tie.ba.level
    return pulls, weights


def _nearest_open_goal(model: CollaborationModel, priority: float) -> Goal | None:
    open_goals = [goal for goal in model.goals if goal.open]
    return min(open_goals, key=lambda goal: abs(goal.position - priority), default=None)


def _change_mind(model: CollaborationModel, organisation: Organisation, pull: float, weight: float) -> None:
    parameters = model.parameters
    x = organisation.priority
    if weight > 0.0:
        x += parameters.vision_pull * organisation.informed * pull / weight
    goal = _nearest_open_goal(model, x)
    if goal is not None and abs(goal.position - x) <= 2.0 * parameters.confidence:
        towards = goal.position - x
        x += parameters.leader_pull * model.network.leadership * organisation.informed * towards
    x += parameters.priority_drift * bell(model.luck.uniforms(Stream.PRIORITY_DRIFT, model.month, organisation.number))
    organisation.priority = clip(x)
    organisation.project = goal
    gap = 1.0 if goal is None else abs(goal.position - organisation.priority)
    organisation.alignment = max(1.0 - gap / parameters.alignment_scale, 0.0)


def _drift(model: CollaborationModel, goal: Goal) -> None:
    at_work = [organisation for organisation in model.active if organisation.project is goal]
    strongest = max(at_work, key=lambda organisation: organisation.size, default=None)
    if strongest is not None and strongest.size > 0.0 and goal.open:
        unheard = 1.0 - model.network.two_way * model.network.agreement
        goal.position += model.parameters.goal_drift * unheard * (strongest.priority - goal.position)


def _clarify(model: CollaborationModel) -> None:
    parameters, network = model.parameters, model.network
    breadths = [goal.breadth for goal in model.goals if goal.open]
    broad = mean(breadths) if breadths else 1.0
    known = mean(organisation.informed for organisation in model.active)
    can_be = (1.0 - parameters.breadth_cost * broad) * (0.35 + 0.4 * known + 0.25 * network.plan)
    network.goal_clarity += parameters.clarity_rate * (can_be - network.goal_clarity)
