"""Finding 3: is more of a lever always better?"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from tools.findings import stored
from tools.findings.telling import Told, told

from netsustain.scenario import load
from netsustain.scenario.levers import LEVER_NAMES, Levers
from netsustain.scenario.quantities import quantity_of
from netsustain.scenario.schema import Scenario

EXPERIMENT = "finding_doses"
REPLICATES = 288
SEED = 17
SETTINGS = {"little money": 3.0, "enough money": 30.0}
"""The area office's budget in staff-days a month; half of it is cut in month 25."""
CHOICES = ("governance_mode", "fairness_rule")
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
OWN_DOSES = {"core_leaders": (1, 2, 3, 4, 5), "review_every": (0, 36, 24, 12, 6)}
"""Doses of levers that are counts; reviews go from never to every six months."""
TURNS = 2.0
"""Months by which the full dose must fall short of the best one, surely, for a lever to be said to turn."""


class Curve(NamedTuple):
    """What a lever does at each dose, in one setting, over the network without it."""

    lever: str
    setting: str
    doses: tuple[float, ...]
    gained: tuple[Told, ...]
    """Months gained over the first dose."""
    cost: tuple[float, ...]
    """Staff-days a live month, over the first dose."""
    fall: Told
    """Months at the full dose less those at the best one."""

    @property
    def best(self) -> int:
        """Place of the dose with the longest life."""
        return int(np.argmax([each.value for each in self.gained]))

    @property
    def turns(self) -> bool:
        """Whether the full dose is surely worse than the best."""
        return self.fall.high < 0 and self.fall.value < -TURNS


LEVERS = tuple(name for name in LEVER_NAMES if name not in CHOICES)


def doses_of(lever: str) -> tuple[float, ...]:
    """Five doses from none to the most."""
    if lever in OWN_DOSES:
        return tuple(float(dose) for dose in OWN_DOSES[lever])
    found = quantity_of(Levers.model_fields[lever])
    assert found is not None
    return tuple(round(found.plausible[1] * share, 3) for share in SHARES)


def _bare() -> Scenario:
    """The demonstration network with none of the levers but a meeting every other month."""
    none = {lever: doses_of(lever)[0] for lever in LEVERS if lever not in ("meeting_frequency", "face_to_face_share")}
    return load("demo_none").with_(levers=none)


def _run() -> pd.DataFrame:
    frames = []
    for setting, money in SETTINGS.items():
        base = _bare().with_(**{"funding.area_office_budget": money})
        for lever in LEVERS:
            for dose in doses_of(lever):
                runs, _ = stored.runs_of(base.with_(**{f"levers.{lever}": dose}), REPLICATES, SEED)
                frames.append(
                    runs[["vector", "months_sustained", "cost_per_live_month"]].assign(
                        setting=setting, lever=lever, dose=dose, replicate=np.arange(REPLICATES)
                    )
                )
    return pd.concat(frames, ignore_index=True)


@cache
def curves() -> tuple[Curve, ...]:
    """Every lever in every setting."""
    rows = stored.kept("doses", _run)
    parts = rows.groupby(["setting", "lever"], sort=False)
    return tuple(_curve(lever, setting, own) for (setting, lever), own in parts)


def _curve(lever: str, setting: str, rows: pd.DataFrame) -> Curve:
    doses = doses_of(lever)
    months = rows.pivot(index="replicate", columns="dose", values="months_sustained")
    cost = rows.groupby("dose")["cost_per_live_month"].mean()
    vector = rows[rows["dose"] == doses[0]].set_index("replicate")["vector"].loc[months.index]
    gained = tuple(told(months[dose] - months[doses[0]], vector) for dose in doses)
    best = doses[int(np.argmax([each.value for each in gained]))]
    fall = told(months[doses[-1]] - months[best], vector)
    return Curve(lever, setting, doses, gained, tuple(float(cost[d] - cost[doses[0]]) for d in doses), fall)


