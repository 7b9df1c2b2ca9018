"""Finding 4: does the rise and fall over a grant's life emerge?"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from tools.findings import stored
from tools.findings.strategies import binned
from tools.findings.telling import Told, told

from netsustain.scenario import load

EXPERIMENT = "finding_grant"
REPLICATES = 480
SEED = 18
MONTHS = 84
LAST_FUNDED = 36
SERIES = {
    "density": "density of ties", "ties": "ties", "active_members": "active members", "mean_trust": "trust",
    "effort": "effort", "plan": "action plan", "training": "trained members", "delivery": "delivery",
}  # fmt: skip
ARMS = ("funded", "never funded")


def _run() -> pd.DataFrame:
    frames = []
    funded = load("pattern_life_course").until(MONTHS).with_(months=MONTHS)
    for arm, scenario in zip(ARMS, (funded, funded.with_(funding__grants=[])), strict=True):
        runs, months = stored.runs_of(scenario, REPLICATES, SEED, months=True)
        keep = ["replicate", "month", "alive", *SERIES, "active_share", "funded_share"]
        frames.append(months[keep].assign(arm=arm, vector=months["replicate"] % (runs["vector"].max() + 1)))
    return pd.concat(frames, ignore_index=True)


@cache
def series() -> pd.DataFrame:
    """A row an arm, replicate and month; numbers are 0 after an end."""
    return stored.kept("grant", _run)


def at(arm: str, column: str, month: int) -> pd.Series:
    """A number of every replicate that is alive in a month."""
    rows = series()
    own = rows[(rows["arm"] == arm) & (rows["month"] == month) & (rows["alive"] == 1)]
    return own.set_index("replicate")[column]


def change(arm: str, column: str, first: int, last: int) -> Told:
    """Mean change between two months of the networks alive in both."""
    both = pd.concat([at(arm, column, first), at(arm, column, last)], axis=1, join="inner")
    gained = both.iloc[:, 1] - both.iloc[:, 0]
    vectors = int(series()["vector"].max()) + 1
    return told(gained, gained.index.to_numpy() % vectors)


def measure() -> dict[str, Any]:
    """What the page says."""
    found: dict[str, Any] = {"table": {}}
    for column, title in SERIES.items():
        for arm in ARMS:
            means = [at(arm, column, month).mean() for month in (1, LAST_FUNDED, MONTHS)]
            rise, fall = change(arm, column, 1, LAST_FUNDED), change(arm, column, LAST_FUNDED, MONTHS)
            found["table"][f"{title}, {arm}"] = {
                "levels": [float(mean) for mean in means], "rise": rise.stored(), "fall": fall.stored(),
            }  # fmt: skip
    alive = series().groupby(["arm", "month"])["alive"].mean()
    found["alive"] = {arm: {str(m): float(alive[arm, m]) for m in (12, LAST_FUNDED, 48, 60, MONTHS)} for arm in ARMS}
    found["jump"] = change("funded", "effort", LAST_FUNDED, LAST_FUNDED + 2).stored()
    found["paid"] = [float(at("funded", "funded_share", month).mean()) for month in (LAST_FUNDED, LAST_FUNDED + 2)]
    found["amount"] = by_amount()
    return found


def by_amount() -> list[dict[str, Any]]:
    """By fifths of the size of the grant: months sustained, in shorter and longer grants."""
    rows = stored.rows(EXPERIMENT)
    fifth = binned(rows, "funding.grants.1.amount", 5)
    long = rows["funding.grants.1.to"] > rows["funding.grants.1.to"].median()
    found = []
    for place in range(5):
        line: dict[str, Any] = {"amount": float(rows.loc[fifth == place, "funding.grants.1.amount"].mean())}
        for name, chosen in (("short", ~long), ("long", long)):
            own = rows[(fifth == place) & chosen]
            line[name] = told(own["months_sustained"], own["vector"], own["draw"]).stored()
        found.append(line)
    return found


def draw(frame: Any) -> Any:
    """Means of living networks by month, funded and not, and the share alive."""
    from netsustain.report.canvas import SERIES as COLOURS
    from netsustain.report.canvas import sheet

    figure = sheet(frame, 7.6, "Over the life of a three-year grant")
    axes = figure.subplots(3, 3, sharex=True)
    panels = {**{column: title for column, title in SERIES.items() if column != "ties"},
              "funded_share": "share of the need that is paid"}  # fmt: skip
    rows = series()
    for axis, (column, title) in zip(axes.flat, [*panels.items(), ("alive", "share of networks alive")], strict=True):
        for colour, arm in zip(COLOURS, ARMS, strict=False):
            own = rows[rows["arm"] == arm]
            own = own if column == "alive" else own[own["alive"] == 1]
            grouped = own.groupby("month")[column]
            mean, error = grouped.mean(), 1.96 * grouped.std() / np.sqrt(grouped.count())
            axis.fill_between(mean.index, mean - error, mean + error, color=colour, alpha=0.2, lw=0)
            axis.plot(mean.index, mean, color=colour, label=arm)
        axis.axvline(LAST_FUNDED + 0.5, color="#5b6872", lw=0.9, ls="--")
        axis.set_title(title)
        axis.set_xticks(range(0, MONTHS + 1, 12))
    lines, labels = axes.flat[0].get_legend_handles_labels()
    figure.legend(lines, labels, frameon=False, fontsize=10, ncols=2, loc="outside lower center")
    for axis in axes[-1]:
        axis.set_xlabel("month")
    return figure
