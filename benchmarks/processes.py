"""Figures of whole processes: how long they take, and what they say of themselves."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.rows import ROOT, Timing

MIB = 2.0**20


def python(*arguments: str, environment: dict[str, str] | None = None) -> tuple[Timing, str]:
    """Run this interpreter in the project's folder; its time from start to end, and what it printed.

    Raises
    ------
    RuntimeError
        If it fails; says what it wrote.
    """
    before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env={**os.environ, **(environment or {})}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    wall = time.perf_counter() - wall
    if done.returncode:
        raise RuntimeError(f"python {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Timing(wall, spent), done.stdout


def report(module: str, *arguments: object, environment: dict[str, str] | None = None) -> tuple[Timing, Any]:
    """Run ``python -m benchmarks.<module>``, which prints one JSON object."""
    timing, printed = python("-m", f"benchmarks.{module}", *map(str, arguments), environment=environment)
    return timing, json.loads(printed)


def fastest(repeats: int, *arguments: str) -> Timing:
    """The best of several processes."""
    timings = [python(*arguments)[0] for _ in range(repeats)]
    return Timing(min(each.wall for each in timings), min(each.processor for each in timings))


def peak_mib() -> float:
    """Most memory that this process has held so far [MiB].

    On Linux by the process's own mark: the figure of ``getrusage`` starts with what the parent held.
    """
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    for line in lines:
        if line.startswith("VmHWM:"):
            return float(line.split()[1]) * 1024.0 / MIB
    unit = 1.0 if sys.platform == "darwin" else 1024.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MIB
