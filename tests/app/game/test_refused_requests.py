"""Requests that are none of the game's pages: refused with a status and a reason, and nothing is changed."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from urllib.parse import quote

import pytest

pytest.importorskip("websockets", reason="websockets is not installed: pip install netsustain[app]")
from tests.app.game.served import LINUX, Served, closing, served_game, unchanged
from websockets.exceptions import InvalidStatus

import netsustain
from netsustain.app.game.routes import CLOSED
from netsustain.messages import LANGUAGES, has, text

WRITES = ("join", "lead", "leave")
PRIVATE = ("/api/game/code", "/api/catalogue", "/api/scenario/demo_none")


def reason(body: bytes) -> str:
    """The code of a refusal; it has a text in both languages."""
    code = json.loads(body)["code"]
    assert has(f"game.error_{code}")
    return code


# ---- where from -----------------------------------------------------------------------------------


@pytest.mark.parametrize("host", [
    "evil.example", "127.0.0.1.nip.example:PORT", "localhost:PORT", "0.0.0.0:PORT", "[::1]:PORT", "127.0.0.1",
    "127.0.0.1:1", "127.1:PORT", "2130706433:PORT", "127.0.0.1:PORT.evil.example", "user@127.0.0.1:PORT",
    "127.0.0.1:PORT,evil.example", "",
])  # fmt: skip
@pytest.mark.parametrize("path", ["/api/game", "/play.html", "/api/game/texts"])
def test_another_host(room: Served, host, path):
    with unchanged(room):
        status, headers, body = room.ask("GET", path, Host=host.replace("PORT", room.host.split(":")[1]))
        assert (status, reason(body)) == (421, "host")
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"


FOREIGN = ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1", "http://127.0.0.1:1", "file://", "",
           "http://localhost", "chrome-extension://abcdef", "http://HOST.evil.example", "https://HOST"]  # fmt: skip


@pytest.mark.parametrize("origin", [*FOREIGN, None])
@pytest.mark.parametrize("write", WRITES)
def test_a_write_of_another_origin(room: Served, origin, write):
    headers = {} if origin is None else {"Origin": origin.replace("HOST", room.host)}
    body = {"code": room.desk.code, "name": "Malee"} if write == "join" else {"secret": room.secret}
    with unchanged(room):
        status, _, said = room.ask("POST", f"/api/game/{write}", body, **headers)
        assert (status, reason(said)) == (403, "origin")


@pytest.mark.parametrize("origin", [*FOREIGN, None])
def test_a_websocket_of_another_origin(room: Served, origin):
    with unchanged(room), pytest.raises(InvalidStatus) as refused:
        room.page(room.host_cookie, host=True, origin=origin and origin.replace("HOST", room.host))
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"])
def test_a_form_that_another_site_posts(room: Served, kind):
    body = json.dumps({"code": room.desk.code, "name": "Malee"}).encode()
    with unchanged(room):
        sent = {"Origin": "http://evil.example", "Content-Type": kind}
        status, headers, said = room.ask("POST", "/api/game/join", body, **sent)
        assert (status, reason(said)) == (403, "origin")
        assert "access-control-allow-origin" not in headers


def test_no_other_origin_is_ever_allowed(room: Served):
    status, headers, _ = room.ask("OPTIONS", "/api/game/join", Origin="http://evil.example",
                                  Access_Control_Request_Method="POST")  # fmt: skip
    assert status == 403
    assert not [name for name in headers if name.startswith("access-control")]


# ---- who ------------------------------------------------------------------------------------------

FORGED = ["", "netsustain_seat=", "netsustain_seat=x", "netsustain_seat=P01", "netsustain_host=", "netsustain_host=x",
          "netsustain_seat=" + "a" * 4000, "netsustain_seat=%00", "netsustain_seat=\xff", "netsustain_host=CODE",
          "netsustain_host=SEAT", "netsustain_seat=SECRET", "netsustain_host=DIGEST",
          "netsustain_seat=TOKEN"]  # fmt: skip


def forged(room: Served, seat: str, cookie: str) -> str:
    """A cookie that somebody would try: another's, or what stands in a file that was stolen."""
    token = next(iter(room.game.tokens))
    known = {"CODE": room.desk.code, "SEAT": seat, "SECRET": room.secret, "DIGEST": room.desk.secret, "TOKEN": token}
    name, _, value = cookie.partition("=")
    return f"{name}={known.get(value, value)}"


