"""Members and ties from workbooks as planners keep them."""

import json
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from typer.testing import CliRunner

import netsustain as ns
from netsustain.cli import app
from netsustain.scenario import load
from netsustain.scenario.kinds import Kind
from netsustain.scenario.tables import network_tables

from .conftest import PEOPLE, RELATIONS

INDIANA = Path(__file__).parents[4] / "shared" / "data" / "indiana-tobacco-control"


# ---- where the tables are -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "names",
    [("members", "ties"), ("Members", "Ties "), ("สมาชิก", "ความสัมพันธ์"), ("ภาคีเครือข่าย", "สายสัมพันธ์")],
)
def test_one_workbook_with_both(book, said, network, names):
    book(**{names[0]: PEOPLE, names[1]: RELATIONS})
    found = said("--members", "book.xlsx")
    assert (found["members"], found["ties"]) == (4, 3)
    assert found["tables"] == {"members": "mine_members.csv", "ties": "mine_ties.csv"}
    members, ties = network()
    assert members.names == ["Office", "North", "South", "Shop"]
    assert ties["strength"].tolist() == [0.5, 1.0, 0.0]


def test_two_files_of_different_sorts(book, folder, said, network):
    book("people.xlsx", Sheet1=PEOPLE)
    (folder / "ties.csv").write_text("source,target\nOffice,North\n", encoding="utf-8")
    found = said("--members", "people.xlsx", "--ties", "ties.csv")
    assert found["tables"] == {"members": "mine_members.csv", "ties": "ties.csv"}
    assert len(network()[1]["a"]) == 1


def test_a_sheet_can_be_named(book, said, refused):
    book(a=PEOPLE, b=RELATIONS, c=[["x", "y"]])
    (fault,) = refused("--members", "book.xlsx")
    assert fault["message"].endswith("expected one named members: type --sheet members=NAME")
    found = said("--members", "book.xlsx", "--sheet", "members=a", "--sheet", "ties=b")
    assert (found["members"], found["ties"]) == (4, 3)
    assert "the sheets c" in found["unused"]


def test_a_workbook_without_ties(book, said):
    book(Sheet1=PEOPLE)
    found = said("--members", "book.xlsx")
    assert found["ties"] == 0
    assert list(found["tables"]) == ["members"]


# ---- how people write tables ----------------------------------------------------------------------


def test_a_sheet_as_planners_keep_it(book, said, network):
    rows = [
        ["รายชื่อสมาชิกเครือข่าย ปี ๒๕๖๙", None, None, None],
        [],
        ["ลำดับ", "ชื่อหน่วยงาน", "ประเภท", "ขนาด"],
        [None, None, None, "(เท่าของโรงเรียน)"],
        [1, "สพป. เขต 1", "สำนักงานเขตพื้นที่", "๓"],
        [2, "โรงเรียนบ้านโคก", "โรงเรียน", 1.5],
        [3, "โรงเรียนบ้านหนองแวง", None, "-"],
        [],
        [None, "กลุ่มที่สอง", None, None],
        ["ลำดับ", "ชื่อหน่วยงาน", "ประเภท", "ขนาด"],
        [4, "เทศบาลตำบลโคก", "อปท.", None],
        [None, "รวม 4 แห่ง", None, 4.5],
        ["หมายเหตุ: ข้อมูล ณ 1 ต.ค. 2569", None, None, None],
    ]
    book(สมาชิก=rows, merged=("A1:D1", "A3:A4", "B3:B4", "C3:C4", "C6:C7", "B9:D9"))
    found = said("--members", "book.xlsx")
    members, _ = network()
    assert members.names == ["สพป. เขต 1", "โรงเรียนบ้านโคก", "โรงเรียนบ้านหนองแวง", "เทศบาลตำบลโคก"]
    assert members.whole["kind"].tolist() == [Kind.AREA_OFFICE, Kind.SCHOOL, Kind.SCHOOL, Kind.LOCAL_GOVERNMENT]
    np.testing.assert_array_equal(members.real["size"], [3, 1.5, np.nan, np.nan])
    told = {item["where"].split("!")[1]: item["reason"] for item in found["left_out"]}
    assert told == {
        "A1": "a title above the table", "A4": "the header again", "B9": "a heading of a section",
        "A10": "the header again", "B12": "a total or a mean", "A13": "a remark below the table",
    }  # fmt: skip


