"""What struck each network, and when: from the scenario's timeline, from its luck, and from its months.

Events at a month are those of the scenario. Random recurrent events are drawn as the model draws them: luck is a
function of seed, replicate and month alone. That key leaders moved shows in the months: what the core group does for
the network drops at once by 15 % or more in a month in which leaders can move (where leaders only move in one month of
the year, drops of that size hardly come from anything else). Of a run that dissolved, the transfer that the model names
as its trigger is taken too, which tells of moves in month 1.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.why.courses import Courses
from netsustain.kernels import kernel_source
from netsustain.plan import compile_scenario
from netsustain.rules import events as rule
from netsustain.scenario.happenings import Channel
from netsustain.streams import NOBODY, RECURRENT_EVENT, philox
from netsustain.timeline import CODE, PLACES

DROP = 0.15
"""Relative drop of leadership from one month to the next that tells that key leaders moved."""
HARMLESS = ("join", "relaunch", "budget_raised")
"""Events that start no chain."""
DATED, RANDOM, MOVED, NAMED = "dated", "random", "moved", "named"
RANK = {DATED: 0, RANDOM: 1, MOVED: 2, NAMED: 3}
"""Which of several events of one month is named: the one that fewest other months share."""
COLUMNS = ["replicate", "month", "kind", "how"]


def happened(scenario: Any, seed: int, given: Courses) -> pd.DataFrame:
    """What struck the networks, up to and with the first month in which they are no longer alive.

    Returns
    -------
    DataFrame
        ``replicate``, ``month``, ``kind`` (an event's, or ``budget_cut`` and ``budget_raised``), ``how`` (``dated``,
        ``random``, ``moved``, or ``named`` where only the run's own trigger tells): a row each, by replicate and month,
        the one to name first.
    """
    parts = [dated(scenario, given), random_ones(scenario, seed, given), moves(scenario, given)]
    known = [part for part in parts if len(part)]
    found = pd.concat(known, ignore_index=True) if known else pd.DataFrame(columns=COLUMNS)
    last = pd.Series(given.end, index=given.replicates)
    found = found[found["month"] <= found["replicate"].map(last).fillna(0)]
    found = found.assign(rank=found["how"].map(RANK)).sort_values(["replicate", "month", "rank"], kind="stable")
    # A transfer the scenario orders is the one that shows in the months.
    found = found.drop_duplicates(["replicate", "month", "kind"])
    return found[COLUMNS].astype({"replicate": int, "month": int}).reset_index(drop=True)


# ---- the scenario's own ---------------------------------------------------------------------------


def kinds_of(scenario: Any) -> list[tuple[int, str]]:
    """Month and kind of each dated event up to the horizon, in the order of the file."""
    level: dict[Channel, float] = {}
    found: dict[int, tuple[int, str]] = {}
    order = sorted(enumerate(scenario.events), key=lambda each: each[1].month(scenario.start))
    for place, event in order:
        kind = event.kind
        if kind == "budget":
            channel = event.action.channel
            kind = "budget_cut" if event.action.level < level.get(channel, level.get(Channel.ALL, 1.0)) else kind
            if event.action.level > level.get(channel, level.get(Channel.ALL, 1.0)):
                kind = "budget_raised"
            level = {} if channel == Channel.ALL else level
            level[channel] = float(event.action.level)
        found[place] = (int(event.month(scenario.start)), kind)
    return [found[place] for place in range(len(scenario.events))]


def dated(scenario: Any, given: Courses) -> pd.DataFrame:
    """The events of the timeline, in every network."""
    rows = [(month, kind) for month, kind in kinds_of(scenario) if month <= given.horizon]
    numbers = given.replicates
    return pd.DataFrame(
        {
            "replicate": np.repeat(numbers, len(rows)),
            "month": np.tile([month for month, _ in rows], len(numbers)).astype(int),
            "kind": np.tile(np.array([kind for _, kind in rows], dtype=object), len(numbers)),
            "how": DATED,
        }
    )


def random_ones(scenario: Any, seed: int, given: Courses) -> pd.DataFrame:
    """Recurrent events of each network, drawn as the model draws them (``rules/events.py``)."""
    if not scenario.recurrent:
        return pd.DataFrame(columns=COLUMNS)
    table = compile_scenario(scenario).plan.timeline
    months = np.arange(1, given.horizon + 1)
    season = (int(scenario.start[5:7]) - 1 + months - 1) % 12 + 1
    parts, seen = [], set()
    for whole, real in zip(table.whole, table.real, strict=True):
        number, seasons = int(whole[rule.NUMBER]), int(whole[rule.SEASONS])
        if seasons == 0 or number in seen:
            continue
        seen.add(number)  # a set of several levers is one event in several rows
        chance = float(real[rule.RATE]) / seasons.bit_count()
        comes = (drawn(seed, given.replicates, months, number) < chance) & ((seasons >> season) & 1 == 1)
        which, when = np.nonzero(comes)
        kind = _kind(scenario, int(whole[rule.KIND]), number)
        parts.append(
            pd.DataFrame({"replicate": given.replicates[which], "month": when + 1, "kind": kind, "how": RANDOM})
        )
    return pd.concat(parts, ignore_index=True)


def drawn(seed: int, replicates: np.ndarray, months: np.ndarray, number: int) -> np.ndarray:
    """Uniform numbers that decide whether a recurrent event comes: (replicates × months).

    The first of ``streams.uniforms`` on the coordinates of ``rules.events.happens``, for many at a time.
    """
    stream = (np.uint64(RECURRENT_EVENT) << np.uint64(20)) | (months.astype("u8") << np.uint64(8))
    luck = (np.uint64(seed & 0xFFFFFFFF), np.uint64(seed >> 32))
    shape = (len(replicates), len(months))
    words = kernel_source(philox)(
        np.full(shape, number, dtype="u8"), np.full(shape, NOBODY, dtype="u8"),
        np.broadcast_to(stream, shape).copy(), np.repeat(replicates.astype("u8")[:, None], len(months), axis=1), *luck,
    )  # fmt: skip
    found: np.ndarray = (words[0].astype(float) + 0.5) / 4294967296.0
    return found


def _kind(scenario: Any, code: int, number: int) -> str:
    """The name of a recurrent event from its code and number (``timeline.py`` numbers those of one kind in order)."""
    of_kind = [event for event in scenario.recurrent if CODE[event.kind] == code]
    event = of_kind[number % PLACES]
    if event.kind == "budget":
        return "budget_cut" if event.action.level < 1.0 else "budget_raised"
    return str(event.kind)


# ---- leaders --------------------------------------------------------------------------------------


def may_move(scenario: Any, horizon: int) -> np.ndarray:
    """Months in which leaders can move of their own accord, (months,)."""
    rules = scenario.parameters.leadership
    months = np.arange(1, horizon + 1)
    if rules.transfer_probability <= 0:
        return np.zeros(horizon, dtype=bool)
    if rules.annual_window < 0.5:
        return np.ones(horizon, dtype=bool)
    season = (int(scenario.start[5:7]) - 1 + months - 1) % 12 + 1
    found: np.ndarray = season == int(rules.window_month)
    return found


def moves(scenario: Any, given: Courses) -> pd.DataFrame:
    """Months in which key leaders moved, in each network."""
    leadership = given.levels["leadership"]
    left, earlier = np.full_like(leadership, np.nan), leadership[:, :-1]
    np.divide(leadership[:, 1:], earlier, out=left[:, 1:], where=earlier > 0)
    which, when = np.nonzero((left < 1.0 - DROP) & may_move(scenario, given.horizon)[None, :])
    seen = pd.DataFrame({"replicate": given.replicates[which], "month": when + 1, "kind": "transfer", "how": MOVED})
    told = given.runs[given.runs["trigger"].eq("transfer") & given.runs["trigger_month"].notna()]
    own = told[["replicate"]].assign(month=told["trigger_month"], kind="transfer", how=NAMED)
    known = [part for part in (seen, own) if len(part)]
    return pd.concat(known, ignore_index=True) if known else pd.DataFrame(columns=COLUMNS)
