"""The newcomer's path: its steps hang together, a failing one says what to type, its figures reach the page."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from tools.newcomer import page, walking
from tools.newcomer.steps import Step, path, written
from tools.newcomer.walking import Taken, Walk
from typer.main import get_command

from netsustain.cli import app

ROOT = Path(__file__).parents[3]
MACHINE = {"date": "2026-01-02", "cores": 2, "processor": "a processor", "python": "3.11.1", "load_average": 0.1}


@pytest.fixture
def walk(tmp_path, monkeypatch):
    monkeypatch.setattr(walking, "can_be_offline", lambda: False)
    return Walk(ROOT, tmp_path / "walk")


def test_every_step_needs_one_before_it_and_has_a_remedy():
    seen: set[str] = set()
    for step in path(tests=True):
        assert not step.needs or step.needs in seen
        assert step.remedy
        assert step.part
        assert step.name not in seen
        seen.add(step.name)
    assert "make test" in seen
    assert "make test" not in {step.name for step in path()}


def test_commands_of_the_path_take_what_they_are_given():
    typed = [line for step in path() for line in step.command.split(" && ") if line.startswith("netsustain ")]
    assert len(typed) >= 12
    for line in typed:
        words = shlex.split(line)[1:]
        assert get_command(app).commands[words[0]].make_context(words[0], words[1:]) is not None


def test_a_step_after_one_that_failed_is_not_taken(walk):
    steps = [Step("first", "echo gone wrong >&2; exit 3", "a remedy"), Step("second", "true", "x", "first"),
             Step("third", "true", "x", "second"), Step("other", "true", "x")]  # fmt: skip
    told = []
    taken = walk.take(steps, told.append)
    assert [each.ok for each in taken] == [False, None, None, True]
    assert taken[0].output == "gone wrong"
    assert told == taken


def test_nobody_elses_variables_come_along(walk, monkeypatch):
    monkeypatch.setenv("NETSUSTAIN_CACHE_DIR", "/warm")
    monkeypatch.setenv("MAKEFLAGS", "-n")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy:1")
    monkeypatch.setenv("PATH", "/project/.venv/bin:/usr/bin")
    seen = walk.variables(alone=True)
    assert seen["HOME"] == str(walk.home_alone) != walk.variables()["HOME"]
    assert seen["PATH"] == f"{walk.environment / 'bin'}:/usr/bin"
    assert seen["HTTPS_PROXY"] == "http://proxy:1"
    assert not {"NETSUSTAIN_CACHE_DIR", "MAKEFLAGS"} & seen.keys()


def test_the_clone_is_put_away_before_the_wheels_are_used(walk):
    (walk.clone / "dist" / "bundle").mkdir(parents=True)
    (walk.clone / "dist" / "bundle" / "a.whl").touch()
    for table in walking.TABLES:
        (walk.clone / table).parent.mkdir(parents=True, exist_ok=True)
        (walk.clone / table).touch()
    (taken,) = walk.take([Step("look", "pwd; ls {bundle}; ls {clone}", "x", alone=True)], lambda each: None)
    assert taken.ok is False, "the clone can still be found"
    assert str(walk.work) in taken.output
    assert "a.whl" in taken.output
    assert {path.name for path in walk.work.iterdir()} == {"members.csv", "ties.csv"}


def test_the_section():
    steps = path()[:2]
    taken = [Taken(steps[0], 1.26, 0.5, True), Taken(steps[1], 61.0, 20.0, True)]
    generated = page.section(taken, MACHINE, offline=False)
    assert "The whole path: **1 min 02 s**, 20 s of processor time (make demo 1 min 02 s)." in generated
    assert f"| set-up of the demo | `{written(steps[1])}` | 61.0 | 20.0 | yes |" in generated
    assert "ran with its network there" in generated
