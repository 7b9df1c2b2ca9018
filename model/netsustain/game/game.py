"""A game, from its first record to its last: who sits where, what was decided, what happened.

Every change is a record (a plain mapping, ``do`` says what). A *move* checks what is asked and returns the record;
:meth:`Game.apply` does what a record says and never refuses. So a game that is read again from its journal takes the
same course, and a state digest in every turn proves it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from netsustain.game.decisions import Decision, GameError, agreed, decision_of
from netsustain.game.names import name_of
from netsustain.game.people import PAPER, PERSON, STANDING, Person, Turn
from netsustain.game.played import PlayedNetwork
from netsustain.scenario.schema import Scenario

SCHEMA = 1
MOST_PEOPLE = 120
MOST_MONTHS_A_TURN = 12
REMEMBERED = 50
"""Identities of decisions of a person that are known again when they come a second time."""
LATEST = 1e11
"""Seconds since 1970 beyond every deadline."""
LOBBY, PLAY, DEBRIEF = "lobby", "play", "debrief"


class Game:
    """The state of a game.

    Attributes
    ----------
    phase
        ``lobby``, ``play`` or ``debrief``.
    turn
        Number of the turn that is open, from 1.
    round
        Part of the script that is played, from 1; a facilitator opens the next one.
    people, seats
        Pseudonym → person; row → pseudonym.
    revealed
        Whether phones see what the rules would have done.
    records
        Records applied so far, the opening one included: as many as lines of the journal.
    """

    def __init__(self, opened: dict[str, Any]) -> None:
        if opened.get("do") != "open" or opened.get("schema") != SCHEMA:
            raise GameError("journal", f"journal: got {opened.get('do')!r} of schema {opened.get('schema')!r}, "
                            f"expected a game of schema {SCHEMA}")  # fmt: skip
        self.opened = opened
        scenario = Scenario.from_resolved(opened["scenario"], opened["name"])
        self.network = PlayedNetwork(scenario, opened["seed"], opened["replicate"])
        self.phase, self.turn, self.round = LOBBY, 1, 1
        self.people: dict[str, Person] = {}
        self.seats: dict[int, str] = {}
        self.tokens: dict[str, str] = {}
        self.turns: list[Turn] = []
        self.shocks: list[tuple[int, dict[str, Any]]] = []
        self.months_a_turn, self.locked, self.revealed = int(opened.get("months_a_turn", 1)), False, False
        self.deadline: float | None = None
        self.records = 1
        self._number = 0

    # ---- moves of people ------------------------------------------------------------------------------

    def join(self, name: str, token: str) -> dict[str, Any]:
        """Somebody new."""
        if self.locked:
            raise GameError("locked", "join: the facilitator has closed the door")
        if len(self.people) >= MOST_PEOPLE:
            raise GameError("full", f"join: {MOST_PEOPLE} people are here already")
        return {"do": "join", "person": f"P{self._number + 1:02d}", "name": name_of(name), "token": token}

    def sit(self, person: str, row: int) -> dict[str, Any]:
        """Take an empty seat, leaving the old one."""
        self._known(person)
        if not self.network.can_be_played(row):
            raise GameError("seat", f"seat: got {row}, expected an organisation of the network")
        if self.seats.get(row, person) != person:
            raise GameError("taken", "seat: somebody else sits there")
        if self.phase == DEBRIEF:
            raise GameError("over", "seat: the game is over")
        return {"do": "sit", "person": person, "row": row}

    def stand(self, person: str) -> dict[str, Any]:
        """Get up: the model plays the organisation from now on."""
        if self._known(person).row is None:
            raise GameError("no_seat", "seat: no seat to leave")
        return {"do": "stand", "person": person}

    def decide(self, person: str, turn: int, identity: str, data: Any) -> dict[str, Any] | None:
        """A decision for the turn that is open; None if this very one was taken before."""
        known = self._known(person)
        if identity in known.seen:
            return None
        if known.row is None:
            raise GameError("no_seat", "decision: take a seat first")
        if self.phase != PLAY:
            raise GameError("closed", "decision: no turn is open")
        if turn != self.turn:
            raise GameError("turn", f"decision: got one for turn {turn}, turn {self.turn} is open")
        decision = self._possible(known.row, decision_of(data))
        return {
            "do": "decide", "person": person, "turn": turn, "id": identity,
            "decision": decision.model_dump(exclude_defaults=True),
        }  # fmt: skip

    def remove(self, person: str) -> dict[str, Any]:
        """Somebody leaves the game, or is asked to: the seat is free and the cookie is nobody's any more."""
        return {"do": "remove", "person": self._known(person).code}

    def _possible(self, row: int, decision: Decision) -> Decision:
        network = self.network
        for name in ("turns_to", "lets_go"):
            other = getattr(decision, name)
            if other is not None and (other == row or not network.can_be_played(other)):
                raise GameError("decision", f"decision.{name}: got {other}, expected another organisation")
        if not all(network.can_be_played(other) and other != row for other in decision.accepts):
            raise GameError("decision", "decision.accepts: expected other organisations")
        partners = network.partners(row)
        if decision.turns_to is not None and decision.turns_to in partners:
            raise GameError("partner", "decision.turns_to: is a partner already")
        if decision.lets_go is not None and decision.lets_go not in partners:
            raise GameError("partner", "decision.lets_go: is no partner")
        return decision

    def _known(self, person: str) -> Person:
        if person not in self.people:
            raise GameError("person", "person: not in this game")
        return self.people[person]

    # ---- moves of the facilitator ---------------------------------------------------------------------

    def start(self) -> dict[str, Any]:
        """Open the first turn."""
        if self.phase != LOBBY:
            raise GameError("begun", "start: the game has begun")
        return {"do": "start"}

    def play(self, away: set[str]) -> dict[str, Any]:
        """Close the turn: its months are played under what was decided.

        Parameters
        ----------
        away
            People without a connection: the model plays for them unless they decided in this turn.
        """
        if self.phase != PLAY:
            raise GameError("closed", "play: no turn is open")
        if self.network.over:
            raise GameError("last_month", "play: the last month is done; end the game")
        decided, by = {}, {}
        for row, person in self.seats.items():
            known = self.people[person]
            if known.decision is not None:
                decided[row], by[row] = known.decision, PAPER if known.on_paper else PERSON
            elif known.standing is not None and (person not in away or not known.token):
                decided[row], by[row] = known.standing, STANDING
        return {
            "do": "play", "turn": self.turn, "months": self.months_a_turn,
            "decisions": {str(row): each.model_dump(exclude_defaults=True) for row, each in decided.items()},
            "by": {str(row): who for row, who in by.items()},
        }  # fmt: skip

    def happen(self, what: Any) -> dict[str, Any]:
        """A shock next month, as an event of a scenario file without its date."""
        if self.phase != PLAY or self.network.over:
            raise GameError("last_month", "shock: no month is left in which it could happen")
        if not isinstance(what, dict) or "at" in what or "join" in what:
            raise GameError("shock", "shock: got no event, expected one as in a scenario file, without its date; "
                            "nobody joins by an event of a game")  # fmt: skip
        try:
            self.network.with_event(what)
        except ValueError as error:
            raise GameError("shock", f"shock: {error}") from None
        return {"do": "happen", "what": what}

    def set(self, /, **settings: Any) -> dict[str, Any]:
        """Change how the game is led: ``months_a_turn``, ``locked``, ``revealed``, ``round``, ``deadline``."""
        wanted: dict[str, tuple[type | tuple[type, ...], Any]] = {
            "months_a_turn": (int, lambda value: 1 <= value <= MOST_MONTHS_A_TURN),
            "locked": (bool, lambda _: True),
            "revealed": (bool, lambda _: True),
            "round": (int, lambda value: self.round <= value <= self.round + 1),
            "deadline": ((float, int, type(None)), lambda value: value is None or 0 <= value < LATEST),
        }
        for name, value in settings.items():
            kind, allowed = wanted.get(name, (type(None), lambda _: False))
            if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool) or not allowed(value):
                raise GameError("setting", f"set.{name}: got {str(value)[:40]!r}, which it cannot be")
        return {"do": "set", **settings}

    def seat(self, row: int, name: str) -> dict[str, Any]:
        """A seat for somebody without a phone, who decides on paper slips."""
        record = self.join(name, "")
        if row in self.seats:
            raise GameError("taken", "seat: somebody else sits there")
        if not self.network.can_be_played(row):
            raise GameError("seat", f"seat: got {row}, expected an organisation of the network")
        return {**record, "do": "seat", "row": row}

    def decide_for(self, row: int, turn: int, identity: str, data: Any) -> dict[str, Any] | None:
        """A decision from a paper slip, for whoever sits at an organisation."""
        if row not in self.seats:
            raise GameError("no_seat", "decision: nobody sits there")
        record = self.decide(self.seats[row], turn, identity, data)
        return None if record is None else {**record, "paper": True}

    def free(self, row: int) -> dict[str, Any]:
        """Free a seat, for example of somebody who went home."""
        if row not in self.seats:
            raise GameError("no_seat", "free: nobody sits there")
        return {"do": "stand", "person": self.seats[row]}

    def finish(self) -> dict[str, Any]:
        """End the game: from now on it is told."""
        if self.phase != PLAY:
            raise GameError("closed", "end: no game is being played")
        return {"do": "finish"}

    # ---- doing what a record says ---------------------------------------------------------------------

    def apply(self, record: dict[str, Any]) -> None:
        """Do what a record says."""
        getattr(self, f"_do_{record['do']}")(record)
        self.records += 1

    def _do_join(self, record: dict[str, Any]) -> None:
        person = Person(record["person"], record["name"], record["token"])
        self._number = int(person.code[1:])
        self.people[person.code] = person
        if person.token:
            self.tokens[person.token] = person.code

    def _do_seat(self, record: dict[str, Any]) -> None:
        self._do_join(record)
        self._do_sit(record)

    def _do_sit(self, record: dict[str, Any]) -> None:
        self._do_stand(record)
        self.people[record["person"]].row = record["row"]
        self.seats[record["row"]] = record["person"]

    def _do_stand(self, record: dict[str, Any]) -> None:
        person = self.people[record["person"]]
        if person.row is not None:
            self.seats.pop(person.row, None)
        person.row = person.decision = person.standing = None

    def _do_remove(self, record: dict[str, Any]) -> None:
        self._do_stand(record)
        self.tokens.pop(self.people.pop(record["person"]).token, None)

    def _do_decide(self, record: dict[str, Any]) -> None:
        person = self.people[record["person"]]
        person.seen = [*person.seen[-REMEMBERED + 1 :], record["id"]]
        person.decision = decision_of(record["decision"])
        person.on_paper = record.get("paper", False)

    def _do_start(self, record: dict[str, Any]) -> None:
        self.phase = PLAY

    def _do_play(self, record: dict[str, Any]) -> None:
        decisions = {int(row): decision_of(each) for row, each in record["decisions"].items()}
        months = self.network.advance(decisions, record["months"])
        by = {int(row): who for row, who in record["by"].items()}
        self.turns.append(Turn(self.turn, months, by, dict(self.seats), self.round))
        for person in self.people.values():
            if person.decision is not None:
                person.standing = person.decision.standing()
            person.decision = None
        self.turn += 1
        self.deadline = None
        for row in [row for row in self.seats if not self.network.can_be_played(row)]:
            self._do_stand({"person": self.seats[row]})

    def _do_happen(self, record: dict[str, Any]) -> None:
        self.shocks.append((self.network.month + 1, record["what"]))
        self.network.happen(record["what"])

    def _do_set(self, record: dict[str, Any]) -> None:
        for name in ("months_a_turn", "locked", "revealed", "round", "deadline"):
            if name in record:
                setattr(self, name, record[name])

    def _do_finish(self, record: dict[str, Any]) -> None:
        self.phase, self.revealed = DEBRIEF, True

    # ---- looking --------------------------------------------------------------------------------------

    def asking(self, row: int) -> list[int]:
        """Rows of those that asked a member for a tie in the turn that is open and wait for its answer."""
        return [other for other, person in self.seats.items()
                if (decision := self.people[person].decision) is not None and decision.turns_to == row]  # fmt: skip

    def open_ties(self) -> dict[int, int]:
        """Ties agreed on so far; somebody who has not decided in this turn has not answered."""
        silent = Decision(effort=0.0)
        return agreed({row: self.people[person].decision or silent for row, person in self.seats.items()})

    def digest(self) -> str:
        """Digest of the network's state, to prove that a game that was read again took the same course."""
        digest = hashlib.sha256()
        for array in self.network.state:
            digest.update(array.tobytes())
        return digest.hexdigest()[:32]


def replayed(
    records: Iterable[dict[str, Any]], watch: Callable[[Game, dict[str, Any]], None] | None = None
) -> Game:
    """The game that a journal tells.

    Parameters
    ----------
    watch
        Called with the game as it stood and each record after the first, before it is done.

    Raises
    ------
    GameError
        If it tells none, or takes another course than it did: another version of the model made it.
    """
    course = iter(records)
    first = next(course, None)
    if first is None:
        raise GameError("journal", "journal: got no record, expected a game")
    game = Game(first)
    for record in course:
        if watch is not None:
            watch(game, record)
        game.apply(record)
        if "digest" in record and record["digest"] != game.digest():
            raise GameError("journal", f"journal: turn {record['turn']} takes another course here than when it was "
                            "played; open it with the version that made it")  # fmt: skip
    return game


def opening(scenario: Scenario, seed: int, replicate: int, **kept: Any) -> dict[str, Any]:
    """The first record of a game; ``kept`` is what the server needs again after a restart."""
    return {
        "do": "open", "schema": SCHEMA, "name": scenario.name, "scenario": scenario.resolved(), "seed": seed,
        "replicate": replicate, **kept,
    }  # fmt: skip
