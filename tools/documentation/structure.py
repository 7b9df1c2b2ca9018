"""Tables of what the model is made of: columns, streams, rules, what is reported."""

from __future__ import annotations

import numpy as np
from tools.documentation.markdown import code, table

from netsustain import initial, schedule
from netsustain.ensemble import months_frame, runs_frame
from netsustain.rules.contract import Clock, Rule
from netsustain.state import COLUMNS, ENTITIES, column
from netsustain.storage import MONTHLY, RUN_COLUMNS
from netsustain.streams import STREAMS

RULES: tuple[Rule, ...] = (initial.RULE, *dict.fromkeys(schedule.MONTH))
TYPES = {"i8": "whole", "f8": "real"}

DERIVED = {
    "replicate": ("-", "number of the replicate"),
    "month": ("month", "months since the start; the first is 1"),
    "alive": ("0/1", "1 before the month to which the end is dated"),
    "ended": ("-", "alive, dissolved, completed or never_formed"),
    "cause": ("-", "c1..c7 the condition that gave way first; goal_met, need_met; empty while alive"),
    "trigger": ("-", "kind of the last event before the loss of a dissolved network; none if there was none"),
    "cost_per_live_month": ("staff-days/month", "cost_days over live months (over 1 if there were none)"),
    "failed": ("true/false", "a number of this run is not finite"),
    "failure": ("-", "why a run failed"),
}
"""Reported columns that are no column of the state: unit and meaning."""
RUN_NOTE = (
    "Conditions are means over live months; `_end`, `progress` and `outcome_index` are of the last month up to the "
    "horizon; `transfers` counts the months that confirm an end as well."
)


def state() -> str:
    """Every column of the state, a table an entity."""
    parts = []
    for entity in ENTITIES:
        rows = [
            (f"`{item.name}`", TYPES[item.dtype], item.unit, item.meaning, item.concepts, item.reported)
            for item in COLUMNS
            if item.entity == entity
        ]
        header = ("column", "type", "unit", "meaning", "concepts", "reported")
        parts.append(f"## {entity}\n\n{table(header, rows)}")
    return "\n\n".join(parts)


def streams() -> str:
    """Every stream of random numbers."""
    return table(
        ("number", "stream", "entity", "used for"),
        [(item.number, item.name, item.keyed_by, item.meaning) for item in STREAMS],
    )


def _rule(rule: Rule) -> str:
    """The section of one rule."""
    rows = " May add and remove rows." if rule.structural else ""
    head = f"## {rule.name}\n\nConcepts: {rule.concepts}.{rows}"
    return f"{head}\n\n- reads {code(rule.reads)}\n- writes {code(rule.writes)}"


def rules() -> str:
    """What every rule reads and writes, in the order of the month."""
    return "\n\n".join(map(_rule, RULES))


def _meaning(name: str) -> tuple[str, str]:
    """Unit and meaning of a reported column. Raises KeyError for one that nobody explains."""
    if name in DERIVED:
        return DERIVED[name]
    if name in {f"c{c}" for c in range(1, 8)}:
        item = column("network", name)
        return item.unit, item.meaning
    item = column("network", name.removesuffix("_end"))
    return item.unit, item.meaning


def _clock() -> Clock:
    return Clock(month=0, season=10, horizon=1, structure_every=1, staff_day_price=1.0, baht=1.0, discount=1.0)


def outcomes() -> str:
    """The columns of a run's row and of the monthly series."""
    none = np.zeros(1, dtype=np.uint64)
    runs = runs_frame(np.zeros((1, len(RUN_COLUMNS))), none, _clock())
    months = months_frame(np.zeros((1, 1, len(MONTHLY))), none, runs)
    parts = []
    for title, frame, note in (
        ("A row a run", runs, RUN_NOTE),
        ("A row a replicate and month", months, "From the month of the end on every column is 0."),
    ):
        rows = [(f"`{name}`", *_meaning(str(name))) for name in frame.columns]
        parts.append(f"## {title}\n\n{note}\n\n{table(('column', 'unit', 'meaning'), rows)}")
    return "\n\n".join(parts)
