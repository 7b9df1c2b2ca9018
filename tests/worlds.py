"""Worlds of the verification tests: networks stepped month by month, their columns by name, their numbers as arrays.

Everything here goes through the same driver as the product, compiled or (``NUMBA_DISABLE_JIT=1``) in plain Python.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from netsustain import driver
from netsustain.ensemble import run_batch
from netsustain.kernels import JIT, kernel_source
from netsustain.plan import Compiled, compile_scenario
from netsustain.scenario import load
from netsustain.scenario.levers import LEVER_NAMES
from netsustain.scenario.parameters import PARAMETER_NAMES
from netsustain.scenario.schema import Scenario
from netsustain.state import COLUMNS, POSITION, State
from netsustain.storage import MONTHLY, RUN_COLUMNS, at_month

ROWS = {"member": 0, "leader": 0, "tie": 1, "goal": 2}
"""Where the number of live rows of an entity stands in ``State.size``."""
PLACES = {
    f"{item.entity}.{item.name}": (
        State._fields.index(f"{item.entity}_{item.dtype}"),
        POSITION[item.entity, item.dtype][item.name],
        ROWS.get(item.entity),
    )
    for item in COLUMNS
}
"""Where a column lies: block of the state, row of the block, and which size tells its live part."""


class Snapshot:
    """A copy of everything a network is at the end of a month."""

    def __init__(self, state: State, month: int) -> None:
        self.state = State(*(array.copy() for array in state))
        self.month = month

    def __getitem__(self, name: str) -> np.ndarray:
        """Live rows of ``entity.column``; writing into them changes this snapshot."""
        block, row, size = PLACES[name]
        values: np.ndarray = self.state[block][row]
        return values if size is None else values[: self.state.size[size]]

    def net(self, name: str) -> float:
        """A number of the network."""
        return self[f"network.{name}"].item()

    def lever(self, name: str) -> float:
        """The dose of a lever."""
        return float(self.state.levers[0, LEVER_NAMES.index(name)])

    def parameter(self, name: str) -> float:
        """The value of a parameter."""
        return float(self.state.parameters[PARAMETER_NAMES.index(name)])

    def pairs(self) -> list[tuple[int, int]]:
        """Rows of the two members of every tie."""
        return list(zip(self["tie.a"].tolist(), self["tie.b"].tolist(), strict=True))


class World:
    """One replicate of a scenario, a month at a time; it goes on after an end."""

    def __init__(self, scenario: Scenario, seed: int = 1, replicate: int = 0) -> None:
        self.compiled: Compiled = compile_scenario(scenario)
        self.month = 0
        self._luck = (np.uint64(seed), np.uint64(replicate))
        self.state: State = driver.load().start(self.compiled.template, self.compiled.plan, self._clock(1), *self._luck)

    def _clock(self, month: int) -> Any:
        return kernel_source(at_month)(self.compiled.clock, month)

    def step(self) -> Snapshot:
        """One month; returns how it ended."""
        self.month += 1
        plan = self.compiled.plan
        self.state = driver.load().one_month(self.state, plan, self._clock(self.month), *self._luck)
        return self.now()

    def now(self) -> Snapshot:
        """How the network is now."""
        return Snapshot(self.state, self.month)

    def months(self, count: int) -> Iterator[Snapshot]:
        """The ends of the next so many months."""
        return (self.step() for _ in range(count))


class Numbers(NamedTuple):
    """What is kept of some replicates, bit for bit; months after an end are 0."""

    runs: dict[str, np.ndarray]
    """Column of a run → a number a replicate."""
    months: dict[str, np.ndarray]
    """Column of a month → ``[replicate, month]``."""


def numbers(
    scenario: Scenario, replicates: int = 2, seed: int = 1, *, first: int = 0, vectors: np.ndarray | None = None
) -> Numbers:
    """Runs and months of replicates ``first`` .. ``first + replicates - 1``."""
    which = np.arange(first, first + replicates, dtype="u8")
    batch = run_batch(compile_scenario(scenario), seed, which, np.zeros((0, 0)) if vectors is None else vectors, True)
    return Numbers(
        dict(zip(RUN_COLUMNS, batch.runs.T, strict=True)),
        dict(zip(MONTHLY, np.moveaxis(batch.months, 2, 0), strict=True)),
    )


def different(one: Numbers, other: Numbers, *, but: Iterable[str] = ()) -> list[str]:
    """Columns in which two sets of runs do not agree bit for bit, those named in ``but`` apart."""
    left_out = set(but)
    return [
        f"{kind}.{name}"
        for kind in Numbers._fields
        for name, values in getattr(one, kind).items()
        if name not in left_out and not np.array_equal(values, getattr(other, kind)[name], equal_nan=True)
    ]


def bits(state: State) -> bytes:
    """Bits of the live part of a state (neighbour lists, which follow from the ties, apart)."""
    parts = []
    for name, array in state._asdict().items():
        entity = name.partition("_")[0]
        if not name.startswith("neighbour"):
            parts.append((array[:, : state.size[ROWS[entity]]] if entity in ROWS else array).tobytes())
    return b"".join(parts)


def many(compiled: int, plain: int) -> int:
    """So many replicates where there is a compiler, fewer where there is none."""
    return compiled if JIT else plain


def small(members: int = 8, months: int = 24, name: str = "baseline", **changes: Any) -> Scenario:
    """A shipped scenario cut down in size and time, with changes."""
    return load(name).until(months).with_(**{"network.recipe.members": members}).with_(**changes)


SCENARIO = """schema: 1
extends: baseline
title: {en: Tables, th: ตาราง}
question: {en: What if?, th: ถ้าเป็นเช่นนั้นล่ะ}
sources: [A-M]
network: {recipe: null, files: {members: members.csv, ties: %s, directed: %s}}
"""


def from_tables(
    folder: Path,
    members: Sequence[Mapping[str, Any]],
    ties: Sequence[Mapping[str, Any]] = (),
    *,
    directed: bool = False,
    **changes: Any,
) -> Scenario:
    """A scenario on a network of tables, written to a folder; what a row leaves out is drawn."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_table(folder / "members.csv", members)
    if ties:
        _write_table(folder / "ties.csv", ties)
    path = folder / "tables.yaml"
    path.write_text(SCENARIO % ("ties.csv" if ties else "null", str(directed).lower()), encoding="utf-8")
    return load(path).with_(**changes)


