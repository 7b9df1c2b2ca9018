"""Requests, handshakes and frames that contradict themselves or are too large: refused, and nothing is changed."""

from __future__ import annotations

import time

import pytest

pytest.importorskip("websockets", reason="websockets is not installed: pip install netsustain[app]")
from tests.app.game.served import Served, frame, read_all, unchanged, upgrade

GET = "GET /api/game HTTP/1.1\r\nHost: HOST\r\n"
POST = "POST /api/game/leave HTTP/1.1\r\nHost: HOST\r\nOrigin: http://HOST\r\n"
ODD = {
    "two hosts": GET + "Host: evil.example\r\n\r\n",
    "no host": "GET /api/game HTTP/1.1\r\n\r\n",
    "no host in 1.0": "GET /api/game HTTP/1.0\r\n\r\n",
    "another host in the line": "GET http://evil.example/api/game HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "two origins": "POST /api/game/leave HTTP/1.1\r\nHost: HOST\r\nOrigin: http://HOST\r\nOrigin: null\r\n\r\n",
    "length and pieces": POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two lengths": POST + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    "a negative length": POST + "Content-Length: -5\r\n\r\n",
    "a length in words": POST + "Content-Length: 0x5\r\n\r\nhello",
    "an endless length": POST + "Content-Length: 99999999999999999999\r\n\r\n",
    "an unknown coding": POST + "Transfer-Encoding: gzip, chunked\r\n\r\n",
    "a hidden coding": POST + "Transfer-Encoding: xchunked\r\n\r\n",
    "a space before the colon": "GET /api/game HTTP/1.1\r\nHost : HOST\r\n\r\n",
    "a folded header": GET + "X: a\r\n b\r\nContent-Length: x\r\n\r\n",
    "a null in a header": GET + "X: a\0b\r\n\r\n",
    "a bare return in a header": GET + "X: a\rb\r\n\r\n",
    "a header without a name": GET + ": x\r\n\r\n",
    "a space in the path": "GET /api/ game HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "no protocol": "GET /api/game\r\n\r\n",
    "the next version": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a secret handshake": "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
}
LARGE = {
    "a header": GET + f"X: {'a' * 70_000}\r\n\r\n",
    "a path": f"GET /{'a' * 70_000} HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "many headers": GET + "".join(f"X{number}: {'a' * 20}\r\n" for number in range(3000)) + "\r\n",
    "cookies": GET + f"Cookie: {'netsustain_seat=x; ' * 4000}\r\n\r\n",
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_request(room: Served, name):
    with unchanged(room):
        found = room.raw(ODD[name])
        assert found[9:12] in (b"400", b"413", b"421", b"403"), found[:200]
        assert found.count(b"HTTP/1.1 ") == 1
        assert b"Traceback" not in found


@pytest.mark.parametrize("name", LARGE)
def test_headers_too_large(room: Served, name):
    with unchanged(room):
        found = room.raw(LARGE[name])
        assert found == b"" or found.split(b" ")[1] in (b"400", b"431")  # what came too late may cut the answer off


@pytest.mark.parametrize("changed", [
    ("GET", "POST"), ("Version: 13", "Version: 8"), ("Key: dGhlIHNhbXBsZSBub25jZQ==", "Key: short"),
    ("Sec-WebSocket-Key", "X"), ("Upgrade: websocket", "Upgrade: h2c"), ("Origin: http", "Origin: https"),
])  # fmt: skip
def test_a_handshake_that_is_none(room: Served, seat, changed):
    with unchanged(room):
        found = room.raw(upgrade(room, f"netsustain_seat={seat}").decode().replace(*changed), 2)
        assert b" 101 " not in found
        assert found.split(b" ")[1][:1] in (b"4", b"5"), found[:100]


@pytest.mark.parametrize("bad", [
    frame(1, b"{}", masked=False), frame(3), frame(11), frame(0, b"x"), frame(9, b"x" * 200), b"\xff" * 20,
    b"\xf1" + frame(1)[1:],
    frame(1, b"\xff\xfe"), frame(1, b"a", final=False) + frame(1, b"b"), frame(8, b"\x03"), b"\x81\xff" + b"\x7f" * 8,
])  # fmt: skip
def test_frames_that_are_none(room: Served, seat, bad):
    with unchanged(room), room.line() as line:
        line.settimeout(5)
        line.sendall(upgrade(room, f"netsustain_seat={seat}"))
        assert line.recv(4096).startswith(b"HTTP/1.1 101")
        line.sendall(bad + frame(8, b"\x03\xe8"))
        assert b"Traceback" not in read_all(line)
        with pytest.raises(OSError):  # closed: by the server, not by the time
            [line.sendall(frame(9)) for _ in range(200) if not time.sleep(0.01)]
