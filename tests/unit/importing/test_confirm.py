"""Guesses put as questions: Enter, another name, none, and answers that cannot be understood."""

import json

import pytest

from netsustain.scenario.kinds import Kind


@pytest.fixture
def tables(folder):
    (folder / "m.csv").write_text("label,what,pupils,weight\nOffice,lead agency,,2\nNorth,zzz,3,1\n", encoding="utf-8")
    (folder / "t.csv").write_text("from,to,often\nOffice,North,3\n", encoding="utf-8")


@pytest.fixture
def confirm(call, tables):
    def confirm(*answers, lang="en"):
        options = ("--members", "m.csv", "--ties", "t.csv", "--out", "mine.yaml", "--lang", lang)
        return call("import", *options, "--confirm", "--json", input="".join(f"{answer}\n" for answer in answers))

    return confirm


def test_every_column_and_word_is_asked(confirm, network):
    result = confirm("", "kind", "-", "size", "", "", "strength", "", "school")
    assert result.exit_code == 0, result.output
    members, _ = network()
    assert members.names == ["Office", "North"]
    assert members.whole["kind"].tolist() == [Kind.AREA_OFFICE, Kind.SCHOOL]
    assert members.real["size"].tolist() == [2.0, 1.0]
    said = json.loads(result.stdout)
    assert said["options"] == [], "nothing is a guess any more"
    questions = result.stderr
    for words in (
        "The column “label” (Office, North) looks like: name (name). Enter to accept, a name to change, - for none:",
        "The column “what” (lead agency, zzz) is not used.",
        "“lead agency” (1) looks like: area_office.",
        "Which kind is “zzz” (1)?",
    ):
        assert words in questions


def test_an_answer_that_cannot_be_understood_is_asked_again(confirm, network):
    result = confirm("", "kin", "kind", "", "", "", "", "", "", "shool", "school")
    assert result.exit_code == 0, result.output
    assert "Got “kin” (did you mean kind?)" in result.stderr
    assert "Got “shool” (did you mean school?)" in result.stderr


def test_thai_names_are_understood(confirm, network):
    result = confirm("", "ประเภทองค์กร", "", "", "", "", "", "", "โรงเรียน", lang="th")
    assert result.exit_code == 0, result.output
    assert network()[0].whole["kind"].tolist() == [Kind.AREA_OFFICE, Kind.SCHOOL]
    assert "น่าจะเป็น" in result.stderr


def test_answers_that_end_too_early_write_nothing(confirm, folder):
    result = confirm("", "kind")
    assert result.exit_code == 2
    assert "expected an answer to each question" in result.stderr
    assert not (folder / "mine.yaml").exists()


def test_without_it_the_guesses_are_printed_as_options(call, tables):
    result = call("import", "--members", "m.csv", "--ties", "t.csv", "--out", "mine.yaml")
    assert "- name: label (guessed; --map name=label)" in result.stdout
