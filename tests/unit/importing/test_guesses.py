"""What headers and words are taken to mean when nobody says it."""

from collections import Counter

import pytest

from netsustain.importing.headers import MEMBER_HEADERS, TIE_HEADERS, field_columns, plain
from netsustain.importing.kind_words import guessed_kinds
from netsustain.scenario.kinds import Kind
from netsustain.scenario.tables.fields import MEMBER_FIELDS, TIE_FIELDS


def test_every_field_has_headers_and_no_header_is_out_of_reach():
    assert set(MEMBER_HEADERS) == set(MEMBER_FIELDS)
    assert set(TIE_HEADERS) == set(TIE_FIELDS)
    for words in (MEMBER_HEADERS, TIE_HEADERS):
        assert all(plain(word) == word for known in words.values() for word in known.split())


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Name", "name"), ("ORGANISATION", "name"), ("org_name", "name"), ("ชื่อ", "name"), ("ชื่อ หน่วยงาน", "name"),
        ("โรงเรียน", "name"), ("Category", "kind"), ("agency-cat", "kind"), ("ประเภท (เลือกหนึ่ง)", "kind"),
        ("ลำดับที่", "number"), ("Digital access", "digital_access"), ("own_resources", "own_resources"),
    ],
)  # fmt: skip
def test_headers_of_members(header, field):
    assert field_columns([header], MEMBER_HEADERS, set()) == {field: header}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("From", "source"), ("จาก", "source"), ("alter", "target"), ("ถึง", "target"), ("Contact frequency", "strength"),
        ("ความถี่ในการติดต่อ (1-5)", "strength"), ("ความไว้วางใจ", "trust"), ("MOU", "formal"), ("มีข้อตกลง", "formal"),
        ("distance_miles", "distance"), ("ระยะทาง (กม.)", "distance"), ("age (months)", "age"),
    ],
)  # fmt: skip
def test_headers_of_ties(header, field):
    assert field_columns([header], TIE_HEADERS, set()) == {field: header}


@pytest.mark.parametrize(
    ("header", "field"),
    [("Organisatoin", "name"), ("ประเภทหน่วยงาม", "kind"), ("level", None), ("lead_agency", None), ("pupils", None)],
)
def test_headers_that_are_not_quite_the_same(header, field):
    assert field_columns([header], MEMBER_HEADERS, set()) == ({field: header} if field else {})


def test_an_earlier_word_is_a_better_one():
    headers = ["label", "org", "name", "", "name"]
    assert field_columns(headers, MEMBER_HEADERS, set()) == {"name": "name"}
    assert field_columns(headers, MEMBER_HEADERS, {"name"}) == {"name": "org"}


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("lead agency", Kind.AREA_OFFICE), ("สำนักงานเขตพื้นที่การศึกษา", Kind.AREA_OFFICE), ("สพป.", Kind.AREA_OFFICE),
        ("primary school", Kind.SCHOOL), ("โรงเรียนเอกชน", Kind.SCHOOL), ("University", Kind.UNIVERSITY),
        ("มหาวิทยาลัยราชภัฏ", Kind.UNIVERSITY), ("local government", Kind.LOCAL_GOVERNMENT),
        ("อบต.", Kind.LOCAL_GOVERNMENT), ("ร.ร.บ้านโคก", Kind.SCHOOL), ("สพฐ.", Kind.GOVERNMENT),
        ("หจก.โคก", Kind.PRIVATE),
        ("government", Kind.GOVERNMENT), ("หน่วยงานระดับจังหวัด", Kind.GOVERNMENT), ("กระทรวงสาธารณสุข", Kind.GOVERNMENT),
        ("contractor", Kind.PRIVATE), ("ภาคเอกชน", Kind.PRIVATE), ("coalition", Kind.CIVIL_SOCIETY),
        ("advocacy", Kind.CIVIL_SOCIETY), ("national partner", Kind.CIVIL_SOCIETY), ("มูลนิธิ", Kind.CIVIL_SOCIETY),
        ("วัด", Kind.COMMUNITY), ("ชุมชน", Kind.COMMUNITY), ("ผู้ปกครอง", Kind.PARENTS), ("xyz", None),
    ],
)  # fmt: skip
def test_kinds(word, kind):
    assert guessed_kinds(Counter([word])).get(word) == kind


def test_several_area_offices_are_authorities():
    assert guessed_kinds(Counter({"lead agency": 2})) == {"lead agency": Kind.GOVERNMENT}
    both = guessed_kinds(Counter({"lead agency": 1, "area office": 1, "school": 3}))
    assert both == {"lead agency": Kind.GOVERNMENT, "area office": Kind.GOVERNMENT, "school": Kind.SCHOOL}