def _write_table(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)))
        writer.writeheader()
        writer.writerows(rows)


SCHOOL = {
    "kind": "school", "size": 1, "remoteness": 0, "digital_access": 1, "own_resources": 4, "skill": 0.5,
    "priority": 0.5, "contributor": "other", "alone": 0.5, "captures": 0,
}  # fmt: skip
"""A school about which nothing is left to chance."""


def schools(count: int, **changes: Any) -> list[dict[str, Any]]:
    """So many schools of which everything is known."""
    return [{"name": f"S{row + 1}", **SCHOOL, **changes} for row in range(count)]


NO_LUCK: dict[str, Any] = {
    "parameters": {
        "leadership": {"transfer_probability": 0, "annual_window": 0, "championing_spread": 0,
                       "facilitation_spread": 0},
        "resources": {"income_volatility": 0, "international_chance": 1},
        "vision": {"priority_drift": 0},
        "contribution": {"reciprocity_spread": 0, "belief_spread": 0},
        "activity": {"project_luck": 0},
        "trust": {"experience_luck": 0, "conflict_rate": 0, "signing_chance": 0, "joint_chance": 20,
                  "strength_effect": 0},
        "membership": {"exit_rate": 0, "recruit_rate": 0, "return_rate": 0, "comeback_rate": 0, "formation_rate": 0,
                       "decay_hazard": 0, "partner_choice": 0},
    },
    "network.initial": {"leader_experience": 0, "trust_spread": 0, "formal_share": 0},
}  # fmt: skip
"""Changes after which no draw decides anything (on a network whose members and ties are given)."""

STILL: dict[str, Any] = {
    "parameters": {
        "leadership": {"emergence_rate": 0},
        "resources": {"own_share": 0, "project_room": 0},
        "vision": {"vision_pull": 0, "leader_pull": 0, "goal_drift": 0},
        "contribution": {
            "warm_start": 0, "value_effect": 0, "trust_effect": 0, "leadership_effect": 0, "alignment_effect": 0,
            "urgency_effect": 0, "fatigue_effect": 0, "steering_effect": 0, "steering_cost": 0,
        },
        "communication": {"face_to_face_effect": 0, "written_effect": 0},
        "membership": {"dormant_below": 0},
    },
    "levers": {
        "core_leaders": 1, "succession_planning": 0, "handover_months": 0, "leadership_training": 0,
        "meeting_frequency": 0, "platform": 0, "community_forum": 0, "newsletter": 0, "transparency": 0,
        "two_way_feedback": 0, "relationship_activities": 0, "onboarding": 0, "written_agreement": 0, "review_every": 0,
        "mediation": 0, "fundraising_public_private": 0, "fundraising_community": 0, "fundraising_human": 0,
        "fundraising_technology": 0, "fundraising_international": 0, "capacity_building": 0, "reserve_plan": 0,
        "monitoring": 0,
    },
}  # fmt: skip
"""Changes after which nothing drives effort but the type of contributor, and nobody pulls or pays for anything."""


def both(*changes: Mapping[str, Any]) -> dict[str, Any]:
    """Several sets of changes as one; mappings merge, later values win."""
    merged: dict[str, Any] = {}
    for each in changes:
        for key, value in each.items():
            old = merged.get(key)
            merged[key] = both(old, value) if isinstance(old, dict) and isinstance(value, Mapping) else value
    return merged
