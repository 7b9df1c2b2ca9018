"""The list of faults is up to date, a trial tells what it should, and a few faults are planted in every run.

``python -m tests.faults`` plants all of them.
"""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from .campaign import campaign, stale
from .planting import Fault, StaleFaultError, catalogue, planted
from .trial import PACKAGE, ROOT, Verdict

FAULTS = catalogue()
FEW = 4
"""Faults planted in every run of the suite."""


def version() -> int:
    """A number that changes with any source of the package."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / PACKAGE).rglob("*.py")):
        digest.update(path.read_bytes())
    return int.from_bytes(digest.digest()[:8])


def chosen(number: int) -> list[Fault]:
    """A few quick faults spread over the list; every version begins at another one."""
    quick = [fault for fault in FAULTS if fault.quick]
    return [quick[(number + turn * len(quick) // FEW) % len(quick)] for turn in range(FEW)]


# ---- the list -----------------------------------------------------------------------------------------


def test_there_are_enough_faults_in_every_area():
    counts = {area: sum(fault.area == area for fault in FAULTS) for area in {fault.area for fault in FAULTS}}
    assert len(FAULTS) >= 30
    assert counts.keys() == {"rules", "structure", "scenario", "statistics", "report", "importing", "game"}
    assert min(counts.values()) >= 5


def test_every_fault_can_be_planted_and_its_tests_exist():
    assert [reason for fault in FAULTS if (reason := stale(fault))] == []


def test_every_version_plants_other_faults_and_in_time_all_of_them():
    picks = [chosen(number) for number in range(len(FAULTS))]
    assert all(len({fault.name for fault in pick}) == FEW for pick in picks)
    assert {fault.name for pick in picks for fault in pick} == {fault.name for fault in FAULTS if fault.quick}


# ---- planting -----------------------------------------------------------------------------------------


def fault(**given: Any) -> Fault:
    told = {"name": "one", "stands_for": "x", "file": "core.py", "old": "2", "new": "3", "caught_by": ("test_core.py",)}
    return Fault(**{**told, "area": "tiny", **given})


@pytest.mark.parametrize(("text", "found"), [("return x / 4", 0), ("2 + 2", 2)])
def test_a_text_that_is_gone_or_stands_there_twice_is_stale(text, found):
    with pytest.raises(StaleFaultError, match=f"got the old text {found} times in .*core.py, expected it once"):
        planted(fault(), text)
    assert planted(fault(), "return x / 2") == "return x / 3"


ITEM = "- name: one\n  stands_for: x\n  file: a.py\n  old: a\n  caught_by: [t.py]\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ITEM + "  new: b\n  speed: 3\n", "expected caught_by, file"),
        (ITEM + "  new: a\n", "the same text before and after"),
        (ITEM + "  new: ''\n", "each with a value"),
        (2 * (ITEM + "  new: b\n"), "got the name one again"),
    ],
)
def test_a_list_that_cannot_be_meant_is_refused(tmp_path, text, message):
    (tmp_path / "tiny.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        catalogue(tmp_path)


# ---- verdicts -----------------------------------------------------------------------------------------

CORE = """class RefusedError(ValueError):
    pass

def half(x):
    if x < 0:
        raise RefusedError(x)
    return x / 2

def slow():
    wait = 0
    while wait < 0:
        pass
    return wait
"""
TESTS = """from netsustain.core import half, slow

def test_half():
    assert half(4) == 2

def test_unused():
    assert slow() == 0

def test_wrong():
    assert half(4) == 3
"""
HALF, UNUSED, WRONG = (f"test_core.py::{name}" for name in ("test_half", "test_unused", "test_wrong"))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory) -> Path:
    """A project of two functions and three tests, one of which is wrong."""
    root = tmp_path_factory.mktemp("tiny")
    witness = Path(__file__).with_name("witness.py").read_text(encoding="utf-8")
    files = {
        "model/netsustain/__init__.py": "", "model/netsustain/core.py": CORE, "tests/test_core.py": TESTS,
        "tests/faults/witness.py": witness, "pyproject.toml": "[tool.pytest.ini_options]\n",
    }  # fmt: skip
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


TINY = {
    "wrong_number": (fault(old="x / 2", new="x / 3", caught_by=(HALF,)), Verdict.CAUGHT),
    "refuses": (fault(old="x < 0", new="x > 0", caught_by=(HALF,)), Verdict.CAUGHT),
    "not_looked_at": (fault(old="x / 2", new="x / 3", caught_by=(UNUSED,)), Verdict.MISSED),
    "no_such_name": (fault(old="x / 2", new="y / 2", caught_by=(HALF,)), Verdict.BROKEN),
    "no_python": (fault(old="return x / 2", new="return x /", caught_by=(HALF,)), Verdict.BROKEN),
    "fails_anyway": (fault(old="x / 2", new="x / 3", caught_by=(WRONG,)), Verdict.UNSOUND),
    "text_is_gone": (fault(old="x / 7", caught_by=(HALF,)), Verdict.STALE),
    "file_is_gone": (fault(file="shell.py", caught_by=(HALF,)), Verdict.STALE),
    "test_is_gone": (fault(old="x / 2", caught_by=("test_core.py::test_nothing",)), Verdict.STALE),
}


def test_what_a_trial_tells(tiny):
    """What is caught by an assertion or a refusal is caught; what merely breaks the program is not."""
    faults = [Fault(**{**vars(each), "name": name}) for name, (each, _) in TINY.items()]
    found = {result.fault.name: result for result in campaign(faults, root=tiny)}
    assert {name: result.verdict for name, result in found.items()} == {name: told for name, (_, told) in TINY.items()}
    assert found["wrong_number"].by == "tests/test_core.py::test_half"
    assert "NameError" in found["no_such_name"].by
    assert (tiny / "model/netsustain/core.py").read_text(encoding="utf-8") == CORE, "only copies are changed"


def test_tests_that_never_end_are_stopped(tiny):
    endless = fault(old="while wait < 0", new="while wait < 1", caught_by=(UNUSED,))
    (found,) = campaign([endless], root=tiny, seconds=3)
    assert found.verdict == Verdict.TOO_LONG
    assert found.seconds < 60


# ---- a few of them ------------------------------------------------------------------------------------


def test_a_few_faults_are_caught():
    """Those of this version of the sources; all of them: ``python -m tests.faults``."""
    results = list(campaign(chosen(version()), workers=2))
    assert len(results) == FEW
    missed = [result for result in results if result.verdict != Verdict.CAUGHT]
    assert not missed, [f"{result.verdict.value}: {result.fault.name}: {result.by}" for result in missed]
