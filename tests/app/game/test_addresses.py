"""Where a game listens, under which names it answers, and who counts as sitting at its computer."""

from __future__ import annotations

import socket

import pytest

pytest.importorskip("websockets", reason="websockets is not installed: pip install netsustain[app]")
from tests.app.game.served import read_all, served_game, upgrade

from netsustain.app.game.addresses import from_here, is_address, local_addresses
from netsustain.commands import game as leading
from netsustain.scenario.problems import ScenarioError


def led(monkeypatch, tmp_path, **given):
    """Address, hosts and shown address with which a game would be served."""
    found = {}

    def keep(folder, listener, hosts, address, own):
        found.update(bound=listener.getsockname()[0], hosts=hosts, address=address)
        listener.close()
        return 0

    monkeypatch.setattr("netsustain.app.game.serving.keep", keep)
    options = {"scenarios": [], "port": 0, "browser": False, "lan": False, "address": None, "seats": 5, "seed": 1,
               "out": tmp_path / "game", "lang": "en"}  # fmt: skip
    assert leading.execute(**options | given) == 0
    return found


def test_a_game_is_for_this_machine_only_unless_it_is_opened(monkeypatch, tmp_path):
    found = led(monkeypatch, tmp_path)
    assert found["bound"] == "127.0.0.1"
    assert {host.split(":")[0] for host in found["hosts"]} == {"127.0.0.1", "localhost"}


def test_an_open_game_answers_to_addresses_of_this_machine_only(monkeypatch, tmp_path):
    found = led(monkeypatch, tmp_path, lan=True, address="192.168.7.9")
    assert found["bound"] == "0.0.0.0"
    assert {host.split(":")[0] for host in found["hosts"]} == {"127.0.0.1", "localhost", "192.168.7.9"}
    assert found["address"].startswith("http://192.168.7.9:")


@pytest.mark.parametrize("address", [
    "evil.example", "laptop.local", "*", "0.0.0.0", "", "::1", "1.2.3.4.5", "127.0.0.1:8700", "1",
])  # fmt: skip
def test_a_name_is_no_address(monkeypatch, tmp_path, address):
    assert not is_address(address)
    with pytest.raises(ScenarioError, match="IPv4 address"):
        led(monkeypatch, tmp_path, lan=True, address=address)
    assert not (tmp_path / "game").exists()


@pytest.mark.parametrize(("client", "server", "here"), [
    (("127.0.0.1", 5), ("127.0.0.1", 8700), True), (("127.0.0.5", 5), ("192.168.1.2", 8700), True),
    (("192.168.1.2", 5), ("192.168.1.2", 8700), True), (("192.168.1.3", 5), ("192.168.1.2", 8700), False),
    (("10.0.0.1", 5), ("192.168.1.2", 8700), False), (("192.168.1.3", 5), None, False),
    (None, ("192.168.1.2", 8700), False),
    (None, None, False), (("localhost", 5), ("localhost", 8700), False), (("", 0), ("", 0), False),
])  # fmt: skip
def test_who_sits_at_this_machine(client, server, here):
    assert from_here({"client": client, "server": server}) is here


@pytest.mark.skipif(not local_addresses(), reason="this machine has no address in a network")
def test_a_stolen_secret_is_worth_nothing_elsewhere(tmp_path):
    """From another address than the server's, with the facilitator's cookie and a header that claims to be near."""
    with served_game(tmp_path / "game") as served:
        head = (f"GET /api/game/code HTTP/1.1\r\nHost: {served.host}\r\nCookie: {served.host_cookie}\r\n"
                "X-Forwarded-For: 127.0.0.1\r\nX-Real-IP: 127.0.0.1\r\nForwarded: for=127.0.0.1\r\n"
                "Connection: close\r\n\r\n")  # fmt: skip
        with served.line(local_addresses()[0]) as line:
            line.sendall(head.encode())
            assert read_all(line).startswith(b"HTTP/1.1 401")
        with served.line() as line:
            line.sendall(head.encode())
            assert read_all(line).startswith(b"HTTP/1.1 200")
        with served.line(local_addresses()[0]) as line:
            line.settimeout(2)
            line.sendall(upgrade(served, served.host_cookie).replace(b"as=person", b"as=host"))
            assert b"sign_in" in read_all(line)


def test_what_a_header_says_of_the_sender_does_not_count(tmp_path):
    """Else whoever guesses would be another at each try."""
    with served_game(tmp_path / "game") as served:
        asked = {"code": "WRONG1", "name": "x"}
        sent = [{"Origin": served.origin, "X-Forwarded-For": f"10.0.0.{number}"} for number in range(12)]
        found = [served.ask("POST", "/api/game/join", asked, **headers)[0] for headers in sent]
        assert found == [403] * 10 + [429] * 2


@pytest.mark.skipif(not local_addresses(), reason="this machine has no address in a network")
def test_a_game_on_this_machine_cannot_be_reached_from_elsewhere(tmp_path):
    with served_game(tmp_path / "game") as served:
        port = int(served.host.split(":")[1])
        with pytest.raises(OSError):
            socket.create_connection((local_addresses()[0], port), 2)
