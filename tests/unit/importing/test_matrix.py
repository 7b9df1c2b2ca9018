"""Levels-of-Collaboration matrices: what each side says, and where the two differ."""

import numpy as np
import pytest

from netsustain.scenario import load
from netsustain.scenario.kinds import Kind

MATRIX = ",A school,B,C\nA school,,3,0\nB,1,,4\nC,,4,x\n"


@pytest.fixture
def matrix(folder):
    def write(text=MATRIX):
        (folder / "matrix.csv").write_text(text, encoding="utf-8")

    return write


def test_worked_by_hand(matrix, said, network, folder):
    """A says 3 of B and B 1 of A: a strength of (3 + 1)/2/5; A says 0 of C, C nothing: no tie."""
    matrix()
    found = said("--matrix", "matrix.csv")
    members, ties = network()
    assert members.names == ["A school", "B", "C"]
    assert list(zip(ties["a"], ties["b"], ties["strength"], strict=True)) == [(0, 1, 0.4), (1, 2, 0.8)]
    assert found["asymmetry"] == {
        "both": 2, "one": 0, "differing": [{"a": "A school", "b": "B", "a_says": 3.0, "b_says": 1.0}],
    }  # fmt: skip
    assert "A school says 3, B says 1" in found["warnings"]
    assert "1 of 6 answers are missing" in found["guesses"]
    files = load(folder / "mine.yaml").network.files
    assert (files.directed, files.scales) == (True, {"strength": (0.0, 5.0)})


def test_a_zero_beside_an_answer_counts_and_a_pair_of_zeros_is_no_tie(matrix, said, folder):
    matrix(",A,B,C\nA,,0,0\nB,5,,\nC,0,,\n")
    said("--matrix", "matrix.csv")
    assert (folder / "mine_ties.csv").read_text() == "source,target,strength\nA,B,0\nB,A,5\n"


def test_columns_in_another_order_titles_totals_and_words(matrix, said, folder):
    matrix("Levels 2026,,,,\n,,B,A,Total\n1,A,coalition,,4\n2,B,,Networking,1\n,รวม,4,1,\n")
    found = said("--matrix", "matrix.csv")
    assert (folder / "mine_ties.csv").read_text() == "source,target,strength\nA,B,4\nB,A,1\n"
    assert [item["where"] for item in found["left_out"]] == ["A1", "B5", "E2"]


def test_a_workbook_and_a_members_table_beside_it(book, said, network, folder):
    (folder / "members.csv").write_text("name,kind\nB,private\nA,area_office\n", encoding="utf-8")
    book(Sheet1=[["x"]], เมทริกซ์=[[None, "A", "B"], ["A", None, 2], ["B", 3, None]])
    found = said("--matrix", "book.xlsx", "--members", "members.csv")
    assert found["tables"] == {"members": "members.csv", "ties": "mine_ties.csv"}
    members, ties = network()
    assert members.whole["kind"].tolist() == [Kind.PRIVATE, Kind.AREA_OFFICE]
    np.testing.assert_allclose(ties["strength"], [0.5])


def test_kinds_that_names_tell(matrix, said, network):
    matrix(",โรงเรียนบ้านโคก,อบต.โคก,X\nโรงเรียนบ้านโคก,,1,1\nอบต.โคก,1,,1\nX,1,1,\n")
    found = said("--matrix", "matrix.csv")
    assert network()[0].whole["kind"].tolist() == [Kind.SCHOOL, Kind.LOCAL_GOVERNMENT, Kind.SCHOOL]
    assert found["guesses"][0].startswith("the kind of 2 of 3 members is guessed from their names")
    assert "kind" not in [item["field"] for item in found["fields"]], "nobody measured it"


def test_names_that_look_the_same_are_the_same(matrix, said, folder):
    matrix(",โรงเรียนแวง,B\nโรงเรียน เเวง,,1\nB,2,\n")
    said("--matrix", "matrix.csv")
    assert (folder / "mine_ties.csv").read_text().splitlines()[1:] == ["โรงเรียน เเวง,B,1", "B,โรงเรียน เเวง,2"]


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        (MATRIX.replace("B,1", "B,6"), "B3", "got 6, expected a number from 0 to 5"),
        (MATRIX.replace("B,1", "B,-1"), "B3", "got -1, expected"),
        (MATRIX.replace("B,1", "B,often"), "B3", 'got "often", expected a number'),
        (MATRIX.replace("\nB,", "\nBee,"), "C1", "which has no row of its own, expected a square"),
        (MATRIX.replace("\nC,", "\nB,"), "A4", "got 'B' again, expected each organisation once"),
        (MATRIX.replace(",C\n", ",B\n"), "D1", "got 'B' again"),
        (MATRIX.replace("C,,4,x\n", ""), "D1", "got 'C', which has no row of its own"),
        ("a,b\n1,2\n", "", "got no matrix, expected the organisations' names"),
    ],
)  # fmt: skip
def test_one_fault(matrix, refused, text, where, message):
    matrix(text)
    found = refused("--matrix", "matrix.csv")
    assert any(fault["where"] == where and message in fault["message"] for fault in found), found


def test_a_level_that_cannot_be_read_may_be_left_out(matrix, said):
    matrix(MATRIX.replace("B,1", "B,9"))
    found = said("--matrix", "matrix.csv", "--leave-out")
    assert [(item["where"], item["reason"]) for item in found["left_out"]] == [
        ("B3", "got 9, expected a number from 0 to 5 [level of collaboration]")
    ]
    assert found["asymmetry"]["one"] == 1


def test_a_member_that_the_table_does_not_have(matrix, refused, folder):
    matrix(",A,Bee\nA,,1\nBee,2,\n")
    (folder / "members.csv").write_text("name\nA\nBe\n", encoding="utf-8")
    found = refused("--matrix", "matrix.csv", "--members", "members.csv")
    assert [fault["where"] for fault in found] == ["C1", "A3"]
    assert all("(did you mean Be?)" in fault["message"] for fault in found)
