"""The doctor: says what is there, finds what is missing, and what to type."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from netsustain import kernels
from netsustain.cli import app
from netsustain.commands import doctor, doctor_app, doctor_check, doctor_machine, installation


def call(*options):
    return CliRunner().invoke(app, ["doctor", *options])


def checks():
    result = call("--json")
    told = json.loads(result.stdout)
    assert told["ok"] is (result.exit_code == 0)
    return {check["name"]: check for check in told["checks"]}


def test_nothing_is_missing_here():
    found = checks()
    assert not [check for check in found.values() if check["ok"] is False]
    assert found["python"]["value"].startswith(".".join(map(str, sys.version_info[:3])))
    assert int(found["cores"]["value"].split()[0]) >= 1
    assert found["memory"]["value"].endswith("GiB")
    assert found["fonts"]["value"] == "Sarabun"
    assert found["scenarios"]["value"].split()[0].isdecimal()
    assert {"netsustain", "mesa", "numba", "numpy", "pandas", "pyarrow", "matplotlib", "cache"} <= found.keys()


def test_as_a_table_in_both_languages():
    assert "Everything that is needed is there." in call().stdout
    assert "มีทุกสิ่งที่จำเป็นครบถ้วน" in call("--lang", "th").stdout


def test_a_missing_package_is_a_fault_and_an_extra_is_not(monkeypatch):
    monkeypatch.setattr(doctor, "installed", lambda name: None if name in ("pyarrow", "distributed") else "99.0")
    result = call()
    assert result.exit_code == 1
    assert "python -m pip install pyarrow" in result.stdout
    assert "1 to mend" in result.stdout
    assert checks()["extra_cluster"]["ok"] is None


def test_an_old_package_is_named_with_the_version_that_will_do(monkeypatch):
    monkeypatch.setattr(doctor, "installed", lambda name: "2.9" if name == "mesa" else "99.0")
    mesa = checks()["mesa"]
    assert (mesa["ok"], mesa["value"]) == (False, "2.9")
    assert "'mesa>=3.3'" in mesa["advice"]


def test_a_missing_font(monkeypatch):
    monkeypatch.setattr(doctor, "FONTS", ("Sarabun-Regular.ttf", "Nowhere.ttf"))
    assert checks()["fonts"]["value"] == "Nowhere.ttf"
    assert call().exit_code == 1


@pytest.mark.parametrize("made", [True, False])
def test_whether_the_first_run_will_compile(monkeypatch, tmp_path, made):
    monkeypatch.setattr(kernels, "CACHE", tmp_path)
    (tmp_path / "x").mkdir()
    if made:
        (tmp_path / "x" / "netsustain_driver.ensemble-1.py311.1.nbc").touch()
    found = checks()["compiled"]
    assert found["ok"] is (True if made else None)
    assert bool(found["advice"]) is not made


def test_the_name_of_the_machine_code_is_that_of_the_driver():
    from netsustain import driver

    driver.load()
    assert (kernels.CACHE / f"{driver.MODULE}.py").exists()
    assert "def ensemble(" in driver.source()
    assert driver.MODULE == "netsustain_driver"


def program(**environment):
    arguments = [sys.executable, "-m", "netsustain", "doctor", "--lang", "th"]
    return subprocess.run(arguments, env={**os.environ, **environment}, capture_output=True, check=False)


def test_a_cache_that_cannot_be_made(tmp_path):
    (tmp_path / "file").touch()
    done = program(NETSUSTAIN_CACHE_DIR=str(tmp_path / "file" / "cache"), PYTHONIOENCODING="utf-8")
    assert done.returncode == 1
    assert "NETSUSTAIN_CACHE_DIR" in done.stdout.decode()
    assert b"Traceback" not in done.stderr


def test_a_terminal_without_thai_letters_gets_english_and_advice():
    done = program(PYTHONIOENCODING="ascii", COLUMNS="200")
    assert done.returncode == 0
    assert b"PYTHONUTF8" in done.stdout


# ---- what somebody new may meet ---------------------------------------------------------------------


def test_every_check_has_a_name_in_both_languages():
    for lang in ("en", "th"):
        names = {key for key in doctor_texts(lang) if key.startswith("name_")}
        assert {f"name_{name}" for name in checks()} <= names


def doctor_texts(lang):
    from netsustain.messages import section_texts

    return section_texts("doctor", lang)


def test_a_package_that_only_some_commands_need_is_a_fault_when_it_is_missing(monkeypatch):
    monkeypatch.setattr(doctor, "installed", lambda name: None if name == "pymoo" else "99.0")
    others = checks()["others"]
    assert (others["ok"], others["value"]) == (False, "pymoo not installed")
    assert "'pymoo>=0.6.2'" in others["advice"]


def test_a_package_that_is_there_but_does_not_load(monkeypatch):
    def load(name):
        if name == "pyarrow":
            raise ImportError("half of it is there")

    monkeypatch.setattr(doctor, "import_module", load)
    found = checks()["pyarrow"]
    assert found["ok"] is False
    assert "half of it is there" in found["value"]
    assert "make clean demo" in found["advice"]


def test_an_environment_that_was_moved(monkeypatch, tmp_path):
    (tmp_path / "new" / ".venv").mkdir(parents=True)
    (tmp_path / "new" / ".venv" / ".ready-run").write_text("/an/old/place\n", encoding="utf-8")
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "new" / ".venv"))
    assert installation.made_for() == Path("/an/old/place")
    found = checks()["place"]
    assert found["ok"] is False
    assert "/an/old/place" in found["advice"]
    assert f"In {tmp_path / 'new'} type: make demo" in found["advice"]


def test_a_results_folder_that_cannot_be_written(monkeypatch, tmp_path):
    def refuse(folder):
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(doctor_machine, "free_after_writing", refuse)
    found = checks()
    assert (found["results"]["ok"], found["results"]["value"]) == (False, str(tmp_path))
    assert "--out" in found["results"]["advice"]
    assert found["cache"]["ok"] is False


def test_a_full_disk(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "results").mkdir()
    monkeypatch.setattr(doctor_machine, "free_after_writing", lambda folder: 3 * 2**20)
    found = checks()
    assert found["results"]["ok"] is False
    assert found["results"]["value"] == f"{tmp_path / 'results'}: 3 MiB free"
    assert "Only 3 MiB" in found["cache"]["advice"]


def test_writing_is_tried_and_not_asked(tmp_path):
    assert doctor_check.free_after_writing(tmp_path) > 0
    assert not list(tmp_path.iterdir())
    with pytest.raises(OSError, match="No such file"):
        doctor_check.free_after_writing(tmp_path / "nowhere")


def test_a_clock_that_is_years_behind(monkeypatch):
    assert checks()["clock"]["ok"] is True
    monkeypatch.setattr(time, "time", lambda: 1_000_000_000.0)
    found = checks()["clock"]
    assert found["ok"] is None
    assert found["value"].startswith("2001-09-")
    assert found["advice"]


def test_a_user_without_a_home(monkeypatch):
    def nobody():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", nobody)
    found = checks()["home"]
    assert (found["ok"], found["value"]) == (None, "none")
    assert "NETSUSTAIN_CACHE_DIR" in found["advice"]


def test_compiling_that_is_switched_off(monkeypatch):
    monkeypatch.setattr(kernels, "JIT", False)
    assert "unset NUMBA_DISABLE_JIT" in checks()["compiled"]["advice"]


def test_a_port_that_is_taken():
    from netsustain.commands.app import ADDRESS, PORT

    with socket.socket() as other:
        try:
            other.bind((ADDRESS, PORT))
            other.listen()
        except OSError:
            pass  # another program has it: that is what is asked for
        found = checks()["port"]
    assert (found["ok"], found["value"]) == (None, f"{PORT} is taken")
    assert "--port" in found["advice"]


def test_pages_that_are_missing_or_older_than_their_sources(monkeypatch, tmp_path):
    pages, source = tmp_path / "index.html", tmp_path / "web" / "src" / "App.svelte"
    source.parent.mkdir(parents=True)
    source.touch()
    monkeypatch.setattr(doctor_app, "PAGES", pages)
    monkeypatch.setattr(doctor_app, "SOURCES", tmp_path / "web")
    assert (checks()["pages"]["ok"], checks()["pages"]["value"]) == (None, "not built")
    pages.touch()
    os.utime(source, (1e9, 1e9))
    assert checks()["pages"]["ok"] is True
    os.utime(source, (4e9, 4e9))
    assert checks()["pages"]["value"] == "older than their sources"
    assert "make app" in checks()["pages"]["advice"]


def test_a_wheel_needs_no_node(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor_app, "SOURCES", tmp_path / "nowhere")
    assert not {"node", "chromium"} & checks().keys()


@pytest.mark.parametrize(("says", "ok"), [("v20.1.0", True), ("v18.3.0", None), ("what?", None), (None, None)])
def test_node(monkeypatch, tmp_path, says, ok):
    if says is not None:
        (tmp_path / "node").write_text(f"#!/bin/sh\necho '{says}'\n", encoding="utf-8")
        (tmp_path / "node").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(doctor_app, "SOURCES", Path(__file__).parent)
    found = {check.name: check for check in doctor_app.builders(lambda key, **values: key)}
    assert found["node"].ok is ok
    assert bool(found["node"].advice) is (ok is None)
    assert (found["chromium"].ok, found["chromium"].advice) == (None, "chromium_advice")


def test_a_machine_without_a_network_has_no_address_and_no_fault(monkeypatch):
    monkeypatch.setattr(doctor_app, "ELSEWHERE", ("no such address", 9))
    found = checks()["address"]
    assert found["ok"] is True
    assert "none is needed" in found["value"]
