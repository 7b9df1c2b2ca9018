"""What is said of each mix: what it does, costs and gains, its strong and weak sides, when to begin, what to drop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from netsustain.exploration.advice import timing
from netsustain.exploration.advice.asking import Asked
from netsustain.exploration.advice.cutting import FIRST
from netsustain.exploration.advice.mixes import TODAY, Mix
from netsustain.exploration.answer import Formed, Said
from netsustain.exploration.search.decisions import Value, is_choice
from netsustain.scenario.levers import lever_field
from netsustain.scenario.quantities import quantity_of

NAMED = 7
"""Changes named in a sentence; the table holds all."""
NOTEWORTHY = 0.02
"""Least rise or fall of a condition (0-1) that is worth a word."""
DOSES = ((0.3, "little"), (0.7, "half"), (1.0, "most"))
"""Doses below these are said so; the highest is ``full``."""
Tables = dict[str, pd.DataFrame]


def sentences(asked: Asked, mixes: Sequence[Mix], told: Tables, first: str) -> Iterator[Said]:
    """Mix by mix; ``first`` is the one whose gain has been told already."""
    for mix in mixes:
        yield _does(asked, mix)
        if mix.letter != first:
            yield _gains(told, mix)
        yield _sides(told, mix)
        yield from _blows(told, mix)
        yield from _begin(told, mix)
        yield from _drop(told, mix)


# ---- what it does ---------------------------------------------------------------------------------


def _does(asked: Asked, mix: Mix) -> Said:
    moved = mix.changes(asked.now)
    named = moved if len(moved) <= NAMED + 1 else moved[:NAMED]  # never "and one more"
    said = [change(lever, asked.now[lever], mix.policy[lever]) for lever in named]
    if len(moved) > len(named):
        said.append(Said("change_others", {"number": len(moved) - len(named)}))
    return Said("said_does", {
        "mix": mix.letter, "word_roles": list(mix.roles), "days": Formed(mix.days, "tenth"),
        "money": Formed(asked.money(mix.days), "money"), "now": Formed(asked.now_days, "tenth"), "changes": said,
    })  # fmt: skip


def change(lever: str, before: Value, after: Value) -> Said:
    """One change in plain words."""
    name = {"factor": f"levers.{lever}"}
    if is_choice(lever):
        return Said("change_choice", {**name, "word_before": str(before), "word_after": str(after)})
    quantity = quantity_of(lever_field(lever))
    if quantity is None or quantity.unit != "dose":
        numbers = {"before": Formed(float(before), "dose"), "after": Formed(float(after), "dose")}
        return Said("change_number", {**name, **numbers})
    if float(after) == 0:
        return Said("change_stop", name)
    doses = {"after": dose(float(after)), "before": dose(float(before))}
    if float(before) == 0:
        return Said("change_start", {**name, "after": doses["after"]})
    return Said("change_more" if float(after) > float(before) else "change_less", {**name, **doses})


def dose(value: float) -> Said:
    """A dose in words and as a number."""
    word = next((name for limit, name in DOSES if value < limit), "full")
    return Said(f"dose_{word}", {"number": Formed(value, "dose")})


# ---- what it brings -------------------------------------------------------------------------------


def _gains(told: Tables, mix: Mix) -> Said:
    row = _row(told["summary"], mix.letter)
    return Said(f"said_gains_{row['verdict']}", {"mix": mix.letter, **gained(row)})


def gained(row: dict[str, Any]) -> dict[str, Any]:
    """What a mix gains on today's way, as sentences write it."""
    return {
        "gain": Formed(row["gain"], "more_months"), "low": Formed(row["gain_low"], "more_months"),
        "high": Formed(row["gain_high"], "more_months"), "longer": Formed(row["longer"], "in_hundred"),
        "equal": Formed(row["equal"], "in_hundred"), "shorter": Formed(row["shorter"], "in_hundred"),
    }  # fmt: skip


