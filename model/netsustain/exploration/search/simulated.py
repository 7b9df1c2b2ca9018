"""Policies run in common futures, in memory: every policy meets the same futures with the same lucks.

Run ``k`` of future ``d`` has luck ``d × replicates + k`` of the seed whatever the policy, so policies differ run by run
under the same luck (common random numbers; Law 2015, ch. 11), and the numbers of one do not depend on what else is run.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd

from netsustain import driver
from netsustain.ensemble import run_batch, runs_frame
from netsustain.exploration.factors import Factor
from netsustain.exploration.outcomes import with_derived
from netsustain.exploration.search.decisions import Policy
from netsustain.exploration.search.objectives import Runs
from netsustain.exploration.search.price import Prices
from netsustain.health.intervals import Floats
from netsustain.plan import compile_scenario
from netsustain.scenario.parameters import parameter_values
from netsustain.scenario.schema import Scenario
from netsustain.threads import default_workers


@dataclass(frozen=True)
class Futures:
    """What every policy is run in."""

    name: str
    """What they are for: those of the search, or those that judge what it found."""
    design: pd.DataFrame
    """A row a future, a column a factor; no column where nothing but luck differs."""
    replicates: int
    """Runs of each policy in each future."""
    seed: int

    @property
    def runs(self) -> int:
        """Runs of a policy."""
        return len(self.design) * self.replicates


class Evaluate(Protocol):
    """Runs policies in futures. The same policies in the same futures always have the same outcomes."""

    def __call__(self, policies: Sequence[Policy], futures: Futures) -> Runs: ...


def with_levers(scenario: Scenario, policy: Policy) -> Scenario:
    """The scenario under a policy from its first month on."""
    return scenario.with_(**{f"levers.{lever}": value for lever, value in policy.items()})


@dataclass(frozen=True)
class Simulated:
    """Evaluates in memory, on threads.

    Attributes
    ----------
    scenario
        What policies are tried in.
    factors
        Those of the futures.
    outcomes
        What is kept of a run.
    vectors
        Parameter vectors, a row each: run k of a future has row k modulo their number. The scenario's own when None.
    workers
        Threads; all cores when None. Results do not depend on it.
    """

    scenario: Scenario
    factors: tuple[Factor, ...]
    outcomes: tuple[str, ...]
    prices: Prices
    vectors: Floats | None = None
    workers: int | None = None

    def __call__(self, policies: Sequence[Policy], futures: Futures) -> Runs:
        """Outcomes of the policies; a run that fails counts in nothing."""
        driver.load()  # once, before there are threads
        with ThreadPoolExecutor(max_workers=self.workers or default_workers()) as pool:
            tried = (with_levers(self.scenario, policy) for policy in policies)
            found = list(pool.map(lambda scenario: self.in_futures(scenario, futures), tried))
        planned = np.array([self.prices.planned(policy) for policy in policies])
        return Runs(np.stack(found), self.outcomes, planned, self.vectors is not None)

    def in_futures(self, tried: Scenario, futures: Futures) -> Floats:
        """(futures × runs × outcomes) of any scenario that has the factors, on this thread."""
        others = [factor for factor in self.factors if factor.parameter is None]
        if not others:
            return self._ran(tried, futures, 0, len(futures.design))
        pieces = []
        for number in range(len(futures.design)):
            row = futures.design.iloc[number]
            changes = {each.path: int(row[each.name]) if each.whole else float(row[each.name]) for each in others}
            pieces.append(self._ran(tried.with_(**changes), futures, number, number + 1))
        return np.concatenate(pieces)

    def _ran(self, scenario: Scenario, futures: Futures, first: int, last: int) -> Floats:
        compiled, replicates = compile_scenario(scenario), futures.replicates
        lucks = np.arange(first * replicates, last * replicates, dtype=np.uint64)
        table = self._vectors(futures, first, last)
        batch = run_batch(compiled, futures.seed, lucks, np.roll(table, int(lucks[0]) % max(len(table), 1), 0), False)
        runs = runs_frame(batch.runs, lucks, compiled.clock)
        ones = np.ones(len(runs))
        runs = with_derived(runs, ones * compiled.clock.horizon)
        values = runs[list(self.outcomes)].to_numpy(dtype=float)
        counts = ~runs["failed"].to_numpy(dtype=bool) & (runs["ended"] != "never_formed").to_numpy()
        shape = (last - first, replicates, len(self.outcomes))
        return np.where(counts[:, None], values, np.nan).reshape(shape)

    def _vectors(self, futures: Futures, first: int, last: int) -> Floats:
        """A row for each run of these futures; no row for the scenario's own parameters everywhere."""
        varied = [factor for factor in self.factors if factor.parameter is not None]
        if self.vectors is None and not varied:
            return np.zeros((0, 0))
        own = np.array([parameter_values(self.scenario.parameters)]) if self.vectors is None else self.vectors
        draws, within = np.divmod(np.arange(first * futures.replicates, last * futures.replicates), futures.replicates)
        table = own[within % len(own)]
        for factor in varied:
            table[:, factor.parameter] = futures.design[factor.name].to_numpy()[draws]
        return table
