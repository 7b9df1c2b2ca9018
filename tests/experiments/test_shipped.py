"""Every shipped experiment is valid, explains itself in both languages, and runs."""

import json
import re

import pytest
from typer.testing import CliRunner

from netsustain.cli import app
from netsustain.exploration.experiment import CampaignExperiment
from netsustain.exploration.kinds import KINDS
from netsustain.exploration.reading import load_experiment
from netsustain.exploration.recognise import is_experiment
from netsustain.scenario import resolve
from netsustain.scenario.concepts import CONCEPTS
from netsustain.scenario.parameters import PARAMETER_NAMES
from netsustain.scenario.resolve import shipped_names

NAMES = shipped_names("experiments")
THAI = re.compile(r"[\u0e00-\u0e7f]")
SMALLEST = "0.0001"


@pytest.mark.parametrize("name", NAMES)
def test_it_loads_and_explains_itself(name):
    asked = load_experiment(name)
    assert asked.name == name
    for words in (asked.experiment.title, asked.experiment.question):
        assert THAI.search(words.th)
        assert not THAI.search(words.en)
    assert any(source in CONCEPTS for source in asked.experiment.sources)


def test_every_kind_ships_with_an_example():
    assert {load_experiment(name).experiment.kind for name in NAMES} == set(KINDS)


def test_the_screening_leaves_out_rules_of_the_set_up_only():
    """``morris`` says that it moves every parameter with a plausible range: one that is added belongs there too."""
    moved = {factor.path.rpartition(".")[2] for factor in load_experiment("morris").factors}
    assert set(PARAMETER_NAMES) - moved == set(load_experiment("calibration").experiment.fixed)


def test_no_experiment_has_the_name_of_a_scenario():
    assert not set(NAMES) & set(shipped_names())
    assert all(is_experiment(name) for name in NAMES)
    assert not any(is_experiment(name) for name in shipped_names())


@pytest.mark.parametrize("name", NAMES)
def test_it_runs(name, tmp_path, unrendered):
    """At the smallest scale: two draws of two replicates; a calibration has tests of its own.

    Each figure is drawn once; those of every kind are drawn for all readers in the kind's own tests.
    """
    experiment = load_experiment(name).experiment
    if not isinstance(experiment, CampaignExperiment):
        pytest.skip(f"kind: {experiment.kind} is no experiment of rows")
    result = CliRunner().invoke(app, ["experiment", name, "--scale", SMALLEST, "--out", str(tmp_path), "--json"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    most = experiment.scaled(float(SMALLEST)).runs
    assert 0 < told["rows"] <= most if experiment.kind == "search" else told["rows"] == most  # a search may end early
    assert told["failed"] == 0
    assert (tmp_path / "manifest.json").exists()


def test_check_reads_them():
    result = CliRunner().invoke(app, ["check", *NAMES])
    assert (result.exit_code, result.stdout) == (0, "".join(f"{name}: fine\n" for name in NAMES))


def test_in_a_wheel(tmp_path, monkeypatch):
    """Both folders lie inside the package there."""
    for folder in ("scenarios", "experiments"):
        (tmp_path / "_shipped").mkdir(exist_ok=True)
        (tmp_path / "_shipped" / folder).symlink_to(resolve.CLONE / folder)
    monkeypatch.setattr(resolve, "PACKAGED", tmp_path / "_shipped")
    monkeypatch.setattr(resolve, "CLONE", tmp_path / "nowhere")
    assert load_experiment("how_many_replicates").scenarios["demo_all"].months == 120


def test_a_file_of_ones_own_finds_scenarios_beside_it(tmp_path):
    (tmp_path / "mine.yaml").write_text(
        "schema: 1\nextends: demo_none\ntitle: {en: Mine, th: ของฉัน}\nquestion: {en: What if?, th: ถ้า}\n"
        "sources: [A-S1]\n",
        encoding="utf-8",
    )
    path = tmp_path / "try.yaml"
    path.write_text(
        "schema: 1\nkind: compare\ntitle: {en: Try, th: ลอง}\nquestion: {en: What if?, th: ถ้า}\nsources: [A-S1]\n"
        "scenarios: [demo_none, mine.yaml, demo_none]\nmonths: 24\n",
        encoding="utf-8",
    )
    asked = load_experiment(path)
    assert list(asked.scenarios) == ["demo_none", "mine", "demo_none-2"]
    assert {scenario.months for scenario in asked.scenarios.values()} == {24}
    assert is_experiment(path)
    assert not is_experiment(tmp_path / "mine.yaml")
