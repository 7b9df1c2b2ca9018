"""The tables of a discovery: boxes, their restrictions, how each was found, and the tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.discovery.box import LOWER, UPPER
from netsustain.exploration.discovery.regions import Region, as_row
from netsustain.exploration.factors import Factor

SIDES = ("low", "high")
MEASURES = ("density", "coverage", "mass", "strength", "draws")


def boxes(scenario: str, found: Sequence[Region]) -> pd.DataFrame:
    """A row a box that restricts something.

    Returns
    -------
    DataFrame
        ``scenario``, ``box`` (from 1); measures on the draws held out (``density`` with ``low`` and ``high``,
        ``coverage``, ``mass``, ``strength``, ``draws``) and the same on the searched ones (``…_searched``); ``base``,
        ``p``, ``verdict`` (``holds`` or ``fails``).
    """
    rows: list[dict[str, Any]] = [
        {
            "scenario": scenario, "box": number, **as_row(region.held), "low": region.low, "high": region.high,
            "base": region.base, "p": region.p, "verdict": "holds" if region.holds else "fails",
            **as_row(region.searched, "_searched"),
        }
        for number, region in enumerate(found, start=1) if region.box.restricted
    ]  # fmt: skip
    searched = (f"{each}_searched" for each in MEASURES)
    names = ["scenario", "box", *MEASURES, "low", "high", "base", "p", "verdict", *searched]
    return pd.DataFrame(rows, columns=names)


def restrictions(scenario: str, found: Sequence[Region], factors: Sequence[Factor]) -> pd.DataFrame:
    """A row a restricted factor of a box: limits (NaN where free) and those of whole factors as the last whole number
    inside, quasi-p-value where it was sought, p-value on the draws held out, and how often halves of the draws
    restrict the factor on this side or these."""
    rows = []
    for number, region in enumerate(found, start=1):
        for place in region.box.restricted:
            factor, (p_searched, p) = factors[place], region.factor_p[place]
            low, high = (_shown(region.box.limits[side, place], side, factor.whole) for side in (LOWER, UPPER))
            again = region.reproduced[:, place][np.isfinite(region.box.limits[:, place])].min()
            rows.append({
                "scenario": scenario, "box": number, "factor": factor.name, "low": low, "high": high,
                "from": factor.low, "to": factor.high, "whole": factor.whole, "p_searched": p_searched, "p": p,
                "reproduced": again,
            })  # fmt: skip
    names = ["scenario", "box", "factor", "low", "high", "from", "to", "whole", "p_searched", "p", "reproduced"]
    return pd.DataFrame(rows, columns=names)


def _shown(limit: float, side: int, whole: bool) -> float:
    """A limit for readers: NaN where there is none; of a whole factor, the last whole number inside."""
    if not np.isfinite(limit):
        return float("nan")
    if not whole:
        return float(limit)
    return float(np.ceil(limit) if side == LOWER else np.floor(limit))


def trajectory(scenario: str, found: Sequence[Region], factors: Sequence[Factor]) -> pd.DataFrame:
    """A row a step on the way to each box: what was done, measures where it was sought and held out (``…_held``)."""
    rows = []
    for number, region in enumerate(found, start=1):
        for place, (step, (searched, held)) in enumerate(zip(region.found.steps, region.trail, strict=True)):
            move = step.move
            rows.append({
                "scenario": scenario, "box": number, "step": place, "kind": step.kind,
                "factor": factors[move.factor].name if move else "", "side": SIDES[move.side] if move else "",
                "limit": move.limit if move else np.nan, "restricted": len(step.box.restricted),
                **as_row(searched), **as_row(held, "_held"), "chosen": place == region.found.chosen,
            })  # fmt: skip
    return pd.DataFrame(rows)
