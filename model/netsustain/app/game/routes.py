"""What the game's pages ask for: the way in, one WebSocket a page, and what the facilitator takes home.

Every message of a page is checked for size, rate, form and role. What is refused is answered with a code that the page
has a text for; whoever goes on flooding is disconnected.
"""

from __future__ import annotations

import asyncio
import json
from typing import Annotated, Any, Literal, TypeVar

import anyio
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from netsustain.app.game import door
from netsustain.app.game.home import Home, policy_of
from netsustain.app.game.room import HOST, Move, Page, Room, said
from netsustain.app.saving import qr_code
from netsustain.game.decisions import GameError
from netsustain.game.game import DEBRIEF
from netsustain.messages import LANGUAGES, section_texts

LARGEST_MESSAGE = 4 * 1024
"""Characters of one message of a page."""
MESSAGES_AT_ONCE, MESSAGES_A_SECOND = 30, 10.0
MOST_REFUSALS = 30
"""Faulty messages before a page is disconnected."""
SLOW = 10.0
"""Seconds that a page may take to accept one message."""
MOST_PAGES = 400
TEXTS = ("app", "game", "conditions", "events", "causes", "scenario")
STATUS = {"code": 403, "rate": 429, "locked": 423, "full": 409, "sign_in": 401}
REFUSED, FLOODED, TOO_SLOW, TOO_MANY = 1008, 1008, 1013, 1013
Text = Annotated[str, Field(max_length=200)]


class Form(BaseModel):
    """What a page sends, nothing else in it."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Joining(Form):
    """A person wants to come in."""

    code: Text
    name: Text


class Leading(Form):
    """The facilitator wants to come in."""

    secret: Text


class Sit(Form):
    """Take a seat."""

    t: Literal["sit"]
    row: int


class Stand(Form):
    """Leave the seat."""

    t: Literal["stand"]


class Decide(Form):
    """A decision; ``id`` is the page's own, so that one sent twice counts once."""

    t: Literal["decide"]
    id: Annotated[str, Field(min_length=1, max_length=40)]
    turn: int
    decision: dict[str, Any]


class Lead(Form):
    """What the facilitator does."""

    t: Literal["lead"]
    do: Literal["start", "play", "happen", "set", "free", "finish"]
    what: dict[str, Any] | None = None
    row: int | None = None