def test_a_member_in_the_middle_may_be_called_total(book, said):
    book(members=[PEOPLE[0], ["Total", "private"], *PEOPLE[1:]])
    assert said("--members", "book.xlsx")["members"] == 5


def test_ties_by_numbers_in_thai_digits(book, said, network):
    members = [["ลำดับ", "ชื่อ"], ["๑", "ก"], ["๒", "ข"]]
    book(สมาชิก=members, ความสัมพันธ์=[["จาก", "ถึง"], ["๒", 1]])
    assert said("--members", "book.xlsx")["ties"] == 1


def test_a_header_of_two_rows(book, said):
    rows = [["Organisation", None, "Answers", None], [None, "kind", "size", "skill"], ["Office", "area_office", 2, 0.5]]
    book(members=rows, merged=("A1:A2", "C1:D1"))
    assert [item["field"] for item in said("--members", "book.xlsx")["fields"]] == ["name", "kind", "size", "skill"]


def test_only_columns_that_are_used_are_written(book, said, folder):
    book(members=[[*PEOPLE[0], "budget line", None], *([*row, "secret", "aside"] for row in PEOPLE[1:])])
    found = said("--members", "book.xlsx")
    assert (folder / "mine_members.csv").read_text(encoding="utf-8").splitlines()[0] == "name,kind"
    assert found["unused"] == ["budget line in book.xlsx", "columns without a name in book.xlsx: 1"]


def test_a_csv_table_with_a_total_is_written_anew(folder, said, network):
    (folder / "members.csv").write_text("name,size\nOffice,2\nNorth,1\nTotal,3\n", encoding="utf-8")
    found = said("--members", "members.csv")
    assert found["tables"] == {"members": "mine_members.csv"}
    assert network()[0].names == ["Office", "North"]
    assert [(item["where"], item["got"]) for item in found["left_out"]] == [("A4", "Total")]


# ---- one fault each -------------------------------------------------------------------------------


def changed(rows, row, column, value):
    """Rows with one other cell, row and column from 1."""
    rows = [list(cells) for cells in rows]
    rows[row - 1][column - 1] = value
    return rows


