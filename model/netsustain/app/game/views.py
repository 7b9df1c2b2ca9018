"""What each page sees of a game: the room as a whole, one seat, the facilitator's desk. Plain data for JSON."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from netsustain.app.happened import Happened, befell
from netsustain.app.shots import people, trusted
from netsustain.game.decisions import Decision
from netsustain.game.game import DEBRIEF, Game
from netsustain.game.people import Person
from netsustain.scenario.kinds import Kind
from netsustain.state import POSITION, Ended, State, Status

_M8, _MF = POSITION["member", "i8"], POSITION["member", "f8"]
_T8, _TF = POSITION["tie", "i8"], POSITION["tie", "f8"]
_LF, _NF, _N8 = POSITION["leader", "f8"], POSITION["network", "f8"], POSITION["network", "i8"]
SERIES = ("live", "active_members", "effort", "mean_trust", "funded_share", "progress", "reserve",
          *(f"c{number}" for number in range(1, 8)))  # fmt: skip
"""Monthly columns of the network that pages draw."""
STATUS = {Status.ACTIVE: "active", Status.DORMANT: "dormant", Status.LEFT: "left", Status.EXPECTED: "absent",
          Status.MERGED: "merged"}  # fmt: skip
HISTORY = ("effort", "value", "benefit", "alone", "fatigue", "fairness", "trust", "partners")
"""Monthly columns of an organisation that its story is told from."""
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
    def _trusted(self) -> list[np.ndarray]:
        """Mean trust that partners have in each member, 0-1, by month from month 0; NaN without partners."""
        found = []
        for state in self.network.states:
            members, ties = int(state.size[0]), int(state.size[1])
            a, b = (state.tie_i8[_T8[name], :ties] for name in ("a", "b"))
            tied = np.bincount(np.r_[a, b], minlength=members) > 0
            found.append(np.where(tied, trusted(a, b, state.tie_f8[:, :ties], members), np.nan))
        return found

    @cached_property
    def _lived(self) -> list[State]:
        """States at the end of each month that was simulated, from month 1; a network that has ended stands still."""
        states = self.network.states
        return [after for before, after in pairwise(states) if before.network_i8[_N8["ended"], 0] == Ended.ALIVE]

    def _columns(self, states: list[State], column: Callable[[State, int], np.ndarray]) -> np.ndarray:
        """A column of members by month, (months, members); NaN before a member was there."""
        found = np.full((len(states), self.members), np.nan)
        for month, state in enumerate(states):
            there = int(state.size[0])
            found[month, :there] = column(state, there)
        return found

    @cached_property
    def _course(self) -> dict[str, np.ndarray]:
        """Columns of members by month lived."""

        def column(name: str) -> Callable[[State, int], np.ndarray]:
            return lambda state, there: state.member_f8[_MF[name], :there]

        return {name: self._columns(self._lived, column(name)) for name in HISTORY}

    @cached_property
    def _part(self) -> np.ndarray:
        """Whether members take part, by month lived."""
        status = self._columns(self._lived, lambda state, there: state.member_i8[_M8["status"], :there])
        return np.asarray(status == Status.ACTIVE)

    @cached_property
    def _ahead(self) -> np.ndarray:
        """Net benefit of working together beyond working alone, by month lived; 0 in months outside."""
        return np.where(self._part, self._course["benefit"] - self._course["alone"], 0.0)

    @cached_property
    def _ruled(self) -> np.ndarray:
        """Effort that the rule would have given, by month lived; NaN for those that do not take part."""
        months = [month.ruled for month in self.network.months][: len(self._lived)]
        given = self._columns(months, lambda state, there: state.member_f8[_MF["effort"], :there])
        return np.where(self._part, given, np.nan)

    @cached_property
    def happened(self) -> list[Happened]:
        """What befell members and network in the last turn."""
        months = self.game.turns[-1].months if self.game.turns else []
        return [each for month in months
                for each in befell(month.month, people(month.before), people(month.after))]  # fmt: skip

    @cached_property
    def seats(self) -> list[dict[str, Any]]:
        """Every organisation that can be seen, with its staff-days a month, number of ties and travel burden."""
        return [
            {"row": row, "name": self.network.name(row), "kind": Kind(int(self._whole("kind")[row])).name.lower(),
             "status": STATUS[Status(int(self._whole("status")[row]))],
             "days": _short(self._real("own_resources")[row]), "ties": len(self.network.partners(row)),
             "remoteness": _short(self._real("remoteness")[row])}
            for row in range(self.members) if self.network.can_be_played(row)
        ]  # fmt: skip

    @property
    def _merged(self) -> dict[str, str]:
        """Row → name of the organisations that have been merged into others and cannot be seen any more."""
        rows = np.flatnonzero(self._whole("status") == Status.MERGED)
        return {str(row): self.network.name(int(row)) for row in rows}

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
            "ended": network.ended.name.lower(), "end_month": int(self.state.network_i8[_N8["end_month"], 0]),
            "played": len(game.turns[-1].months) if game.turns else 0, "merged": self._merged,
            "months_a_turn": game.months_a_turn, "locked": game.locked,
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
        """What changes while a turn is open: who decided and is there, up to which record, and the server's time."""
        game = self.game
        seated = [game.people[person] for person in game.seats.values()]
        return {
            "records": game.records, "people": len(game.people), "seated": len(seated),
            "online": len(online & set(game.people)),
            "decided": sum(person.decision is not None for person in seated), "taken": sorted(game.seats),
            "now": round(time.time(), 1),
        }  # fmt: skip

    # ---- one person -----------------------------------------------------------------------------------

    def person(self, code: str) -> dict[str, Any]:
        """What somebody sees of the own seat; names of other people never."""
        person = self.game.people[code]
        last = self._last(person)
        told = last if person.row is None and self.game.phase == DEBRIEF else person.row
        return {
            "code": person.code, "name": person.name, "row": person.row,
            "last": None if last is None else {"row": last, "name": self.network.name(last),
                                               "merged": not self.network.can_be_played(last)},
            "seat": None if told is None else self._seat(person, told),
        }  # fmt: skip

    def _last(self, person: Person) -> int | None:
        """The organisation somebody played last in a turn that is over; its story is told in the debrief."""
        for turn in reversed(self.game.turns):
            for row, code in turn.people.items():
                if code == person.code:
                    return row
        return None

    def _seat(self, person: Person, row: int) -> dict[str, Any]:
        game, real, rules = self.game, self._real, self._rules(row)
        ties = game.open_ties()
        return {
            "status": STATUS[Status(int(self._whole("status")[row]))],
            "days": _short(real("own_resources")[row]),
            "bound": _short(real("reserved_days")[row]),
            "effort": _short(real("effort")[row]),
            "rule": rules[-1] if rules and self._lived[-1] is self.state else None,
            "value": _short(real("value")[row]), "fatigue": _short(real("fatigue")[row]),
            "fairness": _short(real("fairness")[row]),
            "trusted": _known(self._trusted[-1][row]),
            "trusts": _short(real("trust")[row]) if real("partners")[row] > 0 else None,
            "benefit": _short(real("benefit")[row]), "alone": _short(real("alone")[row]),
            "ahead": _short(self._ahead[:, row].sum()),
            "leader": {"vacant": _short(self.state.leader_f8[_LF["vacancy"], row]),
                       "months": _short(self.state.leader_f8[_LF["months_in_post"], row])},
            "partners": self._partners(row), **self._changed_partners(row), "asking": game.asking(row),
            "agreed": [other for one, other in ties.items() if one == row]
            + [one for one, other in ties.items() if other == row],
            "decision": _plain(person.decision), "standing": _plain(person.standing),
            "history": self._history(person, row, rules),
        }  # fmt: skip

    def _rules(self, row: int) -> list[float | None] | None:
        """Effort by month that the rule would have given in a seat that took part, where that is revealed."""
        return _written(self._ruled[:, row]) if self.game.revealed else None

    def _changed_partners(self, row: int) -> dict[str, list[int]]:
        """Rows of partners won and lost in the last turn."""
        if not self.game.turns or not self.game.turns[-1].months:
            return {"won": [], "lost": []}
        before, now = _partners_in(self.game.turns[-1].months[0].before, row), self.network.partners(row)
        return {"won": sorted(now - before), "lost": sorted(before - now)}

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

    def _history(self, person: Person, row: int, rules: list[float | None] | None) -> dict[str, Any]:
        """The seat by month, from month 1 as long as the network lived; None before the member was there.

        ``benefit`` is None while the member does not take part, ``trust`` and ``trusted`` while it has no partners.
        ``rule`` is the effort that the rule would have given in the same place, where that is revealed; ``by`` says
        who decided: ``person``, ``paper`` or ``standing`` for the one who looks, ``other`` for somebody else, or
        ``rules``.
        """
        course, tied = self._course, self._course["partners"][:, row] > 0
        own: dict[str, Any] = {
            name: _written(course[name][:, row]) for name in ("effort", "value", "alone", "fatigue", "fairness")
        }
        own["benefit"] = _written(np.where(self._part[:, row], course["benefit"][:, row], np.nan))
        own["trust"] = _written(np.where(tied, course["trust"][:, row], np.nan))
        trust = self._trusted[1 : len(self._lived) + 1]
        own["trusted"] = [_known(each[row]) if row < each.size else None for each in trust]
        own["ahead"] = _written(np.cumsum(self._ahead[:, row]))
        own["by"] = self._decided_by(person, row)
        own["rule"] = rules
        return own

    def _decided_by(self, person: Person, row: int) -> list[str]:
        """Who decided for a seat, by month."""
        found: list[str] = []
        for turn in self.game.turns:
            who = turn.by.get(row, "rules")
            if who != "rules" and turn.people.get(row) != person.code:
                who = "other"
            found += [who] * len(turn.months)
        return found[: len(self._lived)]

    # ---- the facilitator ------------------------------------------------------------------------------

    def desk(self, online: set[str]) -> dict[str, Any]:
        """What only the facilitator sees: who sits where, who has decided, who is away, both courses."""
        game = self.game
        return {
            "people": [
                {"code": person.code, "name": person.name, "row": person.row, "here": person.code in online,
                 "decided": person.decision is not None, "paper": not person.token}
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
            for month in turn.months:
                if month.before.network_i8[_N8["ended"], 0] != Ended.ALIVE:
                    continue
                status = month.before.member_i8[_M8["status"]]
                rows = [row for row in turn.by if status[row] == Status.ACTIVE]
                played, ruled = (_mean(state.member_f8[_MF["effort"], rows]) for state in (month.after, month.ruled))
                found.append({"month": month.month, "seats": len(rows), "people": played, "rules": ruled})
        return found


def _partners_in(state: State, row: int) -> set[int]:
    """Rows a member has ties with in a state."""
    whole = state.tie_i8[:, : int(state.size[1])]
    a, b = whole[_T8["a"]], whole[_T8["b"]]
    return {int(other) for other in np.r_[b[a == row], a[b == row]]}


def _mean(values: np.ndarray) -> float | None:
    return _short(values.mean()) if values.size else None


def _short(value: Any) -> float:
    """A number with the digits that a page can show."""
    return round(float(value), DIGITS)


def _known(value: Any) -> float | None:
    """A number with the digits that a page can show; None for NaN."""
    return None if np.isnan(value) else _short(value)


def _written(course: np.ndarray) -> list[float | None]:
    """Numbers by month with the digits that a page can show; None for NaN."""
    return [None if value != value else round(value, DIGITS) for value in course.tolist()]


def _plain(decision: Decision | None) -> dict[str, Any] | None:
    return None if decision is None else decision.model_dump()
