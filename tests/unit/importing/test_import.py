"""The import command: what it writes, what it says, and that it writes nothing half."""

import json
import re

import numpy as np
import pytest
from typer.testing import CliRunner

from netsustain.cli import app
from netsustain.scenario import load
from netsustain.scenario.kinds import Kind
from netsustain.scenario.tables import network_tables

from .conftest import MEMBERS, TIES


def told(result):
    assert result.exit_code == 1, result.output
    return [line for line in result.stderr.splitlines() if re.match(r"\S+:\d+:\d+: ", line)]


# ---- what it writes -------------------------------------------------------------------------------


def test_a_scenario_that_loads_with_nothing_else_to_do(bring, folder):
    result = bring()
    assert result.exit_code == 0, result.output
    scenario = load(folder / "mine.yaml")
    members, ties = network_tables(scenario)
    assert members.names == ["Office", "North", "South"]
    assert members.whole["kind"].tolist() == [Kind.AREA_OFFICE, Kind.SCHOOL, Kind.SCHOOL]
    np.testing.assert_allclose(ties["strength"], [1, 0.25])
    assert scenario.title.model_dump() == {"en": "Mine", "th": "เครือข่าย Mine"}
    assert scenario.months == 120, "the rest is the baseline's"


def test_paths_are_relative_to_the_file(bring, folder):
    (folder / "data").mkdir()
    (folder / "data/members.csv").write_text(MEMBERS, encoding="utf-8")
    result = CliRunner().invoke(app, ["import", "--members", "data/members.csv", "--out", "mine.yaml"])
    assert result.exit_code == 0
    assert 'members: "data/members.csv"' in (folder / "mine.yaml").read_text(encoding="utf-8")


def test_tables_outside_the_folder_of_the_scenario_are_copied_beside_it(bring, folder):
    assert bring(out="deep/er/my network.yaml").exit_code == 0
    text = (folder / "deep/er/my network.yaml").read_text(encoding="utf-8")
    assert 'members: "my network_members.csv"' in text
    assert load(folder / "deep/er/my network.yaml").title.en == "My network"


def test_words_that_yaml_would_misread(bring, folder):
    members = 'name,type\n"no: # ""yes""",school\nnull,school\n1e3,\'school: *a\n'
    ties = 'source,target\n"no: # ""yes""",null\n'
    result = bring(members, ties, "--kind", "'school: *a=parents")
    assert result.exit_code == 0, result.output
    names, kinds = network_tables(load(folder / "mine.yaml"))[0][:2]
    assert names == ['no: # "yes"', "null", "1e3"]
    assert kinds["kind"].tolist() == [Kind.SCHOOL, Kind.SCHOOL, Kind.PARENTS]


def test_thai_remarks_and_names(bring, folder):
    result = bring("ชื่อ,ประเภท\nก,โรงเรียน\nข,วัด\n", "จาก,ถึง\nก,ข\n", "--lang", "th", out="เครือข่ายเรา.yaml")
    assert result.exit_code == 0, result.output
    text = (folder / "เครือข่ายเรา.yaml").read_text(encoding="utf-8")
    assert "# คาดเดา" in text
    assert load(folder / "เครือข่ายเรา.yaml").title.en == "เครือข่ายเรา"
    assert "อ่านสมาชิก 2 ราย" in result.stdout


def test_without_ties(bring, folder):
    result = bring(MEMBERS, None)
    assert "there is no tie" in result.stdout
    assert len(network_tables(load(folder / "mine.yaml"))[1]["a"]) == 0


# ---- what one may say -----------------------------------------------------------------------------


def test_columns_kinds_and_scales_can_be_said(bring, folder):
    members = "label,who,what\n1,Office,boss\n2,North,x\n"
    ties = "a,b,often\nOffice,North,3\n"
    options = ["--map", "name=who", "--map", "kind=what", "--map", "strength=often", "--kind", "boss=government",
               "--kind", "x=school", "--scale", "strength=0:4"]  # fmt: skip
    result = bring(members, ties, *options, "--json")
    assert result.exit_code == 0, result.output
    read, tied = network_tables(load(folder / "mine.yaml"))
    assert read.names == ["Office", "North"]
    assert read.whole["kind"].tolist() == [Kind.GOVERNMENT, Kind.SCHOOL]
    assert tied["strength"].tolist() == [0.75]
    said = json.loads(result.stdout)
    assert [item["field"] for item in said["fields"] if item["guessed"]] == ["source", "target"]
    assert not any(item["guessed"] for item in said["kinds"])


def test_a_guess_can_be_taken_back(bring, folder):
    assert bring(MEMBERS, TIES, "--map", "strength=", "--map", "kind=").exit_code == 0
    members, ties = network_tables(load(folder / "mine.yaml"))
    assert set(members.whole["kind"]) == {Kind.SCHOOL}
    assert set(ties["strength"]) == {0.3}


def test_ties_given_both_ways(bring, folder):
    few = "from,to\nA,B\nB,C\nC,D\nD,E\nE,F\nF,A\nB,A\n"
    names = "name\nA\nB\nC\nD\nE\nF\n"
    (found,) = told(bring(names, few))
    assert found.startswith("ties.csv:8:1: from: got the tie A – B again (first on line 2), the other way round")
    assert bring(names, few, "--directed").exit_code == 0
    assert bring(names, few + "C,B\nD,C\n", "--force").exit_code == 0, "one in three is no accident"
    assert load(folder / "mine.yaml").network.files.directed is True


