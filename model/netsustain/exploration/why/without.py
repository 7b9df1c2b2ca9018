"""The same networks, on the same luck, without an event: in how many of those that ended would the end not have come?

Common random numbers make this a causal claim inside the model: replicate k without the event differs from replicate k
by the event and what follows from it, and by nothing else (draws belong to a purpose, an entity and a month, never to a
sequence). It can cut both ways, so networks that lived on but would have ended without the event are counted too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.why.courses import Courses
from netsustain.exploration.why.happened import HARMLESS, kinds_of
from netsustain.exploration.why.ways import share
from netsustain.health.survival import ended_by
from netsustain.scenario.parameters import PARAMETER_NAMES, parameter_values

MOST = 6
"""Counterfactual ensembles at most."""
MONTHS_A_YEAR = 12
WINDOW = PARAMETER_NAMES.index("window_month")
ALL = "all"


@dataclass(frozen=True)
class Without:
    """A world without an event.

    Attributes
    ----------
    kind
        Kind of event that is left out (``all``: every one of them), and ``how`` it comes (``dated``, ``random``,
        ``yearly``, ``all``).
    month
        Its month, 0 where it has none of its own.
    scenario
        Without the event.
    no_window
        Leaders do not move of their own accord: the month of transfers never comes.
    """

    kind: str
    how: str
    month: int
    scenario: Any
    no_window: bool = False

    @property
    def name(self) -> str:
        """A name of its own among the worlds of a scenario."""
        return f"{self.kind}_{self.how}_{self.month}"

    def vectors(self, vectors: np.ndarray | None) -> np.ndarray | None:
        """The parameter vectors to run it with, given those of the scenario (None: its own parameters).

        The month of yearly transfers becomes one that never comes, twelve months on: leaders then have been in post for
        as long at the start as they have with transfers, which a chance of 0 would change.
        """
        if not self.no_window:
            return vectors
        own = np.array([parameter_values(self.scenario.parameters)])
        found = (own if vectors is None else vectors).copy()
        found[:, WINDOW] += MONTHS_A_YEAR
        return found


def worlds(scenario: Any) -> tuple[Without, ...]:
    """The worlds without an event to look at, six at most: dated events, yearly transfers, random events, and all.

    Events of one kind and month go together, and so do random ones of a kind: their luck is numbered among them. Of
    more than can be looked at, the earliest dated ones are.
    """
    single = [*_dated(scenario), *_yearly(scenario), *_random(scenario)]
    if len(single) < 2:
        return tuple(single)
    kept = single if len(single) < MOST else [*single[: MOST - 2], *(_yearly(scenario) or single[MOST - 2 : MOST - 1])]
    kept = list({each.name: each for each in kept}.values())
    rest = [event for event, kind in _kinds(scenario) if kind in HARMLESS]
    everything = scenario.with_(events=tuple(rest), recurrent=())
    return (*kept, Without(ALL, ALL, 0, everything, no_window=bool(_yearly(scenario))))


def _kinds(scenario: Any) -> list[tuple[Any, str]]:
    """Each dated event and its kind."""
    return [(event, kind) for event, (_, kind) in zip(scenario.events, kinds_of(scenario), strict=True)]


def _dated(scenario: Any) -> list[Without]:
    months = [month for month, _ in kinds_of(scenario)]
    groups = sorted(
        {(month, kind) for month, kind in kinds_of(scenario) if kind not in HARMLESS and month <= scenario.months}
    )
    found = []
    for month, kind in groups:
        rest = [each for each, at in zip(_kinds(scenario), months, strict=True) if (at, each[1]) != (month, kind)]
        found.append(Without(kind, "dated", month, scenario.with_(events=tuple(event for event, _ in rest))))
    return found


def _random(scenario: Any) -> list[Without]:
    kinds = dict.fromkeys(event.kind for event in scenario.recurrent if event.kind not in HARMLESS)
    return [
        Without(kind, "random", 0, scenario.with_(recurrent=tuple(e for e in scenario.recurrent if e.kind != kind)))
        for kind in kinds
    ]


def _yearly(scenario: Any) -> list[Without]:
    """Without the yearly transfers.

    Not where leaders move in any month: no parameter stops that without touching how the networks start.
    """
    rules = scenario.parameters.leadership
    if rules.annual_window < 0.5 or rules.transfer_probability <= 0:
        return []
    return [Without("transfer", "yearly", 0, scenario, no_window=True)]


def table(given: Courses, runs: dict[Without, pd.DataFrame], vectors: int = 0) -> pd.DataFrame:
    """What became of the same networks in each world.

    Parameters
    ----------
    runs
        World → rows of its runs, the same replicates on the same seed.

    Returns
    -------
    DataFrame
        ``kind``, ``how``, ``month``; ``ended`` with the event, of which without it ``lived`` on, ``later`` (ended, but
        later) and ``as_before``; ``alive`` with it, of which without it ``worse`` (ended); ``net``: share of all
        networks that live on only without the event less those that only then end (``net_low``, ``net_high``);
        ``spared`` with ``spared_low`` and ``spared_high``: share of the ended that live on; ``clear``: whether ``net``
        is surely not 0.
    """
    rows = []
    for world, frame in runs.items():
        other = frame.set_index("replicate").loc[given.replicates]
        failed = other["failed"].to_numpy(dtype=bool)
        gone = ended_by(other, given.horizon, "dissolved").to_numpy(dtype=bool)
        end = other["end_month"].where(gone, np.inf).to_numpy(dtype=float)
        ended, alive = given.dissolved & ~failed, ~given.dissolved & ~failed
        lived, later = ended & ~gone, ended & gone & (end > given.end)
        worse = alive & gone
        rows.append(
            {
                "kind": world.kind, "how": world.how, "month": world.month, "ended": int(ended.sum()),
                "lived": int(lived.sum()), "later": int(later.sum()),
                "as_before": int((ended & ~lived & ~later).sum()), "alive": int(alive.sum()), "worse": int(worse.sum()),
                **_net(lived.astype(float) - worse.astype(float), given, vectors),
                **_spared(lived, ended, given, vectors),
            }
        )
    found = pd.DataFrame(rows, columns=COLUMNS)
    found["clear"] = (found["net_low"] > 0) | (found["net_high"] < 0)
    return found


COLUMNS = [
    "kind", "how", "month", "ended", "lived", "later", "as_before", "alive", "worse", "net", "net_low", "net_high",
    "spared", "spared_low", "spared_high",
]  # fmt: skip


def _net(marks: np.ndarray, given: Courses, vectors: int) -> dict[str, float]:
    """Mean of marks of 1, 0 and −1 with its interval, over vectors where replicates share them."""
    from netsustain.exploration.clusters import grouped_means

    groups = given.replicates % vectors if vectors else np.arange(len(marks))
    found = grouped_means(marks[:, None], groups, int(groups.max()) + 1 if len(groups) else 0)
    return {"net": float(found.value[0]), "net_low": float(found.low[0]), "net_high": float(found.high[0])}


def _spared(lived: np.ndarray, ended: np.ndarray, given: Courses, vectors: int) -> dict[str, float]:
    """Share of the ended that live on, with its interval."""
    found = share(lived, ended, given.replicates, vectors)
    return {"spared": found["share"], "spared_low": found["low"], "spared_high": found["high"]}
