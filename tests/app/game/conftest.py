"""A served game of twelve organisations, and people who play it over sockets."""

from __future__ import annotations

import json
import time
from contextlib import ExitStack
from typing import Any

import pytest
from tests.app.conftest import needs_the_app
from tests.app.game.served import Served, heard, served_game


class Player:
    """An open page of somebody who plays."""

    def __init__(self, served: Served, name: str) -> None:
        self.open = ExitStack()
        self.code, cookie = served.join(name)
        opening = served.page(cookie, close_timeout=0.2)  # unread messages would hold the answer to closing up
        self.page = self.open.enter_context(opening)

    def hear(self, kind: str, holds: Any = lambda _: True) -> Any:
        """The next message of a kind of which something holds."""
        while not holds(message := heard(self.page, kind)):
            pass
        return message

    def sit(self, row: int) -> None:
        """Take a seat."""
        self.page.send(json.dumps({"t": "sit", "row": row}))
        self.hear("person", lambda told: told["row"] == row)

    def decide(self, turn: int, **decision: Any) -> Any:
        """Decide; what the server answered."""
        decided = {"t": "decide", "id": str(time.monotonic_ns()), "turn": turn, "decision": {"effort": 0.5, **decision}}
        self.page.send(json.dumps(decided))
        return heard(self.page, "done", "refused")


@pytest.fixture
def served(tmp_path):
    """A game of the shipped scenario in a folder of its own, with twelve organisations."""
    needs_the_app()
    with served_game(tmp_path / "game", members=12, months=36) as game:
        yield game


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A small game before its first turn, for all tests of a file: what they ask for is to change nothing."""
    needs_the_app()
    with served_game(tmp_path_factory.mktemp("room") / "game") as served:
        yield served


@pytest.fixture(scope="module")
def seat(room: Served) -> str:
    """The token of somebody who has joined that game."""
    return room.join()[1].split("=")[1]


@pytest.fixture
def player(served):
    """Makes somebody who plays; the page is closed in the end."""
    with ExitStack() as pages:

        def made(name: str) -> Player:
            found = Player(served, name)
            pages.push(found.open)
            return found

        yield made
