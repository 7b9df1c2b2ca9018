"""Both versions of a rule on the same months of the same network: what they take, and where they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks import inside, scenes
from benchmarks.c_rules import harness, library
from benchmarks.c_rules.signature import given
from netsustain import driver
from netsustain.kernels import kernel_source
from netsustain.rules.contract import Clock
from netsustain.state import POSITION, State
from netsustain.storage import at_month
from netsustain.streams import Luck

if TYPE_CHECKING:
    from netsustain.plan import Compiled

MONTHS = 24
"""Two years: the yearly signing of agreements twice, structure eight times."""
SEED, REPLICATE = np.uint64(1), np.uint64(0)
LUCK = Luck(SEED, np.uint64(0), REPLICATE)


class Moment(NamedTuple):
    """A network at the start of a month, and the month."""

    state: State
    clock: Clock


@dataclass(frozen=True)
class Compared:
    """Nanoseconds of one month of a rule, reading the clock taken off."""

    rule: str
    ties: int
    months: int
    ours: float
    c: float
    quarters: tuple[float, float]
    """Lower and upper quartile, over turns, of C's time over ours."""
    differing: tuple[str, ...]
    """Columns that the two versions leave different in any month; there should be none."""


def copied(state: State) -> State:
    """A state whose arrays are its own."""
    return State(*(block.copy() for block in state))


def moments(compiled: Compiled, last: int) -> Iterator[Moment]:
    """The starts of months 1 .. ``last`` of a run."""
    module, clock_of = driver.load(), kernel_source(at_month)
    state = module.start(compiled.template, compiled.plan, clock_of(compiled.clock, 1), SEED, REPLICATE)
    for month in range(1, last + 1):
        clock = clock_of(compiled.clock, month)
        yield Moment(copied(state), clock)
        state = module.one_month(state, compiled.plan, clock, SEED, REPLICATE)


def differing(rule: str, moment: Moment, compiled: Compiled) -> tuple[str, ...]:
    """Names of columns (or other arrays) that a month of the rule leaves different in C, bit by bit."""
    ours, by_hand = copied(moment.state), copied(moment.state)
    getattr(harness.load(), f"{rule}_ours")(ours, compiled.plan, moment.clock, LUCK)
    library.apply(rule, by_hand, moment.clock, LUCK)
    names: list[str] = []
    for block, first, second in zip(State._fields, ours, by_hand, strict=True):
        entity, _, dtype = block.rpartition("_")
        if (entity, dtype) not in POSITION:
            names.extend([block] if first.tobytes() != second.tobytes() else [])
            continue
        names.extend(
            f"{entity}.{name}"
            for name, row in POSITION[entity, dtype].items()
            if first[row].tobytes() != second[row].tobytes()
        )
    return tuple(names)


def _turns(rule: str, moment: Moment, compiled: Compiled, turns: int) -> np.ndarray:
    """Nanoseconds by turn and version, ``[turn, (ours, C, clock)]``; the first turn, which warms up, is left out."""
    state = copied(moment.state)
    values = given(rule, state, moment.clock, LUCK)
    table = np.zeros((turns + 1, 3), dtype=np.int64)
    timed = getattr(harness.load(), f"{rule}_timed")
    timed(state, moment.state, compiled.plan, moment.clock, LUCK, values.whole, values.real, inside.THREAD, table)
    return table[1:]


def compare(members: int, months: int, turns: int) -> list[Compared]:
    """Both rules on the months of a network that keeps its size."""
    from netsustain.plan import compile_scenario

    compiled = compile_scenario(scenes.held(members, months))
    all_moments = list(moments(compiled, months))
    return [_compared(rule, all_moments, compiled, turns) for rule in harness.RULES]


def _compared(rule: str, all_moments: list[Moment], compiled: Compiled, turns: int) -> Compared:
    tables = np.array([_turns(rule, moment, compiled, turns) for moment in all_moments], dtype=float)
    clock = np.median(tables[:, :, harness.STAMP])
    taken = tables[:, :, : harness.STAMP] - clock
    ours, c = np.median(taken, axis=1).mean(axis=0)
    by_turn = taken.sum(axis=0)
    low, high = np.quantile(by_turn[:, harness.C] / by_turn[:, harness.OURS], [0.25, 0.75])
    found = [name for moment in all_moments for name in differing(rule, moment, compiled)]
    ties = int(all_moments[0].state.size[1])
    return Compared(
        rule, ties, len(all_moments), float(ours), float(c), (float(low), float(high)), tuple(dict.fromkeys(found))
    )
