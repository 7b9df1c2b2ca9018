"""The locks hold what the package declares: what is installed from them, and bundled, is whole."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = {"run": (), "app": ("app",), "test": ("test", "cluster", "app")}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(extras) -> set[str]:
    lines = [*PROJECT["dependencies"], *(line for extra in extras for line in PROJECT["optional-dependencies"][extra])]
    return {normal(re.match(r"[\w.-]+", line)[0]) for line in lines}


def locked(name: str) -> dict[str, set[str]]:
    """Package → versions in a lock."""
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE):
        found.setdefault(normal(package), set()).add(version)
    return found


@pytest.mark.parametrize("name", EXTRAS)
def test_a_lock_holds_everything_that_is_declared(name):
    missing = declared(EXTRAS[name]) - locked(name).keys()
    assert not missing, f"requirements/{name}.lock lacks {', '.join(sorted(missing))}; type: make lock"


def test_the_locks_agree():
    whole = locked("test")
    for name in ("run", "app"):
        for package, versions in locked(name).items():
            assert versions == whole.get(package, versions), f"{package} in {name}.lock and test.lock"
    assert locked("run").keys() <= locked("app").keys()
