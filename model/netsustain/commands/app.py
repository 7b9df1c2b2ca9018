"""``netsustain app``: the workshop app on this machine, or a game for a room."""

from __future__ import annotations

import os
import socket
import sys
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netsustain.commands.shared import read_scenarios
from netsustain.messages import text
from netsustain.scenario.problems import Problem, ScenarioError

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

ADDRESS, PORT = "127.0.0.1", 8700
NEEDED = ("starlette", "uvicorn", "websockets")
FAILED = 1


def execute(
    *,
    scenarios: list[str] | None = None,
    port: int | None = None,
    browser: bool = True,
    handouts: Path | None = None,
    debrief: Path | None = None,
    game: bool = False,
    lan: bool = False,
    address: str | None = None,
    seats: int | None = None,
    seed: int = 1,
    out: Path | None = None,
    lang: str = "en",
    workers: int | None = None,
) -> int:
    """Serve until Ctrl-C; returns 0, or 1 when something is missing or the port is taken.

    With ``handouts`` only the sheets to print are written into that folder, with ``debrief`` the tables and pages of
    the game in that folder (:mod:`netsustain.commands.debrief`); with ``game`` or ``lan`` a game is led
    (:mod:`netsustain.commands.game`).

    Raises
    ------
    ScenarioError
        If a scenario file is faulty.
    """
    if handouts is not None:
        return _write_handouts(handouts, lang)
    if debrief is not None:
        from netsustain.commands import debrief as told

        return told.execute(debrief, lang)
    missing = _missing()
    if missing:
        print(text("app.missing", lang, packages=", ".join(missing)), file=sys.stderr)
        return FAILED
    from netsustain.app.server import STATIC

    if not (STATIC / "index.html").exists():
        print(text("app.not_built", lang), file=sys.stderr)
        return FAILED
    if game or lan:
        from netsustain.commands import game as leading

        return leading.execute(
            scenarios=scenarios or [], port=port, browser=browser, lan=lan, address=address, seats=seats, seed=seed,
            out=out, lang=lang,
        )  # fmt: skip
    return _workshop(scenarios or [], port, browser, lang, workers)


def _workshop(scenarios: list[str], port: int | None, browser: bool, lang: str, workers: int | None) -> int:
    from netsustain.app.server import application

    own = read_scenarios(scenarios, None)
    listening = listener(port, ADDRESS)
    chosen = listening.getsockname()[1]
    hosts = [f"{name}:{chosen}" for name in (ADDRESS, "localhost")]
    url = f"http://{ADDRESS}:{chosen}/#{lang}"
    print(text("app.serving", lang, url=url), flush=True)

    def routes() -> list[BaseRoute]:
        from netsustain.app import workshop
        from netsustain.app.catalogue import Catalogue

        return workshop.routes(Catalogue(own), workers)

    _warm_up()
    if browser:
        threading.Timer(0.5, webbrowser.open, [url]).start()
    _serve(application(routes, hosts), listening)
    return 0


def _write_handouts(folder: Path, lang: str) -> int:
    from netsustain.report.handouts import write_handouts

    for file in write_handouts(folder):
        print(text("handouts.written", lang, path=file))
    return 0


def _missing() -> list[str]:
    from importlib.util import find_spec

    return [name for name in NEEDED if find_spec(name) is None]


def listener(port: int | None, address: str) -> socket.socket:
    """A socket of an address on the port asked for, else on the usual one or any that is free. Raises ScenarioError."""
    reasons = []
    for wanted in [port] if port is not None else [PORT, 0]:
        found = socket.socket()
        if os.name == "posix":  # elsewhere it would let another program take the port over
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((address, wanted))
            found.listen()  # a browser that is quicker than the server waits instead of being refused
        except OSError as error:
            found.close()
            reasons.append(f"port {wanted}: {error.strerror}; type --port 0 for any free one")
            continue
        return found
    raise ScenarioError([Problem("--port", 1, 1, "", reasons[0])])


def _warm_up() -> None:
    """Load the compiled model and what the first question needs, so that the first film does not wait for it."""

    def load() -> None:
        from netsustain import driver
        from netsustain.app import workshop  # noqa: F401

        driver.load()

    threading.Thread(target=load, daemon=True).start()


def _serve(app: Any, listening: socket.socket) -> None:
    import uvicorn

    from netsustain.app.connections import prepare_process, settings

    prepare_process()
    uvicorn.Server(uvicorn.Config(app, **settings())).run(sockets=[listening])
