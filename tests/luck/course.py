"""One replicate of a scenario in plain Python, stage by stage: what was drawn, and what everybody was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from tests.conftest import PlainModel
from tests.luck.watching import Numbers, Place, states, watched
from tests.worlds import ROWS

from netsustain.plan import compile_scenario
from netsustain.scenario.schema import Scenario
from netsustain.state import COLUMNS, POSITION, State

Columns = dict[str, np.ndarray]
Drawn = dict[Place, Numbers]


@dataclass(frozen=True)
class Course:
    """One replicate, stage by stage: the start, then each month."""

    draws: list[Drawn]
    columns: list[Columns]


def course(plain: PlainModel, scenario: Scenario, seed: int, replicate: int) -> Course:
    """Run one replicate of a scenario in plain Python, every draw noted."""
    found, stage = Course([], []), Drawn()

    def watch(place: Place, draw: Callable[[], Numbers]) -> Numbers:
        stage[place] = draw()
        return stage[place]

    with watched(plain, watch):
        for state in states(plain, compile_scenario(scenario), scenario.months, seed, replicate):
            found.draws.append(dict(stage))
            found.columns.append(columns_of(state))
            stage.clear()
    return found


def columns_of(state: State) -> Columns:
    """A copy of every live column by its whole name."""
    return {
        f"{item.entity}.{item.name}": _live(state, item.entity, item.dtype, item.name).copy()
        for item in COLUMNS
    } | {"levers": state.levers.copy(), "parameters": state.parameters.copy()}  # fmt: skip


def _live(state: State, entity: str, dtype: str, name: str) -> np.ndarray:
    values: np.ndarray = getattr(state, f"{entity}_{dtype}")[POSITION[entity, dtype][name]]
    return values[: state.size[ROWS[entity]]] if entity in ROWS else values