def _sides(told: Tables, mix: Mix) -> Said:
    """Conditions that rise or fall beyond luck, and the worst tenth of futures."""
    own = told["conditions"][told["conditions"]["letter"] == mix.letter]
    up = own[(own["over_low_chance"] > 0) & (own["over"] >= NOTEWORTHY)].sort_values("over", ascending=False)
    down = own[(own["over_high_chance"] < 0) & (own["over"] <= -NOTEWORTHY)].sort_values("over")
    worst, today = (float(_row(told["summary"], name)["worst_tenth"]) for name in (mix.letter, TODAY))
    values: dict[str, Any] = {
        "mix": mix.letter, "worst": Formed(worst, "months"), "today": Formed(today, "months"),
    }  # fmt: skip
    if len(up):
        values["outcome_up"] = list(up["condition"])
    if len(down):
        values["outcome_down"] = list(down["condition"])
    sides = {(True, True): "both", (True, False): "good", (False, True): "bad", (False, False): "neither"}
    return Said(f"said_sides_{sides[bool(len(up)), bool(len(down))]}", values)


def _blows(told: Tables, mix: Mix) -> Iterator[Said]:
    """What it does when the director leaves or the budget is cut, against today's way under the same blow."""
    if not len(told["blows"]):
        return
    for name, rows in told["blows"].groupby("blow", sort=False):
        own, today = _row(rows, mix.letter), _row(rows, TODAY)
        side = "better" if own["spared_low"] > 0 else "worse" if own["spared_high"] < 0 else "alike"
        yield Said(f"said_blow_{side}", {
            "mix": mix.letter, "word_blow": f"if_{name}", "date_blow": int(own["month"]),
            "lost": Formed(own["lost"], "months"), "lost_today": Formed(today["lost"], "months"),
            "gain": Formed(own["gain"], "more_months"),
        })  # fmt: skip


# ---- when, and what to drop -----------------------------------------------------------------------


def _begin(told: Tables, mix: Mix) -> Iterator[Said]:
    """By when it must have begun, and whether steps will do."""
    if not len(told["timing"]):
        return
    rows = told["timing"][told["timing"]["letter"] == mix.letter]
    latest = timing.at_the_latest(rows)
    if latest is None:
        yield Said("said_begin_unknown", {"mix": mix.letter})
        return
    tried = rows[rows["way"].isin([timing.NOW, timing.LATER])].sort_values("month", kind="stable")
    after = tried[tried["month"] > latest]
    values: dict[str, Any] = {"mix": mix.letter}
    if len(after):
        missed = after.iloc[0]
        values |= {"date_missed": int(missed["month"]), "kept_missed": Formed(missed["kept"], "part")}
    if latest == 1 and len(after):
        yield Said("said_begin_now", values)
    else:
        kept = float(tried.loc[tried["month"] == latest, "kept"].iloc[0])
        values |= {"date_latest": latest, "kept": Formed(kept, "part")}
        yield Said("said_begin_by" if len(after) else "said_begin_any", values)
    steps = timing.better_order(rows)
    if steps:
        yield Said("said_steps", {
            "mix": mix.letter, "first": Formed(steps[timing.USEFUL_FIRST], "part"),
            "last": Formed(steps[timing.USEFUL_LAST], "part"),
        })  # fmt: skip


def _drop(told: Tables, mix: Mix) -> Iterator[Said]:
    """What to give up when the budget is cut by a fifth."""
    if mix.dropping is None or not len(told["cuts"]):
        return
    row = _row(told["cuts"], mix.letter)
    if not mix.dropping.enough:
        yield Said("said_cut_not", {"mix": mix.letter, "days": Formed(mix.dropping.days, "tenth")})
        return
    key = "said_cut_even" if row["better_high"] < 0 else "said_cut_first" if row["better_low"] > 0 else "said_cut"
    yield Said(key, {
        "mix": mix.letter, "factor_levers": [f"levers.{lever}" for lever in mix.dropping.order[:FIRST]],
        "days": Formed(mix.dropping.days, "tenth"), "gain": Formed(row["gain"], "more_months"),
        "even": Formed(row["even"], "more_months"),
    })  # fmt: skip


def _row(table: pd.DataFrame, letter: str) -> dict[str, Any]:
    return dict(table[table["letter"] == letter].iloc[0])
