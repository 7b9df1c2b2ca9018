"""``netsustain experiment`` from the command line to files."""

import hashlib
import json
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from netsustain.cli import app
from netsustain.commands.experiment_progress import Pace, _lines
from netsustain.commands.shared import FAILED_RUNS
from netsustain.ensemble import run_batch
from netsustain.exploration import atomic, chunks
from netsustain.exploration.atomic import locked
from netsustain.exploration.places import STORE_VARIABLE
from netsustain.report.forms import FORMS


@pytest.fixture
def call(asked, tmp_path, monkeypatch):
    """``call(options…)`` runs the tiny experiment in an empty working folder."""
    asked()
    monkeypatch.chdir(tmp_path)
    return lambda *options: CliRunner().invoke(app, ["experiment", "tiny.yaml", *options])


@pytest.mark.usefixtures("unrendered")
def test_json_is_one_object_and_results_are_kept(call, tmp_path):
    result = call("--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert list(told) == ["rows", "failed", "digest", "seconds", "peak_rss_mib", "out"]
    assert (told["rows"], told["failed"], len(told["digest"])) == (24, 0, 64)
    assert told["out"].startswith("results/tiny/")
    assert 50 < told["peak_rss_mib"] < 2000
    again = json.loads(call("--json").stdout)
    assert (again["digest"], again["out"]) == (told["digest"], told["out"])
    assert len(pd.read_parquet(tmp_path / told["out"] / "runs.parquet")) == 24


def test_the_folder_says_what_was_asked_and_what_is_in_it(call, tmp_path):
    assert call("--out", "out").exit_code == 0
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["asked"]["command"] == "netsustain experiment tiny.yaml"
    assert manifest["asked"]["experiment"]["design"] == {
        "method": "latin_hypercube", "draws": 3, "levels": None, "seed": 5,
    }  # fmt: skip
    assert manifest["seeds"] == {"runs": 7, "design": 5}
    assert set(manifest["scenarios"]) == {"demo_none", "demo_all"}
    assert manifest["versions"]["numpy"] == np.__version__
    assert set(manifest["files"]) == {
        "choices.parquet", "choices.png", "choices.svg", "criteria.parquet", "design.parquet", "draws.parquet",
        "good_enough.parquet", "good_enough.png", "good_enough.svg", "question.json", "regret.png", "regret.svg",
        "report.html", "robustness.parquet", "runs.parquet", "scenarios.json", "summary.csv", "summary.parquet",
    }  # fmt: skip
    for name, said in manifest["files"].items():
        content = (tmp_path / "out" / name).read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (said["sha256"], said["bytes"])
    assert str(tmp_path) not in (tmp_path / "out" / "manifest.json").read_text(encoding="utf-8")


def test_the_same_experiment_writes_the_same_files(call, tmp_path):
    manifests = []
    for folder in ("one", "two"):
        assert call("--out", folder).exit_code == 0
        manifests.append(json.loads((tmp_path / folder / "manifest.json").read_text(encoding="utf-8")))
    assert manifests[0] == manifests[1]


@pytest.mark.usefixtures("unrendered")
def test_the_answer_is_shown_in_both_languages(call):
    said = call().stdout
    assert "live months: 3 draws of what is uncertain, 4 replicates of each" in said
    assert "how the scenarios do from future to future, cleared of luck" in said
    assert "Digest of all rows" in said
    thai = call("--lang", "th").stdout
    assert "จำนวนเดือนที่มีกิจกรรม: สุ่มสิ่งที่ไม่แน่นอน 3 ชุด" in thai
    assert "ผลของแต่ละสถานการณ์ในอนาคตแต่ละแบบ หลังหักผลของความบังเอิญ" in thai


@pytest.mark.usefixtures("unrendered")
def test_replicates_say_how_many_are_needed(asked, tmp_path, monkeypatch):
    asked("scenarios: [demo_none]\nreplicates: 5\noutcomes: [cost]\n", "replicates", "how_many")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["experiment", "how_many.yaml", "--out", "out"])
    assert result.exit_code == 0, result.output
    assert "cost, money included: 5 replicates" in result.stdout
    assert "± with 1,000" in result.stdout
    widths = pd.read_parquet(tmp_path / "out" / "precision.parquet")
    assert widths["half_width"].is_monotonic_decreasing


@pytest.mark.usefixtures("unrendered")
def test_a_try_out_is_another_experiment(call, tmp_path):
    small = json.loads(call("--scale", "0.5", "--json").stdout)
    assert small["rows"] == 2 * 2 * 2
    other = json.loads(call("--seed", "8", "--json").stdout)
    assert len({each["out"] for each in (small, other, json.loads(call("--json").stdout))}) == 3
    assert sorted(path.name for path in (tmp_path / "results").iterdir()) == ["tiny"]


@pytest.mark.parametrize("options", [("--scale", "0"), ("--scale", "2"), ("--seed", "-1"), ("--workers", "0")])
def test_wrong_usage_is_2(call, options):
    assert call(*options).exit_code == 2


