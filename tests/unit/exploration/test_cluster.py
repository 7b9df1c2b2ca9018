"""An experiment on a Dask cluster: the same rows as here, whatever happens to its workers.

Schedulers and workers are processes on this machine, on its loopback address.
"""

import _thread
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from typer.testing import CliRunner

import netsustain
from netsustain.cli import app
from netsustain.exploration.branches import question as branching
from netsustain.exploration.calibration.problem import Problem
from netsustain.exploration.campaign import run
from netsustain.exploration.elsewhere import crew
from netsustain.exploration.kinds import branch, calibrate
from netsustain.exploration.prepared import prepared
from netsustain.exploration.question import question_of
from netsustain.exploration.reading import load_experiment
from netsustain.exploration.remote import client as connecting
from netsustain.exploration.remote import errand
from netsustain.exploration.remote.client import crew_for
from netsustain.exploration.remote.errand import Errand
from netsustain.exploration.remote.worker import ClusterError, Version, refusal
from netsustain.exploration.store import Store

from .conftest import HEAD, TINY

BRANCH = """scenarios: [demo_none]
replicates: 30
parameters: accepted
at: 8
policies: {meetings: {levers: {meeting_frequency: 2}}}
"""
CALIBRATION = """patterns: [K3]
replicates: {K3: 4}
discrepancy: {K3: 0.5}
draws: 50
tolerances: [9]
population: 12
rounds: [1]
cutoff: 10
rescore: 1
accept: 5
"""
LONG = TINY.replace("draws: 3", "draws: 20")
PATIENCE = 120.0
"""Seconds to wait for a process; it needs some two on a quiet machine."""
LOOPBACK = ("--host", "127.0.0.1", "--no-dashboard")


