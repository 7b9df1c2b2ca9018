"""Finding 1: does any strategy win everywhere?"""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from tools.findings import stored
from tools.findings.telling import told

from netsustain.calibration.accepted import accepted

EXPERIMENT = "finding_strategies"
NONE = "demo_none"
NAMES = {
    "demo_leadership": "leadership", "demo_communication": "communication", "demo_social_capital": "social capital",
    "demo_governance": "governance", "demo_self_reliance": "self-reliance", "demo_all": "all five",
}  # fmt: skip
CONDITIONS = {
    "transfer_probability": "the yearly chance that leaders move", "founders": "the number of members",
    "network.recipe.remote_share": "the share of remote members", "network.initial.trust": "trust at the start",
    "network.initial.priority_spread": "how far goals differ",
    "network.initial.leader_championing": "the drive of leaders",
    "funding.area_office_budget": "the office's budget", "events.1.budget.level": "the budget left after the cut",
}  # fmt: skip
UNITS = {"funding.area_office_budget": " (staff-days a month)"}
ERRORS = 2.0
"""Standard errors a gain must lie from 0 to be called better or harmful in one condition."""
WASTED = 3.0
"""Months: a gain below this is hardly worth a strategy."""
CELLS = 4
BY_LUCK = 0.45
"""Rank correlation below which a parameter is not said to go with a gain."""


@cache
def gains() -> pd.DataFrame:
    """A row a strategy, draw and replicate: the paired gain in months over no strategy, and the conditions."""
    rows = stored.rows(EXPERIMENT)
    key = ["draw", "replicate"]
    base = rows[rows["scenario"] == NONE].set_index(key)
    frames = []
    for scenario, name in NAMES.items():
        own = rows[rows["scenario"] == scenario].set_index(key)
        columns = [column for column in CONDITIONS if column in own]
        frame = own[["vector", *columns]].assign(
            strategy=name, gain=own["months_sustained"] - base["months_sustained"], months=own["months_sustained"],
            cost=own["cost"] - base["cost"],
        )  # fmt: skip
        frames.append(frame.reset_index())
    return pd.concat(frames, ignore_index=True)


def by_draw() -> pd.DataFrame:
    """A row a draw, columns (strategy): mean gain; and its standard error beside it."""
    grouped = gains().groupby(["draw", "strategy"])["gain"]
    return pd.DataFrame({"gain": grouped.mean(), "error": grouped.std(ddof=1) / np.sqrt(grouped.count())})


def measure() -> dict[str, Any]:
    """What the page says."""
    rows, draws = gains(), by_draw()
    wide = draws["gain"].unstack()
    best = wide.assign(none=0.0).idxmax(axis=1).value_counts(normalize=True)
    table = {}
    for name in NAMES.values():
        own, drawn = rows[rows["strategy"] == name], draws.xs(name, level="strategy")
        mean = told(own["gain"], own["vector"], own["draw"])
        table[name] = {
            "gain": mean.stored(), "best": float(best.get(name, 0.0)),
            "better": float((drawn["gain"] > ERRORS * drawn["error"]).mean()),
            "harmful": float((drawn["gain"] < -ERRORS * drawn["error"]).mean()),
            "wasted": float((drawn["gain"] < WASTED).mean()),
            "least": float(drawn["gain"].min()), "most": float(drawn["gain"].max()),
            "days": told(own["cost"], own["vector"], own["draw"]).stored(),
        }  # fmt: skip
    first, second = telling()
    none = stored.rows(EXPERIMENT)
    none = none[none["scenario"] == NONE]
    return {
        "table": table, "none_best": float(best.get("none", 0.0)), "draws": len(wide),
        "none_months": told(none["months_sustained"], none["vector"], none["draw"]).stored(),
        "telling": [CONDITIONS[first], CONDITIONS[second]], "thirds": thirds(),
        "winners_by_vector": winners_by_vector(), "unknowns": unknowns(), "where_best": where_best(wide),
        "best_single": {
            str(name): float(share)
            for name, share in wide.drop(columns="all five").idxmax(axis=1).value_counts(normalize=True).items()
        },
    }  # fmt: skip


def where_best(wide: pd.DataFrame) -> dict[str, list[tuple[str, float, float]]]:
    """Winner → conditions that differ most where it wins: title, mean there, mean over all (in order of difference)."""
    draws = gains().groupby("draw")[list(CONDITIONS)].mean().loc[wide.index]
    winner, found = wide.assign(none=0.0).idxmax(axis=1), {}
    for name in winner.unique():
        own = draws[winner == name]
        apart = ((own.mean() - draws.mean()) / (draws.std() / np.sqrt(len(own)))).abs().sort_values(ascending=False)
        found[str(name)] = [
            (CONDITIONS[column], float(own[column].mean()), float(draws[column].mean()))
            for column in apart.index[:3]
            if apart[column] > ERRORS
        ]
    return found


def winners_by_vector() -> dict[str, int]:
    """Strategy → accepted vectors under which it gains most on average over all conditions."""
    means = gains().groupby(["vector", "strategy"])["gain"].mean().unstack().assign(none=0.0)
    return {str(name): int(count) for name, count in means.idxmax(axis=1).value_counts().items()}


