"""What the levers do to the chance of living on: paired replicates against the scenario as it is, while a hand moves.

A first estimate after a few replicates, then all of them; a question that a newer one has overtaken stops between two
chunks. Replicates of the baseline are kept. The numbers are those of ``netsustain compare`` with the same replicates.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from netsustain.app.luck import REPLICATES, vectors
from netsustain.ensemble import chunks, run_batch, runs_frame
from netsustain.exploration.search.price import prices_of
from netsustain.exploration.summaries import Summaries, lasts_longer
from netsustain.health.series import CONDITIONS
from netsustain.plan import compile_scenario
from netsustain.scenario.schema import Scenario
from netsustain.threads import default_workers

FIRST = 30
"""Replicates of the first estimate; its intervals are chance alone."""
PIECE = 18
"""Most replicates of a piece: some sixty milliseconds of one core."""
KEPT = 12
"""Baselines kept."""


class Overtaken(Exception):
    """A newer question came: the answer to this one is of no use any more."""


class Token:
    """Says whether a question still waits for its answer."""

    def __init__(self) -> None:
        self._gone = threading.Event()

    def overtake(self) -> None:
        """Nobody waits any longer."""
        self._gone.set()

    def check(self, *_: Any) -> None:
        """Raises :class:`Overtaken` when nobody waits."""
        if self._gone.is_set():
            raise Overtaken


@dataclass(frozen=True)
class Estimate:
    """What is known after some replicates; ``whole`` after all of them."""

    replicates: int
    whole: bool
    summaries: Summaries
    horizon: int
    planned: tuple[float, float]
    """Planned cost of today's way and of the play, staff-days a month."""

    def plain(self) -> dict[str, Any]:
        """As JSON: shares 0-1, months, staff-days a month; None where unknown."""
        pairs = self.summaries.pairs()
        table = self.summaries.table(pairs).set_index("name")
        today, play = table.loc["today"], table.loc["play"]
        return {
            "replicates": self.replicates,
            "whole": self.whole,
            "today": _curve(self.summaries.curves["today"]),
            "play": _curve(self.summaries.curves["play"]),
            "months": {name: _interval(row, "sustained") for name, row in (("today", today), ("play", play))},
            "gain": {**_interval(play, "gain"), "ignorance": _number(play["gain_ignorance"])},
            "longer": _number(lasts_longer(play)),
            "same": _number(play["p_tie_reference"]),
            "saved": _number(pairs["variance_reduction"].iloc[0]),
            "conditions": {name: [_number(today[name]), _number(play[name])] for name in CONDITIONS},
            "cost": [_number(today["cost_per_month"]), _number(play["cost_per_month"])],
            "planned": list(self.planned),
        }


def estimates(
    base: Scenario, play: Scenario, seed: int, token: Token, *, workers: int | None = None, total: int = REPLICATES
) -> Iterator[Estimate]:
    """A first estimate, then the whole one.

    Parameters
    ----------
    base, play
        The scenario as it is, and as the room has it, of one horizon.
    token
        Overtaken questions end here.

    Raises
    ------
    Overtaken
        When the token says so.
    """
    table, number = vectors(play)
    planned = (_planned(base), _planned(play))
    frames: list[pd.DataFrame] = []
    for first, upto in ((0, min(FIRST, total)), (min(FIRST, total), total)):
        if upto == first:
            continue
        token.check()
        frames.append(_runs(play, first, upto, seed, table, workers, token))
        known = _baseline(base, seed, upto, workers, token)
        runs = {"today": known, "play": pd.concat(frames, ignore_index=True)}
        token.check()
        whole = upto == total
        yield Estimate(upto, whole, Summaries(runs, play.months, seed, number if whole else 0), play.months, planned)


# ---- runs -----------------------------------------------------------------------------------------


def _runs(
    scenario: Scenario, first: int, upto: int, seed: int, table: np.ndarray | None, workers: int | None, token: Token
) -> pd.DataFrame:
    """The rows of replicates, as ``simulate`` makes them, in pieces small and even enough for a hand that waits.

    Raises
    ------
    Overtaken
        Between two pieces, when the token says so.
    """
    compiled, threads = compile_scenario(scenario), workers or default_workers()
    vectors_used = np.zeros((0, 0)) if table is None else np.ascontiguousarray(table, dtype=float)
    numbers = np.arange(first, upto, dtype=np.uint64)
    rounds = math.ceil(len(numbers) / (threads * PIECE))

    def made(piece: np.ndarray) -> np.ndarray:
        token.check()
        return run_batch(compiled, seed, piece, vectors_used, months=False).runs

    with ThreadPoolExecutor(max_workers=threads) as pool:
        rows = list(pool.map(made, chunks(numbers, math.ceil(len(numbers) / (threads * rounds)))))
    return runs_frame(np.concatenate(rows), numbers, compiled.clock)


# ---- baselines ------------------------------------------------------------------------------------

_lock = threading.Lock()
_kept: dict[tuple[str, int, int], pd.DataFrame] = {}


def _baseline(base: Scenario, seed: int, replicates: int, workers: int | None, token: Token) -> pd.DataFrame:
    """The first replicates of the scenario as it is, run once."""
    key = (base.model_dump_json(), seed, base.months)
    with _lock:
        have = _kept.get(key)
    known = 0 if have is None else len(have)
    if known < replicates:
        table, _ = vectors(base)
        more = _runs(base, known, replicates, seed, table, workers, token)
        have = more if have is None else pd.concat([have, more], ignore_index=True)
        with _lock:
            _kept.pop(key, None)
            _kept[key] = have
            while len(_kept) > KEPT:
                _kept.pop(next(iter(_kept)))
    assert have is not None
    return have.head(replicates)


def _planned(scenario: Scenario) -> float:
    return float(prices_of(scenario).planned({}))


# ---- plain ----------------------------------------------------------------------------------------


def _curve(curve: pd.DataFrame) -> dict[str, list[float]]:
    return {
        name: [round(float(value), 4) for value in curve[column]]
        for name, column in (("alive", "alive"), ("low", "alive_low"), ("high", "alive_high"))
    }


def _interval(row: pd.Series, prefix: str) -> dict[str, float | None]:
    value = row["sustained_months"] if prefix == "sustained" else row[prefix]
    return {"value": _number(value), "low": _number(row[f"{prefix}_low"]), "high": _number(row[f"{prefix}_high"])}


def _number(value: Any) -> float | None:
    return round(float(value), 4) if np.isfinite(value) else None

