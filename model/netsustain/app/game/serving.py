"""The game's server as a process that comes back: a keeper holds the port and starts it again when it dies.

Processes come from a fork server that has loaded everything beforehand, so the next one answers in tenths of a second;
connections made meanwhile wait at the port. Where processes cannot be forked they are spawned, which takes seconds.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netsustain.scenario.schema import Scenario

if TYPE_CHECKING:
    import uvicorn

MOST_DEATHS, SOON = 5, 5.0
"""A server that dies more often than that in a row, each time within so many seconds, is ill: the keeper gives up."""
WAITING = 1024
"""Connections that may wait at the port while no server is there."""
LOADED = ["netsustain.app.game.warm", "netsustain.cli"]
"""What the fork server loads; the second because every process imports the program's main module again."""


def keep(folder: Path, listener: socket.socket, hosts: list[str], address: str, own: dict[str, Scenario]) -> int:
    """Serve a game until Ctrl-C; returns 0, or 1 when the server cannot stay alive."""
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context: Any = multiprocessing.get_context(method)  # its types do not know Process
    if method == "forkserver":
        context.set_forkserver_preload(LOADED)
    listener.listen(WAITING)
    deaths = 0
    while True:
        process = context.Process(target=serve, args=(folder, listener, hosts, address, own), daemon=True)
        process.start()
        started = time.monotonic()
        try:
            process.join()
        except KeyboardInterrupt:
            process.join(5)
            return 0
        if process.exitcode in (0, -signal.SIGINT, -signal.SIGTERM):
            return 0
        deaths = deaths + 1 if time.monotonic() - started < SOON else 0
        if deaths > MOST_DEATHS:
            return 1
        print(f"netsustain: the server died ({process.exitcode}) and starts again", file=sys.stderr, flush=True)


def serve(folder: Path, listener: socket.socket, hosts: list[str], address: str, own: dict[str, Scenario]) -> None:
    """Serve a game in this process until it is told to stop."""
    import uvicorn

    from netsustain.app.connections import prepare_process, settings
    from netsustain.app.game import door
    from netsustain.app.game.folder import door_of, opened
    from netsustain.app.game.room import Room
    from netsustain.app.game.routes import Desk
    from netsustain.app.server import application

    game, journal = opened(folder)
    kept = door_of(folder)
    desk = Desk(Room(game, journal), kept.code, door.digest(kept.secret), address)
    app = application(partial(_workshop, own), hosts, desk)
    prepare_process()
    server = uvicorn.Server(uvicorn.Config(app, **settings()))
    threading.Thread(target=_follow_keeper, args=(server,), daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn hands it on once everything is closed
        server.run(sockets=[listener])


def _follow_keeper(server: uvicorn.Server) -> None:
    """End when the keeper has ended: a server without one would hold the port against the next."""
    keeper = multiprocessing.parent_process()
    if keeper is not None:
        keeper.join()
        server.should_exit = True


def _workshop(own: dict[str, Scenario]) -> list:  # type: ignore[type-arg]
    from netsustain.app import workshop
    from netsustain.app.catalogue import Catalogue

    return workshop.routes(Catalogue(own), max((os.cpu_count() or 1) - 1, 1))  # one core is left to the game
