"""A game's folder: the journal, and what the server needs to come back under the same address and code."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from netsustain.app.game import door
from netsustain.exploration.atomic import LOCK, into_place, temporary_name
from netsustain.game.decisions import GameError
from netsustain.game.game import Game, opening, replayed
from netsustain.game.journal import NAME, Journal
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
    if (folder / DOOR).exists():
        found = door_of(folder)
    elif any(path.name != LOCK for path in folder.iterdir()):
        raise GameError("folder", f"{folder}: got a folder with other files, expected a new one or that of a game")
    else:
        found = Door(door.new_code(), door.new_secret(), port)
        _write_private(folder / DOOR, json.dumps(asdict(found)))
    journal = Journal(folder / NAME)
    if journal.empty:
        journal.write([opening(scenario, seed, replicate)])
    journal.close()
    return found


def kept_port(folder: Path) -> int | None:
    """The port that phones of a game know already, once a server whose keeper was killed has let go of it.

    Raises :class:`GameError` if one goes on playing.
    """
    if not (folder / DOOR).exists():
        return None
    Journal(folder / NAME).close()
    return door_of(folder).port


def door_of(folder: Path) -> Door:
    """The door of a game. Raises :class:`GameError`."""
    try:
        return Door(**json.loads((folder / DOOR).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        raise GameError("folder", f"{folder / DOOR}: got no door of a game") from None


def opened(folder: Path) -> tuple[Game, Journal]:
    """The game of a folder as its journal tells it, and the journal to go on with. Raises :class:`GameError`."""
    journal = Journal(folder / NAME)
    return replayed(journal.records()), journal


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    temporary = temporary_name(path)
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        into_place(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
