"""Who may ask: requests to this machine's own address, from the page that this server gave out, and of modest size.

A page of another site open in the same browser can send requests here, and a name server can point any name at
127.0.0.1. So every request must name this server as its host, and whatever changes or computes something must come
from a page of this server (its ``Origin``). Answers forbid whatever the page does not need.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

LARGEST = 256 * 1024
"""Bytes of a request's body."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Styles may stand in the page: the charts set them on elements."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
SAFE = ("GET", "HEAD")


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

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer or refuse one connection."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await _refuse(scope, receive, send, *refusal)
            return
        heard = receive if scope["type"] == "websocket" else _limited(receive)
        await self.app(scope, heard, _with_headers(scope, send))

    def _refusal(self, scope: Any, headers: dict[str, str]) -> tuple[int, str] | None:
        if headers.get("host", "").lower() not in self.hosts:
            return 421, "this server answers to its own address only"
        origin = headers.get("origin")
        must_have = scope["type"] == "websocket" or scope["method"] not in SAFE
        if origin is None and must_have:
            return 403, "no Origin header"
        if origin is not None and origin.lower() not in self.origins:
            return 403, "a page of another origin"
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > LARGEST:
            return 413, f"a body of more than {LARGEST} bytes"
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


def _with_headers(scope: Any, send: Any) -> Any:
    if scope["type"] == "websocket":
        return send

    async def sent(message: Any) -> None:
        if message["type"] == "http.response.start":
            own = {name for name, _ in message["headers"]}  # a page that carries all inside has a policy of its own
            extra = [(name.encode(), value.encode()) for name, value in HEADERS.items() if name.encode() not in own]
            message = {**message, "headers": [*message["headers"], *extra]}
        await send(message)

    return sent


async def _refuse(scope: Any, receive: Any, send: Any, status: int, why: str) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008, "reason": why})
        return
    body = (why + "\n").encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
