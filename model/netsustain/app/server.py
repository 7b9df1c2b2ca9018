"""The server: its pages and fonts, the workshop, and the game where one is being played."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Router
from starlette.staticfiles import StaticFiles

from netsustain.app.guard import WORKSHOP_PAGES, Guard, Refusal, refuse

if TYPE_CHECKING:
    from netsustain.app.game.routes import Desk

STATIC = Path(__file__).parent / "static"
"""The built front end (`make app`); the wheel carries it."""
LONGEST_NAME = 200
MOST_QUESTIONS, MOST_WAITING = 2, 4
"""What-if connections, and films and files that wait for the one being made, while a game is played."""
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
    later = Later(workshop)
    inner = Starlette(
        routes=[
            *game,
            Mount("/api", later if desk is None else Lent(later, desk)),
            Mount("/", Pages(desk)),
        ]
    )
    return Guard(inner, hosts)


class Pages(StaticFiles):
    """The built pages; names that some system reads as more than a name are not looked for.

    Parameters
    ----------
    desk
        The game; then whoever types the bare address is led to its page for phones, the facilitator to the workshop.
    """

    def __init__(self, desk: Desk | None = None) -> None:
        super().__init__(directory=STATIC, html=True, check_dir=False)
        self.desk = desk

    async def get_response(self, path: str, scope: Any) -> Response:
        """The answer to a request for a page. Raises HTTPException where there is none."""
        asked = scope["path"]
        if asked in WORKSHOP_PAGES and self.desk is not None and not self.desk.is_host(HTTPConnection(scope)):
            return RedirectResponse("/play.html", 303)
        if len(asked) > LONGEST_NAME or not (asked.isascii() and asked.isprintable()) or set(asked) & set("\\:~"):
            raise HTTPException(404)
        return await super().get_response(path, scope)


class Later:
    """Routes that are loaded when they are first asked for."""

    def __init__(self, routes: Routes) -> None:
        self.routes = routes
        self.router: Router | None = None
        self._loading = anyio.Lock()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one connection."""
        async with self._loading:
            if self.router is None:
                self.router = Router(await anyio.to_thread.run_sync(self.routes))
        await self.router(scope, receive, send)


class Lent:
    """The workshop while a game is played: for the facilitator only, and one film at a time."""

    def __init__(self, workshop: Later, desk: Desk) -> None:
        self.workshop, self.desk = workshop, desk
        self.questions, self.waiting = 0, 0
        self._one = anyio.Lock()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one connection, or refuse it."""
        if not self.desk.is_host(HTTPConnection(scope)):
            await refuse(scope, receive, send, Refusal(401, "sign_in", "workshop: for the facilitator only"))
        elif scope["type"] == "websocket":
            await self._question(scope, receive, send)
        elif scope["method"] == "POST":
            await self._job(scope, receive, send)
        else:
            await self.workshop(scope, receive, send)

    async def _question(self, scope: Any, receive: Any, send: Any) -> None:
        if self.questions >= MOST_QUESTIONS:
            await refuse(scope, receive, send, Refusal(503, "busy", "what if: open on other pages already"))
            return
        self.questions += 1
        try:
            await self.workshop(scope, receive, send)
        finally:
            self.questions -= 1

    async def _job(self, scope: Any, receive: Any, send: Any) -> None:
        if self.waiting >= MOST_WAITING:
            await refuse(scope, receive, send, Refusal(503, "busy", "film: several wait already"))
            return
        self.waiting += 1
        try:
            async with self._one:
                await self.workshop(scope, receive, send)
        finally:
            self.waiting -= 1
