"""The example of the documentation: an invented network in Thai tables."""

import re
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from netsustain.cli import app
from netsustain.scenario import load
from netsustain.scenario.tables import network_tables

FOLDER = Path(__file__).parents[2] / "docs" / "examples" / "my_network"


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    out = tmp_path_factory.mktemp("import") / "my_network.yaml"
    tables = ["--members", str(FOLDER / "members.csv"), "--ties", str(FOLDER / "ties.csv")]
    result = CliRunner().invoke(app, ["import", *tables, "--out", str(out), "--lang", "th"])
    assert result.exit_code == 0, result.output
    return out


def test_it_is_read_as_it_is_meant(imported):
    members, ties = network_tables(load(imported))
    assert len(members.names) == 12
    assert all(re.search(r"[\u0e00-\u0e7f]", name) for name in members.names)
    assert sorted(set(members.whole["kind"].tolist())) == [0, 1, 2, 4, 5, 6, 7]
    assert len(ties["a"]) == 21
    assert (ties["trust_ab"][0], ties["trust_ba"][0]) == (0.75, 1.0)
    assert np.isnan(members.real["remoteness"]).sum() == 1


def test_it_runs(imported):
    result = CliRunner().invoke(app, ["run", str(imported), "--months", "12", "--json"])
    assert result.exit_code == 0, result.output