def test_ties_by_number_and_by_another_column(bring, folder):
    members = "id,code,name\n1,N-1,North\n2,S-2,South\n"
    assert bring(members, "from,to\n1,2\n").exit_code == 0
    assert network_tables(load(folder / "mine.yaml"))[0].names == ["North", "South"]
    assert bring(members, "from,to\nN-1,S-2\n", "--force").exit_code == 0
    assert network_tables(load(folder / "mine.yaml"))[0].names == ["N-1", "S-2"]


@pytest.mark.parametrize(
    ("column", "cells", "scale"),
    [
        ("frequency", (1, 5), (1, 5)), ("frequency", (2, 3), (1, 5)), ("frequency", (0, 4), (0, 4)),
        ("weight", (0.2, 0.9), None), ("weight", (1, 7), (1, 7)), ("weight", (3, 88), (0, 100)),
        ("collaboration level", (2, 4), (0, 4)), ("weight", (-1, 4), (1, 5)),
    ],
)  # fmt: skip
def test_scales(bring, folder, column, cells, scale):
    result = bring(MEMBERS, f"from,to,{column}\nOffice,North,{cells[0]}\nOffice,South,{cells[1]}\n")
    if min(cells) < 0:
        assert "got -1, expected a number from 1 to 5 [scale]" in told(result)[0]
    else:
        assert load(folder / "mine.yaml").network.files.scales == ({"strength": scale} if scale else {})


# ---- what it says ---------------------------------------------------------------------------------


def test_it_says_what_it_read_guessed_and_assumes(bring):
    said = bring().stdout
    for words in (
        "Read 3 members and 2 ties.",
        "- kind of organisation: sector (guessed; --map kind=sector)",
        "- lead agency (1) is area_office (guessed; --kind 'lead agency=area_office')",
        "- frequency runs from 1 to 5, read as a strength of 0 to 1",
        "- pupils in members.csv",
        "- trust: drawn for each run, for 4 of 4",
        "netsustain check mine.yaml",
    ):
        assert words in said


def test_json_is_one_object(bring):
    said = json.loads(bring(MEMBERS, TIES, "--json").stdout)
    assert (said["out"], said["members"], said["ties"]) == ("mine.yaml", 3, 2)
    assert {"fields", "kinds", "guesses", "unused", "assumed", "warnings"} <= said.keys()
    assert {"table": "ties", "field": "strength", "column": "frequency", "known": 2, "count": 2,
            "guessed": True} in said["fields"]  # fmt: skip


def test_what_the_tables_say_in_full_is_not_called_assumed(bring):
    fields = "size,remoteness,digital_access,own_resources,skill,priority,alone"
    members = f"name,kind,contributor,{fields}\nA,area_office,other,1,0,1,5,1,0.5,1\nB,school,other,1,,1,5,1,0.5,1\n"
    ties = "source,target,strength,trust,formal,age\nA,B,1,0.5,1,12\nB,A,1,0.5,1,12\n"
    assumed = json.loads(bring(members, ties, "--json").stdout)["assumed"]
    assert assumed[:-1] == ["remoteness: drawn for each run, for 1 of 2 members"]


def test_warnings(bring):
    said = json.loads(bring("name\nA\nB\n", None, "--json").stdout)["warnings"]
    assert [line.split(":")[0].split(";")[0] for line in said] == [
        "a network needs three members to be alive", "there is no tie", "no member is the area office",
    ]  # fmt: skip


# ---- what it refuses ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "options",
    [
        ("--map", "kind"), ("--map", "kin=sector"), ("--kind", "boss"), ("--kind", "boss=bos"), ("--scale", "size=1:2"),
        ("--scale", "strength=1"), ("--scale", "strength=a:b"),
    ],
)  # fmt: skip
def test_wrong_usage_is_2(bring, folder, options):
    result = bring(MEMBERS, TIES, *options)
    assert result.exit_code == 2
    assert "expected" in result.stderr
    assert not (folder / "mine.yaml").exists()


def test_the_file_must_be_yaml(bring, folder):
    assert bring(out="mine.csv").exit_code == 2
    assert sorted(path.name for path in folder.iterdir()) == ["members.csv", "ties.csv"]


def test_faults_of_both_tables_are_told_and_nothing_is_written(bring, folder):
    members = MEMBERS + "West,monks,\nNorth,primary school,\n"
    found = told(bring(members, TIES + "Office,Nowhere,2\nOffice,South,often\n"))
    assert [line.split(": ")[0] for line in found] == [
        "members.csv:5:6", "members.csv:6:1", "ties.csv:4:8", "ties.csv:5:1", "ties.csv:5:14",
    ]  # fmt: skip
    assert sorted(path.name for path in folder.iterdir()) == ["members.csv", "ties.csv"]


def test_a_column_that_is_not_there(bring):
    (found,) = told(bring(MEMBERS, TIES, "--map", "kind=sectr"))
    assert found.startswith("members.csv:1:1: got --map kind=sectr, expected one of organisation, sector, pupils")
    assert "(did you mean sector?)" in found


def test_a_table_without_names(bring):
    (found,) = told(bring("x,y\n1,2\n", None))
    assert "expected one named name" in found


def test_a_table_that_is_not_there(folder, bring):
    (found,) = told(bring(MEMBERS, None, "--ties", "nowhere.csv"))
    assert found == "nowhere.csv:1:1: cannot be read: No such file or directory"


def test_a_file_that_exists_is_kept(bring, folder):
    (folder / "mine.yaml").write_text("mine", encoding="utf-8")
    assert "type --force to replace it" in told(bring())[0]
    assert (folder / "mine.yaml").read_text(encoding="utf-8") == "mine"
    assert bring(MEMBERS, TIES, "--force").exit_code == 0
    assert load(folder / "mine.yaml").name == "mine"
