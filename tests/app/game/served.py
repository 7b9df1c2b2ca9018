"""A small game on a server as rooms get it: real sockets, the real limits unless a test names others."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import struct
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from tests.app.conftest import Server, served_on
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

Result = TypeVar("Result")
MERGERS = {"merger": {"kind": "school", "count": 1}}
PLAY = {"scenario": "demo_none", "months": 12}
DECISION = {"effort": 0.5}


@dataclass(frozen=True)
class Served(Server):
    """A server, its game, and what people in the room would do."""

    desk: Any
    secret: str
    folder: Path

    @property
    def game(self) -> Any:
        return self.desk.room.game

    @property
    def journal(self) -> bytes:
        return (self.folder / "journal.jsonl").read_bytes()

    @property
    def host_cookie(self) -> str:
        return f"netsustain_host={self.secret}"

    def join(self, name: str = "Malee") -> tuple[str, str]:
        """Pseudonym and cookie of somebody new."""
        status, headers, body = self.post("/api/game/join", {"code": self.desk.code, "name": name})
        assert status == 200, body
        return json.loads(body)["person"], headers["set-cookie"].split(";")[0]

    def page(self, cookie: str | None, *, host: bool = False, **more: Any) -> ClientConnection:
        """The WebSocket of a page."""
        headers = {} if cookie is None else {"Cookie": cookie}
        options = {"origin": self.origin, "additional_headers": headers, "open_timeout": 20, **more}
        return connect(f"ws://{self.host}/api/game/page?as={'host' if host else 'person'}", **options)

    def raw(self, head: str | bytes, wait: float = 10.0) -> bytes:
        """What comes back for bytes on a connection of their own, until it is closed or nothing more comes."""
        with self.line() as line:
            line.settimeout(wait)
            line.sendall(head if isinstance(head, bytes) else head.replace("HOST", self.host).encode("latin-1"))
            return read_all(line)

    @contextmanager
    def line(self, source: str | None = None) -> Iterator[socket.socket]:
        """A connection, from an address of this machine."""
        name, port = self.host.split(":")
        with socket.create_connection((name, int(port)), 10, (source, 0) if source else None) as line:
            yield line


def run_apart(course: Coroutine[Any, Any, Result]) -> Result:
    """What a coroutine gives, run in a thread of its own: a browser's driver keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, course).result()


def read_all(line: socket.socket) -> bytes:
    found = b""
    try:
        while piece := line.recv(65536):
            found += piece
    except (TimeoutError, ConnectionError):
        pass
    return found


def heard(page: ClientConnection, *kinds: str) -> dict[str, Any]:
    """The next message of one of some kinds."""
    while True:
        message = json.loads(page.recv(timeout=30))
        if message["t"] in kinds:
            return message


def said(page: ClientConnection, message: Any) -> dict[str, Any]:
    """What the server answers to a message."""
    page.send(message if isinstance(message, (str, bytes)) else json.dumps(message))
    return heard(page, "done", "refused")


def closing(page: ClientConnection) -> tuple[int | None, str]:
    """Code and reason with which the server closes a page."""
    try:
        while True:
            page.recv(timeout=30)
    except ConnectionClosed as closed:
        return (closed.rcvd.code, closed.rcvd.reason) if closed.rcvd else (None, "")


def frame(kind: int, data: bytes = b"", *, final: bool = True, masked: bool = True) -> bytes:
    """A frame of a WebSocket as a client would send it; also as none should."""
    length = len(data)
    assert length < 65536
    head = bytes([kind | (0x80 if final else 0)])
    mask = 0x80 if masked else 0
    head += bytes([mask | length]) if length < 126 else bytes([mask | 126]) + struct.pack("!H", length)
    return head + (b"\0\0\0\0" if masked else b"") + data  # a mask of zeros leaves the data as they are


def upgrade(served: Served, cookie: str) -> bytes:
    """A request for a page's WebSocket, written by hand."""
    return (f"GET /api/game/page?as=person HTTP/1.1\r\nHost: {served.host}\r\nOrigin: {served.origin}\r\n"
            f"Cookie: {cookie}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n").encode()  # fmt: skip


@contextmanager
def served_game(folder: Path, *, members: int = 8, months: int = 12, limits: Any = None, workshop: Any = None):
    """A game of a few organisations, served until the block ends."""
    from netsustain.app import workshop as real
    from netsustain.app.catalogue import Catalogue
    from netsustain.app.connections import settings
    from netsustain.app.game import door
    from netsustain.app.game.folder import opened, prepare
    from netsustain.app.game.room import Room
    from netsustain.app.game.routes import Desk
    from netsustain.app.server import application
    from netsustain.commands.game import one_luck
    from netsustain.scenario.reader import load

    scenario = load("game").with_(**{"network.recipe.members": members}).until(months)
    kept = prepare(folder, one_luck(scenario, 1), 1, 0, 0)
    game, journal = opened(folder)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    host = "{}:{}".format(*listener.getsockname())
    desk = Desk(Room(game, journal), kept.code, door.digest(kept.secret), f"http://{host}")
    app = application(workshop or partial(real.routes, Catalogue(), 1), [host], desk)
    try:
        with served_on(listener, app, **settings(limits)):
            yield Served(host, desk, kept.secret, folder)
    finally:
        journal.close()


def started(served: Served) -> None:
    """Open the first turn."""
    with served.page(served.host_cookie, host=True) as page:
        assert said(page, {"t": "lead", "do": "start"})["t"] == "done"


LINUX = os.uname().sysname == "Linux" if hasattr(os, "uname") else False
"""Where all of 127.0.0.0/8 is this machine: many addresses to come from."""


@contextmanager
def unchanged(served: Served) -> Iterator[None]:
    """Whatever is refused in this block leaves the game as it is, and the server goes on serving."""
    before, people = served.journal, set(served.game.people)
    yield
    status, _, body = served.ask("GET", "/api/game")
    assert (status, json.loads(body)) == (200, {"host": False, "person": False})
    assert served.journal == before
    assert set(served.game.people) == people
