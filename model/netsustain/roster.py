"""The members of a scenario by row: drawn kinds, members that will join, edits of single members."""

from __future__ import annotations

from typing import Any

import numpy as np

from netsustain.scenario.kinds import Kind
from netsustain.scenario.members import Members, blank_members
from netsustain.scenario.schema import Scenario
from netsustain.state import Status


def kinds_in_order(weights: dict[Kind, float], count: int) -> list[int]:
    """Kinds of ``count`` members so that every first n of them hold the weights as well as n members can.

    The next member is of the kind that lags most behind its share, so appending members never changes the
    kinds of those before.
    """
    total = sum(weights.values())
    shares = [(int(kind), weight / total) for kind, weight in sorted(weights.items()) if weight > 0]
    given = dict.fromkeys((kind for kind, _ in shares), 0)
    order = []
    for n in range(1, count + 1):
        kind = max(shares, key=lambda item: item[1] * n - given[item[0]])[0]
        given[kind] += 1
        order.append(kind)
    return order


def drawn_members(scenario: Scenario) -> Members:
    """Members of a recipe: the area office first (where there is one), then kinds by weight."""
    recipe = scenario.network.recipe
    assert recipe is not None
    count = int(recipe.members.high)
    members = blank_members(count)
    kinds = kinds_in_order(dict(recipe.kinds), count - 1 if recipe.area_office else count) if count else []
    if recipe.area_office and count:
        kinds = [int(Kind.AREA_OFFICE), *kinds]
    members.whole["kind"][:] = kinds
    return members


def expected_members(scenario: Scenario) -> list[Any]:
    """Join events of the timeline, in order: their members wait in rows after the others."""
    return [event for event in scenario.events if event.kind == "join"]


def with_expected(members: Members, joining: list[Any]) -> Members:
    """Append a row for every member that joins by an event."""
    count, extra = len(members.names), len(joining)
    first = int(members.whole["number"].max(initial=-1)) + 1
    more = blank_members(extra)
    more.whole["number"][:] += first
    more.whole["status"][:] = int(Status.EXPECTED)
    names = list(members.names)
    for row, event in enumerate(joining):
        action = event.action
        more.whole["kind"][row] = int(action.kind)
        names.append(action.name or f"M{count + row + 1}")
        for field in ("size", "own_resources", "skill", "priority"):
            value = getattr(action, field)
            if value is not None:
                more.real[field][row] = value
    return Members(
        names,
        {name: np.concatenate([members.whole[name], more.whole[name]]) for name in members.whole},
        {name: np.concatenate([members.real[name], more.real[name]]) for name in members.real},
    )


def row_of(reference: int | str, names: list[str]) -> int:
    """Row of a member named by its place in the table (from 1) or by its name."""
    if isinstance(reference, int):
        if not 1 <= reference <= len(names):
            raise ValueError(f"there is no member {reference}: the network has {len(names)} members")
        return reference - 1
    if reference not in names:
        raise ValueError(f"there is no member named {reference!r}")
    return names.index(reference)


def override(members: Members, scenario: Scenario) -> None:
    """Apply the scenario's edits of single members."""
    for edit in scenario.network.members:
        row = row_of(edit.member, members.names)
        for name in edit.model_fields_set - {"member"}:
            value = getattr(edit, name)
            if value is None:
                continue
            table = members.whole if name in members.whole else members.real
            table[name][row] = value
