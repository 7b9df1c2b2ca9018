"""`compare` and `run` from the command line to files, on a few short runs of the real model."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from netsustain.calibration.accepted import vectors_for
from netsustain.commands import shared
from netsustain.commands.compare import write
from netsustain.ensemble import simulate
from netsustain.exploration.comparison import compare
from netsustain.health.survival import lost_to_dissolution
from netsustain.scenario.parameters import PARAMETER_NAMES
from netsustain.scenario.reader import load

SHORT = ("--replicates", "6", "--months", "30", "--seed", "3")


@pytest.fixture(scope="module")
def comparison():
    scenarios = {name: load(name).with_(months=30) for name in ("demo_none", "demo_all")}
    return compare(scenarios, replicates=6, seed=3)


def test_json_is_one_object_and_writes_no_file(call, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = call("compare", "demo_none", "demo_all", "--json", *SHORT)
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert [one["name"] for one in found["scenarios"]] == ["demo_none", "demo_all"]
    assert [(pair["a"], pair["b"]) for pair in found["pairs"]] == [("demo_none", "demo_all")]
    assert (found["replicates"], found["seed"]) == (6, 3)
    assert list(tmp_path.iterdir()) == []


def test_a_comparison_writes_a_whole_result_folder(call, tmp_path):
    folder = tmp_path / "out"
    result = call("compare", "demo_none", "demo_all", "--lang", "th", "--out", str(folder), *SHORT)
    assert result.exit_code == 0, result.output
    assert str(folder / "report.html") in result.stdout
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    written = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert written == {"manifest.json", *manifest["files"]}
    assert {"report.html", "compare.json", "runs.parquet", "months.parquet"} <= written
    assert {"figures/survival.png", "figures/survival.svg"} <= written
    assert manifest["asked"]["command"].startswith(
        "netsustain compare demo_none demo_all --replicates 6 --seed 3"
    )
    assert manifest["scenarios"]["demo_all"]["months"] == 30
    assert str(tmp_path) not in (folder / "manifest.json").read_text(encoding="utf-8")
    assert str(tmp_path) not in (folder / "report.html").read_text(encoding="utf-8")
    runs = pd.read_parquet(folder / "runs.parquet")
    assert runs.groupby("scenario", observed=True).size().tolist() == [6, 6]


@pytest.mark.usefixtures("unrendered")
def test_results_go_under_results_by_name(call, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert call("run", "demo_none", *SHORT).exit_code == 0
    assert (tmp_path / "results/demo_none/manifest.json").exists()
    assert shared.destination(None, ["demo"]) == Path("results/demo")
    assert shared.destination(None, ["a/b.yaml", "c"]) == Path("results/b-vs-c")


@pytest.mark.usefixtures("unrendered")
def test_a_run_shows_one_network_and_keeps_its_months(call, tmp_path):
    result = call("run", "demo_none", "--out", str(tmp_path), *SHORT)
    assert result.exit_code == 0, result.output
    assert "This network" in result.stdout
    found = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert found["replicate"] == 0
    assert len(found["months"]["alive"]) == 30
    months = pd.read_parquet(tmp_path / "months.parquet")
    first = months[months["replicate"] == 0]
    np.testing.assert_array_equal(first["c2"], found["months"]["c2"])


def test_run_json_is_one_object(call):
    found = json.loads(call("run", "demo_none", "--json", "--months", "24").stdout)
    assert found["schema"] == 1
    assert set(found["health"]) == {f"c{k}" for k in range(1, 8)}


def test_demo_stands_for_its_seven_scenarios():
    scenarios = shared.read_scenarios(["demo"], 24)
    assert list(scenarios) == list(shared.SETS["demo"])
    assert {scenario.months for scenario in scenarios.values()} == {24}


def test_two_scenarios_of_one_name_are_told_apart():
    assert list(shared.read_scenarios(["demo_none", "demo_none"], 24)) == ["demo_none", "demo_none-2"]


def test_scenarios_of_two_horizons_end_with_one_line_that_says_what_to_type(call, tmp_path):
    path = tmp_path / "short.yaml"
    path.write_text(
        "schema: 1\nextends: demo_none\ntitle: {en: short, th: สั้น}\nquestion: {en: 'q?', th: 'ถ?'}\n"
        "sources: [A-H1]\nmonths: 40\n",
        encoding="utf-8",
    )
    result = call("compare", "demo_none", str(path), "--replicates", "2")
    assert result.exit_code == 1, result.output
    assert "they need one horizon: add --months 40" in result.stderr


def test_failed_runs_are_left_out_told_and_end_with_code_3(call, monkeypatch):
    def failing(scenario, **options):
        ensemble = simulate(scenario, **options)
        ensemble.runs.loc[0, ["failed", "failure"]] = [True, "a number of this run is not finite"]
        return ensemble

    monkeypatch.setattr("netsustain.ensemble.simulate", failing)
    result = call("compare", "demo_none", "demo_all", "--json", *SHORT)
    assert result.exit_code == shared.FAILED_RUNS
    assert [one["failed"] for one in json.loads(result.stdout)["scenarios"]] == [1, 1]


def test_the_mean_sustained_is_the_horizon_less_the_area_lost(comparison):
    for name, ensemble in comparison.ensembles.items():
        lost = lost_to_dissolution(ensemble.runs, comparison.horizon)
        assert comparison.row(name)["sustained_months"] == pytest.approx(comparison.horizon - lost)


def test_the_same_comparison_writes_the_same_files(comparison, tmp_path):
    manifests = []
    for folder in (tmp_path / "1", tmp_path / "2"):
        write(comparison, folder, "en", "netsustain compare demo_none demo_all")
        manifests.append(json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"])
    assert manifests[0] == manifests[1]


def test_replicate_k_is_the_run_of_accepted_vector_k_modulo_their_number(made_up):
    scenarios = {name: load(name).with_(months=30) for name in ("demo_none", "demo_all")}
    comparison = compare(scenarios, replicates=7, seed=3, calibration=made_up.folder)
    assert comparison.vectors == 2
    vectors = vectors_for(scenarios["demo_all"], 2, folder=made_up.folder)
    found = comparison.ensembles["demo_all"].runs
    for k in (0, 3, 6):
        alone = simulate(scenarios["demo_all"], 1, seed=3, first=k, vectors=vectors[[k % 2]]).runs.iloc[0]
        pd.testing.assert_series_equal(found.iloc[k], alone, check_names=False)


@pytest.mark.usefixtures("unrendered")
def test_a_result_holds_the_vectors_its_replicates_ran_under(made_up, tmp_path):
    scenarios = {name: load(name).with_(months=30) for name in ("demo_none", "demo_all")}
    comparison = compare(scenarios, replicates=6, seed=3, calibration=made_up.folder)
    write(comparison, tmp_path, "en", "netsustain compare demo_none demo_all")
    table = pd.read_parquet(tmp_path / "vectors.parquet")
    rows = table[table["scenario"] == "demo_none"]
    np.testing.assert_array_equal(rows[list(PARAMETER_NAMES)], comparison.parameters("demo_none"))
    assert rows["vector"].tolist() == [0, 1]
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["asked"]["parameters"], manifest["asked"]["vectors"]) == ("accepted", 2)
    assert "vectors.parquet" in manifest["files"]


def test_parameters_can_be_asked_for(call):
    found = json.loads(call("compare", "demo_none", "--parameters", "default", "--json", *SHORT).stdout)
    assert (found["parameters"], found["vectors"]) == ("default", 0)
    assert call("compare", "demo_none", "--parameters", "best").exit_code == 2


def test_a_run_has_a_page_that_says_what_became_of_it(call, tmp_path):
    result = call("run", "demo_none", "--lang", "th", "--out", str(tmp_path), *SHORT)
    assert result.exit_code == 0, result.output
    assert str(tmp_path / "report.html") in result.stdout
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert '<html lang="th"' in html
    assert "netsustain run demo_none --replicates 6 --seed 3 --months 30 --lang th" in html
    assert "month of annual transfers" in html
    assert "report.html" in json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["files"]


@pytest.mark.usefixtures("unrendered")
def test_a_manifest_holds_the_digests_of_the_tables_a_network_was_read_from(call, tmp_path):
    tables = {"members": "name,kind\nA,school\nB,school\nC,parents\nD,school\n", "ties": "source,target\nA,B\nB,C\n"}
    for name, content in tables.items():
        (tmp_path / f"{name}.csv").write_text(content, encoding="utf-8")
    path = tmp_path / "mine.yaml"
    path.write_text(
        "schema: 1\ntitle: {en: t, th: ท}\nquestion: {en: q, th: ถ}\nsources: [A-H1]\nmonths: 12\n"
        "network: {files: {members: members.csv, ties: ties.csv}}\n",
        encoding="utf-8",
    )
    result = call("run", str(path), "--out", str(tmp_path / "out"))
    assert result.exit_code == 0, result.output
    manifest = json.loads((tmp_path / "out/manifest.json").read_text(encoding="utf-8"))
    assert manifest["tables"] == {
        str(tmp_path / f"{name}.csv"): hashlib.sha256(content.encode()).hexdigest() for name, content in tables.items()
    }
