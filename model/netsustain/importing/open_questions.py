"""What the tables of an import leave open: what is assumed instead, and what to look at before trusting it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from netsustain.importing.asymmetry import Symmetry
from netsustain.importing.look_alike import same_looking
from netsustain.importing.note import Note
from netsustain.importing.proposal import Proposal
from netsustain.scenario.kinds import Kind
from netsustain.scenario.tables import Tables
from netsustain.scenario.tables.fields import ASSUMED_STRENGTH

DRAWN = ("size", "remoteness", "digital_access", "own_resources", "skill", "priority", "contributor", "alone")
ENOUGH_MEMBERS = 3
MOST_VIEWS = 5
"""Pairs that are told; ``--json`` has them all."""
MOST_LOOK_ALIKES = 10


def assumed(proposal: Proposal, tables: Tables) -> Iterator[Note]:
    """What is drawn or taken from the baseline because the tables do not say it."""
    members, ties = tables.members, tables.ties
    if "kind" not in proposal.member_columns:
        yield Note("all_schools", {})
    if "distance" in proposal.tie_columns:
        yield Note("remoteness_by_distance", {})
    count = len(members.names)
    for field in DRAWN:
        values = members.contributor if field == "contributor" else members.real.get(field, np.full(count, np.nan))
        missing = int((values < 0).sum() if field == "contributor" else np.isnan(values).sum())
        if missing:
            yield Note("drawn_members", {"field": field, "missing": missing, "count": count})
    yield from _assumed_ties(proposal, ties)
    yield Note("as_baseline", {})


def _assumed_ties(proposal: Proposal, ties: dict[str, np.ndarray]) -> Iterator[Note]:
    count = len(ties["a"])
    missing = {
        "trust": int(np.isnan(ties["trust_ab"]).sum() + np.isnan(ties["trust_ba"]).sum()),
        "formal": int((ties["formal"] < 0).sum()),
        "age": int(np.isnan(ties["age"]).sum()),
    }
    for field, number in missing.items():
        if number:
            yield Note("drawn_ties", {"field": field, "missing": number, "count": count * (1 + (field == "trust"))})
    column = proposal.tie_columns.get("strength")
    known = len(proposal.ties.known(column)) if proposal.ties and column else 0
    rows = proposal.ties.count if proposal.ties else 0
    if known < rows:
        yield Note("strength_assumed", {"missing": rows - known, "count": rows, "strength": ASSUMED_STRENGTH})


def warnings(tables: Tables) -> Iterator[Note]:
    """What is unusual about the network that the tables describe."""
    members, ties = tables.members, tables.ties
    count = len(members.names)
    if count < ENOUGH_MEMBERS:
        yield Note("too_few", {"count": count})
    alone = count - len(np.union1d(ties["a"], ties["b"]))
    if not len(ties["a"]):
        yield Note("no_ties", {})
    elif alone:
        yield Note("alone", {"alone": alone, "count": count})
    for group in same_looking(members.names)[:MOST_LOOK_ALIKES]:
        yield Note("look_alikes", {"names": ", ".join(group)})
    if not (members.kind == int(Kind.AREA_OFFICE)).any():
        yield Note("no_area_office", {})


def views_told(symmetry: Symmetry | None) -> Iterator[Note]:
    """How many pairs see their tie differently, and the widest apart."""
    if symmetry is None or not symmetry.both:
        return
    yield Note("views_differ", {"differing": len(symmetry.differing), "both": symmetry.both, "one": symmetry.one})
    for views in symmetry.differing[:MOST_VIEWS]:
        yield Note("view", {"a": views.a, "b": views.b, "a_says": f"{views.a_says:g}", "b_says": f"{views.b_says:g}"})
