"""A scenario over another: what merges, what replaces, where faults are told, which parents are refused."""

import pytest

from netsustain.scenario import ScenarioError, load
from netsustain.scenario.reader import load_with_places

from .conftest import problem

HEADER = """schema: 1
title: {en: Child, th: ลูก}
question: {en: And then?, th: แล้วอย่างไร}
sources: [A-S2]
"""


def test_a_shipped_parent_gives_what_the_child_leaves_out(write):
    baseline = load("baseline")
    child = load(write("extends: baseline\nlevers: {platform: 1}\n", before=HEADER))
    assert child.levers.platform == 1
    assert child.network == baseline.network
    assert child.title.en == "Child"
    assert child.name == "mine"
    assert child.sources == ("A-S2",)


def test_mappings_merge_and_lists_replace(write):
    write(
        "levers: {platform: 1, newsletter: 0}\nevents:\n- at: 5\n  relaunch:\n- at: 6\n  relaunch:\n",
        "parent.yaml",
    )
    child = load(
        write("extends: parent.yaml\nlevers: {newsletter: 1}\nevents: [{at: 7, relaunch: }]\n", before=HEADER)
    )
    assert (child.levers.platform, child.levers.newsletter) == (1, 1)
    assert [event.at for event in child.events] == [7]


def test_null_takes_a_part_away(write):
    write("", "parent.yaml")
    write("name\nA\n", "m.csv", before="")
    child = load(
        write("extends: parent.yaml\nnetwork: {recipe: null, files: {members: m.csv}}\n", before=HEADER)
    )
    assert child.network.recipe is None
    assert child.network.files.members.endswith("m.csv")


def test_tables_are_beside_the_file_that_names_them(write):
    parent = write("network: {files: {members: m.csv}}\n", "deep/parent.yaml", before=HEADER)
    write("name\nA\n", "deep/m.csv", before="")
    child = load(write("extends: deep/parent.yaml\n", before=HEADER))
    assert child.network.files.members == str(parent.parent / "m.csv")


def test_a_chain_of_files_in_the_order_of_their_say(write):
    write("months: 10\ndiscount: 0.1\n", "a.yaml")
    write("extends: a.yaml\nmonths: 20\nstructure_every: 6\n", "b.yaml", before=HEADER)
    path = write("extends: b.yaml\nstructure_every: 12\n", before=HEADER)
    loaded = load_with_places(path)
    assert (loaded.scenario.discount, loaded.scenario.months, loaded.scenario.structure_every) == (
        0.1,
        20,
        12,
    )
    said = {key: loaded.document.values[(key,)].file for key in ("discount", "months", "structure_every")}
    assert [file.rsplit("/", 1)[1] for file in said.values()] == ["a.yaml", "b.yaml", "mine.yaml"]


def test_a_fault_of_the_parent_is_told_there(write):
    parent = write("levers:\n  platform: 7\n", "parent.yaml")
    found = problem(write("extends: parent.yaml\n", before=HEADER))
    assert (found.file, found.line, found.column) == (str(parent), 8, 13)


def test_faults_of_child_and_parent_are_told_together(write):
    parent = write("levers: {platform: 7}\n", "parent.yaml")
    child = write("extends: parent.yaml\nlevers: {newsletter: 9}\n", before=HEADER)
    with pytest.raises(ScenarioError) as caught:
        load(child)
    assert [(found.file, found.where) for found in caught.value.problems] == [
        (str(child), "levers.newsletter"),
        (str(parent), "levers.platform"),
    ]


def test_a_circle_is_refused(write):
    write("extends: b.yaml\n", "a.yaml", before=HEADER)
    b = write("extends: a.yaml\n", "b.yaml", before=HEADER)
    found = problem(write("extends: a.yaml\n", before=HEADER))
    assert (found.file, found.line, found.column) == (str(b), 5, 10)
    assert "a.yaml → b.yaml → a.yaml" in found.message


def test_a_link_out_of_the_folder_is_refused(write, tmp_path):
    secret = write("", "elsewhere/secret.yaml")
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "link.yaml").symlink_to(secret)
    found = problem(write("extends: link.yaml\n", "home/mine.yaml", before=HEADER))
    assert "a link that leaves the folder" in found.message


@pytest.mark.parametrize(
    "name",
    [
        "../x.yaml",
        "a/../../x.yaml",
        "/etc/x.yaml",
        "C:\\x.yaml",
        "..\\x.yaml",
        "\\\\host\\x.yaml",
        "../baseline",
    ],
)
def test_other_folders_are_refused(write, name):
    found = problem(write(f"extends: {name}\n", before=HEADER))
    assert found.where == "extends"
    assert "expected a" in found.message


@pytest.mark.parametrize("name", ['"a\\0b.yaml"', "x" * 300 + ".yaml", "''", "sub"])
def test_names_that_cannot_be(write, name, tmp_path):
    (tmp_path / "sub").mkdir()
    assert problem(write(f"extends: {name}\n", before=HEADER)).where == "extends"


@pytest.mark.parametrize("text", ['start: "\\0"', 'start: "\\ud800"', '"\\x07": 1', 'levers: {"a\\u200f\\ufeff": 1}'])
def test_escapes_of_what_no_file_may_hold_are_refused(write, text):
    assert "got the escape of the control character U+" in problem(write(f"{text}\n")).message


def test_a_table_of_a_name_too_long(write):
    text = f"extends: baseline\nnetwork: {{recipe: null, files: {{members: {'x' * 300}.csv}}}}\n"
    found = problem(write(text, before=HEADER))
    assert found.where == "network.files.members"


def test_a_file_beside_is_offered(write):
    write("", "parent.yaml")
    assert "type parent.yaml" in problem(write("extends: parent\n", before=HEADER)).message
    assert "did you mean parent.yaml?" in problem(write("extends: parnt.yaml\n", before=HEADER)).message


def test_a_long_chain_is_refused(write):
    for number in range(40):
        write(f"extends: f{number + 1}.yaml\n", f"f{number}.yaml", before=HEADER)
    assert "expected at most 16" in problem(write("extends: f0.yaml\n", before=HEADER)).message
