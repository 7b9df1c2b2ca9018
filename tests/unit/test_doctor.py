"""The doctor: says what is there, finds what is missing, and what to type."""

import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from netsustain import kernels
from netsustain.cli import app
from netsustain.commands import doctor


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
    assert int(found["cores"]["value"]) >= 1
    assert found["memory"]["value"].endswith("GiB")
    assert found["fonts"]["value"] == "Sarabun"
    assert found["scenarios"]["value"].split()[0].isdecimal()
    assert {"netsustain", "mesa", "numba", "numpy", "pandas", "pyarrow", "matplotlib", "cache"} <= found.keys()


def test_as_a_table_in_both_languages():
    assert "Everything that is needed is there." in call().stdout
    assert "มีทุกสิ่งที่จำเป็นครบถ้วน" in call("--lang", "th").stdout


def test_a_missing_package_is_a_fault_and_an_extra_is_not(monkeypatch):
    monkeypatch.setattr(doctor, "installed", lambda name: None if name in ("pyarrow", "pymoo") else "99.0")
    result = call()
    assert result.exit_code == 1
    assert "python -m pip install pyarrow" in result.stdout
    assert "1 to mend" in result.stdout
    assert checks()["extra_search"]["ok"] is None


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
