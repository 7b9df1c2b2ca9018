"""Games on free ports of this machine, and people who play them over sockets."""

from __future__ import annotations

import http.client
import json
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import netsustain as ns

# ---- a served game, and players by sockets (for every test of the room) ---------------------------------


@dataclass
class Served:
    """A game that is being served."""

    host: str
    folder: Path
    code: str
    secret: str
    room: Any

    @property
    def origin(self) -> str:
        """What a page of this server sends as its origin."""
        return f"http://{self.host}"

    def post(self, path: str, body: Any) -> tuple[int, str, Any]:
        """As a page of this server would: status, cookie, answer."""
        connection = http.client.HTTPConnection(self.host, timeout=30)
        headers = {"Origin": self.origin, "content-type": "application/json"}
        connection.request("POST", path, json.dumps(body), headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, (answer.getheader("set-cookie") or "").split(";")[0], json.loads(content)

    def player(self, name: str) -> Player:
        """Somebody new with an open page."""
        status, cookie, answer = self.post("/api/game/join", {"code": self.code, "name": name})
        assert status == 200, answer
        return Player(self, cookie)

    def facilitator(self) -> Player:
        """The facilitator's page."""
        _, cookie, _ = self.post("/api/game/lead", {"secret": self.secret})
        return Player(self, cookie, "?as=host")


@dataclass
class Player:
    """An open page: what it says, and what it was told last of every kind."""

    served: Served
    cookie: str
    query: str = ""
    told: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        from websockets.sync.client import connect

        address = f"ws://{self.served.host}/api/game/page{self.query}"
        self.page = ExitStack()
        opening = connect(address, origin=self.served.origin, additional_headers={"Cookie": self.cookie})
        self.socket = self.page.enter_context(opening)

    def hear(self, kind: str, holds: Any = lambda _: True, seconds: float = 20.0) -> Any:
        """The next message of a kind of which something holds."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            message = json.loads(self.socket.recv(timeout=left))
            self.told[message["t"]] = message
            if message["t"] == kind and holds(message):
                return message
        raise AssertionError(f"nobody said {kind}; last: {self.told}")

    def say(self, **message: Any) -> None:
        """Send a message."""
        self.socket.send(json.dumps(message))

    def sit(self, row: int) -> None:
        """Take a seat."""
        self.say(t="sit", row=row)
        self.hear("person", lambda told: told["row"] == row)

    def decide(self, turn: int, **decision: Any) -> Any:
        """Decide; what the server answered."""
        self.say(t="decide", id=f"{time.monotonic_ns()}", turn=turn, decision={"effort": 0.5, **decision})
        while True:
            answer = json.loads(self.socket.recv(timeout=20))
            self.told[answer["t"]] = answer
            if answer["t"] in ("done", "refused"):
                return answer

    def close(self) -> None:
        """Close the page."""
        self.page.close()


@pytest.fixture
def served(tmp_path):
    """A game of the shipped scenario in a folder of its own, with 12 organisations."""
    for name in ("starlette", "uvicorn", "websockets"):
        pytest.importorskip(name, reason=f"{name} is not installed: pip install netsustain[app]")
    yield from serve(tmp_path / "game")


def serve(folder: Path, members: int = 12) -> Any:
    """Serve a game of a folder in a thread until the generator is closed."""
    import socket

    import uvicorn

    from netsustain.app import workshop
    from netsustain.app.catalogue import Catalogue
    from netsustain.app.game import door
    from netsustain.app.game.folder import opened, prepare
    from netsustain.app.game.room import Room
    from netsustain.app.game.routes import Desk
    from netsustain.app.server import application

    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", 0))
    host = f"127.0.0.1:{listener.getsockname()[1]}"
    scenario = ns.load("game").with_(**{"network.recipe.members": members})
    kept = prepare(folder, scenario, 1, 0, listener.getsockname()[1])
    game, journal = opened(folder)
    room = Room(game, journal)
    desk = Desk(room, kept.code, door.digest(kept.secret), f"http://{host}")
    app = application(lambda: workshop.routes(Catalogue()), [host], desk)
    config = uvicorn.Config(app, log_level="error", lifespan="off", ws="websockets-sansio")
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    yield Served(host, folder, kept.code, kept.secret, room)
    running.should_exit = True
    thread.join(10)
