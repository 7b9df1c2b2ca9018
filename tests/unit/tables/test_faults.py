"""Tables with one fault each: told with file, line and column, and nothing else is."""

import pytest

from .conftest import MEMBERS, TIES

MEMBER_FAULTS = {
    "name_missing": (MEMBERS + ",school\n", "members.csv:6:1: name: got no name"),
    "name_blank": (MEMBERS + '"  ",school\n', "members.csv:6:1: name: got no name"),
    "name_again": (MEMBERS + "North,school\n", "members.csv:6:1: name: got 'North' again (first on line 3)"),
    "name_again_but_for_spaces": (
        MEMBERS.replace("Shop", "North  Gate") + " North Gate ,school\n",
        "members.csv:6:1: name: got 'North Gate' again (first on line 5)",
    ),
    "name_too_long": (
        MEMBERS + "x" * 201 + ",school\n",
        "members.csv:6:1: name: got a name of 201 characters",
    ),
    "no_name_column": (
        MEMBERS.replace("name,", "who,"),
        "members.csv:1:1: got the columns who, kind, expected one named name, or say which one holds it: "
        "network.files.columns.members: {name: COLUMN}",
    ),
    "kind_misspelt": (
        MEMBERS.replace("North,school", "North,schol"),
        'members.csv:3:7: kind: got the kind "schol", expected one of area_office, school, university, '
        "government, local_government, private, civil_society, parents, community, type school (did you mean "
        'school?), or say what it means: network.files.values.kind: {"schol": school}',
    ),
    "kind_foreign": (
        MEMBERS + "Temple,วัด\n",
        'or say what it means: network.files.values.kind: {"วัด": school}',
    ),
    "kind_in_capitals": (MEMBERS + "East,School\n", 'members.csv:6:6: kind: got the kind "School"'),
    "kind_missing": (MEMBERS + "East,\n", "members.csv:6:6: kind: got no kind, expected one of area_office"),
    "second_area_office": (
        MEMBERS + "East,area_office\n",
        "members.csv:6:6: kind: got another area_office (the first is on line 2), expected one at most",
    ),
    "cell_too_few": (MEMBERS + "East\n", "members.csv:6:1: got 1 cell, expected 2 as in the header"),
    "cell_too_many": (
        MEMBERS + "East, the far one,school\n",
        "members.csv:6:1: got 3 cells, expected 2 as in the header; put a cell that holds the delimiter in "
        "double quotes",
    ),
    "quote_open": (MEMBERS + '"East,school\n', "members.csv:6:1: got a double quote that is not closed"),
    "quote_then_text": (MEMBERS + '"East"ern,school\n', "members.csv:6:1: got text after a closing quote"),
    "no_rows": ("name,kind\n", "members.csv:1:1: got no members, expected a row for each"),
    "empty": ("", "members.csv:1:1: got an empty file"),
    "blank": ("\n  \n\n", "members.csv:1:1: got an empty file"),
    "delimiters_only": (",,,\n,,,\n", "members.csv:1:1: got only delimiters"),
    "too_many_columns": (
        "name" + ",c" * 200 + "\n",
        "members.csv:1:1: got 201 columns, expected at most 200",
    ),
    "column_name_too_long": ("name," + "c" * 201 + "\nA,1\n", "got a column's name of 201 characters"),
    "nul": (MEMBERS + "Ea\0st,school\n", "members.csv:6:3: got the control character U+0000"),
    "byte_order_mark_inside": (
        MEMBERS + "\ufeffEast,school\n",
        "members.csv:6:1: got the control character U+FEFF",
    ),
}


@pytest.mark.parametrize("name", MEMBER_FAULTS)
def test_members(told, name):
    members, expected = MEMBER_FAULTS[name]
    (found,) = told(members, None)
    assert expected in found


