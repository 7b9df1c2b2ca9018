"""Whoever guesses join codes is stopped, and the others come in."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("websockets", reason="websockets is not installed: pip install netsustain[app]")
from tests.app.game.served import LINUX, Served, read_all, served_game

from netsustain.app.buckets import Bucket, Buckets
from netsustain.app.game.door import Attempts


@pytest.fixture(scope="module")
def game(tmp_path_factory):
    with served_game(tmp_path_factory.mktemp("guessing") / "game") as served:
        yield served


@pytest.fixture
def room(game: Served, monkeypatch) -> Served:
    """Each test as the first of a while."""
    monkeypatch.setattr(game.desk, "attempts", Attempts())
    return game


def join_from(room: Served, source: str, code: str) -> int:
    """The status with which somebody at an address is let in or not."""
    body = json.dumps({"code": code, "name": "Malee"})
    with room.line(source) as line:
        line.sendall(f"POST /api/game/join HTTP/1.1\r\nHost: {room.host}\r\nOrigin: {room.origin}\r\n"
                     f"Connection: close\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode())  # fmt: skip
        return int(read_all(line).split(b" ")[1])


@pytest.mark.skipif(not LINUX, reason="needs several addresses of this machine")
def test_whoever_guesses_is_stopped_and_the_others_come_in(room: Served):
    guesses = [join_from(room, "127.0.0.9", "WRONG1") for _ in range(10)]
    assert guesses == [403] * 10
    assert join_from(room, "127.0.0.9", room.desk.code) == 429  # the right code, among guesses
    assert join_from(room, "127.0.0.8", room.desk.code) == 200


def test_a_name_that_is_none_or_a_form_that_is_none_is_no_wrong_code(room: Served):
    for _ in range(30):
        assert room.post("/api/game/join", {"code": room.desk.code, "name": ""})[0] == 400
        assert room.post("/api/game/join", {"code": 1})[0] == 400
    room.join()


def test_wrong_secrets_do_not_keep_the_facilitator_out(room: Served):
    for _ in range(40):
        assert room.post("/api/game/lead", {"secret": "wrong"})[0] == 403
    assert room.post("/api/game/lead", {"secret": room.secret})[0] == 200


class Clock:
    """A time that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def guessed(attempts: Attempts, clock: Clock, addresses: int, seconds: int) -> int:
    """How many codes addresses can try that all try as often as they may."""
    found = 0
    for now in range(int(clock.now), int(clock.now) + seconds):
        clock.now = now
        for number in range(addresses):
            while attempts.allowed(str(number)):
                attempts.failed(str(number))
                found += 1
    return found


def test_codes_that_can_be_tried_in_a_workshop_are_few():
    clock = Clock()
    assert guessed(Attempts(clock), clock, 1, 3600) <= 10 + 360
    clock.now = 0.0
    assert guessed(Attempts(clock), clock, 254, 600) <= 254 * 10 + 254 * 60
    clock.now = 0.0
    assert guessed(Attempts(clock), clock, 20, 600) <= 20 * 10 + 20 * 60


def test_nobody_can_shut_the_room_by_guessing():
    clock = Clock()
    attempts = Attempts(clock)
    guessed(attempts, clock, 254, 300)
    assert attempts.allowed("somebody new")
    attempts.failed("somebody new")  # a slip of the finger while others guess
    assert not attempts.allowed("somebody new")
    clock.now += 11
    guessed(attempts, clock, 254, 1)
    assert attempts.allowed("somebody new")


def test_buckets_forget_the_oldest():
    clock = Clock()
    kept = Buckets(1, 0.0, clock)
    assert kept.of("first").take()
    for number in range(6000):
        kept.of(str(number))
    assert kept.of("first").take()
    assert not kept.of("first").take()
    small = Bucket(10, 1.0, clock)
    assert small.take(1000)
    assert not small.take(1)