FAULTS = {
    "kind_misspelt": (changed(PEOPLE, 3, 2, "schol"), RELATIONS, "members!B3", 'got the kind "schol"'),
    "kind_missing": (changed(PEOPLE, 3, 2, None), RELATIONS, "members!B3", "got no kind"),
    "name_missing": (changed(PEOPLE, 5, 1, None), RELATIONS[:3], "members!A5", "got no name"),
    "name_again": (
        [*PEOPLE, ["North", "school"]], RELATIONS, "members!A6", "got 'North' again (first at members!A3)",
    ),
    "two_offices": (
        changed(PEOPLE, 3, 2, "area_office"), RELATIONS, "members!B3", "got another area_office (the first is at",
    ),
    "end_unknown": (PEOPLE, changed(RELATIONS, 3, 2, "West"), "ties!B3", "expected the name of a member"),
    "end_misspelt": (PEOPLE, changed(RELATIONS, 3, 2, "Soth"), "ties!B3", "(did you mean South?)"),
    "end_with_a_space": (PEOPLE, changed(RELATIONS, 3, 2, "So uth"), "ties!B3", "(did you mean South?)"),
    "end_missing": (PEOPLE, changed(RELATIONS, 3, 2, None), "ties!B3", "got no name"),
    "tie_with_itself": (PEOPLE, changed(RELATIONS, 3, 2, "Office"), "ties!A3", "got a tie of 'Office' with itself"),
    "tie_again": (
        PEOPLE, [*RELATIONS, ["Office", "North", 1]], "ties!A5", "again (first at ties!A2), expected it once",
    ),
    "level_too_high": (PEOPLE, changed(RELATIONS, 2, 3, 1.5), "ties!C2", "got 1.5, expected a number from 0 to 1"),
    "level_in_words": (PEOPLE, changed(RELATIONS, 2, 3, "often"), "ties!C2", 'got "often", expected a number'),
    "level_a_date": (PEOPLE, changed(RELATIONS, 2, 3, "2026-05-01"), "ties!C2", 'got "2026-05-01"'),
    "formula_without_value": (PEOPLE, changed(RELATIONS, 2, 3, "=0.5"), "ties!C2", "got the formula =0.5 without"),
    "no_names": (changed(PEOPLE, 1, 1, "zzz"), RELATIONS[:1], "members!A1", "type --map name=COLUMN"),
    "no_ends": (PEOPLE, changed(RELATIONS, 1, 1, "zzz"), "ties!A1", "type --map source=COLUMN"),
    "no_members": (PEOPLE[:1], RELATIONS, "members!A1", "got no members"),
    "no_ties": (PEOPLE, RELATIONS[:1], "ties!A1", "got no ties"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_by_its_cell(book, refused, name):
    members, ties, where, message = FAULTS[name]
    book(members=members, ties=ties)
    # "often" may make a column of levels look like something else: its meaning is said.
    found = refused("--members", "book.xlsx", "--map", "strength=strength", "--scale", "strength=0:1")
    (fault,) = [fault for fault in found if fault["where"] == where]
    assert message in fault["message"]
    assert len(found) == 1 or name in ("no_members", "end_missing"), found


def test_all_faults_are_told_at_once(book, refused):
    book(members=changed(PEOPLE, 4, 2, "skool"), ties=changed(changed(RELATIONS, 2, 3, "=1"), 4, 2, "Shopp"))
    assert [fault["where"] for fault in refused("--members", "book.xlsx")] == ["ties!C2", "members!B4", "ties!B4"]


def test_on_request_it_goes_on_without_what_cannot_be_read(book, said, network):
    members = changed(changed(PEOPLE, 5, 2, "zzz"), 1, 2, "kind")
    book(members=members, ties=changed(RELATIONS, 2, 3, "often"))
    found = said("--members", "book.xlsx", "--leave-out", "--map", "strength=strength")
    assert network()[0].names == ["Office", "North", "South"]
    np.testing.assert_allclose(network()[1]["strength"], [0.3, 1.0])
    told = [(item["where"], item["reason"].split(",")[0]) for item in found["left_out"]]
    assert told == [
        ("members!B5", 'got the kind "zzz"'),
        ("ties!C2", 'got "often"'),
        ("ties!B4", "got 'Shop'"),
    ]


def test_nothing_is_overwritten(book, call, folder):
    book(members=PEOPLE)
    (folder / "mine_members.csv").write_text("mine", encoding="utf-8")
    result = call("import", "--members", "book.xlsx", "--out", "mine.yaml")
    assert result.exit_code == 1
    assert "mine_members.csv:1:1: got a file that exists already" in result.stderr
    assert not (folder / "mine.yaml").exists()
    result = call("import", "--members", "mine_members.csv", "--out", "mine.yaml", "--force")
    assert result.exit_code == 2, "what is read is never written"


# ---- a real network -------------------------------------------------------------------------------


@pytest.mark.skipif(not INDIANA.is_dir(), reason="no shared/data/indiana-tobacco-control beside this project")
def test_the_indiana_network_is_the_same_through_a_workbook(folder):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for table in ("members", "ties"):
        sheet = workbook.create_sheet(table)
        for line in (INDIANA / f"{table}.csv").read_text(encoding="utf-8").splitlines():
            sheet.append([_typed(cell) for cell in line.split(",")])
    workbook.save("indiana.xlsx")
    for out, arguments in {
        "csv.yaml": ("--members", INDIANA / "members.csv", "--ties", INDIANA / "ties.csv"),
        "xlsx.yaml": ("--members", "indiana.xlsx"),
    }.items():
        result = CliRunner().invoke(app, ["import", *map(str, arguments), "--out", out, "--json"])
        assert result.exit_code == 0, result.output
    one, other = (load(folder / name) for name in ("csv.yaml", "xlsx.yaml"))
    for a, b in zip(network_tables(one), network_tables(other), strict=True):
        assert getattr(a, "names", None) == getattr(b, "names", None)
    np.testing.assert_equal(network_tables(one)[1], network_tables(other)[1])
    np.testing.assert_equal(network_tables(one)[0].real, network_tables(other)[0].real)
    runs = [ns.simulate(scenario.until(24), replicates=4, seed=1).runs for scenario in (one, other)]
    assert runs[0].equals(runs[1])


def _typed(cell):
    try:
        return float(cell)
    except ValueError:
        return cell


def test_json_of_a_refusal_is_one_object(book, call):
    book(members=changed(PEOPLE, 3, 2, "schol"))
    result = call("import", "--members", "book.xlsx", "--out", "mine.yaml", "--json")
    said = json.loads(result.stdout)
    assert said["out"] is None
    assert {"file", "line", "column", "where", "message"} == said["errors"][0].keys()
