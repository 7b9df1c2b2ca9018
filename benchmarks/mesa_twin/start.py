"""Who is there before month 1: rows, numbers, kinds, traits, leaders (docs/model.md, 5.2-5.5)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.mesa_twin.kinds import Kind, kinds_by_weight
from benchmarks.mesa_twin.organisation import Organisation, Status
from benchmarks.mesa_twin.philox import Stream
from benchmarks.mesa_twin.ring import Ring
from benchmarks.mesa_twin.tenure import before_start
from benchmarks.mesa_twin.traits import draw_traits
from netsustain.scenario.network import Recipe
from netsustain.scenario.schema import Scenario
from netsustain.scenario.tables import network_tables

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import CollaborationModel

EDITABLE = (
    "size", "remoteness", "digital_access", "own_resources", "skill", "priority", "contributor", "captures",
)  # fmt: skip
JOINING = ("size", "own_resources", "skill", "priority")


class Entry(NamedTuple):
    """An organisation before anything is drawn."""

    name: str
    number: int
    kind: Kind
    known: dict[str, float]
    status: Status = Status.ACTIVE


def draw_population(model: CollaborationModel, recipe: Recipe | None) -> int:
    """How many organisations a replicate has, how rich they are and how experienced their leaders."""
    if recipe is None:
        return 0
    u = model.luck.uniforms(Stream.NETWORK_SIZE, 0)
    low, high = recipe.members.low, recipe.members.high
    resources, experience = recipe.own_resources_factor, recipe.leader_experience
    model.network.resources_factor = resources.low + u[1] * (resources.high - resources.low)
    if experience is not None:
        model.network.leader_experience = experience.low + u[2] * (experience.high - experience.low)
    return low + min(int(u[0] * (high - low + 1)), high - low)


def _drawn(recipe: Recipe) -> list[Entry]:
    count = recipe.members.high
    office = [Kind.AREA_OFFICE] if recipe.area_office and count else []
    weights = {Kind(int(kind)): weight for kind, weight in recipe.kinds.items()}
    kinds = office + kinds_by_weight(weights, count - len(office))
    return [Entry(f"M{row + 1}", row, kind, {}) for row, kind in enumerate(kinds)]


def _read(scenario: Scenario) -> list[Entry]:
    members, _ = network_tables(scenario)
    entries = []
    for row, name in enumerate(members.names):
        known = {trait: float(values[row]) for trait, values in members.real.items() if not math.isnan(values[row])}
        if members.whole["contributor"][row] >= 0:
            known["contributor"] = float(members.whole["contributor"][row])
        entries.append(Entry(name, int(members.whole["number"][row]), Kind(int(members.whole["kind"][row])), known))
    return entries


def _edited(entries: list[Entry], scenario: Scenario) -> list[Entry]:
    entries = list(entries)
    rows = {entry.name: row for row, entry in enumerate(entries)}
    for edit in scenario.network.members:
        row = edit.member - 1 if isinstance(edit.member, int) else rows[edit.member]
        said = {name: float(value) for name in EDITABLE if (value := getattr(edit, name)) is not None}
        kind = entries[row].kind if edit.kind is None else Kind(int(edit.kind))
        entries[row] = entries[row]._replace(kind=kind, known=entries[row].known | said)
    return entries


def _expected(entries: list[Entry], scenario: Scenario) -> list[Entry]:
    number = max((entry.number for entry in entries), default=-1)
    joins = [event.join for event in scenario.events if event.join is not None]
    return [
        Entry(
            join.name or f"M{len(entries) + place}", number + place, Kind(int(join.kind)), said(join), Status.EXPECTED
        )
        for place, join in enumerate(joins, 1)
    ]


def said(join: object) -> dict[str, float]:
    """Traits that an event of joining gives."""
    return {name: float(value) for name in JOINING if (value := getattr(join, name)) is not None}


def make_organisations(model: CollaborationModel, scenario: Scenario) -> None:
    """All organisations with traits; those that take part with a fresh state and a leader."""
    recipe = scenario.network.recipe
    rows = draw_population(model, recipe)
    entries = _edited(_read(scenario) if recipe is None else _drawn(recipe), scenario)
    expected = _expected(entries, scenario)
    # Where the size is drawn, nobody is expected: the rows beyond it do not exist.
    present = entries if recipe is None or expected else entries[:rows]
    for row, entry in enumerate([*present, *expected]):
        organisation = Organisation(model, row, entry.number, entry.kind, entry.status)
        model.organisations.append(organisation)
        model.named[entry.name] = model.named[row + 1] = organisation
        draw_traits(model, organisation, entry.known)
        if organisation.active:
            organisation.start_afresh()
            organisation.founder = True
            organisation.leader.start_in_post(*before_start(model, organisation), start=0)
    events = [place for place, event in enumerate(scenario.events) if event.join is not None]
    waiting = [organisation for organisation in model.organisations if organisation.status == Status.EXPECTED]
    model.expected = dict(zip(events, waiting, strict=True))
    model.ring = Ring(model.organisations)


def form_core_group(model: CollaborationModel) -> None:
    """The leaders with the highest seat scores; of equals the first."""
    for _ in range(model.levers.seats):
        outside = [member.leader for member in model.organisations if not member.leader.core]
        best = max(outside, key=lambda leader: leader.seat_score, default=None)
        if best is not None and best.seat_score > -1.0:
            best.core = True
