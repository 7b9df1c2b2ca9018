"""What the game's pages ask for: the way in, one WebSocket a page, and what the facilitator takes home.

Every message of a page is checked for size, rate, form and role. What is refused is answered with a code that the page
has a text for; whoever goes on flooding is disconnected.
"""

from __future__ import annotations

import asyncio
import contextlib
from functools import cache

import anyio
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from netsustain.app.buckets import Buckets
from netsustain.app.game import door
from netsustain.app.game.addresses import from_here
from netsustain.app.game.forms import AnyMessage, Decide, Joining, Lead, Leading, Sit, Slip, Stand, form_of, message_of
from netsustain.app.game.home import Home, policy_of
from netsustain.app.game.pages import Page, said
from netsustain.app.game.room import HOST, Move, Room
from netsustain.app.saving import qr_code
from netsustain.game.decisions import GameError
from netsustain.game.game import DEBRIEF
from netsustain.messages import LANGUAGES, section_texts

MESSAGES_AT_ONCE, MESSAGES_A_SECOND = 40, 5.0
"""Messages and new connections of one person, on all pages together."""
JOINS_AT_ONCE, JOINS_A_SECOND = 100, 0.5
"""New people from one address: a hundred phones behind one router come in together, and do not fill the room."""
MOST_REFUSALS = 30
"""Faulty messages before a page is disconnected."""
SLOW = 10.0
"""Seconds that a page may take to accept one message."""
MOST_PAGES = 400
TEXTS = ("app", "game", "desk", "phone", "conditions", "events", "causes", "scenario")
STATUS = {"code": 403, "here": 403, "rate": 429, "locked": 423, "full": 409, "sign_in": 401, "size": 413, "fault": 500,
          "disk": 507}  # fmt: skip
CLOSED = {"sign_in": 1008, "refused": 1008, "rate": 1008, "elsewhere": 1008, "removed": 1008,
          "slow": 1013, "full": 1013}  # fmt: skip
"""Why a page is disconnected, and the code of WebSockets for it."""


