"""Names of people: which columns hold them, and that none gets into a scenario, its tables or what is said."""

import os
import stat

import pytest

from netsustain.importing.look_alike import look_alike, same_looking
from netsustain.importing.people import Pseudonyms, role_of

PEOPLE = (
    "name,kind,director,phone,respondent\n"
    "Office,area_office,Ann Lee,081,Bo Dee\n"
    "North,school,Cy Fox,082,\n"
    "South,school,ann lee,,Cy Fox\n"
)
REAL = ("Lee", "lee", "Dee", "Fox", "081")


@pytest.fixture
def people(folder):
    (folder / "people.csv").write_text(PEOPLE, encoding="utf-8")


def everything(folder):
    """Text of every file but the one that was there."""
    return "".join(
        path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name not in ("people.csv", "key.csv")
    )


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Director", "leader"), ("Name of director", "leader"), ("head_teacher", "leader"), ("ผู้อำนวยการ", "leader"),
        ("ชื่อผู้อำนวยการโรงเรียน", "leader"), ("ชื่อ-สกุล ผู้บริหาร", "leader"), ("ผู้นำ", "leader"),
        ("ผอ.", "leader"), ("ผู้ตอบแบบสอบถาม", "respondent"), ("Respondent", "respondent"), ("ผู้ประสานงาน", "person"),
        ("ชื่อ-นามสกุล", "person"), ("contact person", "person"), ("Surname", "person"), ("โทรศัพท์", "contact"),
        ("E-mail", "contact"), ("Line ID", "contact"), ("เลขประจำตัวประชาชน", "contact"), ("เบอร์โทร", "contact"),
        ("name", ""), ("ชื่อ", ""), ("ชื่อหน่วยงาน", ""), ("lead_agency", ""), ("ทักษะผู้นำ", ""), ("contact_frequency", ""),
        ("leader_experience", ""), ("category", ""), ("pupils", ""), ("ประเภท", ""), ("จำนวนผู้บริหาร", ""),
    ],
)  # fmt: skip
def test_columns_of_people(header, role):
    assert role_of(header) == role


def test_no_name_gets_through(people, call, folder):
    result = call("import", "--members", "people.csv", "--out", "mine.yaml")
    assert result.exit_code == 0, result.output
    assert not any(name in everything(folder) + result.output for name in REAL)
    assert (folder / "mine_members.csv").read_text().splitlines() == [
        "name,kind,leader,respondent",
        "Office,area_office,leader 1,respondent 1",
        "North,school,leader 2,",
        "South,school,leader 1,leader 2",
    ]
    assert "not written, because they say how to reach people: phone" in result.stdout
    assert "- phone" not in result.stdout


def test_thai_pseudonyms(folder, said):
    table = "ชื่อ,ผู้อำนวยการ\nโรงเรียนบ้านโคก,นายสมชาย ใจดี\nโรงเรียนวัด,นาย สมชาย  ใจดี\n"
    (folder / "people.csv").write_text(table, encoding="utf-8")
    said("--members", "people.csv", "--lang", "th")
    rows = (folder / "mine_members.csv").read_text(encoding="utf-8").splitlines()
    assert rows == ["name,leader", "โรงเรียนบ้านโคก,ผู้นำ 1", "โรงเรียนวัด,ผู้นำ 1"]


def test_names_can_be_kept(people, said, folder):
    found = said("--members", "people.csv", "--keep-names")
    assert found["tables"] == {"members": "people.csv"}, "the table is read as it stands"
    assert found["names"] == []


