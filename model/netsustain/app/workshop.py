"""The workshop's part of the server: the catalogue, films, and answers to what-if questions while a hand moves."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from functools import partial
from typing import Any

import anyio
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from netsustain.app.catalogue import Catalogue, UnknownScenarioError, details
from netsustain.app.film import film_of
from netsustain.app.luck import one_of
from netsustain.app.play import Play, PlayError, play_of, staged
from netsustain.app.saving import qr_code, scenario_file
from netsustain.app.whatif import Overtaken, Token, estimates
from netsustain.app.wire import packed
from netsustain.scenario.schema import Scenario

BAD_PLAYS = (PlayError, UnknownScenarioError)


def routes(catalogue: Catalogue, workers: int | None = None) -> list[BaseRoute]:
    """Routes, as they stand below ``/api``.

    Parameters
    ----------
    catalogue
        Scenarios on offer.
    workers
        Threads for what-if questions; all cores by default.
    """
    return [
        Route("/catalogue", partial(_catalogue, catalogue)),
        Route("/scenario/{name}", partial(_scenario, catalogue)),
        Route("/film", partial(_film, catalogue), methods=["POST"]),
        Route("/file", partial(_file, catalogue), methods=["POST"]),
        Route("/qr", _qr, methods=["POST"]),
        WebSocketRoute("/whatif", partial(_whatif, catalogue, workers)),
    ]


# ---- one answer each ------------------------------------------------------------------------------


async def _catalogue(catalogue: Catalogue, request: Request) -> Response:
    return JSONResponse(await anyio.to_thread.run_sync(catalogue.plain))


async def _scenario(catalogue: Catalogue, request: Request) -> Response:
    try:
        base = catalogue.scenario(request.path_params["name"])
    except UnknownScenarioError as error:
        return PlainTextResponse(str(error), 404)
    return JSONResponse(await anyio.to_thread.run_sync(details, base))


async def _film(catalogue: Catalogue, request: Request) -> Response:
    """One run of a play, recorded."""
    try:
        play, scenario = await _asked(catalogue, request)
        film = await anyio.to_thread.run_sync(
            lambda: packed(film_of(one_of(scenario, play.replicate), play.seed, play.replicate))
        )
    except (*BAD_PLAYS, ValueError) as error:
        return PlainTextResponse(str(error), 400)
    return Response(film, media_type="application/octet-stream")


async def _file(catalogue: Catalogue, request: Request) -> Response:
    """The play as a scenario file that ``netsustain run`` replays."""
    try:
        play, scenario = await _asked(catalogue, request)
        text = scenario_file(play, one_of(scenario, play.replicate))
    except BAD_PLAYS as error:
        return PlainTextResponse(str(error), 400)
    headers = {"content-disposition": 'attachment; filename="play.yaml"'}
    return Response(text, media_type="application/yaml", headers=headers)


async def _qr(request: Request) -> Response:
    """A text as a QR code: a picture as an SVG file."""
    text = (await request.body()).decode("utf-8", "replace")
    try:
        drawn = await anyio.to_thread.run_sync(qr_code, text)
    except ValueError:
        return PlainTextResponse("qr: too long for a code that a phone can read", 400)
    return Response(drawn, media_type="image/svg+xml")


async def _asked(catalogue: Catalogue, request: Request) -> tuple[Play, Scenario]:
    play = play_of(await _json(request))
    return play, staged(play, catalogue.scenario(play.scenario))


async def _json(request: Request) -> Any:
    try:
        return await request.json()
    except (ValueError, RecursionError) as error:
        raise PlayError(f"play: not JSON ({error})") from None


# ---- what if --------------------------------------------------------------------------------------


async def _whatif(catalogue: Catalogue, workers: int | None, socket: WebSocket) -> None:
    """Questions come in as plays with an ``id``; answers go out as they become known. A newer one overtakes."""
    await socket.accept()
    token, task = Token(), None
    try:
        while True:
            question = await socket.receive_json()
            token.overtake()
            if task is not None:
                await task
            token = Token()
            task = asyncio.create_task(_answer(catalogue, workers, socket, question, token))
    except (WebSocketDisconnect, json.JSONDecodeError, KeyError, RecursionError):
        token.overtake()


async def _answer(catalogue: Catalogue, workers: int | None, socket: WebSocket, question: Any, token: Token) -> None:
    number = question.pop("id", None) if isinstance(question, dict) else None
    try:
        play = play_of(question)
        base = catalogue.scenario(play.against or play.scenario)
        changed = staged(play, catalogue.scenario(play.scenario))
        if changed.months != base.months:
            base = base.until(changed.months)
        found = estimates(base, changed, play.seed, token, workers=workers)
        while (answer := await anyio.to_thread.run_sync(_next, found)) is not None:
            await socket.send_json({"id": number, **answer})
    except (Overtaken, WebSocketDisconnect):
        return
    except ValueError as error:  # a play that is none, or one that cannot be compiled
        await socket.send_json({"id": number, "error": str(error)})


def _next(found: Iterator[Any]) -> dict[str, Any] | None:
    """The next estimate, written; None after the last. Statistics are worked out here, off the event loop."""
    answer = next(found, None)
    return None if answer is None else answer.plain()
