"""The course of a game as tidy tables: a row a turn, a row a month, beside the same network left to the rules."""

from __future__ import annotations

from typing import Any

import pandas as pd

from netsustain.game.columns import SERIES, table_of
from netsustain.game.game import Game
from netsustain.game.noted import Noted
from netsustain.game.people import PAPER, PERSON, RULES, STANDING, Turn
from netsustain.game.played import PlayedNetwork
from netsustain.state import POSITION, Ended, State

_NF, _N8 = POSITION["network", "f8"], POSITION["network", "i8"]


def shock_months(network: PlayedNetwork) -> list[tuple[int, str]]:
    """Month and kind of everything that happened to the network: events of the scenario and of the facilitator."""
    scenario = network.scenario
    dated = [(int(event.month(scenario.start)), str(event.kind)) for event in scenario.events]
    return sorted(each for each in dated if each[0] <= network.month)


def alive(state: State) -> bool:
    """Whether a network still goes on."""
    return int(state.network_i8[_N8["ended"], 0]) == Ended.ALIVE


def turns_of(game: Game, noted: list[Noted]) -> pd.DataFrame:
    """A row a turn that was played: who decided, how long it was open, what happened in it."""
    shocks = shock_months(game.network)
    rows = [_turn(turn, notes, shocks) for turn, notes in zip(game.turns, noted, strict=True)]
    return table_of("turns", rows)


def _turn(turn: Turn, noted: Noted, shocks: list[tuple[int, str]]) -> dict[str, Any]:
    months = [month.month for month in turn.months]
    first, last = (months[0], months[-1]) if months else (0, -1)
    who = [turn.by.get(row, RULES) for row in turn.people]
    return {
        "turn": turn.number, "round": turn.round, "first_month": first, "last_month": last, "seated": len(who),
        **{f"by_{each}": who.count(each) for each in (PERSON, PAPER, STANDING, RULES)},
        "revealed": int(noted.revealed), "seconds_open": noted.seconds,
        "shocks": ";".join(kind for at, kind in shocks if first <= at <= last),
    }  # fmt: skip


def months_of(game: Game) -> pd.DataFrame:
    """A row a month: the network people played, and the same network and luck left to the rules."""
    network = game.network
    of_turn = {month.month: turn.number for turn in game.turns for month in turn.months}
    own, ruled_end = _end(network.states[-1]), _end(network.agents[-1])
    shocks = shock_months(network)
    rows = [
        {"month": month, "turn": of_turn[month], "shocks": ";".join(kind for at, kind in shocks if at == month),
         "ended": int(month >= own), "ended_rules": int(month >= ruled_end),
         **_series(played, ""), **_series(ruled, "_rules")}
        for month, (played, ruled) in enumerate(zip(network.states[1:], network.agents[1:], strict=True), start=1)
    ]  # fmt: skip
    return table_of("months", rows)


def _end(state: State) -> float:
    """The first month in which a network was no longer alive; it is certain some months later only."""
    return float("inf") if alive(state) else float(state.network_i8[_N8["end_month"], 0])


def _series(state: State, suffix: str) -> dict[str, float]:
    """A month of the network; nothing goes on once it has ended."""
    return {f"{name}{suffix}": float(state.network_f8[_NF[name], 0]) for name in SERIES}
