"""The decisions of a game as a tidy table: a row a played organisation and month.

People stand in them by their pseudonyms; names and the digests of their tokens never do.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from netsustain.game.columns import table_of
from netsustain.game.courses import alive, shock_months
from netsustain.game.cues import cues
from netsustain.game.decisions import Decision, agreed
from netsustain.game.game import Game
from netsustain.game.noted import Noted
from netsustain.game.people import PERSON, RULES, Turn
from netsustain.game.played import Month
from netsustain.scenario.kinds import Kind
from netsustain.state import POSITION, State, Status

NAN = float("nan")
_M8, _MF = POSITION["member", "i8"], POSITION["member", "f8"]
_T8 = POSITION["tie", "i8"]


def decisions_of(game: Game, noted: list[Noted]) -> pd.DataFrame:
    """The table of decisions; without rows where nobody had a seat."""
    shocks = shock_months(game.network)
    rows = [row for turn, notes in zip(game.turns, noted, strict=True)
            for place, month in enumerate(turn.months) if alive(month.before)
            for row in _Rows(game, turn, notes, month, shocks, first=place == 0).rows()]  # fmt: skip
    return table_of("decisions", rows)


class _Rows:
    """The rows of one month."""

    def __init__(
        self, game: Game, turn: Turn, noted: Noted, month: Month, shocks: list[tuple[int, str]], *, first: bool
    ) -> None:
        self.game, self.turn, self.noted, self.month, self.first = game, turn, noted, month, first
        self.cues = cues(month.before)
        self.made = agreed(month.decisions) if first else {}
        self.ties = {name: _ties(getattr(month, name)) for name in ("before", "after", "ruled")}
        past = [at for at, _ in shocks if at <= month.month]
        self.since = float(month.month - past[-1]) if past else NAN

    def rows(self) -> list[dict[str, Any]]:
        """A row for each organisation that somebody sat at."""
        return [self._row(row, person) for row, person in sorted(self.turn.people.items())]

    def _row(self, row: int, person: str) -> dict[str, Any]:
        month, by = self.month, self.turn.by.get(row, RULES)
        decision = month.decisions.get(row)
        seconds, sent = self.noted.decided.get(person, (NAN, 0)) if self.first and by == PERSON else (NAN, 0)
        return {
            "person": person, "row": row, "kind": Kind(int(month.before.member_i8[_M8["kind"], row])).name.lower(),
            "turn": self.turn.number, "round": self.turn.round, "month": month.month, "first": int(self.first),
            "decided_by": by, "took_part": int(_status(month.before, row) == Status.ACTIVE),
            **self._effort(row, decision), **self._part(row), **self._tied(row, decision),
            **{name: float(values[row]) for name, values in self.cues.items()},
            "shock_months": self.since, "revealed": int(self.noted.revealed), "seconds": seconds, "sent": sent,
        }  # fmt: skip

    def _effort(self, row: int, decision: Decision | None) -> dict[str, Any]:
        before, after, ruled = self.month.before, self.month.after, self.month.ruled
        active = max(int((before.member_i8[_M8["status"], : before.size[0]] == Status.ACTIVE).sum()), 1)
        return {
            "effort_chosen": NAN if decision is None else decision.effort,
            "effort_given": given_effort(after, row), "effort_rule": given_effort(ruled, row),
            "effort_room": _room(after, row),
            "takes": NAN if decision is None else float(decision.takes),
            "takes_rule": float(ruled.member_f8[_MF["captures"], row]) * active,
        }  # fmt: skip

    def _part(self, row: int) -> dict[str, Any]:
        before = _status(self.month.before, row)
        found = {"bad_months": int(self.month.before.member_i8[_M8["bad_months"], row])}
        for name, state in (("", self.month.after), ("_rule", self.month.ruled)):
            now = _status(state, row)
            found[f"left{name}"] = int(before <= Status.DORMANT and now == Status.LEFT)
            found[f"returned{name}"] = int(before == Status.LEFT and now <= Status.DORMANT)
        found["rested_rule"] = int(before == Status.ACTIVE and _status(self.month.ruled, row) == Status.DORMANT)
        return found

    def _tied(self, row: int, decision: Decision | None) -> dict[str, Any]:
        given = decision if self.first else None
        asked = None if given is None else given.turns_to
        answering = self.month.decisions if self.first else {}
        of_it = [one for one, each in answering.items() if each.turns_to == row and one != row]
        before, after, ruled = (self.ties[name].get(row, set()) for name in ("before", "after", "ruled"))
        return {
            "asked": int(asked is not None), "asked_person": int(asked is not None and asked in answering),
            "asked_made": int(asked is not None and asked in after - before),
            "asked_of_it": len(of_it), "accepted": sum(self.made.get(one) == row for one in of_it),
            "let_go": int(given is not None and given.lets_go is not None),
            "ties_made": len(after - before), "ties_made_rule": len(ruled - before),
            "ties_ended": len(before - after), "ties_ended_rule": len(before - ruled),
        }  # fmt: skip


def _status(state: State, row: int) -> int:
    return int(state.member_i8[_M8["status"], row])


def given_effort(state: State, row: int) -> float:
    """Effort of the month; also of a member that left at its end, whose effort was wiped, or that came back."""
    if _status(state, row) == Status.ACTIVE and state.member_f8[_MF["contribution"], row] > 0:
        return float(state.member_f8[_MF["effort"], row])
    return float(state.member_f8[_MF["contribution"], row] / max(state.member_f8[_MF["own_resources"], row], 0.01))


def _room(state: State, row: int) -> float:
    """Share of its own staff-days that meetings left to a member this month."""
    bound = state.member_f8[_MF["reserved_days"], row] / max(state.member_f8[_MF["own_resources"], row], 0.01)
    return max(1.0 - float(bound), 0.0)


def _ties(state: State) -> dict[int, set[int]]:
    """Row → rows of its partners."""
    ties, found = int(state.size[1]), dict[int, set[int]]()
    for a, b in zip(state.tie_i8[_T8["a"], :ties].tolist(), state.tie_i8[_T8["b"], :ties].tolist(), strict=True):
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return found
