"""Whoever sends too much, too slowly, or does not read is cut off; the others go on, and nothing is held for long."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import pytest

pytest.importorskip("websockets", reason="websockets is not installed: pip install netsustain[app]")
from tests.app.game.served import (
    DECISION,
    LINUX,
    Served,
    closing,
    frame,
    heard,
    read_all,
    said,
    served_game,
    started,
    unchanged,
    upgrade,
)
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from netsustain.app import connections, guard
from netsustain.app.buckets import Buckets
from netsustain.app.connections import Limits
from netsustain.app.game.door import Attempts

SHORT = Limits(lines=40, an_address=20, request=1.0, unread=1.5, closing=1.0, sweep=0.1)
"""Limits that a test can wait for."""
several = pytest.mark.skipif(not LINUX, reason="needs several addresses of this machine")


@pytest.fixture(scope="module")
def game(tmp_path_factory):
    """A game in its first turn, on a server whose buffers are small."""
    before, connections.SEND_BUFFER = connections.SEND_BUFFER, 4096
    with served_game(tmp_path_factory.mktemp("floods") / "game", limits=SHORT) as served:
        started(served)
        yield served
    connections.SEND_BUFFER = before


@pytest.fixture
def room(game: Served, monkeypatch) -> Served:
    """Each test as the first of a while."""
    for name in ("messages", "joins"):
        monkeypatch.setattr(game.desk, name, Buckets(100_000, 1000))
    monkeypatch.setattr(game.desk, "attempts", Attempts())
    return game


def is_cut_off(line: socket.socket, piece: bytes = b"", seconds: float = 30.0) -> bool:
    """Whether the server ends a connection over which a piece comes every now and then."""
    line.settimeout(0.2)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            line.sendall(piece)
            if line.recv(65536) == b"":
                return True
        except TimeoutError:
            continue
        except ConnectionError:
            return True
    return False


def is_cut_off_unread(line: socket.socket, seconds: float = 30.0) -> bool:
    """Whether the server ends a connection on which nothing is read."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            line.send(frame(10))  # a pong that nobody asked for
        except OSError:
            return True
        time.sleep(0.2)
    return False


def is_refused(line: socket.socket, piece: bytes, most: int) -> bool:
    """Whether the server ends a connection before so many pieces have been sent."""
    try:
        for _ in range(most):
            line.sendall(piece)
    except OSError:
        return True
    return False


@contextmanager
def narrow(room: Served, head: bytes) -> Iterator[socket.socket]:
    """A connection with a small buffer on this side too, on which something was asked for."""
    name, port = room.host.split(":")
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        line.connect((name, int(port)))
        line.sendall(head)
        yield line


# ---- slow writers ---------------------------------------------------------------------------------

