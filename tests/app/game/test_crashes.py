"""A game whose connections are cut, whose disk is full, whose server and keeper are killed goes on where it stood."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.app.conftest import needs_the_app
from tests.app.game.served import run_apart

from netsustain.commands import game as command
from netsustain.exploration.atomic import locked
from netsustain.game.journal import records_of
from netsustain.scenario.problems import ScenarioError

ROOT = Path(__file__).resolve().parents[3]
PHONES, KILLS = 12, 3


@pytest.fixture(scope="module")
def evening(tmp_path_factory):
    """Twelve simulated phones; all connections cut, a turn with a full disk, three kills, one more of the keeper."""
    needs_the_app()
    if not Path("/proc/self/stat").exists():
        pytest.skip("finds the server's process by /proc")
    patch = pytest.MonkeyPatch()
    patch.syspath_prepend(str(ROOT))
    from benchmarks import evening as evenings
    from benchmarks import participants, seen

    folder = tmp_path_factory.mktemp("room")
    plan = participants.Plan(PHONES, minutes=0.15, seconds=4.0, kills=KILLS, asking=0.0, ensemble=False)
    took, phones, proof = run_apart(evenings.evening_of(plan, folder))
    rows = {number: number for number in range(PHONES)}
    yield SimpleNamespace(took=took, phones=phones, proof=proof, rows=rows, folder=folder / "game", seen=seen)
    patch.undo()


@pytest.mark.slow
def test_every_acknowledged_decision_stands_once_and_the_course_is_the_undisturbed_one(evening):
    assert evening.proof.sound, evening.proof
    assert evening.proof.acknowledged > PHONES
    assert evening.seen.refused(evening.phones, "disk") > 0
    course = list(records_of(evening.folder / "journal.jsonl"))
    played = [each["turn"] for each in course if each["do"] == "play"]
    assert played == list(range(1, len(played) + 1))
    assert all("digest" in each for each in course if each["do"] == "play")


@pytest.mark.slow
def test_all_come_back_to_turn_and_seat(evening):
    took, back = evening.took, evening.seen.back_after
    assert len(took.kills) == KILLS
    assert math.isfinite(back(evening.phones, took.cut, evening.rows, took.cut_turn))
    assert all(math.isfinite(back(evening.phones, moment, evening.rows)) for moment in (*took.kills, took.keeper))
    assert not evening.seen.unexpected(evening.phones, [(took.cut, took.ended)])


@pytest.mark.slow
def test_everybody_came_in_once(evening):
    course = list(records_of(evening.folder / "journal.jsonl"))
    assert sum(each["do"] == "join" for each in course) == PHONES  # cookies of before the kills were good after them
    assert sum(each["do"] == "sit" for each in course) == PHONES
    door = json.loads((evening.folder / "door.json").read_text(encoding="utf-8"))
    assert set(door) == {"code", "secret", "port"}


# ---- a folder of a game -------------------------------------------------------------------------------

GIVEN = {"scenarios": [], "browser": False, "lan": False, "address": None, "seats": 6, "seed": 1, "lang": "en"}


@pytest.fixture
def served(monkeypatch):
    """What would be served, instead of serving it."""
    from netsustain.app.game import serving

    found = []
    monkeypatch.setattr(serving, "keep", lambda *given: found.append(given) or 0)
    return found


def test_a_second_server_in_the_folder_of_a_game_is_refused(served, tmp_path):
    pytest.importorskip("fcntl")
    with locked(tmp_path / "game"), pytest.raises(ScenarioError, match="another process is working here"):
        command.execute(port=0, out=tmp_path / "game", **GIVEN)
    assert not served
    assert command.execute(port=0, out=tmp_path / "game", **GIVEN) == 0


def test_a_game_gone_on_with_has_its_code_secret_and_port(served, tmp_path):
    first = command.execute(port=0, out=tmp_path / "game", **GIVEN)
    door = (tmp_path / "game" / "door.json").read_bytes()
    served[0][1].close()
    second = command.execute(port=None, out=tmp_path / "game", **GIVEN)
    assert (first, second) == (0, 0)
    assert (tmp_path / "game" / "door.json").read_bytes() == door
    assert served[1][1].getsockname()[1] == json.loads(door)["port"]
    served[1][1].close()


def test_a_game_that_was_stopped_while_it_was_made_is_made_anew(served, tmp_path):
    command.execute(port=0, out=tmp_path / "game", **GIVEN)
    journal = tmp_path / "game" / "journal.jsonl"
    whole = journal.read_bytes()
    for left in (whole[:100], b""):
        journal.write_bytes(left)
        command.execute(port=0, out=tmp_path / "game", **GIVEN)
        assert journal.read_bytes() == whole
    journal.unlink()
    command.execute(port=0, out=tmp_path / "game", **GIVEN)
    assert journal.read_bytes() == whole
    for each in served:
        each[1].close()


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_only_its_owner_may_read_the_folder_of_a_game(served, tmp_path):
    before = os.umask(0)
    try:
        command.execute(port=0, out=tmp_path / "game", **GIVEN)
    finally:
        os.umask(before)
        served[0][1].close()
    for name in ("journal.jsonl", "door.json"):
        assert (tmp_path / "game" / name).stat().st_mode & 0o777 == 0o600


# ---- a server that dies -------------------------------------------------------------------------------


@pytest.mark.parametrize(("lives", "starts", "ends"), [([0.5] * 20, 6, 1), ([6.0, 0.5, 0.5] * 9 + [None], 28, 0)])
def test_a_server_is_started_again_unless_it_dies_at_once_again_and_again(monkeypatch, tmp_path, lives, starts, ends):
    from netsustain.app.game import serving

    now, started, left = [0.0], [], list(lives)

    class Process:
        def __init__(self, **given):
            self.exitcode = None

        def start(self):
            started.append(now[0])

        def join(self, timeout=None):
            life = left.pop(0)
            now[0] += life or 0.0
            self.exitcode = 0 if life is None else -9

    context = SimpleNamespace(Process=Process, set_forkserver_preload=lambda names: None)
    monkeypatch.setattr(serving.multiprocessing, "get_context", lambda method: context)
    monkeypatch.setattr(serving, "time", SimpleNamespace(monotonic=lambda: now[0]))
    listener = SimpleNamespace(listen=lambda waiting: None)
    assert serving.keep(tmp_path, listener, [], "", {}) == ends
    assert len(started) == starts
