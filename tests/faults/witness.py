"""A pytest plugin that writes down what became of every test, and by what kind of error a test failed.

It runs inside the process that tests a copy of the project. A test that fails because the planted text breaks the
program (a name that does not exist, say) has noticed nothing: kinds keep such failures apart.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

VARIABLE = "NETSUSTAIN_WITNESS"
"""Environment variable that names the file to write."""
CHECK, REFUSAL, CRASH = "check", "refusal", "crash"
"""An assertion of the test; an error that the program itself raises by its own class; any other error."""

_found: dict[str, Any] = {"passed": [], "skipped": [], "failed": [], "uncollected": [], "package": ""}


def kind_of(error: BaseException) -> str:
    """Which kind of failure an exception is."""
    if isinstance(error, (AssertionError, pytest.fail.Exception)):
        return CHECK
    if isinstance(error, BaseExceptionGroup):
        kinds = {kind_of(inner) for inner in error.exceptions}
        return CHECK if kinds == {CHECK} else CRASH
    return REFUSAL if type(error).__module__.split(".")[0] == "netsustain" else CRASH


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """Note how each phase of a test went."""
    report = yield
    if report.failed and call.excinfo is not None:
        error = call.excinfo.value
        said = {"test": item.nodeid, "kind": kind_of(error), "error": type(error).__name__, "message": str(error)[:300]}
        _found["failed"].append(said)
    elif report.skipped:
        _found["skipped"].append(item.nodeid)
    elif report.when == "call" and report.passed:
        _found["passed"].append(item.nodeid)
    return report


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Note what could not even be imported."""
    if report.failed:
        _found["uncollected"].append(f"{report.nodeid}: {str(report.longrepr)[-300:]}")


def pytest_unconfigure() -> None:
    """Write everything down."""
    module = sys.modules.get("netsustain")
    _found["package"] = str(Path(str(module.__file__)).parent) if module else ""
    path = os.environ.get(VARIABLE)
    if path:
        Path(path).write_text(json.dumps(_found), encoding="utf-8")
