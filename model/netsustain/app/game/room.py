"""The room: moves come in from many pages, one after the other; what they changed goes out once it is on disk.

One task makes all moves. It takes what has come in, makes each move, writes all records with one flush to disk, and
only then tells anybody: a page never shows what a crash could take back. Each page has a sender of its own that keeps
only the newest of every kind of message, so that a slow one delays nobody and holds no memory.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from netsustain.app.game.views import Views
from netsustain.game.decisions import GameError
from netsustain.game.game import Game
from netsustain.game.journal import Journal

HOST = "host"
"""Who the facilitator is among the pages; people go by their pseudonyms."""
GATHER = 0.02
"""Seconds in which moves gather before one flush and one word to everybody."""
MOST_PAGES_A_PERSON = 3
Move = Callable[[Game], "dict[str, Any] | None"]


@dataclass(eq=False)
class Page:
    """One open page: who looks at it, and what it has not been told yet (texts in JSON)."""

    who: str
    number: int
    waiting: dict[str, str] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)
    closed: str = ""
    """Why the page has to go; empty while it may stay."""
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, kind: str, message: str) -> None:
        """Put the newest message of a kind in the place of an older one."""
        self.waiting[kind] = message
        self.woken.set()

    def answer(self, message: str) -> None:
        """An answer to one move of this page; none of these is left out."""
        self.answers.append(message)
        self.woken.set()

    def dismiss(self, why: str) -> None:
        """Close the page once it has been told everything."""
        self.closed = why
        self.woken.set()

    async def next(self) -> list[str]:
        """Everything there is to say; waits until there is something."""
        await self.woken.wait()
        self.woken.clear()
        messages = [*self.answers, *self.waiting.values()]
        self.answers, self.waiting = [], {}
        return messages


class Room:
    """A game and the pages that look at it.

    Parameters
    ----------
    game, journal
        The game, and where its records go.
    """

    def __init__(self, game: Game, journal: Journal) -> None:
        self.game, self.journal = game, journal
        self.pages: set[Page] = set()
        self._moves: asyncio.Queue[tuple[Move, asyncio.Future[Any]]] = asyncio.Queue()
        self._views = Views(game)
        self._settled, self._late = True, set[Page]()
        self._numbers = count()
        self._task: asyncio.Task[None] | None = None

    # ---- moves ----------------------------------------------------------------------------------------

    async def do(self, move: Move) -> dict[str, Any] | None:
        """Make a move; its record is on disk when this returns.

        Raises
        ------
        GameError
            If the game does not allow the move.
        """
        self._start()
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._moves.put_nowait((move, done))
        record: dict[str, Any] | None = await done
        return record

    def _start(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._make_moves())

    async def _make_moves(self) -> None:
        while True:
            moves = [await self._moves.get()]
            await asyncio.sleep(GATHER)
            while not self._moves.empty():
                moves.append(self._moves.get_nowait())
            self._settled = False
            made = [self._made(move) for move, _ in moves]
            records = [record for record, _ in made if record is not None]
            await asyncio.to_thread(self.journal.write, records)
            self._changed(records)
            for (_, done), (record, error) in zip(moves, made, strict=True):
                if done.cancelled():
                    continue
                if error is None:
                    done.set_result(record)
                else:
                    done.set_exception(error)

    def _made(self, move: Move) -> tuple[dict[str, Any] | None, GameError | None]:
        """The record of a move that was made, or why it was not."""
        try:
            record = move(self.game)
        except GameError as error:
            return None, error
        if record is None:
            return None, None
        record["at"] = round(time.time(), 3)
        self.game.apply(record)
        if record["do"] == "play":
            record["digest"] = self.game.digest()
        return record, None

    # ---- pages ----------------------------------------------------------------------------------------

    @property
    def online(self) -> set[str]:
        """Who has a page open."""
        return {page.who for page in self.pages}

    def open(self, who: str) -> Page:
        """A page is opened; the oldest of somebody with too many is closed."""
        own = [page for page in self.pages if page.who == who]
        if len(own) >= MOST_PAGES_A_PERSON:
            oldest = min(own, key=lambda page: page.number)
            oldest.dismiss("elsewhere")
            self.pages.discard(oldest)
        page = Page(who, next(self._numbers))
        self.pages.add(page)
        self._tell({page}, ("room", "person", "desk"))
        return page

    def close(self, page: Page) -> None:
        """A page was closed."""
        if page in self.pages:
            self.pages.discard(page)
            self._tell(set(), ())

    def _changed(self, records: list[dict[str, Any]]) -> None:
        """Tell pages what moves have changed: each what concerns it."""
        self._settled = True
        if records:
            self._views = Views(self.game)
            self._send_away()
        kinds = {record["do"] for record in records}
        if kinds <= {"join", "sit", "stand", "decide", "remove"}:
            touched = self._touched(records)
            self._tell({page for page in self.pages if page.who in touched}, ("person",))
        else:
            self._tell(set(self.pages), ("room", "person", "desk"))
        late, self._late = self._late & self.pages, set()
        if late:
            self._tell(late, ("room", "person", "desk"))

    def _send_away(self) -> None:
        """Pages of those who are not in the game any more are closed."""
        for page in [page for page in self.pages if page.who != HOST and page.who not in self.game.people]:
            page.waiting.clear()
            page.dismiss("removed")
            self.pages.discard(page)

    def _touched(self, records: list[dict[str, Any]]) -> set[str]:
        """People whose own view small moves have changed: who moved, and who is asked for a tie or has an answer."""
        rows = {row for record in records if record["do"] == "decide"
                for row in (record["decision"].get("turns_to"), *record["decision"].get("accepts", ()))}  # fmt: skip
        asked = {self.game.seats[row] for row in rows if row in self.game.seats}
        return {record["person"] for record in records} | asked

    def _tell(self, pages: set[Page], kinds: tuple[str, ...]) -> None:
        """Put views of some kinds before some pages; how many decided before all, and who before the facilitator.

        While moves are being written, the state is ahead of the disk: then pages wait for what follows.
        """
        if not self._settled:
            self._late |= pages
            return
        views, online = self._views, self.online
        for page in pages:
            if "room" in kinds:
                page.tell("room", views.room_text)
            if "person" in kinds and page.who in self.game.people:
                page.tell("person", said("person", views.person(page.who)))
        pulse = said("pulse", views.pulse(online))
        for page in self.pages:
            page.tell("pulse", pulse)
            if page.who == HOST:
                page.tell("desk", said("desk", views.desk(online)))


def said(kind: str, message: dict[str, Any]) -> str:
    """A message of a kind, as it goes over the wire."""
    return json.dumps({"t": kind, **message}, ensure_ascii=False, separators=(",", ":"))
