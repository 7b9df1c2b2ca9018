"""Structure of a network read from tables: how dense and centralised it is, who holds it together, who holds the means.

Density and degree centralisation are those the model tells month by month (Freeman 1978; ``netsustain.structure``), of
the network as surveyed. Concentration is of members' own staff-days, while the model's C5 looks at sources of income;
where the tables do not say what members could give, what is typical of their kind stands in, and that is told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations_with_replacement
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netsustain.diagnosis.keyplayers import Adjacency, Leaving, adjacency_of, each_leaving, key_set, without
from netsustain.scenario.kinds import TRAITS, Kind

STRONG = 0.5
"""Strength from which a tie is called strong: monthly contact where frequencies of 1 to 5 were read as 0 to 1."""
SETS = (2, 3)
"""Sizes of sets of key players that are searched."""


@dataclass(frozen=True)
class Structure:
    """What the ties say.

    Attributes
    ----------
    members
        A row a member, those whose leaving fragments most first: ``name``, ``kind``, ``degree``, ``fragmentation``
        without it, ``components``, ``cut_off`` (members cut off from the largest part), ``shatters``.
    kinds
        A row a pair of kinds: ``kind_a``, ``kind_b``, ``ties``, ``holders`` (members that hold them on the thinner
        side), ``only`` (the one member on whom they all hang; empty otherwise).
    numbers
        ``members``, ``ties``, ``density``, ``centralisation``, ``components``, ``isolates``, ``fragmentation``,
        ``between_kinds`` (share of ties), ``herfindahl`` and ``largest_share`` of own staff-days, ``assumed_share``
        (members whose staff-days are not known), ``trust_known`` (share of the ties' ends whose trust a table says).
    """

    numbers: dict[str, float]
    members: pd.DataFrame
    kinds: pd.DataFrame
    sets: tuple[Leaving, ...]
    names: tuple[str, ...]
    isolates: tuple[str, ...]
    largest_holder: str
    edges: tuple[tuple[int, int], ...]
    """Ties by number of their ends."""
    strong: Structure | None = None
    """The same of strong ties only; None where ties do not differ in this."""


def structure_of(scenario: Any) -> Structure | None:
    """The structure of a scenario's network; None where it is drawn from a recipe, so nobody's in particular."""
    if scenario.network.files is None:
        return None
    from netsustain.scenario.tables import network_tables

    members, ties = network_tables(scenario)
    trusted = np.concatenate([ties["trust_ab"], ties["trust_ba"]])
    a, b = ties["a"].astype(np.int64), ties["b"].astype(np.int64)
    kinds = members.whole["kind"].astype(np.int64)
    names, days = tuple(members.names), members.real["own_resources"]
    found = structure_from(names, kinds, a, b, days)
    strong = ties["strength"] >= STRONG
    if strong.any() and not strong.all():
        found = replace(found, strong=structure_from(names, kinds, a[strong], b[strong], days))
    found.numbers["trust_known"] = float(np.isfinite(trusted).mean()) if len(trusted) else 0.0
    return found


def structure_from(
    names: tuple[str, ...], kinds: NDArray[np.int64], a: NDArray[np.int64], b: NDArray[np.int64],
    days: NDArray[np.float64],
) -> Structure:  # fmt: skip
    """The structure of members and ties.

    Parameters
    ----------
    kinds
        Number of each member's ``Kind``; below 0 where unknown.
    a, b
        Ends of each tie, once.
    days
        Own staff-days a month; NaN where not known.
    """
    adjacency = adjacency_of(len(names), a, b)
    degree = adjacency.sum(axis=1)
    whole, means = without(adjacency), _means(kinds, days)
    shares = means / means.sum() if means.sum() > 0 else np.full(len(names), np.nan)
    tied = np.triu(adjacency).nonzero()
    numbers = {
        "members": len(names), "ties": len(tied[0]), "density": density(degree),
        "centralisation": centralisation(degree),
        "components": whole.components, "isolates": int((degree == 0).sum()), "fragmentation": whole.fragmentation,
        "between_kinds": float((kinds[tied[0]] != kinds[tied[1]]).mean()) if len(tied[0]) else float("nan"),
        "herfindahl": float((shares**2).sum()), "largest_share": float(shares.max(initial=0)),
        "assumed_share": float(np.isnan(days).mean()),
    }  # fmt: skip
    return Structure(
        numbers=numbers,
        members=_members(names, kinds, adjacency, degree),
        kinds=_kinds(names, kinds, adjacency),
        sets=tuple(found for size in SETS if (found := key_set(adjacency, size)) is not None),
        names=names,
        isolates=tuple(names[k] for k in np.flatnonzero(degree == 0)),
        largest_holder=names[int(shares.argmax())] if np.isfinite(shares).all() else "",
        edges=tuple(zip(tied[0].tolist(), tied[1].tolist(), strict=True)),
    )


def kinds_of_members(scenario: Any) -> dict[str, str]:
    """Kind of each named member of a network read from tables; empty for one drawn from a recipe."""
    if scenario.network.files is None:
        return {}
    from netsustain.scenario.tables import network_tables

    members, _ = network_tables(scenario)
    kinds = [kind_name(kind) for kind in members.whole["kind"].tolist()]
    return {name: kind for name, kind in zip(members.names, kinds, strict=True) if kind}


def density(degree: NDArray[np.int64]) -> float:
    """Share of possible ties that exist."""
    number = len(degree)
    return float(degree.sum()) / (number * (number - 1)) if number > 1 else 0.0


def centralisation(degree: NDArray[np.int64]) -> float:
    """Degree centralisation: 1 for a star, 0 where all have as many ties (Freeman 1978)."""
    number = len(degree)
    return float((degree.max() - degree).sum()) / ((number - 1) * (number - 2)) if number > 2 else 0.0


def _means(kinds: NDArray[np.int64], days: NDArray[np.float64]) -> NDArray[np.float64]:
    """Own staff-days, where not known those typical of the kind."""
    typical = np.array([TRAITS[Kind(kind if kind >= 0 else Kind.SCHOOL)].own_resources for kind in kinds.tolist()])
    return np.where(np.isnan(days), typical, days)


def _members(
    names: tuple[str, ...], kinds: NDArray[np.int64], adjacency: Adjacency, degree: NDArray[np.int64]
) -> pd.DataFrame:
    rows = []
    for each in each_leaving(adjacency):
        (place,) = each.members
        rows.append({
            "name": names[place], "kind": kind_name(kinds[place]), "degree": int(degree[place]),
            "fragmentation": each.fragmentation, "components": each.components, "cut_off": each.cut_off,
            "shatters": each.shatters,
        })  # fmt: skip
    frame = pd.DataFrame(rows)
    return frame.sort_values(["fragmentation", "degree", "name"], ascending=[False, False, True], ignore_index=True)


def kind_name(kind: int) -> str:
    """Name of a kind by its number; empty where unknown."""
    return Kind(int(kind)).name.lower() if kind >= 0 else ""


def _kinds(names: tuple[str, ...], kinds: NDArray[np.int64], adjacency: Adjacency) -> pd.DataFrame:
    """Ties within and between kinds, and on how few members those between two kinds hang."""
    rows = []
    for first, second in combinations_with_replacement(sorted({int(kind) for kind in kinds if kind >= 0}), 2):
        own, other = np.flatnonzero(kinds == first), np.flatnonzero(kinds == second)
        block = adjacency[np.ix_(own, other)]
        ties = int(block.sum()) // (2 if first == second else 1)
        holders, holder = 0, ""
        if first != second and ties:
            sides = [own[block.any(axis=1)], other[block.any(axis=0)]]
            # A side that has one member only cannot have more holders: it does not make a bridge thin.
            able = [held for held, side in zip(sides, (own, other), strict=True) if len(side) > 1]
            thinner = min(able, key=len, default=np.empty(0, dtype=np.int64))
            holders = len(thinner)
            holder = names[int(thinner[0])] if holders == 1 else ""
        rows.append((kind_name(first), kind_name(second), ties, holders, holder))
    return pd.DataFrame(rows, columns=["kind_a", "kind_b", "ties", "holders", "only"])