NUMBER_FAULTS = {
    "word": ("size", "big", '"big", expected a number above 0 up to 1000 [schools]'),
    "zero": ("size", "0", "got 0, expected a number above 0 up to 1000 [schools]"),
    "negative": ("own_resources", "-3", "got -3, expected a number from 0 to 10000 [staff-days/month]"),
    "too_large": ("remoteness", "1.2", "got 1.2, expected a number from 0 to 1"),
    "decimal_comma": ("skill", '"0,5"', "expected a number from 0 to 1, type 0.5"),
    "thousands": ("own_resources", '"1,500"', "[staff-days/month], type 1500"),
    "percent": ("digital_access", "50%", "expected a number from 0 to 1, type 0.5"),
    "nan": ("priority", "nan", 'got "nan", expected a number from 0 to 1'),
    "infinite": ("alone", "inf", 'got "inf", expected a number from 0 to 100'),
    "overflow": ("alone", "1e999", "got 1e999, expected a number from 0 to 100"),
    "underscores": ("own_resources", "1_000", 'got "1_000"'),
    "endless": ("captures", "0." + "3" * 50, "expected a number from 0 to 1"),
    "hexadecimal": ("own_resources", "0x10", 'got "0x10"'),
    "contributor": ("contributor", "free rider", 'got "free rider", expected one of conditional, free_rider'),
    "number_missing": ("number", "", "got no number, expected a whole number from 1 to 1000000000"),
    "number_zero": ("number", "0", "got 0, expected a whole number from 1 to 1000000000"),
    "number_fraction": ("number", "1.5", "got 1.5, expected a whole number from 1"),
    "number_too_large": ("number", "1073741824", "expected a whole number from 1 to 1000000000"),
}


@pytest.mark.parametrize("name", NUMBER_FAULTS)
def test_numbers(told, name):
    field, cell, expected = NUMBER_FAULTS[name]
    good = "7" if field == "number" else ""
    (found,) = told(f"name,{field}\nNorth,{good}\n\nSouth,{cell}\n", None)
    assert found.startswith(f"members.csv:4:7: {field}: ")
    assert expected in found


def test_a_number_given_twice(told):
    (found,) = told("name,number\nNorth,3\nSouth,4\nEast,3\n", None)
    assert found == (
        "members.csv:4:6: number: got 3 again (first on line 2), expected another number for another member"
    )


TIE_FAULTS = {
    "unknown_source": (
        TIES + "Nroth,Shop,1\n",
        "ties.csv:5:1: source: got 'Nroth', expected the name of a member in the members table (did you mean North?)",
    ),
    "unknown_target": (
        TIES + "North,Nowhere,1\n",
        "ties.csv:5:7: target: got 'Nowhere', expected the name of a",
    ),
    "other_letters": (TIES + "North,SHOP,1\n", "ties.csv:5:7: target: got 'SHOP'"),
    "end_missing": (TIES + "North,,1\n", "ties.csv:5:7: target: got no name, expected a member's"),
    "itself": (TIES + "North,North,1\n", "ties.csv:5:1: source: got a tie of 'North' with itself"),
    "again": (
        TIES + "Office,South,0.7\n",
        "ties.csv:5:1: source: got the tie Office – South again (first on line 3), expected it once",
    ),
    "other_way_round": (
        TIES + "South,Office,0.7\n",
        "ties.csv:5:1: source: got the tie Office – South again (first on "
        "line 3), the other way round, expected it once; if a row is one side's report, type "
        "network.files.directed: true",
    ),
    "strength_negative": (
        TIES + "South,Shop,-0.1\n",
        "ties.csv:5:12: strength: got -0.1, expected a number from 0 to 1",
    ),
    "strength_word": (
        TIES + "South,Shop,often\n",
        'ties.csv:5:12: strength: got "often", expected a number from 0 to 1',
    ),
    "strength_above": (
        TIES + "South,Shop,4\n",
        "ties.csv:5:12: strength: got 4, expected a number from 0 to 1",
    ),
    "cell_too_few": (TIES + "South,Shop\n", "ties.csv:5:1: got 2 cells, expected 3"),
    "no_target": (
        TIES.replace("target", "to"),
        "ties.csv:1:1: got the columns source, to, strength, expected one "
        "named target, or say which one holds it: network.files.columns.ties: {target: COLUMN}",
    ),
    "no_rows": (
        "source,target\n",
        "ties.csv:1:1: got no ties, expected a row for each, or no ties: in the scenario",
    ),
    "empty": ("", "ties.csv:1:1: got an empty file"),
    "quote_open": (TIES + 'South,"Shop,1\n', "ties.csv:5:1: got a double quote that is not closed"),
    "distance_negative": (
        "source,target,distance\nOffice,North,-2\n",
        "ties.csv:2:14: distance: got -2, expected a number from 0 to 40000 [km, or as its scale]",
    ),
    "age_negative": (
        "source,target,age\nOffice,North,-2\n",
        "ties.csv:2:14: age: got -2, expected a number from 0 to 1200 [months]",
    ),
    "formal_word": (
        "source,target,formal\nOffice,North,perhaps\n",
        'ties.csv:2:14: formal: got "perhaps", expected 1 '
        'or 0 (yes or no), or say what it means: network.files.values.formal: {"perhaps": true}',
    ),
    "trust_above": (
        "source,target,trust\nOffice,North,2\n",
        "ties.csv:2:14: trust: got 2, expected a number from 0",
    ),
    "one_direction_again": (
        "source,target,trust\nOffice,North,1\nNorth,Office,1\nOffice,North,0\n",
        "ties.csv:4:1: source: got the tie Office – North again (first on line 2), expected it once",
    ),
}


