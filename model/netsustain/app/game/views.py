"""What each page sees of a game: the room as a whole, one seat, the facilitator's desk. Plain data for JSON."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

import numpy as np

from netsustain.app.happened import Happened, befell
from netsustain.app.shots import people, trusted
from netsustain.game.decisions import Decision
from netsustain.game.game import Game, Person
from netsustain.scenario.kinds import Kind
from netsustain.state import POSITION, State, Status

_M8, _MF = POSITION["member", "i8"], POSITION["member", "f8"]
_T8, _TF = POSITION["tie", "i8"], POSITION["tie", "f8"]
_LF, _NF = POSITION["leader", "f8"], POSITION["network", "f8"]
SERIES = ("live", "active_members", "effort", "mean_trust", "funded_share", "progress", "reserve",
          *(f"c{number}" for number in range(1, 8)))  # fmt: skip
"""Monthly columns of the network that pages draw."""
STATUS = {Status.ACTIVE: "active", Status.DORMANT: "dormant", Status.LEFT: "left", Status.EXPECTED: "absent",
          Status.MERGED: "merged"}  # fmt: skip
HISTORY = ("effort", "value", "benefit", "alone", "fatigue", "trust")
"""Monthly columns of an organisation that its phone draws."""
DIGITS = 4


class Views:
    """All views of a game; numbers of played months that several of them need are worked out once.

    Parameters
    ----------
    game
        The game. Who sits where and what was decided may change while the views are in use; after any other record
        they have to be made anew.
    """

    def __init__(self, game: Game) -> None:
        self.game, self.network = game, game.network
        self.state = game.network.state
        self.members = game.network.members

    # ---- pieces ---------------------------------------------------------------------------------------

    def _whole(self, name: str) -> np.ndarray:
        return self.state.member_i8[_M8[name], : self.members]

    def _real(self, name: str) -> np.ndarray:
        return self.state.member_f8[_MF[name], : self.members]

    @cached_property
    def _ties(self) -> tuple[np.ndarray, ...]:
        """Rows of both partners, trust of each in the other, and whether they worked together this month."""
        ties = int(self.state.size[1])
        whole, real = self.state.tie_i8[:, :ties], self.state.tie_f8[:, :ties]
        return whole[_T8["a"]], whole[_T8["b"]], real[_TF["trust_ab"]], real[_TF["trust_ba"]], whole[_T8["joint"]]

    @cached_property
    def _trusted(self) -> np.ndarray:
        """Mean trust that partners have in each member, 0-1."""
        ties = int(self.state.size[1])
        return trusted(self._ties[0], self._ties[1], self.state.tie_f8[:, :ties], self.members)

    @cached_property
    def _by_month(self) -> dict[str, np.ndarray]:
        """Columns of members by month, from month 1, (months, members); NaN before a member was there."""
        states = self.network.states[1:]
        found = {name: np.full((len(states), self.members), np.nan) for name in HISTORY}
        for month, state in enumerate(states):
            there = int(state.size[0])
            for name, column in found.items():
                column[month, :there] = state.member_f8[_MF[name], :there]
        return found

    @cached_property
    def _ahead(self) -> np.ndarray:
        """(members,) net benefit of working together beyond working alone, summed over months of taking part."""
        total = np.zeros(self.members)
        for state in self.network.states[1:]:
            there = int(state.size[0])
            active = state.member_i8[_M8["status"], :there] == Status.ACTIVE
            beyond = state.member_f8[_MF["benefit"], :there] - state.member_f8[_MF["alone"], :there]
            total[:there] += np.where(active, beyond, 0.0)
        return total

    @cached_property
    def happened(self) -> list[Happened]:
        """What befell members and network in the last turn."""
        months = self.game.turns[-1].months if self.game.turns else []
        return [each for month in months
                for each in befell(month.month, people(month.before), people(month.after))]  # fmt: skip

    @cached_property
    def seats(self) -> list[dict[str, Any]]:
        """Every organisation that can be seen."""
        return [
            {"row": row, "name": self.network.name(row), "kind": Kind(int(self._whole("kind")[row])).name.lower(),
             "status": STATUS[Status(int(self._whole("status")[row]))]}
            for row in range(self.members) if self.network.can_be_played(row)
        ]  # fmt: skip

    def _series(self, states: list[State]) -> dict[str, list[float]]:
        """The network by month, from month 1."""
        return {name: [_short(state.network_f8[_NF[name], 0]) for state in states[1:]] for name in SERIES}

    # ---- the room -------------------------------------------------------------------------------------

    @cached_property
    def room(self) -> dict[str, Any]:
        """What everybody sees."""
        game, network = self.game, self.network
        title, question = network.scenario.title, network.scenario.question
        return {
            "title": {"en": title.in_language("en"), "th": title.in_language("th")},
            "question": {"en": question.in_language("en"), "th": question.in_language("th")},
            "phase": game.phase, "turn": game.turn, "round": game.round, "month": network.month,
            "months": network.scenario.months, "start": network.scenario.start, "over": network.over,
            "ended": network.ended.name.lower(), "months_a_turn": game.months_a_turn, "locked": game.locked,
            "revealed": game.revealed, "deadline": game.deadline,
            "series": self._series(network.states),
            "agents": self._agents if game.revealed else None,
            "shocks": [[month, what] for month, what in game.shocks],
            "happened": [[each.month, each.what, each.member] for each in self.happened],
        }  # fmt: skip

    @cached_property
    def room_text(self) -> str:
        """The room with its seats as JSON, the same for every page."""
        return json.dumps({"t": "room", **self.room, "seats": self.seats}, ensure_ascii=False, separators=(",", ":"))

    def pulse(self, online: set[str]) -> dict[str, Any]:
        """What changes while a turn is open: who has decided, who is there, and up to which record that is said."""
        game = self.game
        seated = [game.people[person] for person in game.seats.values()]
        return {
            "records": game.records, "people": len(game.people), "seated": len(seated),
            "online": len(online & set(game.people)),
            "decided": sum(person.decision is not None for person in seated), "taken": sorted(game.seats),
        }  # fmt: skip

    # ---- one person -----------------------------------------------------------------------------------

    def person(self, code: str) -> dict[str, Any]:
        """What somebody sees of the own seat; names of other people never."""
        person = self.game.people[code]
        return {
            "code": person.code, "name": person.name, "row": person.row,
            "seat": None if person.row is None else self._seat(person, person.row),
        }  # fmt: skip

    def _seat(self, person: Person, row: int) -> dict[str, Any]:
        game, real = self.game, self._real
        ties = game.open_ties()
        return {
            "status": STATUS[Status(int(self._whole("status")[row]))],
            "days": _short(real("own_resources")[row]),
            "bound": _short(real("reserved_days")[row]),
            "effort": _short(real("effort")[row]), "rule": self._rule(row),
            "value": _short(real("value")[row]), "fatigue": _short(real("fatigue")[row]),
            "fairness": _short(real("fairness")[row]), "trusted": _short(self._trusted[row]),
            "trusts": _short(real("trust")[row]), "benefit": _short(real("benefit")[row]),
            "alone": _short(real("alone")[row]), "ahead": _short(self._ahead[row]),
            "leader": {"vacant": _short(self.state.leader_f8[_LF["vacancy"], row]),
                       "months": _short(self.state.leader_f8[_LF["months_in_post"], row])},
            "partners": self._partners(row), "asking": game.asking(row),
            "agreed": [other for one, other in ties.items() if one == row]
            + [one for one, other in ties.items() if other == row],
            "decision": _plain(person.decision), "standing": _plain(person.standing),
            "history": self._history(row),
        }  # fmt: skip

    def _rule(self, row: int) -> float | None:
        """Effort that the rule would have given last month, where that is revealed."""
        if not self.game.revealed or not self.network.months:
            return None
        ruled = self.network.months[-1].ruled
        return _short(ruled.member_f8[_MF["effort"], row])

    def _partners(self, row: int) -> list[dict[str, Any]]:
        """Partners with their effort of last month, trust in them, and whether joint work took place."""
        a, b, ab, ba, joint = self._ties
        effort = self._real("effort")
        found = []
        for k in np.flatnonzero((a == row) | (b == row)):
            other, trust = (int(b[k]), ab[k]) if a[k] == row else (int(a[k]), ba[k])
            found.append({"row": other, "effort": _short(effort[other]), "trust": _short(trust),
                          "joint": bool(joint[k])})  # fmt: skip
        return found

    def _history(self, row: int) -> dict[str, list[float | None]]:
        """The seat by month, from month 1; None before the member was there."""
        return {
            name: [None if value != value else round(value, DIGITS) for value in column[:, row].tolist()]
            for name, column in self._by_month.items()
        }

    # ---- the facilitator ------------------------------------------------------------------------------

    def desk(self, online: set[str]) -> dict[str, Any]:
        """What only the facilitator sees: who sits where, who has decided, who is away, both courses."""
        game = self.game
        return {
            "people": [
                {"code": person.code, "name": person.name, "row": person.row, "here": person.code in online,
                 "decided": person.decision is not None}
                for person in game.people.values()
            ],
            "agents": self._agents,
            "efforts": self._efforts,
        }  # fmt: skip

    @cached_property
    def _agents(self) -> dict[str, list[float]]:
        """The network left to the rules, by month."""
        return self._series(self.network.agents)

    @cached_property
    def _efforts(self) -> list[dict[str, Any]]:
        """By month: mean effort of the seats people decided for, and what the rules would have given there."""
        found = []
        for turn in self.game.turns:
            rows = [row for row, who in turn.by.items() if who in ("person", "standing")]
            for month in turn.months:
                played, ruled = (_mean(state.member_f8[_MF["effort"], rows]) for state in (month.after, month.ruled))
                found.append({"month": month.month, "seats": len(rows), "people": played, "rules": ruled})
        return found


def _mean(values: np.ndarray) -> float | None:
    return _short(values.mean()) if values.size else None


def _short(value: Any) -> float:
    """A number with the digits that a page can show."""
    return round(float(value), DIGITS)


def _plain(decision: Decision | None) -> dict[str, Any] | None:
    return None if decision is None else decision.model_dump()
