"""Policies run through the store of experiments: what was run once is never run again, in whatever search.

Each policy is a scenario of a campaign, and the futures are its design: all have the same lucks, a policy is compiled
once, and its rows are stored under what was asked of them alone. A search that was killed asks for the same policies
again, generation by generation, and finds them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from netsustain.exploration import campaign
from netsustain.exploration.answer import Progress, Status
from netsustain.exploration.campaign import Finished
from netsustain.exploration.prepared import nothing_done, prepared, taken_up
from netsustain.exploration.question import Lucks, Question, question_over
from netsustain.exploration.reading import Asked
from netsustain.exploration.search.decisions import Policy
from netsustain.exploration.search.objectives import Runs
from netsustain.exploration.search.price import Prices
from netsustain.exploration.search.simulated import Futures
from netsustain.health.intervals import Floats


class UnfinishedError(Exception):
    """Policies that have not been run yet, where nothing may be run."""


@dataclass
class Stored:
    """Evaluates through the store; the same numbers as :class:`netsustain.exploration.search.simulated.Simulated`.

    Attributes
    ----------
    outcomes
        What is kept of a run.
    crossed
        Whether runs have accepted parameter vectors.
    most
        Rows of the whole search at most, for the progress.
    only_look
        Runs nothing: raises :class:`UnfinishedError` at the first policy that is not stored.
    campaigns
        What was run so far, in order.
    """

    asked: Asked
    folder: Path
    prices: Prices
    outcomes: tuple[str, ...]
    crossed: bool
    most: int
    workers: int | None = None
    progress: Progress | None = None
    only_look: bool = False
    campaigns: list[Finished] = field(default_factory=list)
    looked: list[Status] = field(default_factory=list)

    def __call__(self, policies: Sequence[Policy], futures: Futures) -> Runs:
        """Outcomes of the policies; a run that fails counts in nothing."""
        base = next(iter(self.asked.scenarios.values()))
        tried = {
            f"policy-{number:03d}": base.with_(**{f"levers.{lever}": value for lever, value in policy.items()})
            for number, policy in enumerate(policies, start=1)
        }
        question = question_over(
            self.asked, futures.design, scenarios=tried, lucks=Lucks(futures.replicates), seed=futures.seed,
            outcomes=self.outcomes,
        )  # fmt: skip
        finished = self._look(question, self._name(futures)) if self.only_look else self._run(question, futures)
        planned = np.array([self.prices.planned(policy) for policy in policies])
        return Runs(_values(finished, len(policies), futures, self.outcomes), self.outcomes, planned, self.crossed)

    def _name(self, futures: Futures) -> str:
        return f"{len(self.campaigns) + 1:04d}-{futures.name}"

    def _run(self, question: Question, futures: Futures) -> Finished:
        before = sum(each.rows for each in self.campaigns)

        def told(done: int, _total: int) -> None:
            if self.progress is not None:
                self.progress(before + done, max(self.most, before + done))

        ready = prepared(question, self.folder, self._name(futures))
        finished = campaign.run(ready, workers=self.workers, progress=told)
        self.campaigns.append(finished)
        return finished

    def _look(self, question: Question, name: str) -> Finished:
        begun = taken_up(question, self.folder, name)
        found = nothing_done(question) if begun is None else campaign.status(begun)
        self.looked.append(found)
        if begun is None or found.rows_left:
            raise UnfinishedError(name)
        finished = campaign.collected(begun)
        self.campaigns.append(finished)
        return finished


def _values(finished: Finished, policies: int, futures: Futures, outcomes: Sequence[str]) -> Floats:
    """(policies × futures × runs × outcomes), NaN where a run does not count; rows come in this order."""
    frame: pd.DataFrame = finished.frame([*outcomes, "failed", "ended"])
    counts = ~frame["failed"].to_numpy(dtype=bool) & (frame["ended"] != "never_formed").to_numpy()
    values = np.where(counts[:, None], frame[list(outcomes)].to_numpy(dtype=float), np.nan)
    return values.reshape(policies, len(futures.design), futures.replicates, len(outcomes))
