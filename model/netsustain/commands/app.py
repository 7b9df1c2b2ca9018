"""``netsustain app``: the workshop app on this machine."""

from __future__ import annotations

import socket
import sys
import threading
import webbrowser
from pathlib import Path
from typing import Any

from netsustain.messages import text
from netsustain.scenario.problems import Problem, ScenarioError

ADDRESS, PORT = "127.0.0.1", 8700
NEEDED = ("starlette", "uvicorn", "websockets")
FAILED = 1


def execute(
    *,
    scenarios: list[str] | None = None,
    port: int | None = None,
    browser: bool = True,
    handouts: Path | None = None,
    lang: str = "en",
    workers: int | None = None,
) -> int:
    """Serve until Ctrl-C; returns 0, or 1 when something is missing or the port is taken.

    With ``handouts`` only the sheets to print are written into that folder.

    Raises
    ------
    ScenarioError
        If a scenario file is faulty.
    """
    if handouts is not None:
        return _write_handouts(handouts, lang)
    missing = _missing()
    if missing:
        print(text("app.missing", lang, packages=", ".join(missing)), file=sys.stderr)
        return FAILED
    from netsustain.app.catalogue import Catalogue
    from netsustain.app.server import STATIC, application
    from netsustain.scenario.reader import load

    own = {}
    for name in scenarios or []:
        scenario = load(name)
        own[scenario.name or Path(name).stem] = scenario
    if not (STATIC / "index.html").exists():
        print(text("app.not_built", lang), file=sys.stderr)
        return FAILED
    listener = _listener(port)
    chosen = listener.getsockname()[1]
    hosts = [f"{name}:{chosen}" for name in (ADDRESS, "localhost")]
    url = f"http://{ADDRESS}:{chosen}/#{lang}"
    print(text("app.serving", lang, url=url), flush=True)
    _warm_up()
    if browser:
        threading.Timer(0.5, webbrowser.open, [url]).start()
    _serve(application(Catalogue(own), hosts, workers=workers), listener)
    return 0


def _write_handouts(folder: Path, lang: str) -> int:
    from netsustain.report.handouts import write_handouts

    for file in write_handouts(folder):
        print(text("handouts.written", lang, path=file))
    return 0


def _missing() -> list[str]:
    from importlib.util import find_spec

    return [name for name in NEEDED if find_spec(name) is None]


def _listener(port: int | None) -> socket.socket:
    """A socket on the port asked for, else on the usual one or any that is free. Raises ScenarioError."""
    reasons = []
    for wanted in [port] if port is not None else [PORT, 0]:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((ADDRESS, wanted))
        except OSError as error:
            listener.close()
            reasons.append(f"port {wanted}: {error.strerror}; type --port 0 for any free one")
            continue
        return listener
    raise ScenarioError([Problem("--port", 1, 1, "", reasons[0])])


def _warm_up() -> None:
    """Load the compiled model, so that the first film does not wait for it."""
    from netsustain import driver

    threading.Thread(target=driver.load, daemon=True).start()


def _serve(app: Any, listener: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(
        app, log_level="warning", access_log=False, ws_max_size=256 * 1024, timeout_graceful_shutdown=1, lifespan="off",
        server_header=False,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listener])
