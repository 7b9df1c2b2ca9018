"""Scenarios drawn at random, so that the comparison meets what no shipped scenario says."""

from __future__ import annotations

from random import Random
from typing import Any

from netsustain.scenario import load
from netsustain.scenario.initial_levels import Initial
from netsustain.scenario.kinds import Contributor, Kind
from netsustain.scenario.levers import FairnessRule, GovernanceMode, Levers
from netsustain.scenario.network import Form
from netsustain.scenario.parameters import Parameters
from netsustain.scenario.quantities import quantity_of
from netsustain.scenario.schema import Scenario

KINDS = [kind.name.lower() for kind in Kind]
JOINERS = KINDS[1:]
POLICIES = ["face_to_face", "platform", "hybrid", "newsletter", "blackout", "restore"]
CHANNELS = [
    "all", "grant", "area_office", "public_private", "community", "human", "technology", "international",
]  # fmt: skip
ENDS = 0.03
"""Share of the drawn numbers that lie at an end of what a scenario file may say."""
Plain = dict[str, Any]


def scenario(number: int, months: int) -> Scenario:
    """The scenario of a number: anything a scenario file can say, within plausible ranges."""
    draw = Random(number)
    base = load("baseline")
    goals = [_goal(draw) for _ in range(draw.randint(1, 4))]
    office, fewest, more = draw.random() < 0.8, draw.randint(4, 24), draw.choice([0, 0, 8])
    events = [{"at": draw.randint(1, months), **_event(draw, len(goals), office)} for _ in range(draw.randint(2, 8))]
    if more:  # in a network whose size is drawn nobody joins on a date
        events = [event for event in events if "join" not in event]
    network = {
        "recipe": {
            "members": {"from": fewest, "to": fewest + more},
            "area_office": office,
            "kinds": {kind: draw.choice([0.05, 0.1, 0.6]) for kind in draw.sample(JOINERS, draw.randint(2, 6))},
            "mean_degree": draw.uniform(2, 12),
            "clustering": draw.random(),
            "hub_share": draw.random(),
            "remote_share": draw.random(),
            "own_resources_factor": {"from": 0.8, "to": draw.uniform(0.8, 1.5)},
            "leader_experience": draw.choice([None, {"from": 0.2, "to": 0.7}]),
        },
        "form": draw.choice([form.name.lower() for form in Form]),
        "goals": goals,
        "initial": _some(draw, Initial),
        "members": [_edit(draw, member) for member in draw.sample(range(2, fewest + 1), draw.randint(0, 2))],
    }
    parameters = {group: _some(draw, type(getattr(base.parameters, group))) for group in Parameters.model_fields}
    return base.with_(
        months=months,
        start=f"2027-{draw.randint(1, 12):02}",
        structure_every=draw.choice([1, 3, 5]),
        network=network,
        parameters=parameters,
        levers=_levers(draw),
        funding=_funding(draw),
        events=events,
        recurrent=[_recurrent(draw, len(goals)) for _ in range(draw.randint(0, 2))],
    )


def _goal(draw: Random) -> Plain:
    return {
        "position": draw.random(),
        "breadth": draw.random(),
        "workload": draw.choice([None, draw.uniform(50, 2000)]),
        "aim": draw.uniform(0.2, 0.8),
    }


def _some(draw: Random, part: type[Any]) -> Plain:
    """A third of the numbers of a part: anywhere in the plausible range, a few at an end of what is accepted."""
    said: Plain = {}
    for name, field in part.model_fields.items():
        item = quantity_of(field)
        if item is not None and draw.random() < 0.33:
            at_an_end = draw.random() < ENDS
            said[name] = draw.choice(_ends(field.metadata)) if at_an_end else draw.uniform(*item.plausible)
    return said


def _ends(limits: list[Any]) -> list[float]:
    return [float(end) for limit in limits for name in ("ge", "le") if (end := getattr(limit, name, None)) is not None]


def _levers(draw: Random) -> Plain:
    doses = {name: draw.uniform(*item.plausible) for name, field in Levers.model_fields.items()
             if (item := quantity_of(field)) and draw.random() < 0.7}  # fmt: skip
    choices = {
        "governance_mode": draw.choice([mode.name.lower() for mode in GovernanceMode]),
        "fairness_rule": draw.choice([rule.name.lower() for rule in FairnessRule]),
    }
    return {**doses, **choices}


def _funding(draw: Random) -> Plain:
    grants = [
        {"amount": draw.uniform(0, 60), "from": first, "to": first + draw.randint(0, 40), "taper": draw.randint(0, 12)}
        for first in draw.sample(range(1, 30), draw.randint(0, 2))
    ]
    return {"area_office_budget": draw.uniform(0, 40), "budget_level": draw.uniform(0.5, 1.5), "grants": grants}


def _edit(draw: Random, member: int) -> Plain:
    said: Plain = {
        "kind": draw.choice(JOINERS), "size": draw.uniform(0.5, 4), "remoteness": draw.random(),
        "digital_access": draw.random(), "own_resources": draw.uniform(1, 9), "skill": draw.random(),
        "priority": draw.random(), "captures": draw.random(),
        "contributor": draw.choice([one.name.lower() for one in Contributor]),
    }  # fmt: skip
    return {"member": member, **{name: said[name] for name in draw.sample(sorted(said), 3)}}


def _recurrent(draw: Random, goals: int) -> Plain:
    season = draw.choice([None, sorted(draw.sample(range(1, 13), 3))])
    return {"rate": draw.uniform(0.2, 3), "season": season, **_event(draw, goals, False)}


def _event(draw: Random, goals: int, office: bool) -> Plain:
    happenings: Plain = {
        "transfer": {
            "who": draw.choice(["director", "core", "leaders"]), "share": draw.choice([0.5, 1.0]),
            "handover": draw.choice([None, 0.0, 0.3, 3.0]),
            "kinds": draw.choice([None, ["school", "area_office", "community"]]),
        },
        "budget": {"level": draw.uniform(0, 2), "over": draw.choice([0, 6]), "channel": draw.choice(CHANNELS)},
        "grant_end": {"taper": draw.choice([0, 5])},
        "communication": {"policy": draw.choice(POLICIES)},
        "set": {"over": draw.choice([0, 7]), **_levers(draw)},
        "join": {
            "kind": draw.choice(JOINERS), "size": draw.choice([None, 2.0]), "priority": draw.choice([None, 0.9]),
            "own_resources": draw.choice([None, 7.0]), "skill": draw.choice([None, 0.8]), "ties": draw.randint(0, 6),
        },
        "leave": draw.choice([{"member": 1 if office else 2}, {"count": 2}, {"kind": "school", "count": 2}]),
        "scandal": {"severity": draw.random(), "member": draw.choice([None, 3])},
        "crisis": {"months": draw.randint(1, 9), "urgency": draw.uniform(0, 0.5)},
        "goal_reached": {"goal": draw.randint(1, goals)},
        "need_ended": {},
        "relaunch": {},
        "merger": {"kind": draw.choice(JOINERS), "count": draw.randint(1, 2)},
        "ministry_policy": {
            "shift": draw.uniform(-0.3, 0.3), "rigidity": draw.uniform(0, 0.5), "steering": draw.choice([None, 0.7]),
        },
    }  # fmt: skip
    usual = [kind for kind in happenings if kind != "need_ended"]
    chosen = "need_ended" if draw.random() < 0.02 else draw.choice(usual)
    return {chosen: happenings[chosen]}
