"""What is written into the folder of a game, and what the room's server gives to whom."""

import asyncio
import io
import json

import pandas as pd
import pytest
from starlette.applications import Starlette
from tests.app.game.served import run_apart
from tests.unit.learning.players import lively
from typer.testing import CliRunner

import netsustain as ns
from netsustain.app.game import door
from netsustain.app.game.home import policy_of
from netsustain.app.game.room import Room as Served
from netsustain.app.game.routes import Desk
from netsustain.app.guard import Guard
from netsustain.cli import app
from netsustain.game.game import replayed
from netsustain.game.journal import NAME, Journal, records_of

SECRET, HOST = "secret", "127.0.0.1:9999"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A game of nine people with two turns."""
    return lively(9, months=6, stop=6).saved(tmp_path_factory.mktemp("played") / "game")


def test_the_command_writes_tables_pages_and_a_manifest(folder):
    before = (folder / NAME).read_bytes()
    result = CliRunner().invoke(app, ["app", "--debrief", str(folder), "--lang", "th"])
    assert result.exit_code == 0, result.output
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    tables = ("decisions", "turns", "months", "comparison")
    names = {f"{table}.{form}" for table in tables for form in ("csv", "parquet")}
    assert set(manifest["files"]) == names | {"columns.json", "debrief.en.html", "debrief.th.html"}
    assert (folder / NAME).read_bytes() == before
    found = ns.load_game(folder)
    for name, frame in found.tables.items():
        pd.testing.assert_frame_equal(pd.read_parquet(folder / f"{name}.parquet"), frame)
        assert len(pd.read_csv(folder / f"{name}.csv")) == len(frame)
    assert ns.load_results(folder).table("decisions").equals(found.decisions)


def test_a_folder_without_a_game_is_refused_and_left_alone(tmp_path):
    result = CliRunner().invoke(app, ["app", "--debrief", str(tmp_path)])
    assert result.exit_code == 1
    assert "journal.jsonl" in result.output
    assert not list(tmp_path.iterdir())


def asked(desk, path, cookies=""):
    """Status, headers and body that a server gives."""
    sent = []

    async def ask():
        scope = {
            "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"",
            "headers": [(b"host", HOST.encode()), (b"cookie", cookies.encode())], "http_version": "1.1",
            "scheme": "http", "server": ("127.0.0.1", 9999), "client": ("127.0.0.1", 5), "root_path": "",
        }  # fmt: skip

        async def receive():
            return {"type": "http.request", "body": b""}

        async def send(message):
            sent.append(message)

        await Guard(Starlette(routes=desk.routes()), [HOST])(scope, receive, send)

    run_apart(ask())
    headers = [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]
    return sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent)


@pytest.fixture
def desk(folder):
    journal = Journal(folder / NAME)
    yield Desk(Served(replayed(records_of(folder / NAME)), journal), "ABCDEF", door.digest(SECRET), "http://x")
    journal.close()


def test_the_table_is_for_the_facilitator_only(desk, folder):
    status, _, body = asked(desk, "/api/game/decisions.csv", f"{door.HOST_COOKIE}={SECRET}")
    assert status == 200
    assert len(pd.read_csv(io.BytesIO(body))) == len(ns.load_game(folder).decisions)
    assert b"Somebody" not in body
    seat = f"{door.SEAT_COOKIE}=mine"
    desk.room.game.tokens[door.digest("mine")] = "P01"
    assert asked(desk, "/api/game/decisions.csv", seat)[0] == 401
    assert asked(desk, "/api/game/decisions.csv")[0] == 401


def test_the_debrief_opens_to_those_who_played_once_the_game_is_over(desk):
    seat = f"{door.SEAT_COOKIE}=mine"
    desk.room.game.tokens[door.digest("mine")] = "P01"
    desk.room.game.phase = "play"
    assert asked(desk, "/api/game/debrief/th.html", seat)[0] == 401
    desk.room.game.phase = "debrief"
    assert asked(desk, "/api/game/debrief/th.html")[0] == 401
    status, headers, body = asked(desk, "/api/game/debrief/th.html", seat)
    assert status == 200
    assert '<main lang="th"' in body.decode()
    policies = [value for name, value in headers if name == "content-security-policy"]
    assert policies == [policy_of(body)]
    assert "font-src data:" in policies[0]
    assert "'sha256-" in policies[0]
    assert asked(desk, "/api/game/debrief/fr.html", seat)[0] == 400


def test_a_page_is_drawn_once_for_a_state_of_the_game(desk, monkeypatch):
    drawn = []
    monkeypatch.setattr(desk.home, "_page", lambda lang: drawn.append(lang) or b"page")

    async def many():
        return await asyncio.gather(*(desk.home.debrief("en") for _ in range(30)))

    assert run_apart(many()) == [b"page"] * 30
    assert drawn == ["en"]
