"""Connections: how many, and how long each may take to say its request or to read its answer.

uvicorn waits for ever for a request that trickles in and for somebody who does not read, and takes whatever number of
connections the system allows. Here every connection stands in a list that is looked through every second. What is
overdue is cut off; when the list is full, the address with most connections loses the one that waited longest without
a page that is in the game, so that one machine in the room cannot shut out the others.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import time
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame

from netsustain.app.buckets import Bucket
from netsustain.app.guard import HEADERS_LARGEST

SEND_BUFFER = 64 * 1024
"""Bytes that the system may hold for a connection that reads slowly."""
MOST_UNREAD = 512 * 1024
"""Bytes that this process may hold for it: pongs are written whether they are read or not."""
BYTES_AT_ONCE, BYTES_A_SECOND = 512 * 1024, 16 * 1024
"""What a page may say over its WebSocket, with frames that are no messages (pings, pieces)."""
MOST_PIECES = 64
"""Pieces of one message: empty ones would cost memory without ever becoming too large."""
SPARE_FILES = 64
"""Open files beside connections and the page that each is sent: the journal, libraries."""
UNFINISHED = (h11.IDLE, h11.SEND_BODY)


@dataclass(frozen=True)
class Limits:
    """What connections may do; times in seconds.

    Attributes
    ----------
    lines, an_address
        Connections in all, and from one address: a hundred phones behind one router are one address.
    request
        From connecting, or from a request's first byte, to the end of its body.
    unread
        Without reading what was sent (48 kB, or everything).
    closing
        For the last bytes after a connection was closed.
    sweep
        Between two looks through the list.
    """

    lines: int = 800
    an_address: int = 400
    request: float = 15.0
    unread: float = 15.0
    closing: float = 5.0
    sweep: float = 1.0


@dataclass(eq=False)
class Line:
    """One connection; times at which each kind of waiting began, None where nobody waits."""

    transport: Any
    address: str
    protocol: Any
    request: float | None
    unread: float | None = None
    closing: float | None = None

    def overdue(self, limits: Limits, now: float) -> bool:
        """Whether it has kept the server waiting for too long."""
        if self.transport.get_write_buffer_size() == 0:
            self.unread = None
        elif self.unread is None:
            self.unread = now
        if self.closing is None and self.transport.is_closing():
            self.closing = now
        waits = ((self.request, limits.request), (self.unread, limits.unread), (self.closing, limits.closing))
        return any(since is not None and now - since > most for since, most in waits)


@dataclass(eq=False)
class Lines:
    """All connections of a server, oldest first."""

    limits: Limits = field(default_factory=Limits)
    by_transport: dict[Any, Line] = field(default_factory=dict)
    by_address: dict[str, dict[Line, None]] = field(default_factory=dict)
    _sweeping: asyncio.TimerHandle | None = None

    def enter(self, transport: Any, protocol: Any) -> Line:
        """A new connection; where there are too many an older one has to go, or itself if all others are in use."""
        address = (transport.get_extra_info("peername") or ("",))[0]
        line = Line(transport, address, protocol, time.monotonic())
        own = self.by_address.setdefault(address, {})
        own[line] = None
        self.by_transport[transport] = line
        if len(own) > self.limits.an_address:
            self._cut(_longest_waiting(own, line))
        elif len(self.by_transport) > self.limits.lines:
            self._cut(_longest_waiting(max(self.by_address.values(), key=len), line))
        if self._sweeping is None:
            self._sweep()
        return line

    def leave(self, transport: Any) -> None:
        """A connection is gone."""
        line = self.by_transport.pop(transport, None)
        if line is not None:
            own = self.by_address[line.address]
            del own[line]
            if not own:
                del self.by_address[line.address]

    def _cut(self, line: Line) -> None:
        """End a connection; it counts no longer, though the system tells of its end a little later."""
        line.transport.abort()
        self.leave(line.transport)

    def _sweep(self) -> None:
        now = time.monotonic()
        for line in list(self.by_transport.values()):
            if line.overdue(self.limits, now):
                self._cut(line)
        loop = asyncio.get_running_loop()
        self._sweeping = loop.call_later(self.limits.sweep, self._sweep) if self.by_transport else None


def _longest_waiting(lines: dict[Line, None], newest: Line) -> Line:
    """The oldest connection without an open page; the newest of all where every one has one."""
    return next((line for line in lines if not line.protocol.in_use), newest)


class HttpLine(H11Protocol):
    """A connection that sends requests."""

    in_use = False

    def __init__(self, lines: Lines, **given: Any) -> None:
        super().__init__(**given)
        self.lines = lines
        self.line: Line | None = None

    def connection_made(self, transport: Any) -> None:
        """Somebody has connected."""
        held = transport.get_extra_info("socket")
        with contextlib.suppress(OSError):
            held.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        super().connection_made(transport)
        self.line = self.lines.enter(transport, self)

    def data_received(self, data: bytes) -> None:
        """A part of a request has come: the clock runs until the request is whole."""
        assert self.line is not None
        if self.line.request is None:
            self.line.request = time.monotonic()
        super().data_received(data)
        if self.conn.their_state not in UNFINISHED:
            self.line.request = None

    def resume_writing(self) -> None:
        """Much of what was sent has been read."""
        assert self.line is not None
        self.line.unread = None
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        self.lines.leave(self.transport)
        super().connection_lost(exc)


class PageLine(WebSocketsSansIOProtocol):
    """A connection that has become a page's WebSocket."""

    def __init__(self, lines: Lines, **given: Any) -> None:
        super().__init__(**given)
        self.lines = lines
        self.line: Line | None = None
        self.heard = Bucket(BYTES_AT_ONCE, BYTES_A_SECOND)
        self.pieces = 0

    @property
    def in_use(self) -> bool:
        """Whether the application has accepted it and has not closed it."""
        return self.handshake_complete and not self.close_sent

    def connection_made(self, transport: Any) -> None:
        """A request has asked for a WebSocket."""
        super().connection_made(transport)
        self.line = self.lines.by_transport.get(transport)
        if self.line is not None:  # it was not cut off in this very moment
            self.line.protocol, self.line.request = self, None

    def data_received(self, data: bytes) -> None:
        """Frames have come; too many bytes of them, or answers that nobody reads, end the connection."""
        if not self.heard.take(len(data)):
            self.transport.abort()
            return
        super().data_received(data)
        if self.transport.get_write_buffer_size() > MOST_UNREAD:
            self.transport.abort()

    def handle_cont(self, event: Frame) -> None:
        """A further piece of a message."""
        self.pieces = 0 if event.fin else self.pieces + 1
        if self.pieces > MOST_PIECES:
            self.transport.abort()
            return
        super().handle_cont(event)

    def resume_writing(self) -> None:
        """Much of what was sent has been read."""
        if self.line is not None:
            self.line.unread = None
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        self.lines.leave(self.transport)
        super().connection_lost(exc)


class Seldom(logging.Filter):
    """Lets a few lines of a log through: whoever sends nonsense must not fill a screen or a disk."""

    def __init__(self) -> None:
        super().__init__()
        self.bucket = Bucket(20, 0.1)

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a line is written."""
        return self.bucket.take()


def settings(limits: Limits | None = None, **more: Any) -> dict[str, Any]:
    """What uvicorn is told (arguments of its ``Config``), the same for every server of the app."""
    lines = Lines(limits or Limits())
    return {
        "http": partial(HttpLine, lines), "ws": partial(PageLine, lines),
        "h11_max_incomplete_event_size": HEADERS_LARGEST,
        "ws_max_size": 64 * 1024, "ws_ping_interval": 10.0, "ws_ping_timeout": 20.0, "timeout_graceful_shutdown": 1,
        "log_level": "error", "access_log": False, "lifespan": "off", "server_header": False,
        "proxy_headers": False,  # whoever connects is who asks: a header must not say otherwise
        **more,
    }  # fmt: skip


def prepare_process() -> None:
    """Make room for open files where the system gives few, and keep the log short."""
    logging.getLogger("uvicorn.error").addFilter(Seldom())
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * Limits().lines + SPARE_FILES
    if soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
