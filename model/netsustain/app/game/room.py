"""The room: moves come in from many pages, one after the other; what they changed goes out once it is on disk.

One task makes all moves. It takes what has come in, makes each move, writes all records with one flush to disk, and
only then tells anybody: a page never shows what a crash could take back. Where they cannot be written, because the disk
is full, the moves are refused and the game is read again from its journal: it stands where everybody last saw it. Each
page has a sender of its own that keeps only the newest of every kind of message, so that a slow one delays nobody and
holds no memory.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from itertools import count
from typing import Any

from netsustain.app.game.pages import Page, said
from netsustain.app.game.views import Views
from netsustain.game.decisions import GameError
from netsustain.game.game import Game, replayed
from netsustain.game.journal import Journal

HOST = "host"
"""Who the facilitator is among the pages; people go by their pseudonyms."""
GATHER = 0.02
"""Seconds in which moves gather before one flush and one word to everybody."""
MOST_PAGES_A_PERSON = 3
AWAY = 10.0
"""Seconds without a page from which somebody counts as away: a phone, or the server, needs a moment to come back."""
SMALL = frozenset({"join", "sit", "seat", "stand", "decide", "remove"})
"""Records that change one person's view, and nothing of what was played."""
EVERYTHING = ("room", "person")
DISK, FAULT = "disk", "fault"
"""Why moves were refused that the game allows: they could not be written; the program failed."""
Move = Callable[[Game], "dict[str, Any] | None"]
Made = tuple["dict[str, Any] | None", "GameError | None"]
Waiting = tuple[Move, "asyncio.Future[dict[str, Any] | None]"]
log = logging.getLogger(__name__)


