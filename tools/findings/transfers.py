"""Finding 5: do distributed leadership and handover pay at transfers and cost in quiet times?"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from tools.findings import stored
from tools.findings.telling import Told, told

from netsustain.scenario import load

EXPERIMENT = "finding_transfers"
REPLICATES = 480
SEED = 19
TURNOVERS = (0.0, 0.1, 0.2, 0.3, 0.45)
ALONE = "one leader, no handover"
ARMS: dict[str, tuple[int, float]] = {
    ALONE: (1, 0), "two leaders": (2, 0), "three leaders": (3, 0), "five leaders": (5, 0),
    "one month of handover": (1, 1), "two months of handover": (1, 2), "six months of handover": (1, 6),
    "two leaders, two months": (2, 2),
}  # fmt: skip
"""What is done → leaders in the core group, and months of handover."""
EDGES = (0.0, 0.09, 0.18, 0.27, 0.36, 0.451)
LEADERS, TURNOVER = "levers.core_leaders", "transfer_probability"


# ---- pairs: one thing changed, the same luck ---------------------------------------------------------------------


def _run() -> pd.DataFrame:
    frames = []
    for turnover in TURNOVERS:
        base = load("baseline").with_(parameters__leadership__transfer_probability=turnover)
        for arm, (leaders, months) in ARMS.items():
            scenario = base.with_(levers={"core_leaders": leaders, "handover_months": months})
            runs, _ = stored.runs_of(scenario, REPLICATES, SEED)
            keep = runs[["vector", "months_sustained", "cost_per_live_month", "transfers"]]
            frames.append(keep.assign(turnover=turnover, arm=arm, replicate=np.arange(REPLICATES)))
    return pd.concat(frames, ignore_index=True)


@cache
def rows() -> pd.DataFrame:
    """A row a turnover, arm and replicate."""
    return stored.kept("transfers", _run)


@cache
def gained(arm: str, turnover: float, column: str = "months_sustained") -> Told:
    """What an arm gains over one leader without handover, at a turnover."""
    own = rows()[rows()["turnover"] == turnover].set_index("replicate")
    here, base = own[own["arm"] == arm], own[own["arm"] == ALONE]
    return told(here[column] - base[column], base["vector"])


# ---- both at once: the experiment --------------------------------------------------------------------------------


def together() -> dict[str, list[float]]:
    """Class of turnover → mean months with one to five leaders, when handover has a random length."""
    found = stored.rows(EXPERIMENT)
    place = pd.cut(found[TURNOVER], EDGES, labels=False, right=False)
    means = found.groupby([place, found[LEADERS].astype(int)])["months_sustained"].mean().unstack()
    return {
        f"{EDGES[int(row)]:.0%} to {min(EDGES[int(row) + 1], 0.45):.0%}": [float(each) for each in own]
        for row, own in zip(means.index, means.to_numpy(), strict=True)
    }


def measure() -> dict[str, Any]:
    """What the page says."""
    table: dict[str, dict[str, Any]] = {}
    for arm in ARMS:
        if arm != ALONE:
            columns = {"gain": "months_sustained", "cost": "cost_per_live_month"}
            table[arm] = {
                name: {f"{turnover:.0%}": gained(arm, turnover, column).stored() for turnover in TURNOVERS}
                for name, column in columns.items()
            }
    alone = rows()[rows()["arm"] == ALONE]
    base = {
        f"{turnover:.0%}": told(own["months_sustained"], own["vector"]).stored()
        for turnover, own in alone.groupby("turnover")
    }
    return {"table": table, "alone": base, "together": together()}


# ---- figure ------------------------------------------------------------------------------------------------------


def draw(frame: Any) -> Any:
    """Months gained by turnover: a line an arm."""
    from netsustain.report.canvas import SERIES, sheet

    figure = sheet(frame, 4.8, "Months gained over one leader without handover")
    panels = zip(figure.subplots(1, 2, sharey=True), (list(ARMS)[1:4], list(ARMS)[4:]), strict=True)
    for axis, arms in panels:
        axis.axhline(0, color="#5b6872", lw=0.9)
        for colour, arm in zip(SERIES, arms, strict=False):
            values = [gained(arm, turnover) for turnover in TURNOVERS]
            low, high = ([each.value + way * each.half_chance for each in values] for way in (-1, 1))
            axis.fill_between(TURNOVERS, low, high, color=colour, alpha=0.18, lw=0)
            axis.plot(TURNOVERS, [each.value for each in values], color=colour, marker="o", ms=4, label=arm)
        axis.set_xlabel("yearly chance that an eligible leader moves")
        axis.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
        axis.legend(frameon=False, fontsize=9.5)
    return figure