@pytest.mark.parametrize("cookie", FORGED)
@pytest.mark.parametrize("host", [False, True])
def test_a_forged_cookie_opens_no_page(room: Served, seat, cookie, host):
    with unchanged(room), room.page(forged(room, seat, cookie), host=host) as page:
        assert closing(page) == (1008, "sign_in")


@pytest.mark.parametrize("cookie", [*FORGED, None, "netsustain_seat=SEAT"])
@pytest.mark.parametrize("path", PRIVATE)
def test_what_is_the_facilitators_is_not_given_out(room: Served, seat, cookie, path):
    headers = {} if cookie is None else {"Cookie": forged(room, seat, cookie)}
    with unchanged(room):
        status, headers, body = room.ask("GET", path, **headers)
        assert (status, reason(body), headers["cache-control"]) == (401, "sign_in", "no-store")


@pytest.mark.parametrize("path", ["film", "file", "qr"])
def test_a_participant_computes_nothing(room: Served, seat, path):
    with unchanged(room):
        status, _, body = room.ask("POST", f"/api/{path}", {"scenario": "demo_none"}, Origin=room.origin,
                                   Cookie=f"netsustain_seat={seat}")  # fmt: skip
        assert (status, reason(body)) == (401, "sign_in")


def test_a_participant_asks_no_what_if(room: Served, seat):
    from websockets.sync.client import connect

    with unchanged(room), pytest.raises(InvalidStatus) as refused:
        connect(f"ws://{room.host}/api/whatif", origin=room.origin,
                additional_headers={"Cookie": f"netsustain_seat={seat}"})  # fmt: skip
    assert refused.value.response.status_code == 401


def test_the_cookie_of_another_game(room: Served, tmp_path):
    with served_game(tmp_path / "other") as other:
        _, cookie = other.join()
        with unchanged(room), room.page(cookie) as page:
            assert closing(page) == (1008, "sign_in")
        with unchanged(room), room.page(other.host_cookie, host=True) as page:
            assert closing(page) == (1008, "sign_in")


@pytest.mark.parametrize("secret", ["", "x", "CODE", "DIGEST", "é", "\u202e", "a" * 200])
def test_a_wrong_secret(room: Served, secret):
    known = {"CODE": room.desk.code, "DIGEST": room.desk.secret}
    with unchanged(room):
        status, headers, body = room.post("/api/game/lead", {"secret": known.get(secret, secret)})
        assert (status, reason(body)) == (403, "code")
        assert "set-cookie" not in headers


@pytest.mark.parametrize("code", ["", "AAAAAA", "CODE2", " ", "\x00", "ＣＯＤＥ", "𝐀𝐁𝐂𝐃𝐄𝐅", "a" * 200, "'; --", "*"])
def test_a_wrong_code(room: Served, code, monkeypatch):
    from netsustain.app.game.door import Attempts

    monkeypatch.setattr(room.desk, "attempts", Attempts())
    with unchanged(room):
        asked = {"code": code.replace("CODE", room.desk.code), "name": "Malee"}
        status, headers, body = room.post("/api/game/join", asked)
        assert (status, reason(body)) == (403, "code")
        assert "set-cookie" not in headers


def test_cookies_are_for_this_server_and_no_script(room: Served):
    joined = room.post("/api/game/join", {"code": room.desk.code, "name": "Somchai"})
    leading = room.post("/api/game/lead", {"secret": room.secret})
    for _, headers, _ in (joined, leading):
        assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(headers["set-cookie"].split("; "))
        assert "Domain" not in headers["set-cookie"]
    token = joined[1]["set-cookie"].split(";")[0].split("=")[1]
    assert token.encode() not in room.journal
    assert token not in (room.folder / "door.json").read_text()


# ---- bodies ---------------------------------------------------------------------------------------