class Room:
    """A game and the pages that look at it.

    Parameters
    ----------
    game, journal
        The game, and where its records go.

    Attributes
    ----------
    trouble
        ``disk`` while nothing can be written; the facilitator's page says so.
    """

    def __init__(self, game: Game, journal: Journal) -> None:
        self.game, self.journal = game, journal
        self.pages: set[Page] = set()
        self.trouble = ""
        self._moves: asyncio.Queue[Waiting] = asyncio.Queue()
        self._views = Views(game)
        self._settled, self._ahead, self._late = True, False, set[Page]()
        self._concerned: set[str] = set()
        self._left = dict.fromkeys(game.people, time.monotonic())
        self._pulse: asyncio.TimerHandle | None = None
        self._numbers = count()
        self._task: asyncio.Task[None] | None = None

    # ---- moves ----------------------------------------------------------------------------------------

    async def do(self, move: Move) -> dict[str, Any] | None:
        """Make a move; its record is on disk when this returns.

        Raises
        ------
        GameError
            If the game does not allow the move, or it cannot be written.
        """
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._make_moves())
        done: asyncio.Future[dict[str, Any] | None] = asyncio.get_running_loop().create_future()
        self._moves.put_nowait((move, done))
        return await done

    async def _make_moves(self) -> None:
        while True:
            moves = [await self._moves.get()]
            await asyncio.sleep(GATHER)
            while not self._moves.empty():
                moves.append(self._moves.get_nowait())
            await self._make(moves)

    async def _make(self, moves: list[Waiting]) -> None:
        """Make moves and write them together, or none of them."""
        try:
            if self._ahead:
                await self._read_again()
            made, records = await self._written([move for move, _ in moves])
        except Exception as error:  # whatever it is: somebody waits for an answer, and the game has to go on
            await self._failed(moves, error)
            return
        self._changed(records)
        for (_, done), (record, refusal) in zip(moves, made, strict=True):
            _answer(done, record, refusal)

    async def _written(self, moves: list[Move]) -> tuple[list[Made], list[dict[str, Any]]]:
        """What became of each move, and all records, when they are on disk."""
        self._settled, self._ahead, self._concerned = False, True, set()
        made = [self._made(move) for move in moves]
        records = [record for record, _ in made if record is not None]
        await asyncio.to_thread(self.journal.write, records)
        self._ahead = False
        if records:
            self.trouble = ""
        return made, records

    async def _failed(self, moves: list[Waiting], error: Exception) -> None:
        """Moves were not written: back to the journal, and an answer; where one may have spoilt all, one by one."""
        unwritten = isinstance(error, OSError)
        if not unwritten:
            log.error("moves of the game failed", exc_info=error)
        elif not self.trouble:  # said once, not with every move of a room
            log.error("the game's journal cannot be written: %s", error)
        try:
            await self._read_again()
        except Exception as unread:
            log.error("the game's journal cannot be read", exc_info=unread)  # pages wait; the next move tries again
        if not unwritten and len(moves) > 1:
            for each in moves:
                await self._make([each])
            return
        self.trouble = DISK if unwritten else ""
        for _, done in moves:
            _answer(done, None, GameError(self.trouble or FAULT, f"move: could not be kept ({type(error).__name__})"))
        if not self._ahead:
            self._changed([])

    async def _read_again(self) -> None:
        """Take the game back to where its journal stands; its memory went ahead of it."""
        self.game = await asyncio.to_thread(lambda: replayed(self.journal.records()))
        self._views, self._ahead = Views(self.game), False

    def _made(self, move: Move) -> Made:
        """The record of a move that was made, or why it was not."""
        try:
            record = move(self.game)
        except GameError as error:
            return None, error
        except Exception:
            log.exception("a move of the game could not be checked")
            return None, GameError(FAULT, "move: could not be checked")
        if record is None:
            return None, None
        record["at"] = round(time.time(), 3)
        self._concern(record)
        self.game.apply(record)
        self._concern(record)
        if record["do"] == "play":
            record["digest"] = self.game.digest()
        return record, None

    # ---- pages ----------------------------------------------------------------------------------------

    @property
    def online(self) -> set[str]:
        """Who has a page open."""
        return {page.who for page in self.pages}

    @property
    def away(self) -> set[str]:
        """People who have had no page for a while."""
        now = time.monotonic()
        return {person for person in set(self.game.people) - self.online if now - self._left.get(person, -AWAY) > AWAY}

    def open(self, who: str) -> Page:
        """A page is opened; the oldest of somebody with too many is closed."""
        own = [page for page in self.pages if page.who == who]
        if len(own) >= MOST_PAGES_A_PERSON:
            oldest = min(own, key=lambda page: page.number)
            oldest.dismiss("elsewhere")
            self.pages.discard(oldest)
        page = Page(who, next(self._numbers))
        self.pages.add(page)
        self._tell({page}, EVERYTHING)
        return page

    def close(self, page: Page) -> None:
        """A page was closed."""
        if page in self.pages:
            self.pages.discard(page)
            self._left[page.who] = time.monotonic()
            self._pulse_soon()

    def _changed(self, records: list[dict[str, Any]]) -> None:
        """Tell pages what moves have changed: each what concerns it. The moves count, whatever fails here."""
        self._settled = True
        try:
            self._tell_all(records)
        except Exception:
            log.exception("pages could not be told of moves")

    def _tell_all(self, records: list[dict[str, Any]]) -> None:
        self._send_away()
        if {record["do"] for record in records} <= SMALL:
            self._tell({page for page in self.pages if page.who in self._concerned}, ("person",))
        else:
            self._views = Views(self.game)
            self._tell(set(self.pages), EVERYTHING)
        late, self._late = self._late & self.pages, set()
        self._tell(late, EVERYTHING)
        self._pulse_now()

    def _send_away(self) -> None:
        """Pages of those who are not in the game any more are closed."""
        for page in [page for page in self.pages if page.who != HOST and page.who not in self.game.people]:
            page.waiting.clear()
            page.dismiss("removed")
            self.pages.discard(page)

    def _concern(self, record: dict[str, Any]) -> None:
        """Note whose own view a small move changes: who moves, and whom that person asks for a tie or answers."""
        person = self.game.people.get(record.get("person", ""))
        if person is not None:
            asked = () if person.decision is None else (person.decision.turns_to, *person.decision.accepts)
            self._concerned |= {person.code} | {self.game.seats[row] for row in asked if row in self.game.seats}

    def _tell(self, pages: set[Page], kinds: tuple[str, ...]) -> None:
        """Put views of some kinds before some pages.

        While moves are being written, the state is ahead of the disk: then pages wait for what follows.
        """
        if not self._settled:
            self._late |= pages
            return
        for page in pages:
            if "room" in kinds:
                page.tell("room", self._views.room_text)
            if "person" in kinds and page.who in self.game.people:
                page.tell("person", said("person", self._views.person(page.who)))
        self._pulse_soon()

    def _pulse_soon(self) -> None:
        """Tell everybody in a moment who is there: once, though a whole room comes back at once."""
        if self._pulse is None:
            self._pulse = asyncio.get_running_loop().call_later(GATHER, self._pulse_now)

    def _pulse_now(self) -> None:
        """How many decided before all, and who before the facilitator."""
        if self._pulse is not None:
            self._pulse.cancel()
            self._pulse = None
        if not self._settled:
            return
        online = self.online
        pulse = said("pulse", self._views.pulse(online))
        for page in self.pages:
            page.tell("pulse", pulse)
            if page.who == HOST:
                page.tell("desk", said("desk", {**self._views.desk(online), "trouble": self.trouble}))


def _answer(done: asyncio.Future[Any], record: dict[str, Any] | None, refusal: GameError | None) -> None:
    """What became of a move, to whoever still waits for it."""
    if done.done():
        return
    if refusal is None:
        done.set_result(record)
    else:
        done.set_exception(refusal)