class Desk:
    """The game's part of the server.

    Parameters
    ----------
    room
        The game and its pages.
    code
        Join code.
    secret
        Digest of the facilitator's secret.
    address
        Where phones find the game, for the QR code.
    """

    def __init__(self, room: Room, code: str, secret: str, address: str) -> None:
        self.room, self.code, self.secret, self.address = room, code, secret, address
        self.attempts = door.Attempts()
        self.joins = Buckets(JOINS_AT_ONCE, JOINS_A_SECOND)
        self.messages = Buckets(MESSAGES_AT_ONCE, MESSAGES_A_SECOND)
        self.home = Home(room)

    def routes(self) -> list[Route | WebSocketRoute]:
        """Routes below ``/api/game``."""
        return [
            Route("/api/game", self._about),
            Route("/api/game/join", self._join, methods=["POST"]),
            Route("/api/game/lead", self._lead, methods=["POST"]),
            Route("/api/game/leave", self._leave, methods=["POST"]),
            Route("/api/game/code", self._code),
            Route("/api/game/texts", _texts),
            Route("/api/game/film", self._film),
            Route("/api/game/decisions.csv", self._decisions),
            Route("/api/game/debrief/{lang}.html", self._debrief),
            WebSocketRoute("/api/game/page", self._page),
        ]

    # ---- who is it ------------------------------------------------------------------------------------

    def is_host(self, asked: HTTPConnection) -> bool:
        """Whether the facilitator asks, on this machine: nobody else can, even with a secret heard on the air."""
        return from_here(asked.scope) and door.same(asked.cookies.get(door.HOST_COOKIE, ""), self.secret)

    def person(self, asked: HTTPConnection) -> str | None:
        """Pseudonym of the person who asks."""
        token = asked.cookies.get(door.SEAT_COOKIE, "")
        return self.room.game.tokens.get(door.digest(token)) if token else None

    # ---- the way in -----------------------------------------------------------------------------------

    async def _about(self, request: Request) -> Response:
        """Whether this browser is in already, and as whom."""
        return JSONResponse({"host": self.is_host(request), "person": self.person(request) is not None})

    async def _join(self, request: Request) -> Response:
        address = request.client.host if request.client else ""
        try:
            asked = await form_of(Joining, request)
            if not self.attempts.allowed(address):
                raise GameError("rate", "join: too many wrong codes; wait a minute")
            if not door.same(_letters(asked.code), door.digest(self.code)):
                self.attempts.failed(address)
                raise GameError("code", "join: got a code that is not the one on the wall")
            if (known := self.person(request)) is not None:
                return JSONResponse({"person": known})
            if not self.joins.of(address).take():
                raise GameError("rate", "join: too many people from one address; wait a minute")
            token = door.new_secret()
            record = await self.room.do(lambda game: game.join(asked.name, door.digest(token)))
        except GameError as error:
            return refusal(error)
        assert record is not None
        answer = JSONResponse({"person": record["person"]})
        answer.headers.append("set-cookie", door.cookie(door.SEAT_COOKIE, token))
        return answer

    async def _lead(self, request: Request) -> Response:
        """The facilitator's way in. Wrong secrets are not counted: 192 bits are not guessed, and nobody is kept out."""
        try:
            asked = await form_of(Leading, request)
            if not from_here(request.scope):
                raise GameError("here", "lead: on the facilitator's own computer only")
            if not door.same(asked.secret, self.secret):
                raise GameError("code", "lead: not the facilitator's secret")
        except GameError as error:
            return refusal(error)
        answer = JSONResponse({"host": True})
        answer.headers.append("set-cookie", door.cookie(door.HOST_COOKIE, asked.secret))
        return answer

    async def _leave(self, request: Request) -> Response:
        """Leave the game: the seat is free, and the cookie is nobody's any more."""
        person = self.person(request)
        if person is not None:
            try:
                await self.room.do(lambda game: game.remove(person))
            except GameError as error:
                return refusal(error)
        answer = JSONResponse({})
        answer.delete_cookie(door.SEAT_COOKIE, path="/", httponly=True, samesite="strict")
        return answer

    async def _code(self, request: Request) -> Response:
        """The join code, its address, and both as a QR code; for the facilitator, who shows it."""
        if not self.is_host(request):
            return refusal(GameError("sign_in", "code: for the facilitator only"))
        link = f"{self.address}/play.html#{self.code}"
        drawn = await anyio.to_thread.run_sync(qr_code, link)
        return JSONResponse({"code": self.code, "address": self.address, "link": link, "qr": drawn.decode()})

    async def _film(self, request: Request) -> Response:
        """The months played so far as a film; with ``agents``, the same network left to the rules."""
        if not self.is_host(request):
            return refusal(GameError("sign_in", "film: for the facilitator only"))
        from netsustain.app.game.films import film

        agents, network = "agents" in request.query_params, self.room.game.network
        packed = await anyio.to_thread.run_sync(lambda: film(network, agents=agents))
        return Response(packed, media_type="application/octet-stream")

    # ---- what people take home ------------------------------------------------------------------------

    async def _decisions(self, request: Request) -> Response:
        """The table of decisions, people by their pseudonyms; for the facilitator."""
        if not self.is_host(request):
            return refusal(GameError("sign_in", "decisions: for the facilitator only"))
        named = {"content-disposition": 'attachment; filename="decisions.csv"'}
        return Response(await self.home.decisions(), headers=named, media_type="text/csv")

    async def _debrief(self, request: Request) -> Response:
        """The debrief: for the facilitator at any time, for those who played once the game is over."""
        told = self.room.game.phase == DEBRIEF and self.person(request) is not None
        if not self.is_host(request) and not told:
            return refusal(GameError("sign_in", "debrief: for those who played, once the game is over"))
        lang = request.path_params["lang"]
        if lang not in LANGUAGES:
            return refusal(GameError("message", f"debrief: got {lang[:20]!r}, expected one of {', '.join(LANGUAGES)}"))
        page = await self.home.debrief(lang)
        return HTMLResponse(page, headers={"content-security-policy": policy_of(page)})

    # ---- a page ---------------------------------------------------------------------------------------

    async def _page(self, socket: WebSocket) -> None:
        who = HOST if socket.query_params.get("as") == HOST else self.person(socket)
        await socket.accept()  # else a page would not be told why it is sent away
        if who is None or (who == HOST and not self.is_host(socket)):
            await _close(socket, "sign_in")
        elif not self.messages.of(who).take():
            await _close(socket, "rate")
        elif len(self.room.pages) >= MOST_PAGES:
            await _close(socket, "full")
        else:
            await self._serve(socket, who)

    async def _serve(self, socket: WebSocket, who: str) -> None:
        page = self.room.open(who)
        sender = asyncio.create_task(_send(socket, page))
        try:
            await self._listen(socket, page, sender)
        finally:
            self.room.close(page)
            sender.cancel()

    async def _listen(self, socket: WebSocket, page: Page, sender: asyncio.Task[None]) -> None:
        bucket, refused = self.messages.of(page.who), 0
        while not sender.done():
            heard = await socket.receive()
            if heard["type"] == "websocket.disconnect":
                return
            if not bucket.take():
                await _close(socket, "rate")
                return
            refused += not await self._heard(page, heard.get("text"))
            if refused > MOST_REFUSALS:
                await _close(socket, "refused")
                return

    async def _heard(self, page: Page, text: str | None) -> bool:
        """Do what a message asks, and answer; whether it could be done."""
        identity = None
        try:
            message = message_of(text)
            identity = getattr(message, "id", None)
            await self.room.do(self._move(page, message))
        except GameError as error:
            page.answer(said("refused", {"id": identity, "code": error.code, "message": str(error)[:300]}))
            return False
        page.answer(said("done", {"id": identity}))
        return True

    def _move(self, page: Page, message: AnyMessage) -> Move:
        """The move a message asks for. Raises GameError where the role does not allow it."""
        who = page.who
        if (who == HOST) != isinstance(message, Slip | Lead):
            raise GameError("role", f"{message.t}: not for {'the facilitator' if who == HOST else 'a participant'}")
        if isinstance(message, Sit):
            return lambda game: game.sit(who, message.row)
        if isinstance(message, Stand):
            return lambda game: game.stand(who)
        if isinstance(message, Decide):
            return lambda game: game.decide(who, message.turn, message.id, message.decision)
        if isinstance(message, Slip):
            return lambda game: game.decide_for(message.row, message.turn, message.id, message.decision)
        return self._led(message)

    def _led(self, message: Lead) -> Move:
        """A move of the facilitator."""
        if message.do == "play":
            return lambda game: game.play(self.room.away)
        if message.do == "happen":
            return lambda game: game.happen(message.what)
        if message.do == "set":
            return lambda game: game.set(**(message.what or {}))
        row, what = -1 if message.row is None else message.row, message.what or {}
        if message.do == "free":
            return lambda game: game.free(row)
        if message.do == "seat":
            return lambda game: game.seat(row, str(what.get("name", "")))
        if message.do == "remove":
            return lambda game: game.remove(message.person or "")
        return lambda game: getattr(game, message.do)()


