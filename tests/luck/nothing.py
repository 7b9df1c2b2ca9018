"""Changes that change nothing: written otherwise, without effect, or out of reach of the run.

Every one leaves all rows and months of all replicates as they were, bit for bit, and a comparison of the two finds a
difference of exactly 0 in which every pair is a tie. ``but`` names the columns that such a change is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from tests.worlds import from_tables

from netsustain import simulate
from netsustain.exploration.comparison import compare
from netsustain.scenario import load
from netsustain.scenario.levers import LEVER_NAMES
from netsustain.scenario.parameters import PARAMETER_GROUP
from netsustain.scenario.schema import Scenario

REPLICATES = 1000
SEED = 5
STRUCTURE = (
    "ties", "density", "centralisation", "transitivity", "components", "density_end", "centralisation_end",
)  # fmt: skip
"""Columns that are measured every so many months."""
BASE = load("demo_all").until(60)
LATE = 80


class Nothing(NamedTuple):
    """A scenario before and after a change that changes nothing."""

    name: str
    before: Scenario
    after: Scenario
    but: tuple[str, ...] = ()


def _doses(scenario: Scenario) -> dict[str, Any]:
    """Every lever as a file writes it."""
    told = {name: getattr(scenario.levers, name) for name in LEVER_NAMES}
    return {name: dose.name.lower() if hasattr(dose, "name") else dose for name, dose in told.items()}


def _parameters(scenario: Scenario) -> dict[str, dict[str, float]]:
    """Every parameter as a file writes it."""
    told: dict[str, dict[str, float]] = {}
    for name, group in PARAMETER_GROUP.items():
        told.setdefault(group, {})[name] = getattr(getattr(scenario.parameters, group), name)
    return told


def _with_events(scenario: Scenario, *more: dict[str, Any]) -> Scenario:
    return scenario.with_(events=[*scenario.resolved()["events"], *more])


def _renamed(folder: Path) -> tuple[Scenario, Scenario]:
    """Twelve organisations by two sets of names."""
    kinds = ("area_office", "school", "university", "community", "private", "government")
    rows = [{"name": f"S{k}", "kind": kinds[k % len(kinds) if k < len(kinds) else 1]} for k in range(12)]
    ties = [(f"S{k}", f"S{j}") for k in range(12) for j in (k + 1, k + 3, k + 4) if j < 12]
    other = {row["name"]: f"โรงเรียน {90 - k}" for k, row in enumerate(rows)}
    events = [{"at": 20, "transfer": {"share": 0.5}}, {"at": 25, "leave": {"kind": "school", "count": 2}}]
    said: dict[str, Any] = {"months": 60, "events": events}
    return (
        from_tables(folder / "one", rows, [{"source": a, "target": b} for a, b in ties], **said),
        from_tables(
            folder / "other", [{**row, "name": other[row["name"]]} for row in rows],
            [{"source": other[a], "target": other[b]} for a, b in ties], **said,
        ),
    )  # fmt: skip


def _unused() -> Iterator[Nothing]:
    """Levers and events without anything to act on."""
    free: dict[str, Any] = {
        "resources": {"review_days": 0}, "governance": {"review_effect": 0, "review_fairness": 0},
    }  # fmt: skip
    reviews = BASE.with_(parameters=free, levers={"review_every": 0})
    yield Nothing("reviews that cost and change nothing", reviews, reviews.with_(levers={"review_every": 6}))
    stay = BASE.with_(
        parameters={"leadership": {"transfer_probability": 0.0, "handover_cost": 0}}, levers={"handover_months": 0},
        events=[],
    )  # fmt: skip
    yield Nothing("handovers where nobody moves", stay, stay.with_(levers={"handover_months": 3}))
    closed = BASE.with_(parameters={"membership": {"recruit_rate": 0}})
    low = closed.with_(parameters={"membership": {"growth_limit": 1.5}})
    high = closed.with_(parameters={"membership": {"growth_limit": 2.5}})
    yield Nothing("how far a network may grow that takes in nobody", low, high)
    for event in (
        {"transfer": {"share": 0}}, {"scandal": {"severity": 0}}, {"ministry_policy": {}}, {"grant_end": {}},
        {"leave": {"kind": "private", "count": 5}}, {"merger": {"kind": "university"}},
    ):  # fmt: skip
        kinds = {"school": 6.0, "community": 2.0}
        small = BASE.with_(**{"network.recipe.kinds": _mix(kinds)})
        yield Nothing(f"{next(iter(event))} that strikes nobody", small, _with_events(small, {"at": 30, **event}))


def _mix(kinds: dict[str, float]) -> dict[str, float]:
    from netsustain.scenario.network import TYPICAL_MIX

    return {**dict.fromkeys(TYPICAL_MIX, 0.0), **kinds}


def _late() -> Iterator[Nothing]:
    """What would happen only after the run."""
    longer = load("demo_all").until(LATE + 20)
    told = [{"transfer": {"who": "leaders"}}, {"budget": {"level": 0}}, {"leave": {"kind": "school", "count": 9}}]
    eventful = _with_events(longer, *({"at": LATE, **event} for event in told))
    yield Nothing("events after the horizon", longer.until(60), eventful.until(60))
    grant = {"amount": 9, "from": LATE, "to": LATE + 12}
    granted = longer.with_(funding={"grants": [*longer.resolved()["funding"]["grants"], grant]})
    yield Nothing("a grant after the horizon", longer.until(60), granted.until(60))


def _improbable() -> Iterator[Nothing]:
    """What could happen, and happens in none of the runs."""
    for event in ({"join": {"kind": "school"}}, {"leave": {"kind": "school"}}, {"crisis": {}}, {"transfer": {}}):
        told = [*BASE.resolved()["recurrent"], {"rate": 1e-6, **event}]
        yield Nothing(f"{next(iter(event))} once in a million years", BASE, BASE.with_(recurrent=told))


def nothings(folder: Path) -> Iterator[Nothing]:
    """Every change that changes nothing; tables of members are written to ``folder``."""
    yield Nothing("every lever at its dose, written out", BASE, BASE.with_(levers=_doses(BASE)))
    yield Nothing("every parameter at its value, written out", BASE, BASE.with_(parameters=_parameters(BASE)))
    present = {"at": 20, "set": {**_doses(BASE), "over": 6}}
    yield Nothing("levers set to what they are", BASE, _with_events(BASE, present))
    kept = {"at": 20, "budget": {"level": 1, "over": 3}}
    whole = BASE.with_(events=[event for event in BASE.resolved()["events"] if "budget" not in event])
    yield Nothing("budgets set to what they are", whole, _with_events(whole, kept))
    yield Nothing("ways to talk restored that were never lost", BASE, _with_events(
        BASE, {"at": 20, "communication": {"policy": "restore"}},
    ))  # fmt: skip
    yield Nothing("structure measured more often", BASE, BASE.with_(structure_every=1), STRUCTURE)
    yield Nothing("another title, question and currency", BASE, BASE.with_(
        title={"en": "Other", "th": "อื่น"}, question={"en": "Why?", "th": "ทำไม"}, currency="USD", baht_price=1,
        name="other", uncertain={"levers.platform": {"low": 0, "high": 1}},
    ))  # fmt: skip
    yield Nothing("every member by another name", *_renamed(folder))
    yield from _unused()
    yield from _late()
    yield from _improbable()


# ---- what is compared --------------------------------------------------------------------------------------------


def columns_that_differ(nothing: Nothing, replicates: int) -> list[str]:
    """Columns of runs and months that do not agree bit for bit in every replicate."""
    one, other = (simulate(each, replicates, seed=SEED, months=True) for each in (nothing.before, nothing.after))
    assert len(one.runs) == replicates
    return [
        f"{part}.{name}"
        for part in ("runs", "months")
        for name in getattr(one, part)
        if name not in nothing.but and not _same(getattr(one, part)[name], getattr(other, part)[name])
    ]


def _same(one: pd.Series, other: pd.Series) -> bool:
    if one.dtype != other.dtype or len(one) != len(other):
        return False
    if one.dtype.kind == "f":
        return one.to_numpy().tobytes() == other.to_numpy().tobytes()
    return bool(one.equals(other))


def differences(nothing: Nothing, replicates: int, parameters: str) -> dict[str, float]:
    """What a comparison says of the two that is not what is said of equals; empty where all is."""
    found = compare(
        {"before": nothing.before, "after": nothing.after}, replicates=replicates, seed=SEED, parameters=parameters
    )
    pair = found.pairs.iloc[0]
    zero = [name for name in pair.index if name in EXACTLY_0]
    told = {name: float(pair[name]) for name in zero if pair[name] != 0.0}
    return told | {name: float(pair[name]) for name, value in EXACTLY.items() if pair[name] != value}


EXACTLY_0 = (
    "difference_months", "low", "high", "cost_difference", "cost_low", "cost_high", "only_a_not_dissolved",
    "only_b_not_dissolved", "p_a_later",
)  # fmt: skip
EXACTLY = {"p_tie": 1.0, "p_a_beats_b": 0.5, "mcnemar_p": 1.0, "variance_reduction": 1.0}
