"""The server answers its own page, and nobody else; a saved play is the same network again."""

from __future__ import annotations

import json

import numpy as np
import pytest

pytest.importorskip("websockets", reason="websockets is not installed: pip install netsustain[app]")
from websockets.exceptions import InvalidStatus, WebSocketException
from websockets.sync.client import connect

import netsustain as ns
from netsustain.app.guard import LARGEST
from netsustain.ensemble import simulate

PLAY = {"scenario": "demo_none", "levers": {"platform": 0.8}, "replicate": 7, "months": 24}


def test_the_catalogue_has_every_text_in_both_languages(server):
    status, headers, body = server.ask("GET", "/api/catalogue")
    found = json.loads(body)
    assert status == 200
    assert set(found["texts"]["en"]["app"]) == set(found["texts"]["th"]["app"])
    names = [each["name"] for each in found["scenarios"]]
    assert names[0] == "demo_none"
    assert not any(name.startswith("pattern_") for name in names)
    for lever in found["levers"]:
        assert f"lever_{lever['name']}" in found["texts"]["en"]["app"]
        for choice in lever["choices"]:
            assert f"choice_{choice}" in found["texts"]["th"]["app"]
    assert "default-src 'none'" in headers["content-security-policy"]


def test_every_scenario_on_offer_can_be_played(server):
    _, _, body = server.ask("GET", "/api/catalogue")
    for each in json.loads(body)["scenarios"]:
        assert server.ask("GET", f"/api/scenario/{each['name']}")[0] == 200
        status, _, film = server.post("/api/film", {"scenario": each["name"], "months": 12})
        assert (status, film[:4]) == (200, b"NSF1"), each["name"]


def test_a_saved_play_runs_again_to_the_same_numbers(server, tmp_path):
    status, _, text = server.post("/api/file", PLAY | {"events": [{"at": 6, "crisis": {"months": 3}}]})
    assert status == 200
    (tmp_path / "play.yaml").write_bytes(text)
    assert text.decode().splitlines()[0].endswith("netsustain run play.yaml --seed 1 --first 7")
    again = simulate(ns.load(tmp_path / "play.yaml"), 1, seed=1, first=7).runs.iloc[0]
    from netsustain.app.film import film_of
    from netsustain.app.luck import one_of
    from netsustain.app.play import play_of, staged

    play = play_of(PLAY | {"events": [{"at": 6, "crisis": {"months": 3}}]})
    shown = film_of(one_of(staged(play, ns.load("demo_none")), 7), 1, 7).run
    for column in ("months_sustained", "cost_days", "sustained_value", "c2"):
        np.testing.assert_equal(again[column], shown[column])


def test_answers_are_those_of_compare(server):
    from netsustain.exploration.comparison import compare

    base = ns.load("demo_none").until(24)
    found = compare({"today": base, "play": base.with_(levers={"platform": 0.8})}, replicates=200, seed=1)
    table = found.table
    with connect(f"ws://{server.host}/api/whatif", origin=server.origin) as socket:
        socket.send(json.dumps(PLAY | {"id": 5}))
        first, whole = json.loads(socket.recv(timeout=120)), json.loads(socket.recv(timeout=120))
    assert (first["id"], first["whole"], whole["whole"], whole["replicates"]) == (5, False, True, 200)
    assert whole["gain"]["value"] == pytest.approx(table["gain"][1], abs=1e-4)
    assert whole["gain"]["low"] == pytest.approx(table["gain_low"][1], abs=1e-4)
    assert whole["months"]["today"]["high"] == pytest.approx(table["sustained_high"][0], abs=1e-4)
    assert whole["saved"] == pytest.approx(found.pairs["variance_reduction"][0], abs=1e-4)
    assert len(whole["play"]["alive"]) == 25


def test_a_play_is_compared_with_another_scenario_by_the_same_lucks(server):
    from netsustain.exploration.comparison import compare

    ways = {"today": "transfer_director_sudden", "play": "transfer_director_handover"}
    table = compare({name: ns.load(way).until(36) for name, way in ways.items()}, replicates=200, seed=1).table
    question = {"scenario": "transfer_director_handover", "against": "transfer_director_sudden", "months": 36, "id": 1}
    with connect(f"ws://{server.host}/api/whatif", origin=server.origin) as socket:
        socket.send(json.dumps(question))
        _, whole = json.loads(socket.recv(timeout=120)), json.loads(socket.recv(timeout=120))
        socket.send(json.dumps(question | {"against": "nowhere"}))
        assert "nowhere" in json.loads(socket.recv(timeout=60))["error"]
    assert whole["gain"]["value"] == pytest.approx(table["gain"][1], abs=1e-4)
    assert whole["gain"]["high"] == pytest.approx(table["gain_high"][1], abs=1e-4)