BODIES = [b"", b"null", b"[]", b"3", b'"x"', b"{", b"\xff\xfe", b"[" * 3000, b'{"code":"A"}',
          b'{"code":1,"name":"x"}', b'{"code":"A","name":null}', b'{"code":"A","name":["x"]}',
          b'{"code":"A","name":"x","host":true}', b'{"code":"A","code":"B","name":"x"}', b'{"code":"A","name":NaN}',
          b'{"code":"A","name":"\\ud800"}', b'{"code":"A","name":"' + b"x" * 201 + b'"}',
          b'{"__proto__":{},"code":"A","name":"x"}', b"code=A&name=x"]  # fmt: skip


@pytest.mark.parametrize("body", BODIES, ids=lambda body: repr(body[:24]))
def test_a_body_that_is_no_form(room: Served, body):
    with unchanged(room):
        status, _, said = room.ask("POST", "/api/game/join", body, Origin=room.origin)
        assert (status, reason(said)) == (400, "message")


@pytest.mark.parametrize("size", [4097, 100_000, 256 * 1024 + 1])
@pytest.mark.parametrize("write", ["join", "lead"])
def test_a_body_too_large(room: Served, size, write):
    with unchanged(room):
        status, _, said = room.ask("POST", f"/api/game/{write}", b"x" * size, Origin=room.origin)
        assert (status, reason(said)) == (413, "size")


def test_a_body_that_grows_too_large(room: Served):
    head = f"POST /api/game/join HTTP/1.1\r\nHost: HOST\r\nOrigin: {room.origin}\r\nTransfer-Encoding: chunked\r\n\r\n"
    piece = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    with unchanged(room), room.line() as line:
        line.settimeout(5)
        line.sendall(head.replace("HOST", room.host).encode() + 6 * piece)
        assert line.recv(100).startswith(b"HTTP/1.1 413")


# ---- paths and methods ----------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "PROPFIND", "CONNECT", "get"])
@pytest.mark.parametrize("path", ["/api/game/join", "/api/game", "/play.html"])
def test_a_method_that_nothing_answers(room: Served, method, path):
    with unchanged(room):
        head = f"{method} {path} HTTP/1.1\r\nHost: HOST\r\nOrigin: {room.origin}\r\nConnection: close\r\n\r\n"
        found = room.raw(head)
        assert found.split(b" ")[1] in (b"401", b"404", b"405")


@pytest.mark.parametrize("path", ["/api/game/join", "/api/game/lead", "/api/game/leave"])
def test_a_write_by_get(room: Served, path):
    with unchanged(room):
        assert room.ask("GET", path)[0] in (401, 405)


@pytest.mark.parametrize("path", [
    "/../server.py", "/%2e%2e/server.py", "/..%2f..%2fcli.py", "/assets/../../guard.py", "/..%5c..%5cguard.py", "/%00",
    "/play.html%00.js", "//etc/passwd", "/%2fetc%2fpasswd", "/C:%5cwindows%5cwin.ini", "/%5c%5cevil.example%5cshare",
    "/assets/" + "a" * 5000, "/" + "../" * 40 + "etc/passwd", "/.git/config", "/journal.jsonl", "/door.json",
    "/PROGRA~1", "/assets/", "/assets", "/%e0%b8%81", "/%ff", "/web/package.json", "/api/game/../../door.json",
    "/api/journal", "/api/", "/static/play.html", "/..;/server.py", "/%252e%252e/server.py",
])  # fmt: skip
def test_only_built_pages_are_given_out(room: Served, path):
    with unchanged(room):
        status, _, body = room.ask("GET", path, Cookie="x=1")
        assert status in (401, 404), body[:200]
        assert b"from __future__" not in body
        assert str(Path(netsustain.__file__).parent).encode() not in body


@pytest.mark.skipif(not LINUX, reason="elsewhere there can be no files of such names")
def test_names_that_some_system_reads_as_more_are_not_looked_for(tmp_path, monkeypatch):
    pages = tmp_path / "static"
    pages.mkdir()
    names = ("C:x", "a\\b", "PROGRA~1", "ก", "plain.txt")
    for name in names:
        (pages / name).write_text("here")
    monkeypatch.setattr("netsustain.app.server.STATIC", pages)
    with served_game(tmp_path / "game") as served:
        assert [served.ask("GET", f"/{quote(name)}")[0] for name in names] == [404, 404, 404, 404, 200]


