"""Pulling the plug: an experiment killed at any moment goes on where it was, and nobody can tell from its rows."""

import json
import os
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from netsustain.cli import app
from netsustain.exploration import campaign
from netsustain.exploration.campaign import RUNS, run
from netsustain.exploration.places import STORE_VARIABLE
from netsustain.exploration.prepared import prepared
from netsustain.exploration.question import question_of
from netsustain.exploration.reading import load_experiment
from netsustain.exploration.store import Store

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
from netsustain.exploration import prepared
prepared.FEWEST_ROWS = prepared.USUAL_ROWS = 10
raise SystemExit(execute(file=sys.argv[1], out=sys.argv[2], json=True))
"""
ROOT = Path(__file__).resolve().parents[3]
KILLS, FEW_KILLS, MANY_KILLS = 3, 4, 40
PATIENCE = 240.0
"""Seconds to wait for a process; it needs some six on a quiet machine."""


def stored() -> Path:
    """Where parts are kept."""
    return Path(os.environ[STORE_VARIABLE]) / "parts"


def started(file: Path, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(file), str(folder)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def parts() -> set[str]:
    return {path.name for path in stored().glob("part-*.parquet")}


def kill_after(process: subprocess.Popen[str], more: int) -> None:
    """Kill a process once it has stored so many more parts."""
    before, deadline = len(parts()), time.monotonic() + PATIENCE
    while len(parts()) < before + more and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


@pytest.mark.slow
def test_an_experiment_that_was_killed_goes_on_where_it_was(tmp_path):
    file, folder = tmp_path / "long.yaml", tmp_path / "killed"
    file.write_text(LONG, encoding="utf-8")
    seen: list[set[str]] = []
    for number in range(KILLS):
        kill_after(started(file, folder), 3 + 7 * number)
        seen.append(parts())
        assert not (folder / RUNS).exists(), "killed too late to say anything"
    assert all(earlier < later for earlier, later in pairwise(seen))
    kept = {name: (stored() / name).stat().st_mtime_ns for name in seen[-1]}

    process = started(file, folder)
    told, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert {name: (stored() / name).stat().st_mtime_ns for name in kept} == kept, "run again"
    assert not [*folder.glob(".*.part"), *stored().glob(".*")]
    assert (folder / "manifest.json").exists()

    store = Store(tmp_path / "undisturbed")
    undisturbed = run(prepared(question_of(load_experiment(file)), tmp_path / "undisturbed", store=store))
    assert f'"digest": "{undisturbed.digest}"' in told
    pd.testing.assert_frame_equal(pd.read_parquet(folder / RUNS), pd.read_parquet(tmp_path / "undisturbed" / RUNS))


@pytest.mark.slow
def test_ctrl_c_says_how_to_go_on(tmp_path):
    file, folder = tmp_path / "long.yaml", tmp_path / "stopped"
    file.write_text(LONG, encoding="utf-8")
    process = started(file, folder)
    deadline = time.monotonic() + PATIENCE
    while len(parts()) < 2 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "Stopping: the parts in work are finished first" in said
    assert f"to go on, type: netsustain experiment {file} --out {folder}" in said
    assert "Traceback" not in said
    assert len(parts()) >= 2
    assert not list(stored().glob(".*"))
    status = CliRunner().invoke(app, ["experiment", str(file), "--out", str(folder), "--status"])
    assert "runs a second: about" in status.stdout


def killed_at_random(kills: int, seed: int) -> dict:
    """``python -m benchmarks.killing``: what it counted."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.killing", str(kills), str(seed)], cwd=ROOT, capture_output=True, text=True,
        timeout=2 * PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert found["kills"] == kills
    assert found["experiments"] >= 1
    return found


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system that forks")
def test_killed_at_random_moments():
    killed_at_random(FEW_KILLS, 1)


@pytest.mark.long  # test_killed_at_random_moments is its short form
@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system that forks")
def test_killed_at_many_random_moments():
    assert killed_at_random(MANY_KILLS, 2)["bits_flipped"] >= 2


def test_ctrl_c_finishes_and_stores_the_parts_in_work(asked, small_parts, tmp_path):
    """Interrupted when the first part is safe: whatever was begun by then is finished and stored."""
    ready, begun = prepared(question_of(asked()), tmp_path), []
    real = campaign.rows_of

    def watched(chunk):
        begun.append(chunk.key)
        return real(chunk)

    def interrupting(done, _total):
        if done:
            raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(campaign, "rows_of", watched)
        with pytest.raises(KeyboardInterrupt):
            run(ready, workers=2, progress=interrupting)
    assert 1 <= len(begun) < 6
    assert sorted(begun) == ready.store.keys()
    assert run(ready).rows == 24
