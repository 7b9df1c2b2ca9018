"""The server: its pages and fonts, the workshop, and the game where one is being played."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Mount, Router
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from netsustain.app.guard import Guard

if TYPE_CHECKING:
    from netsustain.app.game.routes import Desk

STATIC = Path(__file__).parent / "static"
"""The built front end (`make app`); the wheel carries it."""
Routes = Callable[[], list[BaseRoute]]


def application(workshop: Routes, hosts: Iterable[str], desk: Desk | None = None) -> Any:
    """The whole server as an ASGI application.

    Parameters
    ----------
    workshop
        Gives the workshop's routes; asked when the first of them is needed, because they load half a second of
        libraries for each second that a game may take to come back.
    hosts
        Host headers under which it may be reached.
    desk
        The game; then the workshop is for the facilitator only.
    """
    game = [] if desk is None else desk.routes()
    inner = Starlette(
        routes=[
            *game,
            Mount("/api", Later(workshop, desk)),
            Mount("/", StaticFiles(directory=STATIC, html=True, check_dir=False)),
        ]
    )
    return Guard(inner, hosts)


class Later:
    """Routes that are loaded when they are first asked for, and shut to all but the facilitator of a game."""

    def __init__(self, routes: Routes, desk: Desk | None) -> None:
        self.routes, self.desk = routes, desk
        self.router: Router | None = None
        self._loading = anyio.Lock()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one connection, or refuse it."""
        if self.desk is not None and not self.desk.is_host(HTTPConnection(scope)):
            await _shut(scope, receive, send)
            return
        async with self._loading:
            if self.router is None:
                self.router = Router(await anyio.to_thread.run_sync(self.routes))
        await self.router(scope, receive, send)


async def _shut(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "websocket":
        await WebSocket(scope, receive, send).close(1008, "sign_in")
        return
    await PlainTextResponse("for the facilitator only\n", 401)(scope, receive, send)
