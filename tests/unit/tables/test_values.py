"""What the cells mean: the arrays that come out of tables."""

import numpy as np
import pytest

from netsustain.scenario import load
from netsustain.scenario.kinds import Contributor, Kind
from netsustain.scenario.network import MemberOverride
from netsustain.scenario.paths import bounds_of
from netsustain.scenario.tables import network_tables
from netsustain.scenario.tables.fields import ASSUMED_STRENGTH, QUANTITIES

from .conftest import MEMBERS

NAN = float("nan")


def read(path):
    return network_tables(load(path))


def equal(values, expected):
    np.testing.assert_allclose(values, expected)


# ---- members --------------------------------------------------------------------------------------


def test_every_field_of_a_member(write):
    members, _ = read(
        write(
            "name,kind,size,remoteness,digital_access,own_resources,skill,priority,contributor,alone,captures\n"
            "North,university,2.5,1e-1,๐.๕,4,+.5,1.,hump_shaped,1.1,0.2\n"
            "South,parents,,NA,n/a,, ,,,,\n",
            None,
        )
    )
    assert members.names == ["North", "South"]
    equal(members.whole["number"], [0, 1])
    equal(members.whole["kind"], [Kind.UNIVERSITY, Kind.PARENTS])
    equal(members.whole["contributor"], [Contributor.HUMP_SHAPED, -1])
    equal(members.whole["status"], [0, 0])
    given = {
        "size": 2.5,
        "remoteness": 0.1,
        "digital_access": 0.5,
        "own_resources": 4,
        "skill": 0.5,
        "priority": 1,
    }
    for name, value in {**given, "alone": 1.1, "captures": 0.2}.items():
        equal(members.real[name], [value, NAN])
    equal(members.real["ring"], [NAN, NAN])


def test_without_a_kind_all_are_schools(write):
    members, _ = read(write("name\nNorth\nSouth\n", None))
    equal(members.whole["kind"], [Kind.SCHOOL] * 2)


def test_columns_and_words_by_the_mapping_of_the_scenario(write):
    mapping = """    columns: {members: {name: ชื่อ, kind: "ประเภท  หน่วยงาน"}}
    values: {kind: {วัด: community, Box office: private}}
"""
    members, _ = read(write('ชื่อ,ประเภท หน่วยงาน,name\nA,วัด,x\nB,school,y\nC,"Box  office",z\n', None, mapping))
    assert members.names == ["A", "B", "C"]
    equal(members.whole["kind"], [Kind.COMMUNITY, Kind.SCHOOL, Kind.PRIVATE])


def test_members_stand_in_the_order_of_their_numbers(write):
    members, ties = read(write("name,number\nC,30\nA,1\nB,2\n", "source,target\nC,A\n3O,B\n".replace("3O", "30")))
    assert members.names == ["A", "B", "C"]
    equal(members.whole["number"], [0, 1, 29])
    equal(ties["a"], [0, 1])
    equal(ties["b"], [2, 2])


def test_the_number_of_a_member_is_its_place_where_no_column_says_it(write):
    equal(read(write(MEMBERS, None))[0].whole["number"], [0, 1, 2, 3])


def test_the_ranges_are_those_of_edits_in_a_scenario():
    both = MemberOverride.model_fields.keys() & QUANTITIES.keys()
    assert {"size", "remoteness", "digital_access", "own_resources", "skill", "priority", "captures"} <= both
    for name in both:
        assert (QUANTITIES[name].low, QUANTITIES[name].high) == bounds_of(MemberOverride.model_fields[name]), name


def test_arrays_are_the_callers_own(write):
    scenario = load(write())
    members, ties = network_tables(scenario)
    members.whole["kind"][:] = 7
    ties["strength"][:] = 0.0
    again = network_tables(scenario)
    assert again[0].whole["kind"][0] == Kind.AREA_OFFICE
    assert again[1]["strength"][0] == 0.5


# ---- ties -----------------------------------------------------------------------------------------


def test_ties_stand_between_rows_in_order_whichever_way_round_they_are_written(write):
    _, ties = read(write(MEMBERS, "source,target,strength\nShop,North,0.25\nSouth,Office,\nOffice,North,1\n"))
    equal(ties["a"], [0, 0, 1])
    equal(ties["b"], [1, 2, 3])
    equal(ties["strength"], [1, ASSUMED_STRENGTH, 0.25])
    equal(ties["formal"], [-1, -1, -1])
    for name in ("trust_ab", "trust_ba", "age"):
        equal(ties[name], [NAN] * 3)
    assert set(ties) == {"a", "b", "formal", "trust_ab", "trust_ba", "age", "strength"}


