"""Tables in a folder, and the command that imports them."""

import pytest
from typer.testing import CliRunner

from netsustain.cli import app

MEMBERS = "organisation,sector,pupils\nOffice,lead agency,\nNorth,primary school,120\nSouth,primary school,80\n"
TIES = "from,to,frequency\nOffice,North,5\nOffice,South,2\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder one works in; what is imported lies here."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def bring(folder):
    """Writes tables and imports them; returns what the command said."""

    def bring(members=MEMBERS, ties=TIES, *options, out="mine.yaml"):
        arguments = ["import", "--members", "members.csv", "--out", out, *options]
        (folder / "members.csv").write_text(members, encoding="utf-8")
        if ties is not None:
            (folder / "ties.csv").write_text(ties, encoding="utf-8")
            arguments += ["--ties", "ties.csv"]
        return CliRunner().invoke(app, arguments)

    return bring
