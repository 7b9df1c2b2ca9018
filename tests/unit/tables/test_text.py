"""From bytes to rows: encodings, delimiters, quotes, empty lines, ends of lines."""

import codecs

import pytest

from netsustain.scenario import load
from netsustain.scenario.tables import network_tables

from .conftest import MEMBERS, TIES

THAI = "name,kind\nโรงเรียนบ้านหนองน้ำใส,school\nเทศบาล,local_government\n"


def names(path):
    return network_tables(load(path))[0].names


def test_utf8_with_and_without_a_mark(write):
    expected = ["โรงเรียนบ้านหนองน้ำใส", "เทศบาล"]
    assert names(write(THAI, None)) == expected
    assert names(write(codecs.BOM_UTF8 + THAI.encode(), None)) == expected


@pytest.mark.parametrize("encoding", ["cp874", "tis-620"])
def test_old_thai_encodings_are_named(told, encoding):
    (found,) = told(THAI.encode(encoding), None)
    assert found == (
        "members.csv:2:1: got the byte 0xe2, perhaps Thai text in the old encoding of Windows (TIS-620, "
        "CP874), expected UTF-8: save the table as UTF-8 (in Excel: Save as, CSV UTF-8)"
    )


@pytest.mark.parametrize(("encoding", "words"), [("utf-16", "UTF-16"), ("utf-16-le", "0xe9"), ("latin-1", "0xe9")])
def test_other_encodings_are_refused(told, encoding, words):
    (found,) = told("name\nécole\n".encode(encoding), None)
    assert words in found
    assert "expected" in found


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_are_found(write, delimiter):
    path = write(MEMBERS.replace(",", delimiter), TIES.replace(",", delimiter))
    assert names(path) == ["Office", "North", "South", "Shop"]


def test_the_delimiter_is_the_commonest_outside_quotes(write):
    assert names(write('"name";"a,b,c,d";kind\nNorth;1,5,5;school\n', None)) == ["North"]


def test_one_column_needs_no_delimiter(write):
    assert names(write("name\nNorth\nSouth\n", None)) == ["North", "South"]


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_ends_of_lines(write, ending):
    assert names(write(MEMBERS.replace("\n", ending), None)) == ["Office", "North", "South", "Shop"]


def test_empty_lines_and_rows_of_delimiters_count_as_nothing(write):
    members = "\n\nname,kind\n\n,\nNorth,school\n  , \n\nSouth,school"
    assert names(write(members, None)) == ["North", "South"]


def test_quotes(write):
    members = 'name,kind\n"Gate, north",school\n"the ""old"" one",school\n"two\nlines",school\nKing\'s, "school"\n'
    assert names(write(members, None)) == ["Gate, north", 'the "old" one', "two lines", "King's"]


def test_names_are_compared_without_regard_to_spaces_and_ways_of_typing(write):
    halves = "\u0e19\u0e4d\u0e32"  # sara am as its two halves
    path = write(f"name\n{halves}\n South   Gate\nCafe\u0301\n", "source,target\nนำ,South Gate\nCafé,นำ\n")
    assert names(path) == ["นำ", "South Gate", "Café"]


def test_unused_columns_are_no_matter(write):
    assert names(write("name,,x,x\nNorth,1,2,3\n", None)) == ["North"]


def test_a_folder_is_no_table(told, tmp_path):
    (tmp_path / "members.csv").mkdir()
    (tmp_path / "ties.csv").write_text(TIES, encoding="utf-8")
    (found,) = told(None, None)
    assert "expected a CSV file" in found


def test_a_table_that_changes_is_read_again(write):
    path = write("name\nNorth\n", None)
    assert names(path) == ["North"]
    write("name\nSouth Gate\n", None)
    assert names(path) == ["South Gate"]


def test_a_wrong_byte_behind_a_byte_order_mark_is_told_at_its_place(told):
    (found,) = told(b"\xef\xbb\xbfname\n\xe0\xb8\x81\xff\n", None)
    assert found.startswith("members.csv:2:2: got the byte 0xff")
