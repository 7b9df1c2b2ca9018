"""A server of the app on a free port of this machine, and a browser where there is one."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

MUST = os.environ.get("NETSUSTAIN_BROWSER") == "must"
"""Set where a browser and the built pages have to be there: a skip would hide that nothing was looked at."""


def skip_or_fail(reason: str) -> None:
    """A user's machine may lack a browser; the machine that checks every change may not."""
    if MUST:
        pytest.fail(reason)
    pytest.skip(reason)


@dataclass(frozen=True)
class Server:
    """Where it listens."""

    host: str

    @property
    def origin(self) -> str:
        """What a page of this server sends as its origin."""
        return f"http://{self.host}"

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """One request: status, headers, body. Underscores in names of headers stand for dashes."""
        connection = http.client.HTTPConnection(self.host, timeout=60)
        sent = {"Host": self.host} | {name.replace("_", "-"): value for name, value in headers.items()}
        data = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
        connection.request(method, path, data, sent)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, content

    def post(self, path: str, body: Any) -> tuple[int, dict[str, str], bytes]:
        """As the server's own page would."""
        return self.ask("POST", path, body, Origin=self.origin)


@contextmanager
def served_on(listener: socket.socket, app: Any, **options: Any) -> Iterator[None]:
    """An app answers on a socket, in a thread, until the block ends; ``options`` are uvicorn's."""
    import uvicorn

    running = uvicorn.Server(uvicorn.Config(app, **options))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    try:
        yield
    finally:
        running.should_exit = True
        thread.join(10)


def needs_the_app() -> None:
    """Skip where the packages of the workshop app are not installed."""
    for name in ("starlette", "uvicorn", "websockets"):
        pytest.importorskip(name, reason=f"{name} is not installed: pip install netsustain[app]")


@pytest.fixture(scope="session")
def server():
    """A server that offers the shipped scenarios."""
    needs_the_app()
    from netsustain.app import workshop
    from netsustain.app.catalogue import Catalogue
    from netsustain.app.server import application

    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    host = f"127.0.0.1:{listener.getsockname()[1]}"
    app = application(lambda: workshop.routes(Catalogue()), [host])
    with served_on(listener, app, log_level="error", lifespan="off", ws_max_size=2**18):
        yield Server(host)


@pytest.fixture(scope="session")
def browser():
    """Chromium of the system, driven by Playwright."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        skip_or_fail("playwright is not installed")
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        skip_or_fail("no Chromium on this machine: apt-get install chromium")
    options = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
               "--disable-component-update", "--disable-sync"]  # fmt: skip
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=program, args=options)
        yield found
        found.close()


@contextmanager
def watched(browser, host: str, size: tuple[int, int]) -> Iterator[Any]:
    """An empty window; what it asks outside this machine, and what goes wrong in it, fails the test."""
    from netsustain.app.server import STATIC

    if not (STATIC / "index.html").exists():
        skip_or_fail("the app's pages are not built: make app (needs Node 20)")
    window = browser.new_page(viewport={"width": size[0], "height": size[1]})
    wrong: list[str] = []
    own = (f"http://{host}/", f"ws://{host}/", "data:", "blob:")
    window.on(
        "request", lambda asked: None if asked.url.startswith(own) else wrong.append(f"asked outside: {asked.url}")
    )
    window.on("pageerror", lambda error: wrong.append(f"error in the page: {error}"))
    window.on("console", lambda said: wrong.append(f"console: {said.text}") if said.type == "error" else None)
    yield window
    window.close()
    assert wrong == []


@pytest.fixture
def page(server, browser):
    """The app's page, opened."""
    with watched(browser, server.host, (1280, 800)) as window:
        window.goto(f"{server.origin}/#en")
        window.wait_for_selector("canvas", timeout=60_000)
        yield window