def test_no_table_of_ties_is_a_network_without_any(write):
    _, ties = read(write(MEMBERS, None))
    assert {name: len(values) for name, values in ties.items()} == dict.fromkeys(ties, 0)
    assert "strength" in ties


def test_trust_is_that_of_the_source(write):
    _, ties = read(write(MEMBERS, "source,target,trust\nOffice,North,0.9\nShop,South,0.4\n"))
    equal(ties["trust_ab"], [0.9, NAN])
    equal(ties["trust_ba"], [NAN, 0.4])


def test_two_reports_make_one_tie(write):
    table = """source,target,trust,strength,formal,age
North,Office,0.2,0.4,0,
Office,North,0.6,0.8,1,24
Shop,South,0.5,,,10
South,Shop,,0.6,,20
"""
    _, ties = read(write(MEMBERS, table))
    equal(ties["trust_ab"], [0.6, NAN])
    equal(ties["trust_ba"], [0.2, 0.5])
    equal(ties["strength"], [0.6, 0.6])
    equal(ties["formal"], [1, -1])
    equal(ties["age"], [24, 15])


def test_strengths_may_be_reported_by_both_sides_where_the_scenario_says_so(write):
    table = "source,target,strength\nOffice,North,0.2\nNorth,Office,0.4\nNorth,South,1\n"
    _, ties = read(write(MEMBERS, table, "    directed: true\n"))
    equal(ties["strength"], [0.3, 1])


def test_undirected_trust_is_that_of_both(write):
    table = "source,target,trust\nNorth,Office,0.2\n"
    _, ties = read(write(MEMBERS, table, "    directed: false\n"))
    equal(ties["trust_ab"], [0.2])
    equal(ties["trust_ba"], [0.2])


def test_scales_are_read_as_0_to_1_either_way_up(write):
    table = "source,target,strength,trust\nOffice,North,1,1\nOffice,South,5,4\nNorth,South,2,\n"
    _, ties = read(write(MEMBERS, table, "    scales: {strength: [1, 5], trust: [4, 1]}\n"))
    equal(ties["strength"], [0, 1, 0.25])
    equal(ties["trust_ab"], [1, 0, NAN])


def test_a_value_off_its_scale_is_refused(told):
    table = "source,target,strength\nOffice,North,0\n"
    (found,) = told(MEMBERS, table, "    scales: {strength: [1, 5]}\n")
    assert found.startswith("ties.csv:2:14: strength: got 0, expected a number from 1 to 5 [scale]")


def test_agreements_by_level(write):
    table = "source,target,formal\nOffice,North,2\nOffice,South,3.0\nOffice,Shop,\nNorth,South,มี\n"
    _, ties = read(write(MEMBERS, table, '    values: {formal: {2: false, 3: true, "มี": true}}\n'))
    equal(ties["formal"], [0, 1, -1, 1])


@pytest.mark.parametrize(
    ("word", "meant"), [("1", 1), ("yes", 1), ("TRUE", 1), ("มี", 1), ("0", 0), ("No", 0), ("ไม่มี", 0)]
)
def test_agreements_in_plain_words(write, word, meant):
    assert read(write(MEMBERS, f"source,target,formal\nOffice,North,{word}\n"))[1]["formal"] == meant


def test_a_level_that_is_not_explained_is_refused(told):
    table = "source,target,formal\nOffice,North,1\n"
    (found,) = told(MEMBERS, table, "    values: {formal: {2: false, 3: true}}\n")
    assert 'got "1", expected one of "2", "3", or say what it means' in found


# ---- distances ------------------------------------------------------------------------------------


def test_distance_to_the_area_office_becomes_remoteness(write):
    rows = "Office,North,30\nSouth,Office,600\nNorth,Shop,60\nSouth,Shop,150\nNorth,South,9\n"
    table = f"source,target,distance\n{rows}"
    members, ties = read(write(MEMBERS, table))
    equal(members.real["remoteness"], [0, 0.1, 1, 0.35])
    assert "distance" not in ties


def test_remoteness_that_is_given_is_kept(write):
    members, _ = read(
        write(
            "name,remoteness\nA,\nB,0.9\n",
            "source,target,distance\nA,B,50\n",
            "    scales: {distance: [0, 100]}\n",
        )
    )
    equal(members.real["remoteness"], [0.5, 0.9])


def test_without_distances_remoteness_is_drawn(write):
    members, _ = read(write(MEMBERS, "source,target,distance\nNorth,South,\n"))
    equal(members.real["remoteness"], [NAN] * 4)
