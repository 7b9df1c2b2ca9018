"""What is reported of a run of the twin: the columns of docs/tables/outcomes.md."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from benchmarks.mesa_twin.ending_words import CAUSES, TRIGGERS
from benchmarks.mesa_twin.model import CollaborationModel
from benchmarks.mesa_twin.network import Ended, Network
from netsustain.scenario.schema import Scenario

Value = float | str | None
Row = dict[str, Value]

MONTHLY = (
    "live", "live_members", "active_members", "active_share", "joined", "left", "c1", "c2", "c3", "c4", "c5", "c6",
    "c7", "effort", "mean_trust", "fatigue", "ties", "density", "centralisation", "transitivity", "components",
    "leadership", "vacant_share", "goal_clarity", "role_clarity", "flexibility", "inertia", "agreement", "plan",
    "training", "delivery", "reputation", "anchoring", "urgency", "need", "steering", "two_way", "income",
    "own_income", "meeting_days", "need_days", "paid_days", "funded_share", "project_days", "reserve", "lapsed_days",
    "concentration", "self_reliance", "money", "output", "progress", "outcome_index", "success", "conflicts",
    "level_1", "level_2", "level_3", "level_4", "fit",
)  # fmt: skip
COUNTED = ("live_months", "cost_days", "cost_money", "sustained_value", "founders", "transfers", "months_sustained")
LAST = ("progress", "outcome_index")
AT_END = ("active_share", "active_members", "mean_trust", "density", "centralisation")


class Record(NamedTuple):
    """A run: its row, and a row a month up to the horizon."""

    run: Row
    months: list[Row]


def run(setting: Scenario, seed: int, replicate: int) -> Record:
    """Run the twin until it ends or its horizon is past."""
    model = CollaborationModel(setting, seed, replicate)
    months: list[Row] = []
    last = replace(model.network)
    while model.running and not model.network.ended:
        model.step()
        if model.month <= model.horizon:
            last = replace(model.network)
        months.append({name: float(getattr(model.network, name)) for name in MONTHLY})
    return Record(_run_row(model, last), _until_the_end(model, months))


def _until_the_end(model: CollaborationModel, months: list[Row]) -> list[Row]:
    """The months before the end; from the end to the horizon nothing."""
    end = model.network.end_month or model.horizon + 1
    kept = months[: min(end - 1, model.horizon)]
    silent: Row = dict.fromkeys(MONTHLY, 0.0)
    alive = [{"month": float(month), "alive": 1.0, **row} for month, row in enumerate(kept, 1)]
    after = range(len(kept) + 1, model.horizon + 1)
    return alive + [{"month": float(month), "alive": 0.0, **silent} for month in after]


def _run_row(model: CollaborationModel, last: Network) -> Row:
    """A run, with levels of the last month up to the horizon."""
    network = model.network
    live = max(network.live_months, 1)
    row: Row = {"replicate": float(model.luck.replicate), **_ending(network)}
    row |= {name: float(getattr(network, name)) for name in COUNTED}
    row["cost_per_live_month"] = network.cost_days / live
    row |= {f"c{number}": condition.total / live for number, condition in enumerate(model.conditions, 1)}
    row |= {name: float(getattr(last, name)) for name in LAST}
    row |= {f"{name}_end": float(getattr(last, name)) for name in AT_END}
    return row


def _ending(network: Network) -> Row:
    dissolved = network.ended == Ended.DISSOLVED
    return {
        "ended": network.ended.name.lower(),
        "cause": CAUSES[network.cause],
        "trigger": TRIGGERS[network.trigger] if dissolved else "",
        "end_month": float(network.end_month) or None,
        "confirmed_month": float(network.confirmed_month) or None,
        "trigger_month": float(network.trigger_month) or None,
    }
