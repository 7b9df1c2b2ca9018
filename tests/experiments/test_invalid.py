"""One fault a file: each is told at its line and column, in these words, and nothing else is told."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from netsustain.cli import app
from netsustain.exploration.reading import load_experiment
from netsustain.scenario import ScenarioError

FOLDER = Path(__file__).parent / "invalid"
FILES = sorted(FOLDER.glob("*.yaml"))
EXPECTATION = re.compile(r"# expect(?: in (\S+))?: (\d+):(\d+): (.+)")


def test_enough_faults_are_covered():
    assert len(FILES) >= 35


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_one_fault(path):
    expectation = EXPECTATION.match(path.read_text(encoding="utf-8"))
    assert expectation, f"{path} does not say what to expect"
    other, line, column, message = expectation.groups()
    with pytest.raises(ScenarioError) as caught:
        load_experiment(path)
    told = [str(problem) for problem in caught.value.problems]
    assert len(told) == 1, told
    assert told[0].startswith(f"{FOLDER / other if other else path}:{line}:{column}: {message}"), told[0]


def test_check_tells_them_as_it_does_for_scenarios():
    path = FOLDER / "factor_unknown.yaml"
    result = CliRunner().invoke(app, ["check", str(path), "baseline"])
    assert result.exit_code == 1
    assert result.stdout == "baseline: fine\n"
    assert f"{path}:8:11: factors.personal_shar: got a name that leads to no number" in result.stderr


def test_several_faults_are_told_at_once(tmp_path):
    path = tmp_path / "many.yaml"
    path.write_text(
        "schema: 1\nkind: compare\ntitle: {en: Try, th: ลอง}\nquestion: {en: What if?}\nsources: [A-S1]\n"
        "scenarios: [demo_none, demo_all]\nfactors: {personal_share: {from: 2}}\ndesign: {draws: 0}\nreplicates: 1.5\n",
        encoding="utf-8",
    )
    with pytest.raises(ScenarioError) as caught:
        load_experiment(path)
    where = [(problem.line, problem.where) for problem in caught.value.problems]
    assert where == [
        (4, "question.th"), (7, "factors.personal_share.to"), (8, "design.draws"), (9, "replicates"),
    ]  # fmt: skip


def test_an_unknown_experiment_is_named():
    result = CliRunner().invoke(app, ["experiment", "demo_uncertaint"])
    assert result.exit_code == 1
    assert "did you mean demo_uncertainty?" in result.stderr


def test_a_name_that_is_given_a_hundred_times_is_told_once_and_briefly(tmp_path):
    path = tmp_path / "often.yaml"
    path.write_text(
        "schema: 1\nkind: replicates\ntitle: {en: Try, th: ลอง}\nquestion: {en: What if?, th: ถ้า}\nsources: [A-S1]\n"
        f"scenarios: [{', '.join(['qqq'] * 100)}]\nreplicates: 2\n",
        encoding="utf-8",
    )
    with pytest.raises(ScenarioError) as caught:
        load_experiment(path)
    (problem,) = caught.value.problems
    assert "got an unknown name" in problem.message
    assert "more" in problem.message
    assert len(problem.message) < 700
