"""Which members stopped and began to take part in one network: its months made once more, one by one.

Months hold how many take part, not who. Replicate k made again from the same seed and parameters is the same network,
bit for bit.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from netsustain import driver
from netsustain.kernels import kernel_source
from netsustain.plan import compile_scenario
from netsustain.scenario.kinds import Kind
from netsustain.state import POSITION, State
from netsustain.storage import at_month

ACTIVE = 0
STATUS, KIND = (POSITION["member", "i8"][name] for name in ("status", "kind"))


def who(scenario: Any, seed: int, replicate: int, months: int, vector: np.ndarray | None = None) -> pd.DataFrame:
    """Members that stopped or began to take part, by month and kind.

    Parameters
    ----------
    months
        Months to make.
    vector
        Parameters it ran under; the scenario's own unless given.

    Returns
    -------
    DataFrame
        ``month``, ``kind`` (of organisation), ``lost``, ``gained``; only where there is any.
    """
    compiled = compile_scenario(scenario)
    template = compiled.template
    if vector is not None:
        template = template._replace(parameters=np.array(vector, dtype=float))
    luck, machine = (np.uint64(seed), np.uint64(replicate)), driver.load()
    clock = kernel_source(at_month)
    state: State = machine.start(template, compiled.plan, clock(compiled.clock, 1), *luck)
    before, rows = _active(state), []
    for month in range(1, months + 1):
        state = machine.one_month(state, compiled.plan, clock(compiled.clock, month), *luck)
        now = _active(state)
        kinds = state.member_i8[KIND, : len(now)]
        earlier = np.concatenate([before, np.zeros(len(now) - len(before), dtype=bool)])
        for kind in np.unique(kinds[now != earlier]):
            lost, gained = (earlier & ~now & (kinds == kind)).sum(), (now & ~earlier & (kinds == kind)).sum()
            rows.append([month, Kind(int(kind)).name.lower(), int(lost), int(gained)])
        before = now
    return pd.DataFrame(rows, columns=["month", "kind", "lost", "gained"])


def _active(state: State) -> np.ndarray:
    found: np.ndarray = state.member_i8[STATUS, : state.size[0]] == ACTIVE
    return found
