"""An advice in sentences, and what it must not be taken for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.advice import telling_changes, telling_mixes
from netsustain.exploration.advice.asking import Asked
from netsustain.exploration.advice.mixes import NOT_TOLD, ON_AVERAGE, SURELY, TODAY, Mix
from netsustain.exploration.advice.unknown import World, cuts
from netsustain.exploration.answer import Formed, Said
from netsustain.exploration.search.judge import Judged

ENOUGH_FUTURES = 40
"""Fewer say little of bad futures, and nothing of what single numbers are worth."""
ORDER = (SURELY, ON_AVERAGE, NOT_TOLD)
Tables = dict[str, pd.DataFrame]


def sentences(
    asked: Asked, world: World, mixes: Sequence[Mix], told: Tables, verdict: str, tried: int = 0
) -> tuple[Said, ...]:
    """The advice in words, the most important first."""
    money = {"budget": Formed(asked.budget.days, "tenth"), "money": Formed(asked.money(asked.budget.days), "money")}
    if not mixes:
        return (Said("said_no_mix", {**money, "tried": tried}),)
    best = headline(told)
    opening = [Said(f"said_{verdict}", {**money, "tried": tried, "mix": best["letter"], **telling_mixes.gained(best)})]
    longest = max(_rows(told), key=lambda row: row["gain"])
    if longest["letter"] != best["letter"]:
        opening.append(Said("said_longer_less_surely", {"mix": longest["letter"], **telling_mixes.gained(longest)}))
    return (
        *opening,
        *telling_mixes.sentences(asked, mixes, told, str(best["letter"])),
        *telling_changes.sentences(world, told),
    )


def headline(told: Tables) -> dict[str, Any]:
    """The row of the mix to name first: of those that are told most surely to gain, the one that gains most."""
    return min(_rows(told), key=lambda row: (ORDER.index(row["verdict"]), -row["gain"]))


def _rows(told: Tables) -> list[dict[str, Any]]:
    return [row for row in told["summary"].to_dict("records") if row["letter"] != TODAY]


# ---- warnings -------------------------------------------------------------------------------------


def warnings(asked: Asked, world: World, found: Judged, told: Tables) -> tuple[Said, ...]:
    """What the advice rests on that may not hold, and where more work would say more."""
    return tuple(_warnings(asked, world, found, told))


def _warnings(asked: Asked, world: World, found: Judged, told: Tables) -> Iterator[Said]:
    if asked.now_days > asked.budget.days + 0.05:
        over = {"now": Formed(asked.now_days, "tenth"), "budget": Formed(asked.budget.days, "tenth")}
        yield Said("warning_over", over)
    office, needs = asked.scenario.funding.area_office_budget, float(told["summary"]["days"].max())
    if needs > office + 0.05 and not asked.scenario.funding.grants:
        values = {"office": Formed(office, "tenth"), "needs": Formed(needs, "tenth"), "whole": int(np.ceil(needs))}
        yield Said("warning_funding", values)
    if world.cut_month and next(cuts(asked.scenario), None) is None:
        yield Said("warning_cut", {"date_cut": world.cut_month})
    if world.calibration is None:
        yield Said("warning_priors")
    if not found.found.stalled:
        yield Said("warning_search", {"generations": len(found.found.trace)})
    if asked.effort.tell[0] < ENOUGH_FUTURES:
        yield Said("warning_futures", {"draws": asked.effort.tell[0], "enough": ENOUGH_FUTURES})
