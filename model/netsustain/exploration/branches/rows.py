"""The rows of a branch: each replicate burnt in once, then run on under every policy that is asked of it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from netsustain.ensemble import runs_frame
from netsustain.exploration.branches.form import NOTHING, Branch, Branches
from netsustain.exploration.branches.running import burnt_in, run_on
from netsustain.exploration.chunks import reason_of
from netsustain.exploration.outcomes import OUTCOMES, with_derived
from netsustain.health.intervals import Floats
from netsustain.state import POSITION, Ended, State
from netsustain.storage import RUN_COLUMNS

STATE_PREFIX = "at_branch_"
ALWAYS = ("months_sustained", "alive", "cost", "ended", "end_month")
"""Outcomes that the answer needs, kept whatever was asked."""
_ENDED = POSITION["network", "i8"]["ended"]
_END_MONTH = POSITION["network", "i8"]["end_month"]


@dataclass
class Ran:
    """A replicate: what it was at the branch, and the row of every branch."""

    runs: Floats
    """(branches × ``RUN_COLUMNS``); zeros where a run failed or was not branched."""
    reasons: list[str]
    """Why a run failed; empty for one that did not."""
    formed: bool = False
    branched: bool = False
    """Whether it lives at the branch and starts where asked."""
    ended_before: float = float("nan")
    """Month of an end that was certain before the branch."""
    states: dict[str, float] = field(default_factory=dict)
    """Monthly columns at the branch."""

    @classmethod
    def empty(cls, branches: int) -> Ran:
        """Nothing run yet."""
        return cls(np.zeros((branches, len(RUN_COLUMNS))), [""] * branches)


def kept_outcomes(branches: Branches) -> tuple[str, ...]:
    """What is kept of a run."""
    return tuple(dict.fromkeys((*branches.experiment.outcomes, *ALWAYS)))


def rows_of(branches: Branches, first: int, last: int, vectors: Floats | None) -> pd.DataFrame:
    """Rows of replicates ``first`` .. ``last - 1``: a row a replicate and branch.

    Parameters
    ----------
    vectors
        Parameter vectors; replicate k runs under row k modulo their number. None: the scenario's own.

    Returns
    -------
    DataFrame
        ``scenario`` (the branch), ``replicate``, ``formed``, ``branched``, ``ended_before`` (month of an end that
        was certain before the branch, NaN for none), ``at_branch_…`` (states), the outcomes (NaN or empty where the
        run was not branched or failed), ``failed``, ``failure``.
    """
    ran = [_replicate(branches, replicate, vectors) for replicate in range(first, last)]
    return framed(branches, np.arange(first, last), ran)


# ---- running --------------------------------------------------------------------------------------


def _replicate(branches: Branches, replicate: int, vectors: Floats | None) -> Ran:
    """Burn in a replicate and run every branch of it; what fails is told, and stops nothing else."""
    number = len(branches.compiled)
    ran = Ran.empty(number)
    try:
        states = _burnt(branches, replicate, vectors, ran)
    except MemoryError:  # not the run's fault
        raise
    except Exception as error:  # whatever stops a run must not stop the experiment
        ran.reasons = [reason_of(error)] * number
        return ran
    for row, name in enumerate(branches.compiled if ran.branched else ()):
        try:
            ran.runs[row] = _branch(branches, states[branches.burn_ins[name]], name, replicate)
        except MemoryError:
            raise
        except Exception as error:  # as above
            ran.reasons[row] = reason_of(error)
    return ran


def _burnt(branches: Branches, replicate: int, vectors: Floats | None, ran: Ran) -> dict[str, State]:
    """The states at the branch, by the branch whose burn-in they are; notes in ``ran`` what they say."""
    said = branches.experiment
    parameters = None if vectors is None else vectors[replicate % len(vectors)]
    last = said.at - 1
    base = burnt_in(branches.compiled[NOTHING], said.seed, replicate, last, parameters)
    note_state(said, base, ran)
    others = dict.fromkeys(branches.burn_ins.values()) if ran.branched else {}
    return {NOTHING: base} | {
        name: burnt_in(branches.compiled[name], said.seed, replicate, last, parameters)
        for name in others
        if name != NOTHING
    }


def note_state(said: Branch, base: State, ran: Ran) -> None:
    """Note what a replicate is at the branch, and whether it is run on."""
    ended = int(base.network_i8[_ENDED, 0])
    ran.formed = ended != Ended.NEVER_FORMED
    if ended in (Ended.DISSOLVED, Ended.COMPLETED):
        ran.ended_before = float(base.network_i8[_END_MONTH, 0])
    ran.states = {name: _number(base, name) for name in (*said.states, *said.starts)}
    inside = all(span.low <= ran.states[name] <= span.high for name, span in said.starts.items())
    ran.branched = ended == Ended.ALIVE and inside


def _branch(branches: Branches, state: State, name: str, replicate: int) -> Floats:
    """The row of one branch, from a copy of the state."""
    said = branches.experiment
    return run_on(state, branches.compiled[name], said.seed, replicate, said.at)


def _number(state: State, name: str) -> float:
    return float(state.network_f8[POSITION["network", "f8"][name], 0])


# ---- rows -----------------------------------------------------------------------------------------


def framed(branches: Branches, replicates: np.ndarray, ran: list[Ran]) -> pd.DataFrame:
    """The table of a part, with the columns and types that every part has."""
    names, clock = list(branches.compiled), branches.compiled[NOTHING].clock
    wide, long = len(names), len(names) * len(ran)
    lucks = np.repeat(replicates, wide)
    runs = runs_frame(np.concatenate([each.runs for each in ran]), lucks, clock)
    runs = with_derived(runs, np.full(long, float(clock.horizon)))
    told = [reason for each in ran for reason in each.reasons]
    reasons = np.array([own or found for own, found in zip(told, runs["failure"], strict=True)], dtype=object)
    found: dict[str, object] = {
        "scenario": names * len(ran), "replicate": lucks.astype("int64"),
        "formed": np.repeat([each.formed for each in ran], wide),
        "branched": np.repeat([each.branched for each in ran], wide),
        "ended_before": np.repeat([each.ended_before for each in ran], wide),
    }  # fmt: skip
    for name in dict.fromkeys((*branches.experiment.states, *branches.experiment.starts)):
        found[STATE_PREFIX + name] = np.repeat([each.states.get(name, np.nan) for each in ran], wide)
    counts = np.asarray(found["branched"]) & (reasons == "")
    for name in kept_outcomes(branches):
        if OUTCOMES[name].text:
            found[name] = np.where(counts, runs[name].to_numpy(dtype=object), "")
        else:
            found[name] = np.where(counts, runs[name].to_numpy(dtype=float), np.nan)
    return pd.DataFrame({**found, "failed": reasons != "", "failure": reasons})
