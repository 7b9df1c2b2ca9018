"""Plant many faults, one copy of the project each, after seeing that their tests pass without them."""

from __future__ import annotations

import ast
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from functools import cache
from pathlib import Path

from .planting import PACKAGE, Fault, StaleFaultError, planted
from .trial import ROOT, SECONDS, Result, Told, Verdict, copied, run_tests, tested_elsewhere, tried

SOUND_SECONDS = 20.0 * SECONDS
"""Longest time that the tests of all faults may take without a fault."""


def stale(fault: Fault, root: Path = ROOT) -> str:
    """Why a fault cannot be planted or its tests cannot be found; empty if they can."""
    path = root / PACKAGE / fault.file
    try:
        planted(fault, path.read_text(encoding="utf-8"))
    except (StaleFaultError, FileNotFoundError) as error:
        return str(error)
    for test in fault.caught_by:
        file, _, name = test.partition("::")
        if not (root / "tests" / file).is_file():
            return f"{fault.area}.yaml: {fault.name}: there is no tests/{file}"
        if name and name.partition("[")[0] not in _test_names(root / "tests" / file):
            return f"{fault.area}.yaml: {fault.name}: tests/{file} has no {name}"
    return ""


@cache
def _test_names(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def is_of(node: str, test: str) -> bool:
    """Whether a test that ran is one that ``test`` names: a file, a function, or one of its cases."""
    whole = f"tests/{test}"
    return node == whole or node.startswith((f"{whole}::", f"{whole}["))


def unsound(fault: Fault, told: Told) -> str:
    """Why the tests of a fault say nothing: one fails without it, or none runs; empty if they are sound."""
    for failure in told.failed:
        if any(is_of(failure["test"], test) for test in fault.caught_by):
            return f"{failure['test']} fails without it: {failure['error']}: {failure['message']}"
    idle = [test for test in fault.caught_by if not any(is_of(node, test) for node in told.passed)]
    return f"{idle[0]} does not run (skipped, or no test)\n{told.output}" if idle else ""


def without_faults(base: Path, tests: Sequence[str], workers: int) -> Told:
    """Run the tests of all faults in the unchanged copy, each once."""
    if not tests:
        return Told()
    shares = [share for first in range(workers) if (share := sorted(tests)[first::workers])]
    with ThreadPoolExecutor(workers) as pool:
        accounts = list(pool.map(lambda share: run_tests(base, share, SOUND_SECONDS, stop=False), shares))
    elsewhere = "".join(tested_elsewhere(told, base) for told in accounts)
    return Told(
        passed=[] if elsewhere else [node for told in accounts for node in told.passed],
        failed=[failure for told in accounts for failure in told.failed],
        output=elsewhere + "".join(told.output for told in accounts),
    )


def campaign(
    faults: Sequence[Fault], *, workers: int = 1, root: Path = ROOT, seconds: float = SECONDS
) -> Iterator[Result]:
    """Results as they come: faults that are stale, those whose tests are unsound, then those that were planted."""
    ready = []
    for fault in faults:
        reason = stale(fault, root)
        if reason:
            yield Result(fault, Verdict.STALE, reason, 0.0)
        else:
            ready.append(fault)
    with tempfile.TemporaryDirectory(prefix="netsustain-faults-") as place:
        base = copied(root, Path(place) / "base")
        told = without_faults(base, sorted({test for fault in ready for test in fault.caught_by}), workers)
        with ThreadPoolExecutor(workers) as pool:
            waiting: list[Future[Result]] = []
            for fault in ready:
                reason = unsound(fault, told)
                if reason:
                    yield Result(fault, Verdict.UNSOUND, reason, 0.0)
                else:
                    waiting.append(pool.submit(tried, fault, base, Path(place) / fault.name, seconds))
            for done in as_completed(waiting):
                yield done.result()
