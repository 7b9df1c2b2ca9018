"""What was found in words: sentences, tables for readers, and what they must not be taken for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.answer import Column, Formed, Said, Shown
from netsustain.exploration.why.chains import NO_EVENT, NO_FALL, TOO_SOON
from netsustain.exploration.why.courses import Courses
from netsustain.exploration.why.happened import DATED
from netsustain.exploration.why.ways import FEW, OTHER
from netsustain.health.survival import share_columns, vector_of

HARDLY = 0.03
"""A relative change below this is called none."""
TOLD = 3
"""Ways, and worlds without an event, that sentences tell; tables hold the rest."""


def hundred(value: float) -> Formed:
    """A share as whole networks of 100, never rounded to none or all."""
    if value in (0.0, 1.0) or not np.isfinite(value):
        return Formed(100.0 * value, "whole")
    return Formed(float(min(99, max(1, round(100 * value)))), "whole")


def end_of(value: float) -> Formed:
    """An end of an interval in networks of 100."""
    return Formed(100.0 * value, "whole")


def sentences(
    given: Courses, chain: pd.DataFrame, ways: pd.DataFrame, without: pd.DataFrame, met: pd.DataFrame, vectors: int
) -> list[Said]:
    """The answer, the most important first."""
    size = {"networks": len(given.replicates), "months": given.horizon, "ended": len(chain)}
    if not len(given.replicates):
        return [Said("answer_no_network")]
    if chain.empty:
        return [Said("answer_none", size)]
    if len(chain) < FEW:
        return [Said("answer_few", size)]
    found = _dissolved(given, vectors)
    median = float(chain["end_month"].median())
    numbers = {"share": hundred(found["share"]), "low": end_of(found["low"]), "high": end_of(found["high"])}
    answer = Said("answer_ended", {**size, **numbers, "median": Formed(median, "whole")})
    told, other = _ways(ways), _without(without, given.horizon)
    return [answer, *told[:1], *other[:1], *told[1:], *other[1:], *_met(met, chain)]


def _dissolved(given: Courses, vectors: int) -> dict[str, float]:
    """Share that dissolves, as a comparison gives it."""
    group = vector_of(given.runs, vectors) if vectors else None
    found = share_columns(given.dissolved.astype(float)[:, None], group)
    return {"share": float(found[""][0]), "low": float(found["_low"][0]), "high": float(found["_high"][0])}


# ---- ways -----------------------------------------------------------------------------------------


def _ways(ways: pd.DataFrame) -> list[Said]:
    told = ways[ways["trigger"] != OTHER].head(TOLD)
    if told.empty:
        return [Said("no_common_way")]
    return [_way(way, "way" if place == 0 else "next") for place, way in enumerate(told.to_dict("records"))]


def _way(way: dict[str, Any], key: str) -> Said:
    opening = "no_event" if way["trigger"] == NO_EVENT else "event"
    fell = {NO_FALL: "_no_fall", TOO_SOON: "_too_soon"}.get(way["first"], "")
    values: dict[str, Any] = {
        "share": hundred(way["share"]), "low": end_of(way["low"]), "high": end_of(way["high"]),
        "median": Formed(way["end_month"], "whole"),
    }  # fmt: skip
    if opening == "event":
        values["word_event"] = way["trigger"]
    if not fell:
        values |= {"word_first": way["first"], "gap": Formed(way["from_first"], "whole")}
    return Said(f"{key}_{opening}{fell}", values)


# ---- without an event -----------------------------------------------------------------------------


def _without(without: pd.DataFrame, horizon: int) -> list[Said]:
    """Worlds that clearly change what becomes of networks first, those that spare most first among them."""
    if without.empty:
        return []
    ranked = without.assign(unclear=~without["clear"], all=without["how"] == "all").sort_values(
        ["unclear", "all", "spared", "kind", "month"], ascending=[True, True, False, True, True], kind="stable"
    )
    return [without_said(row, horizon) for row in ranked.head(TOLD).to_dict("records")]


def without_said(row: dict[str, Any], horizon: int) -> Said:
    """What a world without an event says, by what the numbers allow to say."""
    numbers = {key: int(row[key]) for key in ("ended", "lived", "later", "alive", "worse")}
    when = Said("in_month", {"month": int(row["month"])}) if row["how"] == DATED else Said("at_no_month")
    values = {"word_without": world_word(row), "when": when, "months": horizon, **numbers}
    if row["net_low"] > 0:
        kept = ("ended", "lived", "months", "word_without", "when")
        parts = {"more": _more(numbers), "others": _others(numbers)}
        return Said("without_spares", {**{key: values[key] for key in kept}, **parts})
    if row["net_high"] < 0:
        return Said("without_worse", values)
    return Said("without_same" if not row["lived"] and not row["worse"] else "without_unclear", values)


def _more(numbers: dict[str, int]) -> Said:
    return Said("more_later", {"later": numbers["later"]}) if numbers["later"] else Said("more_nothing")


def _others(numbers: dict[str, int]) -> Said:
    """Luck cuts both ways: those that did not dissolve, and would have."""
    if not numbers["alive"]:
        return Said("others_absent")
    if not numbers["worse"]:
        return Said("others_none", {"alive": numbers["alive"]})
    return Said("others_some", {"alive": numbers["alive"], "worse": numbers["worse"]})


def _met(met: pd.DataFrame, chain: pd.DataFrame) -> list[Said]:
    """What the commonest event before a first fall left behind in networks that lived on and in those that did not."""
    known = met[(met["lived"] >= FEW) & met["change_lived"].notna() & met["change_dissolved"].notna()]
    if known.empty:
        return []
    often = chain["trigger"].value_counts()
    row = known.loc[known["kind"].map(often).fillna(0).idxmax()]
    numbers = {"networks": int(row["networks"]), "lived": int(row["lived"]), "dissolved": int(row["dissolved"])}
    changes = {name: _changed(float(row[f"change_{name}"])) for name in ("lived", "dissolved")}
    values = {**numbers, "word_event": row["kind"], "word_level": row["level"]}
    return [Said("met", {**values, **{f"change_{name}": value for name, value in changes.items()}})]


def _changed(change: float) -> Said:
    """A relative change in words."""
    if abs(change) < HARDLY:
        return Said("changed_hardly")
    return Said("changed_down" if change < 0 else "changed_up", {"percent": Formed(100 * abs(change), "whole")})


# ---- warnings and tables --------------------------------------------------------------------------


def warnings(chain: pd.DataFrame, without: pd.DataFrame, compared: np.ndarray, vectors: int) -> list[Said]:
    """What a reader must know before using it."""
    if len(chain) < FEW:
        return []
    found = [Said("after_not_because" if len(without) else "after_not_because_none")]
    fell = chain["first_month"].dropna().to_numpy(dtype=int)
    if len(fell) and not compared[fell - 1].all():
        found.append(Said("own_past_only"))
    return found if vectors else [*found, Said("one_vector")]


WAYS = (
    Column("event", "trigger", "word"), Column("first", "first", "word"), Column("straw", "straw", "word"),
    Column("networks", "count", "whole"), Column("share", "share", "share", "low", "high"),
    Column("end", "end_month", "whole"), Column("from_first", "from_first", "whole"),
)  # fmt: skip
WITHOUT = (
    Column("without", "world", "word"), Column("month", "month", "whole"), Column("ended", "ended", "whole"),
    Column("lived", "lived", "whole"), Column("later", "later", "whole"), Column("as_before", "as_before", "whole"),
    Column("worse", "worse", "whole"), Column("spared", "spared", "share", "spared_low", "spared_high"),
)  # fmt: skip
MET = (
    Column("event", "kind", "word"), Column("met", "networks", "whole"), Column("dissolved", "dissolved", "whole"),
    Column("lived_on", "lived", "whole"), Column("level", "level", "word"),
    Column("change_dissolved", "change_dissolved", "points"), Column("change_lived", "change_lived", "points"),
)  # fmt: skip


def shown(ways: pd.DataFrame, without: pd.DataFrame, met: pd.DataFrame, given: Courses) -> list[Shown]:
    """Tables for readers; one that holds nothing is left out."""
    found = []
    if len(ways):
        found.append(Shown("heading_ways", WAYS, ways, {"networks": len(given.replicates)}, ("note_ways",)))
    if len(without):
        month = without["month"].where(without["month"] > 0)
        rows = without.assign(month=month, world=[world_word(row) for row in without.to_dict("records")])
        found.append(Shown("heading_without", WITHOUT, rows, {}, ("note_without",)))
    enough = met[met["networks"] >= FEW] if len(met) else met
    if len(enough):
        found.append(Shown("heading_met", MET, enough, {}, ("note_met",)))
    return found


def world_word(row: dict[str, Any]) -> str:
    """The word for a world without an event."""
    return f"without_{row['kind']}_{row['how']}" if row["how"] in ("yearly", "all") else f"without_{row['kind']}"
