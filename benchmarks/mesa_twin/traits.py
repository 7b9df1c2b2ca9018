"""Traits of organisations: what a scenario says of them, and draws for the rest (docs/model.md, 5.4)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from benchmarks.mesa_twin.kinds import TYPICAL
from benchmarks.mesa_twin.numbers import clip
from benchmarks.mesa_twin.organisation import Contributor, Organisation
from benchmarks.mesa_twin.philox import Stream, Uniforms, bell

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import CollaborationModel

Known = Mapping[str, float]
"""Traits by name that are given and not drawn."""


def draw_traits(model: CollaborationModel, organisation: Organisation, known: Known) -> None:
    """Give an organisation its traits; what is known is kept and changes no other draw."""
    parameters, network = model.parameters, model.network
    typical = TYPICAL[organisation.kind]

    def block(number: int) -> Uniforms:
        return model.luck.uniforms(Stream.MEMBER_TRAITS, 0, organisation.number, block=number)

    u, v = block(0), block(1)
    organisation.ring = model.luck.uniforms(Stream.NEIGHBOURHOOD, 0, organisation.number)[0]
    remote = 0.5 + 0.5 * u[1] if u[0] < network.remote_share else 0.3 * u[1]
    organisation.remoteness = known.get("remoteness", remote)
    drawn = {
        "size": typical.size * math.exp(0.35 * bell(block(2))),
        "digital_access": clip(
            typical.digital_access - 0.35 * organisation.remoteness + 0.1 * bell(block(3)), 0.05, 1.0
        ),
        "own_resources": typical.own_resources * math.exp(0.3 * bell(block(4))) * network.resources_factor,
        "skill": clip(typical.skill + 0.12 * bell(block(5)), 0.05, 1.0),
        "priority": clip(network.priority_mean + network.priority_spread * bell(block(6))),
        "alone": typical.alone * parameters.alone_benefit * math.exp(0.2 * bell(block(7))),
        "reciprocity": parameters.reciprocity + parameters.reciprocity_spread * (2.0 * v[0] - 1.0),
        "captures": 0.0,
    }
    for name, value in drawn.items():
        setattr(organisation, name, known.get(name, value))
    organisation.belief = clip(parameters.belief_start + parameters.belief_spread * (2.0 * v[1] - 1.0))
    organisation.contributor = Contributor(int(known.get("contributor", _contributor(model, u[2]))))


def _contributor(model: CollaborationModel, u: float) -> Contributor:
    parameters = model.parameters
    conditional = parameters.conditional_share
    riding = conditional + parameters.free_rider_share
    if u < conditional:
        return Contributor.CONDITIONAL
    if u < riding:
        return Contributor.FREE_RIDER
    return Contributor.HUMP_SHAPED if u < riding + parameters.hump_share else Contributor.OTHER