@pytest.mark.parametrize("name", TIE_FAULTS)
def test_ties(told, name):
    ties, expected = TIE_FAULTS[name]
    (found,) = told(MEMBERS, ties)
    assert found.startswith(expected)
    assert "\n" not in found


# ---- several at once ------------------------------------------------------------------------------


def test_every_fault_of_both_tables_is_told_in_order(told):
    members = "name,kind,size\nOffice,area_office,-1\nNorth,schol,big\n,school,1\nNorth,school\n"
    ties = "source,target,strength\nOffice,Office,7\nNobody,North,0.5\n\nNorth,Office,x\n"
    places = [line.split(": ")[0] for line in told(members, ties)]
    assert places == [
        "members.csv:2:20", "members.csv:3:7", "members.csv:3:13", "members.csv:4:1", "members.csv:5:1",
        "ties.csv:2:1", "ties.csv:2:15", "ties.csv:3:1", "ties.csv:5:14",
    ]  # fmt: skip


def test_a_name_in_a_row_that_could_not_be_read_is_no_stranger(told):
    (found,) = told(MEMBERS.replace("Shop,private", "Shop"))
    assert found.startswith("members.csv:5:1: got 1 cell")


def test_nobody_is_a_stranger_where_the_members_could_not_be_read_to_the_end(told):
    (found,) = told(MEMBERS.replace("South", '"South'))
    assert found.startswith("members.csv:4:1: got a double quote")


def test_both_tables_in_the_wrong_encoding(told):
    found = told("name\nโรงเรียน\n".encode("cp874"), "source,target\nโรงเรียน,ข\n".encode("cp874"))
    assert [line.split(": ")[0] for line in found] == ["members.csv:2:1", "ties.csv:2:1"]


def test_a_fault_after_a_cell_of_two_lines_is_on_the_line_of_the_file(told):
    members = 'name,note,size\n"North\nGate","one\ntwo",-1\nSouth,,-2\n'
    places = [line.split(": ")[0] for line in told(members, None)]
    assert places == ["members.csv:4:6", "members.csv:5:8"]


def test_a_fault_after_a_quoted_delimiter_is_in_the_column_of_the_file(told):
    (found,) = told('name,note,size\n"Gate, north","a ""b"", c",-1\n', None)
    assert found.startswith("members.csv:2:28: size: got -1")


def test_thousands_of_faults_are_told_and_the_rest_counted(told):
    found = told("name,size\n" + "".join(f"N{n},-1\n" for n in range(12_345)), None)
    assert len(found) == 10_001
    assert found[-1].endswith("and 2345 more faults like these")
