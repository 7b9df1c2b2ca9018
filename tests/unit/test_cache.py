"""Machine code: loaded by the next process, made anew when any source behind it changes."""

import os
import shutil
import subprocess
import sys

import pytest

from netsustain import driver, kernels
from netsustain.ensemble import simulate
from netsustain.scenario import load

ANOTHER_PROCESS = """
from netsustain import driver, kernels
from netsustain.ensemble import simulate
from netsustain.scenario import load
runs = simulate(load("baseline").with_(months=6), 2, seed=3).runs
module = driver.load()
print(kernels.cache_hits(module.ensemble), sum(module.ensemble.stats.cache_misses.values()))
print(repr(runs["cost_days"].tolist()))
"""
WHAT_IS_IMPORTED = """
import sys
from netsustain import driver
driver.load()
for name, module in sorted(sys.modules.items()):
    if name.partition(".")[0] == "netsustain" and getattr(module, "__file__", None):
        print(module.__file__)
"""
NOT_IN_MACHINE_CODE = ("scenario/", "messages/", "__init__.py")
"""Imported on the way, but not by the rules: packages that are only passed through."""


def python(program: str, **environment: str) -> str:
    """Output of a program in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(not kernels.JIT, reason="nothing is compiled")
def test_the_next_process_loads_machine_code_and_gets_the_same_numbers():
    here = simulate(load("baseline").with_(months=6), 2, seed=3).runs  # compiles if nobody has yet
    counts, numbers = python(ANOTHER_PROCESS).splitlines()
    hits, misses = map(int, counts.split())
    assert hits > 0
    assert misses == 0
    assert numbers == repr(here["cost_days"].tolist())


def test_the_driver_lies_in_the_folder_of_its_digest():
    folder = kernels.cache_root() / kernels.source_digest()
    assert folder == kernels.CACHE
    assert (folder / f"{driver.MODULE}.py").read_text(encoding="utf-8") == driver.source()


@pytest.fixture
def copied_package(tmp_path, monkeypatch):
    """A copy of the package's sources that the digest is taken of instead."""
    package = tmp_path / "netsustain"
    shutil.copytree(
        kernels.PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", "report", "importing")
    )
    monkeypatch.setattr(kernels, "PACKAGE", package)
    return package


def test_the_digest_is_the_same_for_the_same_sources_anywhere(copied_package, monkeypatch):
    there = kernels.source_digest()
    monkeypatch.undo()
    assert there == kernels.source_digest()


@pytest.mark.parametrize(
    "changed",
    [
        "portable.py",
        "ties.py",
        "trust.py",
        "rules/trust.py",
        "view_types.py",
        "state.py",
        "scenario/levers.py",
        "schedule.py",
    ],
)
def test_a_change_in_any_source_behind_the_machine_code_changes_the_digest(changed, copied_package):
    before = kernels.source_digest()
    path = copied_package / changed
    path.write_text(path.read_text(encoding="utf-8") + "\n# A comment is enough.\n", encoding="utf-8")
    assert kernels.source_digest() != before


@pytest.mark.parametrize(
    "changed", ["cli/program.py", "messages/report.en.json", "plan.py", "ensemble.py", "scenario/reader.py"]
)
def test_what_no_machine_code_depends_on_does_not(changed, copied_package):
    """Or every new text in a report would cost everybody a compilation."""
    before = kernels.source_digest()
    path = copied_package / changed
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert kernels.source_digest() == before


def test_a_new_helper_of_a_rule_counts(copied_package):
    before = kernels.source_digest()
    (copied_package / "helper.py").write_text("X = 1\n", encoding="utf-8")
    assert kernels.source_digest() == before, "nobody imports it yet"
    rule = copied_package / "rules" / "value.py"
    rule.write_text(
        rule.read_text(encoding="utf-8") + "\nfrom netsustain.helper import X\n", encoding="utf-8"
    )
    with_helper = kernels.source_digest()
    (copied_package / "helper.py").write_text("X = 2\n", encoding="utf-8")
    assert kernels.source_digest() != with_helper


def test_no_source_behind_the_machine_code_is_overlooked():
    """What a process has really imported once the driver is loaded, against what the digest looked at."""
    seen = {path.relative_to(kernels.PACKAGE).as_posix() for path in kernels.compiled_sources()}
    package = kernels.PACKAGE.as_posix() + "/"
    imported = {line.removeprefix(package) for line in python(WHAT_IS_IMPORTED).splitlines()}
    overlooked = {name for name in imported - seen if not name.startswith(NOT_IN_MACHINE_CODE)}
    overlooked = {name for name in overlooked if not name.endswith("/__init__.py")}
    assert not overlooked
    # Of the scenario layer, whatever holds numbers that the rules compile in.
    assert {"scenario/levers.py", "scenario/kinds.py", "scenario/parameters.py"} <= seen
