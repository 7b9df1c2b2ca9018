"""Everything that is run for an advice: policies and scenarios in common futures, remembered and counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from netsustain import driver
from netsustain.exploration.answer import Progress
from netsustain.exploration.search.decisions import Policy, Value
from netsustain.exploration.search.objectives import Runs
from netsustain.exploration.search.price import Prices
from netsustain.exploration.search.simulated import Futures, with_levers
from netsustain.health.intervals import Floats
from netsustain.health.series import CONDITIONS
from netsustain.scenario.schema import Scenario
from netsustain.threads import default_workers

OUTCOMES = ("months_sustained", "alive", "cost", *CONDITIONS)
"""What is kept of a run."""
AT_ONCE = 64
"""Scenarios handed to the threads together: progress is told in between."""
InFutures = Callable[[Scenario, Futures], Floats]
"""Runs a scenario in futures: (futures × runs × outcomes)."""
Key = tuple[str, tuple[tuple[str, Value], ...]]


@dataclass
class Trials:
    """Runs policies, each once in the same futures, and changed scenarios.

    Attributes
    ----------
    base
        What policies are tried in.
    in_futures
        Runs one scenario; must give the same numbers whenever it is asked.
    expected
        Runs in all, as far as can be told beforehand.
    """

    base: Scenario
    prices: Prices
    in_futures: InFutures
    outcomes: tuple[str, ...] = OUTCOMES
    workers: int | None = None
    progress: Progress | None = None
    expected: int = 0
    runs: int = 0
    known: dict[Key, Floats] = field(default_factory=dict)

    def __call__(self, policies: Sequence[Policy], futures: Futures) -> Runs:
        """Outcomes of policies, as :class:`netsustain.exploration.search.simulated.Evaluate` asks."""
        keys = [(futures.name, tuple(sorted(policy.items()))) for policy in policies]
        new = {key: policy for key, policy in zip(keys, policies, strict=True) if key not in self.known}
        found = self.scenarios([with_levers(self.base, policy) for policy in new.values()], futures)
        self.known.update(zip(new, found, strict=True))
        planned = np.array([self.prices.planned(policy) for policy in policies])
        return Runs(np.stack([self.known[key] for key in keys]), self.outcomes, planned)

    def scenarios(self, scenarios: Sequence[Scenario], futures: Futures) -> list[Floats]:
        """Outcomes of scenarios, each (futures × runs × outcomes)."""
        driver.load()  # once, before there are threads
        found: list[Floats] = []
        with ThreadPoolExecutor(max_workers=self.workers or default_workers()) as pool:
            for first in range(0, len(scenarios), AT_ONCE):
                part = scenarios[first : first + AT_ONCE]
                for each in pool.map(lambda scenario: self.in_futures(scenario, futures), part):
                    found.append(each)
                    self._count(futures.runs)
        return found

    def months(self, scenarios: Sequence[Scenario], futures: Futures) -> Floats:
        """Months sustained of scenarios, (scenarios × futures × runs)."""
        place = self.outcomes.index("months_sustained")
        return np.stack([each[..., place] for each in self.scenarios(scenarios, futures)])

    def tried(self, futures: Futures) -> list[tuple[Policy, Floats]]:
        """Every policy that was run in these futures, with its outcomes, in the order in which they were run."""
        return [(dict(policy), values) for (name, policy), values in self.known.items() if name == futures.name]

    def done(self) -> None:
        """Tell that nothing more will be run."""
        if self.progress is not None:
            self.progress(self.runs, self.runs)

    def _count(self, runs: int) -> None:
        self.runs += runs
        if self.progress is not None:
            self.progress(self.runs, max(self.expected, self.runs))
