"""The Mesa model: one replicate of a scenario, one compiled month a step.

A step calls the same compiled month as an ensemble does, so a model stepped to its end holds replicate k of
``simulate(scenario, seed=rng)`` bit for bit. Nothing here draws a random number: ``model.random`` and
``model.rng`` are there for the user's own code, and the model's results never depend on them.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from netsustain import driver
from netsustain.agents import Leader, MemberOrganisation
from netsustain.attributes import place_of_network, with_columns
from netsustain.ensemble import check_seed, months_frame, runs_frame
from netsustain.kernels import kernel_source
from netsustain.mesa_base import AgentSet, Model
from netsustain.plan import compile_scenario
from netsustain.population import Population
from netsustain.reporters import AgentReporters, ModelReporters, collector
from netsustain.rules.contract import Clock
from netsustain.state import Ended, State
from netsustain.storage import MONTHLY, RUN_COLUMNS, at_month, store_last, store_month, store_run

if TYPE_CHECKING:
    import pandas as pd

    from netsustain.scenario.schema import Scenario

MONTHS_TO_CONFIRM = 6
"""Months simulated past the horizon, so that an end in its last months can be confirmed."""


def _whole(name: str, value: Any) -> int:
    try:
        return operator.index(value)
    except TypeError:
        raise TypeError(f"{name} {value!r}: expected a whole number") from None


@with_columns("network", place_of_network)
class NetworkModel(Model):
    """One network, month by month.

    Every ``network`` column of ``netsustain.state.COLUMNS`` is an attribute: ``model.c2``,
    ``model.active_members``, ``model.ended``. Agents are built when first asked for.

    Parameters
    ----------
    scenario
        What to run; kept as ``network_scenario``, because Mesa has a use of its own for ``scenario``.
    rng
        Seed, 0 .. 2**64 - 1; the ``seed`` of ``simulate``.
    replicate
        Which replicate of that seed, 0 .. 2**32 - 1.
    model_reporters, agent_reporters
        What ``datacollector`` collects after every month; by default the monthly columns, nothing of agents.

    Attributes
    ----------
    tick
        Months done so far.
    state
        The columns. A step may move them to larger arrays: ask the model for them, do not keep them.

    Raises
    ------
    ValueError
        For a seed, a replicate or a scenario that cannot be run.
    """

    member_class: type[MemberOrganisation] = MemberOrganisation
    """Class of the members' agents; a subclass of the model may name another."""
    leader_class: type[Leader] = Leader

    def __init__(
        self,
        scenario: Scenario,
        rng: int = 1,
        replicate: int = 0,
        *,
        model_reporters: ModelReporters | None = None,
        agent_reporters: AgentReporters | None = None,
    ) -> None:
        self.seed = check_seed(_whole("rng", rng))
        self.replicate = _whole("replicate", replicate)
        if not 0 <= self.replicate < 2**32:
            raise ValueError(f"replicate {replicate}: expected a whole number from 0 to {2**32 - 1}")
        super().__init__(rng=self.seed)
        self.network_scenario = scenario
        self.compiled = compile_scenario(scenario)
        self.tick = 0
        self.state: State = driver.load().start(
            self.compiled.template, self.compiled.plan, self.clock(1), *self._luck()
        )
        self._series = np.zeros((1, self.horizon, len(MONTHLY)))
        self._row = np.zeros((1, len(RUN_COLUMNS)))
        kernel_source(store_last)(self.state, self._row, 0)
        self.population = Population(self)
        self.datacollector = collector(model_reporters, agent_reporters)
        self.running = not self.finished

    # ---- time ---------------------------------------------------------------------------------------

    @property
    def horizon(self) -> int:
        """Last month of the scenario [months]."""
        return self.compiled.clock.horizon

    @property
    def finished(self) -> bool:
        """Whether the run is over: the network has ended, or the months that confirm an end are done."""
        return self.ended != Ended.ALIVE or self.tick >= self.horizon + MONTHS_TO_CONFIRM

    def clock(self, month: int) -> Clock:
        """The clock of a month (from 1)."""
        clock: Clock = kernel_source(at_month)(self.compiled.clock, month)
        return clock

    def _luck(self) -> tuple[np.uint64, np.uint64]:
        return np.uint64(self.seed), np.uint64(self.replicate)

    def step(self) -> None:
        """One month; nothing once the run is finished."""
        if self.finished:
            self.running = False
            return
        month = self.tick + 1
        self.state = driver.load().one_month(self.state, self.compiled.plan, self.clock(month), *self._luck())
        self.tick = month
        if month <= self.horizon:
            kernel_source(store_month)(self.state, self._series, 0, month)
            kernel_source(store_last)(self.state, self._row, 0)
        if self.population.built:
            self.population.refresh()
        self.running = not self.finished
        self.datacollector.collect(self)

    def run(self) -> Self:
        """Step to the end; returns the model."""
        while not self.finished:
            self.step()
        return self

    # ---- agents -------------------------------------------------------------------------------------

    @property
    def agents(self) -> AgentSet:
        """Every member that takes part, each followed by its leader."""
        self.population.refresh()
        return super().agents

    @property
    def agents_by_type(self) -> dict[type, AgentSet]:
        """Agents by class."""
        self.population.refresh()
        return super().agents_by_type  # type: ignore[no-any-return]

    @property
    def agent_types(self) -> list[type]:
        """Classes of agents."""
        return list(self.agents_by_type)

    @property
    def members(self) -> AgentSet:
        """The member organisations that take part."""
        return self._of_type(self.member_class)

    @property
    def leaders(self) -> AgentSet:
        """The posts of their leaders."""
        return self._of_type(self.leader_class)

    def _of_type(self, agent_class: type) -> AgentSet:
        found = self.agents_by_type.get(agent_class)
        return AgentSet([], random=self.random) if found is None else found

    # ---- results ------------------------------------------------------------------------------------

    def run_row(self) -> pd.Series:
        """The row of this run, as in ``Ensemble.runs``; before the end, as if the run stopped here."""
        return self._runs().iloc[0].rename(self.replicate)

    def months(self) -> pd.DataFrame:
        """The months done, as in ``Ensemble.months``; once finished, all of them.

        An end is dated six months before it is certain, so ``alive`` of the last months may still change.
        """
        done = self.horizon if self.finished else min(self.tick, self.horizon)
        return months_frame(self._series[:, :done], self._number(), self._runs())

    def _number(self) -> np.ndarray:
        return np.array([self.replicate], dtype=np.uint64)

    def _runs(self) -> pd.DataFrame:
        kernel_source(store_run)(self.state, self._row, 0)
        return runs_frame(self._row, self._number(), self.compiled.clock)