def unknowns() -> dict[str, list[tuple[str, float]]]:
    """Strategy → parameters whose accepted values go most with its gain, and their rank correlation.

    Of so many parameters the largest correlation by luck alone is about .45 with 48 vectors: smaller ones are left out.
    """
    found = accepted()
    if found is None:
        return {}
    gained = gains().groupby(["vector", "strategy"])["gain"].mean().unstack()
    values = pd.DataFrame(found.values[np.arange(len(gained)) * len(found) // len(gained)], columns=list(found.names))
    ranks = values.rank()
    named: dict[str, list[tuple[str, float]]] = {}
    for name in NAMES.values():
        alike = ranks.corrwith(gained[name].reset_index(drop=True).rank()).dropna()
        strongest = alike[alike.abs() > BY_LUCK].sort_values(key=abs, ascending=False).head(4)
        named[name] = [(str(parameter), round(float(value), 2)) for parameter, value in strongest.items()]
    return named


def binned(rows: pd.DataFrame, column: str, cells: int) -> pd.Series:
    """Which of so many equally filled classes each row is in, from 0."""
    return pd.qcut(rows[column].rank(method="first"), cells, labels=False)


def thirds() -> dict[str, dict[str, list[float]]]:
    """Condition → strategy → mean gain in its lowest and its highest third."""
    rows = gains()
    found: dict[str, dict[str, list[float]]] = {}
    for column, title in CONDITIONS.items():
        third = binned(rows, column, 3)
        means = rows.groupby([third, "strategy"])["gain"].mean().unstack()
        found[title] = {name: [float(means.loc[place, name]) for place in (0, 2)] for name in NAMES.values()}
    return found


def telling() -> tuple[str, str]:
    """The two conditions whose cells differ most in what strategies gain."""
    rows = gains()
    scores = {}
    for pair in combinations(CONDITIONS, 2):
        cells = binned(rows, pair[0], CELLS) * CELLS + binned(rows, pair[1], CELLS)
        means = rows.groupby([cells, "strategy"])["gain"].mean().unstack()
        scores[pair] = float(means.var(axis=0, ddof=1).mean())
    return max(scores, key=lambda pair: scores[pair])


def written(condition: str, value: float) -> str:
    """A value of a condition on an axis: shares in per cent, counts as whole numbers."""
    whole = condition in ("founders", "funding.area_office_budget")
    return f"{value:.0f}" if whole else f"{value:.0%}"


# ---- figure ------------------------------------------------------------------------------------------------------


def draw(frame: Any) -> Any:
    """A map of each strategy's gain over the two most telling conditions."""
    from netsustain.report.canvas import sheet

    rows, (first, second) = gains(), telling()
    columns, lines = binned(rows, first, CELLS), binned(rows, second, CELLS)
    ticks = [
        [written(name, value) for value in rows.groupby(cells)[name].mean()]
        for name, cells in ((first, columns), (second, lines))
    ]
    figure = sheet(frame, 6.6, "Months gained over doing nothing special")
    axes = figure.subplots(2, 3, sharex=True, sharey=True)
    most = float(rows.groupby([columns, lines, "strategy"])["gain"].mean().abs().max())
    image = None
    for axis, name in zip(axes.flat, NAMES.values(), strict=True):
        own = rows["strategy"] == name
        means = rows[own].groupby([lines[own], columns[own]])["gain"].mean().unstack()
        image = axis.imshow(means.to_numpy(), origin="lower", cmap="RdBu", vmin=-most, vmax=most, aspect="auto")
        for (line, column), value in np.ndenumerate(means.to_numpy()):
            shade = "white" if abs(value) > 0.65 * most else "#1f2d37"
            gained = f"{value:+.0f}".replace("-", "−")
            axis.text(column, line, gained, ha="center", va="center", color=shade, fontsize=10)
        axis.set_title(name)
        axis.grid(False)
        axis.set_xticks(range(CELLS), ticks[0])
        axis.set_yticks(range(CELLS), ticks[1])
    figure.supxlabel(CONDITIONS[first] + UNITS.get(first, ""), fontsize=11)
    figure.supylabel(CONDITIONS[second] + UNITS.get(second, ""), fontsize=11)
    figure.colorbar(image, ax=axes, label="months gained", shrink=0.8)
    return figure


def draw_unknowns(frame: Any) -> Any:
    """Each strategy's mean gain over all conditions, a dot an accepted vector."""
    from netsustain.report.canvas import BEST, sheet

    means = gains().groupby(["vector", "strategy"])["gain"].mean().unstack()
    figure = sheet(frame, 3.8, "The same strategies under parameter values that fit the published tables equally well")
    axis = figure.subplots()
    for place, name in enumerate(reversed(NAMES.values())):
        own = means[name].sort_values().to_numpy()
        spread = 0.28 * np.sin(np.arange(len(own)) * 2.4)
        axis.plot(own, place + spread, "o", color=BEST, alpha=0.5, ms=5, mew=0)
        axis.plot([own.mean()] * 2, [place - 0.36, place + 0.36], color="#1f2d37", lw=2)
    axis.axvline(0, color="#5b6872", lw=0.9)
    axis.set_yticks(range(len(NAMES)), list(reversed(NAMES.values())))
    axis.grid(False, axis="y")
    axis.grid(True, axis="x")
    axis.set_xlabel("months gained on average over all conditions (bar: the mean)")
    return figure
