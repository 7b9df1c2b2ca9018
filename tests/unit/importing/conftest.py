"""Tables in a folder, and the command that imports them."""

import json

import openpyxl
import pytest
from typer.testing import CliRunner

from netsustain.cli import app
from netsustain.scenario import load
from netsustain.scenario.tables import network_tables

MEMBERS = "organisation,sector,pupils\nOffice,lead agency,\nNorth,primary school,120\nSouth,primary school,80\n"
TIES = "from,to,frequency\nOffice,North,5\nOffice,South,2\n"
PEOPLE = [
    ["name", "kind"],
    ["Office", "area_office"],
    ["North", "school"],
    ["South", "school"],
    ["Shop", "private"],
]
"""A members sheet without a fault."""
RELATIONS = [["source", "target", "strength"], ["Office", "North", 0.5], ["Office", "South", 1], ["North", "Shop", 0]]
"""A ties sheet without a fault."""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder one works in; what is imported lies here."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def call(folder):
    """Runs a command in the folder."""

    def call(*arguments, **options):
        return CliRunner().invoke(app, [str(argument) for argument in arguments], **options)

    return call


@pytest.fixture
def said(call):
    """Runs an import that must succeed and returns what ``--json`` says."""

    def said(*arguments):
        result = call("import", *arguments, "--out", "mine.yaml", "--force", "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    return said


@pytest.fixture
def refused(call, folder):
    """Runs an import that must fail, having written nothing, and returns the faults it tells."""

    def refused(*arguments):
        before = sorted(path.name for path in folder.iterdir())
        result = call("import", *arguments, "--out", "mine.yaml", "--json")
        assert result.exit_code == 1, result.output
        assert sorted(path.name for path in folder.iterdir()) == before
        return json.loads(result.stdout)["errors"]

    return refused


@pytest.fixture
def network(folder):
    """Members and ties of a scenario in the folder, as the model reads them."""

    def network(name="mine.yaml"):
        return network_tables(load(folder / name))

    return network


@pytest.fixture
def book(folder):
    """Writes a workbook: a sheet for each name, rows of cells, ranges to merge."""

    def book(name="book.xlsx", merged=(), **sheets):
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        for title, rows in sheets.items():
            sheet = workbook.create_sheet(title)
            for row in rows:
                sheet.append(row)
            for span in merged if len(workbook.sheetnames) == 1 else ():
                sheet.merge_cells(span)
        workbook.save(folder / name)
        return folder / name

    return book


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
