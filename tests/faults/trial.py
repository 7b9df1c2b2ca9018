"""A copy of the project in a folder of its own, and tests run there in plain Python."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from .planting import PACKAGE, Fault, StaleFaultError, plant
from .witness import CHECK, REFUSAL, VARIABLE

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("model", "tests", "scenarios", "experiments", "docs", "pyproject.toml")
"""What the tests of a copy may look at."""
SECONDS = 300.0
"""Longest time a fault's tests may take; most take a few seconds."""
_NOT_COPIED = shutil.ignore_patterns("__pycache__", "*.pyc", "_shipped", ".*")


class Verdict(Enum):
    """What came of a fault."""

    CAUGHT = "caught"
    MISSED = "MISSED"
    """Every test passes with the fault in the program: a hole in the suite."""
    BROKEN = "BROKEN"
    """The planted text breaks the program instead of falsifying it; such a fault shows nothing."""
    TOO_LONG = "TOO LONG"
    STALE = "STALE"
    UNSOUND = "UNSOUND"
    """Its tests do not all pass without the fault."""


@dataclass(frozen=True)
class Told:
    """What a run of tests told."""

    passed: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    failed: list[dict[str, str]] = field(default_factory=list)
    uncollected: list[str] = field(default_factory=list)
    package: str = ""
    """Folder of the package that was tested."""
    output: str = ""
    timed_out: bool = False


@dataclass(frozen=True)
class Result:
    """A fault's verdict, the test that decided it or what went wrong, and the time it took (seconds)."""

    fault: Fault
    verdict: Verdict
    by: str
    seconds: float


def copied(root: Path, target: Path) -> Path:
    """Copy the sources, the tests and what they read to a new folder ``target``; returns it."""
    target.mkdir(parents=True)
    for part in PARTS:
        source = root / part
        if source.is_dir():
            shutil.copytree(source, target / part, ignore=_NOT_COPIED)
        elif source.is_file():
            shutil.copy2(source, target / part)
    return target


def linked(base: Path, target: Path) -> Path:
    """A copy of a copy that shares its files until they are replaced, compiled bytecode included."""
    shutil.copytree(base, target, copy_function=os.link, ignore=shutil.ignore_patterns(".*"))
    return target


def environment(folder: Path, account: Path) -> dict[str, str]:
    """Variables of a process that tests the copy in ``folder`` without the compiler and writes to ``account``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_", "PYTHONPATH"))}
    return {
        **kept,
        "PYTHONPATH": str(folder / "model"),
        "NUMBA_DISABLE_JIT": "1",
        "NETSUSTAIN_CACHE_DIR": str(folder / ".cache"),
        VARIABLE: str(account),
    }


def run_tests(folder: Path, tests: Sequence[str], seconds: float = SECONDS, *, stop: bool = True) -> Told:
    """Run tests of the copy in ``folder``; ``stop`` at the first that fails."""
    command = [
        sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "-p", "tests.faults.witness",
        "--tb=line", *(["-x"] if stop else []), *(f"tests/{test}" for test in tests),
    ]  # fmt: skip
    account = folder / f".told-{uuid.uuid4().hex}.json"
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment(folder, account), capture_output=True, text=True, timeout=seconds,
            check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Told(timed_out=True)
    told: dict[str, Any] = json.loads(account.read_text(encoding="utf-8")) if account.exists() else {}
    return Told(**told, output=f"{done.stdout[-1500:]}{done.stderr[-1500:]}")


def tested_elsewhere(told: Told, folder: Path) -> str:
    """What is wrong if the tests did not look at the copy; empty if they did."""
    if Path(told.package or ".").resolve() == (folder / PACKAGE).resolve():
        return ""
    return f"got the package {told.package or 'nowhere'}, expected that of the copy\n{told.output}"


def judged(told: Told, folder: Path) -> tuple[Verdict, str]:
    """The verdict on a fault from what its tests told, and by whom or why."""
    if told.timed_out:
        return Verdict.TOO_LONG, "the tests did not end in time"
    if told.uncollected:
        return Verdict.BROKEN, told.uncollected[0]
    if tested_elsewhere(told, folder):
        return Verdict.UNSOUND, tested_elsewhere(told, folder)
    for failure in told.failed:
        if failure["kind"] in (CHECK, REFUSAL):
            return Verdict.CAUGHT, failure["test"]
    if told.failed:
        first = told.failed[0]
        return Verdict.BROKEN, f"{first['test']}: {first['error']}: {first['message']}"
    if not told.passed:
        return Verdict.UNSOUND, f"no test ran\n{told.output}"
    return Verdict.MISSED, f"{len(told.passed)} tests pass with it"


def tried(fault: Fault, base: Path, folder: Path, seconds: float = SECONDS) -> Result:
    """Plant a fault in a copy of ``base`` at ``folder``, run its tests there, and remove the copy."""
    began = time.perf_counter()
    try:
        plant(fault, linked(base, folder))
        verdict, by = judged(run_tests(folder, list(fault.caught_by), seconds), folder)
    except StaleFaultError as error:
        verdict, by = Verdict.STALE, str(error)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Result(fault, verdict, by, time.perf_counter() - began)