def test_levers_that_a_strategy_moves_make_the_scenario_of_that_strategy(server):
    _, _, body = server.ask("GET", "/api/scenario/demo_self_reliance")
    moved = json.loads(body)["moved"]
    assert ns.load("demo_none").with_(levers=moved).levers == ns.load("demo_self_reliance").levers


def test_a_newer_question_overtakes(server):
    with connect(f"ws://{server.host}/api/whatif", origin=server.origin) as socket:
        for number in range(6):
            socket.send(json.dumps({"scenario": "baseline", "levers": {"platform": 0.1 * number}, "id": number}))
        answers = []
        while not (answers and answers[-1]["whole"]):
            answers.append(json.loads(socket.recv(timeout=120)))
    assert [each["id"] for each in answers if each["whole"]] == [5]


def test_a_faulty_question_is_answered_in_words_and_the_line_stays_open(server):
    with connect(f"ws://{server.host}/api/whatif", origin=server.origin) as socket:
        nobody = {"scenario": "demo_none", "events": [{"at": 3, "leave": {"member": "Nobody"}}]}
        misspelt = {"scenario": "demo_none", "levers": {"platfrm": 1}}
        for wrong in (nobody, {"scenario": "nowhere"}, misspelt, [1], "x", 3):
            socket.send(json.dumps(wrong))
            assert json.loads(socket.recv(timeout=60))["error"]
        socket.send(json.dumps(PLAY))
        assert json.loads(socket.recv(timeout=120))["replicates"] == 30


def test_a_play_of_an_imported_network_is_saved_to_lie_beside_its_tables(tmp_path):
    from netsustain.app.play import Play
    from netsustain.app.saving import scenario_file

    (tmp_path / "m.csv").write_text("name,kind\nOffice,area_office\nA,school\nB,school\n", encoding="utf-8")
    (tmp_path / "t.csv").write_text("source,target\nOffice,A\nA,B\n", encoding="utf-8")
    network = "network: {files: {members: m.csv, ties: t.csv}}"
    titles = 'title: {en: a, th: b}\nquestion: {en: a, th: b}\nsources: [A-M]'
    (tmp_path / "mine.yaml").write_text(f"schema: 1\n{titles}\nmonths: 12\n{network}\n", encoding="utf-8")
    scenario = ns.load(tmp_path / "mine.yaml")
    text = scenario_file(Play(scenario="mine"), scenario)
    (tmp_path / "play.yaml").write_text(text, encoding="utf-8")
    assert "Put it into the folder of m.csv and t.csv." in text
    assert str(tmp_path) not in text
    assert ns.simulate(ns.load(tmp_path / "play.yaml"), 2).runs.equals(ns.simulate(scenario, 2).runs)


# ---- refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1", "127.0.0.1:1", ""])
def test_another_host_is_refused(server, host):
    assert server.ask("GET", "/api/catalogue", Host=host)[0] == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", "file://"])
def test_another_origin_is_refused(server, origin):
    assert server.ask("POST", "/api/film", PLAY, Origin=origin)[0] == 403
    assert server.ask("GET", "/api/catalogue", Origin=origin)[0] == 403
    with pytest.raises((InvalidStatus, WebSocketException)):
        connect(f"ws://{server.host}/api/whatif", origin=origin)


def test_no_origin_is_refused_where_something_is_made(server):
    assert server.ask("POST", "/api/film", PLAY)[0] == 403
    with pytest.raises((InvalidStatus, WebSocketException)):
        connect(f"ws://{server.host}/api/whatif")


def test_too_much_is_refused(server):
    assert server.post("/api/film", b"x" * (LARGEST + 1))[0] == 413


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b"[" * 5000])
def test_what_is_no_play_is_refused_in_words(server, body):
    status, _, said = server.post("/api/film", body)
    assert status == 400
    assert b"play" in said
    assert b"Traceback" not in said


@pytest.mark.parametrize("path", ["/../server.py", "/%2e%2e/server.py", "/..%2f..%2fcli.py", "/assets/../../guard.py"])
def test_only_built_pages_are_given_out(server, path):
    status, _, body = server.ask("GET", path)
    assert status == 404 or b"<!doctype html>" in body[:200].lower()
    assert b"from __future__" not in body
