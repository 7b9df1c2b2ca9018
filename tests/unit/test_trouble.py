"""What the system refuses is told with what to type: a full disk, a folder that is not ours, a cache that cannot be."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from netsustain import kernels
from netsustain.cli import app
from netsustain.commands import trouble

ROOT = Path(__file__).parents[2]


def refusal(number, place=None):
    return OSError(number, os.strerror(number), place) if place else OSError(number, os.strerror(number))


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.EPERM])
def test_a_folder_that_may_not_be_written(number):
    said = trouble.told(refusal(number, "/somewhere/results"), "en")
    assert said.startswith(f"/somewhere/results: {os.strerror(number)}\n")
    assert "--out" in said
    assert "NETSUSTAIN_CACHE_DIR" not in said
    assert "--out" in trouble.told(refusal(number, "/somewhere/results"), "th")


def test_a_cache_that_may_not_be_written(monkeypatch, tmp_path):
    monkeypatch.setattr(kernels, "CACHE", tmp_path / "cache")
    for place in (tmp_path / "cache", tmp_path / "cache" / "x" / "y.nbc"):
        assert "export NETSUSTAIN_CACHE_DIR=" in trouble.told(refusal(errno.EACCES, str(place)), "en")
    assert "--out" in trouble.told(refusal(errno.EACCES, str(tmp_path / "results")), "en")


COMMANDS = [
    ("run", "demo_none"), ("compare", "demo_none"), ("why", "demo_none"), ("advise", "demo_none", "--budget", "14"),
    ("explore", "demo_none"), ("brief", "demo_none"), ("validate", "--quick"), ("diagnose", "answers.csv"),
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_results_that_cannot_be_written_are_no_surprise_at_the_end(command, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "results").write_text("a file where the folder should be", encoding="utf-8")
    items = ",".join(f"q{number:02d}" for number in range(1, 41))
    answers = "".join(f"{number},A{',4' * 40}\n" for number in range(6))
    (tmp_path / "answers.csv").write_text(f"respondent,organisation,{items}\n{answers}", encoding="utf-8")
    monkeypatch.setattr("netsustain.driver.load", lambda: pytest.fail("runs were made"))
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 1, result.output
    assert result.stderr.startswith("results"), result.stderr
    assert "--out" in result.stderr


def test_a_full_disk_is_named(monkeypatch, tmp_path):
    usage = shutil.disk_usage(tmp_path)
    full = {tmp_path / "cache"}
    monkeypatch.setattr(kernels, "CACHE", tmp_path / "cache")
    (tmp_path / "cache").mkdir()
    monkeypatch.setattr(trouble.shutil, "disk_usage", lambda path: usage._replace(free=0 if path in full else 2**40))
    said = trouble.told(refusal(errno.ENOSPC), "en")
    assert f"The disk is full (see {tmp_path / 'cache'})" in said
    assert str(Path.cwd()) not in said


def test_what_nothing_is_known_of_stays_as_it_is():
    assert trouble.told(refusal(errno.ENOENT, "there"), "en") == f"there: {os.strerror(errno.ENOENT)}"


def test_a_command_that_is_refused(monkeypatch):
    def execute(**options):
        raise refusal(errno.EROFS, "results")

    monkeypatch.setattr("netsustain.commands.check.execute", execute)
    result = CliRunner().invoke(app, ["check", "baseline"])
    assert result.exit_code == 1
    assert "name one with --out" in result.stderr


def test_a_file_that_is_not_there_says_where_it_was_looked_for(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").touch()
    call = CliRunner().invoke
    assert "did you mean mine.yaml?" in call(app, ["check", "mines.yaml"]).stderr
    assert f"looked in {tmp_path}" in call(app, ["check", "other_things.yml"]).stderr
    assert f"there is no folder scenarios in {tmp_path}" in call(app, ["check", "scenarios/baseline.yaml"]).stderr


@pytest.mark.parametrize(("options", "says"), [("size=5m,ro", "NETSUSTAIN_CACHE_DIR="), ("size=300k", "disk is full")])
def test_a_cache_on_such_a_disk(tmp_path, options, says):
    """On a file system of its own: read-only, and full before the machine code is kept."""
    if shutil.which("unshare") is None or subprocess.run(["unshare", "-rm", "true"], check=False).returncode:
        pytest.skip("this machine lets nobody mount a file system of their own")
    line = f'mount -t tmpfs -o {options} t "$1" && shift && exec "$@"'
    command = [sys.executable, "-m", "netsustain", "run", "baseline", "--months", "2", "--out", str(tmp_path / "out")]
    cache = tmp_path / "cache"
    cache.mkdir()
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", line, "sh", str(cache), *command], capture_output=True, text=True, check=False,
        cwd=tmp_path, env={**os.environ, "NETSUSTAIN_CACHE_DIR": str(cache / "c")},
    )  # fmt: skip
    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr
