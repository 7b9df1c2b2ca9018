"""One typical run of the commonest way, and its story: what happened in which month, in a dozen lines at most."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.why.chains import STRAWS
from netsustain.exploration.why.courses import WATCHED, Courses
from netsustain.exploration.why.falls import Falls
from netsustain.exploration.why.happened import DATED

LINES = 12
ALWAYS = ("start", "first", "lost", "last", "end", "confirmed")
"""Lines that every story has, where there is something to say."""
LINE = ["line", "month", "step", "what", "before", "after", "number"]


def medoid(chain: pd.DataFrame, given: Courses, fallen: Falls) -> int:
    """The replicate that is least unlike all others of a way; of several alike the lowest.

    Unlikeness of two chains: how far apart their ends, first falls and events lie (shares of the horizon), whether
    something else fell last, and how few of the fallen levels they share (one less their Jaccard index), added up.
    """
    place = {int(number): row for row, number in enumerate(given.replicates)}
    rows = [place[int(number)] for number in chain["replicate"]]
    ever = fallen.fallen[rows].any(axis=1).astype(float)
    both = ever @ ever.T
    either = ever.sum(axis=1)[:, None] + ever.sum(axis=1)[None, :] - both
    apart = 1.0 - np.divide(both, either, out=np.ones_like(both), where=either > 0)
    for column in ("end_month", "first_month", "trigger_month"):
        when = chain[column].fillna(0).to_numpy(dtype=float) / given.horizon
        apart += np.abs(when[:, None] - when[None, :])
    straw = chain["straw"].to_numpy()
    apart += straw[:, None] != straw[None, :]
    far = apart.sum(axis=1)
    nearest = np.flatnonzero(far <= far.min() + 1e-9)
    return int(chain["replicate"].to_numpy()[nearest].min())


def story(
    chain: pd.Series, steps: pd.DataFrame, happened: pd.DataFrame, given: Courses, who: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The lines of one network's story by month, at most twelve.

    Parameters
    ----------
    chain
        Its row of the chains.
    steps, happened
        Steps and events of all networks.
    who
        Its members that stopped or began to take part: ``month``, ``kind``, ``lost``, ``gained``; None where only
        numbers are known.

    Returns
    -------
    DataFrame
        ``line`` (from 1), ``month``, ``step`` (``start``, ``event``, ``first``, ``fell``, ``lost``, ``last``, ``end``,
        ``confirmed``; ``who`` says more of the line), ``what``, ``before``, ``after``, ``number``. Several rows of
        a line belong together.
    """
    row = int(np.flatnonzero(given.replicates == int(chain["replicate"]))[0])
    own = steps[steps["replicate"] == chain["replicate"]]
    mine = happened[happened["replicate"] == chain["replicate"]]
    lines = [_start(given, row), *_falls(own, chain), *_events(mine)]
    lines += [_lost(given, row, int(chain["end_month"]), who), _last(given, row, chain)]
    lines += [[_row(int(chain["end_month"]), "end")]]
    if chain["confirmed_month"] > 0:
        lines += [[_row(int(chain["confirmed_month"]), "confirmed")]]
    kept = _kept([line for line in lines if line], chain, mine)
    order = {step: place for place, step in enumerate(("start", "event", "first", "fell", "lost", "last", "end"))}
    kept.sort(key=lambda line: (line[0]["month"], order.get(str(line[0]["step"]), len(order))))
    rows = [{"line": number, **each} for number, line in enumerate(kept, start=1) for each in line]
    return pd.DataFrame(rows, columns=LINE)


Line = list[dict[str, Any]]


def _row(month: int, step: str, what: str = "", before: float = np.nan, after: float = np.nan,
         number: float = np.nan) -> dict[str, Any]:  # fmt: skip
    return {"month": month, "step": step, "what": what, "before": before, "after": after, "number": number}


def _start(given: Courses, row: int) -> Line:
    if given.end[row] <= 1:
        return []
    levels = given.levels
    members, income, need = (float(levels[name][row, 0]) for name in ("active_members", "income", "need_days"))
    return [_row(1, "start", "", need, income, members)]


def _events(mine: pd.DataFrame) -> list[Line]:
    return [[_row(int(each.month), "event", str(each.kind))] for each in mine.itertuples()]


def _falls(own: pd.DataFrame, chain: pd.Series) -> list[Line]:
    """The first fall in a line of its own, the others month by month."""
    fell = own[own["step"] == "fell"]
    lines: list[Line] = []
    for month, rows in fell.groupby("month", sort=True):
        told = sorted(rows.to_dict("records"), key=lambda each: each["after"] / each["before"])
        is_first = int(month) == chain["first_month"]
        if is_first:
            first = [each for each in told if each["what"] == chain["first"]]
            lines.append([_row(int(month), "first", each["what"], each["before"], each["after"]) for each in first])
            told = [each for each in told if each["what"] != chain["first"]]
        if told:
            lines.append([_row(int(month), "fell", each["what"], each["before"], each["after"]) for each in told])
    return lines


def _lost(given: Courses, row: int, end: int, who: pd.DataFrame | None) -> Line:
    """The month in which most members stopped taking part; nothing where fewer than two ever did."""
    members = given.levels["active_members"][row, : end - 1]
    drop = -np.diff(members)
    if not len(drop) or drop.max() < 2:
        return []
    month = int(drop.argmax()) + 2
    line = [_row(month, "lost", "", float(members[month - 2]), float(members[month - 1]), float(drop.max()))]
    if who is not None:
        gone = who[(who["month"] == month) & (who["lost"] > 0)].sort_values(["lost", "kind"], ascending=[False, True])
        line += [_row(month, "who", str(each.kind), number=float(each.lost)) for each in gone.itertuples()]
    return line


def _last(given: Courses, row: int, chain: pd.Series) -> Line:
    """The last month alive, and what had become of what it cannot live without."""
    month = int(chain["last_month"])
    if month < 2:
        return []
    first, last = (given.levels["active_members"][row, place] for place in (0, month - 1))
    others = [name for name in STRAWS if name != "active_members"]
    ends = {name: [float(given.levels[name][row, place]) for place in (0, month - 1)] for name in others}
    return [
        _row(month, "last", "active_members", float(first), float(last)),
        *(_row(month, "last", name, *both) for name, both in ends.items()),
    ]


def _kept(lines: list[Line], chain: pd.Series, mine: pd.DataFrame) -> list[Line]:
    """The most telling lines: those every story has, the event before the first fall, dated events, falls, the rest."""
    planned = set(mine.loc[mine["how"] == DATED, "month"])

    def rank(line: Line) -> tuple[int, float]:
        step, month = str(line[0]["step"]), float(line[0]["month"])
        if step in ALWAYS or (step == "event" and month == chain["trigger_month"]):
            return 0, month
        if step == "event" and month in planned:
            return 1, -month
        return (2 if step == "fell" else 3), -month

    return sorted(lines, key=rank)[:LINES]


def levels_of(given: Courses, replicate: int) -> pd.DataFrame:
    """The months of one network while it lives: ``month`` and the watched levels, means and need."""
    row = int(np.flatnonzero(given.replicates == replicate)[0])
    shown = np.flatnonzero(given.alive[row])
    columns = {name: given.levels[name][row, shown] for name in (*WATCHED, "income", "need_days", "leadership")}
    return pd.DataFrame({"month": shown + 1, **columns})
