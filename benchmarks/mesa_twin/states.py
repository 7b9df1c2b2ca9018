"""Month by month: the twin's network, organisations, leaders and ties beside the same of the compiled model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, NamedTuple

from benchmarks.mesa_twin.model import CollaborationModel
from benchmarks.mesa_twin.network import Network
from benchmarks.mesa_twin.organisation import Organisation, Status
from benchmarks.mesa_twin.ties import Tie
from netsustain.scenario.schema import Scenario

ORGANISATION = (
    "kind", "status", "contributor", "bad_months", "level", "founder", "joined_month", "ring", "size", "remoteness",
    "digital_access", "own_resources", "skill", "alone", "reciprocity", "captures", "priority", "alignment", "belief",
    "rounds", "warmth", "effort", "effort_1", "effort_2", "contribution", "trust", "mutual_trust", "partners",
    "face_to_face", "written", "informed", "meeting_days", "reserved_days", "tangible", "benefit", "reference", "value",
    "fairness", "fatigue", "grabbed",
)  # fmt: skip
LEADER = (
    "core", "experienced", "leaving", "appointed_month", "competence", "championing", "facilitation",
    "months_in_post", "vacancy", "readiness", "handover", "handover_left", "level",
)  # fmt: skip
TIE = ("formal", "contact", "joint", "unused", "idle", "strength", "age", "youth")
TRUST = {"level": "trust", "personal": "personal", "institutional": "institutional", "ceiling": "ceiling"}
"""Part of a side's trust → beginning of the name of its column."""
NETWORK = tuple(field.name for field in fields(Network))
CONDITION = {"i8": ("fell_month", "event_kind", "event_month"), "f8": ("start", "total", "fell_to")}
"""Type of columns → what both remember of a condition."""


class Pair(NamedTuple):
    """The same value in both models."""

    month: int
    where: str
    twin: float
    model: float


def pairs(setting: Scenario, seed: int, replicate: int) -> Iterator[Pair]:
    """Every value of every month, until one of the two stops; raises KeyError where one has an entity alone."""
    from netsustain.model import NetworkModel

    twin, model = CollaborationModel(setting, seed, replicate), NetworkModel(setting, rng=seed, replicate=replicate)
    yield from _month(twin, model)
    while twin.running and model.running and not twin.network.ended:
        twin.step()
        model.step()
        yield Pair(twin.month, "running", float(twin.running), float(model.running))
        yield from _month(twin, model)


def _month(twin: CollaborationModel, model: Any) -> Iterator[Pair]:
    for name in NETWORK:
        yield Pair(twin.month, f"network.{name}", float(getattr(twin.network, name)), float(getattr(model, name)))
    yield from _conditions(twin, model)
    members = {member.number: member for member in model.members}
    for organisation in twin.organisations:
        # Who is not there yet, or no more, has no agent in the compiled model.
        if organisation.takes_part or organisation.number in members:
            yield from _organisation(twin.month, organisation, members[organisation.number])
    numbers = {member.row: member.number for member in model.members}
    ties = {(numbers[tie.a], numbers[tie.b]): tie for tie in _ties(model)}
    yield Pair(twin.month, "ties", len(twin.ties), len(ties))
    for own in twin.ties:
        yield from _tie(twin.month, own, ties[own.a.number, own.b.number])


def _conditions(twin: CollaborationModel, model: Any) -> Iterator[Pair]:
    from netsustain.state import POSITION

    for row, condition in enumerate(twin.conditions):
        for kind, names in CONDITION.items():
            columns, places = getattr(model.state, f"condition_{kind}"), POSITION["condition", kind]
            for name in names:
                own, other = float(getattr(condition, name)), float(columns[places[name], row])
                yield Pair(twin.month, f"condition.{name}", own, other)


def _ties(model: Any) -> list[Any]:
    return list({(tie.row): tie for member in model.members for tie in member.ties}.values())


def _organisation(month: int, twin: Organisation, model: Any) -> Iterator[Pair]:
    for name in ORGANISATION:
        yield Pair(month, f"member.{name}", float(getattr(twin, name)), float(getattr(model, name)))
    goal = -1 if twin.project is None else twin.project.row
    if twin.status != Status.EXPECTED:
        yield Pair(month, "member.project", goal, float(model.project))
    for name in LEADER:
        yield Pair(month, f"leader.{name}", float(getattr(twin.leader, name)), float(getattr(model.leader, name)))


def _tie(month: int, twin: Tie, model: Any) -> Iterator[Pair]:
    for name in TIE:
        yield Pair(month, f"tie.{name}", float(getattr(twin, name)), float(getattr(model, name)))
    for side, trust in (("ab", twin.ab), ("ba", twin.ba)):
        for part, column in TRUST.items():
            yield Pair(month, f"tie.{column}_{side}", getattr(trust, part), float(getattr(model, f"{column}_{side}")))
