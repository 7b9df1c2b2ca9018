"""PARTNER-style edge lists: strength, trust and value from one side's answers."""

import numpy as np
import pytest

from netsustain.scenario.kinds import Kind

HEADER = "from,to,frequency,power,involvement,resource,reliability,mission,openness\n"
PARTNER = HEADER + "A,B,4,1,2,3,4,4,1\nB,A,1,,,,2,,\nA,C,2,4,4,4,,,\n"


@pytest.fixture
def partner(folder):
    def write(text=PARTNER):
        (folder / "partner.csv").write_text(text, encoding="utf-8")

    return write


def test_worked_by_hand(partner, said, network, folder):
    """A trusts B by (4 + 4 + 1)/3 = 3 of 4, that is (3 - 1)/3; B trusts A by 2, that is 1/3."""
    partner()
    found = said("--partner", "partner.csv")
    members, ties = network()
    assert members.names == ["A", "B", "C"]
    np.testing.assert_allclose(ties["strength"], [0.5, 1 / 3])
    np.testing.assert_allclose(ties["trust_ab"], [2 / 3, np.nan])
    np.testing.assert_allclose(ties["trust_ba"], [1 / 3, np.nan])
    rows = (folder / "mine_ties.csv").read_text().splitlines()
    assert rows == ["source,target,strength,trust,value", "A,B,4,3,2", "B,A,1,2,", "A,C,2,,4"]
    assert any("is 3.0 of 4 in 2 views" in note for note in found["guesses"])
    assert {"field": "trust", "column": "reliability, mission, openness"}.items() <= next(
        item for item in found["fields"] if item["field"] == "trust"
    ).items()
    assert found["asymmetry"]["differing"] == [{"a": "A", "b": "B", "a_says": 4.0, "b_says": 1.0}]


def test_other_names_of_columns_and_thai(partner, said, network):
    partner("จาก,ถึง,ความถี่ในการติดต่อ,ความน่าเชื่อถือ,ว่าง\nก,ข,4,4,1\n")
    said("--partner", "partner.csv")
    assert network()[1]["trust_ab"].tolist() == [1.0]
    partner("who,whom,f,r\nA,B,4,4\n")
    options = ["source=who", "target=whom", "frequency=f", "reliability=r"]
    said("--partner", "partner.csv", *(word for option in options for word in ("--map", option)))
    assert network()[1]["trust_ab"].tolist() == [1.0]


def test_a_frequency_on_another_scale(partner, said, refused, network):
    partner(PARTNER.replace("A,B,4", "A,B,6"))
    (fault,) = refused("--partner", "partner.csv")
    assert (fault["where"], fault["message"]) == ("C2", "got 6, expected a number from 1 to 4 [scale]")
    said("--partner", "partner.csv", "--scale", "strength=1:6")
    np.testing.assert_allclose(network()[1]["strength"], [0.5, 0.2])


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        (PARTNER.replace("4,4,1\n", "4,5,1\n"), "H2", "got 5, expected a number from 1 to 4"),
        (PARTNER.replace("4,4,1\n", "4,0,1\n"), "H2", "got 0, expected a number from 1 to 4"),
        (PARTNER.replace("4,4,1\n", "4,yes,1\n"), "H2", 'got "yes", expected a number'),
        (PARTNER.replace("B,A,1", "A,A,1"), "A3", "got a tie of 'A' with itself"),
        (PARTNER + "A,B,1,,,,,,\n", "A5", "got the tie A – B again (first at A2)"),
        (PARTNER + "A,,1,,,,,,\n", "B5", "got no name"),
        (PARTNER.replace("from,", "x,"), "A1", "type --map source=COLUMN".replace("type ", "")),
        ("from,to\nA,B\n", "A1", "--map frequency=COLUMN"),
    ],
)  # fmt: skip
def test_one_fault(partner, refused, text, where, message):
    partner(text)
    found = refused("--partner", "partner.csv")
    assert len(found) == 1
    assert found[0]["where"] == where
    assert message in found[0]["message"]


def test_a_column_that_is_not_there(partner, refused):
    partner()
    (fault,) = refused("--partner", "partner.csv", "--map", "openness=opennes")
    assert "got --map openness=opennes, expected one of from, to" in fault["message"]


def test_kinds_are_read_off_names_each_of_which_stands_once(partner, said, network):
    partner("from,to,frequency\nArea office,North school,4\nNorth school,Area office,2\n")
    said("--partner", "partner.csv")
    assert [Kind(int(kind)).name for kind in network()[0].whole["kind"]] == ["AREA_OFFICE", "SCHOOL"]
