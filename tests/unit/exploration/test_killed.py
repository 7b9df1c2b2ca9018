"""Pulling the plug: an experiment killed at any moment goes on where it was, and nobody can tell from its rows."""

import os
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from netsustain.exploration.campaign import RUNS, run
from netsustain.exploration.prepared import prepared
from netsustain.exploration.question import question_of
from netsustain.exploration.reading import load_experiment

LONG = """schema: 1
kind: compare
title: {en: Try, th: ลอง}
question: {en: What if?, th: ถ้าเป็นเช่นนั้นล่ะ}
sources: [A-H1]
scenarios: [demo_none, demo_all]
factors: {personal_share: , levers.platform: }
design: {draws: 40}
replicates: 25
outcomes: [months_sustained, cost, ended]
"""
PROGRAM = """
import sys
from netsustain.commands.experiment import execute
from netsustain.exploration import question
question.FEWEST_ROWS = 10
raise SystemExit(execute(file=sys.argv[1], out=sys.argv[2], json=True))
"""
KILLS = 3
PATIENCE = 240.0
"""Seconds to wait for a process; it needs some six on a quiet machine."""


pytestmark = pytest.mark.slow


def started(file: Path, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(file), str(folder)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def parts(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("parts/part-*.parquet")}


def kill_after(process: subprocess.Popen[str], folder: Path, more: int) -> None:
    """Kill a process once it has stored so many more parts."""
    before, deadline = len(parts(folder)), time.monotonic() + PATIENCE
    while len(parts(folder)) < before + more and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def test_an_experiment_that_was_killed_goes_on_where_it_was(tmp_path):
    file, folder = tmp_path / "long.yaml", tmp_path / "killed"
    file.write_text(LONG, encoding="utf-8")
    seen: list[set[str]] = []
    for number in range(KILLS):
        kill_after(started(file, folder), folder, 3 + 7 * number)
        seen.append(parts(folder))
        assert not (folder / RUNS).exists(), "killed too late to say anything"
    assert all(earlier < later for earlier, later in pairwise(seen))
    kept = {name: (folder / "parts" / name).stat().st_mtime_ns for name in seen[-1]}

    process = started(file, folder)
    told, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert {name: (folder / "parts" / name).stat().st_mtime_ns for name in kept} == kept, "run again"
    assert not [*folder.glob(".*.part"), *folder.glob("parts/.*")]
    assert (folder / "manifest.json").exists()

    undisturbed = run(prepared(question_of(load_experiment(file)), tmp_path / "undisturbed"))
    assert f'"digest": "{undisturbed.digest}"' in told
    pd.testing.assert_frame_equal(pd.read_parquet(folder / RUNS), pd.read_parquet(tmp_path / "undisturbed" / RUNS))


def test_ctrl_c_says_how_to_go_on(tmp_path):
    file, folder = tmp_path / "long.yaml", tmp_path / "stopped"
    file.write_text(LONG, encoding="utf-8")
    process = started(file, folder)
    deadline = time.monotonic() + PATIENCE
    while len(parts(folder)) < 2 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert f"to go on, type: netsustain experiment {file} --out {folder}" in said
    assert "Traceback" not in said
    assert len(parts(folder)) >= 2
