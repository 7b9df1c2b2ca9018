"""A real network, by the commands alone: the Indiana tobacco control programme of 2010 (Luke et al. 2013).

The tables are not part of this project; where they are not at hand the tests are skipped.
"""

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from netsustain.cli import app
from netsustain.scenario import load
from netsustain.scenario.kinds import Kind
from netsustain.scenario.tables import network_tables

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "indiana-tobacco-control"
pytestmark = pytest.mark.skipif(
    not (FOLDER / "ties.csv").is_file(), reason="no shared/data/indiana-tobacco-control beside this project"
)


def call(*arguments):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def indiana(tmp_path_factory):
    out = tmp_path_factory.mktemp("indiana") / "indiana.yaml"
    call("import", "--members", FOLDER / "members.csv", "--ties", FOLDER / "ties.csv", "--out", out)
    return out


def test_every_organisation_and_tie_is_read(indiana):
    members, ties = network_tables(load(indiana))
    assert (len(members.names), len(ties["a"])) == (25, 198)
    assert members.names[0] == "ITPC"
    kinds = np.bincount(members.whole["kind"], minlength=len(Kind))
    assert {Kind(kind): int(count) for kind, count in enumerate(kinds) if count} == {
        Kind.AREA_OFFICE: 1, Kind.PRIVATE: 12, Kind.CIVIL_SOCIETY: 9, Kind.GOVERNMENT: 3,
    }  # fmt: skip
    assert np.count_nonzero(ties["strength"] == 1.0) == 1
    assert np.count_nonzero(ties["strength"] == 0.25) == 81
    assert np.bincount(ties["formal"] + 1).tolist() == [37, 81, 80]
    assert members.real["remoteness"][0] == 0.0
    assert members.real["remoteness"][members.names.index("RTI")] == 1.0
    assert np.isfinite(members.real["remoteness"]).all()


def test_it_is_fine(indiana):
    assert call("check", indiana) == f"{indiana}: fine\n"


def test_it_runs(indiana):
    told = json.loads(call("run", indiana, "--months", 24, "--json"))
    assert told["months"]["active_members"][0] <= 25
    assert told["months"]["ties"][0] > 100


def test_it_is_compared(indiana):
    other = indiana.with_name("talking.yaml")
    text = indiana.read_text(encoding="utf-8")
    other.write_text(text + "levers: {relationship_activities: 0.8, platform: 0.8}\n", encoding="utf-8")
    told = json.loads(call("compare", indiana, other, "--replicates", 20, "--months", 36, "--json"))
    assert [scenario["name"] for scenario in told["scenarios"]] == ["indiana", "talking"]
    assert np.isfinite(told["pairs"][0]["difference_months"])


@pytest.mark.parametrize(
    ("table", "row", "expected"),
    [
        ("ties", "ITPC,Nowhere,1,2,0,3\n", "ties.csv:200:6: target: got 'Nowhere', expected the name of a member"),
        ("ties", "ITPC,Promotus,5,4,1,1.935\n", "ties.csv:200:1: source: got the tie ITPC – Promotus again"),
        ("ties", "Promotus,ITPC,5,4,1,1.935\n", "ties.csv:200:1: source: got the tie ITPC – Promotus again"),
        ("ties", "ITPC,ITPC,5,4,1,0\n", "ties.csv:200:1: source: got a tie of 'ITPC' with itself"),
        ("ties", "RTI,IDHA,5,4,1,-3\n", "ties.csv:200:16: distance_miles: got -3, expected a number from 0 to"),
        ("ties", "RTI,IDHA,6,4,1,3\n", "ties.csv:200:10: contact_frequency: got 6, expected a number from"),
        ("members", "ITPC,contractor,state,0,1\n", "members.csv:27:1: name: got 'ITPC' again (first on line 2)"),
        ("members", "Nuns,monastery,state,0,1\n", "members.csv:27:6: category: got the kind \"monastery\""),
    ],
)  # fmt: skip
def test_impossible_rows_are_told_and_nothing_is_written(tmp_path, monkeypatch, table, row, expected):
    monkeypatch.chdir(tmp_path)
    for name in ("members", "ties"):
        content = (FOLDER / f"{name}.csv").read_text(encoding="utf-8")
        Path(f"{name}.csv").write_text(content + (row if name == table else ""), encoding="utf-8")
    arguments = ["import", "--members", "members.csv", "--ties", "ties.csv", "--out", "x.yaml"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 1
    assert result.stderr.startswith(expected), result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["members.csv", "ties.csv"]
