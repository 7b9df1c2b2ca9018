"""Simulated players: whole games through ``Game``, record by record, as a room makes them; no sockets."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from netsustain.app.luck import one_of
from netsustain.game.cues import cues
from netsustain.game.game import Game, opening
from netsustain.game.journal import NAME, Journal
from netsustain.game.log import given_effort
from netsustain.game.played import PlayedNetwork
from netsustain.scenario.reader import load
from netsustain.state import POSITION, State, Status

_STATUS = POSITION["member", "i8"]["status"]
Effort = Callable[[int, float, dict[str, np.ndarray]], float]
"""Effort of a player in a row, from what the rule would give there and the cues."""


class Room:
    """A game that simulated players play, and its records.

    Parameters
    ----------
    people
        How many sit, in rows 0, 1, …
    months
        Length of the scenario.
    """

    def __init__(self, people: int, *, months: int = 36, members: int = 30, seed: int = 1, rows: Any = None) -> None:
        # Played under the accepted parameters, as `netsustain app --lan` does.
        scenario = one_of(load("game"), 0).with_(**{"network.recipe.members": members}).until(months)
        self.records: list[dict[str, Any]] = [opening(scenario, seed, 0)]
        self.game = Game(self.records[0])
        self.clock = 1000.0
        for number in range(people):
            self.do(self.game.join(f"Somebody {number}", f"token {number}"))
        for number, row in zip(range(people), rows or range(people), strict=False):
            self.do(self.game.sit(f"P{number + 1:02d}", row))
        self.do(self.game.start())

    def do(self, record: dict[str, Any] | None) -> None:
        """Make a move: a record with its time, done, and written."""
        assert record is not None
        self.clock += 1.0
        record = json.loads(json.dumps({**record, "at": self.clock}))
        self.game.apply(record)
        if record["do"] == "play":
            record["digest"] = self.game.digest()
        self.records.append(record)

    def ruled(self) -> State:
        """The month to come, everybody by the rules, from the state as it stands."""
        ahead = PlayedNetwork.__new__(PlayedNetwork)
        ahead.__dict__ = dict(self.game.network.__dict__)
        for name in ("states", "agents", "months"):
            setattr(ahead, name, list(getattr(self.game.network, name)))
        return ahead.advance({})[0].ruled

    def turn(
        self, effort: Effort, more: Callable[[int], dict[str, Any]] = lambda row: {}, away: Any = (), silent: Any = ()
    ) -> None:
        """Everybody decides who is neither away nor silent, and the turn is played."""
        ruled, seen = self.ruled(), cues(self.game.network.state)
        for row, person in sorted(self.game.seats.items()):
            if person in away or person in silent:
                continue
            given = given_effort(ruled, row)
            decision = {"effort": float(np.clip(effort(row, given, seen), 0, 1)), **more(row)}
            self.do(self.game.decide(person, self.game.turn, f"{self.game.turn}", decision))
        self.do(self.game.play(set(away)))

    def saved(self, folder: Path) -> Path:
        """The game's folder."""
        folder.mkdir(parents=True, exist_ok=True)
        journal = Journal(folder / NAME)
        journal.write(self.records)
        journal.close()
        return folder


SHOCKS = {
    10: {"transfer": {"who": "director"}}, 16: {"budget": {"level": 0.5}}, 25: {"crisis": {"months": 6}},
}  # fmt: skip
"""Month → what the facilitator lets happen before it."""


def lively(
    people: int, *, months: int = 36, months_a_turn: int = 3, stop: int = 36, seed: int = 6, members: int = 30
) -> Room:
    """A game in which people react to shocks, take extra shares, ask and refuse, leave and come back, sit up and away.

    Parameters
    ----------
    stop
        Month after which the facilitator ends the game.
    """
    luck = np.random.default_rng(seed)
    room = Room(people, months=months, seed=seed, members=members)
    room.do(room.game.set(months_a_turn=months_a_turn))
    leaning = luck.normal(0.1, 0.1, 200)

    def effort(row: int, given: float, seen: dict[str, np.ndarray]) -> float:
        last = room.game.network.month + 1
        fright = 0.15 if any(at <= last < at + 4 for at in SHOCKS) else 0.0
        return given + leaning[row] - fright + luck.normal(0, 0.05)

    def more(row: int) -> dict[str, object]:
        game, choice = room.game, {}
        others = sorted(set(range(game.network.members)) - game.network.partners(row) - {row})
        wanted = [other for other in others if game.network.can_be_played(other)]
        if luck.random() < 0.3 and wanted:
            choice["turns_to"] = int(luck.choice(wanted))
        elif luck.random() < 0.1 and game.network.partners(row):
            choice["lets_go"] = int(luck.choice(sorted(game.network.partners(row))))
        if luck.random() < 0.6:
            choice["accepts"] = game.asking(row)[:5]
        gone = game.network.state.member_i8[_STATUS, row] == Status.LEFT
        if luck.random() < (0.5 if gone else 0.03):
            choice["part"] = "stay" if gone else "leave"
        elif gone:
            choice["part"] = "leave"
        return {**choice, "takes": int(luck.random() < 0.12)}

    while not room.game.network.over and room.game.network.month < stop:
        month = room.game.network.month + 1
        if what := next((SHOCKS[at] for at in SHOCKS if month <= at < month + months_a_turn), None):
            room.do(room.game.happen(what))
        if month == 25:
            room.do(room.game.set(revealed=True))
        away = {person for person in room.game.people if luck.random() < 0.05}
        silent = {person for person in room.game.people if luck.random() < 0.05}
        room.turn(effort, more, away, silent)
    room.do(room.game.finish())
    return room