class Cluster:
    """A scheduler and workers that this test started."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file, self.started = folder, folder / "scheduler.json", []
        # One lost worker is enough for the scheduler to give its parts up: sending them again is up to us.
        losses = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
        self._start("dask_scheduler", *LOOPBACK, "--port", "0", "--scheduler-file", str(self.file), **losses)
        wait_until(self.file.exists)

    def worker(self, path: Path | None = None) -> subprocess.Popen:
        """A worker with one thread, of another package if a path says so."""
        paths = {"PYTHONPATH": os.pathsep.join(map(str, filter(None, (path, Path(netsustain.__file__).parents[1]))))}
        options = ("--no-nanny", "--nthreads", "1", "--local-directory", str(self.folder))
        return self._start("dask_worker", "--scheduler-file", str(self.file), *LOOPBACK, *options, **paths)

    def _start(self, program: str, *options: str, **variables: str) -> subprocess.Popen:
        log = (self.folder / f"{program}-{len(self.started)}.log").open("w")
        command, env = [sys.executable, "-m", f"distributed.cli.{program}", *options], {**os.environ, **variables}
        with log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, env=env)
        self.started.append(process)
        return process

    def end(self) -> None:
        """Without asking: a worker whose scheduler went first would wait for it."""
        for process in reversed(self.started):
            process.kill()
            process.wait()


def wait_until(happened) -> None:
    until = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


@pytest.fixture
def cluster(tmp_path):
    pytest.importorskip("distributed")
    found = Cluster(tmp_path)
    yield found
    found.end()


def at(experiment, folder):
    """A campaign with a store of its own."""
    return prepared(question_of(experiment), folder, store=Store(folder))


# ---- with a cluster -------------------------------------------------------------------------------


def test_a_cluster_without_fit_workers_is_refused(cluster, tmp_path, monkeypatch):
    monkeypatch.setattr(connecting, "FIRST_WORKER", 0.5)
    with pytest.raises(ClusterError) as caught, crew_for(str(cluster.file)):
        pytest.fail("there is nobody")
    assert "got no worker within 0.5 s" in str(caught.value)
    assert f"type on each machine dask worker --scheduler-file {cluster.file}" in str(caught.value)
    other = tmp_path / "other" / "netsustain" / "exploration"
    other.mkdir(parents=True)
    (other.parent / "__init__.py").write_text("__version__ = '0.0.9'\n")
    (other / "__init__.py").touch()
    (other / "question.py").write_text("def results_version():\n    return 'older and different'\n")
    cluster.worker(tmp_path / "other")
    monkeypatch.setattr(connecting, "FIRST_WORKER", PATIENCE)
    with pytest.raises(ClusterError) as caught, crew_for(str(cluster.file)):
        pytest.fail("it was let in")
    assert "got netsustain 0.0.9 (results older and di), expected netsustain" in str(caught.value)
    assert f"type on that machine pip install 'netsustain[cluster]=={netsustain.__version__}'" in str(caught.value)
    assert crew() is None


def test_nobody_can_tell_that_a_worker_was_killed(cluster, asked, small_parts, tmp_path):
    experiment = asked(LONG)
    here = run(at(experiment, tmp_path / "here"))
    doomed, _ = cluster.worker(), cluster.worker()
    seen, left = [], []

    def kill_one(done: int, total: int) -> None:
        seen.append(done)
        if len(seen) == 4:
            left.append(total - done)
            os.kill(doomed.pid, signal.SIGKILL)

    with crew_for(str(cluster.file)):
        there = run(at(experiment, tmp_path / "there"), progress=kill_one)
        assert left[0] > 100, "killed too late to say anything"
        assert (there.digest, there.rows, there.failed) == (here.digest, here.rows, 0)
        assert seen == sorted(seen)
        pd.testing.assert_frame_equal(there.frame(), here.frame(), check_exact=True)
        interrupted_and_gone_on(experiment, tmp_path / "interrupted", here.digest)


def interrupted_and_gone_on(experiment, folder, digest) -> None:
    """Ctrl-C keeps what workers are at, and the rest can be made anywhere."""
    ready = at(experiment, folder)

    def interrupt(done: int, total: int) -> None:
        if done == 10:
            threading.Timer(0.01, _thread.interrupt_main).start()

    with pytest.raises(KeyboardInterrupt):
        run(ready, progress=interrupt)
    kept = ready.store.keys()
    assert 2 < len(kept) < ready.question.rows_a_scenario * 2 / ready.chunk
    assert run(ready).digest == digest


def test_a_branch_and_a_calibration_are_the_same_there(cluster, asked, tmp_path, monkeypatch):
    """Their parts are not those of campaigns; one worker dies under the branch."""
    monkeypatch.setattr(branching, "CHUNK", 2)
    file = tmp_path / "calibration.yaml"
    file.write_text(HEAD.format(kind="calibrate", months=1).replace("months: 1\n", "") + CALIBRATION, encoding="utf-8")
    experiments = [(branch, asked(BRANCH, "branch")), (calibrate, load_experiment(file))]
    here = [kind.answer(each, tmp_path / f"here-{place}") for place, (kind, each) in enumerate(experiments)]
    monkeypatch.setattr(branching, "shared_store", Store)  # with nothing in it that was made here
    doomed, _ = cluster.worker(), cluster.worker()
    done = []

    def kill_one(rows: int, total: int) -> None:
        done.append(rows)
        if len(done) == 3:
            assert rows < total - 20, "killed too late to say anything"
            os.kill(doomed.pid, signal.SIGKILL)

    monkeypatch.setattr(branching, "rows_of", lambda *_: pytest.fail("it was made here"))
    monkeypatch.setattr(Problem, "measure", lambda *_: pytest.fail("it was made here"))
    with crew_for(str(cluster.file)):
        for place, (kind, each) in enumerate(experiments):
            progress = kill_one if place == 0 else None
            there = kind.answer(each, tmp_path / f"there-{place}", progress=progress)
            assert (there.digest, there.rows, there.failed) == (here[place].digest, here[place].rows, 0)
            for name, table in here[place].tables.items():
                pd.testing.assert_frame_equal(there.tables[name], table, check_exact=True)
    assert len(done) > 3


# ---- without one ----------------------------------------------------------------------------------


def test_a_scheduler_that_does_not_answer(asked, tmp_path, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr(connecting, "CONNECTING", 1.0)
    with socket.socket() as taken:  # bound but not listening: nobody else can answer there meanwhile
        taken.bind(("127.0.0.1", 0))
        asked()
        monkeypatch.chdir(tmp_path)
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        result = CliRunner().invoke(app, ["experiment", "tiny.yaml", "--cluster", address])
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"cluster: {address}: got no answer" in result.stderr
    assert "type dask scheduler on one machine" in result.stderr


@pytest.mark.parametrize("address", ["absent.json", "tcp://nowhere", "cluster"])
def test_what_is_neither_an_address_nor_a_file(address):
    pytest.importorskip("distributed")
    said = rf"cluster: {address}: got neither an address nor a file"
    with pytest.raises(ClusterError, match=said), crew_for(address):
        pytest.fail("it was let in")


@pytest.mark.usefixtures("unrendered")
def test_experiments_here_need_no_dask(asked, tmp_path, monkeypatch):
    for name in [each for each in sys.modules if each.split(".")[0] in ("dask", "distributed")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "distributed", None)  # importing it fails
    monkeypatch.setitem(sys.modules, "dask", None)
    asked()
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["experiment", "tiny.yaml", "--json"])
    assert result.exit_code == 0, result.output
    refused = CliRunner().invoke(app, ["experiment", "tiny.yaml", "--cluster", "tcp://127.0.0.1:1"])
    assert refused.exit_code == 1
    assert "got no package distributed" in refused.stderr
    assert "pip install 'netsustain[cluster]'" in refused.stderr


def test_a_refusal_names_the_worker_both_versions_and_what_to_type():
    said = refusal("tcp://10.0.0.7:1", "ModuleNotFoundError: netsustain", Version("1.2.3", "0123456789abcdef"))
    assert said.startswith("cluster: worker tcp://10.0.0.7:1: got ModuleNotFoundError: netsustain, expected netsustain")
    assert "netsustain 1.2.3 (results 0123456789ab)" in said
    assert "pip install 'netsustain[cluster]==1.2.3'" in said


# ---- errands, with a cluster that does as it is told ----------------------------------------------


class Came:
    """A future that has come back."""

    def __init__(self, outcome) -> None:
        self.outcome, self.status = outcome, "error" if isinstance(outcome, BaseException) else "finished"

    def add_done_callback(self, call) -> None:
        call(self)

    def result(self, timeout):
        return self.outcome

    exception = result


class Obedient:
    """A client whose workers answer each part with what ``answers`` says, its tries one after the other."""

    status = "running"

    def __init__(self, answers, threads=(2, 1)) -> None:
        self.answers, self.threads, self.sent, self.most = answers, threads, Counter(), 0
        self.at_work: set[Came] = set()

    def nthreads(self):
        return dict(enumerate(self.threads))

    def submit(self, call, version, job, pure, retries):
        part = job.decode()
        outcome = self.answers(part, self.sent[part])
        self.sent[part] += 1
        future = Came(outcome)
        self.at_work.add(future)
        self.most = max(self.most, len(self.at_work))
        return future

    def cancel(self, futures) -> None:
        self.at_work -= set(futures)


@pytest.fixture
def carried_out(monkeypatch):
    """``carried_out(client, parts)``: what was kept of so many parts."""
    monkeypatch.setattr(errand, "packed", str.encode)
    monkeypatch.setattr(errand, "LOOK", 0.0)

    def carry(client, parts):
        kept = {}
        made = Errand(client, ("1", "2"), ((part, f"{part}") for part in range(parts)), kept.__setitem__).made()
        for _ in made:
            client.at_work = {each for each in client.at_work if each.outcome not in kept.values()}
        return kept

    return carry


def test_few_parts_are_at_the_cluster_at_a_time(carried_out):
    client = Obedient(lambda part, tries: f"rows of {part}")
    assert carried_out(client, 50) == {part: f"rows of {part}" for part in range(50)}
    assert client.most <= 3 + 2, "a part a thread, and one more a worker"
    assert set(client.sent.values()) == {1}


def test_a_part_that_killed_its_workers_is_sent_again_a_few_times(carried_out):
    killed = pytest.importorskip("distributed").KilledWorker("task", SimpleNamespace(address="tcp://1"), 1)
    client = Obedient(lambda part, tries: killed if part == "7" and tries < errand.LOSSES else part)
    assert carried_out(client, 10) == {part: str(part) for part in range(10)}
    assert client.sent["7"] == 1 + errand.LOSSES
    with pytest.raises(ClusterError, match=r"a part was given up: got workers that died.*type the same command"):
        carried_out(Obedient(lambda part, tries: killed if part == "7" else part), 10)


def test_what_a_worker_refuses_or_cannot_do_is_said(carried_out):
    pytest.importorskip("distributed")
    with pytest.raises(ClusterError, match=r"^another version$"):
        carried_out(Obedient(lambda part, tries: ClusterError("another version")), 3)
    with pytest.raises(ClusterError, match="got MemoryError: too large, expected rows; what is finished is kept"):
        carried_out(Obedient(lambda part, tries: MemoryError("too large")), 3)


def test_waiting_for_workers_has_an_end(carried_out, monkeypatch):
    monkeypatch.setattr(errand, "WITHOUT_WORKERS", 0.2)
    client = Obedient(lambda part, tries: part, threads=())
    with pytest.raises(ClusterError, match=r"got no worker for 0\.2 s"):
        carried_out(client, 3)
    assert not client.sent
