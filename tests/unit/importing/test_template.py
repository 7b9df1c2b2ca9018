"""The template: filled in it is read back, empty it is not taken for a network."""

import openpyxl
import pytest

from netsustain.importing.picking import NAMES
from netsustain.importing.template import FORMS, kind_words
from netsustain.messages import text
from netsustain.scenario.kinds import Kind


@pytest.fixture(params=["en", "th"])
def lang(request):
    return request.param


@pytest.fixture
def template(call, lang):
    result = call("import", "--template", "t.xlsx", "--lang", lang)
    assert result.exit_code == 0, result.output
    return openpyxl.load_workbook("t.xlsx")


def fill(book, lang):
    """A row of every kind, and a tie to the first from each other."""
    members, ties = (book[text(f"template.{form.name}", lang)] for form in FORMS)
    for number, word in enumerate(kind_words(lang), start=1):
        members.append([f"Member {number}", word, "Ann Lee", 1.5, 0.1 * number, 0.5, 4, 0.5])
        if number > 1:
            ties.append([f"Member {number}", "Member 1", 1 + number % 5, 4, text("template.yes", lang), 24, 30])
    book.save("t.xlsx")


def test_round_trip(template, lang, said, network, folder):
    fill(template, lang)
    found = said("--members", "t.xlsx", "--lang", lang)
    members, ties = network()
    assert members.whole["kind"].tolist() == list(Kind), "every kind that the list offers is understood"
    read = {item["field"] for item in found["fields"]}
    assert read == {column for form in FORMS for column in form.columns} - {"leader"}
    assert members.real["size"].tolist() == [1.5] * len(Kind)
    assert ties["age"].tolist() == [24.0] * 8
    assert ties["formal"].tolist() == [1] * 8
    assert sorted(set(ties["strength"])) == [0, 0.25, 0.5, 0.75, 1]
    assert len(found["left_out"]) == 3, "the examples"
    assert found["unused"] == [], "explanations are no table that was forgotten"
    assert "Ann" not in (folder / "mine_members.csv").read_text(encoding="utf-8")


def test_not_filled_in(template, refused):
    faults = refused("--members", "t.xlsx")
    assert "got only the template's examples, expected your own rows below them" in faults[0]["message"]


def test_lists_to_choose_from(template, lang):
    members, ties = (template[text(f"template.{form.name}", lang)] for form in FORMS)
    assert len(members.data_validations.dataValidation) == 1
    assert len(ties.data_validations.dataValidation) == 5
    lists = template[text("template.sheet_lists", lang)]
    assert lists.sheet_state == "hidden"
    assert [row[0].value for row in lists.rows] == kind_words(lang)


def test_every_column_is_explained(template, lang):
    said = [row[0].value for row in template[text("template.sheet_explanations", lang)].rows]
    for form in FORMS:
        for column in form.columns:
            assert text(f"template.about_{column}", lang) in said


def test_the_sheets_names_are_known(lang):
    for table in ("members", "ties"):
        assert text(f"template.sheet_{table}", lang) in NAMES[table].split()
    for other in ("explanations", "lists"):
        assert text(f"template.sheet_{other}", lang) in NAMES["explanations"].split()


def test_nothing_is_overwritten_and_the_ending_is_checked(call, folder):
    (folder / "t.xlsx").write_text("mine")
    assert call("import", "--template", "t.xlsx").exit_code == 1
    assert (folder / "t.xlsx").read_text() == "mine"
    assert call("import", "--template", "t.xlsx", "--force").exit_code == 0
    assert call("import", "--template", "t.csv").exit_code == 2
