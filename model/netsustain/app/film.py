"""A film: one run of a play, month by month, as a browser shows it: members, ties, series and what happened.

All months are recorded at once (a run takes milliseconds), so that the browser can play, scrub and compare without
asking again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from netsustain import driver
from netsustain.app.happened import Happened, happened
from netsustain.app.places import places
from netsustain.app.shots import Frames, frames_of, people, shot
from netsustain.ensemble import run_batch, runs_frame
from netsustain.kernels import kernel_source
from netsustain.plan import Compiled, compile_scenario
from netsustain.scenario.kinds import Kind
from netsustain.scenario.schema import Scenario
from netsustain.state import POSITION, Ended, State
from netsustain.storage import at_month

SERIES = (
    "live", "live_members", "active_members", "joined", "left", *(f"c{number}" for number in range(1, 8)), "effort",
    "mean_trust", "fatigue", "ties", "funded_share", "income", "need_days", "paid_days", "reserve", "progress",
    "self_reliance", "vacant_share", "win",
)  # fmt: skip
"""Monthly columns that a browser gets."""
_M8 = POSITION["member", "i8"]
_ENDED = POSITION["network", "i8"]["ended"]
_SERIES = np.array([POSITION["network", "f8"][name] for name in SERIES])


@dataclass(frozen=True)
class Film:
    """One run, recorded."""

    scenario: Scenario
    names: list[str]
    kinds: list[str]
    joined: np.ndarray
    """Month of joining, 0 for founders, (members,)."""
    place: np.ndarray
    """Where each member stands, 0-1, (members × 2) float32."""
    frames: Frames
    series: np.ndarray
    """(months × ``SERIES``) float32; 0 from the end on."""
    run: pd.Series
    happened: list[Happened] = field(default_factory=list)

    @property
    def months(self) -> int:
        """Months recorded: to the horizon."""
        return self.series.shape[0]


def film_of(scenario: Scenario, seed: int, replicate: int) -> Film:
    """Run a scenario and record it.

    Raises
    ------
    ValueError
        For a scenario that cannot be run.
    """
    compiled = compile_scenario(scenario)
    return film_of_states(scenario, compiled, _states(compiled, seed, replicate), _run(compiled, seed, replicate))


def _states(compiled: Compiled, seed: int, replicate: int) -> Iterator[State]:
    """The start, then each month to the end or the horizon; a state is good until the next is asked for."""
    luck = np.uint64(seed), np.uint64(replicate)
    at, months = kernel_source(at_month), driver.load()
    state = months.start(compiled.template, compiled.plan, at(compiled.clock, 1), *luck)
    yield state
    for month in range(1, compiled.clock.horizon + 1):
        if state.network_i8[_ENDED, 0] != Ended.ALIVE:
            return
        state = months.one_month(state, compiled.plan, at(compiled.clock, month), *luck)
        yield state


def film_of_states(scenario: Scenario, compiled: Compiled, states: Iterable[State], run: pd.Series) -> Film:
    """The film of months that were run already.

    Parameters
    ----------
    states
        The start, then a state a month; months that are missing up to the horizon look like the last.
    run
        The row of the run, for how it ended.
    """
    series = np.zeros((scenario.months + 1, len(SERIES)), dtype=np.float32)
    shots, befallen = [], []
    for month, state in enumerate(states):
        shots.append(shot(state))
        befallen.append(people(state))
        series[month] = state.network_f8[_SERIES, 0]
    if np.isfinite(run["end_month"]):
        series[int(run["end_month"]) :] = 0.0  # dated six months before it was certain
    number = int(state.size[0])
    frames = frames_of(shots, number, scenario.months)
    joined = state.member_i8[_M8["joined_month"], :number].copy()
    kinds = state.member_i8[_M8["kind"], :number]
    return Film(
        scenario=scenario,
        names=[compiled.name_of(row, int(code)) for row, code in enumerate(state.member_i8[_M8["number"], :number])],
        kinds=[Kind(code).name.lower() for code in kinds],
        joined=joined,
        place=places(kinds, joined, frames.tie_start, frames.tie_a, frames.tie_b),
        frames=frames,
        series=series[1:],
        run=run,
        happened=happened(scenario, befallen, run),
    )


def _run(compiled: Compiled, seed: int, replicate: int) -> pd.Series:
    """The row of the run, its end looked for beyond the horizon as in an ensemble."""
    numbers = np.array([replicate], dtype=np.uint64)
    rows = run_batch(compiled, seed, numbers, np.zeros((0, 0)), months=False).runs
    return runs_frame(rows, numbers, compiled.clock).iloc[0]
