"""Why ours died: what breaks first, after which shock, and how long before the end it could be seen."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from tools.findings import stored
from tools.findings.telling import told

from netsustain.scenario import load

EXPERIMENT = "finding_deaths"
CAUSES = {
    "c1": "vision and goals", "c2": "trust and ties", "c3": "governance and leadership", "c4": "communication",
    "c5": "resources", "c6": "benefit and value", "c7": "adaptability", "goal_met": "goals met",
}  # fmt: skip
SIGNS = {
    "c1": "vision and goals", "c2": "trust and ties", "c3": "governance and leadership", "c4": "communication",
    "c5": "resources", "c6": "benefit and value", "c7": "adaptability", "effort": "effort",
    "active_share": "share of members active", "leadership": "leadership",
}  # fmt: skip
BEFORE = (3, 6, 9, 12, 18, 24)
MONTHS = 84
CLEAR = 12
"""Months that a network must live on after a date to count as one that did not die."""
FALSE_ALARMS = 0.1
"""Share of networks that live on which a warning may point at."""
REPLICATES = 400
SEED = 16


def titles() -> dict[str, str]:
    """Scenario → its title."""
    names = stored.rows(EXPERIMENT)["scenario"].unique()
    return {name: load(name).title.en for name in names}


# ---- causes and shocks -------------------------------------------------------------------------------------------


def causes() -> dict[str, dict[str, Any]]:
    """Scenario → how many ended, what gave way first, which shock came before."""
    rows, found = stored.rows(EXPERIMENT), {}
    for name, title in titles().items():
        own = rows[rows["scenario"] == name]
        dead = own[own["ended"] == "dissolved"]
        first = dead["cause"].value_counts(normalize=True)
        shock = dead["trigger"].value_counts(normalize=True)
        found[title] = {
            "dissolved": told(own["dissolved"], own["vector"]).stored(),
            "median_end": median(dead["end_month"]), "lag": median(dead["end_month"] - dead["trigger_month"]),
            "first": {CAUSES.get(cause, cause): float(share) for cause, share in first.items()},
            "shock": {kind.replace("_", " "): float(share) for kind, share in shock.items()},
            "first_shares": {cause: float(first.get(cause, 0.0)) for cause in CAUSES},
        }  # fmt: skip
    return found


def median(values: pd.Series) -> float | None:
    """The median; None where there is nothing."""
    known = values.dropna()
    return float(known.median()) if len(known) else None


def overall() -> dict[str, Any]:
    """Causes over all scenarios, and in how many vectors the commonest is the same."""
    rows = stored.rows(EXPERIMENT)
    dead = rows[rows["ended"] == "dissolved"]
    shares = dead["cause"].value_counts(normalize=True)
    by_vector = dead.groupby("vector")["cause"].agg(lambda each: each.value_counts().idxmax()).value_counts()
    fallen = dead["trigger"].value_counts(normalize=True)
    return {
        "dead": len(dead), "runs": len(rows), "first": {CAUSES.get(c, c): float(v) for c, v in shares.items()},
        "vectors": {CAUSES.get(c, c): int(v) for c, v in by_vector.items()},
        "of": int(by_vector.sum()), "shock": {s.replace("_", " "): float(v) for s, v in fallen.items()},
    }  # fmt: skip


# ---- signs before the end ----------------------------------------------------------------------------------------


def _run() -> pd.DataFrame:
    frames = []
    for name in titles():
        scenario = load(name).until(MONTHS)
        runs, months = stored.runs_of(scenario, REPLICATES, SEED, months=True)
        end = runs["end_month"].fillna(MONTHS + 99).where(runs["ended"] != "completed", -1)
        keep = months[["replicate", "month", *SIGNS]].astype(dict.fromkeys(SIGNS, "float32"))
        vectors = int(runs["vector"].max()) + 1
        frames.append(
            keep.assign(scenario=name, end=end.to_numpy()[keep["replicate"]], vector=keep["replicate"] % vectors)
        )
    return pd.concat(frames, ignore_index=True)


@cache
def months() -> pd.DataFrame:
    """A row a scenario, replicate and month, with the month of its end (99 months past the horizon: none)."""
    rows = stored.kept("deaths", _run)
    return rows[(rows["end"] > 0) & (rows["month"] < rows["end"])].reset_index(drop=True)


@cache
def seen() -> pd.DataFrame:
    """Sign × months before the end: chance that a dying network shows a lower value than one that lives on.

    ``flagged`` is the share of dying networks below the value that one in ten of those that live on falls below.
    Networks are compared in the same month of the same scenario.
    """
    rows, found = months(), []
    for before in BEFORE:
        dying = rows[rows["end"] - rows["month"] == before]
        living = rows[rows["end"] - rows["month"] > before + CLEAR]
        groups = living.groupby(["scenario", "month"])
        chance = {sign: [0.0, 0.0, 0.0] for sign in SIGNS}
        for key, cases in dying.groupby(["scenario", "month"]):
            if key not in groups.groups:
                continue
            controls = groups.get_group(key)
            if len(controls) < 10:
                continue
            for sign in SIGNS:
                there = np.sort(controls[sign].to_numpy())
                own = cases[sign].to_numpy()
                left, right = np.searchsorted(there, own, "left"), np.searchsorted(there, own, "right")
                chance[sign][0] += float((1 - (left + right) / 2 / len(there)).sum())
                chance[sign][1] += float((own < np.quantile(there, FALSE_ALARMS)).sum())
                chance[sign][2] += len(own)
        for sign, (lower, flagged, count) in chance.items():
            found.append((sign, before, lower / max(count, 1), flagged / max(count, 1), int(count)))
    return pd.DataFrame(found, columns=["sign", "before", "lower", "flagged", "cases"])


def measure() -> dict[str, Any]:
    """What the page says."""
    table: dict[str, dict[str, list[float]]] = {}
    year = seen()[seen()["before"] == 12].sort_values("lower", ascending=False)
    for sign in year["sign"]:
        title = SIGNS[sign]
        own = seen()[seen()["sign"] == sign].set_index("before")
        table[title] = {str(at): [float(own.loc[at, name]) for name in ("lower", "flagged")] for at in BEFORE}
    return {
        "causes": causes(), "overall": overall(), "signs": table, "cases": int(year["cases"].iloc[0]),
        "year_before": [SIGNS[sign] for sign in year["sign"].head(3)],
    }  # fmt: skip


# ---- figures -----------------------------------------------------------------------------------------------------


def draw(frame: Any) -> Any:
    """What gave way first in each kind of trouble."""
    from netsustain.report.canvas import CONDITION_COLOURS, sheet

    found = causes()
    figure = sheet(frame, 5.6, "What gave way first, of the networks that dissolved")
    axis = figure.subplots()
    places = np.arange(len(found))[::-1]
    left = np.zeros(len(found))
    for cause, title in CAUSES.items():
        shares = np.array([each["first_shares"][cause] for each in found.values()])
        label = title if shares.max() > 0.005 else None
        axis.barh(places, shares, left=left, color=CONDITION_COLOURS.get(cause, "#c9c9c4"), label=label, height=0.7)
        left += shares
    labels = [f"{title} ({each['dissolved']['value']:.0%} ended)" for title, each in found.items()]
    axis.set_yticks(places, labels, fontsize=9.5)
    axis.set_xlim(0, 1)
    axis.grid(False)
    axis.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    figure.legend(frameon=False, fontsize=9.5, ncols=5, loc="outside lower center")
    return figure


def draw_warning(frame: Any) -> Any:
    """What could be seen before the end."""
    from netsustain.report.canvas import SERIES, sheet

    figure = sheet(frame, 4.6, "What could be seen before the end")
    left, right = figure.subplots(1, 2)
    year = seen()[seen()["before"] == 12].sort_values("lower", ascending=False)
    for colour, sign in zip(SERIES, year["sign"].head(len(SERIES)), strict=False):
        own = seen()[seen()["sign"] == sign]
        left.plot(own["before"], own["lower"], color=colour, marker="o", ms=4, label=SIGNS[sign])
        right.plot(own["before"], own["flagged"], color=colour, marker="o", ms=4)
    left.axhline(0.5, color="#5b6872", lw=0.9, ls="--")
    right.axhline(FALSE_ALARMS, color="#5b6872", lw=0.9, ls="--")
    left.set_title("chance that the dying network is lower")
    right.set_title("share below the living networks' lowest tenth")
    right.set_ylim(0, 1.02)
    for axis in (left, right):
        axis.invert_xaxis()
        axis.set_xticks(BEFORE)
        axis.set_xlabel("months before the end")
        axis.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    left.text(BEFORE[-1], 0.505, "no better than a coin", ha="left", va="bottom", fontsize=9, color="#5b6872")
    right.text(BEFORE[-1], FALSE_ALARMS + 0.015, "of networks that live on", ha="left", va="bottom", fontsize=9,
               color="#5b6872")  # fmt: skip
    lines, labels = left.get_legend_handles_labels()
    figure.legend(lines, labels, frameon=False, fontsize=10, ncols=4, loc="outside lower center")
    return figure
