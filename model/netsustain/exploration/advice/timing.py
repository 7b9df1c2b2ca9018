"""When to begin: at once, later, or in steps.

A mix that begins later is today's way until an event sets its levers. One in steps begins with the changes that bring
most for their cost, as far as half of what the mix costs more, and adds the rest later; or the other way round, to see
whether the order matters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from netsustain.exploration.advice.gains import Kept, difference, kept
from netsustain.exploration.advice.trimming import Trimmed, changes
from netsustain.exploration.advice.unknown import OCTOBER, next_month
from netsustain.exploration.search.decisions import Policy
from netsustain.exploration.search.price import Prices
from netsustain.health.intervals import Floats
from netsustain.scenario.schema import Scenario

NOW, LATER, USEFUL_FIRST, USEFUL_LAST = "now", "later", "useful_first", "useful_last"
SECOND_STEP = 13
"""Month in which the second step begins: after a year."""
LATEST = 0.5
"""No start later than this share of the horizon is tried."""
MOST = 0.8
"""Share of the gain that counts as most of it."""


@dataclass(frozen=True)
class Start:
    """A way to time a mix."""

    way: str
    """``now``, ``later``, ``useful_first`` or ``useful_last`` (in steps)."""
    month: int
    """Month in which it, or its second step, begins."""
    before_transfers: bool | None = None
    """Whether it comes just before, or just after, the next transfer window; None for other months."""


def starts(scenario: Scenario) -> list[Start]:
    """Ways to time a mix in a scenario: a quarter and half a year later, around the next October, years later."""
    window = next_month(scenario.start, OCTOBER, 2)
    months = {4: None, 7: None, window - 1: True, window + 1: False, 25: None, 49: None}
    latest = max(int(LATEST * scenario.months), 2)
    later = [Start(LATER, month, side) for month, side in sorted(months.items()) if month <= latest]
    steps = [Start(way, SECOND_STEP) for way in (USEFUL_FIRST, USEFUL_LAST)] if latest >= SECOND_STEP else []
    return [Start(NOW, 1), *later, *steps]


def timed(base: Scenario, mix: Trimmed, now: Policy, start: Start, prices: Prices) -> Scenario:
    """The scenario in which a mix begins so."""
    every = {lever: mix.policy[lever] for lever in changes(mix.policy, now)}
    if start.way == NOW:
        return with_steps(base, every, {}, 1)
    if start.way == LATER:
        return with_steps(base, {}, every, start.month)
    first = useful_half(mix, now, prices)
    if start.way == USEFUL_LAST:
        first = [lever for lever in every if lever not in first]
    early = {lever: value for lever, value in every.items() if lever in first}
    rest = {lever: value for lever, value in every.items() if lever not in first}
    return with_steps(base, early, rest, start.month)


def with_steps(base: Scenario, first: Policy, second: Policy, month: int) -> Scenario:
    """Some levers set from the start, others by an event, last among the events so that those keep their luck."""
    found = base.with_(**{f"levers.{lever}": value for lever, value in first.items()}) if first else base
    return found.with_(events=[*found.events, {"at": month, "set": dict(second)}]) if second else found


def useful_half(mix: Trimmed, now: Policy, prices: Prices) -> list[str]:
    """The changes that bring most months for their cost, up to half of what the mix costs more than today."""
    extra = {lever: _extra(mix.policy, now, lever, prices) for lever in changes(mix.policy, now)}
    order = sorted(extra, key=lambda lever: -mix.worth.get(lever, 0.0) / max(extra[lever], 0.05))
    half = sum(max(days, 0.0) for days in extra.values()) / 2
    chosen: list[str] = []
    spent = 0.0
    for lever in order:
        if chosen and spent + max(extra[lever], 0.0) > half:
            continue
        chosen.append(lever)
        spent += max(extra[lever], 0.0)
    return chosen if len(chosen) < len(order) else order[:-1]


def _extra(policy: Policy, now: Policy, lever: str, prices: Prices) -> float:
    """Staff-days a month that one change adds."""
    return prices.planned(policy) - prices.planned({**policy, lever: now[lever]})


# ---- what timing does -----------------------------------------------------------------------------


def table(
    letter: str, ways: Sequence[Start], months: Floats, today: Floats, horizon: int, seed: int
) -> pd.DataFrame:
    """A row a way to time one mix: gain on today's way, and the share of the gain of beginning now that is kept.

    Parameters
    ----------
    months
        (ways × futures × runs), the first way beginning now; ``today`` (futures × runs).
    """
    over = months - today
    gain = difference(over, -horizon, horizon, seed)
    sure = gain.low_chance[0] > 0  # of no gain nothing can be kept
    unknown = np.full(len(ways), np.nan)
    share = kept(over, over[0], seed) if sure else Kept(unknown, unknown, unknown)
    return pd.DataFrame([
        {
            "letter": letter, "way": each.way, "month": each.month,
            "side": {True: "before", False: "after", None: ""}[each.before_transfers],
            "gain": gain.value[at], "gain_low": gain.low[at], "gain_high": gain.high[at],
            "gain_low_chance": gain.low_chance[at], "gain_high_chance": gain.high_chance[at],
            "kept": share.value[at], "kept_low": share.low[at], "kept_high": share.high[at],
        }
        for at, each in enumerate(ways)
    ])  # fmt: skip


def at_the_latest(rows: pd.DataFrame) -> int | None:
    """The last month of those tried by which a mix must begin to keep most of its gain; None if nothing can be said.

    Every earlier start that was tried keeps most of it too.
    """
    tried = rows[rows["way"].isin([NOW, LATER])].sort_values("month", kind="stable")
    if tried["kept"].isna().any():
        return None
    last = 1
    for row in tried.to_dict("records"):
        if row["kept"] < MOST:
            break
        last = int(row["month"])
    return last


def better_order(rows: pd.DataFrame) -> Mapping[str, float]:
    """Way in steps → share of the gain it keeps; empty where steps were not tried or nothing can be said."""
    steps = rows[rows["way"].isin([USEFUL_FIRST, USEFUL_LAST])]
    return {} if steps["kept"].isna().any() else dict(zip(steps["way"], steps["kept"], strict=True))
