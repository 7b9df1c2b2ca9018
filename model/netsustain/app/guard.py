"""Who may ask: requests to this machine's own address, from the page that this server gave out, not too many or large.

A page of another site open in the same browser can send requests here, and a name server can point any name at
127.0.0.1. So every request must name this server as its host, and whatever changes or computes something must come
from a page of this server (its ``Origin``). Answers forbid whatever the page does not need.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from netsustain.app.buckets import Buckets

LARGEST = 256 * 1024
"""Bytes of a request's body."""
HEADERS_LARGEST = 16 * 1024
"""Bytes of a request's line and headers; those that come in one piece are not limited where they are read."""
AT_ONCE, A_SECOND = 3000, 60.0
"""Requests of one address: a hundred phones behind one router open their pages at the same time."""
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
SAFE = ("GET", "HEAD")
ONLY_ONCE = ("host", "origin", "content-length", "transfer-encoding", "upgrade")
WORKSHOP_PAGES = ("/", "/index.html")


class Refusal(NamedTuple):
    """A status, a code for which the game's pages have a text, and what came and was expected."""

    status: int
    code: str
    message: str


def policy(path: str, host: str) -> str:
    """The content policy of an answer: no script but files of this server, nothing of elsewhere.

    On the workshop's page styles may stand in elements: its charts set them. ``'self'`` includes the WebSocket in
    today's browsers only, so it is named as well.
    """
    styles = "'self' 'unsafe-inline'" if path in WORKSHOP_PAGES else "'self'"
    socket = f" ws://{host}" if host else ""
    return (
        f"default-src 'none'; script-src 'self'; style-src {styles}; img-src 'self' data: blob:; font-src 'self'; "
        f"connect-src 'self'{socket}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


class Guard:
    """Refuses what does not come from this server's own page.

    Parameters
    ----------
    app
        What answers the rest (ASGI).
    hosts
        Host headers under which the server may be reached, for example ``127.0.0.1:8700``.
    """

    def __init__(self, app: Any, hosts: Iterable[str]) -> None:
        self.app, self.hosts = app, frozenset(hosts)
        self.origins = frozenset(f"http://{host}" for host in self.hosts)
        self.rates = Buckets(AT_ONCE, A_SECOND)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer or refuse one connection."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        refused = self._refusal(scope, headers)
        if refused is not None:
            await refuse(scope, receive, _with_headers(scope, send, ""), refused)
            return
        heard = receive if scope["type"] == "websocket" else _limited(receive)
        await self.app(_whole(scope), heard, _with_headers(scope, send, headers["host"][0]))

    def _refusal(self, scope: Any, headers: dict[str, list[str]]) -> Refusal | None:
        if not self.rates.of((scope.get("client") or ("",))[0]).take():
            return Refusal(429, "rate", "request: too many from this address; wait a little")
        line = len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"")
        if line + sum(len(name) + len(value) for name, value in scope["headers"]) > HEADERS_LARGEST:
            return Refusal(431, "size", f"request: expected at most {HEADERS_LARGEST} bytes of headers")
        twice = [name for name in ONLY_ONCE if len(headers.get(name, ())) > 1]
        if twice or ("content-length" in headers and "transfer-encoding" in headers):
            return Refusal(400, "request", "request: headers that contradict each other")
        one = {name: values[0] for name, values in headers.items()}
        if one.get("host", "").lower() not in self.hosts:
            return Refusal(421, "host", "host: this server answers to its own address only")
        origin = one.get("origin")
        if origin is None and (scope["type"] == "websocket" or scope["method"] not in SAFE):
            return Refusal(403, "origin", "origin: got none, expected a page of this server")
        if origin is not None and origin.lower() not in self.origins:
            return Refusal(403, "origin", "origin: got a page of elsewhere, expected one of this server")
        length = one.get("content-length", "0")
        if not length.isdecimal() or len(length) > 12 or int(length) > LARGEST:
            return Refusal(413, "size", f"body: expected at most {LARGEST} bytes")
        return None


class TooLargeError(ValueError):
    """A body that grew beyond what is allowed while it came in."""


def _limited(receive: Any) -> Any:
    """Counts a body that does not say its length beforehand."""
    seen = 0

    async def counted() -> Any:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > LARGEST:
            raise TooLargeError(f"a body of more than {LARGEST} bytes")
        return message

    return counted


def _whole(scope: Any) -> Any:
    """The request without its wish for parts of a file: nothing here is so large, and parts are hard to get right."""
    return {**scope, "headers": [each for each in scope["headers"] if each[0].lower() not in (b"range", b"if-range")]}


def _with_headers(scope: Any, send: Any, host: str) -> Any:
    if scope["type"] == "websocket":
        return send
    path = scope["path"]

    async def sent(message: Any) -> None:
        if message["type"] == "http.response.start":
            own = {name for name, _ in message["headers"]}  # a page that carries all inside has a policy of its own
            added = {"content-security-policy": policy(path, host), **HEADERS, "cache-control": _kept(path, message)}
            extra = [(name.encode(), value.encode()) for name, value in added.items() if name.encode() not in own]
            message = {**message, "headers": [*message["headers"], *extra]}
        await send(message)

    return sent


def _kept(path: str, message: Any) -> str:
    """How long an answer may be kept: names of built files tell their contents, pages change, answers are private."""
    if path.startswith("/assets/") and message["status"] == 200:
        return "public, max-age=31536000, immutable"
    return "no-store" if path.startswith("/api") or message["status"] >= 400 else "no-cache"


async def refuse(scope: Any, receive: Any, send: Any, refusal: Refusal) -> None:
    """Answer a request, or the wish for a WebSocket, with a refusal, and close the connection."""
    kind = "http.response"
    if scope["type"] == "websocket":
        await receive()
        kind = "websocket.http.response"
        if kind not in scope.get("extensions", {}):
            await send({"type": "websocket.close", "code": 1008, "reason": refusal.code})
            return
    body = json.dumps({"code": refusal.code, "message": refusal.message}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    close = [(b"connection", b"close")]
    await send({"type": f"{kind}.start", "status": refusal.status, "headers": headers + close})
    await send({"type": f"{kind}.body", "body": body})
