"""Ties before month 1, drawn or read from tables (docs/model.md, 5.6-5.7)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from benchmarks.mesa_twin.numbers import clip
from benchmarks.mesa_twin.organisation import Organisation
from benchmarks.mesa_twin.philox import Stream, bell
from benchmarks.mesa_twin.ties import Tie
from netsustain.scenario.network import Form, Recipe
from netsustain.scenario.schema import Scenario
from netsustain.scenario.tables import network_tables

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import CollaborationModel

Said = dict[str, float]
"""What a table says of a tie; what it leaves out is drawn."""


def make_ties(model: CollaborationModel, scenario: Scenario) -> None:
    """The first ties of the network, by rising rows."""
    recipe = scenario.network.recipe
    if recipe is None:
        _read_ties(model, scenario)
        return
    pairs: set[tuple[int, int]] = set()
    for organisation in model.organisations:
        if organisation.takes_part:
            for other in _wishes(model, organisation, recipe, scenario.network.form):
                pairs.add((min(organisation.row, other.row), max(organisation.row, other.row)))
    for a, b in sorted(pairs):
        model.ties.append(_tie(model, scenario, model.organisations[a], model.organisations[b], {}))


def _wishes(model: CollaborationModel, organisation: Organisation, recipe: Recipe, form: Form) -> list[Organisation]:
    """Whom an organisation would like to be tied to."""
    draw, half = model.luck.uniforms, recipe.mean_degree / 2.0
    u = draw(Stream.GENERATED_TIES, 0, organisation.number)
    own = int(half) + (1 if u[0] < half - int(half) else 0)
    first = model.organisations[0]
    hub = form == Form.NETWORKED_ORGANISATION and first.is_area_office and first.active
    wishes = []
    if hub and not organisation.is_area_office and u[1] < recipe.hub_share:
        wishes.append(first)
        own = max(own - 1, 0)
    for wish in range(own):
        u = draw(Stream.GENERATED_TIES, 0, organisation.number, block=1 + wish)
        if u[0] < recipe.clustering and form != Form.VIRTUAL_COMMUNITY:
            found = model.ring.walk(organisation.ring, 1 + int(u[1] * recipe.mean_degree))
        else:
            found = model.ring.neighbour(u[1], organisation)
        if found is not None and found is not organisation:
            wishes.append(found)
    return wishes


def _tie(model: CollaborationModel, scenario: Scenario, a: Organisation, b: Organisation, said: Said) -> Tie:
    initial = scenario.network.initial
    u, v, w = (model.luck.uniforms(Stream.TIE_START, 0, a.number, b.number, block) for block in range(3))
    ab, ba = (clip(initial.trust + initial.trust_spread * bell(four), 0.05, 0.95) for four in (u, v))
    return Tie(
        a,
        b,
        said.get("trust_ab", ab),
        said.get("trust_ba", ba),
        formal=bool(said.get("formal", w[0] < initial.formal_share)),
        age=said.get("age", float(initial.network_age_months)),
        strength=said.get("strength", 0.3),
    )


def _read_ties(model: CollaborationModel, scenario: Scenario) -> None:
    _, columns = network_tables(scenario)
    for place, (a, b) in enumerate(zip(columns["a"], columns["b"], strict=True)):
        said = {name: float(columns[name][place]) for name in ("trust_ab", "trust_ba", "age", "strength")}
        said = {name: value for name, value in said.items() if not math.isnan(value)}
        if columns["formal"][place] >= 0:
            said["formal"] = float(columns["formal"][place])
        model.ties.append(_tie(model, scenario, model.organisations[int(a)], model.organisations[int(b)], said))
