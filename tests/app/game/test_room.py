"""The room: what is acknowledged is on disk, what is not on disk never was, and each page is told what concerns it."""

from __future__ import annotations

import asyncio
import json
import os
import random
import threading

import pytest
from tests.app.game.served import run_apart

pytest.importorskip("starlette", reason="starlette is not installed: pip install netsustain[app]")

from netsustain.app.game.folder import opened, prepare
from netsustain.app.game.room import HOST, Room
from netsustain.game import journal as journals
from netsustain.game.decisions import GameError
from netsustain.game.game import Game, replayed
from netsustain.game.journal import NAME, records_of
from netsustain.scenario.reader import load

SEATS = 14


@pytest.fixture(scope="module")
def scenario():
    return load("game").with_(**{"network.recipe.members": SEATS, "months": 12})


@pytest.fixture
def folder(scenario, tmp_path):
    prepare(tmp_path / "game", scenario, 1, 0, 8700)
    return tmp_path / "game"


@pytest.fixture
def room(folder):
    found = Room(*opened(folder))
    yield found
    found.journal.close()


def decide(person: str, identity: str, effort: float = 0.5, **more):
    return lambda game: game.decide(person, game.turn, identity, {"effort": effort, **more})


async def begin(room: Room, people: int = SEATS) -> list[str]:
    """People who sit, in a game that has begun."""
    for number in range(people):
        record = await room.do(lambda game, number=number: game.join(f"somebody {number}", f"token {number}"))
        await room.do(lambda game, number=number, code=record["person"]: game.sit(code, number))
    await room.do(Game.start)
    return list(room.game.people)


async def heard(page) -> dict:
    """What a page was told last of each kind, once the room is quiet."""
    await asyncio.sleep(0.1)
    found = dict(page.waiting)
    page.waiting.clear()
    return {kind: json.loads(said) for kind, said in found.items()}


def refused(results: list, code: str) -> int:
    return sum(isinstance(each, GameError) and each.code == code for each in results)


# ---- a game read again --------------------------------------------------------------------------------


def test_a_game_read_again_takes_the_same_course(room, folder):
    luck = random.Random(1)

    async def course():
        people = await begin(room)
        for turn in range(6):
            moves = [room.do(decide(each, f"{each} {turn}", luck.random(), takes=luck.choice((0, 1, 2))))
                     for each in people if luck.random() < 0.8]  # fmt: skip
            await asyncio.gather(*moves)
            if turn == 2:
                await room.do(lambda game: game.happen({"budget": {"level": 0.5}}))
            if turn == 3:
                await room.do(lambda game: game.set(months_a_turn=2))
            await room.do(lambda game: game.play({people[0]}))

    run_apart(course())
    again = replayed(records_of(folder / NAME))
    assert again.digest() == room.game.digest()
    assert again.people == room.game.people
    assert (again.seats, again.turn, again.shocks) == (room.game.seats, room.game.turn, room.game.shocks)
    assert again.network.month == 9
    assert again.records == room.game.records == len(list(records_of(folder / NAME)))


def test_a_journal_of_another_course_is_refused(room, folder):
    async def course():
        (first, *_) = await begin(room)
        await room.do(decide(first, "one", 0.9))
        await room.do(lambda game: game.play(set()))

    run_apart(course())
    text = (folder / NAME).read_text(encoding="utf-8")
    (folder / NAME).write_text(text.replace('"effort":0.9', '"effort":0.1'), encoding="utf-8")
    with pytest.raises(GameError, match="takes another course"):
        replayed(records_of(folder / NAME))


def test_cut_at_any_byte_of_its_last_lines_the_game_goes_on(room, folder):
    async def course():
        people = await begin(room)
        await room.do(decide(people[0], "one"))
        await room.do(lambda game: game.play(set()))

    run_apart(course())
    room.journal.close()
    path = folder / NAME
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    for size in range(len(whole) - len(lines[-1]) - len(lines[-2]) - 1, len(whole) + 1):
        path.write_bytes(whole[:size])
        game, journal = opened(folder)
        kept = whole[:size].count(b"\n")
        assert (game.records, game.turn) == (kept, 2 if kept == len(lines) else 1)
        journal.close()
    path.write_bytes(whole)
    room.journal._file = os.open(path, os.O_RDONLY)  # for the fixture to close


def test_a_decision_sent_twice_counts_once(room, folder):
    async def course():
        (first, *_) = await begin(room, 2)
        at_once = await asyncio.gather(*(room.do(decide(first, "one", 0.1)) for _ in range(3)))
        await room.do(decide(first, "two", 0.7))
        late = await room.do(decide(first, "one", 0.1))
        await room.do(lambda game: game.play(set()))
        later = await room.do(decide(first, "two", 0.7))
        return at_once, late, later

    at_once, late, later = run_apart(course())
    assert [each is None for each in at_once] == [False, True, True]
    assert late is None
    assert later is None
    standing = [each["id"] for each in records_of(folder / NAME) if each["do"] == "decide"]
    assert standing == ["one", "two"]
    assert room.game.turns[0].months[0].decisions[0].effort == 0.7


def test_organisations_of_people_who_are_away_go_by_the_model(room):
    async def course():
        _, away, decided, _ = people = await begin(room, 4)
        await asyncio.gather(*(room.do(decide(each, f"{each} 1", 0.9)) for each in people[:3]))
        await room.do(lambda game: game.play(set()))
        await room.do(decide(decided, "again", 0.3))
        return await room.do(lambda game: game.play({away, decided}))

    record = run_apart(course())
    assert record["by"] == {"0": "standing", "2": "person"}
    assert set(record["decisions"]) == {"0", "2"}
    after, ruled = (room.game.network.months[-1].after, room.game.network.months[-1].ruled)
    played = [int(state.member_i8[journal_row("played"), row]) for state in (after,) for row in range(4)]
    assert [each > 0 for each in played] == [True, False, True, False]
    assert ruled.size[0] == after.size[0]


