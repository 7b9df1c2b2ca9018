"""Every piece of information valued: everything, each factor, each group; and where each factor switches the choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.factors import Factor
from netsustain.exploration.information.benefits import Benefits
from netsustain.exploration.information.noise import LEVEL, noise_floor
from netsustain.exploration.information.switching import GRID, curves, switching_values
from netsustain.exploration.information.value import Knowing, Worth, best_on_average, perfect
from netsustain.exploration.moments import student
from netsustain.health.intervals import Floats

EVERYTHING = "–"
"""Stands for a name in the row of everything."""
FEWEST = 40
"""Draws that a regression needs."""
CURVE_EVERY = 5
Row = dict[str, Any]


def worths(found: Benefits, factors: Sequence[Factor], groups: Mapping[str, Sequence[int]], seed: int) -> pd.DataFrame:
    """A row a piece of information, the most valuable factor first.

    Parameters
    ----------
    groups
        Name → places of the factors known together.

    Returns
    -------
    DataFrame
        ``what`` (``everything``, ``factor`` or ``group``), ``name``, ``value`` with ``low`` and ``high``; ``floor`` and
        ``p`` as chance alone gives them; ``verdict`` (``worth``, or ``not_told`` from 0), ``lower`` and ``upper`` (see
        ``Worth``). Nothing is worth more than everything: a value above it is set to it. A piece is worth knowing if it
        passes the floor and its interval lies above 0. A group is worth no less than its best factor.
    """
    now = best_on_average(found.mean)
    over, mean = found.over(now), found.over(now).mean(axis=1)
    whole = perfect(over, seed)
    verdict = "worth" if whole.low > 0 else "not_told"
    rows: list[Row] = [{"what": "everything", "name": EVERYTHING, **vars(whole), "verdict": verdict}]
    if len(found.points) >= FEWEST:
        own = {factor.name: (place,) for place, factor in enumerate(factors)}
        for what, pieces in (("factor", own), ("group", groups)):
            rows += _pieces(what, pieces, found.points, mean, whole, seed)
        _at_least_members(rows, groups, factors)
    names = ["what", "name", "value", "low", "high", "floor", "p", "verdict", "lower", "upper"]
    table = pd.DataFrame(rows, columns=names)
    order = {"everything": 0, "factor": 1, "group": 2}
    return table.sort_values(
        ["what", "value"], key=lambda column: column.map(order) if column.name == "what" else -column,
        kind="stable", ignore_index=True,
    )  # fmt: skip


def _pieces(
    what: str, pieces: Mapping[str, Sequence[int]], points: Floats, mean: Floats, whole: Worth, seed: int
) -> list[Row]:
    """Pieces of one sort share one noise floor."""
    if not pieces:
        return []
    knowing = [Knowing(points[:, list(places)], seed) for places in pieces.values()]
    found = [each.worth(mean) for each in knowing]
    floor = noise_floor(knowing, mean, np.array([each.value for each in found]), seed)
    return [
        {
            "what": what, "name": name, **vars(worth), "value": min(worth.value, whole.value),
            "low": min(worth.low, whole.value), "high": max(worth.high, worth.upper, floor.floor),
            "floor": floor.floor, "p": p, "verdict": "worth" if p <= LEVEL and worth.low > 0 else "not_told",
        }
        for name, worth, p in zip(pieces, found, floor.p, strict=True)
    ]  # fmt: skip


def _at_least_members(rows: list[Row], groups: Mapping[str, Sequence[int]], factors: Sequence[Factor]) -> None:
    """Whoever knows a group knows each of its factors: it is worth no less than the best of them.

    An estimate can say otherwise, since a regression on more factors is told less surely; the factor's then stands.
    """
    by_name = {row["name"]: row for row in rows}
    for name, places in groups.items():
        best = max((by_name[factors[place].name] for place in places), key=lambda row: float(row["value"]))
        if best["value"] > by_name[name]["value"]:
            by_name[name].update({end: best[end] for end in ("value", "low", "high", "lower", "upper", "verdict", "p")})


def options(found: Benefits, names: Sequence[str]) -> pd.DataFrame:
    """A row an option: mean net benefit, what it brings more than the best on average, intervals over draws."""
    now = best_on_average(found.mean)
    means, over = found.mean, found.over(now).mean(axis=1)
    half = student(len(means) - 1) / np.sqrt(len(means))
    rows = []
    for place, name in enumerate(names):
        own, off = (table[:, place] for table in (means, over))
        spread, spread_off = (half * each.std(ddof=1) if len(each) > 1 else np.nan for each in (own, off))
        rows.append({
            "scenario": name, "mean": own.mean(), "low": own.mean() - spread, "high": own.mean() + spread,
            "over_best": off.mean(), "over_low": off.mean() - spread_off, "over_high": off.mean() + spread_off,
            "chosen": place == now,
        })  # fmt: skip
    return pd.DataFrame(rows)


def lines(
    found: Benefits, factors: Sequence[Factor], names: Sequence[str], chosen: Sequence[str], seed: int
) -> pd.DataFrame:
    """Expected net benefit of each option over the best on average, along the range of the chosen factors.

    Returns
    -------
    DataFrame
        ``factor``, ``value`` (of the factor), ``scenario``, ``over_best``.
    """
    over = found.over(best_on_average(found.mean)).mean(axis=1)
    frames = []
    for place, factor in enumerate(factors):
        if factor.name in chosen:
            drawn = curves(Knowing(found.points[:, [place]], seed), over)[::CURVE_EVERY]
            at = factor.low + np.linspace(0, 1, GRID)[::CURVE_EVERY] * (factor.high - factor.low)
            frames += [
                pd.DataFrame({"factor": factor.name, "value": at, "scenario": name, "over_best": drawn[:, option]})
                for option, name in enumerate(names)
            ]
    columns = ["factor", "value", "scenario", "over_best"]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


def switching(
    found: Benefits, factors: Sequence[Factor], names: Sequence[str], chosen: Sequence[str], seed: int
) -> pd.DataFrame:
    """Values of the chosen factors at which another option becomes the best.

    Returns
    -------
    DataFrame
        ``factor``, ``at`` with ``low`` and ``high`` (values of the factor), ``seen`` (share of resamples that switch
        so), ``below`` and ``above`` (the best option on either side).
    """
    over = found.over(best_on_average(found.mean)).mean(axis=1)
    frames = []
    for place, factor in enumerate(factors):
        if factor.name in chosen:
            table = switching_values(found.points[:, place], over, seed)
            for end in ("at", "low", "high"):
                table[end] = factor.low + table[end].astype(float) * (factor.high - factor.low)
            for side in ("below", "above"):
                table[side] = [names[int(option)] for option in table[side]]
            table.insert(0, "factor", factor.name)
            frames.append(table)
    columns = ["factor", "at", "below", "above", "seen", "low", "high"]
    return pd.concat(frames, ignore_index=True)[columns] if frames else pd.DataFrame(columns=columns)
