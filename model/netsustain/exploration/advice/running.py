"""Runs a scenario in many futures: each a parameter vector and a few other numbers of its own, thousands of them fast.

A future's other numbers are put into the scenario without checking it again, since both ends of their ranges were
checked (:func:`netsustain.exploration.factors.factor_of`), and all runs of a scenario become one table.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from pydantic import BaseModel

from netsustain.ensemble import run_batch, runs_frame
from netsustain.exploration.advice.unknown import World
from netsustain.exploration.factors import Factor
from netsustain.exploration.outcomes import with_derived
from netsustain.exploration.search.simulated import Futures
from netsustain.health.intervals import Floats
from netsustain.plan import compile_scenario
from netsustain.scenario.parameters import parameter_values
from netsustain.scenario.paths import fields_by_key
from netsustain.scenario.schema import Scenario


class Runner:
    """Runs scenarios in the futures of a world.

    Run ``k`` of future ``d`` has luck ``d × replicates + k`` of the futures' seed in every scenario.
    """

    def __init__(self, world: World, outcomes: tuple[str, ...]) -> None:
        self.outcomes = outcomes
        self._own = np.array(parameter_values(world.scenario.parameters))
        self._parameters = [factor for factor in world.factors if factor.parameter is not None]
        self._others = [factor for factor in world.factors if factor.parameter is None]
        self._tables: dict[str, tuple[Floats, Floats]] = {}

    def __call__(self, scenario: Scenario, futures: Futures) -> Floats:
        """(futures × runs × outcomes); NaN where a run failed or no network formed."""
        vectors, numbers = self._table(futures)
        lucks = np.arange(futures.runs, dtype=np.uint64)
        compiled = compile_scenario(scenario)
        if not self._others:
            table = np.repeat(vectors, futures.replicates, axis=0)
            found = [run_batch(compiled, futures.seed, lucks, table, False).runs]
        else:
            found = []
            for place, row in enumerate(numbers):
                compiled = compile_scenario(self._in_future(scenario, row))
                own = lucks[place * futures.replicates : (place + 1) * futures.replicates]
                found.append(run_batch(compiled, futures.seed, own, vectors[[place]], False).runs)
        runs = with_derived(
            runs_frame(np.concatenate(found), lucks, compiled.clock), np.full(len(lucks), float(compiled.clock.horizon))
        )
        counts = ~runs["failed"].to_numpy(dtype=bool) & (runs["ended"] != "never_formed").to_numpy()
        values = np.where(counts[:, None], runs[list(self.outcomes)].to_numpy(dtype=float), np.nan)
        return values.reshape(len(numbers), futures.replicates, len(self.outcomes))

    def _in_future(self, scenario: Scenario, row: Floats) -> Scenario:
        for factor, value in zip(self._others, row, strict=True):
            scenario = replaced(scenario, factor.path.split("."), int(value) if factor.whole else float(value))
        return scenario

    def _table(self, futures: Futures) -> tuple[Floats, Floats]:
        """Parameter vectors and other numbers of the futures, a row each; made once."""
        if futures.name not in self._tables:
            vectors = np.tile(self._own, (len(futures.design), 1))
            for factor in self._parameters:
                vectors[:, factor.parameter] = futures.design[factor.name].to_numpy(dtype=float)
            self._tables[futures.name] = (vectors, _columns(futures, self._others))
        return self._tables[futures.name]


def _columns(futures: Futures, factors: list[Factor]) -> Floats:
    return futures.design[[factor.name for factor in factors]].to_numpy(dtype=float)


def replaced(part: Any, steps: list[str], value: float) -> Any:
    """A copy of a part of a scenario with one number replaced, unchecked; items of lists count from 1."""
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    if isinstance(part, tuple):
        place = int(step) - 1
        return (*part[:place], replaced(part[place], rest, value), *part[place + 1 :])
    if isinstance(part, BaseModel):
        name = fields_by_key(type(part))[step][0]
        return part.model_copy(update={name: replaced(getattr(part, name), rest, value)})
    return {**part, step: replaced(part[step], rest, value)}
