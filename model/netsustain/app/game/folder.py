"""A game's folder: the journal, and what the server needs to come back under the same address and code."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from netsustain.app.game import door
from netsustain.game.decisions import GameError
from netsustain.game.game import Game, opening, replayed
from netsustain.game.journal import NAME, Journal, records_of
from netsustain.scenario.schema import Scenario

DOOR = "door.json"


@dataclass(frozen=True)
class Door:
    """How people get in: join code, the facilitator's secret, and the port that phones know."""

    code: str
    secret: str
    port: int


def prepare(folder: Path, scenario: Scenario, seed: int, replicate: int, port: int) -> Door:
    """Make a new game in a folder, or find the one that is there.

    Raises
    ------
    GameError
        If the folder holds something else.
    OSError
        If it cannot be made or written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / NAME).exists() and (folder / DOOR).exists():
        return door_of(folder)
    if any(folder.iterdir()):
        raise GameError("folder", f"{folder}: got a folder with other files, expected a new one or that of a game")
    found = Door(door.new_code(), door.new_secret(), port)
    _write_private(folder / DOOR, json.dumps(asdict(found)))
    journal = Journal(folder / NAME)
    journal.write([opening(scenario, seed, replicate)])
    journal.close()
    return found


def door_of(folder: Path) -> Door:
    """The door of a game. Raises :class:`GameError`."""
    try:
        return Door(**json.loads((folder / DOOR).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        raise GameError("folder", f"{folder / DOOR}: got no door of a game") from None


def opened(folder: Path) -> tuple[Game, Journal]:
    """The game of a folder as its journal tells it, and the journal to go on with. Raises :class:`GameError`."""
    journal = Journal(folder / NAME)
    return replayed(records_of(folder / NAME)), journal


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(file, "w", encoding="utf-8") as opened_file:
        opened_file.write(text)
        opened_file.flush()
        os.fsync(opened_file.fileno())
