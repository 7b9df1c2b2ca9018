"""Finding 2: do centralised and decentralised governance both have routes to survival?"""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from tools.findings import stored
from tools.findings.strategies import binned
from tools.findings.telling import told

EXPERIMENT = "finding_governance"
MODES = {
    "governance_lead": "lead organisation", "governance_centre": "administrative centre",
    "governance_committee": "committee", "governance_shared": "shared by all",
}  # fmt: skip
CONDITIONS = {
    "founders": ("few members", "many members"),
    "funding.area_office_budget": ("little money", "much money"),
    "network.initial.trust": ("low trust", "high trust"),
    "network.initial.goal_clarity": ("unclear goals", "clear goals"),
    "transfer_probability": ("stable leaders", "frequent transfers"),
    "levers.core_leaders": ("one or two leaders", "several leaders"),
    "levers.succession_planning": ("no succession plan", "succession planned"),
    "levers.meeting_frequency": ("rare meetings", "frequent meetings"),
    "levers.relationship_activities": ("no relationship activities", "relationship activities"),
    "levers.written_agreement": ("little written down", "written agreement"),
    "levers.fundraising_public_private": ("no fundraising", "fundraising"),
}
SURVIVAL = 0.75
"""Share alive after seven years that counts as a route to survival."""
SMALL, LARGE = 15, 40
"""Members of a small and of a large network."""
FEWEST = 150
"""Runs a cell must hold to be called a route."""


@cache
def rows() -> pd.DataFrame:
    """Runs with the mode's name and, for every condition, whether it is in its upper half."""
    found = stored.rows(EXPERIMENT)
    found = found.assign(mode=found["scenario"].map(MODES))
    for column in CONDITIONS:
        found[f"high {column}"] = found[column] > found[column].median()
    return found


def routes(own: pd.DataFrame) -> pd.DataFrame:
    """Every combination of three halves of conditions: share alive and runs, the best first."""
    found = []
    for columns in combinations(CONDITIONS, 3):
        grouped = own.groupby([f"high {column}" for column in columns])["alive"].agg(["mean", "count"])
        for halves, (share, count) in zip(grouped.index, grouped.to_numpy(), strict=True):
            words = [CONDITIONS[column][int(half)] for column, half in zip(columns, halves, strict=True)]
            found.append((", ".join(words), columns, halves, share, count))
    table = pd.DataFrame(found, columns=["route", "columns", "halves", "alive", "runs"])
    return table[table["runs"] >= FEWEST].sort_values("alive", ascending=False, ignore_index=True)


def measure() -> dict[str, Any]:
    """What the page says."""
    table = {}
    for mode in MODES.values():
        own = rows()[rows()["mode"] == mode]
        found = routes(own)
        best, worst = found.iloc[0], found.iloc[-1]
        drawn = own.groupby("draw")["alive"].mean()
        there_too = [own[f"high {c}"] == h for c, h in zip(best["columns"], best["halves"], strict=True)]
        inside = own[np.logical_and.reduce(there_too)]
        overall = told(own["alive"], own["vector"], own["draw"])
        there = told(inside["alive"], inside["vector"], inside["draw"])
        above = told(inside["alive"] - SURVIVAL, inside["vector"], inside["draw"])
        table[mode] = {
            "alive": overall.stored(), "route": best["route"], "there": there.stored(), "runs": int(best["runs"]),
            "above": above.stored(), "worst": worst["route"], "worst_alive": float(worst["alive"]),
            "draws_above": float((drawn >= SURVIVAL).mean()), "draws_below": float((drawn <= 1 - SURVIVAL).mean()),
            "halves": halves(own),
        }  # fmt: skip
    means = rows().groupby(["vector", "mode"])["alive"].mean().unstack()
    winners = {str(mode): int(count) for mode, count in means.idxmax(axis=1).value_counts().items()}
    small = rows()["founders"] <= SMALL
    by_size = {
        name: {str(mode): float(share) for mode, share in own.groupby("mode")["alive"].mean().items()}
        for name, own in (("small", rows()[small]), ("large", rows()[rows()["founders"] >= LARGE]))
    }
    return {
        "table": table, "best_by_cell": best_by_cell(), "draws": int(rows()["draw"].nunique()),
        "winners_by_vector": winners, "by_size": by_size, "sizes": [SMALL, LARGE],
        "shared_less_lead": {"small": shared_less_lead(most=SMALL), "large": shared_less_lead(least=LARGE)},
    }  # fmt: skip


def shared_less_lead(least: int = 0, most: int = 1000) -> dict[str, float]:
    """Share alive when governed by all less that under a lead organisation, paired, for networks of a size."""
    alive = rows().pivot_table(index=["draw", "replicate", "vector", "founders"], columns="mode", values="alive")
    own = alive.reset_index()
    own = own[own["founders"].between(least, most)]
    return told(own["shared by all"] - own["lead organisation"], own["vector"]).stored()


def halves(own: pd.DataFrame) -> dict[str, list[float]]:
    """Condition → share alive in its lower and its upper half."""
    found = {}
    for column, words in CONDITIONS.items():
        means = own.groupby(f"high {column}")["alive"].mean()
        found[f"{words[0]} → {words[1]}"] = [float(means[False]), float(means[True])]
    return found


def best_by_cell() -> dict[str, int]:
    """Mode → cells of size × money (4 × 4) in which most of its networks live."""
    cells = _cells(rows())
    return {str(mode): int(count) for mode, count in cells.idxmax(axis=1).value_counts().items()}


def _cells(found: pd.DataFrame) -> pd.DataFrame:
    size, money = binned(found, "founders", 4), binned(found, "funding.area_office_budget", 4)
    return found.groupby([money, size, "mode"])["alive"].mean().unstack()


def draw(frame: Any) -> Any:
    """Share alive after seven years by size and money, a panel a mode."""
    from netsustain.report.canvas import sheet

    found = rows()
    size, money = binned(found, "founders", 4), binned(found, "funding.area_office_budget", 4)
    axes_of = (("founders", size), ("funding.area_office_budget", money))
    ticks = [[f"{value:.0f}" for value in found.groupby(cells)[name].mean()] for name, cells in axes_of]
    figure = sheet(frame, 6.4, "Share of networks alive after seven years")
    axes = figure.subplots(2, 2, sharex=True, sharey=True)
    image = None
    for axis, mode in zip(axes.flat, MODES.values(), strict=True):
        own = found["mode"] == mode
        means = found[own].groupby([money[own], size[own]])["alive"].mean().unstack().to_numpy()
        image = axis.imshow(means, origin="lower", cmap="Blues", vmin=0, vmax=1, aspect="auto")
        for (line, column), value in np.ndenumerate(means):
            shade = "white" if value > 0.55 else "#1f2d37"
            axis.text(column, line, f"{value:.0%}", ha="center", va="center", color=shade)
        axis.set_title(mode)
        axis.grid(False)
        axis.set_xticks(range(4), ticks[0])
        axis.set_yticks(range(4), ticks[1])
    for axis in axes[-1]:
        axis.set_xlabel("members")
    for axis in axes[:, 0]:
        axis.set_ylabel("budget (staff-days a month)")
    figure.colorbar(image, ax=axes, label="share alive", shrink=0.8)
    return figure