def test_a_moment_without_a_connection_is_not_being_away(room, folder):
    async def course():
        first, second, third = await begin(room, 3)
        assert room.away == {first, second, third}  # nobody has opened a page
        pages = [room.open(first), room.open(second)]
        assert room.away == {third}
        for page in pages:
            room.close(page)
        assert room.away == {third}
        room._left[first] -= 60
        assert room.away == {first, third}

    run_apart(course())
    assert not Room(room.game, room.journal).away  # a server that has just come back


def journal_row(name: str) -> int:
    from netsustain.state import POSITION

    return POSITION["member", "i8"][name]


# ---- a disk that is full ------------------------------------------------------------------------------


def full(file, data):
    os.write(file, data[:5])
    raise OSError(28, "No space left on device")


def test_what_cannot_be_written_is_refused_and_never_was(room, folder, monkeypatch):
    async def course():
        first, second, *_ = people = await begin(room)
        desk, page = room.open(HOST), room.open(first)
        await room.do(decide(first, "one", 0.2))
        before = room.game.digest()
        with monkeypatch.context() as disk:
            disk.setattr(journals, "_append", full)
            results = await asyncio.gather(
                room.do(decide(first, "two", 0.9)), room.do(decide(second, "three", 0.9)),
                room.do(lambda game: game.play(set())), return_exceptions=True,
            )  # fmt: skip
            late = room.open(second)
            said, told = await heard(desk), await heard(page)
            came = await heard(late)
        assert refused(results, "disk") == 3
        assert (room.game.turn, room.game.network.month, room.game.digest()) == (1, 0, before)
        assert room.game.people[first].decision.effort == 0.2
        assert room.game.people[second].decision is None
        assert said["desk"]["trouble"] == "disk"
        assert told["person"]["seat"]["decision"]["effort"] == 0.2
        assert came["person"]["seat"]["decision"] is None
        await room.do(decide(second, "three", 0.9))
        assert (await heard(desk))["desk"]["trouble"] == ""
        await room.do(lambda game: game.play(set()))
        return people

    run_apart(course())
    again = replayed(records_of(folder / NAME))
    assert (again.digest(), again.turn) == (room.game.digest(), 2)
    assert [each["id"] for each in records_of(folder / NAME) if each["do"] == "decide"] == ["one", "three"]


def test_nobody_is_told_what_is_not_on_disk(room, monkeypatch):
    written, kept = threading.Event(), journals._append

    def waiting(file, data):
        written.wait(10)
        kept(file, data)

    async def course():
        first, second, *_ = await begin(room, 2)
        page = room.open(second)
        await heard(page)
        monkeypatch.setattr(journals, "_append", waiting)
        move = asyncio.create_task(room.do(decide(first, "one")))
        await asyncio.sleep(0.1)
        late = room.open(first)
        before = await heard(page), await heard(late)
        written.set()
        await move
        return before, await heard(page), await heard(late)

    before, page, late = run_apart(course())
    assert before == ({}, {})
    assert page["pulse"]["decided"] == 1
    assert page["pulse"]["records"] == room.game.records
    assert late["person"]["seat"]["decision"]["effort"] == 0.5


def test_a_move_that_breaks_the_program_takes_no_other_with_it(room, folder, monkeypatch):
    done = Game._do_decide

    def breaking(game, record):
        done(game, record)
        if record["id"] == "bad":
            raise RuntimeError("a fault of the program")

    async def course():
        first, second, third, *_ = await begin(room)
        monkeypatch.setattr(Game, "_do_decide", breaking)
        return await asyncio.gather(
            room.do(decide(first, "good")), room.do(decide(second, "bad")), room.do(decide(third, "well")),
            return_exceptions=True,
        )  # fmt: skip

    results = run_apart(course())
    assert refused(results, "fault") == 1
    assert [each["id"] for each in records_of(folder / NAME) if each["do"] == "decide"] == ["good", "well"]
    assert sum(person.decision is not None for person in room.game.people.values()) == 2


def test_a_move_that_cannot_be_checked_is_refused_alone(room):
    async def course():
        first, *_ = await begin(room, 2)
        return await asyncio.gather(room.do(decide(first, "one")), room.do(lambda game: 1 // 0), return_exceptions=True)

    kept, failed = run_apart(course())
    assert kept["id"] == "one"
    assert failed.code == "fault"


# ---- what pages are told ------------------------------------------------------------------------------


def test_somebody_who_is_asked_no_more_is_told(room):
    async def course():
        first, *_ = people = await begin(room)
        other = next(row for row in range(1, SEATS) if row not in room.game.network.partners(0))
        page = room.open(people[other])
        await room.do(decide(first, "one", turns_to=other))
        asked = (await heard(page))["person"]["seat"]["asking"]
        await room.do(decide(first, "two"))
        return asked, (await heard(page))["person"]["seat"]["asking"]

    assert run_apart(course()) == ([0], [])


def test_a_whole_room_that_comes_back_is_one_pulse_a_page(room, monkeypatch):
    pulses = []

    async def course():
        people = await begin(room)
        await asyncio.sleep(0.1)
        monkeypatch.setattr(room._views, "pulse", lambda online: pulses.append(len(online)) or {"online": len(online)})
        pages = [room.open(each) for each in people]
        return [await heard(page) for page in pages]

    told = run_apart(course())
    assert pulses == [SEATS]
    assert all(set(each) == {"room", "person", "pulse"} for each in told)