async def _texts(request: Request) -> Response:
    """Every text of the game's pages, in both languages."""
    return Response(_all_texts(), media_type="application/json")


@cache
def _all_texts() -> bytes:
    texts = {lang: {name: section_texts(name, lang) for name in TEXTS} for lang in LANGUAGES}
    return bytes(JSONResponse(texts).body)


async def _send(socket: WebSocket, page: Page) -> None:
    """Tell a page what is waiting for it; one that does not take it in time is disconnected."""
    try:
        while not page.closed:
            for message in await page.next():
                async with asyncio.timeout(SLOW):
                    await socket.send_text(message)
        async with asyncio.timeout(SLOW):
            await _close(socket, page.closed)
    except TimeoutError:
        await _close(socket, "slow")  # comes to an end when the connection is cut off, see app/connections.py
    except (WebSocketDisconnect, RuntimeError):
        return


async def _close(socket: WebSocket, why: str) -> None:
    """Say why, unless the page has gone already."""
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        await socket.close(CLOSED[why], why)


def _letters(code: str) -> str:
    """A code as it was meant: spaces, dashes and small letters do not matter."""
    return "".join(each for each in code.upper() if each.isalnum())


def refusal(error: GameError) -> Response:
    """A refusal with its code, for the page's own text, and the reason in words."""
    return JSONResponse({"code": error.code, "message": str(error)}, STATUS.get(error.code, 400))