AnyForm = TypeVar("AnyForm", bound=Form)
Message = Annotated[Sit | Stand | Decide | Lead, Field(discriminator="t")]
MESSAGES: TypeAdapter[Sit | Stand | Decide | Lead] = TypeAdapter(Message)


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
            Route("/api/game/decisions.csv", self._decisions),
            Route("/api/game/debrief/{lang}.html", self._debrief),
            WebSocketRoute("/api/game/page", self._page),
        ]

    # ---- who is it ------------------------------------------------------------------------------------

    def is_host(self, asked: HTTPConnection) -> bool:
        """Whether the facilitator asks."""
        return door.same(asked.cookies.get(door.HOST_COOKIE, ""), self.secret)

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
        if not self.attempts.allowed(address):
            return refusal(GameError("rate", "join: too many wrong codes; wait a minute"))
        try:
            asked = await _form(Joining, request)
            if not door.same(_letters(asked.code), door.digest(self.code)):
                self.attempts.failed(address)
                raise GameError("code", "join: got a code that is not the one on the wall")
            if (known := self.person(request)) is not None:
                return JSONResponse({"person": known})
            token = door.new_secret()
            await self.room.do(lambda game: game.join(asked.name, door.digest(token)))
        except GameError as error:
            return refusal(error)
        answer = JSONResponse({"person": self.room.game.tokens[door.digest(token)]})
        answer.headers.append("set-cookie", door.cookie(door.SEAT_COOKIE, token))
        return answer

    async def _lead(self, request: Request) -> Response:
        address = request.client.host if request.client else ""
        if not self.attempts.allowed(address):
            return refusal(GameError("rate", "lead: too many wrong secrets; wait a minute"))
        try:
            asked = await _form(Leading, request)
            if not door.same(asked.secret, self.secret):
                self.attempts.failed(address)
                raise GameError("code", "lead: not the facilitator's secret")
        except GameError as error:
            return refusal(error)
        answer = JSONResponse({"host": True})
        answer.headers.append("set-cookie", door.cookie(door.HOST_COOKIE, asked.secret))
        return answer

    async def _leave(self, request: Request) -> Response:
        """Give up the seat and forget who this browser was."""
        person = self.person(request)
        if person is not None and self.room.game.people[person].row is not None:
            await self.room.do(lambda game: game.stand(person))
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
        if who is None or (who == HOST and not self.is_host(socket)):
            await socket.close(REFUSED, "sign_in")
            return
        if len(self.room.pages) >= MOST_PAGES:
            await socket.close(TOO_MANY, "full")
            return
        await socket.accept()
        page = self.room.open(who)
        sender = asyncio.create_task(_send(socket, page))
        try:
            await self._listen(socket, page, sender)
        except WebSocketDisconnect:
            pass
        finally:
            self.room.close(page)
            sender.cancel()

    async def _listen(self, socket: WebSocket, page: Page, sender: asyncio.Task[None]) -> None:
        bucket, refused = door.Bucket(MESSAGES_AT_ONCE, MESSAGES_A_SECOND), 0
        while not sender.done():
            text = await socket.receive_text()
            if not bucket.take():
                await socket.close(FLOODED, "rate")
                return
            refused += not await self._heard(page, text)
            if refused > MOST_REFUSALS:
                await socket.close(REFUSED, "refused")
                return

    async def _heard(self, page: Page, text: str) -> bool:
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

    def _move(self, page: Page, message: Sit | Stand | Decide | Lead) -> Move:
        """The move a message asks for. Raises GameError where the role does not allow it."""
        who = page.who
        if (who == HOST) != isinstance(message, Lead):
            raise GameError("role", f"{message.t}: not for {'the facilitator' if who == HOST else 'a participant'}")
        if isinstance(message, Sit):
            return lambda game: game.sit(who, message.row)
        if isinstance(message, Stand):
            return lambda game: game.stand(who)
        if isinstance(message, Decide):
            return lambda game: game.decide(who, message.turn, message.id, message.decision)
        return self._led(message)

    def _led(self, message: Lead) -> Move:
        """A move of the facilitator."""
        if message.do == "play":
            return lambda game: game.play(set(game.people) - self.room.online)
        if message.do == "happen":
            return lambda game: game.happen(message.what)
        if message.do == "set":
            return lambda game: game.set(**(message.what or {}))
        if message.do == "free":
            return lambda game: game.free(-1 if message.row is None else message.row)
        return lambda game: getattr(game, message.do)()


async def _texts(request: Request) -> Response:
    """Every text of the game's pages, in both languages."""
    return JSONResponse({lang: {name: section_texts(name, lang) for name in TEXTS} for lang in LANGUAGES})


async def _send(socket: WebSocket, page: Page) -> None:
    """Tell a page what is waiting for it; one that does not take it in time is disconnected."""
    try:
        while not page.closed:
            for message in await page.next():
                await asyncio.wait_for(socket.send_text(message), SLOW)
        await asyncio.wait_for(socket.close(REFUSED, page.closed), SLOW)
    except TimeoutError:
        await socket.close(TOO_SLOW, "slow")
    except (WebSocketDisconnect, RuntimeError):
        return


def message_of(text: str) -> Sit | Stand | Decide | Lead:
    """A message from what came over the wire. Raises GameError."""
    if len(text) > LARGEST_MESSAGE:
        raise GameError("size", f"message: got {len(text)} characters, expected at most {LARGEST_MESSAGE}")
    try:
        return MESSAGES.validate_python(json.loads(text), strict=True)
    except (ValidationError, ValueError, RecursionError):
        raise GameError("message", "message: not one of those a page sends") from None


async def _form(kind: type[AnyForm], request: Request) -> AnyForm:
    """A form from a body. Raises GameError."""
    try:
        return kind.model_validate(await request.json())
    except (ValueError, RecursionError):
        raise GameError("message", "body: not what this page sends") from None


def _letters(code: str) -> str:
    """A code as it was meant: spaces, dashes and small letters do not matter."""
    return "".join(each for each in code.upper() if each.isalnum())


def refusal(error: GameError) -> Response:
    """A refusal with its code, for the page's own text, and the reason in words."""
    return JSONResponse({"code": error.code, "message": str(error)}, STATUS.get(error.code, 400))
