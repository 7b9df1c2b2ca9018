"""A game in a folder of its own, served on a free port of this machine, and phones that look at it."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from tests.app.conftest import Server, needs_the_app, served_on, skip_or_fail

# ---- phones: a game led from the test, pages in a browser ------------------------------------------------

PHONE = {"width": 390, "height": 844}


class Led:
    """A game that a test leads; it can go down and come back on the same port.

    Parameters
    ----------
    folder
        Empty, for the game's journal.
    """

    def __init__(self, folder: Path, scenario: Any, seed: int = 1) -> None:
        from netsustain.app.game.folder import prepare

        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.door = prepare(folder, scenario, seed, 0, self.port)
        self.server = Server(f"127.0.0.1:{self.port}")
        self.game: Any = None

    def start(self) -> None:
        """Serve the game as its journal tells it."""
        from netsustain.app.game import door
        from netsustain.app.game.folder import opened
        from netsustain.app.game.room import Room
        from netsustain.app.game.routes import Desk
        from netsustain.app.server import application

        self.game, self.journal = opened(self.folder)
        desk = Desk(Room(self.game, self.journal), self.door.code, door.digest(self.door.secret), self.server.origin)
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        self._open = ExitStack()
        self._open.callback(self.journal.close)
        self._open.enter_context(
            served_on(
                listener, application(list, [self.server.host], desk), log_level="error", lifespan="off",
                timeout_graceful_shutdown=1, ws="websockets-sansio",
            )
        )  # fmt: skip

    def stop(self) -> None:
        """Take the server down; what was acknowledged is in the journal."""
        self._open.close()

    def lead(self, do: str, **rest: Any) -> None:
        """One move of the facilitator; on disk when this returns."""
        from websockets.sync.client import connect

        cookie = {"Cookie": f"netsustain_host={self.door.secret}"}
        address = f"ws://{self.server.host}/api/game/page?as=host"
        with connect(address, additional_headers=cookie, origin=self.server.origin) as said:
            said.send(json.dumps({"t": "lead", "do": do, **rest}))
            while (answer := json.loads(said.recv(timeout=60)))["t"] not in ("done", "refused"):
                pass
        assert answer["t"] == "done", answer


@pytest.fixture(scope="session")
def played_scenario():
    """The shipped game under the luck that the app gives it."""
    from netsustain.commands.game import one_luck
    from netsustain.scenario.reader import load

    return one_luck(load("game"), 1)


@pytest.fixture
def led(tmp_path, played_scenario):
    """A game with 30 organisations, being served."""
    needs_the_app()
    game = Led(tmp_path / "game", played_scenario)
    game.start()
    yield game
    game.stop()


@pytest.fixture
def phone(led, browser) -> Any:
    """Opens a phone at the game's QR code: ``phone("th")``; what goes wrong in a page fails the test."""
    from netsustain.app.server import STATIC

    if not (STATIC / "play.html").exists():
        skip_or_fail("the app's pages are not built: make app (needs Node 20)")
    wrong: list[str] = []
    contexts = []

    def opened(lang: str = "en", size: dict[str, int] = PHONE, **options: Any) -> Any:
        context = browser.new_context(viewport=size, has_touch=True, reduced_motion="reduce", **options)
        contexts.append(context)
        window = context.new_page()
        window.on("pageerror", lambda error: wrong.append(f"error in the page: {error}"))
        own = (f"{led.server.origin}/", f"ws://{led.server.host}/", "data:")
        window.on("request", lambda asked: None if asked.url.startswith(own) else wrong.append(asked.url))
        window.goto(f"{led.server.origin}/play.html#{lang + '&' if lang else ''}{led.door.code}")
        return window

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def seated(phone) -> Callable[..., Any]:
    """A phone whose owner has joined and sits at an organisation."""

    def opened(seat: str, name: str = "Nok", **options: Any) -> Any:
        window = phone(**options)
        window.locator("#name").fill(name)
        window.locator("form .primary").click()
        window.locator(".seat").filter(has=window.get_by_text(seat, exact=True)).click()
        window.locator(".seat").first.wait_for(state="detached")
        return window

    return opened