@pytest.mark.parametrize("path", ["/", "/index.html"])
def test_the_bare_address_leads_to_the_page_for_phones(room: Served, seat, path):
    for cookie in ("x=1", f"netsustain_seat={seat}", "netsustain_host=x"):
        status, headers, _ = room.ask("GET", path, Cookie=cookie)
        assert (status, headers["location"]) == (303, "/play.html")
    assert room.ask("GET", path, Cookie=room.host_cookie)[0] != 303
    assert room.ask("GET", "/play.html", Cookie="x=1")[0] != 303


@pytest.mark.parametrize("wish", [
    "bytes=0-1", "bytes=-1", "bytes=5-1", "bytes=0-,0-,0-", "bytes=" + "0-1," * 2000, "x",
])  # fmt: skip
def test_parts_of_a_page_are_the_whole_page(room: Served, wish):
    whole = room.ask("GET", "/play.html")
    assert room.ask("GET", "/play.html", Range=wish)[::2] == whole[::2]


# ---- what pages are told --------------------------------------------------------------------------


def test_pages_may_use_nothing_of_elsewhere_and_no_script_in_them(room: Served):
    for path in ("/play.html", "/host.html", "/", "/nowhere", "/api/game"):
        _, headers, body = room.ask("GET", path)
        rules = dict(rule.strip().split(" ", 1) for rule in headers["content-security-policy"].split(";"))
        assert rules["default-src"] == "'none'"
        assert rules["script-src"] == "'self'"
        assert ("'unsafe-inline'" in rules["style-src"]) == (path == "/")
        assert rules["connect-src"] == f"'self' ws://{room.host}"
        assert rules["frame-ancestors"] == rules["form-action"] == rules["base-uri"] == "'none'"
        assert headers["x-content-type-options"] == "nosniff"
        assert b"<script>" not in body
        assert b" onload=" not in body


def test_private_answers_are_not_kept(room: Served):
    for path, cookie in (("/api/game", ""), ("/api/game/code", room.host_cookie), ("/api/catalogue", room.host_cookie)):
        status, headers, _ = room.ask("GET", path, Cookie=cookie)
        assert (status, headers["cache-control"]) == (200, "no-store")


def test_a_fault_of_the_program_tells_nothing_of_it(room: Served, monkeypatch):
    def faulty(*_):
        raise ZeroDivisionError(str(room.folder))

    monkeypatch.setattr(room.desk, "is_host", faulty)
    status, headers, body = room.ask("GET", "/api/game/code")
    assert (status, body) == (500, b"Internal Server Error")
    assert headers["cache-control"] == "no-store"


def test_every_reason_has_a_text_in_both_languages():
    sources = [path for part in ("app", "game") for path in (Path(netsustain.__file__).parent / part).rglob("*.py")]
    calls = [node for path in sources for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
             if isinstance(node, ast.Call)]  # fmt: skip
    place = {"GameError": 0, "Refusal": 1}
    given = [node.args[place[node.func.id]] for node in calls
             if isinstance(node.func, ast.Name) and node.func.id in place]  # fmt: skip
    codes = {each.value for each in given if isinstance(each, ast.Constant)} | set(CLOSED)
    assert len(codes) > 30
    for code in codes:
        for lang in LANGUAGES:
            assert text(f"game.error_{code}", lang).strip(), code


def test_nobody_leads_from_another_machine(room: Served, monkeypatch):
    monkeypatch.setattr("netsustain.app.game.routes.from_here", lambda scope: False)
    with unchanged(room):
        status, headers, body = room.post("/api/game/lead", {"secret": room.secret})
        assert (status, reason(body)) == (403, "here")
        assert "set-cookie" not in headers
        assert room.ask("GET", "/api/game/code", Cookie=room.host_cookie)[0] == 401
        assert room.ask("GET", "/api/catalogue", Cookie=room.host_cookie)[0] == 401