SLOW = {
    "nothing at all": ("", b""),
    "headers": ("GET / HTTP/1.1\r\nHost: HOST\r\n", b"X: a\r\n"),
    "a first line": ("GET /", b"a"),
    "a body": ("POST /api/game/join HTTP/1.1\r\nHost: HOST\r\nOrigin: http://HOST\r\n"
               "Content-Length: 4000\r\n\r\n", b" "),
    "a body in pieces": ("POST /api/game/join HTTP/1.1\r\nHost: HOST\r\nOrigin: http://HOST\r\n"
                         "Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    "a body that is refused": ("POST /api/game/join HTTP/1.1\r\nHost: HOST\r\nContent-Length: 100000\r\n\r\n", b" "),
    "a second request": ("GET /api/game HTTP/1.1\r\nHost: HOST\r\n\r\nGET /api/game HTTP/1.1\r\n", b"X: a\r\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", SLOW)
def test_a_request_that_trickles_in(room: Served, name):
    head, piece = SLOW[name]
    with unchanged(room), room.line() as line:
        line.sendall(head.replace("HOST", room.host).encode())
        assert is_cut_off(line, piece)


def test_silent_connections_do_not_shut_the_others_out(room: Served):
    _, cookie = room.join()
    with room.page(cookie) as page, ExitStack() as held:
        heard(page, "room")
        for _ in range(3 * SHORT.an_address):
            held.enter_context(room.line())
        with unchanged(room):
            assert room.ask("GET", "/play.html")[0] in (200, 404)
        assert said(page, {"t": "stand"})["code"] == "no_seat"  # a page that was open stays open


@several
def test_silent_connections_from_many_addresses_do_not_shut_the_others_out(room: Served):
    _, cookie = room.join()
    with room.page(cookie) as page, ExitStack() as held:
        heard(page, "room")
        for number in range(3 * SHORT.lines):
            held.enter_context(room.line(f"127.0.1.{1 + number % 5}"))
        with unchanged(room):
            assert room.ask("GET", "/api/game")[0] == 200
        assert said(page, {"t": "stand"})["code"] == "no_seat"


@several
def test_no_more_connections_are_held_than_allowed(tmp_path):
    patient = Limits(lines=30, an_address=20, request=600.0, sweep=600.0)
    with served_game(tmp_path / "game", limits=patient) as served, ExitStack() as held:
        lines = [held.enter_context(served.line(f"127.0.1.{1 + number % 5}")) for number in range(100)]
        assert served.ask("GET", "/api/game")[0] == 200
        assert sum(not is_cut_off(line, seconds=0.3) for line in lines) <= patient.lines


# ---- slow readers ---------------------------------------------------------------------------------


def test_a_page_that_does_not_read_delays_nobody(room: Served):
    (slow, slow_cookie), (_, cookie) = room.join("Slow"), room.join("Quick")
    with narrow(room, upgrade(room, slow_cookie)) as line, room.page(cookie) as quick, \
            room.page(room.host_cookie, host=True) as desk:  # fmt: skip
        for turn in range(40):
            assert said(desk, {"t": "lead", "do": "set", "what": {"revealed": turn % 2 == 0}})["t"] == "done"
            while heard(quick, "room")["revealed"] != (turn % 2 == 0):
                pass
            for page in room.desk.room.pages:
                assert len(page.waiting) <= 4
                assert len(page.answers) <= 1
        assert is_cut_off_unread(line)
        assert said(quick, {"t": "stand"})["code"] == "no_seat"
    until = time.monotonic() + 20
    while slow in room.desk.room.online and time.monotonic() < until:
        time.sleep(0.05)
    assert slow not in room.desk.room.online


def test_an_answer_that_is_not_read(room: Served):
    head = f"GET /api/game/texts HTTP/1.1\r\nHost: {room.host}\r\n\r\n".encode()
    with unchanged(room), narrow(room, head) as line:
        time.sleep(SHORT.unread + SHORT.closing + 1)
        assert len(read_all(line)) < len(room.ask("GET", "/api/game/texts")[2])


def test_pings_whose_answers_are_not_read(room: Served):
    _, cookie = room.join()
    with unchanged(room), narrow(room, upgrade(room, cookie)) as line:
        assert is_refused(line, frame(9, b"x" * 125) * 8, 200_000)


# ---- too much -------------------------------------------------------------------------------------


def test_pieces_of_a_message_without_end(room: Served):
    _, cookie = room.join()
    with unchanged(room), room.line() as line:
        line.sendall(upgrade(room, cookie))
        assert line.recv(4096).startswith(b"HTTP/1.1 101")
        line.sendall(frame(1, b"{", final=False))
        assert is_refused(line, frame(0, b"", final=False) * 4, 20_000)


def test_frames_without_end_that_ask_for_nothing(room: Served):
    _, cookie = room.join()
    with unchanged(room), room.line() as line:
        line.sendall(upgrade(room, cookie))
        assert is_refused(line, frame(10, b"x" * 125) * 100, 2_000)  # pongs that nobody waits for


def test_messages_without_end(room: Served, monkeypatch):
    monkeypatch.setattr(room.desk, "messages", Buckets(40, 0.001))
    _, cookie = room.join()
    before = room.journal.count(b"\n")
    with room.page(cookie) as page:
        for number in range(500):
            page.send(json.dumps({"t": "sit", "row": number % 3}))
        assert closing(page) == (1008, "rate")
    assert room.journal.count(b"\n") - before <= 40
    with unchanged(room), room.page(cookie) as page:  # coming back does not help
        assert closing(page) == (1008, "rate")


def test_faulty_messages_without_end(room: Served):
    _, cookie = room.join()
    with unchanged(room), room.page(cookie) as page:
        for _ in range(31):
            page.send("?")
        assert closing(page) == (1008, "refused")


def test_a_cookie_opens_three_pages(room: Served):
    _, cookie = room.join()
    with unchanged(room), ExitStack() as held:
        pages = [held.enter_context(room.page(cookie)) for _ in range(4)]
        assert closing(pages[0]) == (1008, "elsewhere")
        for page in pages[1:]:
            assert said(page, {"t": "stand"})["code"] == "no_seat"


def test_more_pages_than_a_room_has(room: Served, monkeypatch):
    monkeypatch.setattr("netsustain.app.game.routes.MOST_PAGES", 0)
    _, cookie = room.join()
    with unchanged(room), room.page(cookie) as page:
        assert closing(page) == (1013, "full")


def test_people_without_end(room: Served, monkeypatch):
    monkeypatch.setattr(room.desk, "joins", Buckets(2, 0.001))
    room.join(), room.join()
    with unchanged(room):
        status, _, body = room.post("/api/game/join", {"code": room.desk.code, "name": "x"})
        assert (status, json.loads(body)["code"]) == (429, "rate")


def test_requests_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(guard, "AT_ONCE", 10)
    monkeypatch.setattr(guard, "A_SECOND", 0.001)
    with served_game(tmp_path / "game") as served:
        found = [served.ask("GET", "/api/game") for _ in range(14)]
        assert [status for status, _, _ in found] == [200] * 10 + [429] * 4
        assert json.loads(found[-1][2])["code"] == "rate"
        assert found[-1][1]["connection"] == "close"
        if LINUX:
            with served.line("127.0.0.7") as line:
                line.sendall(f"GET /api/game HTTP/1.1\r\nHost: {served.host}\r\nConnection: close\r\n\r\n".encode())
                assert read_all(line).startswith(b"HTTP/1.1 200")


# ---- jobs -----------------------------------------------------------------------------------------


def test_one_film_at_a_time_and_few_that_wait(tmp_path):
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route, WebSocketRoute

    running, most = 0, 0

    async def film(request):
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(1.0)
        running -= 1
        return PlainTextResponse("film")

    async def whatif(socket):
        await socket.accept()
        await socket.receive()

    routes = [Route("/film", film, methods=["POST"]), WebSocketRoute("/whatif", whatif)]
    with served_game(tmp_path / "game", workshop=lambda: routes) as served:
        def ask(_):
            return served.ask("POST", "/api/film", {}, Origin=served.origin, Cookie=served.host_cookie)

        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(ask, range(8)))
        assert most == 1
        assert sorted(status for status, _, _ in found) == [200] * 4 + [503] * 4
        assert {json.loads(body)["code"] for status, _, body in found if status == 503} == {"busy"}
        options = {"origin": served.origin, "additional_headers": {"Cookie": served.host_cookie}}
        with ExitStack() as held:
            for _ in range(2):
                held.enter_context(connect(f"ws://{served.host}/api/whatif", **options))
            with pytest.raises(InvalidStatus) as refused:
                connect(f"ws://{served.host}/api/whatif", **options)
            assert refused.value.response.status_code == 503


def test_decisions_are_taken_while_all_this_goes_on(room: Served):
    """The honest room, with somebody silent, somebody guessing and somebody slow in it."""
    row = next(iter(set(range(8)) - set(room.game.seats)))
    _, cookie = room.join()
    with ExitStack() as held, room.page(cookie) as page:
        for _ in range(SHORT.an_address):
            held.enter_context(room.line())
        assert said(page, {"t": "sit", "row": row})["t"] == "done"
        for number in range(5):
            room.post("/api/game/join", {"code": "WRONG1", "name": "x"})
            message = {"t": "decide", "id": f"all-{number}", "turn": room.game.turn, "decision": DECISION}
            assert said(page, message)["t"] == "done"