@cache
def mixed() -> dict[str, dict[str, float]]:
    """Lever → months from no dose to the full one when every other lever has a random dose.

    Least squares over the means of draws, linear in all doses and the budget; ``half`` is the half width of the 95 %
    interval of luck and of the draws, ``holds`` the number of vectors whose own fit has that sign.
    """
    rows = stored.rows(EXPERIMENT)
    columns = [*(f"levers.{lever}" for lever in LEVERS), "funding.area_office_budget"]
    draws = rows.groupby("draw")[columns].first()
    reach = draws.max() - draws.min()
    plan = np.column_stack([np.ones(len(draws)), ((draws - draws.min()) / reach).to_numpy()])
    inverse = np.linalg.pinv(plan)
    months = rows.pivot_table(index="draw", columns="vector", values="months_sustained").loc[draws.index]
    fitted = inverse @ months.mean(axis=1).to_numpy()
    rest = months.mean(axis=1).to_numpy() - plan @ fitted
    variance = float(rest @ rest) / (len(draws) - plan.shape[1])
    half = 1.96 * np.sqrt(variance * np.diag(np.linalg.inv(plan.T @ plan)))
    signs = (np.sign(inverse @ months.to_numpy()) == np.sign(fitted)[:, None]).sum(axis=1)
    return {
        lever: {"value": float(fitted[place]), "half": float(half[place]), "holds": int(signs[place]),
                "vectors": months.shape[1]}
        for place, lever in enumerate(LEVERS, start=1)
    }  # fmt: skip


def measure() -> dict[str, Any]:
    """What the page says."""
    others = mixed()
    table: dict[str, dict[str, Any]] = {}
    for lever in LEVERS:
        table[lever] = {"mixed": others[lever]}
        for curve in curves():
            if curve.lever == lever:
                table[lever][curve.setting] = {
                    "dose": curve.doses[curve.best], "full_dose": curve.doses[-1],
                    "gain": curve.gained[curve.best].stored(), "full": curve.gained[-1].stored(),
                    "fall": curve.fall.stored(), "turns": curve.turns, "cost": curve.cost[-1],
                    "sign": _sign(curve.gained[-1]),
                }  # fmt: skip
    turning = {s: [c.lever for c in curves() if c.setting == s and c.turns] for s in SETTINGS}
    signs = {
        name: {s: [c.lever for c in curves() if c.setting == s and _sign(c.gained[-1]) == sign] for s in SETTINGS}
        for name, sign in (("helping", "+"), ("harmful", "-"), ("neither", "0"))
    }
    return {"table": table, "turning": turning, **signs, "load": load_curve(), "runs": REPLICATES}


def _sign(found: Told) -> str:
    """Whether luck alone leaves the sign open."""
    if abs(found.value) <= found.half_chance:
        return "0"
    return "+" if found.value > 0 else "-"


def load_curve() -> list[dict[str, Any]]:
    """By fifths of how much is done in all (sum of doses relative to the most): months with little and much money."""
    rows = stored.rows(EXPERIMENT)
    total = sum(rows[f"levers.{lever}"] / max(doses_of(lever)) for lever in LEVERS if lever != "review_every")
    poor = rows["funding.area_office_budget"] < rows["funding.area_office_budget"].median()
    fifth = pd.qcut(total.rank(method="first"), 5, labels=False)
    found = []
    for place in range(5):
        line: dict[str, Any] = {"doses": float(total[fifth == place].mean())}
        for name, money in (("poor", poor), ("rich", ~poor)):
            own = rows[(fifth == place) & money]
            line[name] = told(own["months_sustained"], own["vector"], own["draw"]).stored()
        found.append(line)
    return found


# ---- figure ------------------------------------------------------------------------------------------------------


def draw(frame: Any) -> Any:
    """Small curves: months gained by dose, with little and with enough money."""
    from netsustain.report.canvas import SERIES, sheet

    figure = sheet(frame, 9.4, "Months gained by the dose of one lever, all others off")
    axes = figure.subplots(6, 4, sharey=True)
    for axis, lever in zip(axes.flat, LEVERS, strict=True):
        for colour, setting in zip(SERIES, SETTINGS, strict=False):
            curve = next(each for each in curves() if (each.lever, each.setting) == (lever, setting))
            places = range(len(curve.doses))
            values = [each.value for each in curve.gained]
            low, high = ([each.value + way * each.half_chance for each in curve.gained] for way in (-1, 1))
            axis.fill_between(places, low, high, color=colour, alpha=0.2, lw=0)
            axis.plot(places, values, color=colour, label=setting)
            axis.plot(curve.best, values[curve.best], "o", color=colour, ms=5)
        axis.axhline(0, color="#5b6872", lw=0.8)
        axis.set_title(lever.replace("_", " "), fontsize=9.5)
        axis.set_xticks(range(len(doses_of(lever))), [f"{dose:g}" for dose in doses_of(lever)], fontsize=8)
    lines, labels = axes.flat[0].get_legend_handles_labels()
    figure.legend(lines, labels, frameon=False, fontsize=10, ncols=2, loc="outside lower center")
    for axis in axes[:, 0]:
        axis.set_ylabel("months", fontsize=9)
    return figure