def test_who_is_who_is_kept_apart_and_read_again(people, said, folder):
    said("--members", "people.csv", "--names-out", "key.csv")
    key = (folder / "key.csv").read_text().splitlines()
    assert key == ["pseudonym,name,group", "leader 1,Ann Lee,people", "leader 2,Cy Fox,people",
                   "respondent 1,Bo Dee,people"]  # fmt: skip
    if os.name == "posix":
        assert stat.S_IMODE((folder / "key.csv").stat().st_mode) == 0o600
    (folder / "people.csv").write_text("name,director\nNew,Di Gee\nNorth,Cy Fox\n", encoding="utf-8")
    said("--members", "people.csv", "--names-out", "key.csv")
    assert (folder / "mine_members.csv").read_text().splitlines() == ["name,leader", "New,leader 3", "North,leader 2"]
    assert "leader 1,Ann Lee,people" in (folder / "key.csv").read_text().splitlines(), "one who left keeps the name"


def test_a_key_of_another_kind_is_not_overwritten(people, refused, folder):
    (folder / "key.csv").write_text("my diary\n")
    (fault,) = refused("--members", "people.csv", "--names-out", "key.csv")
    assert "expected a new file or a key written before" in fault["message"]
    assert (folder / "key.csv").read_text() == "my diary\n"


def test_members_who_are_people(folder, said):
    (folder / "people.csv").write_text("respondent,school\nAnn Lee,A\nBo Dee,B\n", encoding="utf-8")
    (folder / "ties.csv").write_text("from,to\nAnn Lee,Bo Dee\n", encoding="utf-8")
    said("--members", "people.csv", "--ties", "ties.csv", "--map", "name=respondent")
    assert (folder / "mine_members.csv").read_text().splitlines() == ["name", "respondent 1", "respondent 2"]
    text = (folder / "ties.csv").read_text()
    assert "Ann" in text, "the user's own table stays as it is"
    assert (folder / "mine_ties.csv").read_text().splitlines()[1] == "respondent 1,respondent 2"


def test_organisations_on_request(folder, said, network):
    (folder / "m.csv").write_text("name,kind\nOffice,area_office\nNorth,school\n", encoding="utf-8")
    (folder / "t.csv").write_text("from,to,frequency\nNorth,Office,3\n", encoding="utf-8")
    found = said("--members", "m.csv", "--ties", "t.csv", "--pseudonyms", "--names-out", "key.csv")
    assert network()[0].names == ["member 1", "member 2"]
    assert "North" not in "".join((folder / name).read_text() for name in ("mine.yaml", "mine_ties.csv"))
    assert (folder / "key.csv").read_text().splitlines()[1:] == [
        "member 1,Office,organisations", "member 2,North,organisations",
    ]  # fmt: skip
    assert found["names"][0] == "names of organisations were replaced by pseudonyms"


def test_a_pseudonym_is_never_given_twice():
    who = Pseudonyms("en", {("people", "x"): ("X", "leader 2")})
    assert [who.of(name, "leader") for name in ("A", "x", "B", "a")] == ["leader 1", "leader 2", "leader 3", "leader 1"]


# ---- names that look the same ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("บ้านหนองแวง", "บ้าน หนองแวง"), ("แวง", "เเวง"), ("น้ำ", "นํ้า"), ("น้ำ", "น\u0e49\u0e4d\u0e32"),
        ("ที่", "ท\u0e48\u0e35"), ("สพป.เขต 1", "สพป เขต1"), ("North-Gate", "north gate"), ("บ้าน\u200bโคก", "บ้านโคก"),
    ],
)  # fmt: skip
def test_look_alikes(one, other):
    assert look_alike(one) == look_alike(other)


def test_names_that_differ():
    assert look_alike("โรงเรียนบ้านโคก 1") != look_alike("โรงเรียนบ้านโคก 2")
    assert look_alike("ป้า") != look_alike("ป่า")
    assert same_looking(["a b", "c", "ab", "a b"]) == [["a b", "ab"]]


def test_members_that_look_the_same_are_told(folder, said):
    (folder / "m.csv").write_text("name\nบ้านหนองแวง\nบ้าน หนองเเวง\nโคก\n", encoding="utf-8")
    assert any("บ้านหนองแวง, บ้าน หนองเเวง" in line for line in said("--members", "m.csv")["warnings"])