@pytest.mark.usefixtures("unrendered")
def test_another_design_is_refused_in_the_same_folder(call):
    assert call("--out", "out").exit_code == 0
    result = call("--out", "out", "--seed", "8")
    assert result.exit_code == 1
    assert "got the results of another design" in result.stderr
    assert "type another --out" in result.stderr


@pytest.mark.usefixtures("unrendered")
def test_status_says_how_far_it_is_and_what_to_type(call, small_parts, tmp_path):
    result = call("--status", "--out", "out")
    assert result.exit_code == 0
    assert "Parts: 0 done, 6 left. Rows: 0 done, 24 left, 0 failed." in result.stdout
    assert "To go on, type: netsustain experiment tiny.yaml --out out" in result.stdout
    assert not (tmp_path / "out").exists()
    call("--out", "out")
    next(Path(os.environ[STORE_VARIABLE]).glob("parts/*.parquet")).unlink()
    (tmp_path / "out" / "manifest.json").unlink()
    assert "Parts: 5 done, 1 left." in call("--status", "--out", "out").stdout
    told = json.loads(call("--status", "--out", "out", "--json").stdout)
    assert (told["parts_done"], told["parts_left"], told["out"]) == (5, 1, "out")
    call("--out", "out")
    assert "All rows are there." in call("--status", "--out", "out").stdout
    assert "ครบทุกแถวแล้ว" in call("--status", "--out", "out", "--lang", "th").stdout


@pytest.mark.usefixtures("unrendered")
def test_failed_runs_are_told_and_end_with_code_3(call, tmp_path, monkeypatch):
    def stumbling(compiled, seed, replicates, vectors, months):
        if 5 in replicates:
            raise ZeroDivisionError("nothing to divide by")
        return run_batch(compiled, seed, replicates, vectors, months)

    monkeypatch.setattr(chunks, "run_batch", stumbling)
    result = call("--out", "out", "--json")
    assert result.exit_code == FAILED_RUNS
    told = json.loads(result.stdout)
    assert (told["rows"], told["failed"]) == (24, 2)
    assert "Failed runs of demo_none: 1. ZeroDivisionError: nothing to divide by" in result.stderr
    assert pd.read_parquet(tmp_path / "out" / "failures.parquet")["runs"].tolist() == [1, 1]
    assert "2 failed" in call("--status", "--out", "out").stdout


@pytest.mark.usefixtures("unrendered")
def test_a_full_disk_is_a_clear_stop_and_one_can_go_on(call, small_parts, tmp_path, monkeypatch):
    whole = json.loads(call("--out", "whole", "--json").stdout)
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path / "small"))
    real, written = atomic.into_place, []

    def filling(temporary, path):
        if path.name.startswith("part-"):
            written.append(path)
            if len(written) > 2:
                raise OSError(28, "No space left on device", str(path))
        real(temporary, path)

    with monkeypatch.context() as disk:
        disk.setattr(atomic, "into_place", filling)
        result = call("--out", "out", "--workers", "1")
    assert result.exit_code == 1
    assert "The disk is full" in result.stderr
    assert "to go on, type: netsustain experiment tiny.yaml --out out" in result.stderr
    assert len(list((tmp_path / "small").glob("parts/*.parquet"))) == 2
    assert json.loads(call("--out", "out", "--json").stdout)["digest"] == whole["digest"]


def test_a_folder_in_use_is_refused(call, tmp_path):
    with locked(tmp_path / "out"):
        result = call("--out", "out")
    assert result.exit_code == 1
    assert "another process is working here" in result.stderr


# ---- progress and numbers -------------------------------------------------------------------------


def test_a_log_gets_a_line_now_and_then(capsys):
    now = [0.0]
    show = _lines("en", lambda: now[0])
    for now[0], done in ((0, 100), (10, 200), (20, 300), (30, 400), (40, 500), (60, 1000)):
        show(done, 1000)
    assert capsys.readouterr().err.splitlines() == [
        "300 of 1,000 runs, 10 a second, about 70 s left",
        "500 of 1,000 runs, 10 a second, about 50 s left",
    ]


def test_stored_runs_took_no_time():
    now = [0.0]
    pace = Pace(lambda: now[0])
    pace.told(900, 1000)
    now[0] = 10.0
    assert pace.told(950, 1000) == (5.0, 10.0)


def test_numbers_are_written_for_readers():
    assert [FORMS["number"](value) for value in (0.1234, -1.234, 12.34, 1234.5, 0.0, np.nan)] == [
        "0.123", "−1.23", "12.3", "1,234", "0", "–",
    ]  # fmt: skip
    assert [FORMS["signed"](value) for value in (2.5, -2.5, 0.0)] == ["+2.50", "−2.50", "0"]
    assert (FORMS["share"](0.375), FORMS["share"](np.nan), FORMS["half"](0.5)) == ("38 %", "–", "± 0.500")
